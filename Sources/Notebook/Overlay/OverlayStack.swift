/// The overlays above the panes and the editor, the uppermost last; that has the keys.
package struct OverlayStack: Sendable {
  private var overlays: [Overlay] = []

  /// The uppermost.
  package var top: Overlay? { overlays.last }

  /// Whether the panes or the editor have the keys.
  package var isEmpty: Bool { overlays.isEmpty }

  /// Puts `overlay` above everything.
  mutating func push(_ overlay: Overlay) { overlays.append(overlay) }

  /// Shows `overlay` in the place of the uppermost.
  mutating func replaceTop(with overlay: Overlay) {
    if overlays.isEmpty { overlays.append(overlay) } else { overlays[overlays.count - 1] = overlay }
  }

  /// Takes the uppermost away; what lay below it has the keys again.
  mutating func pop() { if !overlays.isEmpty { overlays.removeLast() } }

  /// Puts every row where it is now.
  mutating func relocate(_ map: Relocation) {
    for index in overlays.indices { overlays[index].relocate(map) }
  }
}

extension Overlay {
  fileprivate mutating func relocate(_ map: Relocation) {
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

extension Snapshot {
  /// Puts every row where it is now.
  mutating func relocate(_ map: Relocation) {
    outline.relocate(map)
    place.relocate(map)
    guard let reload = map.reload else {
      rows = rows.filter { map.tree.contains($0.key) }
      return
    }
    rows = rows.mapValues { ($0.rows.withoutFilter, $0.topics) }
    if let kept = rows[reload.file] {
      rows[reload.file] = (kept.rows.moved(by: reload.correspondence), reload.topics)
    }
  }
}

extension ListOverlay {
  fileprivate mutating func relocate(_ map: Relocation) {
    let chosen = shown.indices.contains(selected) ? shown[selected].value.relocated(map) : nil
    origin?.relocate(map)
    all = all.compactMap { $0.relocated(map) }
    hits = hits.compactMap { $0.relocated(map) }
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
    // Where the text around it has changed, the bytes are not the same.
    case .attach(let row?, _): map(row).map { .attach($0, nil) }
    case .attachElsewhere(let place): map.tree.contains(place.file) ? self : nil
    case .annotation(_, let file), .missing(_, let file): map.tree.contains(file) ? self : nil
    case .attach(nil, _), .review, .command, .type, .severity, .theme, .link, .line, .restore, .conflict, .helpLine,
      .tag, .query:
      self
    }
  }
}
