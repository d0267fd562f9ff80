/// Finding the blocks that md4c names without a place.
extension TopicBuilder {
  /// Places every waiting block, all of which begin before `limit`.
  mutating func place(before limit: Int) {
    var number = 0
    while number < pending.count {
      let waiting = pending[number]
      number += 1
      let isLast = number == pending.count && limit < bytes.count
      let topic = Int(waiting.topic)
      switch waiting.kind {
      case .item: placeItem(topic, delimiter: waiting.byte, limit: limit)
      case .leaf: placeLeaf(waiting, hasText: isLast, limit: limit)
      case .leafEnd: if waiting.title >= 0 { unendedTitle = Int(waiting.title) }
      case .heading where waiting.byte == Pending.beginsWithNull: placeNullHeading(topic, limit: limit)
      case .heading: placeHeading(topic, hasText: isLast, limit: limit)
      case .headingEnd: endHeading(topic)
      case .rule: placeLine(waiting, limit: limit) { $0.isRule($1) }
      case .fence:
        placeLine(waiting, limit: limit) { $0.run(of: waiting.byte, at: $1) >= 3 }
        noteIfOverindented(bytes.skipBlanks(bytes.lineStart(cursor)), in: topic)
      case .html:
        if waiting.continuation >= 0 { placeLeaf(waiting, hasText: isLast, isWhole: true, limit: limit) }
        if isLast { noteIfOverindented(limit, in: topic) }
      case .fenceEnd: endFence(waiting.byte, in: topic, limit: limit)
      case .quote: placeLine(waiting, limit: limit) { $0[$1] == 0x3E }
      case .quoteEnd: endQuote(fence: waiting.byte, in: topic, limit: limit)
      case .tableRule: placeLine(waiting, limit: limit) { $0.isLine(of: 0x7C, 0x2D, 0x3A, from: $1) }
      }
    }
    pending.truncate(to: 0)
  }

  /// The first place from the cursor on where a block may begin and `isStart` holds, before `limit`.
  @inline(__always)
  private func find(before limit: Int, _ isStart: (Bytes, Int) -> Bool) -> Int? {
    var at = isFresh ? cursor : bytes.nextLine(cursor)
    while at < limit {
      let first = bytes.skipBlanks(at)
      if first >= limit { return nil }
      if isStart(bytes, first) { return first }
      at = bytes.nextLine(first)
    }
    return nil
  }

  /// md4c takes a marker for one even behind some characters of a fence, where the line might have closed the code
  /// above.
  private func findBehindFence(before limit: Int, delimiter: UInt8) -> Int? {
    var line = bytes.nextLine(cursor)
    while line < limit {
      let first = bytes.skipBlanks(line)
      let behind = first + max(bytes.run(of: 0x7E, at: first), bytes.run(of: 0x60, at: first))
      let at = bytes.skipBlanks(behind)
      if behind > first, at < limit, bytes.isMarker(at, delimiter: delimiter) { return at }
      line = bytes.nextLine(first)
    }
    return nil
  }

  /// Returns the offset that md4c took for the marker of a block, behind characters of the fence that was still open,
  /// on the line that ended the code; nil for none.
  private func findBehindOpenFence(before limit: Int, _ isStart: (Bytes, Int) -> Bool) -> Int? {
    guard openFence != 0 else { return nil }
    var line = bytes.nextLine(cursor)
    while line < limit, bytes.isBlankLine(line) { line = bytes.nextLine(line) }
    let first = bytes.skipBlanks(line)
    let count = bytes.run(of: openFence, at: first)
    let at = bytes.skipBlanks(first + count)
    return count > 0 && at < limit && isStart(bytes, at) ? at : nil
  }

