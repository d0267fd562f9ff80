import Layout
import Terminal

/// The mouse: a click selects, one on the mark folds, one on the counts spells them out, the wheel scrolls the pane
/// under it, the divider is dragged.
extension NotebookState {
  mutating func take(_ event: MouseEvent, in context: UpdateContext) -> [Effect] {
    guard isBrowsing else { return takeOverOverlay(event, in: context) }
    let panes = panes
    switch event.action {
    case .wheelDown: scroll(panes.pane(at: event.position), by: 3)
    case .wheelUp: scroll(panes.pane(at: event.position), by: -3)
    case .press(button: 1):
      screen.pressDivider(at: event.position)
      screen.show(nil)
      detail.beginDrag(at: nil)
      detail.endSelecting()
      if panes.outline.contains(event.position) { return clickOutline(event.position, in: panes.outline) }
      if panes.detail.contains(event.position) {
        clickDetail(event.position, in: panes.detail)
        detail.beginDrag(at: event.position)
      }
    case .drag(button: 1):
      if let start = detail.dragStart { select(from: start, to: event.position, in: panes.detail) }
      screen.dragDivider(to: event.position)
    case .release:
      screen.releaseDivider()
      detail.beginDrag(at: nil)
      if detail.selecting != nil {
        say(.selected)
      }
    case .press, .drag: break
    }
    return []
  }

  private mutating func takeOverOverlay(_ event: MouseEvent, in context: UpdateContext) -> [Effect] {
    switch overlay {
    case .list(let list):
      if event.action == .press(button: 1) { return click(list, event.position, in: context) }
      return turnWheel(event.action)
    case .help: return turnWheel(event.action)
    case .prompt, .confirmation: return []
    case nil:
      switch event.action {
      case .press(button: 1): placeInEditor(event.position, isDrag: false)
      case .drag(button: 1): placeInEditor(event.position, isDrag: true)
      case .wheelDown: scrollDetail(by: 3)
      case .wheelUp: scrollDetail(by: -3)
      case .press, .drag, .release: break
      }
      return []
    }
  }

  /// The wheel moves the bar of a list, and the help, row by row.
  private mutating func turnWheel(_ action: MouseEvent.Action) -> [Effect] {
    switch action {
    case .wheelDown: run(.move(.down), count: nil, in: UpdateContext.none)
    case .wheelUp: run(.move(.up), count: nil, in: UpdateContext.none)
    case .press, .drag, .release: []
    }
  }

  /// A click on an entry selects it, on the selected one takes it; one beside the list closes that.
  private mutating func click(_ list: ListOverlay, _ position: Position, in context: UpdateContext) -> [Effect] {
    let geometry = geometry(of: list)
    screen.show(nil)
    if let entry = geometry.entry(at: position, of: list) {
      if entry == list.selected { return runInList(.choose(.accept), in: context) }
      select(entry, in: list)
      return []
    }
    return geometry.box?.contains(position) == true ? [] : runInList(.choose(.cancel), in: context)
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
    guard let (place, line) = row(atLine: position.row - area.row) else { return [] }
    screen.setFocus(.outline)
    select(place)
    let drawn = laidOut(outlineRow(at: place), columns: area.size.columns)
    let column = position.column - area.column
    if line == 0, drawn.foldMark?.contains(column) == true { fold(.foldToggle) }
    if line == 0, drawn.counts.contains(column) { sayCounts() }
    return []
  }

  /// Selects the text of the notes from one cell of the detail pane to another.
  private mutating func select(from start: Position, to end: Position, in area: Rectangle) {
    guard !showsSource, let anchor = textPoint(at: start, in: area), let head = textPoint(at: end, in: area) else {
      return
    }
    detail.select(from: anchor, to: head)
  }

  /// The text of the notes that a cell shows, or the nearest to it on its line; nil where the line shows none.
  private func textPoint(at position: Position, in area: Rectangle) -> DetailPoint? {
    guard let layout = detail.layout, let top = detail.top else { return nil }
    let row = min(max(position.row, area.row), area.row + area.size.rows - 1)
    let place = layout.position(top, movedBy: row - area.row)
    guard let line = layout.line(at: place), case .text = line.owner else { return nil }
    return TextCells(line.text).nearest(to: position.column - area.column)
      .map { DetailPoint(position: place, column: $0) }
  }

  /// Puts the cursor of the text that is written under the mouse, or the end of what is selected in it.
  private mutating func placeInEditor(_ position: Position, isDrag: Bool) {
    let area = panes.detail
    guard activeSession != nil, area.contains(position), let layout = detail.layout, let top = detail.top,
      case .editor(let row, let columns)? = layout.line(at: layout.position(top, movedBy: position.row - area.row))?
        .owner,
      let editor = editorLayout
    else { return }
    let offset = editor.offset(row: row, column: position.column - area.column - columns.lowerBound)
    writing.place(offset, isDrag: isDrag, in: editorViewport)
  }

  private mutating func clickDetail(_ position: Position, in area: Rectangle) {
    screen.setFocus(.detail)
    if showsSource {
      guard let layout = sourceLayout else { return }
      detail.source.setCursor(layout.position(detail.source.top, movedBy: position.row - area.row))
    } else if let layout = detail.layout, let top = detail.top {
      let place = layout.position(top, movedBy: position.row - area.row)
      let column = position.column - area.column
      let cell = layout.line(at: place).flatMap { TextCells($0.text).nearest(to: column) }
      detail.setCursor(DetailPoint(position: place, column: cell ?? 0))
    }
  }
}

extension UpdateContext {
  /// For commands that take nothing from outside.
  static let none = UpdateContext(timestamp: "", freshID: "", author: "")
}
