import Annotations
import Outline

/// Files that are read, for the first time and again.
extension NotebookState {
  mutating func install(_ source: OpenedSource, as file: FileID) {
    if source.isPartial, isWantedWhole(file, beginning: source.outline) { return }
    files.finishOpening(file, isPartial: source.isPartial)
    if let trouble = source.trouble { screen.show(trouble) }
    guard let before = documents[file] else { return installNew(source, as: file) }
    if !before.isPartial, let blob = source.blob, blob == before.blob {
      if before.isMissing { say(.isBack(tree[file].name)) }
      files.modify(file) { $0.isMissing = false }
      return
    }
    let was = (row: selection, lost: outline.lostSelection, memory: selection.file == file ? place(selection) : nil)
    if let correspondence = files.modify(file, { $0.replace(with: source) }) {
      let topics = documents[file]?.outline.count ?? 0
      relocate(Relocation(reloading: file, by: correspondence, topics: topics, in: tree))
      if let memory = was.memory { keepSelection(memory, of: was.row, lost: was.lost, by: correspondence) }
    }
    finding.modify { $0.noteChange() }
    updateTally(of: file)
    files.updateReadingProgress(of: file)
    settle()
    refreshReview(in: file)
    if before.isPartial {
      recallFile(file, behind: before.outline.lineCount)
    } else {
      let note = tree.isSingleFile ? nil : tree.name(of: file)
      let lost = (documents[file]?.index.count(of: .review) ?? 0) - before.index.count(of: .review)
      say(
        .changedOnDisk(
          note: note, before: before.outline.count - 1, after: source.outline.count - 1, lost: max(0, lost)))
    }
  }

  private mutating func installNew(_ source: OpenedSource, as file: FileID) {
    files.open(file, Document(source))
    annotating.setSummary(nil, of: file)
    recallFile(file)
    filterTopics(in: file)
    // Unless the reader went elsewhere meanwhile.
    if let hit = finding.pendingHit, hit.place.file == file {
      if selection == RowID(file) { show(hit) } else { finding.setPendingHit(nil) }
      if case .annotation = hit.field, selection == hit.place { finding.setPendingHit(hit) }
    }
    if let anchor = finding.pendingAnchor, selection.file == file {
      _ = followAnchor(anchor, in: file, isArriving: true)
    }
  }

  /// Whether the beginning of a file is not worth showing: the reader is on the way to something in it, which may be
  /// further down, or sees of it what was found in the whole.
  private func isWantedWhole(_ file: FileID, beginning: Outline) -> Bool {
    guard searching.text.isEmpty, fileFilter == nil, finding.pendingHit?.place.file != file else { return true }
    guard selection == RowID(file) else { return false }
    if finding.pendingAnchor != nil { return true }
    guard let place = files.savedView?.selection, place.file == name(of: file) else { return false }
    return place.line >= beginning.lineCount
  }

  /// Goes back to a topic that an earlier change took away, and remembers one that this change took.
  private mutating func keepSelection(
    _ memory: SavedView.PlaceMemory, of place: RowID, lost: OutlinePane.LostSelection?,
    by correspondence: Correspondence
  ) {
    outline.setLostSelection(nil)
    if let lost, lost.stand == place {
      if let topic = documents[place.file]?.outline.topic(rememberedAs: lost.memory) {
        select(RowID(place.file, topic))
      } else {
        outline.setLostSelection(OutlinePane.LostSelection(memory: lost.memory, stand: selection))
      }
    } else if correspondence.exactTopic(for: place.topic) == nil {
      outline.setLostSelection(OutlinePane.LostSelection(memory: memory, stand: selection))
    }
  }

  /// A file can't be read. One that was open stays in view as it was last read, and says so.
  mutating func fail(_ file: FileID, because reason: String) {
    let isOpen = documents[file] != nil
    files.fail(file, because: reason)
    say(isOpen ? .staysAsRead(tree[file].name, reason: reason) : .failed(reason))
  }

  /// Takes what a sidecar and the draft journal hold.
  mutating func apply(_ read: SidecarSnapshot, to file: FileID, in context: UpdateContext) -> [Effect] {
    files.modify(file) { $0.apply(read, today: context.day) }
    annotating.recall(read.steps, of: file)
    updateTally(of: file)
    // An annotation is only there to be shown now.
    var isAwaited = false
    if let hit = finding.pendingHit, case .annotation = hit.field, hit.place.file == file {
      isAwaited = hit.place == selection
      if isAwaited { show(hit) }
      finding.setPendingHit(nil)
    }
    refreshAnnotationList()
    if !read.missing.isEmpty { say(.leftOut(read.missing.count)) }
    if let trouble = read.toTell { screen.show(trouble) }
    if let name = read.detachedSidecar {
      annotating.setDetachedSidecar(name, of: file)
      say(.detachedSidecar(name, note: tree[file].name))
    }
    return resumeReview(in: file, isAwaited: isAwaited)
  }

  /// Adds files that were found to the end of the tree.
  mutating func append(_ listed: [ListedFile], isComplete: Bool) -> [Effect] {
    let start = tree.nodes.count
    outline.fold(files.append(listed, isComplete: isComplete))
    recallSelection(from: start)
    guard isComplete else { return [] }
    finding.modify { $0.noteChange() }
    return searchAgain() + [.scanAnnotations(tree.files.filter { documents[$0] == nil })]
  }

  /// Asks for the selected file, and for those in view that are unfolded, when they are shown for the first time.
  mutating func openWhatIsShown() -> [Effect] {
    var shown = [selection.file]
    if !tree.isSingleFile {
      shown += rows(from: top, count: outlineHeight).map(\.file).filter { !foldedNodes.contains($0) }
    }
    return files.request(shown).map { .open($0) }
  }
}
