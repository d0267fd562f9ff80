/// `==marked==`, where both ends touch the words between and nothing outside of them.
extension InlineMarkupScanner {
  mutating func takeHighlightMark() {
    let length = run(of: 0x3D, at: at)
    let start = at
    at += length
    guard length == 2 else { return }
    let before = scalar(before: start)
    let after = at < paragraphEnd ? scalar(at: at) : nil
    if let open = openHighlight, let before, !before.properties.isWhitespace, !isLatin(after) {
      openHighlight = nil
      hide(open - 2..<open)
      hide(start..<at)
      markup.highlights.append(open..<start)
    } else if let after, !after.properties.isWhitespace, !isLatin(before), after != ">" {
      if openHighlight == nil { openHighlight = at }
    }
  }

  /// Whether a letter or a digit of a script that writes words apart.
  private func isLatin(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    if scalar.isASCII { return Self.isWord(UInt8(scalar.value)) || scalar == "_" }
    return scalar.value < 0x2E80 && scalar.properties.isAlphabetic
  }
}
