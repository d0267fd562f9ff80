import Annotations
import Outline
import Terminal

/// The only place where the state changes.
extension NotebookState {
  /// Takes in one event and says what the outside has to do about it.
  package mutating func update(_ event: NotebookEvent, at moment: Moment) -> [Effect] {
    var effects: [Effect] = []
    self.moment = moment
    switch event {
    case .terminal(let event):
      let place = selection
      effects = take(event, at: moment)
      notice(leaving: place)
    case .opened(let file, let source):
      install(source, as: file)
      effects = searchAgain() + (source.isPartial || documents[file]?.reading != nil ? [] : [.recallReading(file)])
    case .couldNotOpen(let file, let reason): refuse(file, because: reason)
    case .listed(let files, let isComplete, let trouble):
      effects = append(files, isComplete: isComplete)
      if let trouble { message = trouble }
    case .relisted(let listed): effects = take(listed)
    case .leftGone: effects = removeGone()
    case .annotated(let names): effects = takeAnnotated(names)
    case .counted(let census): take(census)
    case .annotations(let file, let read): take(read, of: file, at: moment)
    case .remembered(let request, let anchor): effects = take(anchor, for: request)
    case .saved(let number, let file, let read): effects = finishSave(number, file, read, at: moment)
    case .notSaved(let number, let file, let reason): effects = failSave(number, file, because: reason)
    case .reading(let file, let reading, let blob): effects = take(reading, blob: blob, of: file)
    case .found(let answer): take(answer)
    case .textEdited(let text): effects = takeEdited(text, at: moment)
    // What went wrong is not hidden by what matters less.
    case .notice(let notice): if message?.tone != .error || notice.tone == .error { message = notice }
    case .hintDue: showsHint = !pending.isEmpty
    }
    scrollToSelection()
    settleDetail()
    return effects + openWhatIsShown()
  }

  private mutating func take(_ event: TerminalEvent, at moment: Moment) -> [Effect] {
    switch event {
    case .key(let key): return press(key, at: moment)
    case .paste(let text): return paste(text, at: moment)
    case .mouse(let event): return take(event, at: moment)
    case .resize(let size):
      self.size = size
      return []
    case .focus, .reply: return []
    }
  }

  // MARK: Files

  private mutating func install(_ source: OpenedSource, as file: FileIndex) {
    if source.isPartial, isWantedWhole(file, beginning: source.outline) { return }
    if !source.isPartial { opening.remove(file) }
    failures[file] = nil
    if let trouble = source.trouble { message = trouble }
    guard let before = documents[file] else {
      documents[file] = Document(source)
      digests[file] = nil
      recallFile(file)
      filterTopics(in: file)
      // Unless the reader went elsewhere meanwhile.
      if let hit = awaitedHit, hit.place.file == file {
        if selection == Place(file) { show(hit) } else { awaitedHit = nil }
        if case .annotation = hit.field, selection == hit.place { awaitedHit = hit }
      }
      if let anchor = awaitedAnchor, selection.file == file {
        _ = followAnchor(anchor, in: file, isArriving: true)
      }
      return
    }
    if !before.isPartial, let blob = source.blob, blob == before.blob {
      if before.isLost { message = Message("\(tree[file].name) is there again", .good) }
      documents[file]?.isLost = false
      return
    }
    let was = (place: selection, memory: selection.file == file ? place(selection) : nil)
    if let correspondence = documents[file]?.replace(with: source) {
      marking.move(in: file, by: correspondence)
      follow(correspondence, in: file)
      if let memory = was.memory { keepSelection(memory, of: was.place, by: correspondence) }
    }
    noteChangedText()
    count(file)
    countReading(file)
    settle()
    if before.isPartial {
      recallFile(file, behind: before.outline.lineCount)
    } else {
      let name = tree.isSingleFile ? "changed on the disk" : "\(tree.name(of: file)) changed on the disk"
      message = Message("\(name): \(difference(before.outline.count - 1, source.outline.count - 1))")
    }
  }