  private mutating func placeItem(_ index: Int, delimiter: UInt8, limit: Int) {
    let found =
      findBehindOpenFence(before: limit) { bytes, at in bytes.isMarker(at, delimiter: delimiter) }
      ?? find(before: limit) { bytes, at in bytes.isMarker(at, delimiter: delimiter) }
      ?? findBehindFence(before: limit, delimiter: delimiter)
    if let found {
      moveTo(found)
      cursor = found + bytes.markerLength(found)
    } else {
      misplace()
    }
    var record = records[index]
    record.marker = UInt32(found ?? cursor)
    // A number may be covered by a bullet.
    if let found, Bytes.isDigit(source[found]) { record.form = .ordered }
    let task = Int(record.titleStart)
    if record.task != 0, task >= cursor, task + 1 < bytes.count { cursor = task + 2 }
    isFresh = true
    let end = cursor < bytes.count && Bytes.isBlank(bytes[cursor]) ? cursor + 1 : cursor
    record.titleStart = UInt32(end)
    record.titleEnd = UInt32(end)
    records[index] = record
  }

  @inline(never) private mutating func placeHeading(_ index: Int, hasText: Bool, limit: Int) {
    let level = Int(records[index].level)
    let isStart = { (bytes: Bytes, at: Int) in bytes.run(of: 0x23, at: at) == level && bytes.isGap(at + level) }
    let found = findBehindOpenFence(before: limit, isStart) ?? find(before: limit, isStart)
    guard let found else { return placeSetext(index, at: blockStart(hasText: hasText, limit: limit)) }
    placeATX(index, at: found)
  }

  private mutating func placeATX(_ index: Int, at found: Int) {
    let level = Int(records[index].level)
    moveTo(found)
    if !records[index].isItem { records[index].marker = UInt32(found) }
    let start = bytes.skipBlanks(found + level)
    records[index].titleStart = UInt32(start)
    records[index].titleEnd = UInt32(start)
    cursor = min(found + level, bytes.count)
    isFresh = true
  }

  /// Places a heading that begins with a NUL: at the first line that bears its marker before one, or begins with one
  /// and is underlined.
  @inline(never) private mutating func placeNullHeading(_ index: Int, limit: Int) {
    let level = Int(records[index].level)
    let found = find(before: limit) { bytes, at in
      if bytes[at] == 0 { return bytes.isUnderlined(at, level: level) }
      let title = bytes.skipBlanks(at + level)
      return bytes.run(of: 0x23, at: at) == level && bytes.isGap(at + level) && title < bytes.count && bytes[title] == 0
    }
    guard let found else { return placeHeading(index, hasText: false, limit: limit) }
    if bytes[found] == 0 { placeSetext(index, at: found) } else { placeATX(index, at: found) }
  }

  private mutating func placeSetext(_ index: Int, at found: Int) {
    records[index].flags.insert(.underlined)
    moveTo(found)
    if !records[index].isItem {
      records[index].form = .setext
      records[index].marker = UInt32(found)
    }
    records[index].titleStart = UInt32(found)
    records[index].titleEnd = UInt32(found)
    cursor = found
    isFresh = true
  }

  /// Goes past what ends a heading: the rest of its line, or its underline.
  mutating func endHeading(_ index: Int) {
    isFresh = false
    let start = Int(records[index].titleStart)
    guard records[index].flags.contains(.underlined) else {
      cursor = bytes.lineEnd(max(cursor, start))
      var end = bytes.trimmedEnd(cursor, notBefore: start)
      var closing = end
      while closing > start, bytes[closing - 1] == 0x23 { closing -= 1 }
      if closing == start || Bytes.isBlank(bytes[closing - 1]) { end = bytes.trimmedEnd(closing, notBefore: start) }
      records[index].titleEnd = UInt32(end)
      return
    }
    var end = bytes.lineEnd(cursor)
    while end < bytes.count {
      let line = bytes.nextLine(end)
      if line >= bytes.count || bytes.isBlankLine(line) { break }
      let lineEnd = bytes.lineEnd(line)
      let first = bytes.skipBlanks(line)
      let underline = bytes[first]
      if underline == 0x3D || underline == 0x2D, bytes.isBlankLine(first + bytes.run(of: underline, at: first)) {
        cursor = lineEnd
        break
      }
      end = lineEnd
    }
    records[index].titleEnd = UInt32(bytes.trimmedEnd(end, notBefore: start))
    cursor = max(cursor, end)
  }

