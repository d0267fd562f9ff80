/// The class of a grapheme cluster for motions over words: a word is a run of one class.
enum CharacterClass: Hashable, Sendable {
  case lineBreak, blank, punctuation, word, han, hiragana, katakana

  init(_ character: Character) {
    guard let scalar = character.unicodeScalars.first else {
      self = .blank
      return
    }
    switch scalar.value {
    case 0x0A: self = .lineBreak
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: self = .word
    case 0x00...0x20, 0x7F: self = .blank
    case 0x21...0x7E: self = .punctuation
    case 0x3041...0x309F: self = .hiragana
    case 0x30A0...0x30FF, 0xFF66...0xFF9F: self = .katakana
    case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      self = .han
    default:
      if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
        self = .blank
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.isEmojiPresentation || scalar.properties.canonicalCombiningClass != .notReordered
      {
        self = .word
      } else {
        self = .punctuation
      }
    }
  }

  /// Whether a motion over words stops at it.
  var isWord: Bool {
    switch self {
    case .lineBreak, .blank, .punctuation: false
    case .word, .han, .hiragana, .katakana: true
    }
  }

  /// Whether it separates words for the motions that know only white space.
  var isSpace: Bool { self == .blank || self == .lineBreak }
}
