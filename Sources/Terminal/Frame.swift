import TextWidth

/// A picture of the whole screen: rows of cells, and where the cursor stands. Drawing outside it is clipped.
package struct Frame: Hashable, Sendable {
  /// The size of the screen that it is made for.
  package let size: Size
  /// Row by row, `size.columns` to a row.
  package private(set) var cells: [Cell]
  /// The position of the terminal's own cursor; nil hides it.
  package var cursor: Position?

  /// A frame of blanks.
  package init(size: Size, paint: Paint) {
    self.size = size
    let count = size.columns * size.rows
    cells = Array(unsafeUninitializedCapacity: count) { cells, initialized in
      cells.initialize(repeating: Cell(.blank, paint))
      initialized = count
    }
  }

  /// The cells of one row, left to right. The row must exist.
  package func row(_ row: Int) -> ArraySlice<Cell> {
    precondition(row >= 0 && row < size.rows, "row outside the frame")
    return cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// The cell at a position, which must be in the frame.
  package subscript(position: Position) -> Cell {
    precondition(contains(position), "cell outside the frame")
    return cells[position.row * size.columns + position.column]
  }

  /// Whether a position is in the frame.
  package func contains(_ position: Position) -> Bool {
    position.column >= 0 && position.column < size.columns && position.row >= 0 && position.row < size.rows
  }

  /// The columns of `row` in which this frame differs from `other`, whole characters of both; nil where it doesn't.
  ///
  /// Both frames are of one size, and the row exists.
  package func difference(from other: Frame, inRow row: Int) -> Range<Int>? {
    precondition(size == other.size && row >= 0 && row < size.rows, "rows of different frames")
    let start = row * size.columns
    return cells.withUnsafeBufferPointer { ours in
      other.cells.withUnsafeBufferPointer { theirs in
        var lower = start
        var upper = start + size.columns
        while lower < upper, ours[lower] == theirs[lower] { lower += 1 }
        if lower == upper { return nil }
        while ours[upper - 1] == theirs[upper - 1] { upper -= 1 }
        while lower > start, ours[lower].isContinuation || theirs[lower].isContinuation { lower -= 1 }
        while upper < start + size.columns, ours[upper].isContinuation || theirs[upper].isContinuation { upper += 1 }
        return lower - start..<upper - start
      }
    }
  }

  /// Puts `text` on `row` from `column` on and returns the column after it. What would pass `limit` (or the frame's
  /// edge) is left out; a wide character that does not fit whole becomes a blank. Control characters must have been
  /// replaced before: they are drawn as U+FFFD and never reach the terminal.
  @discardableResult
  package mutating func put(
    _ text: String, column: Int, row: Int, limit: Int? = nil, paint: Paint, width: TextWidth = .standard
  ) -> Int {
    let edge = min(limit ?? size.columns, size.columns)
    var column = column
    guard row >= 0, row < size.rows else { return column }
    if let next = putASCII(text, column: column, row: row, edge: edge, paint: paint) { return next }
    if TextWidth.isPlain(text) {
      for scalar in text.unicodeScalars where column < edge {
        put(Glyph(scalar), columns: width.columns(of: scalar), at: &column, row: row, edge: edge, paint: paint)
      }
    } else {
      for character in text where column < edge {
        let drawn = TextWidth.isControl(character) ? "\u{FFFD}" : character
        let columns = width.columns(of: drawn)
        if columns > 2 {
          for unit in width.units(of: drawn) where column < edge {
            put(Glyph(unit), columns: width.columns(of: unit), at: &column, row: row, edge: edge, paint: paint)
          }
        } else {
          put(Glyph(drawn), columns: columns, at: &column, row: row, edge: edge, paint: paint)
        }
      }
    }
    return column
  }

  /// Puts one character and moves `column` behind it, to `edge` where it doesn't fit.
  private mutating func put(
    _ glyph: Glyph, columns: Int, at column: inout Int, row: Int, edge: Int, paint: Paint
  ) {
    if columns == 0 { return }
    if column + columns > edge {
      if column >= 0 { fill(row: row, columns: column..<column + 1, paint: paint) }
      column = edge
      return
    }
    if column == -1, columns == 2 { fill(row: row, columns: 0..<1, paint: paint) }
    if column >= 0 {
      keepWideWhole(row: row, columns: column..<column + columns)
      let index = row * size.columns + column
      cells[index] = Cell(glyph, paint)
      if columns == 2 { cells[index + 1] = Cell(.continuation, paint) }
    }
    column += columns
  }

  /// Puts `text` as `put` does if it is printable ASCII throughout; otherwise does nothing and returns nil.
  private mutating func putASCII(_ text: String, column: Int, row: Int, edge: Int, paint: Paint) -> Int? {
    let next = text.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
      for byte in bytes where byte < 0x20 || byte >= 0x7F { return nil }
      if bytes.isEmpty || column >= edge { return column }
      let end = min(edge, column + bytes.count)
      let columns = max(0, column)..<max(0, column, end)
      keepWideWhole(row: row, columns: columns)
      let start = row * size.columns
      var cell = Cell(.blank, paint)
      cells.withUnsafeMutableBufferPointer { cells in
        for at in columns {
          cell.glyph = Glyph(Unicode.Scalar(bytes[at - column]))
          cells[start + at] = cell
        }
      }
      return end
    }
    return next ?? nil
  }

  /// Fills `columns` of `row` with `character`, which must be one cell wide.
  package mutating func fill(row: Int, columns: Range<Int>, with character: Character = " ", paint: Paint) {
    guard row >= 0, row < size.rows else { return }
    let columns = columns.clamped(to: 0..<size.columns)
    keepWideWhole(row: row, columns: columns)
    let cell = Cell(character, paint)
    for column in columns { cells[row * size.columns + column] = cell }
  }

  /// Gives the cells in `columns` of `row` another background and leaves their text.
  package mutating func lay(row: Int, columns: Range<Int>, background: UInt8) {
    guard row >= 0, row < size.rows else { return }
    for column in columns.clamped(to: 0..<size.columns) {
      cells[row * size.columns + column].paint.background = background
    }
  }

  /// Makes `columns` ready to be overwritten: half of a wide character that stays beside them becomes a blank.
  private mutating func keepWideWhole(row: Int, columns: Range<Int>) {
    guard !columns.isEmpty else { return }
    let start = row * size.columns
    if columns.lowerBound > 0, cells[start + columns.lowerBound].isContinuation {
      cells[start + columns.lowerBound - 1].glyph = .blank
    }
    if columns.upperBound < size.columns, cells[start + columns.upperBound].isContinuation {
      cells[start + columns.upperBound].glyph = .blank
    }
  }
}
