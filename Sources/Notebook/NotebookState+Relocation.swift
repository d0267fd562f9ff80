import Outline

/// Keeping what remembers topics on these topics when their file is read anew.
extension NotebookState {
  /// Moves every remembered place in `file` to where it is in the new reading; a filter is dropped.
  mutating func follow(_ correspondence: Correspondence, in file: FileID) {
    let move = Move(file: file, correspondence: correspondence, topics: documents[file]?.outline.count ?? 0)
    selection = move.place(selection)
    top = move.place(top)
    if let zoom, zoom.file == file, zoom.topic != .root {
      let place = move.place(zoom)
      setZoom(place.topic == .root ? nil : place)
    }
    if filterText != nil { dropFilter() }
    jumpList.move(move.place)
    bookmarks = bookmarks.mapValues(move.place)
    if let place = pendingHit?.place { pendingHit?.place = move.place(place) }
    searching.take(move)
    mode.take(move, reviewing: selection.file)
  }

  /// Shows again what the filter had left out.
  mutating func dropFilter() {
    filterText = nil
    if fileFilter != nil {
      fileFilter = nil
      foldedNodes = foldedBeforeFilter
    }
    for file in documents.keys { documents[file]?.setFilter(nil) }
  }
}

extension SearchState {
  /// Puts the hits where they are now. Where in a topic's text they were is not known any more.
  fileprivate mutating func take(_ move: Move) {
    guard hits.contains(where: { $0.place.file == move.file }) else { return }
    var seen: Set<RowID> = []
    hits = hits.map { hit in
      guard hit.place.file == move.file else { return hit }
      var hit = hit
      hit.place = move.place(hit.place)
      if case .text = hit.field { hit.field = .title }
      return hit
    }.filter { seen.insert($0.place).inserted }.sorted { $0.place < $1.place }
  }
}

/// Where the topics of one file have gone.
private struct Move {
  let file: FileID
  let correspondence: Correspondence
  /// How many topics the new reading has.
  let topics: Int

  func place(_ place: RowID) -> RowID {
    place.file == file ? RowID(file, correspondence.topic(for: place.topic)) : place
  }
}

extension Mode {
  /// - Parameter reviewed: The file that a list of places to attach an annotation to is of.
  fileprivate mutating func take(_ move: Move, reviewing reviewed: FileID) {
    switch self {
    case .browsing: break
    case .help(var help):
      help.writing?.take(move)
      self = .help(help)
    case .editing(var session):
      session.take(move)
      self = .editing(session)
    case .prompt(var prompt):
      prompt.origin.take(move)
      prompt.searched.take(move)
      self = .prompt(prompt)
    case .list(var list):
      list.origin?.take(move)
      list.writing?.take(move)
      for index in list.all.indices { list.all[index].value.take(move, reviewing: reviewed) }
      for index in list.shown.indices { list.shown[index].value.take(move, reviewing: reviewed) }
      self = .list(list)
    case .confirming(var question):
      switch question.purpose {
      case .deleteEmptied(var session):
        session.take(move)
        question.purpose = .deleteEmptied(session)
      case .discardDraft(var session):
        session.take(move)
        question.purpose = .discardDraft(session)
      case .adopt: break
      }
      self = .confirming(question)
    }
  }
}

extension EditorSession {
  fileprivate mutating func take(_ move: Move) {
    if file == move.file { topic = move.correspondence.topic(for: topic) }
  }
}

extension Snapshot {
  fileprivate mutating func take(_ move: Move) {
    selection = move.place(selection)
    top = move.place(top)
    zoom = zoom.map(move.place)
    filterText = nil
    if fileFilter != nil {
      fileFilter = nil
      foldedNodes = foldedBeforeFilter
    }
    rows = rows.mapValues { ($0.rows.withoutFilter, $0.topics) }
    if let kept = rows[move.file] { rows[move.file] = (kept.rows.moved(by: move.correspondence), move.topics) }
  }
}

extension ListOverlay.Value {
  fileprivate mutating func take(_ move: Move, reviewing reviewed: FileID) {
    switch self {
    case .place(let place): self = .place(move.place(place))
    case .hit(var hit):
      hit.place = move.place(hit.place)
      self = .hit(hit)
    case .attach(let topic?) where move.file == reviewed: self = .attach(move.correspondence.topic(for: topic))
    case .attach, .command, .annotation, .type, .severity, .theme, .link, .line, .missing, .restore, .conflict,
      .helpLine:
      break
    }
  }
}

extension VisibleRows {
  /// These rows in another reading of the file, without a filter.
  func moved(by correspondence: Correspondence) -> VisibleRows {
    VisibleRows(hoist: correspondence.topic(for: hoist), folding: correspondence.folding(withoutFilter.folding))
  }
}
