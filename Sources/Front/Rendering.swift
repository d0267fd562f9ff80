import Layout
import Notebook
import Settings
import Terminal

/// Draws the whole screen from the state.
package enum Rendering {
  package static func draw(_ state: NotebookState) -> Frame {
    var canvas = Canvas(size: state.size, width: state.options.width)
    let panes = state.panes
    let options = state.layoutOptions
    let box = BoxSigns(state.options)
    OutlineDrawing(state: state, area: panes.outline).draw(on: &canvas)
    DetailDrawing(state: state, area: panes.detail, breadcrumb: panes.breadcrumb, options: options).draw(on: &canvas)
    drawRules(of: panes, box, on: &canvas)
    StatusLine(state: state, area: panes.status).draw(on: &canvas)
    Overlays(state: state, options: options).draw(on: &canvas)
    return canvas.frame
  }

  /// The lines between the panes and above the status line.
  private static func drawRules(of panes: PaneLayout, _ box: BoxSigns, on canvas: inout Canvas) {
    let isUpright = panes.arrangement == .sideBySide
    for row in panes.divider.rows where isUpright {
      canvas.fill(row: row, columns: panes.divider.columns, with: Character(box.vertical), .divider)
    }
    for row in Array(panes.rule.rows) + (isUpright ? [] : Array(panes.divider.rows)) {
      canvas.fill(row: row, columns: 0..<panes.size.columns, with: Character(box.horizontal), .divider)
      for column in panes.divider.columns where isUpright { canvas.put(box.up, column: column, row: row, .divider) }
    }
  }
}
