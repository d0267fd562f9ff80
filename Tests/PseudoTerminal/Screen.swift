/// The contents of a terminal at one moment.
package struct Screen: Hashable, Sendable {
  /// A colour as the program asked for it.
  package enum Color: Hashable, Sendable {
    /// The terminal's own.
    case standard
    case indexed(Int)
    case rgb(red: Int, green: Int, blue: Int)
  }

  /// One cell of the grid, as drawn.
  package struct Cell: Hashable, Sendable {
    /// The grapheme cluster in the cell; empty in the right half of a wide character.
    package var text: String
    /// The colour of the text, before any reversal.
    package var foreground: Color
    /// The colour behind the text, before any reversal.
    package var background: Color
    /// The attributes that the program set for the cell.
    package var bold, italic, underline, reverse, strikethrough: Bool
  }

  /// The cells by row from the top, in each row from the left.
  package var cells: [[Cell]]
  /// The place of the cursor, from 0.
  package var cursor: (column: Int, row: Int) { (cursorColumn, cursorRow) }
  var cursorColumn: Int
  var cursorRow: Int
  /// Whether the program shows the cursor.
  package var cursorIsVisible: Bool
  /// Whether the program has the screen that full-screen programs use.
  package var isAlternate: Bool
  /// Whether the program asked for mouse reports.
  package var reportsMouse: Bool
  /// Whether pastes are marked, as far as the program asked for it.
  package var marksPastes: Bool
  /// Whether the program asked to be told when the terminal gains or loses the focus.
  package var reportsFocus: Bool

  /// The text of each row, blanks at its end left out.
  package var rows: [String] { cells.map(Screen.text(of:)) }

  /// The text of one row, empty beyond the screen.
  package func row(_ row: Int) -> String { cells.indices.contains(row) ? Screen.text(of: cells[row]) : "" }

  /// All rows, a line each.
  package var text: String { rows.joined(separator: "\n") }

  /// Whether `text` is in some row.
  package func shows(_ text: String) -> Bool { rows.contains { $0.contains(text) } }

  /// The column and row at which `text` first occurs, counted in cells.
  package func position(of text: String) -> (column: Int, row: Int)? {
    for (row, cells) in cells.enumerated() {
      var rest = cells.map(\.text).joined()[...]
      guard rest.contains(text) else { continue }
      for (column, cell) in cells.enumerated() {
        if !cell.text.isEmpty, rest.hasPrefix(text) { return (column, row) }
        rest = rest.dropFirst(cell.text.count)
      }
    }
    return nil
  }

  private static func text(of cells: [Cell]) -> String {
    var text = cells.map(\.text).joined()
    while text.last == " " { text.removeLast() }
    return text
  }
}
