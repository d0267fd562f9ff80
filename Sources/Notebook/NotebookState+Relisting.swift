import Annotations
import Outline

/// Files and folders that come, go and take other names while the notebook is open.
extension NotebookState {
  /// Shows the notebook's folder as it is now. A note that is gone stays as it was last read while the reader is in it,
  /// and while something is written about it.
  mutating func take(_ listed: FolderSnapshot) -> [Effect] {
    if let trouble = listed.trouble { message = trouble }
    guard listed.tree.nodes != tree.nodes, !tree.isSingleFile else { return [] }
    let relisting = TreeDiff(of: tree, as: listed, keeping: isKeptWhenMissing)
    let before = tree
    let wasMissing = missingFiles
    follow(relisting)
    missingFiles = Set(relisting.kept)
    for file in missingFiles { documents[file]?.isMissing = true }
    let renamed = renamedFiles(since: before, by: relisting.move)
    for (file, _) in renamed { documents[file]?.isMissing = false }
    let news = missingFiles.subtracting(wasMissing.compactMap { relisting.move($0) }).sorted()
    var parts = [relisting.summary].compactMap(\.self)
    if let first = news.first {
      let rest = news.count > 1 ? " and \(news.count - 1) more" : ""
      let why = hasNotes(first) ? "kept for what is written about it" : "as last read here"
      parts.append("gone: \(tree.name(of: first))\(rest), \(why)")
    }
    if !parts.isEmpty { message = Message(parts.joined(separator: " · "), news.isEmpty ? .plain : .warning) }
    if !searching.text.isEmpty { searching.isIncomplete = true }
    return renamed.map { .reopen($0, was: $1) }
      + countNew(since: before, by: relisting.move)
      + searchAgain()
  }

  /// Whether notes that are gone are still shown and need not be any more.
  package var hasLeftMissingFile: Bool { missingFiles.contains { !isKeptWhenMissing($0) } }

  /// Takes notes away that are gone and that nothing holds any more.
  mutating func removeMissingFiles() -> [Effect] {
    let relisting = TreeDiff(
      of: tree, as: FolderSnapshot(tree: tree.without(missingFiles)), keeping: isKeptWhenMissing)
    follow(relisting)
    missingFiles = Set(relisting.kept)
    if !searching.text.isEmpty { searching.isIncomplete = true }
    return searchAgain()
  }

  private func isKeptWhenMissing(_ file: FileID) -> Bool {
    documents[file] != nil && (selection.file == file || hasNotes(file))
  }

  /// Whether a file has annotations or drafts, saved or on their way.
  private func hasNotes(_ file: FileID) -> Bool {
    guard let document = documents[file] else { return false }
    return !document.annotations.isEmpty || !document.drafts.isEmpty || !document.missing.isEmpty
      || session?.file == file || pendingSaves.values.contains { $0.file == file }
  }

  /// Asks for the annotations of files that are not open, which somebody has changed.
  func takeAnnotated(_ names: [String]) -> [Effect] {
    let names = Set(names)
    let files = tree.files.filter { documents[$0] == nil && names.contains(tree.name(of: $0)) }
    return files.isEmpty || isListing ? [] : [.countAnnotations(files)]
  }

  /// The open files that have another path now, with the one that they had.
  private func renamedFiles(since before: FileTree, by move: FileMove) -> [(file: FileID, was: String)] {
    before.files.compactMap { old in
      guard let new = move(old), documents[new] != nil, tree[new].path != before[old].path else { return nil }
      return (new, before[old].path)
    }
  }

  /// Asks for the annotations of files that were not there before.
  private func countNew(since before: FileTree, by move: FileMove) -> [Effect] {
    let known = Set(before.files.compactMap { move($0) })
    let new = tree.files.filter { !known.contains($0) && documents[$0] == nil }
    return new.isEmpty || isListing ? [] : [.countAnnotations(new)]
  }

