import TextWidth

/// One cell of a frame.
package struct Cell: Hashable, Sendable {
  /// What the cell shows: one grapheme cluster; `Cell.continuation` in the right half of a wide one.
  package var character: Character
  package var paint: Paint

  package init(_ character: Character, _ paint: Paint) {
    self.character = character
    self.paint = paint
  }

  /// Stands in the second cell of a character that is two cells wide.
  package static let continuation: Character = "\0"
}

/// A picture of the whole screen: rows of cells, and where the cursor stands. Drawing outside it is clipped.
package struct Frame: Hashable, Sendable {
  package let size: Size
  /// Row by row, `size.columns` to a row.
  package private(set) var cells: [Cell]
  /// Where the terminal's own cursor stands; nil hides it.
  package var cursor: Position?

  /// A frame of blanks.
  package init(size: Size, paint: Paint) {
    self.size = size
    cells = Array(repeating: Cell(" ", paint), count: size.columns * size.rows)
  }

  /// The cells of one row, left to right. The row must exist.
  package func row(_ row: Int) -> ArraySlice<Cell> {
    precondition(row >= 0 && row < size.rows, "row outside the frame")
    return cells[row * size.columns..<(row + 1) * size.columns]
  }

  package subscript(position: Position) -> Cell {
    precondition(contains(position), "cell outside the frame")
    return cells[position.row * size.columns + position.column]
  }

  package func contains(_ position: Position) -> Bool {
    position.column >= 0 && position.column < size.columns && position.row >= 0 && position.row < size.rows
  }

  /// Puts `text` on `row` from `column` on and returns the column after it. What would pass `limit` (or the frame's
  /// edge) is left out; a wide character that does not fit whole becomes a blank. Control characters must have been
  /// replaced before: they are drawn as U+FFFD and never reach the terminal.
  @discardableResult
  package mutating func put(
    _ text: some StringProtocol, column: Int, row: Int, limit: Int? = nil, paint: Paint, width: TextWidth = .standard
  ) -> Int {
    let edge = min(limit ?? size.columns, size.columns)
    var column = column
    guard row >= 0, row < size.rows else { return column }
    if let next = putASCII(text, column: column, row: row, edge: edge, paint: paint) { return next }
    for character in text {
      let drawn = TextWidth.isControl(character) ? "\u{FFFD}" : character
      let cells = width.columns(of: drawn)
      if cells == 0 { continue }
      if column + cells > edge {
        if column >= 0, column < edge { set(Cell(" ", paint), column: column, row: row) }
        return max(column, edge)
      }
      if column == -1, cells == 2 { set(Cell(" ", paint), column: 0, row: row) }
      if column >= 0 {
        set(Cell(drawn, paint), column: column, row: row)
        if cells == 2 { set(Cell(Cell.continuation, paint), column: column + 1, row: row) }
      }
      column += cells
    }
    return column
  }

  /// Puts `text` as `put` does if it is printable ASCII throughout; otherwise does nothing and returns nil.
  private mutating func putASCII(
    _ text: some StringProtocol, column: Int, row: Int, edge: Int, paint: Paint
  ) -> Int? {
    let next = text.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
      for byte in bytes where byte < 0x20 || byte >= 0x7F { return nil }
      if bytes.isEmpty || column >= edge { return column }
      let end = min(edge, column + bytes.count)
      for at in max(0, column)..<max(0, column, end) {
        set(Cell(Character(Unicode.Scalar(bytes[at - column])), paint), column: at, row: row)
      }
      return end
    }
    return next ?? nil
  }

  /// Fills `columns` of `row` with `character`, which must be one cell wide.
  package mutating func fill(row: Int, columns: Range<Int>, with character: Character = " ", paint: Paint) {
    guard row >= 0, row < size.rows else { return }
    for column in columns.clamped(to: 0..<size.columns) { set(Cell(character, paint), column: column, row: row) }
  }

  /// Gives the cells in `columns` of `row` another ground and leaves their text.
  package mutating func lay(row: Int, columns: Range<Int>, ground: UInt8) {
    guard row >= 0, row < size.rows else { return }
    for column in columns.clamped(to: 0..<size.columns) { cells[row * size.columns + column].paint.ground = ground }
  }

  /// Replaces one cell and keeps wide characters whole: half of one that is overwritten leaves a blank.
  private mutating func set(_ cell: Cell, column: Int, row: Int) {
    let index = row * size.columns + column
    if cells[index].character == Cell.continuation, column > 0, cell.character != Cell.continuation {
      cells[index - 1].character = " "
    }
    if column + 1 < size.columns, cells[index + 1].character == Cell.continuation {
      cells[index + 1].character = " "
    }
    cells[index] = cell
  }
}
