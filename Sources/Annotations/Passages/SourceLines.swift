import Outline

/// The lines of a source that say something, with what they are compared by.
struct SourceLines {
  let outline: Outline
  /// By line that says something: its bytes without white space at its ends.
  private(set) var ranges: [Range<Int>] = []
  /// By line: a hash of these bytes.
  private(set) var hashes: [UInt64] = []

  /// - Complexity: O(length of the file)
  init(of outline: Outline) {
    self.outline = outline
    ranges.reserveCapacity(outline.lineCount)
    hashes.reserveCapacity(outline.lineCount)
    outline.bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        var (first, last) = (start, end)
        while first < last, bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
        while last > first, bytes[last - 1] == 0x20 || bytes[last - 1] == 0x09 { last -= 1 }
        if first < last {
          ranges.append(first..<last)
          hashes.append(StableHash.of(bytes[first..<last]))
        }
        start = end + 1
      }
    }
  }

  var count: Int { ranges.count }

  /// The lines that a range of bytes touches.
  /// - Complexity: O(log n)
  func lines(in range: Range<Int>) -> Range<Int> {
    let first = firstLine { $0.upperBound > range.lowerBound }
    let end = firstLine { $0.lowerBound >= max(range.upperBound, range.lowerBound + 1) }
    return first..<max(first, end)
  }

  /// The bytes from the beginning of one line to the end of another.
  func bytes(of lines: ClosedRange<Int>) -> Range<Int> {
    ranges[lines.lowerBound].lowerBound..<ranges[lines.upperBound].upperBound
  }

  /// The words of some lines, without markup and markers.
  func comparable(_ lines: ClosedRange<Int>) -> [UInt8] {
    ComparableText(ofLines: outline.sourceText(Range(offsets: bytes(of: lines)))).bytes
  }

  private func firstLine(where isBehind: (Range<Int>) -> Bool) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(ranges[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
