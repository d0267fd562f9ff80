/// `^id` at the end of a block, by which Obsidian's links find it.
extension LineScanner {
  /// Dims the identifier that the paragraph ends with.
  mutating func readBlockID() {
    let line = lines[lines.count - 1]
    let end = bytes.trimmedEnd(line.end, notBefore: line.start)
    var at = end
    while at > line.start, bytes.isIdentifier(at - 1) { at -= 1 }
    guard at < end, at > line.start, bytes[at - 1] == 0x5E else { return }
    let mark = at - 1
    guard mark == line.start || Bytes.isBlank(bytes[mark - 1]) else { return }
    patch(mark..<end, .blockID, .dimmedTail, cover: Patch.letter)
    lines[lines.count - 1].end = mark
  }
}

extension Bytes {
  fileprivate func isIdentifier(_ offset: Int) -> Bool {
    Self.isDigit(base[offset]) || (base[offset] | 0x20) &- 0x61 < 26 || base[offset] == 0x2D
  }
}
