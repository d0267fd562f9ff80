import Layout
import Notebook
import Settings
import Terminal

/// Draws the whole screen from the state.
package enum Rendering {
  /// Returns the frame of `state`, which depends on nothing else.
  package static func draw(_ state: NotebookState) -> Frame {
    var canvas = Canvas(size: state.size, width: state.options.width)
    let panes = state.panes
    let options = state.layoutOptions
    let box = BoxSigns(state.options)
    OutlineDrawing(state: state, area: panes.outline).draw(on: &canvas)
    DetailDrawing(state: state, area: panes.detail, breadcrumb: panes.breadcrumb, options: options).draw(on: &canvas)
    drawRules(of: panes, box, focus: state.focus, on: &canvas)
    StatusLine(state: state, area: panes.status).draw(on: &canvas)
    Overlays(state: state, options: options).draw(on: &canvas)
    return canvas.frame
  }

  /// The lines between the panes and above the status line; what lies below the pane that has the keys stands out.
  private static func drawRules(
    of panes: PaneLayout, _ box: BoxSigns, focus: NotebookState.Pane, on canvas: inout Canvas
  ) {
    let isUpright = panes.arrangement == .sideBySide
    for row in panes.divider.rows where isUpright {
      canvas.fill(row: row, columns: panes.divider.columns, with: Character(box.vertical), .divider)
    }
    let whole = 0..<panes.size.columns
    let left = isUpright ? 0..<panes.divider.column : whole
    let right = isUpright ? panes.divider.columns.upperBound..<panes.size.columns : whole
    let inOutline = focus == .outline
    for row in panes.divider.rows where !isUpright {
      canvas.fill(
        row: row, columns: whole, with: Character(box.horizontal), inOutline ? .dividerFocused : .divider)
    }
    for row in panes.rule.rows {
      canvas.fill(row: row, columns: whole, with: Character(box.horizontal), .divider)
      switch panes.arrangement {
      case .sideBySide:
        canvas.fill(row: row, columns: inOutline ? left : right, with: Character(box.horizontal), .dividerFocused)
        for column in panes.divider.columns { canvas.put(box.up, column: column, row: row, .divider) }
      case .stacked:
        if !inOutline { canvas.fill(row: row, columns: whole, with: Character(box.horizontal), .dividerFocused) }
      case .one: canvas.fill(row: row, columns: whole, with: Character(box.horizontal), .dividerFocused)
      }
    }
  }
}
