import Annotations
import Layout
import Notebook
import Outline
import Settings
import Terminal

/// Draws the outline: one row a topic, the selected one on its own background.
struct OutlineDrawing {
  let state: NotebookState
  let area: Rectangle

  func draw(on canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    drawZoom(on: &canvas)
    let rows = state.outlineRows(from: state.top, count: area.size.rows)
    var line = 0
    for (place, row) in rows {
      guard line < area.size.rows else { break }
      let isSelected = place == state.selection
      let background: Role = isSelected ? (state.focus == .outline ? .selection : .selectionInactive) : .plain
      let drawn = state.laidOut(
        row, columns: area.size.columns, lines: state.mostLines(isSelected: isSelected))
      for (number, part) in drawn.lines.enumerated() {
        canvas.draw(part, row: line + number, in: area, on: background)
      }
      if isSelected, state.focus == .outline, area.size.columns >= 4 {
        for number in drawn.lines.indices where line + number < area.size.rows {
          canvas.put(
            state.layoutOptions.glyphs.marginBar, column: area.column, row: area.row + line + number, .detailMark,
            on: background)
        }
      }
      for (number, columns) in matches(at: place, in: drawn) {
        canvas.lay(isSelected ? .searchCurrent : .searchMatch, row: line + number, columns: columns, in: area)
      }
      if isSelected, state.focus == .outline, state.keyContext != .list {
        canvas.setCursor(column: area.column + min(drawn.title.lowerBound, area.size.columns - 1), row: area.row + line)
      }
      line += drawn.lines.count
    }
    if rows.isEmpty { canvas.put("nothing to show", column: area.column + 1, row: area.row, .muted) }
  }

  /// Says above the rows what the zoomed topic belongs to.
  private func drawZoom(on canvas: inout Canvas) {
    let area = state.panes.zoomBreadcrumb
    guard !area.isEmpty, let zoom = state.zoom else { return }
    let titles = state.path(to: zoom).dropLast().map { $0.isEmpty ? "(no title)" : Visible.sanitized($0) }
    let start = area.column + (area.size.columns >= 4 ? 1 : 0)
    let text = canvas.breadcrumbs(
      Array(titles), columns: area.columns.upperBound - start, glyphs: state.layoutOptions.glyphs)
    canvas.put(text, column: start, row: area.row, limit: area.columns.upperBound, .breadcrumb)
  }

  /// The lines and columns of the title that the search found.
  private func matches(at place: RowID, in drawn: OutlineLine) -> [(line: Int, columns: Range<Int>)] {
    guard state.searching.number(of: place, in: state.tree) != nil else { return [] }
    // The words of a row may be others than those that were searched.
    guard place.topic != .root || state.options.titles != .title else { return [] }
    return state.searching.matches(inTitle: Visible.sanitized(state.title(of: place))).flatMap(drawn.cells(ofTitle:))
  }
}
