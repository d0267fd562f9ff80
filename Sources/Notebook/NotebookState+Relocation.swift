import Outline

/// Keeping what remembers rows on these rows when a file is read again, or the folder is listed again.
extension NotebookState {
  /// Puts every remembered row where it is now. A filter does not outlive another reading of a file.
  mutating func relocate(_ map: Relocation) {
    // There is nothing to go back to from what is elsewhere now.
    beforeEscape = nil
    selection = map.nearest(selection)
    top = map.nearest(top)
    if let zoom {
      let place = map(zoom)
      if place != zoom { setZoom(place.flatMap { zoom.topic != .root && $0.topic == .root ? nil : $0 }) }
    }
    if map.reload != nil, filterText != nil { dropFilter() }
    fileFilter?.relocate(in: map.tree)
    foldedBeforeFilter.formUnion(map.added)
    jumpList.relocate(map)
    bookmarks = bookmarks.compactMapValues { map($0) }
    if let lost = lostSelection {
      lostSelection = map(lost.stand).map { LostSelection(memory: lost.memory, stand: $0) }
    }
    detail.relocate(map)
    pendingHit = pendingHit.flatMap { $0.relocated(map) }
    if let file = cut?.file, !map.tree.contains(file) { cut = nil }
    if let last = lastReviewed { lastReviewed?.place = map.nearest(last.place) }
    searching.relocate(map)
    readMarkUndo.relocate(map)
    session?.relocate(map)
    for index in overlays.indices { overlays[index].relocate(map) }
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

extension SearchHit {
  /// The hit in its row as that is now; nil where its file is gone.
  func relocated(_ map: Relocation) -> SearchHit? {
    guard let place = map(place) else { return nil }
    var hit = self
    hit.place = place
    return hit
  }
}

extension SearchState {
  /// Puts the hits where they are now. In a file that was read again, the place inside a topic's text is not known.
  mutating func relocate(_ map: Relocation) {
    requestedFrom = requestedFrom.flatMap { map($0) }
    guard let reload = map.reload else {
      hits = map.sorted(hits.compactMap { $0.relocated(map) }) { $0.place }
      return
    }
    guard hits.contains(where: { $0.place.file == reload.file }) else { return }
    var seen: Set<RowID> = []
    let relocated = hits.compactMap { hit in
      var hit = hit.relocated(map)
      if hit?.place.file == reload.file, case .text? = hit?.field { hit?.field = .title }
      return hit
    }
    hits = map.sorted(relocated.filter { seen.insert($0.place).inserted }) { $0.place }
  }
}

extension EditorSession {
  mutating func relocate(_ map: Relocation) { row = map(row) ?? row }
}

extension Snapshot {
  mutating func relocate(_ map: Relocation) {
    if let reload = map.reload {
      filterText = nil
      if fileFilter != nil {
        fileFilter = nil
        foldedNodes = foldedBeforeFilter
      }
      rows = rows.mapValues { ($0.rows.withoutFilter, $0.topics) }
      if let kept = rows[reload.file] {
        rows[reload.file] = (kept.rows.moved(by: reload.correspondence), reload.topics)
      }
    } else {
      if map(selection) == nil { zoom = nil }
      rows = rows.filter { map.tree.contains($0.key) }
      foldedNodes.formUnion(map.added)
      foldedBeforeFilter.formUnion(map.added)
      fileFilter?.relocate(in: map.tree)
    }
    selection = map.nearest(selection)
    top = map.nearest(top)
    zoom = zoom.flatMap { map($0) }
  }
}

extension Overlay {
  mutating func relocate(_ map: Relocation) {
    switch self {
    case .prompt(var prompt):
      prompt.origin.relocate(map)
      prompt.searched.relocate(map)
      self = .prompt(prompt)
    case .list(var list):
      list.relocate(map)
      self = .list(list)
    case .confirmation(var confirmation):
      if case .discardDraft(let id, let row) = confirmation.purpose {
        confirmation.purpose = .discardDraft(id, map.nearest(row))
      }
      self = .confirmation(confirmation)
    case .help: break
    }
  }
}

extension ListOverlay {
  mutating func relocate(_ map: Relocation) {
    let chosen = shown.indices.contains(selected) ? shown[selected].value.relocated(map) : nil
    origin?.relocate(map)
    all = all.compactMap { $0.relocated(map) }
    shown = shown.compactMap { $0.relocated(map) }
    selected = shown.firstIndex { $0.value == chosen } ?? max(0, min(selected, shown.count - 1))
  }
}

extension ListOverlay.Item {
  fileprivate func relocated(_ map: Relocation) -> ListOverlay.Item? {
    guard let value = value.relocated(map) else { return nil }
    var item = self
    item.value = value
    return item
  }
}

extension ListOverlay.Value {
  /// The same as it is now; nil where it is of a file that is gone.
  fileprivate func relocated(_ map: Relocation) -> ListOverlay.Value? {
    switch self {
    case .place(let place): map(place).map { .place($0) }
    case .hit(let hit): hit.relocated(map).map { .hit($0) }
    case .attach(let row?): map(row).map { .attach($0) }
    case .annotation(_, let file), .missing(_, let file): map.tree.contains(file) ? self : nil
    case .attach(nil), .command, .type, .severity, .theme, .link, .line, .restore, .conflict, .helpLine: self
    }
  }
}

extension VisibleRows {
  /// These rows in another reading of the file, without a filter.
  func moved(by correspondence: Correspondence) -> VisibleRows {
    VisibleRows(hoist: correspondence.topic(for: hoist), folding: correspondence.folding(withoutFilter.folding))
  }
}
