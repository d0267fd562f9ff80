/// Items that CommonMark runs into the paragraph above them.
extension TopicBuilder {
  /// Takes the items out of the paragraph just left, a paragraph of `topic`.
  mutating func splitParagraph(of topic: Int) {
    let end = bytes.lineEnd(cursor)
    var container = 0
    if let item = innermostItem { container = bytes.contentColumn(marker: Int(records[item].marker)) }
    acceptMarkers(container: container, end: end)
    guard !markers.isEmpty else { return }
    let first = markers[0]

    if paragraph.isTitle, pending.isEmpty {
      let start = Int(records[topic].titleStart)
      records[topic].titleEnd = UInt32(bytes.trimmedEnd(max(first, start), notBefore: start))
      unendedTitle = -1
    }
    if paragraph.continuation >= 0, paragraph.continuation == continuations.count - 1,
      Int(continuations[paragraph.continuation].start) >= first
    {
      continuations.removeLast()
    }
    nested.truncate(to: 0)
    for number in 0..<markers.count {
      let marker = markers[number]
      let column = bytes.column(marker)
      while let last = nested.last, column < last.column + 2 { nested.removeLast() }
      let next = number + 1 < markers.count ? markers[number + 1] : end
      let index = appendLoose(at: marker, parent: nested.last?.index ?? topic)
      nested.append(LooseItem(column: column, index: index))
      endLoose(index, topic: topic, next: next, isLast: number + 1 == markers.count)
    }
  }

  /// Takes the text at `offset` for an item of its own where it is indented code behind a marker and begins with one:
  /// a bullet that an exporter wrote twice. Whether it did.
  mutating func beginsDoubledItem(at offset: Int) -> Bool {
    let item = borrowedTitle
    guard records[item].isItem, records[item].flags.contains(.verbatimTitle), Bytes.isBlank(bytes[offset - 1]),
      bytes.lineStart(offset) <= Int(records[item].marker)
    else { return false }
    let length = bytes.markerLength(offset)
    guard length > 0, !Bytes.isDigit(bytes[offset]), bytes.isGap(offset + length), !bytes.isRule(offset) else {
      return false
    }
    records[item].flags.remove(.verbatimTitle)
    borrowedTitle = -1
    let index = appendLoose(at: offset, parent: item)
    records[index].flags.insert(.hasTitle)
    let start = Int(records[index].titleStart)
    records[index].titleEnd = UInt32(bytes.trimmedEnd(bytes.lineEnd(offset, before: bytes.count), notBefore: start))
    records[index].titleEnd = max(records[index].titleStart, records[index].titleEnd)
    return true
  }

  private mutating func appendLoose(at marker: Int, parent: Int) -> Int {
    let index = append(Bytes.isDigit(bytes[marker]) ? .ordered : .bullet, parent: parent)
    records[index].marker = UInt32(marker)
    records[index].flags = [.loose, .hasBlock]
    var title = bytes.skipBlanks(marker + bytes.markerLength(marker))
    if title + 2 < bytes.count, bytes[title] == 0x5B, bytes[title + 2] == 0x5D, bytes.isGap(title + 3) {
      switch bytes[title + 1] {
      case 0x20, 0x58, 0x78:
        records[index].task = bytes[title + 1]
        title = bytes.skipBlanks(title + 3)
      default: break
      }
    }
    records[index].titleStart = UInt32(title)
    records[index].titleEnd = UInt32(title)
    return index
  }

