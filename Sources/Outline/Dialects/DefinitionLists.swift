/// Lists of definitions: lines that begin with `: ` below a term, and what is indented by four below them.
///
/// md4c is shown the marker of an item in the place of the colon, four columns wide, so that what goes on with the
/// definition is in it and is no code.
struct DefinitionLists {
  private var isBelowText = false
  private var fence: (byte: UInt8, length: Int)?

  /// Whether a line is the first of a definition; lines come in order.
  ///
  /// - Parameter columns: Columns that do not count, because the topic's text begins behind them.
  mutating func beginsDefinition(_ line: Range<Int>, without columns: Int, in bytes: Bytes) -> Bool {
    let text = min(bytes.skipBlanks(line.lowerBound), line.upperBound)
    guard text < line.upperBound, !Bytes.isNewline(bytes[text]) else { return false }
    let run = bytes[text] == 0x60 || bytes[text] == 0x7E ? bytes.run(of: bytes[text], at: text) : 0
    if let open = fence {
      if bytes[text] == open.byte, run >= open.length, bytes.isBlankLine(text + run) { fence = nil }
      return false
    }
    if run >= 3 {
      fence = (bytes[text], run)
      return false
    }
    defer { isBelowText = true }
    return isBelowText && bytes[text] == 0x3A && text + 1 < line.upperBound && Bytes.isBlank(bytes[text + 1])
      && bytes.column(text) - columns < 4 && !bytes.isBlankLine(text + 1)
  }
}
