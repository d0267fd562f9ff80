import Layout
import Notebook
import Settings
import Terminal

/// Draws the whole screen from the state.
package enum Front {
  package static func draw(_ state: NotebookState) -> Frame {
    var canvas = Canvas(size: state.size, width: state.options.width)
    let panes = state.panes
    let options = state.layoutOptions
    let box = BoxSigns(ascii: state.options.ascii)
    OutlinePane(state: state, area: panes.outline, options: options).draw(on: &canvas)
    DetailPane(state: state, area: panes.detail, breadcrumb: panes.breadcrumb, options: options).draw(on: &canvas)
    for row in panes.divider.rows {
      for column in panes.divider.columns { canvas.put(box.vertical, column: column, row: row, .divider) }
    }
    for row in panes.rule.rows {
      canvas.fill(row: row, columns: panes.rule.columns, with: Character(box.horizontal), .divider)
      for column in panes.divider.columns { canvas.put(box.up, column: column, row: row, .divider) }
    }
    StatusLine(state: state, area: panes.status).draw(on: &canvas)
    Overlays(state: state, options: options).draw(on: &canvas)
    return canvas.frame
  }
}
