/// `__init__`: names that are typed so, which Markdown would show without their underscores. A single word that begins
/// with a capital, `__Note__`, is one that its writer stressed.
extension InlineMarkupScanner {
  mutating func takeName() {
    let start = at
    at += run(of: 0x5F, at: at)
    guard at - start == 2, start == 0 || !isNamePart(bytes[start - 1]) else { return }
    var end = at
    while end < paragraphEnd, isNamePart(bytes[end]) { end += 1 }
    guard end - at > 2, bytes[end - 1] == 0x5F, bytes[end - 2] == 0x5F, bytes[end - 3] != 0x5F else { return }
    guard end >= paragraphEnd || bytes[end] < 0x80 else { return }
    let name = bytes[at..<end - 2]
    at = end
    let isStressed = name.first.map { $0 &- 0x41 < 26 } == true && name.dropFirst().allSatisfy { $0 &- 0x61 < 26 }
    if !isStressed { cover(start..<end, with: Self.letter) }
  }

  private func isNamePart(_ byte: UInt8) -> Bool { Self.isWord(byte) || byte == 0x5F }
}
