/// The division of a text into rows that fit an area. Holds no rows: they are found from the text around the place
/// asked about.
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

  /// One row: what is in it, without the line break, and the columns it takes.
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
      // The cursor at the end of a full last row is on a row of its own.
      let overflows = isFull && segment.endsLine
      rows.append(Row(range: start..<end, endsLine: segment.endsLine && !overflows))
      if overflows { rows.append(Row(range: end..<end, endsLine: true)) }
      return rows
    }
  }

  /// Returns the end of the row from `start`, and whether it leaves no column for the cursor.
  private func rowEnd(from start: TextOffset, to limit: TextOffset) -> (end: TextOffset, isFull: Bool) {
    var offset = start
    var column = 0
    var opportunity: TextOffset?
    var previous = BreakClass.blank
    while offset < limit {
      let (next, columns, kind) = cluster(at: offset, column: column)
      if offset > start {
        if BreakClass.breaks(between: previous, and: kind) { opportunity = offset }
        if column + columns > (kind == .blank ? geometry.columns : geometry.columns - 1) {
          return (opportunity ?? offset, false)
        }
      }
      column += columns
      offset = next
      previous = kind
    }
    return (limit, column >= geometry.columns)
  }

  /// The end of the grapheme cluster at `offset`, the columns it takes at `column`, and how rows break beside it.
  private func cluster(at offset: TextOffset, column: Int) -> (end: TextOffset, columns: Int, kind: BreakClass) {
    if let byte = buffer.printable(at: offset) { return (offset + 1, 1, BreakClass(byte)) }
    guard let character = buffer.character(at: offset) else { return (buffer.end, 0, .other) }
    let columns = Glyph(character, column: column, in: geometry).columns
    return (buffer.next(offset), columns, BreakClass(character))
  }
}

/// The class of a character as far as row breaks depend on it.
private enum BreakClass {
  case blank, hyphen, punctuation, ideograph, other

  init(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: " "): self = .blank
    case UInt8(ascii: "-"): self = .hyphen
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: self = .other
    default: self = .punctuation
    }
  }

  init(_ character: Character) {
    switch CharacterClass(character) {
    case .han, .hiragana, .katakana: self = .ideograph
    case .punctuation: self = .punctuation
    case .blank: self = character == "\t" ? .blank : .other
    case .word, .lineBreak: self = .other
    }
  }

  /// After blanks, after a hyphen before a word, and beside ideographs except before punctuation.
  static func breaks(between first: BreakClass, and second: BreakClass) -> Bool {
    switch (first, second) {
    case (.blank, .blank): true
    case (_, .blank): false
    case (.blank, _), (.hyphen, .other): true
    case (_, .punctuation), (_, .hyphen): false
    case (.ideograph, _), (_, .ideograph): true
    default: false
    }
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

  /// The column at which `offset` is in `row`.
  func column(of offset: TextOffset, in row: Row) -> Int {
    var column = 0
    var place = row.range.lowerBound
    while place < min(offset, row.range.upperBound) {
      let (next, columns, _) = cluster(at: place, column: column)
      column += columns
      place = next
    }
    return column
  }

  /// The place in `row` that is drawn at `column` or, past its end, the last one that belongs to the row.
  func offset(at column: Int, in row: Row) -> TextOffset {
    var place = row.range.lowerBound
    var reached = 0
    let last = lastPlace(in: row)
    while place < last {
      let (next, columns, _) = cluster(at: place, column: reached)
      reached += columns
      if reached > column { break }
      place = next
    }
    return place
  }

  /// The last place of the cursor in `row`: its end where the line ends, else before its last character.
  func lastPlace(in row: Row) -> TextOffset {
    row.endsLine || row.range.isEmpty ? row.range.upperBound : buffer.previous(row.range.upperBound)
  }
}