  /// Puts everything that remembers files where these are now.
  private mutating func follow(_ relisting: TreeDiff) {
    let move = relisting.move
    for file in documents.keys where move(file) == nil { saveFolds(of: file) }
    if let zoom, move(zoom) == nil { setZoom(nil) }
    moveZoom { move.nearest($0) }
    let old = tree
    tree = relisting.tree
    moves.append(move)
    documents = documents.moved(by: move)
    digests = digests.moved(by: move)
    opening = opening.moved(by: move)
    failures = failures.moved(by: move)
    detachedSidecar = detachedSidecar.moved(by: move)
    let known = Set(old.nodes.indices.compactMap { move(FileID($0)) })
    let new = tree.nodes.indices.map(FileID.init).filter { !known.contains($0) }
    foldedNodes = foldedNodes.moved(by: move).union(new)
    foldedBeforeFilter = foldedBeforeFilter.moved(by: move).union(new)
    fileFilter = fileFilter?.moved(by: move, in: tree)
    detail.atHand = []
    if let place = move(selection) {
      if detail.key?.place == selection { detail.key?.place = place }
      selection = place
    } else {
      selection = move.nearest(selection)
      // What was shown belongs to nothing now.
      detail.layout = nil
      detail.key = nil
      resetDetail()
    }
    top = move.nearest(top)
    searching.move(by: move)
    jumpList.move(move.nearest)
    bookmarks = bookmarks.compactMapValues { move($0) }
    lostSelection = lostSelection.flatMap { lost in move(lost.stand).map { (lost.memory, $0) } }
    pendingHit = pendingHit.flatMap { $0.moved(by: move) }
    cut = cut.flatMap { cut in move(cut.file).map { (cut.annotation, $0) } }
    undoStack.move(by: move)
    readMarkUndo.move(by: move)
    for (number, pending) in pendingSaves { pendingSaves[number]?.file = move(pending.file) ?? pending.file }
    mode.move(by: move, new: new, in: tree)
    tallies = [:]
    for file in annotatedFiles { count(file) }
    readingProgress = [:]
    for file in documents.keys { countReading(file) }
    settle()
  }

  /// An event of work that was asked for when the notebook had been listed `count` times, as it is to be taken now; nil
  /// where it is about a file that is gone.
  package func brought(_ event: NotebookEvent, since count: Int) -> NotebookEvent? {
    moves[min(count, moves.count)...].reduce(event) { event, move in event?.moved(by: move) }
  }
}

extension Dictionary where Key == FileID {
  /// What is known of files that are still there.
  package func moved(by move: FileMove) -> [FileID: Value] {
    var moved: [FileID: Value] = [:]
    for (file, value) in self {
      if let file = move(file) { moved[file] = value }
    }
    return moved
  }
}

extension Set<FileID> {
  /// Those that are still there.
  package func moved(by move: FileMove) -> Set<FileID> { Set(compactMap { move($0) }) }
}

extension FileFilter {
  fileprivate func moved(by move: FileMove, in tree: FileTree) -> FileFilter {
    var filter = FileFilter()
    for row in rows.compactMap({ move($0) }).sorted() { filter.insert(row, in: tree) }
    return filter
  }
}

extension SearchHit {
  fileprivate func moved(by move: FileMove) -> SearchHit? {
    guard let place = move(place) else { return nil }
    var hit = self
    hit.place = place
    return hit
  }
}

extension SearchState {
  fileprivate mutating func move(by move: FileMove) {
    hits = hits.compactMap { $0.moved(by: move) }.sorted { $0.place < $1.place }
  }
}

extension SearchAnswer {
  fileprivate func moved(by move: FileMove) -> SearchAnswer? {
    var answer = self
    if case .links(let place) = kind {
      guard let place = move(place) else { return nil }
      answer.kind = .links(place)
    }
    answer.hits = hits.compactMap { $0.moved(by: move) }
    if case .query = kind { answer.hits.sort { $0.place < $1.place } }
    return answer
  }
}

