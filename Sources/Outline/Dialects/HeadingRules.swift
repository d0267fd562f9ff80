/// Headings: attributes in braces behind them, no-break spaces behind their markers.
extension LineScanner {
  /// Returns the offset behind the `#`s of a heading; nil where none begins.
  func headingMarkerEnd(_ start: Int, _ end: Int) -> Int? {
    let level = bytes.run(of: 0x23, at: start)
    guard level <= 6 else { return nil }
    let behind = start + level
    guard behind < end else { return behind }
    if Bytes.isBlank(bytes[behind]) { return behind }
    return bytes[behind] >= 0x80 && bytes.blankLength(behind, end) > 0 ? behind : nil
  }

  mutating func readHeading(_ start: Int, _ behind: Int, _ end: Int) {
    forgetNumbers()
    var at = behind
    while at < end {
      let length = Bytes.isBlank(bytes[at]) ? 1 : bytes.blankLength(at, end)
      guard length > 0 else { break }
      if length > 1 { patch(at..<at + length, .blank, .blank, cover: Patch.space) }
      at += length
    }
    guard at < end else { return }
    lines.append(Line(start: at, end: end))
    readAttributes(at, end)
    let marks = bytes.marks(in: at..<end)
    if marks.hasCaret { readBlockID() }
    if marks.mayBegin { readInline() }
    lines.truncate(to: 0)
    readTaskWordOfHeading(at, end)
    if let item = containers.last, !item.isQuote, bytes.lineEnd(item.marker, before: start) >= start {
      propertyDepth = containers.count
      containers[containers.count - 1].isEmpty = false
    }
  }

  /// Hides `{#id}` at the end of an item's first paragraph.
  mutating func readItemIdentifier() {
    let line = lines[lines.count - 1]
    guard line.end > line.start, bytes[line.end - 1] == 0x7D, let item = containers.last, !item.isQuote,
      bytes.lineEnd(item.marker, before: lines[0].start) >= lines[0].start
    else { return }
    readAttributes(line.start, line.end, onlyIdentifiers: true)
  }

  /// Hides `{#id}`, `{.class}`, `{-}` and the like at the end of a heading.
  mutating func readAttributes(_ start: Int, _ end: Int, onlyIdentifiers: Bool = false) {
    var last = bytes.trimmedEnd(end, notBefore: start)
    var closing = last
    while closing > start, bytes[closing - 1] == 0x23 { closing -= 1 }
    if closing < last, closing > start, Bytes.isBlank(bytes[closing - 1]) {
      last = bytes.trimmedEnd(closing, notBefore: start)
    }
    guard last - start > 2, bytes[last - 1] == 0x7D else { return }
    var open = last - 2
    while open > start, bytes[open] != 0x7B, bytes[open] != 0x7D { open -= 1 }
    guard bytes[open] == 0x7B, open == start || bytes[open - 1] != 0x5C else { return }
    // `{:` and `{: `, as kramdown has it.
    let inside = open + (bytes[open + 1] == 0x3A ? 2 : 1)
    guard inside < last, bytes.areAttributes(inside..<last - 1), !onlyIdentifiers || bytes[inside] == 0x23 else {
      return
    }
    patch(open..<last, .attributes, .hidden, cover: Patch.space)
    lines[lines.count - 1].end = open
    if open > start, bytes[open - 1] == 0x7D { readAttributes(start, open, onlyIdentifiers: onlyIdentifiers) }
  }
}

extension Bytes {
  /// Whether a range is a list of `#id`, `.class`, `key=value`, or `-` alone (pandoc's header attributes).
  func areAttributes(_ range: Range<Int>) -> Bool {
    var at = skipBlanks(range.lowerBound)
    var count = 0
    while at < range.upperBound {
      let start = at
      var quote: UInt8 = 0
      var hasValue = false
      while at < range.upperBound, quote != 0 || !Self.isBlank(base[at]) {
        if base[at] == 0x22 || base[at] == 0x27 {
          quote = quote == 0 ? base[at] : quote == base[at] ? 0 : quote
        } else if base[at] == 0x3D, at > start {
          hasValue = true
        }
        at += 1
      }
      let isMarked = at - start > 1 && (base[start] == 0x23 || base[start] == 0x2E)
      guard isMarked || hasValue || (base[start] == 0x2D && at - start == 1) else { return false }
      count += 1
      at = skipBlanks(at)
    }
    return count > 0
  }
}
