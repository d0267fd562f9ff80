import Annotations
import Outline
import Terminal

/// The only place where the state changes.
extension NotebookState {
  /// Takes in one event and says what the outside has to do about it.
  package mutating func update(_ event: NotebookEvent, in context: UpdateContext) -> [Effect] {
    var effects: [Effect] = []
    self.context = context
    switch event {
    case .terminal(let event):
      let place = selection
      effects = take(event, in: context)
      notice(leaving: place)
    case .opened(let version, let source):
      guard tree.isCurrent(version) else { return [] }
      let file = version.file
      install(source, as: file)
      effects = searchAgain() + (source.isPartial || documents[file]?.reading != nil ? [] : [.recallReading(file)])
    case .couldNotOpen(let version, let reason):
      guard tree.isCurrent(version) else { return [] }
      refuse(version.file, because: reason)
    case .listed(let files, let isComplete, let trouble):
      effects = append(files, isComplete: isComplete)
      if let trouble { message = trouble }
    case .relisted(let listed): effects = apply(listed)
    case .leftMissingFile: effects = removeMissingFiles()
    case .annotated(let names): effects = scanAnnotated(names)
    case .scanned(let scan): apply(scan)
    case .annotations(let version, let read):
      guard tree.isCurrent(version) else { return [] }
      take(read, of: version.file, in: context)
    case .remembered(let request, let anchor): effects = take(anchor, for: request)
    case .saved(let number, let file, let read): effects = finishSave(number, file, read, in: context)
    case .notSaved(let number, let file, let reason): effects = failSave(number, file, because: reason)
    case .reading(let version, let reading, let blob):
      guard tree.isCurrent(version) else { return [] }
      effects = take(reading, blob: blob, of: version.file)
    case .found(let answer): take(answer)
    case .textEdited(let text): effects = takeEdited(text, in: context)
    // What went wrong is not hidden by what matters less.
    case .notice(let notice): if message?.tone != .error || notice.tone == .error { message = notice }
    case .hintDue: showsHint = !pending.isEmpty
    }
    scrollToSelection()
    settleDetail()
    return effects + openWhatIsShown()
  }

  private mutating func take(_ event: TerminalEvent, in context: UpdateContext) -> [Effect] {
    switch event {
    case .key(let key) where key == Key(.escape): return pressEscape(key, in: context)
    case .keyAfterEscape(let key): return pressAfterEscape(key, in: context)
    case .escapeWithdrawn: return withdrawEscape()
    case .focus, .reply, .resize: break
    case .key, .paste, .mouse: beforeEscape = nil
    }
    switch event {
    case .key(let key), .keyAfterEscape(let key): return press(key, in: context)
    case .paste(let text): return paste(text, in: context)
    case .mouse(let event): return take(event, in: context)
    case .resize(let size):
      self.size = size
      return []
    case .escapeWithdrawn, .focus, .reply: return []
    }
  }

  // MARK: Files

