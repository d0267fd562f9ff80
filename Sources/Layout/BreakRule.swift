/// The rule for line breaks without a space: a small part of Unicode's line breaking algorithm (UAX #14), enough for
/// ideographs, hyphens, slashes and zero-width spaces.
enum BreakRule {
  /// Whether a line may end after `left` and the next begin with `right`; `before` is what stands left of `left`.
  static func allowsBreak(before: Character?, left: Character, right: Character) -> Bool {
    if left.isASCII, right.isASCII {
      guard left == "-" || left == "/", right.isLetter, let before else { return false }
      return before.isLetter || before.isNumber
    }
    if left == "\u{200B}" { return true }
    if left == "\u{2014}" { return right.isLetter }
    guard isIdeographic(left) || isIdeographic(right) else { return false }
    return !closers.contains(right) && !openers.contains(left) && left != "\u{A0}" && right != "\u{A0}"
      && left != "\u{2060}" && right != "\u{2060}"
  }

  /// Whether a line may break at this character and lose it.
  static func isSpace(_ character: Character) -> Bool {
    if character.isASCII { return character == " " }
    guard character.isWhitespace else { return false }
    return character != "\u{A0}" && character != "\u{202F}" && character != "\u{2007}"
  }

  private static func isIdeographic(_ character: Character) -> Bool {
    guard let value = character.unicodeScalars.first?.value, value >= 0x2E80 else { return false }
    switch value {
    case 0x2E80...0x312F, 0x31A0...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF01...0xFF60,
      0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }

  /// The characters that must not begin a line.
  private static let closers = Set<Character>(
    ".,;:!?)]}%'\"’”、。，．）」』】〉》〕！？：；％ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〻゛゜…‥・")
  /// The characters that must not end a line.
  private static let openers = Set<Character>("([{‘“「『【〈《〔（$")
}
