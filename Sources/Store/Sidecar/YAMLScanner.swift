/// Finds where YAML nodes end; Yams says only where they begin.
///
/// Whatever is edited with the help of these ranges is parsed again and compared, so a construct that
/// is misjudged here leads to a refusal, never to a wrong file.
struct YAMLScanner {
  let lines: LineIndex
  var bytes: [UInt8] { lines.bytes }

  func byte(_ index: Int) -> UInt8? {
    index < bytes.count ? bytes[index] : nil
  }

  func isBreak(_ index: Int) -> Bool {
    LineIndex.lengthOfBreak(in: bytes, at: index) > 0
  }

  func isBlank(_ index: Int) -> Bool {
    bytes[index] == 0x20 || bytes[index] == 0x09
  }

  /// Steps over white space, line breaks and comments.
  func skipSpace(from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      if isBlank(index) {
        index += 1
      } else if isBreak(index) {
        index += LineIndex.lengthOfBreak(in: bytes, at: index)
      } else if bytes[index] == UInt8(ascii: "#") {
        index = lines.end(ofLineAt: index)
      } else {
        break
      }
    }
    return index
  }

  /// Steps over anchors and tags before a node.
  func skipProperties(from start: Int) -> Int {
    var index = start
    while let byte = byte(index), byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!") {
      index = skipSpace(from: endOfWord(from: index))
    }
    return index
  }

  func endOfWord(from start: Int) -> Int {
    var index = start
    while index < bytes.count, !isBlank(index), !isBreak(index), !",[]{}".utf8.contains(bytes[index]) { index += 1 }
    return index
  }

  func endOfDoubleQuoted(from start: Int) -> Int {
    var index = start + 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "\""): return index + 1
      default: index += 1
      }
    }
    return bytes.count
  }

  func endOfSingleQuoted(from start: Int) -> Int {
    var index = start + 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "'") {
        if byte(index + 1) != UInt8(ascii: "'") { return index + 1 }
        index += 1
      }
      index += 1
    }
    return bytes.count
  }

  /// Past the bracket that closes the one at `start`.
  func endOfFlow(from start: Int) -> Int {
    var index = start
    var depth = 0
    var beginsToken = true
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        index += 1
        beginsToken = true
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        index += 1
        if depth == 0 { return index }
        beginsToken = false
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        beginsToken = true
        index += 1
      case UInt8(ascii: "\"") where beginsToken:
        index = endOfDoubleQuoted(from: index)
        beginsToken = false
      case UInt8(ascii: "'") where beginsToken:
        index = endOfSingleQuoted(from: index)
        beginsToken = false
      case UInt8(ascii: "#") where isBlank(index - 1) || isBreak(index - 1):
        index = lines.end(ofLineAt: index)
      default:
        if !isBlank(index), !isBreak(index) { beginsToken = false }
        index += 1
      }
    }
    return bytes.count
  }

  func endOfPlainInFlow(from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if ",[]{}".utf8.contains(byte) { break }
      if byte == UInt8(ascii: ":"), endsWord(index + 1) { break }
      if byte == UInt8(ascii: "#"), index > start, isBlank(index - 1) || isBreak(index - 1) { break }
      index += 1
    }
    return trimmed(start..<index)
  }

  private func endsWord(_ index: Int) -> Bool {
    index >= bytes.count || isBlank(index) || isBreak(index) || ",[]{}".utf8.contains(bytes[index])
  }

  /// A plain scalar goes on over lines that are indented deeper than its parent.
  func endOfPlain(from start: Int, parentColumn: Int) -> Int {
    var end = endOfPlainLine(from: start)
    while end.reachesLineEnd, let next = nextContentLine(after: end.offset) {
      guard next.column > parentColumn, bytes[next.offset] != UInt8(ascii: "#") else { break }
      end = endOfPlainLine(from: next.offset)
    }
    return end.offset
  }

  private func endOfPlainLine(from start: Int) -> (offset: Int, reachesLineEnd: Bool) {
    var index = start
    while index < bytes.count, !isBreak(index) {
      if bytes[index] == UInt8(ascii: "#"), index > start, isBlank(index - 1) {
        return (trimmed(start..<index), false)
      }
      index += 1
    }
    return (trimmed(start..<index), true)
  }

  /// A literal or folded scalar: every following line that is blank or indented deeper than its parent.
  func endOfBlock(from start: Int, parentColumn: Int) -> Int {
    let header = lines.end(ofLineAt: start)
    let keepsBlankLines = bytes[start..<header].prefix { $0 != 0x20 }.contains(UInt8(ascii: "+"))
    var end = trimmed(start..<header)
    var line = lines.line(of: start) + 1
    while line < lines.starts.count {
      let first = lines.starts[line]
      let content = skipBlanks(from: first)
      let isEmpty = content >= bytes.count || isBreak(content)
      if isEmpty {
        if keepsBlankLines, first < bytes.count { end = content }
      } else {
        guard content - first > parentColumn else { break }
        end = lines.end(ofLineAt: content)
      }
      line += 1
    }
    return end
  }

  func skipBlanks(from start: Int) -> Int {
    var index = start
    while index < bytes.count, isBlank(index) { index += 1 }
    return index
  }

  private func nextContentLine(after offset: Int) -> (offset: Int, column: Int)? {
    var line = lines.line(of: offset) + 1
    while line < lines.starts.count {
      let content = skipBlanks(from: lines.starts[line])
      if content < bytes.count, !isBreak(content) { return (content, content - lines.starts[line]) }
      line += 1
    }
    return nil
  }

  private func trimmed(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, isBlank(end - 1) || [0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
    return end
  }
}
