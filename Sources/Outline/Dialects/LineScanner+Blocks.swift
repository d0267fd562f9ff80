/// The blocks that begin on a line.
extension LineScanner {
  /// Reads what begins on a line outside of code and HTML, from `first` on, in containers whose content begins in
  /// `column`.
  mutating func readBlocks(_ column: Int, _ first: Position, _ end: Int) {
    var position = Position(at: first.at, column: column)
    var first = first
    var rules = RuleFinder()
    while true {
      // Only where nothing was opened on this line may it go on with the paragraph above.
      let goesOn = leaf == .paragraph
      if first.column - position.column >= 4 {
        if goesOn { return addText(first.at, end) }
        propertyDepth = -1
        return closeUnmatched()
      }
      if bytes[first.at] == 0x3E {
        closeUnmatched()
        containers.append(Container(isQuote: true))
        position = behindQuoteMarker(first, end)
      } else if !rules.isRule(first.at, in: bytes), let behind = openItem(at: first, end) {
        position = behind
        propertyDepth = containers.count
        if behind.at >= end { return }
      } else {
        return readLeaf(first, end)
      }
      first = skipBlanks(position, end)
      if first.at >= end {
        propertyDepth = -1
        return
      }
    }
  }

  /// Opens the item whose marker is at `first`, if there is one that may begin here; says where its content begins.
  private mutating func openItem(at first: Position, _ end: Int) -> Position? {
    let length = bytes[first.at] < 0x80 ? bytes.markerLength(first.at) : 0
    guard length > 0 else { return nil }
    let behind = first.at + length
    let blanks = behind < end && bytes[behind] >= 0x80 ? bytes.blankLength(behind, end) : 0
    guard behind >= end || Bytes.isBlank(bytes[behind]) || blanks > 0 else { return nil }
    var item = Container(isQuote: false, marker: first.at, markerColumn: first.column)
    item.delimiter = bytes[behind - 1]
    item.isOrdered = Bytes.isDigit(bytes[first.at])
    if item.isOrdered { item.number = bytes.number(first.at, length: length - 1) }
    let column = first.column + length
    let text = skipBlanks(Position(at: behind, column: column), end)
    item.isEmpty = text.at >= end && blanks == 0
    if leaf == .paragraph, hasUnmatched, matched == containers.count {
      // What may not interrupt a paragraph (CommonMark 5.2).
      if item.isEmpty { return nil }
      if item.isOrdered, item.number != 1 {
        guard goesOnCounting(item) || isCountedOn(item) else { return nil }
        closeUnmatched()
        coverNumber(first.at, length: length - 1)
      }
    }
    closeUnmatched()
    leaf = .none
    var content = text
    if text.at < end, bytes[text.at] >= 0x80, let covered = coverBlanks(Position(at: behind, column: column), end) {
      content = covered
      item.isEmpty = content.at >= end
    } else if item.isEmpty || text.column - column > 4 {
      content = Position(at: behind, column: column)
      if !item.isEmpty { content = skipBlanks(content, upTo: column + 1) }
    }
    item.content = item.isEmpty ? column + 1 : content.column
    remember(item)
    containers.append(item)
    return item.isEmpty ? Position(at: end, column: item.content) : readTaskWord(content, end)
  }

  /// Reads the leaf that begins at `first`.
  private mutating func readLeaf(_ first: Position, _ end: Int) {
    let byte = bytes[first.at]
    let isInParagraph = leaf == .paragraph
    let depth = propertyDepth
    propertyDepth = -1
    switch byte {
    case 0x23:
      if let behind = headingMarkerEnd(first.at, end) {
        closeUnmatched()
        readHeading(first.at, behind, end)
        return
      }
      if readMarkedBlock(first.at, end) { return }
    case 0x60, 0x7E:
      if openFence(first.at, end) { return }
    case 0x3D where bytes.opensIndentedAdmonition(first.at, end), 0x3A, 0x21, 0x3F:
      if readAdmonition(first, end) { return }
    case 0x3D, 0x2D, 0x2A, 0x5F:
      if isInParagraph, hasUnmatched, matched == containers.count, byte == 0x3D || byte == 0x2D,
        skipBlanks(Position(at: first.at + bytes.run(of: byte, at: first.at), column: 0), end).at >= end
      {
        if readUnderline(first, end) { return }
        if let last = lines.last { readAttributes(last.start, last.end) }
        endParagraph()
        return
      }
      if isInParagraph, hasUnmatched, matched < containers.count, coverOutdentedUnderline(first.at, end) { return }
      if bytes.isRule(first.at) {
        closeUnmatched()
        forgetNumbers()
        return
      }
    case 0x3C:
      if openHTML(first.at, end) { return }
    case 0x24, 0x5C:
      if readMathBlock(first.at, end) { return }
    case 0x25:
      if readCommentBlock(first.at, end) { return }
    default: break
    }
    if depth >= 0 || byte == 0x3A || byte | 0x20 == 0x73 || byte | 0x20 == 0x64,
      readProperty(first.at, end, depth: depth)
    {
      return
    }
    addText(first.at, end)
  }