  /// Sets the title of a loose item; the paragraph goes on to `next`, the next item's marker or its own end.
  private mutating func endLoose(_ index: Int, topic: Int, next: Int, isLast: Bool) {
    let marker = Int(records[index].marker)
    let title = Int(records[index].titleStart)
    if title < bytes.count, !Bytes.isNewline(bytes[title]) {
      records[index].flags.insert(.hasTitle)
      records[index].titleEnd = UInt32(bytes.trimmedEnd(max(next, title), notBefore: title))
      if isLast { unendedTitle = index }
      return
    }
    let after = min(marker + bytes.markerLength(marker) + 1, bytes.lineEnd(marker))
    records[index].titleStart = UInt32(after)
    records[index].titleEnd = UInt32(after)
    let following = bytes.skipBlanks(bytes.nextLine(marker))
    guard following < next else { return }
    if bytes.column(following) >= bytes.contentColumn(marker: marker) {
      records[index].flags.insert(.hasTitle)
      records[index].titleStart = UInt32(following)
      records[index].titleEnd = UInt32(bytes.trimmedEnd(next, notBefore: following))
      if isLast { unendedTitle = index }
    } else {
      let continuation = continuationIfNeeded(topic)
      if continuation >= 0 { continuations[continuation].start = UInt32(following) }
    }
  }

  /// Keeps those of the paragraph's markers that are items.
  private mutating func acceptMarkers(container: Int, end: Int) {
    let symbols = acceptsSymbols(end: end)
    var kept = 0
    var checked = bytes.lineStart(paragraph.start)
    defer { markers.truncate(to: kept) }
    for number in 0..<markers.count {
      let marker = markers[number]
      // What a footnote says is content.
      while checked < marker {
        if bytes.isDefinition(bytes.skipBlanks(checked), footnote: true) { return }
        checked = bytes.nextLine(checked)
      }
      let isItem: Bool
      switch bytes[marker] {
      case 0xE2: isItem = symbols
      case 0x2D, 0x2A, 0x2B: isItem = !bytes.isRule(marker)
      default: isItem = isLooseNumber(marker, after: kept > 0 ? markers[kept - 1] : nil, container: container)
      }
      guard isItem else { continue }
      markers[kept] = marker
      kept += 1
    }
  }

  /// A number begins a list with 1 only, and goes on with any after one at its own indentation.
  private func isLooseNumber(_ marker: Int, after previous: Int?, container: Int) -> Bool {
    let column = bytes.column(marker)
    guard column >= container + 4 else { return false }
    let length = bytes.markerLength(marker)
    if length == 2, bytes[marker] == 0x31 { return true }
    guard let previous, Bytes.isDigit(bytes[previous]) else { return false }
    let delimiter = bytes[previous + bytes.markerLength(previous) - 1]
    return delimiter == bytes[marker + length - 1] && abs(bytes.column(previous) - column) < 2
  }

  /// Whether `•` or `–` make a list here: every line from the first of them on bears the same glyph or is indented
  /// further, and there are two or more, counting those that are in paragraphs of their own right above and below.
  private mutating func acceptsSymbols(end: Int) -> Bool {
    var number = 0
    while number < markers.count, bytes[markers[number]] != 0xE2 { number += 1 }
    guard number < markers.count else { return false }
    let first = markers[number]
    let glyph = bytes[first + 2]
    let column = bytes.column(first)
    var count = 0
    var line = bytes.lineStart(first)
    while line < end {
      let at = bytes.skipBlanks(line)
      if bytes.markerLength(at) == 3, bytes[at] == 0xE2, bytes[at + 2] == glyph, bytes.isGap(at + 3) {
        count += 1
      } else if bytes.column(at) <= column {
        return false
      }
      line = bytes.nextLine(line)
    }
    let isListAbove = symbolList >= 0 && bytes.trimmedEnd(first, notBefore: 0) == symbolList
    if count < 2, !isListAbove {
      var below = bytes.nextLine(end)
      while below < bytes.count, bytes.isBlankLine(below) { below = bytes.nextLine(below) }
      let at = bytes.skipBlanks(below)
      guard bytes.markerLength(at) == 3, bytes[at] == 0xE2, bytes[at + 2] == glyph, bytes.isGap(at + 3) else {
        return false
      }
    }
    symbolList = bytes.trimmedEnd(end, notBefore: 0)
    return true
  }
}
