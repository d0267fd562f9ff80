/// `**重点：**后文`: emphasis whose end is between punctuation and an ideograph.
///
/// CommonMark's rules of flanking ask for a blank there, which these scripts do not write. As in the proposal for
/// CJK-friendly emphasis, an ideograph outside counts as punctuation does, and so does any letter beside punctuation of
/// these scripts.
extension InlineMarkupScanner {
  mutating func takeStars() {
    let start = at
    at += run(of: 0x2A, at: at)
    guard let before = scalar(before: start), at < paragraphEnd, let after = scalar(at: at) else { return }
    if after.isIdeographic, before.isPunctuation {
      cover(at..<at + UTF8.width(after), with: Self.punctuation)
    } else if before.isIdeographic, after.isPunctuation {
      cover(start - UTF8.width(before)..<start, with: Self.punctuation)
    } else if before.isWidePunctuation, after.properties.isAlphabetic {
      cover(start - UTF8.width(before)..<start, with: Self.letter)
    } else if after.isWidePunctuation, before.properties.isAlphabetic {
      cover(at..<at + UTF8.width(after), with: Self.letter)
    }
  }
}

extension Unicode.Scalar {
  /// Whether a letter of a script that is written without blanks between words, or Hangul.
  var isIdeographic: Bool {
    switch value {
    case 0x1100...0x11FF, 0x2E80...0x2FDF, 0x3005...0x3007, 0x3031...0x3035, 0x3040...0x30FA, 0x30FC...0x318F,
      0x31A0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
      0xFF66...0xFFDC, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// Whether punctuation of East Asian scripts.
  fileprivate var isWidePunctuation: Bool {
    switch value {
    case 0x3001...0x3003, 0x3008...0x3011, 0x3014...0x301F, 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF3D,
      0xFF5B...0xFF65:
      true
    default: false
    }
  }

  var isPunctuation: Bool {
    if isASCII { return (0x21...0x7E).contains(value) && !InlineMarkupScanner.isWord(UInt8(value)) }
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }
}

extension InlineMarkupScanner {
  /// The scalar that begins at `offset`; nil inside of one, and where bytes are no UTF-8.
  func scalar(at offset: Int) -> Unicode.Scalar? {
    guard offset < bytes.count else { return nil }
    if bytes[offset] < 0x80 { return Unicode.Scalar(bytes[offset]) }
    var decoder = UTF8()
    var iterator = bytes[offset..<min(bytes.count, offset + 4)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return scalar
  }

  /// The scalar that ends at `offset`, not before what is taken; nil at the beginning.
  func scalar(before offset: Int) -> Unicode.Scalar? {
    var start = offset - 1
    guard start >= 0, start < bytes.count else { return nil }
    while start > 0, start > offset - 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(at: start)
  }
}
