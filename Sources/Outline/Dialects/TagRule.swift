import Glibc

/// Raw HTML: a tag is markup only if it can do something, and a block only if it ends. Everything else is text.
extension LineScanner {
  /// A tag as CommonMark 6.6 defines it.
  struct Tag {
    var name: HTMLName
    var end: Int
    /// Whether one of its attributes has a value.
    var hasValue: Bool
  }

  /// Reads the tag at `start`, which ends before `limit`.
  func tag(at start: Int, before limit: Int) -> Tag? {
    guard let name = HTMLName(at: start, in: bytes) else { return nil }
    var at = name.end
    var hasValue = false
    while at < limit {
      let gap = at
      while at < limit, Bytes.isSpace(bytes[at]) { at += 1 }
      guard at < limit else { return nil }
      if bytes[at] == 0x3E { return Tag(name: name, end: at + 1, hasValue: hasValue) }
      if name.isEnd { return nil }
      if bytes[at] == 0x2F, at + 1 < limit, bytes[at + 1] == 0x3E {
        return Tag(name: name, end: at + 2, hasValue: hasValue)
      }
      guard at > gap, isAttributeStart(bytes[at]) else { return nil }
      while at < limit, isAttributeStart(bytes[at]) || Bytes.isDigit(bytes[at]) || bytes[at] &- 0x2D < 2 { at += 1 }
      var equals = at
      while equals < limit, Bytes.isSpace(bytes[equals]) { equals += 1 }
      guard equals < limit, bytes[equals] == 0x3D else { continue }
      hasValue = true
      at = equals + 1
      while at < limit, Bytes.isSpace(bytes[at]) { at += 1 }
      guard at < limit else { return nil }
      if bytes[at] == 0x22 || bytes[at] == 0x27 {
        let base = UnsafeRawPointer(bytes.base)
        guard let close = memchr(base + at + 1, Int32(bytes[at]), limit - at - 1) else { return nil }
        at = base.distance(to: close) + 1
      } else {
        let value = at
        while at < limit, !Bytes.isSpace(bytes[at]), !"\"'=<>`".utf8.contains(bytes[at]) { at += 1 }
        guard at > value else { return nil }
      }
    }
    return nil
  }