  private mutating func install(_ source: OpenedSource, as file: FileID) {
    if source.isPartial, isWantedWhole(file, beginning: source.outline) { return }
    if !source.isPartial { opening.remove(file) }
    failures[file] = nil
    if let trouble = source.trouble { message = trouble }
    guard let before = documents[file] else {
      documents[file] = Document(source)
      summaries[file] = nil
      recallFile(file)
      filterTopics(in: file)
      // Unless the reader went elsewhere meanwhile.
      if let hit = pendingHit, hit.place.file == file {
        if selection == RowID(file) { show(hit) } else { pendingHit = nil }
        if case .annotation = hit.field, selection == hit.place { pendingHit = hit }
      }
      if let anchor = pendingAnchor, selection.file == file {
        _ = followAnchor(anchor, in: file, isArriving: true)
      }
      return
    }
    if !before.isPartial, let blob = source.blob, blob == before.blob {
      if before.isMissing { message = Message("\(tree[file].name) is there again", .good) }
      documents[file]?.isMissing = false
      return
    }
    let was = (place: selection, lost: lostSelection, memory: selection.file == file ? place(selection) : nil)
    if let correspondence = documents[file]?.replace(with: source) {
      relocate(
        Relocation(
          reloading: file, by: correspondence, topics: documents[file]?.outline.count ?? 0, in: tree))
      if let memory = was.memory { keepSelection(memory, of: was.place, lost: was.lost, by: correspondence) }
    }
    noteChangedText()
    updateTally(of: file)
    updateReadingProgress(of: file)
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
  private func isWantedWhole(_ file: FileID, beginning: Outline) -> Bool {
    guard searching.text.isEmpty, fileFilter == nil, pendingHit?.place.file != file else { return true }
    guard selection == RowID(file) else { return false }
    if pendingAnchor != nil { return true }
    guard let place = savedView?.selection, place.file == name(of: file) else { return false }
    return place.line >= beginning.lineCount
  }

  /// Goes back to a topic that an earlier change took away, and remembers one that this change took.
  private mutating func keepSelection(
    _ memory: SavedView.PlaceMemory, of place: RowID, lost: LostSelection?, by correspondence: Correspondence
  ) {
    lostSelection = nil
    if let lost, lost.stand == place {
      if let topic = documents[place.file]?.outline.topic(rememberedAs: lost.memory) {
        select(RowID(place.file, topic))
      } else {
        lostSelection = LostSelection(memory: lost.memory, stand: selection)
      }
    } else if correspondence.exactTopic(for: place.topic) == nil {
      lostSelection = LostSelection(memory: memory, stand: selection)
    }
  }

  private func difference(_ before: Int, _ after: Int) -> String {
    before == after ? "\(after) topics as before" : "\(after) topics, \(after > before ? "+" : "")\(after - before)"
  }

  /// A file that was open can't be read any more: what was read stays in view, and says so.
  private mutating func markMissing(_ file: FileID, because reason: String) {
    let trouble = Message("\(tree[file].name) is shown as it was last read: \(reason)", .warning)
    documents[file]?.isMissing = true
    message = trouble
  }

  private mutating func refuse(_ file: FileID, because reason: String) {
    opening.remove(file)
    if documents[file] != nil {
      // The rest of a file does not come any more, unless something happens to it.
      if documents[file]?.isPartial == true { failures[file] = reason }
      markMissing(file, because: reason)
      return
    }
    failures[file] = reason
    message = Message(reason, .error)
  }

  private mutating func take(_ read: SidecarSnapshot, of file: FileID, in context: UpdateContext) {
    documents[file]?.apply(read, today: context.day)
    undoStack.recall(read.steps, of: file)
    updateTally(of: file)
    // An annotation is only there to be shown now.
    if let hit = pendingHit, case .annotation = hit.field, hit.place.file == file {
      if hit.place == selection { show(hit) }
      pendingHit = nil
    }
    refreshAnnotationList()
    if !read.missing.isEmpty {
      let count = read.missing.count == 1 ? "an annotation" : "\(read.missing.count) annotations"
      message = Message("another program left out \(count): \(reviewKey) shows what to do", .warning)
    }
    if let trouble = read.toTell { message = trouble }
    if let name = read.detachedSidecar {
      detachedSidecars[file] = name
      message = Message("\(name) seems to belong to \(tree[file].name): \(reviewKey) takes it over", .warning)
    }
  }

  /// Adds files that were found to the end of the tree.
  private mutating func append(_ files: [ListedFile], isComplete: Bool) -> [Effect] {
    let start = tree.nodes.count
    for file in files { tree.append(file.name, in: file.folders) }
    foldedNodes.formUnion(tree.nodes[start...].lazy.map(\.id))
    recallSelection(from: start)
    guard isComplete else { return [] }
    isListing = false
    if !searching.text.isEmpty { searching.isIncomplete = true }
    return searchAgain() + [.scanAnnotations(tree.files.filter { documents[$0] == nil })]
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
