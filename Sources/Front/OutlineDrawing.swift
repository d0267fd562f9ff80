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
    let rows = state.outlineRows(from: state.top, count: area.size.rows)
    for (line, (place, row)) in rows.enumerated() {
      let isSelected = place == state.selection
      let background: Role = isSelected ? (state.focus == .outline ? .selection : .selectionInactive) : .plain
      let drawn = state.laidOut(row, columns: area.size.columns)
      canvas.draw(drawn.line, row: line, in: area, on: background)
      for columns in matches(at: place, in: drawn) {
        canvas.lay(isSelected ? .searchCurrent : .searchMatch, row: line, columns: columns, in: area)
      }
      if isSelected, state.focus == .outline, state.keyContext != .list {
        canvas.setCursor(column: area.column + min(drawn.title.lowerBound, area.size.columns - 1), row: area.row + line)
      }
    }
    if rows.isEmpty { canvas.put("nothing to show", column: area.column + 1, row: area.row, .muted) }
  }

  /// The columns of the title that the search found.
  private func matches(at place: RowID, in drawn: OutlineLine) -> [Range<Int>] {
    guard state.searching.number(of: place, in: state.tree) != nil else { return [] }
    return state.searching.matches(inTitle: Visible.sanitized(state.title(of: place))).flatMap(drawn.columns(ofTitle:))
  }
}