  private func isAttributeStart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x3A
  }

  /// Whether a tag is markup in a paragraph that goes from `start` to `end`.
  private mutating func isMarkup(_ tag: Tag, at offset: Int, in range: Range<Int>) -> Bool {
    guard tag.name.element != nil else { return isCustom(tag, at: offset) && tag.hasValue }
    if tag.name.isVoid { return tag.name.isBreak || (tag.hasValue && !tag.name.isEnd) }
    if tag.hasValue {
      lookups.tags(of: bytes) { $0.accept(offset) }
      return true
    }
    return lookups.tags(of: bytes) { tags in
      guard let partner = tags.partner(of: offset) else { return false }
      guard tag.name.isEnd ? partner.isAccepted : range.contains(partner.offset) else { return false }
      tags.accept(offset)
      return true
    }
  }

  /// Whether it is an element with a name of its own, `<my-box>`.
  private func isCustom(_ tag: Tag, at offset: Int) -> Bool { bytes.contains(0x2D, in: offset..<tag.name.end) }

  /// Covers the `<` at `offset` of a paragraph if it begins nothing; says where to go on.
  mutating func readAngle(_ offset: Int, in range: Range<Int>) -> Int {
    guard offset + 1 < range.upperBound else { return offset + 1 }
    let next = bytes[offset + 1]
    if next == 0x21 || next == 0x3F { return readDeclaration(offset, in: range) }
    guard (next | 0x20) &- 0x61 < 26 || next == 0x2F else { return offset + 1 }
    if let end = addressEnd(offset, before: range.upperBound) { return end }
    if let tag = tag(at: offset, before: range.upperBound), isMarkup(tag, at: offset, in: range) { return tag.end }
    patch(offset..<offset + 1, .tag, .verbatim, cover: Patch.punctuation)
    return offset + 1
  }

  /// The end of `<https://…>` or `<a@b.c>`.
  private func addressEnd(_ offset: Int, before limit: Int) -> Int? {
    var at = offset + 1
    var isAddress = false
    while at < limit, !Bytes.isSpace(bytes[at]), bytes[at] != 0x3C {
      if bytes[at] == 0x3E { return isAddress ? at + 1 : nil }
      if bytes[at] == 0x40 || (bytes[at] == 0x3A && at > offset + 2) { isAddress = true }
      at += 1
    }
    return nil
  }

  /// A comment is hidden; other declarations and instructions of a paragraph are text.
  private mutating func readDeclaration(_ offset: Int, in range: Range<Int>) -> Int {
    if bytes.begins(offset, "<!--"), let close = bytes.first("-->", in: offset + 2..<range.upperBound) {
      // md4c takes dashes inside for the end of no comment.
      let inside = offset + 4..<max(offset + 4, close)
      if bytes.first("--", in: inside) != nil || inside.isEmpty, bytes.lineEnd(offset, before: close) == close {
        patch(offset..<close + 3, .tag, .hidden, cover: Patch.letter)
      }
      return close + 3
    }
    patch(offset..<offset + 1, .tag, .verbatim, cover: Patch.punctuation)
    return offset + 1
  }

  // MARK: Blocks

  /// Begins a block of raw HTML at `start`, or covers what would begin one without an end; whether one begins.
  mutating func openHTML(_ start: Int, _ end: Int) -> Bool {
    guard start + 1 < end else { return false }
    if let closing = closingOfRawBlock(start) {
      guard let close = lookups.end(of: closing, from: start, in: bytes) else {
        doubt(at: start)
        return coverBlockStart(start, end, .openHTML)
      }
      // Other declarations than `<!doctype html>` say something to a reader.
      if closing == .declaration,
        !bytes.begins(start, "<!doctype") || bytes[start + 9] == 0x3E || !bytes.isBlankLine(close + 1)
      {
        return coverBlockStart(start, end)
      }
      closeUnmatched()
      (leaf, leafDepth, htmlEnd) = (.html, containers.count, close)
      endRawBlock(closing == .comment ? close + 3 : end, end)
      isComment = closing == .comment
      return true
    }
    guard let name = HTMLName(at: start, in: bytes) else { return false }
    let isBlock = name.beginsBlock && isTagBoundary(name.end)
    guard isBlock || (leaf != .paragraph && name.element != nil) else { return false }
    let limit = blockEnd(from: start)
    guard let tag = tag(at: start, before: limit) else {
      if isBlock { return coverBlockStart(start, end) }
      return false
    }
    if !isBlock {
      // Condition 7: a whole tag alone on its line.
      guard tag.end <= end, bytes.isBlankLine(tag.end) else { return false }
    }
    let isMarkup =
      tag.name.isRule ? bytes.isBlankLine(tag.end) : isMarkup(tag, at: start, in: 0..<bytes.count)
    guard isMarkup else {
      // Its end may come; what a block and a paragraph hold differs from the next line on.
      if nextLine < bytes.count, !bytes.isBlankLine(nextLine) { doubt(at: start) }
      return coverBlockStart(start, end)
    }
    closeUnmatched()
    (leaf, leafDepth, htmlEnd) = (.html, containers.count, .max)
    tagEnd = tag.end
    readTags(tag.end, end)
    return true
  }

  private func isTagBoundary(_ offset: Int) -> Bool {
    bytes.isGap(offset) || bytes[offset] == 0x3E
      || (bytes[offset] == 0x2F && offset + 1 < bytes.count && bytes[offset + 1] == 0x3E)
  }

  /// Covers a `<` that would begin a block; the line is text.
  private mutating func coverBlockStart(_ start: Int, _ end: Int, _ rule: DialectRule = .tag) -> Bool {
    patch(start..<start + 1, rule, .verbatim, cover: Patch.punctuation)
    addText(start, end)
    lines[lines.count - 1].start = start + 1
    return true
  }

  /// The end of the lines from the one of `start` on up to the next blank one.
  private mutating func blockEnd(from start: Int) -> Int {
    if knownBlock.contains(start) { return knownBlock.upperBound }
    var end = bytes.lineEnd(start)
    var line = bytes.nextLine(start)
    while line < bytes.count, !bytes.isBlankLine(line), end - start < 1 << 16 {
      end = bytes.lineEnd(line)
      line = bytes.nextLine(line)
    }
    knownBlock = start..<end
    return end
  }

  /// Reads a line inside of raw HTML.
  mutating func readHTML(_ start: Int, _ end: Int) {
    if htmlEnd == .max { return readTags(start, end) }
    endRawBlock(isComment ? htmlEnd + 3 : end, end)
  }

  /// Ends raw HTML whose end is on the line being read, and covers what begins nothing between `start` and `end`, behind
  /// a comment.
  private mutating func endRawBlock(_ start: Int, _ end: Int) {
    guard htmlEnd < nextLine else { return }
    leaf = .none
    var at = start
    while at < end, let open = bytes.first("<!--", in: at..<end) {
      guard let close = bytes.first("-->", in: open + 2..<end) else {
        return patch(open..<open + 1, .tag, .verbatim, cover: Patch.punctuation)
      }
      at = close + 3
    }
  }

  /// Covers the tags of a line of raw HTML that are none.
  private mutating func readTags(_ start: Int, _ end: Int) {
    var at = max(start, tagEnd)
    while at < end {
      guard bytes[at] == 0x3C, at + 1 < end else {
        at += 1
        continue
      }
      guard (bytes[at + 1] | 0x20) &- 0x61 < 26 || bytes[at + 1] == 0x2F else {
        if bytes.begins(at, "<!--") { at = readDeclaration(at, in: at..<blockEnd(from: at)) } else { at += 1 }
        tagEnd = at
        continue
      }
      if let address = addressEnd(at, before: end) {
        patch(at..<at + 1, .tag, .verbatim, cover: Patch.punctuation)
        at = address
        continue
      }
      let limit = blockEnd(from: at)
      if let tag = tag(at: at, before: limit),
        isMarkup(tag, at: at, in: 0..<bytes.count) || tag.name.mayLackEnd || tag.name.isRule
      {
        at = tag.end
        tagEnd = at
      } else {
        patch(at..<at + 1, .tag, .verbatim, cover: Patch.punctuation)
        at += 1
      }
    }
  }

  /// Returns the end that a block of raw HTML needs if it does not end at a blank line (CommonMark 4.6, conditions 1 to
  /// 5); nil for other blocks.
  private func closingOfRawBlock(_ start: Int) -> Lookups.Closing? {
    let next = bytes[start + 1]
    if next == 0x3F { return .instruction }
    if next == 0x21 {
      if bytes.begins(start, "<!--") { return .comment }
      if bytes.begins(start, "<![CDATA[") { return .data }
      return start + 2 < bytes.count && (bytes[start + 2] | 0x20) &- 0x61 < 26 ? .declaration : nil
    }
    for closing in [Lookups.Closing.pre, .script, .style, .textarea] {
      let word = closing.opening
      guard bytes.begins(start, word) else { continue }
      let behind = start + word.utf8CodeUnitCount
      if bytes.isGap(behind) || bytes[behind] == 0x3E { return closing }
    }
    return nil
  }
}
