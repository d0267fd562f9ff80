/// The bytes of a source with the questions that the parser asks about its lines.
///
/// Offsets may be anywhere from 0 to `count`; nothing is read outside.
struct Bytes {
  let base: UnsafePointer<UInt8>
  let count: Int

  @inline(__always) subscript(_ offset: Int) -> UInt8 { base[offset] }

  @inline(__always) static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  @inline(__always) static func isNewline(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
  @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  @inline(__always) static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

  /// The end of the line that `offset` is on, its line break left out.
  @inline(__always) func lineEnd(_ offset: Int) -> Int {
    var at = offset
    while at < count, !Self.isNewline(base[at]) { at += 1 }
    return at
  }

  /// The end of the line that `offset` is on, or `limit` if that is not behind it.
  @inline(__always) func lineEnd(_ offset: Int, before limit: Int) -> Int {
    var at = offset
    while at < limit, !Self.isNewline(base[at]) { at += 1 }
    return at
  }

  /// The start of the line after the one that `offset` is on; `count` after the last.
  @inline(__always) func nextLine(_ offset: Int) -> Int {
    let end = lineEnd(offset)
    if end >= count { return count }
    return base[end] == 0x0D && end + 1 < count && base[end + 1] == 0x0A ? end + 2 : end + 1
  }

  /// The start of the line that `offset` is on, but not before `limit`.
  @inline(__always) func lineStart(_ offset: Int, notBefore limit: Int = 0) -> Int {
    var at = offset
    if at < count, at > limit, base[at] == 0x0A, base[at - 1] == 0x0D { at -= 1 }
    while at > limit, !Self.isNewline(base[at - 1]) { at -= 1 }
    return at
  }

  /// The first byte from `offset` on that is neither space nor tab.
  @inline(__always) func skipBlanks(_ offset: Int) -> Int {
    var at = offset
    while at < count, Self.isBlank(base[at]) { at += 1 }
    return at
  }

  /// `end` moved back over white space and line breaks, but not before `start`.
  @inline(__always) func trimmedEnd(_ end: Int, notBefore start: Int) -> Int {
    var at = end
    while at > start, Self.isSpace(base[at - 1]) { at -= 1 }
    return at
  }

  /// Whether there are only spaces and tabs from `offset` to the end of its line.
  @inline(__always) func isBlankLine(_ offset: Int) -> Bool {
    let at = skipBlanks(offset)
    return at >= count || Self.isNewline(base[at])
  }

  /// Whether the marker of a quote is the first on its line from `offset` on, blanks aside, in a container whose
  /// content begins in the given column.
  func isQuoteLine(_ offset: Int, container: Int) -> Bool {
    let at = skipBlanks(offset)
    guard at < count, base[at] == 0x3E else { return false }
    return (container..<container + 4).contains(column(at))
  }

  /// Whether the lines from the one that `offset` is on up to the next blank one end in the underline of a heading.
  func isUnderlined(_ offset: Int, level: Int) -> Bool {
    var line = nextLine(offset)
    while line < count, !isBlankLine(line) {
      let first = skipBlanks(line)
      if isBlankLine(first + run(of: level == 1 ? 0x3D : 0x2D, at: first)), base[first] == (level == 1 ? 0x3D : 0x2D) {
        return true
      }
      line = nextLine(line)
    }
    return false
  }

  /// Whether a line or the source ends at `offset`, or a space or tab is there.
  @inline(__always) func isGap(_ offset: Int) -> Bool {
    offset >= count || Self.isBlank(base[offset]) || Self.isNewline(base[offset])
  }

  /// The display column of `offset` in its line, tabs to multiples of 4, every byte 1. 0-based.
  /// - Complexity: O(length of the line before it)
  func column(_ offset: Int) -> Int {
    var column = 0
    for at in lineStart(offset)..<offset { column += base[at] == 0x09 ? 4 - column % 4 : 1 }
    return column
  }

  /// Returns the length in bytes of the list marker at `offset`: `-`, `+`, `*`, `•`, `–`, or digits and `.` or `)`; 0
  /// for none. What follows is not looked at.
  @inline(__always) func markerLength(_ offset: Int) -> Int {
    guard offset < count else { return 0 }
    switch base[offset] {
    case 0x2D, 0x2B, 0x2A: return 1
    case 0x30...0x39:
      var at = offset + 1
      while at < count, at - offset < 10, Self.isDigit(base[at]) { at += 1 }
      guard at - offset < 10, at < count, base[at] == 0x2E || base[at] == 0x29 else { return 0 }
      return at + 1 - offset
    case 0xE2:
      guard offset + 2 < count, base[offset + 1] == 0x80 else { return 0 }
      return base[offset + 2] == 0xA2 || base[offset + 2] == 0x93 ? 3 : 0
    default: return 0
    }
  }

  /// Whether a list marker of the given bullet or delimiter is at `offset`.
  @inline(__always) func isMarker(_ offset: Int, delimiter: UInt8) -> Bool {
    let length = markerLength(offset)
    return length > 0 && base[offset + length - 1] == delimiter && isGap(offset + length)
  }

  /// Returns the column at which the content of the item whose marker is at `marker` begins (CommonMark 5.2).
  func contentColumn(marker: Int) -> Int {
    let length = markerLength(marker)
    let after = column(marker) + (length == 3 && base[marker] == 0xE2 ? 1 : length)
    var at = marker + length
    var spaces = 0
    while at < count, Self.isBlank(base[at]), spaces < 5 {
      spaces += base[at] == 0x09 ? 4 - (after + spaces) % 4 : 1
      at += 1
    }
    if at >= count || Self.isNewline(base[at]) || spaces > 4 || spaces == 0 { return after + 1 }
    return after + spaces
  }

  /// Whether a thematic break is at `offset`: three or more of one of `-_*` and nothing else but blanks.
  func isRule(_ offset: Int) -> Bool { ruleFault(offset) == nil }

  /// The offset of the byte that keeps a thematic break from being at `offset`, or of the end of a line with too few; nil
  /// where there is one. No break of the same character begins on the line before it.
  func ruleFault(_ offset: Int) -> Int? {
    guard offset < count else { return offset }
    let rule = base[offset]
    guard rule == 0x2D || rule == 0x2A || rule == 0x5F else { return offset }
    var length = 0
    var at = offset
    while at < count, !Self.isNewline(base[at]) {
      if base[at] == rule { length += 1 } else if !Self.isBlank(base[at]) { return at }
      at += 1
    }
    return length >= 3 ? nil : at
  }

  /// Whether the line from `offset` on has only characters of a set and blanks, one at least.
  func isLine(of first: UInt8, _ second: UInt8, _ third: UInt8, from offset: Int) -> Bool {
    var at = skipBlanks(offset)
    guard at < count, !Self.isNewline(base[at]) else { return false }
    while at < count, !Self.isNewline(base[at]) {
      let byte = base[at]
      if byte != first, byte != second, byte != third, !Self.isBlank(byte) { return false }
      at += 1
    }
    return true
  }

  /// The length of the run of `byte` at `offset`.
  @inline(__always) func run(of byte: UInt8, at offset: Int) -> Int {
    var at = offset
    while at < count, base[at] == byte { at += 1 }
    return at - offset
  }

  /// Whether `[label]:` is at `offset`, with `^` before the label where `footnote`.
  func isDefinition(_ offset: Int, footnote: Bool) -> Bool {
    guard offset + 3 < count, base[offset] == 0x5B, (base[offset + 1] == 0x5E) == footnote else { return false }
    var at = offset + 1
    while at < count, at - offset < 1000, !Self.isNewline(base[at]) {
      switch base[at] {
      case 0x5C: at += 2
      case 0x5B: return false
      case 0x5D: return at + 1 < count && base[at + 1] == 0x3A && at > offset + (footnote ? 2 : 1)
      default: at += 1
      }
    }
    return false
  }
}

extension Bytes {
  /// Part of a range: UTF-8 as it is, or a byte that is none and the replacement character shown for it.
  struct Part {
    var text: String
    var range: Range<Int>
    var isVerbatim: Bool
  }

