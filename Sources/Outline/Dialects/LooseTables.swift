/// Tables as notes have them: right below a line of text, and with rows of more cells than their head.
///
/// md4c wants the head to begin a paragraph, and drops the cells that the head has no column for.
struct LooseTables {
  struct Rule {
    /// Columns that the line below the head has.
    var own: Int
    /// Columns that the longest row needs.
    var columns: Int
  }

  /// Beginnings of the lines that are heads right below text.
  private(set) var heads: Set<Int> = []
  /// By the beginnings of the lines below the heads.
  private(set) var rules: [Int: Rule] = [:]
  /// Rows that md4c would cut otherwise, by their beginnings: with cells that hold nothing, not even a blank, or with
  /// more cells than a table may have.
  private(set) var rows: Set<Int> = []

  /// A table has as many columns at most; further cells of a row go into the last one.
  static let mostColumns = 128

  private let bytes: Bytes
  private let limit: Int

  /// Looks at every line of `range`, whose first may begin behind a marker.
  /// - Complexity: O(length of `range`)
  init(in range: Range<Int>, of bytes: Bytes) {
    self.bytes = bytes
    limit = range.upperBound
    guard range.contains(where: { bytes[$0] == 0x7C }) else { return }
    var line = range.lowerBound
    var above: (line: Int, text: Int, quotes: Int)?
    var hasTextAbove = false
    var fence: (byte: UInt8, length: Int)?
    while line < limit {
      let (text, quotes) = textStart(line)
      let next = bytes.nextLine(text)
      if let open = fence {
        if text < limit, bytes.run(of: open.byte, at: text) >= open.length { fence = nil }
        above = nil
      } else if text >= limit || Bytes.isNewline(bytes[text]) {
        above = nil
      } else if let length = fenceLength(text) {
        fence = (bytes[text], length)
        above = nil
      } else if let head = above, head.quotes == quotes, bytes.isTableRule(text..<limit) {
        line = addTable(head: head, hasTextAbove: hasTextAbove, rule: line, quotes: quotes)
        above = nil
        continue
      } else {
        hasTextAbove = above != nil
        above = (line, text, quotes)
      }
      line = next
    }
  }

  /// Notes a table; returns where the first line behind it begins.
  private mutating func addTable(
    head: (line: Int, text: Int, quotes: Int), hasTextAbove: Bool, rule: Int, quotes: Int
  ) -> Int {
    let (ruleText, _) = textStart(rule)
    let own = cells(from: ruleText)
    var most = max(own, cells(from: head.text))
    if hasBareCell(head.text) { rows.insert(head.line) }
    if hasTextAbove, cells(from: head.text) > 1 || bytes[head.text] == 0x7C, bytes.markerLength(head.text) == 0 {
      heads.insert(head.line)
    }
    var line = bytes.nextLine(ruleText)
    while line < limit {
      let (text, depth) = textStart(line)
      guard text < limit, !Bytes.isNewline(bytes[text]), depth == quotes, fenceLength(text) == nil,
        !beginsBlock(text)
      else { break }
      let count = cells(from: text)
      if count > Self.mostColumns || hasBareCell(text) { rows.insert(line) }
      most = max(most, count)
      line = bytes.nextLine(text)
    }
    rules[rule] = Rule(own: own, columns: max(own, min(most, Self.mostColumns)))
    return line
  }

  /// Returns the number of cells of the row whose text begins at `offset`; bars in code and behind backslashes end
  /// none.
  private func cells(from offset: Int) -> Int {
    var end = min(bytes.lineEnd(offset), limit)
    while end > offset, Bytes.isBlank(bytes[end - 1]) { end -= 1 }
    var at = offset
    if at < end, bytes[at] == 0x7C { at += 1 }
    var count = 1
    while at < end {
      switch bytes[at] {
      case 0x5C: at += 2
      case 0x60: at = codeEnd(at, before: end)
      case 0x7C:
        if at + 1 < end { count += 1 }
        at += 1
      default: at += 1
      }
    }
    return count
  }

  private func hasBareCell(_ offset: Int) -> Bool {
    let end = min(bytes.lineEnd(offset), limit)
    return (offset..<max(offset, end - 1)).contains { bytes[$0] == 0x7C && bytes[$0 + 1] == 0x7C }
  }

  /// Behind the code that begins at `offset`, or behind the backticks where nothing ends it.
  private func codeEnd(_ offset: Int, before end: Int) -> Int {
    let length = min(bytes.run(of: 0x60, at: offset), end - offset)
    var at = offset + length
    while at < end {
      guard bytes[at] == 0x60 else {
        at += 1
        continue
      }
      let other = bytes.run(of: 0x60, at: at)
      at += other
      if other == length { return at }
    }
    return offset + length
  }

  private func textStart(_ line: Int) -> (text: Int, quotes: Int) {
    var at = line
    var quotes = 0
    while at < limit, Bytes.isBlank(bytes[at]) || bytes[at] == 0x3E {
      if bytes[at] == 0x3E { quotes += 1 }
      at += 1
    }
    return (at, quotes)
  }

  private func fenceLength(_ offset: Int) -> Int? {
    guard offset < limit, bytes[offset] == 0x60 || bytes[offset] == 0x7E else { return nil }
    let length = bytes.run(of: bytes[offset], at: offset)
    return length >= 3 ? length : nil
  }

  /// Whether the line is no row: a heading or an item.
  private func beginsBlock(_ offset: Int) -> Bool {
    if bytes[offset] == 0x23 {
      let length = bytes.run(of: 0x23, at: offset)
      return length <= 6 && bytes.isGap(offset + length)
    }
    let length = bytes.markerLength(offset)
    return length > 0 && bytes.isGap(offset + length) || bytes.isRule(offset)
  }
}
