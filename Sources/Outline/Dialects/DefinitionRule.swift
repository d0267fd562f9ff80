/// Link reference definitions: what defines no address is text, and what nothing refers to is shown.
extension LineScanner {
  /// Reads the definitions that the paragraph begins with, takes their lines away from it, and shows those that are
  /// text or unused.
  ///
  /// A definition below one that is text is shown as a part of the same paragraph; what refers to it finds it all the
  /// same.
  mutating func readDefinitions() {
    // md4c takes the box of a task away before it looks for definitions.
    let isBehindBox = lines.count > 1 && isTaskBox(lines[0]) && beginsItem(lines[0].start)
    var number = isBehindBox ? 1 : 0
    var kept = number
    var isText = false
    while number < lines.count {
      let line = lines[number]
      guard bytes[line.start] == 0x5B, bytes.isDefinition(line.start, footnote: false),
        let colon = bytes.labelEnd(line.start, line.end)
      else { break }
      var last = number
      var target = bytes.skipBlanks(colon + 1)
      if target >= line.end, number + 1 < lines.count {
        last += 1
        target = lines[last].start
      }
      guard target < lines[last].end else { break }
      if !endsDefinition(bytes.wordEnd(target), lines[last].end) {
        // Further words: md4c takes it for text as well, and its label may be a link.
        isText = true
        lines[kept] = line
        kept += 1
        number += 1
        continue
      }
      if !isAddress(target, lines[last].end) {
        patch(line.start..<line.start + 1, .definition, .verbatim, cover: Patch.punctuation)
        isText = true
        lines[kept] = Line(start: line.start + 1, end: line.end)
        kept += 1
        number += 1
        continue
      }
      let shown = line.start..<bytes.trimmedEnd(line.end, notBefore: line.start)
      if isText {
        patch(shown.lowerBound..<shown.lowerBound + 1, .definition, .dimmed, cover: Patch.punctuation)
        patch(shown.lowerBound + 1..<shown.upperBound, .definition, .dimmed, cover: 0)
      } else if isWhole, beginsItem(line.start) || !lookups.isReferred(toLabelAt: line.start + 1, in: bytes) {
        patch(shown, .definition, .definition, cover: 0)
      }
      number = last + 1
    }
    // The rest is read as text; what is in definitions of addresses is not.
    guard kept < number else { return }
    for line in number..<lines.count {
      lines[kept] = lines[line]
      kept += 1
    }
    lines.truncate(to: kept)
  }

  /// Whether nothing but the box of a task is on a line.
  private func isTaskBox(_ line: Line) -> Bool {
    bytes.trimmedEnd(line.end, notBefore: line.start) - line.start == 3 && bytes[line.start + 2] == 0x5D
  }

  /// Whether an item begins with what is at `offset`; without it, the item would be called nothing.
  private func beginsItem(_ offset: Int) -> Bool {
    containers.last.map { !$0.isQuote && lineHolds($0.marker, offset) } ?? false
  }

  /// Whether a destination looks like one, and only a title follows.
  private func isAddress(_ start: Int, _ end: Int) -> Bool {
    if bytes[start] == 0x3C { return bytes.contains(0x3E, in: start..<end) }
    var at = start
    var hasMark = bytes[start] == 0x23 || bytes[start] == 0x2F
    var dot = -1
    while at < end, !Bytes.isBlank(bytes[at]) {
      switch bytes[at] {
      case 0x3A where at > start + 1: hasMark = true
      case 0x2F, 0x23: hasMark = true
      case 0x2E: dot = at
      default: break
      }
      at += 1
    }
    // An ending: a dot, and letters or digits behind it, one letter at least.
    if dot > start, at - dot > 1, at - dot < 12 {
      let ending = dot + 1..<at
      if ending.allSatisfy({ Bytes.isDigit(bytes[$0]) || (bytes[$0] | 0x20) &- 0x61 < 26 }),
        ending.contains(where: { !Bytes.isDigit(bytes[$0]) })
      {
        hasMark = true
      }
    }
    guard hasMark else { return false }
    return endsDefinition(at, end)
  }

  /// Whether nothing or only a title stands behind a destination.
  private func endsDefinition(_ offset: Int, _ end: Int) -> Bool {
    let title = bytes.skipBlanks(offset)
    guard title < end, !Bytes.isNewline(bytes[title]) else { return true }
    let quote = bytes[title]
    return quote == 0x22 || quote == 0x27 || quote == 0x28
  }
}

extension Bytes {
  /// The end of what stands at `offset` without a blank in it, or of what stands between angle brackets there.
  fileprivate func wordEnd(_ offset: Int) -> Int {
    var at = offset
    if at < count, base[at] == 0x3C {
      while at < count, base[at] != 0x3E, !Self.isNewline(base[at]) { at += 1 }
      return min(at + 1, count)
    }
    while at < count, !Self.isSpace(base[at]) { at += 1 }
    return at
  }

  /// Returns the offset behind the `]` of the label that begins at `offset`, where a definition has its colon; nil
  /// where it is not closed before `end`.
  func labelEnd(_ offset: Int, _ end: Int) -> Int? {
    var at = offset + 1
    while at < end {
      if base[at] == 0x5C { at += 1 } else if base[at] == 0x5D { return at + 1 }
      at += 1
    }
    return nil
  }
}
