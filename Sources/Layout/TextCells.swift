import Outline
import TextWidth

/// The cells of a line that a cursor can stand on: those that show text, of the file or of an annotation.
package struct TextCells: Sendable {
  /// A grapheme cluster, and the display column where it is drawn, from the left edge of the pane.
  package struct Cell: Hashable, Sendable {
    /// The display column where the cluster begins, 0-based.
    package var column: Int
    /// The grapheme cluster.
    package var character: Character
    /// Whether something that is no text, like the border of a table, stands between it and the cell before.
    package var isApart: Bool
  }

  /// From left to right.
  package let cells: [Cell]

  /// - Complexity: O(length of the line)
  package init(_ line: TextLine) {
    var cells: [Cell] = []
    var isApart = false
    for span in line.spans {
      guard span.source != nil else {
        // The number of a quotation parts no words.
        if span.style != .quotationNumber { isApart = !cells.isEmpty }
        continue
      }
      var column = span.column
      for character in span.text {
        let columns = line.width.columns(of: character)
        if columns > 0 {
          cells.append(Cell(column: column, character: character, isApart: isApart))
          isApart = false
        }
        column += columns
      }
    }
    self.cells = cells
  }

  /// Whether the line shows no text.
  package var isEmpty: Bool { cells.isEmpty }
  /// The column of the first cell; nil where there is none.
  package var first: Int? { cells.first?.column }
  /// The last cell that is no blank, else the last.
  package var last: Int? { cells.last { !$0.character.isWhitespace }?.column ?? cells.last?.column }
  /// The first cell that is no blank, else the first.
  package var firstText: Int? { cells.first { !$0.character.isWhitespace }?.column ?? first }

  /// Returns the column of the next cell to the right; nil where there is none.
  package func after(_ column: Int) -> Int? { cells.first { $0.column > column }?.column }
  /// Returns the column of the next cell to the left; nil where there is none.
  package func before(_ column: Int) -> Int? { cells.last { $0.column < column }?.column }

  /// The cell that covers `column`, else the nearest to it: to the left, where there is one.
  package func nearest(to column: Int) -> Int? {
    guard column < .max else { return last }
    return (cells.last { $0.column <= column } ?? cells.first)?.column
  }
}
