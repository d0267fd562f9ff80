import Glibc

/// The lines of a text: their ends, and places for people. A line ends at a line feed, a carriage return, or both.
package struct LineLocator: Sendable {
  /// The whole text, in UTF-8.
  package let bytes: [UInt8]

  /// Creates a locator; nothing is counted before it is asked.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The offset of the first byte that is not a mark of byte order.
  package static func start(of bytes: [UInt8]) -> Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// The bytes that the line break at an offset takes; 0 where there is none.
  package static func lengthOfBreak(in bytes: [UInt8], at index: Int) -> Int {
    switch bytes[index] {
    case 0x0A: 1
    case 0x0D: index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
    default: 0
    }
  }

  /// The offset of the first byte of the line that holds the byte at an offset.
  /// - Complexity: O(length of the line)
  package func start(ofLineAt offset: Int) -> Int {
    let first = LineLocator.start(of: bytes)
    var index = min(offset, bytes.count)
    while index > first {
      let before = bytes[index - 1]
      if before == 0x0A { break }
      // Between the two of a CRLF no line begins.
      if before == 0x0D, !(index < bytes.count && bytes[index] == 0x0A) { break }
      index -= 1
    }
    return max(index, first)
  }

  /// The offset at which the line at an offset ends, before its line break.
  /// - Complexity: O(length of the line)
  package func end(ofLineAt offset: Int) -> Int {
    var index = offset
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return index
  }

  /// The end of the line before the one at an offset; 0 on the first line.
  package func end(ofLineBefore offset: Int) -> Int {
    let start = start(ofLineAt: offset)
    if start <= LineLocator.start(of: bytes) { return 0 }
    return start >= 2 && bytes[start - 1] == 0x0A && bytes[start - 2] == 0x0D ? start - 2 : start - 1
  }

  /// The 1-based column, in Unicode scalars, of a byte offset.
  package func column(of offset: Int) -> Int {
    let start = start(ofLineAt: offset)
    return bytes[start..<max(start, min(offset, bytes.count))].count { $0 & 0xC0 != 0x80 } + 1
  }

  /// The 1-based line and column, in Unicode scalars, of a byte offset.
  /// - Complexity: O(offset)
  package func position(of offset: Int) -> (line: Int, column: Int) {
    var counter = LineCounter(self)
    return (counter.line(of: offset), column(of: offset))
  }

  /// The byte offset of a 1-based line and a 1-based column in Unicode scalars; the end of the text behind its last
  /// line.
  /// - Complexity: O(offset)
  package func offset(line: Int, column: Int) -> Int {
    var offset = LineLocator.start(of: bytes)
    for _ in 1..<max(line, 1) where offset < bytes.count {
      offset = end(ofLineAt: offset)
      if offset < bytes.count { offset += LineLocator.lengthOfBreak(in: bytes, at: offset) }
    }
    for _ in 1..<max(column, 1) where offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    }
    return offset
  }
}

/// Numbers the lines of a text for offsets that mostly ascend: together they cost one pass over it.
package struct LineCounter {
  private let lines: LineLocator
  private var line = 1
  private var counted = 0

  /// Creates a counter that begins at the first line.
  package init(_ lines: LineLocator) { self.lines = lines }

  /// The 1-based line of a byte offset.
  package mutating func line(of offset: Int) -> Int {
    let bytes = lines.bytes
    let target = min(max(offset, 0), bytes.count)
    if target < counted { (line, counted) = (1, 0) }
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      // Line feeds, and carriage returns without one behind them.
      line += LineCounter.count(0x0A, base + counted, target - counted)
      var index = counted
      while index < target, let found = memchr(base + index, 0x0D, target - index) {
        index = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
        if index >= bytes.count || base[index] != 0x0A { line += 1 }
      }
    }
    counted = target
    return line
  }

  private static func count(_ byte: UInt8, _ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var found = 0
    for index in 0..<count where base[index] == byte { found += 1 }
    return found
  }
}
