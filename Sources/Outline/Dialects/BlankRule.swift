/// No-break and ideographic spaces behind markers, which stand for a blank there.
extension LineScanner {
  /// Covers white space of other scripts behind an item's marker, and says where the content begins; nil where there is
  /// none.
  mutating func coverBlanks(_ behind: Position, _ end: Int) -> Position? {
    var at = behind.at
    var isFound = false
    while at < end {
      if Bytes.isBlank(bytes[at]) {
        at += 1
      } else if bytes[at] >= 0x80, case let length = bytes.blankLength(at, end), length > 0 {
        isFound = true
        at += length
      } else {
        break
      }
    }
    guard isFound else { return nil }
    if at >= end || at - behind.at <= 4 && beginsMarkup(at, end) {
      patch(behind.at..<at, .blank, .blank, cover: Patch.space)
      return Position(at: at, column: behind.column + (at - behind.at))
    }
    // They look like one blank; as many as they have bytes would leave children at two or four outside of the item, and
    // more would make code of what follows.
    patch(behind.at..<behind.at + 1, .blank, .blank, cover: Patch.space)
    patch(behind.at + 1..<at, .blank, .hidden, cover: Patch.letter)
    return Position(at: at, column: behind.column + 1)
  }

  /// Whether what stands at `offset` would mean something else with a letter before it.
  private func beginsMarkup(_ offset: Int, _ end: Int) -> Bool {
    switch bytes[offset] {
    case 0x24, 0x3A, 0x5B, 0x5C, 0x5F, 0x7B, 0x7C, 0x7E: true
    default: beginsBlock(offset, end)
    }
  }

  /// Covers a blank of another script that is behind `[ ]` at an item's beginning.
  mutating func coverTaskBlank(_ start: Int, _ end: Int) {
    guard start + 3 < end, bytes[start] == 0x5B, bytes[start + 2] == 0x5D, bytes[start + 3] >= 0x80 else { return }
    let length = bytes.blankLength(start + 3, end)
    patch(start + 3..<start + 3 + length, .blank, .blank, cover: Patch.space)
  }
}

extension Bytes {
  /// The length of a no-break or wider space at `offset`: U+00A0, U+2000–200A, U+202F, U+3000; 0 for none.
  @inline(__always) func blankLength(_ offset: Int, _ end: Int) -> Int {
    guard offset + 1 < end else { return 0 }
    switch base[offset] {
    case 0xC2: return base[offset + 1] == 0xA0 ? 2 : 0
    case 0xE2:
      guard offset + 2 < end, base[offset + 1] == 0x80 else { return 0 }
      let last = base[offset + 2]
      return last &- 0x80 < 0x0B || last == 0xAF ? 3 : 0
    case 0xE3: return offset + 2 < end && base[offset + 1] == 0x80 && base[offset + 2] == 0x80 ? 3 : 0
    default: return 0
    }
  }
}
