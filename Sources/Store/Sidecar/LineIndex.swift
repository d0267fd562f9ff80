/// The range from one offset to another, empty where they are the wrong way round.
///
/// Places in a damaged file can contradict each other; an edit that relies on such places is refused afterwards.
func clampedRange(_ start: Int, _ end: Int) -> Range<Int> {
  start..<max(start, end)
}

/// Where the lines of a YAML text begin, as YAML 1.1 counts them: also at NEL, LS and PS.
struct LineIndex: Sendable {
  let bytes: [UInt8]
  /// Byte offsets, ascending; the first is 0, or 3 after a mark of byte order.
  let starts: [Int]

  init(_ bytes: [UInt8]) {
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    var index = 0
    while index < bytes.count {
      let length = LineIndex.lengthOfBreak(in: bytes, at: index)
      index += max(length, 1)
      if length > 0 { starts.append(index) }
    }
    self.bytes = bytes
    self.starts = starts
  }

  static func lengthOfBreak(in bytes: [UInt8], at index: Int) -> Int {
    switch bytes[index] {
    case 0x0A: return 1
    case 0x0D: return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
    case 0xC2: return index + 1 < bytes.count && bytes[index + 1] == 0x85 ? 2 : 0
    case 0xE2:
      guard index + 2 < bytes.count, bytes[index + 1] == 0x80 else { return 0 }
      return bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9 ? 3 : 0
    default: return 0
    }
  }

  /// The byte offset of a 1-based line and a 1-based column in Unicode scalars.
  func offset(line: Int, column: Int) -> Int {
    guard line >= 1, line <= starts.count else { return bytes.count }
    var offset = starts[line - 1]
    for _ in 1..<max(column, 1) where offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    }
    return offset
  }

  /// 1-based line and column, in Unicode scalars, of a byte offset.
  func position(of offset: Int) -> (line: Int, column: Int) {
    let line = self.line(of: offset)
    let before = bytes[starts[line]..<min(max(offset, starts[line]), bytes.count)]
    return (line + 1, before.count { $0 & 0xC0 != 0x80 } + 1)
  }

  /// 0-based.
  func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  func start(ofLineAt offset: Int) -> Int { starts[line(of: offset)] }

  /// Where the line at an offset ends, before its line break.
  func end(ofLineAt offset: Int) -> Int {
    var index = offset
    while index < bytes.count, LineIndex.lengthOfBreak(in: bytes, at: index) == 0 { index += 1 }
    return index
  }

  /// The end of the line before the one at an offset; 0 on the first line.
  func end(ofLineBefore offset: Int) -> Int {
    let line = line(of: offset)
    return line == 0 ? 0 : end(ofLineAt: starts[line - 1])
  }
}
