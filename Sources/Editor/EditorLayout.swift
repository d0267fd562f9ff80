/// The rows of an editor that are in view, ready to be drawn.
package struct EditorLayout: Hashable, Sendable {
  /// One row as it is drawn.
  package struct Row: Hashable, Sendable {
    /// A grapheme cluster in it.
    package struct Stop: Hashable, Sendable {
      /// The start of the cluster, in UTF-8 bytes from the start of the text.
      package var offset: TextOffset
      /// The columns that it takes, from 0 at the left of the area.
      package var columns: Range<Int>
    }

    /// The part of the text that it shows, without the line break.
    package var range: Range<TextOffset>
    /// The text as drawn: tabs are blanks, controls are visible.
    package var text: String
    /// The clusters from left to right; none for an empty row.
    package var stops: [Stop]
    /// Whether the line goes on in the next row.
    package var continues: Bool
    /// The columns under the selection; a selected line break takes one.
    package var selected: Range<Int>?
    /// The columns that stand for controls.
    package var controls: [Range<Int>]

    /// The columns that the row takes.
    package var columns: Int { stops.last?.columns.upperBound ?? 0 }
  }

  /// The rows from top to bottom; at least one, and no more than the area has.
  package var rows: [Row]
  /// The start of the first row: hand it back for the next layout.
  package var top: TextOffset
  /// The place of the cursor: row in `rows`, column of the area, both from 0.
  package var cursor: (row: Int, column: Int) { (cursorRow, cursorColumn) }
  /// Whether text is hidden above the first row.
  package var hasMoreAbove: Bool
  /// Whether text is hidden below the last row.
  package var hasMoreBelow: Bool

  var cursorRow: Int
  var cursorColumn: Int

  /// The place in the text under a cell; beside the text, the nearest one.
  package func offset(row: Int, column: Int) -> TextOffset {
    let row = rows[min(max(row, 0), rows.count - 1)]
    if let stop = row.stops.first(where: { $0.columns.upperBound > column }) { return stop.offset }
    return row.continues ? row.stops.last?.offset ?? row.range.lowerBound : row.range.upperBound
  }

  /// The columns of every row that `range` covers; rows that it does not touch are left out.
  package func columns(of range: Range<TextOffset>) -> [(row: Int, columns: Range<Int>)] {
    rows.enumerated().compactMap { number, row in
      let covered = row.stops.filter { range.contains($0.offset) }
      guard let first = covered.first, let last = covered.last else { return nil }
      return (number, first.columns.lowerBound..<last.columns.upperBound)
    }
  }
}

extension TextEditor {
  /// The rows that are in view in an area of `rows` rows, the one with the cursor always among them.
  ///
  /// `top` is where the last layout began; the view moves from there as little as possible, and never shows blank rows
  /// below the text while there is text above.
  /// - Complexity: O(`rows`), whatever the length of the text.
  package func layout(in geometry: EditorGeometry, rows height: Int, top: TextOffset = .zero) -> EditorLayout {
    let wrapping = Wrapping(buffer: buffer, geometry: geometry)
    let height = max(1, height)
    let cursorRow = wrapping.row(at: cursor)
    var top = wrapping.row(at: buffer.alignedDown(top)).range.lowerBound
    var rows = wrapping.rows(from: top, count: height + 1)
    if cursorRow.range.lowerBound < top {
      top = cursorRow.range.lowerBound
      rows = wrapping.rows(from: top, count: height + 1)
    } else if !rows.prefix(height).contains(cursorRow) {
      top = wrapping.start(ofRow: height - 1, above: cursor)
      rows = wrapping.rows(from: top, count: height + 1)
    }
    if top > .zero, rows.count < height {
      top = wrapping.start(ofRow: height - rows.count, above: top)
      rows = wrapping.rows(from: top, count: height + 1)
    }
    let hasMoreBelow = rows.count > height
    if hasMoreBelow { rows.removeLast() }
    return EditorLayout(
      rows: rows.map { wrapping.drawn($0, selection: highlight ?? selection) }, top: top, hasMoreAbove: top > .zero,
      hasMoreBelow: hasMoreBelow, cursorRow: rows.firstIndex(of: cursorRow) ?? 0,
      cursorColumn: min(wrapping.column(of: cursor, in: cursorRow), geometry.columns - 1))
  }

  /// Returns the number of rows that the text takes, counted up to `limit`.
  /// - Complexity: O(`limit`).
  package func rowCount(in geometry: EditorGeometry, limit: Int) -> Int {
    Wrapping(buffer: buffer, geometry: geometry).rows(from: .zero, count: limit).count
  }
}

extension Wrapping {
  /// At most `count` rows from the one that holds `offset` on.
  fileprivate func rows(from offset: TextOffset, count: Int) -> [Row] {
    var rows: [Row] = []
    forEachRow(from: offset) { row in
      rows.append(row)
      return rows.count < count
    }
    return rows
  }

  /// The start of the row `count` rows above the one that holds `offset`, or of the first row.
  fileprivate func start(ofRow count: Int, above offset: TextOffset) -> TextOffset {
    var start = row(at: offset).range.lowerBound
    var left = count
    forEachRowBackward(from: offset) { row in
      guard left > 0 else { return false }
      start = row.range.lowerBound
      left -= 1
      return true
    }
    return start
  }

  fileprivate func drawn(_ row: Row, selection: Range<TextOffset>?) -> EditorLayout.Row {
    var drawn = EditorLayout.Row(
      range: row.range, text: "", stops: [], continues: !row.endsLine, selected: nil, controls: [])
    var column = 0
    var place = row.range.lowerBound
    while place < row.range.upperBound, let character = buffer.character(at: place) {
      let glyph = Glyph(character, column: column, in: geometry)
      let columns = column..<column + glyph.columns
      drawn.text += glyph.text
      drawn.stops.append(EditorLayout.Row.Stop(offset: place, columns: columns))
      if glyph.isControl { drawn.controls.append(columns) }
      if let selection, selection.contains(place) {
        drawn.selected = (drawn.selected?.lowerBound ?? columns.lowerBound)..<columns.upperBound
      }
      column = columns.upperBound
      place = buffer.next(place)
    }
    if let selection, row.endsLine, row.range.upperBound < buffer.end, selection.contains(row.range.upperBound) {
      drawn.selected = (drawn.selected?.lowerBound ?? column)..<column + 1
    }
    return drawn
  }
}
