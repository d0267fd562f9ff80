/// Link reference definitions: what defines no address is text, and what nothing refers to is shown.
extension LineScanner {
  /// Reads the definitions that the paragraph begins with, takes their lines away from it, and shows those that are text
  /// or unused.
  mutating func readDefinitions() {
    var number = 0
    while number < lines.count {
      let line = lines[number]
      guard bytes[line.start] == 0x5B, bytes.isDefinition(line.start, footnote: false) else { break }
      guard let colon = bytes.labelEnd(line.start, line.end) else { break }
      var last = number
      var target = bytes.skipBlanks(colon + 1)
      if target >= line.end, number + 1 < lines.count {
        last += 1
        target = lines[last].start
      }
      let end = lines[last].end
      guard target < end else { break }
      if isAddress(target, end) {
        if lookups.isReferred(toLabelAt: line.start + 1, in: whole) {
          number = last + 1
          continue
        }
        patch(line.start..<line.start + 1, .definition, .verbatim, cover: Patch.punctuation)
        patch(line.start + 1..<bytes.trimmedEnd(line.end, notBefore: line.start), .definition, .dimmed, cover: 0)
        number = last + 1
        continue
      }
      patch(line.start..<line.start + 1, .definition, .verbatim, cover: Patch.punctuation)
      break
    }
    // The rest is read as text; what stands in definitions is not.
    guard number > 0 else { return }
    let rest = number..<lines.count
    for (place, line) in rest.enumerated() { lines[place] = lines[line] }
    lines.truncate(to: rest.count)
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
    let title = bytes.skipBlanks(at)
    guard title < end, !Bytes.isNewline(bytes[title]) else { return true }
    let quote = bytes[title]
    return quote == 0x22 || quote == 0x27 || quote == 0x28
  }
}

extension Bytes {
  /// Where the colon behind a label stands that begins at `offset`.
  func labelEnd(_ offset: Int, _ end: Int) -> Int? {
    var at = offset + 1
    while at < end {
      if base[at] == 0x5C { at += 1 } else if base[at] == 0x5D { return at + 1 }
      at += 1
    }
    return nil
  }
}
