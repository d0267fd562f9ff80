/// The text of an editor: one flat string of UTF-8 with `\n` between its lines, addressed by byte.
///
/// Nothing is indexed. Whatever the editor asks is found by looking at the bytes near the place it asks about, and an
/// edit moves the bytes behind it, which costs less than a tenth of a millisecond in a text of a megabyte. The whole
/// text is there at any time without being put together.
struct TextBuffer: Sendable {
  private(set) var string: String

  /// Takes `text` with CRLF and lone CR turned into LF.
  init(_ text: String) {
    string = TextBuffer.normalized(text)
    string.makeContiguousUTF8()
  }

  var end: TextOffset { TextOffset(string.utf8.count) }
  var isEmpty: Bool { string.isEmpty }

  /// `text` with every CRLF and lone CR turned into LF.
  static func normalized(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var afterReturn = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "\n") where afterReturn: break
      default: bytes.append(byte)
      }
      afterReturn = byte == UInt8(ascii: "\r")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Replaces the bytes of `range` and returns what was there.
  mutating func replace(_ range: Range<TextOffset>, with text: String) -> String {
    let bounds = index(range.lowerBound)..<index(range.upperBound)
    let removed = String(string[bounds])
    string.replaceSubrange(bounds, with: text)
    return removed
  }

  subscript(range: Range<TextOffset>) -> Substring { string[index(range.lowerBound)..<index(range.upperBound)] }

  /// The byte at `offset`, or nil at the end of the text.
  func byte(at offset: TextOffset) -> UInt8? {
    offset < end ? string.utf8[index(offset)] : nil
  }

  /// The visible ASCII character or blank at `offset`, where that is a grapheme cluster by itself; else nil.
  func printable(at offset: TextOffset) -> UInt8? {
    let bytes = string.utf8
    let place = index(offset)
    guard place < bytes.endIndex, (0x20..<0x7F).contains(bytes[place]) else { return nil }
    let next = bytes.index(after: place)
    return next == bytes.endIndex || bytes[next] < 0x80 ? bytes[place] : nil
  }

  /// The grapheme cluster that begins at `offset`, or nil at the end of the text.
  func character(at offset: TextOffset) -> Character? {
    offset < end ? string[index(offset)] : nil
  }

  /// The grapheme cluster that ends at `offset`, or nil at the start of the text.
  func character(before offset: TextOffset) -> Character? {
    offset > .zero ? string[string.index(before: index(offset))] : nil
  }

  private func index(_ offset: TextOffset) -> String.Index {
    string.utf8.index(string.startIndex, offsetBy: offset.rawValue)
  }

  private func offset(_ index: String.Index) -> TextOffset {
    TextOffset(string.utf8.distance(from: string.startIndex, to: index))
  }
}

// MARK: - Boundaries

extension TextBuffer {
  /// The next boundary between grapheme clusters; the end stays where it is.
  func next(_ offset: TextOffset) -> TextOffset {
    offset < end ? self.offset(string.index(after: index(offset))) : end
  }

  /// The boundary between grapheme clusters before `offset`; the start stays where it is.
  func previous(_ offset: TextOffset) -> TextOffset {
    offset > .zero ? self.offset(string.index(before: index(offset))) : .zero
  }

  /// `offset` brought inside the text and down to a boundary between grapheme clusters.
  func alignedDown(_ offset: TextOffset) -> TextOffset {
    let offset = min(max(offset, .zero), end)
    return isBoundary(offset) ? offset : previous(next(offset))
  }

  /// `offset` brought inside the text and up to a boundary between grapheme clusters.
  func alignedUp(_ offset: TextOffset) -> TextOffset {
    let offset = min(max(offset, .zero), end)
    return isBoundary(offset) ? offset : next(offset)
  }

  private func isBoundary(_ offset: TextOffset) -> Bool {
    offset == .zero || offset == end || String.Index(index(offset), within: string) != nil
  }

  /// The start of the line that holds `offset`.
  /// - Complexity: O(length of the line).
  func lineStart(_ offset: TextOffset) -> TextOffset {
    let bytes = string.utf8Span.span
    var place = offset.rawValue
    while place >= 8, !bytes.hasLineBreak(in: place - 8) { place -= 8 }
    while place > 0, bytes[place - 1] != UInt8(ascii: "\n") { place -= 1 }
    return TextOffset(place)
  }

  /// The end of the line that holds `offset`, before its line break.
  /// - Complexity: O(length of the line).
  func lineEnd(_ offset: TextOffset) -> TextOffset {
    let bytes = string.utf8Span.span
    var place = offset.rawValue
    while place + 8 <= bytes.count, !bytes.hasLineBreak(in: place) { place += 8 }
    while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
    return TextOffset(place)
  }

  /// The line that holds `offset`, without its line break.
  func line(_ offset: TextOffset) -> Range<TextOffset> { lineStart(offset)..<lineEnd(offset) }

  /// The line after the one that ends at `lineEnd`, or nil.
  func line(after lineEnd: TextOffset) -> Range<TextOffset>? {
    lineEnd < end ? lineEnd + 1..<self.lineEnd(lineEnd + 1) : nil
  }

  /// The line before the one that starts at `lineStart`, or nil.
  func line(before lineStart: TextOffset) -> Range<TextOffset>? {
    lineStart > .zero ? self.lineStart(lineStart + -1)..<lineStart + -1 : nil
  }

  /// Whether `line` holds nothing but blanks.
  func isBlank(_ line: Range<TextOffset>) -> Bool {
    self[line].utf8.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }
}

extension Span<UInt8> {
  /// Whether there is a line break among the eight bytes from `start` on, which must exist.
  ///
  /// The words of a text are looked at eight bytes at a time (Mycroft's test for a zero byte), since a line can be all
  /// of a large text.
  fileprivate func hasLineBreak(in start: Int) -> Bool {
    precondition(start >= 0 && start + 8 <= count, "outside the text")
    let word = bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
    return (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
  }
}

/// Equality is of bytes: composed and decomposed letters are different texts.
extension TextBuffer: Hashable {
  static func == (a: TextBuffer, b: TextBuffer) -> Bool {
    a.string.utf8.count == b.string.utf8.count && a.string.utf8.elementsEqual(b.string.utf8)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(string.utf8.count)
    for byte in string.utf8.prefix(256) { hasher.combine(byte) }
  }
}
