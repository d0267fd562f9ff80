import Outline

extension TextSpan {
  /// The span cut up so that nothing in it reaches a terminal as a command: control characters are replaced by visible
  /// characters in spans of their own, and each line end (`"\n"`) and each tab (`"\t"`) stands alone, for the caller to
  /// act on.
  func splitAtControls(_ glyphs: Glyphs) -> [TextSpan] {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }) else { return [self] }
    var parts: [TextSpan] = []
    var start = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      if let glyph = TextSpan.glyph(for: text[index], glyphs) {
        if start < index { parts.append(slice(start..<index)) }
        var part = slice(index..<next)
        part.text = glyph
        part.isVerbatim = false
        parts.append(part)
        start = next
      }
      index = next
    }
    if start == text.startIndex { return [self] }
    if start < index { parts.append(slice(start..<index)) }
    return parts
  }

  /// The part of the span in `range`, with the source of just that where the span is verbatim.
  func slice(_ range: Range<String.Index>) -> TextSpan {
    var part = self
    part.text = String(text[range])
    if let source, isVerbatim {
      let offset = source.lowerBound.int + text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      part.source = ByteOffset(offset)..<ByteOffset(offset + part.text.utf8.count)
    }
    return part
  }

  /// Returns the glyph that replaces a cluster that cannot be drawn; nil where it can be drawn.
  private static func glyph(for character: Character, _ glyphs: Glyphs) -> String? {
    guard let scalar = character.unicodeScalars.first else { return nil }
    switch scalar.value {
    case 0x09: return "\t"
    case 0x0A, 0x0D, 0x2028, 0x2029: return "\n"
    case 0..<0x20: return glyphs.hasControlPictures ? picture(0x2400 + scalar.value) : "?"
    case 0x7F: return glyphs.hasControlPictures ? picture(0x2421) : "?"
    case 0x80..<0xA0: return glyphs.hasControlPictures ? "\u{FFFD}" : "?"
    default: return nil
    }
  }

  private static func picture(_ value: UInt32) -> String {
    Unicode.Scalar(value).map { String(Character($0)) } ?? "\u{FFFD}"
  }
}
