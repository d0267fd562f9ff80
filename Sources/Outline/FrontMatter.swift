/// What may stand before the Markdown of a file: a byte order mark and front matter.
struct FrontMatter {
  /// Where the Markdown begins.
  var start = 0
  /// The front matter's lines with both fences, without the last line break.
  var frontMatter: Range<Int>?

  init(of bytes: Bytes) {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { start = 3 }
    guard Self.isFence(start, in: bytes, character: 0x2D) else { return }
    var line = bytes.nextLine(start)
    // A thematic break has a blank line after it; metadata does not.
    guard line < bytes.count, !bytes.isBlankLine(line) else { return }
    while line < bytes.count {
      if Self.isFence(line, in: bytes, character: 0x2D) || Self.isFence(line, in: bytes, character: 0x2E) {
        frontMatter = start..<bytes.lineEnd(line)
        start = bytes.nextLine(line)
        return
      }
      line = bytes.nextLine(line)
    }
  }

  private static func isFence(_ line: Int, in bytes: Bytes, character: UInt8) -> Bool {
    bytes.run(of: character, at: line) == 3 && bytes.isBlankLine(line + 3)
  }
}