  /// The range cut where its bytes are not UTF-8, and at NUL.
  func wellFormed(_ range: Range<Int>) -> [Part] {
    if let text = String(validating: buffer[range], as: UTF8.self), !buffer[range].contains(0) {
      return range.isEmpty ? [] : [Part(text: text, range: range, isVerbatim: true)]
    }
    var parts: [Part] = []
    var at = range.lowerBound
    var start = at
    while at < range.upperBound {
      let length = scalarLength(at, limit: range.upperBound)
      if length > 0 {
        at += length
        continue
      }
      if start < at {
        let text = String(decoding: buffer[start..<at], as: UTF8.self)
        parts.append(Part(text: text, range: start..<at, isVerbatim: true))
      }
      parts.append(Part(text: "\u{FFFD}", range: at..<at + 1, isVerbatim: false))
      at += 1
      start = at
    }
    if start < at {
      parts.append(Part(text: String(decoding: buffer[start..<at], as: UTF8.self), range: start..<at, isVerbatim: true))
    }
    return parts
  }

  /// The length of the UTF-8 sequence at `offset`; 0 for NUL and what is none.
  private func scalarLength(_ offset: Int, limit: Int) -> Int {
    let length: Int
    switch base[offset] {
    case 0x01...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return 0
    }
    guard offset + length <= limit else { return 0 }
    return String(validating: buffer[offset..<offset + length], as: UTF8.self) == nil ? 0 : length
  }
}
