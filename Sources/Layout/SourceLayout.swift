import Outline

/// The source as rows of a pane, line by line as it stands in the file: what is too long goes on below behind a glyph.
///
/// A line is laid out in stretches of limited length, so that no step costs more than a few pages do, however long the
/// line is; a stretch begins with a row of its own.
package struct SourceLayout: Sendable {
  private let outline: Outline
  /// The lines that there are to show, 1-based.
  package let lines: ClosedRange<Int>
  private let options: LayoutOptions
  /// The columns that the line numbers take, the blank behind them included; 0 where there is no room for them.
  private let gutter: Int
  /// The column where the text of each row begins.
  package var textColumn: Int { gutter }
  private let columns: Int
  private let stretchLength: Int

  /// Lays out `lines`, 1-based, in `columns` columns, line numbers included; long lines in stretches of 4096 bytes.
  package init(_ outline: Outline, lines: ClosedRange<Int>, columns: Int, options: LayoutOptions) {
    self.init(outline, lines: lines, columns: columns, options: options, stretchLength: 4096)
  }

  /// With another length of the stretches, in bytes.
  init(_ outline: Outline, lines: ClosedRange<Int>, columns: Int, options: LayoutOptions, stretchLength: Int) {
    self.outline = outline
    self.lines = lines
    self.options = options
    let digits = String(lines.upperBound).count
    gutter = columns >= digits + 9 ? digits + 1 : 0
    self.columns = max(1, columns - gutter)
    self.stretchLength = max(4, stretchLength)
  }

  // MARK: Rows

  /// At most `count` rows from `position` on, each with its position; the number of a line stands before its first row.
  package func rows(from position: SourcePosition, count: Int) -> [(position: SourcePosition, line: TextLine)] {
    var rows: [(SourcePosition, TextLine)] = []
    var next: SourcePosition? = position
    while let place = next, rows.count < count {
      let shown = self.rows(of: place).enumerated().dropFirst(place.row).prefix(count - rows.count)
      for (row, spans) in shown {
        let here = SourcePosition(line: place.line, stretch: place.stretch, row: row)
        rows.append((here, line(of: spans, at: here)))
      }
      next = stretch(after: place)
    }
    return rows
  }

  private func line(of spans: [TextSpan], at position: SourcePosition) -> TextLine {
    var line = TextLine(width: options.width)
    if gutter > 0 {
      let number = position.isStart ? String(position.line) : ""
      line.append(String(repeating: " ", count: max(0, gutter - 1 - number.count)) + number + " ", .muted)
    }
    line.append(contentsOf: spans)
    return line
  }

  private func rows(of position: SourcePosition) -> [[TextSpan]] {
    let range = range(of: position)
    let text = TextSpan(outline.sourceText(range), .text)
    let rows = CodeLines.lines([text], columns: columns, options: options, goesOn: position.stretch > 0)
    return rows.isEmpty ? [[]] : rows
  }

  // MARK: Stepping

  /// The first row of the first line.
  package var first: SourcePosition { SourcePosition(line: lines.lowerBound) }

  /// The last row of the last line.
  package var last: SourcePosition {
    let line = lines.upperBound
    return lastRow(of: SourcePosition(line: line, stretch: stretchCount(line) - 1))
  }

  /// The row that `position` is closest to, of those that there are.
  package func nearest(to position: SourcePosition) -> SourcePosition {
    if position.line < lines.lowerBound { return first }
    if position.line > lines.upperBound { return last }
    var place = position
    place.stretch = min(max(0, place.stretch), stretchCount(place.line) - 1)
    if place.stretch < position.stretch { return lastRow(of: place) }
    place.row = min(max(0, place.row), lastRow(of: place).row)
    return place
  }

  /// The row `distance` rows further down, or up where it is negative; the first or the last beyond these.
  package func position(_ position: SourcePosition, movedBy distance: Int) -> SourcePosition {
    var place = position
    var left = distance.magnitude
    while left > 0 {
      let room = distance > 0 ? lastRow(of: place).row - place.row : place.row
      if Int(left) <= room {
        place.row += distance > 0 ? Int(left) : -Int(left)
        return place
      }
      guard let next = distance > 0 ? stretch(after: place) : stretch(before: place).map(lastRow) else {
        place.row += distance > 0 ? room : -room
        return place
      }
      left -= UInt(room) + 1
      place = next
    }
    return place
  }

  /// Returns the number of rows from `position` down to `other`; nil where `other` is above or further than `limit`.
  package func distance(from position: SourcePosition, to other: SourcePosition, limit: Int) -> Int? {
    guard position <= other else { return nil }
    var place = position
    var distance = 0
    while (place.line, place.stretch) != (other.line, other.stretch) {
      distance += lastRow(of: place).row - place.row + 1
      guard distance <= limit, let next = stretch(after: place) else { return nil }
      place = next
    }
    distance += other.row - place.row
    return distance <= limit ? distance : nil
  }

  private func stretch(after position: SourcePosition) -> SourcePosition? {
    if position.stretch + 1 < stretchCount(position.line) {
      return SourcePosition(line: position.line, stretch: position.stretch + 1)
    }
    return position.line < lines.upperBound ? SourcePosition(line: position.line + 1) : nil
  }

  private func stretch(before position: SourcePosition) -> SourcePosition? {
    if position.stretch > 0 { return SourcePosition(line: position.line, stretch: position.stretch - 1) }
    guard position.line > lines.lowerBound else { return nil }
    return SourcePosition(line: position.line - 1, stretch: stretchCount(position.line - 1) - 1)
  }

  private func lastRow(of position: SourcePosition) -> SourcePosition {
    SourcePosition(line: position.line, stretch: position.stretch, row: rows(of: position).count - 1)
  }

  // MARK: Stretches

  /// The bytes of a line without its line break.
  private func bytes(of line: Int) -> Range<Int> {
    let start = outline.offset(ofLine: LineNumber(line)).int
    var end = line < outline.lineCount ? outline.offset(ofLine: LineNumber(line + 1)).int : outline.bytes.count
    if end > start, outline.bytes[end - 1] == 0x0A { end -= 1 }
    if end > start, outline.bytes[end - 1] == 0x0D { end -= 1 }
    return start..<max(start, end)
  }

  private func stretchCount(_ line: Int) -> Int {
    max(1, (bytes(of: line).count + stretchLength - 1) / stretchLength)
  }

  private func range(of position: SourcePosition) -> Range<ByteOffset> {
    let line = bytes(of: position.line)
    let start = cut(position.stretch, of: line)
    return ByteOffset(start)..<ByteOffset(max(start, cut(position.stretch + 1, of: line)))
  }

  /// Returns the byte at which a stretch begins: never inside a scalar.
  private func cut(_ number: Int, of line: Range<Int>) -> Int {
    var at = line.lowerBound + number * stretchLength
    guard at < line.upperBound else { return line.upperBound }
    let earliest = max(line.lowerBound, at - 3)
    while at > earliest, outline.bytes[at] & 0xC0 == 0x80 { at -= 1 }
    return at
  }
}

/// A row of the source.
package struct SourcePosition: Hashable, Comparable, Sendable {
  /// The line of the source, 1-based.
  package var line: Int
  /// The number of the stretch in a very long line, from 0.
  package var stretch = 0
  /// The number of the row in the stretch, from 0.
  package var row = 0

  /// A row, by default the first of `line`, 1-based.
  package init(line: Int, stretch: Int = 0, row: Int = 0) {
    self.line = line
    self.stretch = stretch
    self.row = row
  }

  /// Whether the line begins here.
  package var isStart: Bool { stretch == 0 && row == 0 }

  /// Whether `a` is above `b`.
  package static func < (a: SourcePosition, b: SourcePosition) -> Bool {
    (a.line, a.stretch, a.row) < (b.line, b.stretch, b.row)
  }
}