  /// Goes past the closing fence, if the next line that is not blank is one and is inside the open item.
  @inline(never) mutating func endFence(_ fence: UInt8, in item: Int, limit: Int) {
    isFresh = false
    openFence = fence
    var line = bytes.nextLine(cursor)
    while line < limit, bytes.isBlankLine(line) { line = bytes.nextLine(line) }
    let first = bytes.skipBlanks(line)
    guard first < limit, bytes.run(of: fence, at: first) >= 3 else { return }
    guard bytes.isBlankLine(first + bytes.run(of: fence, at: first)) else { return }
    if item != 0 {
      guard bytes.column(first) >= bytes.contentColumn(marker: Int(records[item].marker)) else { return }
    }
    cursor = bytes.lineEnd(first)
    openFence = 0
  }

  /// Goes to the end of the quote just left, which was in `item`, 0 for none, and in which the last fence bore the
  /// character `fence`, 0 for none.
  ///
  /// Where the line below is not blank, the quote may have ended with the code still open. A fence that was closed does
  /// no harm: such a line then has text or a fence of its own, and either is placed before what is behind it.
  mutating func endQuote(fence: UInt8, in item: Int, limit: Int) {
    let container = item == 0 ? 0 : bytes.contentColumn(marker: Int(records[item].marker))
    var line = bytes.nextLine(cursor)
    while line < limit, bytes.isQuoteLine(line, container: container) {
      cursor = bytes.lineEnd(line)
      line = bytes.nextLine(line)
    }
    isFresh = false
    openFence = line < limit && !bytes.isBlankLine(line) ? fence : 0
  }

  @inline(never) private mutating func placeLine(_ waiting: Pending, limit: Int, _ isStart: (Bytes, Int) -> Bool) {
    if let found = findBehindOpenFence(before: limit, isStart) ?? find(before: limit, isStart) {
      moveTo(found)
      begin(waiting, at: found)
      cursor = min(bytes.lineEnd(found), limit)
    } else {
      begin(waiting, at: blockStart(hasText: false, limit: limit))
    }
    isFresh = false
  }

  /// - Parameter isWhole: Whether the block's text is all that it has, as in HTML.
  private mutating func placeLeaf(_ waiting: Pending, hasText: Bool, isWhole: Bool = false, limit: Int) {
    let found = blockStart(hasText: hasText, isWhole: isWhole, limit: limit)
    moveTo(found)
    begin(waiting, at: found)
    cursor = found
    isFresh = false
  }

  /// Returns the start of a block without a marker of its own: behind the marker on its line; or, if its first text is
  /// at `limit`, with the first of the lines without a gap that end in the text's; or with the first line not blank.
  private func blockStart(hasText: Bool, isWhole: Bool = false, limit: Int) -> Int {
    if isFresh {
      let first = bytes.skipBlanks(cursor)
      if first >= limit || !bytes.isBlankLine(first) { return min(first, limit) }
    }
    let floor = min(bytes.nextLine(cursor), limit)
    var line = floor
    if hasText {
      line = bytes.lineStart(limit, notBefore: floor)
      while line > floor, !isWhole {
        let above = bytes.lineStart(line - 1, notBefore: floor)
        if bytes.isBlankLine(above) { break }
        line = above
      }
    }
    while line < limit, bytes.lineEnd(line, before: limit) < limit {
      let first = bytes.skipBlanks(line)
      guard bytes.isBlankLine(line) || bytes.isDefinition(first, footnote: false) else { break }
      line = bytes.nextLine(line)
    }
    return min(bytes.skipBlanks(line), limit)
  }

  private mutating func begin(_ waiting: Pending, at offset: Int) {
    if waiting.continuation >= 0 { continuations[Int(waiting.continuation)].start = UInt32(offset) }
    if waiting.title >= 0 {
      records[Int(waiting.title)].titleStart = UInt32(offset)
      records[Int(waiting.title)].titleEnd = UInt32(offset)
    }
  }

  /// A block begins at `offset`: what came before it ends.
  private mutating func moveTo(_ offset: Int) {
    openFence = 0
    if unendedTitle >= 0 { endTitle(before: offset) }
  }

  private mutating func misplace() {
    misplaced += 1
    if unendedTitle >= 0 { endTitle(before: cursor) }
  }
}
