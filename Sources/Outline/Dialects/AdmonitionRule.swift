/// Admonitions: `:::note Title` … `:::` (pandoc, Docusaurus), and `!!! note "Title"`, `??? note`, `=== "Tab"` with what
/// is indented by four below them (MkDocs).
extension LineScanner {
  /// Takes the admonition that begins at `first` out of the Markdown, if one does.
  mutating func readAdmonition(_ first: Position, _ end: Int) -> Bool {
    let close: Int?
    if bytes[first.at] == 0x3A {
      guard !knowsNoColons, let length = bytes.colonsOfAdmonition(first.at, end) else { return false }
      close = colonsEnd(length)
      if close == nil, containers.isEmpty { knowsNoColons = true }
    } else {
      guard bytes.opensIndentedAdmonition(first.at, end) else { return false }
      let body = indentedEnd(end)
      // Below text it is one only where something is in it.
      if leaf == .paragraph, hasUnmatched, matched < containers.count || !lines.isEmpty && body <= end { return false }
      // Nor where more is said than what it is and is called.
      if body <= end, !bytes.isPlainAdmonition(first.at, end) { return false }
      close = body
    }
    guard let close else { return false }
    readBlockAsLine(first.at..<close, .admonition, .box)
    return true
  }

  /// The end of the line of colons that closes what the line being read opens; others may be inside.
  private func colonsEnd(_ length: Int) -> Int? {
    var line = nextLine
    var depth = 0
    var fence: (character: UInt8, length: Int)?
    while line < bytes.count {
      let (end, next) = lineBreak(from: line)
      guard let first = positionInContainers(line, end).map({ skipBlanks($0, end).at }) else { return nil }
      line = next
      guard first < end else { continue }
      if let open = fence {
        if bytes.run(of: open.character, at: first) >= open.length { fence = nil }
      } else if bytes[first] == 0x60 || bytes[first] == 0x7E, case let run = bytes.run(of: bytes[first], at: first),
        run >= 3
      {
        fence = (bytes[first], run)
      } else if bytes[first] == 0x3A {
        let run = bytes.run(of: 0x3A, at: first)
        if run >= 3, bytes.isBlankLine(first + run) {
          if depth == 0 { return first + run }
          depth -= 1
        } else if bytes.colonsOfAdmonition(first, end) != nil {
          depth += 1
        }
      }
    }
    return nil
  }

  /// The end of what is indented by four below the line that ends at `end`.
  private func indentedEnd(_ end: Int) -> Int {
    var close = bytes.trimmedEnd(end, notBefore: 0)
    var line = nextLine
    while line < bytes.count {
      let (end, next) = lineBreak(from: line)
      guard let position = positionInContainers(line, end) else { break }
      let first = skipBlanks(position, end)
      if first.at < end {
        guard first.column - position.column >= 4 else { break }
        close = bytes.trimmedEnd(end, notBefore: first.at)
      }
      line = next
    }
    return close
  }
}

extension Bytes {
  /// The number of colons before the word of an admonition; nil where none is opened.
  func colonsOfAdmonition(_ offset: Int, _ end: Int) -> Int? {
    let length = run(of: 0x3A, at: offset)
    guard length >= 3 else { return nil }
    var at = skipBlanks(offset + length)
    while at < end, base[at] == 0x7B || base[at] == 0x2E || Self.isBlank(base[at]) { at += 1 }
    return at < end && (base[at] | 0x20 &- 0x61 < 26 || base[at] >= 0x80) ? length : nil
  }

  /// Whether behind the marks and the word of an admonition stands nothing but `inline`, `end` and a quoted title.
  fileprivate func isPlainAdmonition(_ offset: Int, _ end: Int) -> Bool {
    let last = trimmedEnd(end, notBefore: offset)
    var at = offset
    while at < last, !Self.isBlank(base[at]), base[at] != 0x22 { at += 1 }
    at = skipBlanks(at)
    var isFirst = true
    while at < last, base[at] != 0x22 {
      let word = at
      while at < last, !Self.isBlank(base[at]) { at += 1 }
      guard isFirst || equals(word..<at, "inline") || equals(word..<at, "end") else { return false }
      isFirst = false
      at = skipBlanks(at)
    }
    return at >= last || last - at > 1 && base[last - 1] == 0x22 && !contains(0x22, in: at + 1..<last - 1)
  }

  /// Whether `!!! word`, `??? word`, `???+ word` or `=== "words"` is at `offset`.
  func opensIndentedAdmonition(_ offset: Int, _ end: Int) -> Bool {
    guard run(of: base[offset], at: offset) == 3 else { return false }
    var at = offset + 3
    if base[offset] == 0x3F, at < end, base[at] == 0x2B { at += 1 }
    if base[offset] == 0x3D, at < end, base[at] == 0x21 || base[at] == 0x2B { at += 1 }
    guard at < end, Self.isBlank(base[at]) else { return false }
    at = skipBlanks(at)
    guard at < end else { return false }
    return base[at] == 0x22 || base[offset] != 0x3D && base[at] | 0x20 &- 0x61 < 26
  }
}
