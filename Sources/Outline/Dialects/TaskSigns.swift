/// Tasks whose brackets hold a character of their own: `- [/] half done`, `- [>] moved`.
extension LineScanner {
  /// Shows md4c an open task where brackets hold another character than a letter or a digit.
  mutating func coverTaskSign(_ start: Int, _ end: Int) {
    guard let sign = bytes.taskSign(start), start + 3 < end, Bytes.isBlank(bytes[start + 3]),
      bytes.skipBlanks(start + 3) < end
    else { return }
    if sign != 0x20 { patch(start + 1..<start + 2, .task, .verbatim, cover: Patch.space) }
  }
}

extension Bytes {
  private static let noSigns: Set<UInt8> = Set("[]()^\\`#_|".utf8)

  /// The character between brackets at `offset` that makes a task of an item: a blank, or punctuation.
  func taskSign(_ offset: Int) -> UInt8? {
    guard offset + 2 < count, base[offset] == 0x5B, base[offset + 2] == 0x5D else { return nil }
    let sign = base[offset + 1]
    let isPunctuation = sign > 0x20 && sign < 0x7F && !InlineMarkupScanner.isWord(sign) && !Self.noSigns.contains(sign)
    return sign == 0x20 || isPunctuation ? sign : nil
  }
}
