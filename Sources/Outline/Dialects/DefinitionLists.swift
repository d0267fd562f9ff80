/// Lists of definitions: lines that begin with `: ` below a term, and paragraphs indented by four that go on with them,
/// which are no code.
struct DefinitionLists {
  private var isInside = false
  private var isBelowText = false
  private var isAfterBlank = false

  /// The columns of indentation that a line has because it stands in a definition; lines come in order.
  ///
  /// - Parameter columns: Columns that do not count, because the topic's text begins behind them.
  mutating func indentation(of line: Range<Int>, without columns: Int, in bytes: Bytes) -> Int {
    let text = min(bytes.skipBlanks(line.lowerBound), line.upperBound)
    guard text < line.upperBound, !Bytes.isNewline(bytes[text]) else {
      isAfterBlank = true
      return 0
    }
    defer {
      isAfterBlank = false
      isBelowText = true
    }
    let indentation = bytes.column(text) - columns
    if indentation < 4, bytes[text] == 0x3A, text + 1 < line.upperBound, Bytes.isBlank(bytes[text + 1]) {
      isInside = isInside || isBelowText && !isAfterBlank
    } else if isInside, indentation >= 4 {
      return 4
    } else if isAfterBlank {
      isInside = false
    }
    return 0
  }
}