  /// Whether the beginning of a file is not worth showing: the reader is on the way to something in it, which may be
  /// further down, or sees of it what was found in the whole.
  private func isWantedWhole(_ file: FileIndex, beginning: Outline) -> Bool {
    guard searching.text.isEmpty, nodeFilter == nil, awaitedHit?.place.file != file else { return true }
    guard selection == Place(file) else { return false }
    if awaitedAnchor != nil { return true }
    guard let place = recalled?.selection, place.file == name(of: file) else { return false }
    return place.line >= beginning.lineCount
  }

  /// Goes back to a topic that an earlier change took away, and remembers one that this change took.
  private mutating func keepSelection(
    _ memory: NotebookMemory.PlaceMemory, of place: Place, by correspondence: Correspondence
  ) {
    let lost = lostSelection
    lostSelection = nil
    if let lost, lost.stand == place {
      if let topic = documents[place.file]?.outline.topic(rememberedAs: lost.memory) {
        select(Place(place.file, topic))
      } else {
        lostSelection = (lost.memory, selection)
      }
    } else if correspondence.exactTopic(for: place.topic) == nil {
      lostSelection = (memory, selection)
    }
  }

  private func difference(_ before: Int, _ after: Int) -> String {
    before == after ? "\(after) topics as before" : "\(after) topics, \(after > before ? "+" : "")\(after - before)"
  }

  /// A file that was open can't be read any more: what was read stays in view, and says so.
  private mutating func lose(_ file: FileIndex, because reason: String) {
    let trouble = Message("\(tree[file].name) is shown as it was last read: \(reason)", .warning)
    documents[file]?.isLost = true
    message = trouble
  }

  private mutating func refuse(_ file: FileIndex, because reason: String) {
    opening.remove(file)
    if documents[file] != nil {
      // The rest of a file does not come any more, unless something happens to it.
      if documents[file]?.isPartial == true { failures[file] = reason }
      lose(file, because: reason)
      return
    }
    failures[file] = reason
    message = Message(reason, .error)
  }

  private mutating func take(_ read: AnnotationsRead, of file: FileIndex, at moment: Moment) {
    documents[file]?.take(read, today: moment.day)
    undoing.recall(read.steps, of: file)
    count(file)
    // An annotation is only there to be shown now.
    if let hit = awaitedHit, case .annotation = hit.field, hit.place.file == file {
      if hit.place == selection { show(hit) }
      awaitedHit = nil
    }
    growAnnotationList()
    if !read.missing.isEmpty {
      let count = read.missing.count == 1 ? "an annotation" : "\(read.missing.count) annotations"
      message = Message("another program left out \(count): \(reviewKey) shows what to do", .warning)
    }
    if let trouble = read.toTell { message = trouble }
    if let name = read.leftBehind {
      leftBehind[file] = name
      message = Message("\(name) seems to belong to \(tree[file].name): \(reviewKey) takes it over", .warning)
    }
  }

  /// Adds files that were found to the end of the tree.
  private mutating func append(_ files: [ListedFile], isComplete: Bool) -> [Effect] {
    let start = tree.nodes.count
    for file in files { tree.append(file.name, in: file.folders) }
    foldedNodes.formUnion((start..<tree.nodes.count).lazy.map(FileIndex.init))
    recallSelection(from: start)
    guard isComplete else { return [] }
    isListing = false
    if !searching.text.isEmpty { searching.isIncomplete = true }
    return searchAgain() + [.countAnnotations(tree.files.filter { documents[$0] == nil })]
  }

  /// Asks for the selected file, and for those in view that are unfolded, when they are shown for the first time.
  private mutating func openWhatIsShown() -> [Effect] {
    var files = [selection.file]
    if !tree.isSingleFile {
      files += rows(from: top, count: outlineHeight).map(\.file).filter { !foldedNodes.contains($0) }
    }
    var effects: [Effect] = []
    for file in files
    where tree[file].kind == .file && documents[file] == nil && failures[file] == nil && !opening.contains(file) {
      opening.insert(file)
      effects.append(.open(file))
    }
    return effects
  }
}