extension NotebookEvent {
  fileprivate func moved(by move: FileMove) -> NotebookEvent? {
    switch self {
    case .opened(let file, let source): return move(file).map { .opened($0, source) }
    case .couldNotOpen(let file, let reason): return move(file).map { .couldNotOpen($0, reason) }
    case .annotations(let file, let read): return move(file).map { .annotations($0, read) }
    case .saved(let number, let file, let read): return move(file).map { .saved(number, $0, read) }
    case .notSaved(let number, let file, let reason): return move(file).map { .notSaved(number, $0, reason) }
    case .reading(let file, let state, let blob): return move(file).map { .reading($0, state, blob: blob) }
    case .found(let answer): return answer.moved(by: move).map { .found($0) }
    case .scanned(var census):
      census.digests = census.digests.moved(by: move)
      census.without = census.without.compactMap { move($0) }
      return .scanned(census)
    case .remembered(var request, let anchor):
      guard let file = move(request.file) else { return nil }
      request.file = file
      return .remembered(request, anchor)
    case .terminal, .listed, .relisted, .leftMissingFile, .annotated, .textEdited, .notice, .hintDue: return self
    }
  }
}

extension Mode {
  /// - Parameter new: What was not there before: it is folded.
  fileprivate mutating func move(by move: FileMove, new: [FileID], in tree: FileTree) {
    switch self {
    case .browsing: break
    case .help(var help):
      help.writing?.move(by: move)
      self = .help(help)
    case .editing(var session):
      session.move(by: move)
      self = .editing(session)
    case .prompt(var prompt):
      prompt.origin.move(by: move, new: new, in: tree)
      prompt.searched.move(by: move)
      self = .prompt(prompt)
    case .list(var list):
      list.move(by: move, new: new, in: tree)
      self = .list(list)
    case .confirming(var question):
      switch question.purpose {
      case .deleteEmptied(var session):
        session.move(by: move)
        question.purpose = .deleteEmptied(session)
      case .discardDraft(var session):
        session.move(by: move)
        question.purpose = .discardDraft(session)
      case .adopt(let file): question.purpose = .adopt(move(file) ?? FileTree.root)
      }
      self = .confirming(question)
    }
  }
}

extension EditorSession {
  fileprivate mutating func move(by move: FileMove) { file = move(file) ?? file }
}

extension Snapshot {
  fileprivate mutating func move(by move: FileMove, new: [FileID], in tree: FileTree) {
    if move(selection) == nil { zoom = nil }
    selection = move.nearest(selection)
    top = move.nearest(top)
    rows = rows.moved(by: move)
    foldedNodes = foldedNodes.moved(by: move).union(new)
    foldedBeforeFilter = foldedBeforeFilter.moved(by: move).union(new)
    zoom = zoom.flatMap { move($0) }
    fileFilter = fileFilter?.moved(by: move, in: tree)
  }
}

extension ListOverlay {
  fileprivate mutating func move(by move: FileMove, new: [FileID], in tree: FileTree) {
    let chosen = shown.indices.contains(selected) ? shown[selected].value.moved(by: move) : nil
    origin?.move(by: move, new: new, in: tree)
    if case .missing(let annotation, let file) = purpose, let file = move(file) {
      purpose = .missing(annotation: annotation, file)
    }
    func moved(_ items: [Item]) -> [Item] {
      items.compactMap { item in
        guard let value = item.value.moved(by: move) else { return nil }
        var item = item
        item.value = value
        return item
      }
    }
    all = moved(all)
    shown = moved(shown)
    selected = shown.firstIndex { $0.value == chosen } ?? max(0, min(selected, shown.count - 1))
  }
}

extension ListOverlay.Value {
  fileprivate func moved(by move: FileMove) -> ListOverlay.Value? {
    switch self {
    case .place(let place): return move(place).map { .place($0) }
    case .hit(let hit): return hit.moved(by: move).map { .hit($0) }
    case .annotation(let id, let file): return move(file).map { .annotation(id, $0) }
    case .missing(let id, let file): return move(file).map { .missing(id, $0) }
    case .attach, .command, .type, .severity, .theme, .link, .line, .restore, .conflict, .helpLine: return self
    }
  }
}