  /// Adds a line to the open paragraph, or begins one with it.
  mutating func addText(_ start: Int, _ end: Int) {
    if leaf != .paragraph {
      closeUnmatched()
      leaf = .paragraph
      let depth = containers.count
      if depth > 0, !containers[depth - 1].isQuote, containers[depth - 1].isEmpty {
        containers[depth - 1].isEmpty = false
      }
      if depth > 0, lineHolds(containers[depth - 1].marker, start) { propertyDepth = depth }
    } else if bytes[start] == 0x5B, bytes.isDefinition(start, footnote: true) {
      // A footnote ends the paragraph above it.
      readLines()
    }
    lines.append(Line(start: start, end: end))
    if end - start > 1, bytes[end - 1] == 0x24, bytes[end - 2] == 0x24 { takeOpenFormula(start, end) }
  }

  /// Whether no line ends between two places.
  func lineHolds(_ first: Int, _ second: Int) -> Bool { bytes.lineEnd(first, before: second) >= second }

  /// Ends the paragraph, and reads what is in it.
  mutating func endParagraph() {
    guard leaf == .paragraph else { return }
    leaf = .none
    readLines()
  }

  /// Reads the lines of the paragraph that were met so far.
  mutating func readLines() {
    guard !lines.isEmpty else { return }
    if bytes[lines[0].start] == 0x5B { readDefinitions() }
    if !lines.isEmpty {
      let marks = bytes.marks(in: lines[0].start..<lines[lines.count - 1].end)
      if marks.hasCaret { readBlockID() }
      readItemIdentifier()
      if marks.mayBegin { readTables() }
    }
    lines.truncate(to: 0)
  }

  /// Reads what stands inside of the paragraph's lines: together, but each row of a table by itself.
  private mutating func readTables() {
    var rule = 1
    while rule < lines.count, !isTableRule(rule) { rule += 1 }
    guard rule < lines.count else { return readInline() }
    let all = lines.array
    lines.truncate(to: rule - 1)
    readInline()
    isRow = true
    for line in all[(rule - 1)...] {
      lines.truncate(to: 0)
      lines.append(line)
      readInline()
    }
    isRow = false
  }

  private func isTableRule(_ line: Int) -> Bool {
    switch bytes[lines[line].start] {
    case 0x7C, 0x2D, 0x3A: bytes.isTableRule(lines[line].start..<lines[line].end)
    default: false
    }
  }

  private mutating func openFence(_ start: Int, _ end: Int) -> Bool {
    let character = bytes[start]
    let length = bytes.run(of: character, at: start)
    guard length >= 3 else { return false }
    if character == 0x60, bytes.contains(0x60, in: start + length..<end) { return false }
    closeUnmatched()
    leaf = .fence
    leafDepth = containers.count
    fence = Fence(character: character, length: length)
    coverInnerFences(start + length, end)
    return true
  }
}

/// Looks for thematic breaks on one line, so that of many markers on it not each looks to its end, as in cmark.
private struct RuleFinder {
  /// The marker that was looked at last, and the offset before which no break of it begins.
  private var marker: UInt8 = 0
  private var fault = 0

  /// Whether a thematic break stands at `offset`, which does not come before those that were asked about.
  mutating func isRule(_ offset: Int, in bytes: Bytes) -> Bool {
    if bytes[offset] == marker, offset < fault { return false }
    guard let found = bytes.ruleFault(offset) else { return true }
    (marker, fault) = (bytes[offset], found)
    return false
  }
}

extension Bytes {
  /// The value of up to nine digits.
  func number(_ offset: Int, length: Int) -> Int {
    (offset..<offset + length).reduce(0) { $0 * 10 + Int(base[$1] &- 0x30) }
  }

  func contains(_ byte: UInt8, in range: Range<Int>) -> Bool {
    range.contains { base[$0] == byte }
  }
}
