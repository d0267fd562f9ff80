/// Comments between `%%` and `%%`.
extension LineScanner {
  /// Takes the lines of a comment that begins a line out of the Markdown; one that ends on its line is left to the
  /// paragraph, unless it is all there is.
  mutating func readCommentBlock(_ start: Int, _ end: Int) -> Bool {
    guard opensComment(start, end), !opensOnLine(start, end) else { return false }
    let isAlone = bytes.isBlankLine(start + 2)
    guard isAlone || Bytes.isBlank(bytes[start + 2]) else { return false }
    var line = nextLine
    var fence: (byte: UInt8, length: Int)?
    while line < bytes.count {
      let (end, next) = lineBreak(from: line)
      guard let first = textInContainers(line, end) else { return false }
      // What stands in code ends nothing.
      let run =
        first < end && (bytes[first] == 0x60 || bytes[first] == 0x7E) ? bytes.run(of: bytes[first], at: first) : 0
      if let open = fence {
        if run >= open.length, bytes[first] == open.byte, bytes.isBlankLine(first + run) { fence = nil }
      } else if run >= 3 {
        fence = (bytes[first], run)
      } else if let close = commentBlockEnd(first, end, isAlone: isAlone) {
        cover(start, to: close, nextLine: next)
        return true
      }
      line = next
    }
    doubt(at: start)
    return false
  }

  /// Whether `%%` at `offset` may begin a comment: two of them, no letter before, nor a number.
  private func opensComment(_ offset: Int, _ end: Int) -> Bool {
    guard offset + 1 < end, bytes.run(of: 0x25, at: offset) == 2 else { return false }
    guard offset > 0, !isAlphanumeric(bytes[offset - 1]) else { return offset == 0 }
    // `100 %% of`
    var before = offset
    while before > 0, Bytes.isBlank(bytes[before - 1]) { before -= 1 }
    return before == offset || before == 0 || !Bytes.isDigit(bytes[before - 1])
  }

  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    Bytes.isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte >= 0x80
  }

  /// Whether another `%%` is on the line.
  private func opensOnLine(_ start: Int, _ end: Int) -> Bool {
    (start + 2..<max(end - 1, start + 2)).contains { bytes[$0] == 0x25 && bytes[$0 + 1] == 0x25 }
  }

  /// The end of the `%%` that a line of a comment begins or ends with.
  private func commentBlockEnd(_ first: Int, _ end: Int, isAlone: Bool) -> Int? {
    if first < end, bytes.run(of: 0x25, at: first) == 2,
      isAlone || first + 2 >= end || !isAlphanumeric(bytes[first + 2])
    {
      return first + 2
    }
    let last = bytes.trimmedEnd(end, notBefore: first)
    guard !isAlone || first < last, last - 2 >= first, bytes[last - 1] == 0x25, bytes[last - 2] == 0x25 else {
      return nil
    }
    guard last - 3 < first || (bytes[last - 3] != 0x25 && !Bytes.isDigit(bytes[last - 3])) else { return nil }
    return last
  }

  /// Covers the lines from `start` up to `close`, container markers left out; what is behind is text.
  private mutating func cover(_ start: Int, to close: Int, nextLine next: Int) {
    let (end, _) = lineBreak(from: start)
    closeUnmatched()
    patch(start..<bytes.trimmedEnd(end, notBefore: start), .comment, .hidden, cover: Patch.space)
    var line = nextLine
    while line < next {
      let (end, following) = lineBreak(from: line)
      let first = textInContainers(line, end) ?? end
      let isLast = following == next
      let behind = isLast ? close : bytes.trimmedEnd(end, notBefore: first)
      let hasText = isLast && !bytes.isBlankLine(close)
      if hasText {
        patch(first..<bytes.skipBlanks(close), .comment, .hidden, cover: Patch.letter)
        nextLine = next
        isAfterBlank = true
        return addText(bytes.skipBlanks(close), end)
      }
      patch(first..<behind, .comment, .hidden, cover: Patch.space)
      line = following
    }
    nextLine = next
  }

  /// Reads a comment in a line of text at a place, and says where to go on.
  mutating func readComment(_ place: Place, _ unfound: inout Unfound) -> Place {
    let end = lines[place.line].end
    let length = bytes.run(of: 0x25, at: place.at)
    let behind = Place(line: place.line, at: place.at + length)
    guard !unfound.comment, opensComment(place.at, end) else { return behind }
    let isTight = behind.at < end && !Bytes.isSpace(bytes[behind.at])
    if isTight, !isAlphanumeric(bytes[behind.at]), bytes[behind.at] != 0x23, bytes[behind.at] != 0x5B { return behind }
    var from = behind
    while let close = find(0x25, 0x25, from: from) {
      let after = Place(line: close.line, at: close.at + bytes.run(of: 0x25, at: close.at))
      from = after
      guard after.at - close.at == 2 else { continue }
      // Behind other text a comment is one of a line.
      let isAlone = behind.at >= end && close.at == lines[close.line].start
      if close.line > place.line, isTight || place.at > lines[0].start && !isAlone { break }
      let isAfterBlank = close.at == lines[close.line].start || Bytes.isSpace(bytes[close.at - 1])
      let isBeforeWord = after.at < lines[close.line].end && isAlphanumeric(bytes[after.at])
      // What looks like the beginning of another is no end.
      if isAfterBlank, isBeforeWord || isTight { continue }
      // A comment alone in its paragraph is blanks; where text follows, blanks would be indentation.
      let isWhole = place.at == lines[0].start && after.at >= lines[lines.count - 1].end
      var end = after
      // Of the blanks on both sides one is enough.
      let isBehindBlank = place.at == lines[place.line].start || Bytes.isBlank(bytes[place.at - 1])
      if isBehindBlank, after.at < lines[after.line].end, Bytes.isBlank(bytes[after.at]) { end.at += 1 }
      patch(from: place, to: end, .comment, .hidden, cover: isWhole ? Patch.space : Patch.letter)
      return end
    }
    if from.at == behind.at, from.line == behind.line { unfound.comment = true }
    return behind
  }
}
