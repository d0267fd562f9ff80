import Layout
import Terminal

/// The mouse: a click selects, a click on the mark folds, the wheel scrolls the pane under it, the divider is dragged.
extension NotebookState {
  mutating func take(_ event: MouseEvent) -> [Effect] {
    guard case .browsing = mode else { return takeOverOverlay(event) }
    let panes = panes
    switch event.action {
    case .wheelDown: scroll(panes.pane(at: event.position), by: 3)
    case .wheelUp: scroll(panes.pane(at: event.position), by: -3)
    case .press(button: 1):
      isDraggingDivider = panes.divider.contains(event.position)
      message = nil
      if panes.outline.contains(event.position) { return clickOutline(event.position, in: panes.outline) }
      if panes.detail.contains(event.position) { clickDetail(event.position, in: panes.detail) }
    case .drag(button: 1):
      if isDraggingDivider { outlineShare = min(0.8, max(0.2, panes.share(forDividerAt: event.position))) }
    case .release: isDraggingDivider = false
    case .press, .drag: break
    }
    return []
  }

  private mutating func takeOverOverlay(_ event: MouseEvent) -> [Effect] {
    switch (mode, event.action) {
    case (.help, .wheelDown), (.list, .wheelDown): return run(.down, count: nil, at: Moment.none)
    case (.help, .wheelUp), (.list, .wheelUp): return run(.up, count: nil, at: Moment.none)
    case (.editing, .wheelDown): scrollDetail(by: 3)
    case (.editing, .wheelUp): scrollDetail(by: -3)
    default: break
    }
    return []
  }

  /// Scrolls a pane. The selected row of the outline stays where it is while it is in view, else it comes along.
  private mutating func scroll(_ pane: Layout.Pane?, by rows: Int) {
    switch pane {
    case .outline:
      scrollOutline(by: rows)
    case .detail: scrollDetail(by: rows)
    case nil: break
    }
  }

  private mutating func clickOutline(_ position: Position, in area: Rectangle) -> [Effect] {
    let rows = rows(from: top, count: area.size.rows)
    let line = position.row - area.row
    guard rows.indices.contains(line) else { return [] }
    focus = .outline
    let place = rows[line]
    select(place)
    let drawn = outlineRow(at: place).laidOut(columns: area.size.columns, options: layoutOptions)
    if drawn.foldMark?.contains(position.column - area.column) == true { fold(.foldToggle) }
    return []
  }

  private mutating func clickDetail(_ position: Position, in area: Rectangle) {
    focus = .detail
    if showsSource {
      detail.sourceCursor = min(detail.sourceTop + position.row - area.row, sourceLines?.upperBound ?? 1)
    } else if let layout = detail.layout, let top = detail.top {
      detail.cursor = layout.position(top, movedBy: position.row - area.row)
    }
  }
}

extension Moment {
  /// For commands that take nothing from outside.
  static let none = Moment(timestamp: "", freshID: "", author: "")
}
