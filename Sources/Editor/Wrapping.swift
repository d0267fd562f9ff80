/// Where the rows of a text begin when it is broken to fit an area. Holds nothing: rows are found from the text around
/// the place asked about.
///
/// Rows break after blanks, after a hyphen inside a word, around wide characters, and within a word only where it does
/// not fit a row by itself. The last column is kept for the cursor and for a blank at the break. A line of more than
/// `segmentBytes` also breaks once in so many bytes, so that no question costs more than that, however long the line.
struct Wrapping {
  let buffer: TextBuffer
  let geometry: EditorGeometry

  /// Bytes of a line that are broken into rows together.
  static let segmentBytes = 4096

  /// A part of a line whose rows do not depend on the text around it.
  struct Segment {
    var range: Range<TextOffset>
    var line: Range<TextOffset>
    /// Whether a line break or the end of the text follows.
    var endsLine: Bool { range.upperBound == line.upperBound }
  }

  /// One row: what stands in it, without the line break, and the columns it takes.
  struct Row: Hashable {
    var range: Range<TextOffset>
    /// Whether a line break or the end of the text follows.
    var endsLine: Bool
  }
}

// MARK: - Segments

extension Wrapping {
  /// The segment that holds `offset`; at a border, the one that begins there.
  func segment(at offset: TextOffset) -> Segment { segment(at: offset, in: buffer.line(offset)) }

  private func segment(at offset: TextOffset, in line: Range<TextOffset>) -> Segment {
    guard line.upperBound - line.lowerBound > Wrapping.segmentBytes else { return Segment(range: line, line: line) }
    let inside = min(offset, buffer.previous(line.upperBound))
    var number = (inside - line.lowerBound) / Wrapping.segmentBytes
    while border(number + 1, in: line) <= inside { number += 1 }
    let start = border(number, in: line)
    repeat { number += 1 } while border(number, in: line) <= start
    return Segment(range: start..<border(number, in: line), line: line)
  }

  private func border(_ number: Int, in line: Range<TextOffset>) -> TextOffset {
    let offset = line.lowerBound + number * Wrapping.segmentBytes
    return offset >= line.upperBound ? line.upperBound : buffer.alignedDown(offset)
  }

  private func segment(after segment: Segment) -> Segment? {
    let end = segment.range.upperBound
    guard segment.endsLine else { return self.segment(at: end, in: segment.line) }
    return end < buffer.end ? self.segment(at: end + 1) : nil
  }

  private func segment(before segment: Segment) -> Segment? {
    let start = segment.range.lowerBound
    guard start == segment.line.lowerBound else {
      return self.segment(at: buffer.previous(start), in: segment.line)
    }
    return start > .zero ? self.segment(at: buffer.previous(start)) : nil
  }

  /// The rows of `segment`, at least one.
  func rows(of segment: Segment) -> [Row] {
    var rows: [Row] = []
    var start = segment.range.lowerBound
    while true {
      let (end, isFull) = rowEnd(from: start, to: segment.range.upperBound)
      guard end == segment.range.upperBound else {
        rows.append(Row(range: start..<end, endsLine: false))
        start = end
        continue
      }
      // The cursor at the end of a full last row stands on a row of its own.
      let overflows = isFull && segment.endsLine
      rows.append(Row(range: start..<end, endsLine: segment.endsLine && !overflows))
      if overflows { rows.append(Row(range: end..<end, endsLine: true)) }
      return rows
    }
  }

  /// Where the row from `start` ends, and whether it leaves no column for the cursor.
  private func rowEnd(from start: TextOffset, to limit: TextOffset) -> (end: TextOffset, isFull: Bool) {
    var offset = start
    var column = 0
    var opportunity: TextOffset?
    var previous: Character = " "
    while offset < limit, let character = buffer.character(at: offset) {
      let isBlank = character == " " || character == "\t"
      let columns = Glyph(character, column: column, in: geometry).columns
      let allowed = isBlank ? geometry.columns : geometry.columns - 1
      if offset > start, !isBlank, Wrapping.breaks(between: previous, and: character, columns: columns) {
        opportunity = offset
      }
      if column + columns > allowed, offset > start { return (opportunity ?? offset, false) }
      column += columns
      offset = buffer.next(offset)
      if isBlank { opportunity = offset }
      previous = character
    }
    return (limit, column >= geometry.columns)
  }

  private static func breaks(between first: Character, and second: Character, columns: Int) -> Bool {
    if first == "-" { return CharacterClass(second) == .word }
    if first.isASCII, second.isASCII { return false }
    let kinds = (CharacterClass(first), CharacterClass(second))
    return kinds.1 != .punctuation && (kinds.0.isIdeographic || kinds.1.isIdeographic)
  }
}

// MARK: - Rows

extension Wrapping {
  /// The row that holds `offset`; where two rows meet, the later one.
  func row(at offset: TextOffset) -> Row {
    let rows = rows(of: segment(at: offset))
    return rows.last { $0.range.lowerBound <= offset } ?? rows[0]
  }

  /// Hands `body` the rows from the one that holds `offset` on until it returns false or the text ends.
  func forEachRow(from offset: TextOffset, _ body: (Row) -> Bool) {
    var segment: Segment? = segment(at: offset)
    var first = true
    while let current = segment {
      var rows = rows(of: current)[...]
      if first { rows = rows[(rows.lastIndex { $0.range.lowerBound <= offset } ?? 0)...] }
      for row in rows where !body(row) { return }
      first = false
      segment = self.segment(after: current)
    }
  }

  /// Hands `body` the rows before the one that holds `offset`, nearest first, until it returns false or the text ends.
  func forEachRowBackward(from offset: TextOffset, _ body: (Row) -> Bool) {
    var segment: Segment? = segment(at: offset)
    var first = true
    while let current = segment {
      var rows = rows(of: current)[...]
      if first { rows = rows[..<(rows.lastIndex { $0.range.lowerBound <= offset } ?? 0)] }
      for row in rows.reversed() where !body(row) { return }
      first = false
      segment = self.segment(before: current)
    }
  }

  /// The row below the one that holds `offset`, or nil in the last one.
  func row(below offset: TextOffset) -> Row? {
    var found: Row?
    var isFirst = true
    forEachRow(from: offset) { row in
      defer { isFirst = false }
      if !isFirst { found = row }
      return isFirst
    }
    return found
  }

  /// The row above the one that holds `offset`, or nil in the first one.
  func row(above offset: TextOffset) -> Row? {
    var found: Row?
    forEachRowBackward(from: offset) { row in
      found = row
      return false
    }
    return found
  }

  /// The column at which `offset` stands in `row`.
  func column(of offset: TextOffset, in row: Row) -> Int {
    var column = 0
    var place = row.range.lowerBound
    while place < min(offset, row.range.upperBound), let character = buffer.character(at: place) {
      column += Glyph(character, column: column, in: geometry).columns
      place = buffer.next(place)
    }
    return column
  }

  /// The place in `row` that is drawn at `column` or, past its end, the last one that belongs to the row.
  func offset(at column: Int, in row: Row) -> TextOffset {
    var place = row.range.lowerBound
    var reached = 0
    while place < lastPlace(in: row), let character = buffer.character(at: place) {
      reached += Glyph(character, column: reached, in: geometry).columns
      if reached > column { break }
      place = buffer.next(place)
    }
    return place
  }

  /// The last place of the cursor in `row`: its end where the line ends, else before its last character.
  func lastPlace(in row: Row) -> TextOffset {
    row.endsLine || row.range.isEmpty ? row.range.upperBound : buffer.previous(row.range.upperBound)
  }
}
