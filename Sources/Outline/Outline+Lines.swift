/// Lines, columns and offsets.
extension Outline {
  /// The number of lines of the file, at least 1; a line break at its very end begins no further line.
  package var lineCount: Int { storage.lineStarts.count }

  /// The line that `offset` is on; its line break belongs to it.
  /// - Complexity: O(log lines)
  package func line(at offset: ByteOffset) -> LineNumber {
    var low = 0
    var high = storage.lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if storage.lineStarts[middle] <= offset.rawValue { low = middle } else { high = middle }
    }
    return LineNumber(low + 1)
  }

  func line(before end: Int) -> LineNumber { line(at: ByteOffset(max(end - 1, 0))) }

  /// The lines that a range touches; that of its start where it is empty.
  package func lines(of range: Range<ByteOffset>) -> ClosedRange<LineNumber> {
    let first = line(at: range.lowerBound)
    return first...max(first, range.isEmpty ? first : line(before: range.upperBound.int))
  }

  /// Returns the start of a line; the end of the file for lines behind the last.
  package func offset(ofLine line: LineNumber) -> ByteOffset {
    if line.int < 1 { return ByteOffset(0) }
    return ByteOffset(line.int > lineCount ? bytes.count : Int(storage.lineStarts[line.int - 1]))
  }

  /// A line's bytes without its line break.
  package func range(ofLine line: LineNumber) -> Range<ByteOffset> {
    let start = offset(ofLine: line)
    return start..<ByteOffset(withBytes { $0.lineEnd(start.int) })
  }

  /// The text of whole lines, joined by `\n` without one at the end; lines outside the file are left out.
  package func text(ofLines lines: ClosedRange<LineNumber>) -> String {
    let first = max(lines.lowerBound.int, 1)
    let last = min(lines.upperBound.int, lineCount)
    guard first <= last else { return "" }
    return (first...last).map { sourceText(range(ofLine: LineNumber($0))) }.joined(separator: "\n")
  }

  /// The bytes of a range as text; what is not UTF-8 becomes U+FFFD.
  package func sourceText(_ range: Range<ByteOffset>) -> String {
    String(decoding: bytes[range.ints.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// Returns the number of Unicode scalars before `offset` on its line; what is not UTF-8 counts as it is shown.
  /// - Complexity: O(length of the line)
  package func scalarColumn(of offset: ByteOffset) -> Int {
    let start = self.offset(ofLine: line(at: offset)).int
    let end = min(offset.int, bytes.count)
    guard start < end else { return 0 }
    return scalars(in: start..<end, most: .max).count
  }

  /// The place before the scalar at a 0-based `column` of `line`; the line's end where it is shorter.
  /// - Complexity: O(length of the line)
  package func offset(ofScalarColumn column: Int, line: LineNumber) -> ByteOffset {
    ByteOffset(scalars(in: range(ofLine: line).ints, most: max(column, 0)).end)
  }

  /// Returns the number of scalars in a range, `most` at most, and the offset where they end.
  ///
  /// What is not UTF-8 is counted as the replacement characters that it is shown as.
  private func scalars(in range: Range<Int>, most: Int) -> (count: Int, end: Int) {
    var parser = UTF8.ForwardParser()
    var iterator = bytes[range].makeIterator()
    var count = 0
    var end = range.lowerBound
    while count < most {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): end += scalar.count
      case .error(let length): end += length
      case .emptyInput: return (count, end)
      }
      count += 1
    }
    return (count, end)
  }
}
