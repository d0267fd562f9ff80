/// Walks through a fragment and finds what `InlineMarkup` holds, outside of code, tags and the targets of links.
struct InlineMarkupScanner {
  /// The fragment, what was found covered.
  var bytes: [UInt8]
  var markup = InlineMarkup()
  /// The place that is looked at.
  var at: Int
  /// Nothing before it belongs to what is found further on.
  var taken: Int
  /// The end of the paragraph: a blank line or a fence.
  var paragraphEnd = 0
  /// `[` that are still open.
  var openBrackets = 0
  /// Behind the `==` that is still open.
  var openHighlight: Int?
  /// Runs of backticks of these lengths have no partner further down in the paragraph.
  private var lonelyTicks: Set<Int> = []

  /// The bytes that cover what md4c is not to see: they mean nothing.
  static let letter: UInt8 = 0x78
  static let punctuation: UInt8 = 0x2C

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    at = start
    taken = start
  }

  mutating func scan() {
    while at < bytes.count {
      if let end = fencedEnd(at) {
        at = end
        continue
      }
      paragraphEnd = endOfParagraph(at)
      openBrackets = 0
      openHighlight = nil
      lonelyTicks = []
      taken = at
      scanParagraph()
      at = max(paragraphEnd, at)
      if at < bytes.count, fencedEnd(at) == nil { at = nextLine(at) }
    }
    markup.hidden.sort { $0.lowerBound < $1.lowerBound }
  }

  private mutating func scanParagraph() {
    while at < paragraphEnd {
      switch bytes[at] {
      case 0x5C: at += 2
      case 0x60: skipCode()
      case 0x3C: skipTag()
      case 0x5B: openBracket()
      case 0x21 where isImageOfWikilink: takeWikilink(at: at + 1, isEmbed: true)
      case 0x5D: closeBracket()
      case 0x28 where at + 40 <= paragraphEnd: takeBlockReference()
      case 0x7B where at + 1 < paragraphEnd && bytes[at + 1] == 0x7B: takeMacro()
      case 0x3D: takeHighlightMark()
      case 0x2A: takeStars()
      case 0x5F: takeName()
      case 0x3A: takeAddress()
      case 0x77, 0x57: takeBareHost()
      case 0x40: takeMailAddress()
      default: at += 1
      }
    }
  }

  // MARK: What is skipped

  private mutating func skipCode() {
    let length = run(of: 0x60, at: at)
    let start = at + length
    at = start
    guard !lonelyTicks.contains(length) else { return }
    var next = start
    while next < paragraphEnd {
      guard bytes[next] == 0x60 else {
        next += 1
        continue
      }
      let other = run(of: 0x60, at: next)
      next += other
      if other == length {
        at = next
        taken = next
        return
      }
    }
    lonelyTicks.insert(length)
  }

  /// Tags, comments and `<http://addresses>`.
  private mutating func skipTag() {
    let start = at
    at += 1
    guard at < paragraphEnd else { return }
    let first = bytes[at]
    guard first | 0x20 &- 0x61 < 26 || first == 0x2F || first == 0x21 || first == 0x3F else { return }
    var next = at
    while next < paragraphEnd, bytes[next] != 0x3E, bytes[next] != 0x3C { next += 1 }
    guard next < paragraphEnd, bytes[next] == 0x3E, next - start < 4096 else { return }
    at = next + 1
    taken = at
  }

  private mutating func openBracket() {
    if at + 1 < paragraphEnd, bytes[at + 1] == 0x5B, takeWikilink(at: at, isEmbed: false) { return }
    openBrackets += 1
    at += 1
  }

  private var isImageOfWikilink: Bool { at + 2 < paragraphEnd && bytes[at + 1] == 0x5B && bytes[at + 2] == 0x5B }

  /// Skips the target of a link, and hides `{attributes}` behind it.
  private mutating func closeBracket() {
    at += 1
    guard openBrackets > 0 else { return }
    openBrackets -= 1
    guard at < paragraphEnd else { return }
    if bytes[at] == 0x28 || bytes[at] == 0x5B { hideSize(before: at - 1) }
    switch bytes[at] {
    case 0x28: if let end = targetEnd(at) { at = end }
    case 0x5B: if let end = index(of: 0x5D, from: at + 1, limit: 1024) { at = end + 1 }
    case 0x3A where isDefinition: at = lineEnd(at)
    default: return
    }
    taken = at
    hideAttributes()
  }

  /// Hides the size of a picture at the end of its description, as Obsidian has it: `![words|300](a.png)`.
  private mutating func hideSize(before end: Int) {
    var start = end
    while start > taken, Bytes.isDigit(bytes[start - 1]) || bytes[start - 1] == 0x78 { start -= 1 }
    guard start < end, start > taken + 1, bytes[start - 1] == 0x7C, Bytes.isDigit(bytes[start]),
      Bytes.isDigit(bytes[end - 1])
    else { return }
    start -= 1
    if bytes[start - 1] == 0x5C { start -= 1 }
    var open = start
    while open > taken, bytes[open - 1] != 0x5B, !Bytes.isNewline(bytes[open - 1]) { open -= 1 }
    guard open > 1, open < start, bytes[open - 1] == 0x5B, bytes[open - 2] == 0x21 else { return }
    hide(start..<end)
    cover(start..<end, with: Self.letter)
  }

  /// Whether what was read of the line is the label of a definition.
  private var isDefinition: Bool {
    var start = at - 1
    while start > 0, bytes[start] != 0x0A, bytes[start] != 0x0D { start -= 1 }
    while start < at, bytes[start] <= 0x20 || bytes[start] == 0x3E { start += 1 }
    return bytes[start] == 0x5B
  }

  /// Behind the `)` that closes the target of a link, on the same line or the next.
  private func targetEnd(_ offset: Int) -> Int? {
    var depth = 0
    var next = offset
    var isInAngles = false
    let limit = min(paragraphEnd, offset + 4096)
    while next < limit {
      switch bytes[next] {
      case 0x5C: next += 1
      case 0x3C: isInAngles = true
      case 0x3E: isInAngles = false
      case 0x28 where !isInAngles: depth += 1
      case 0x29 where !isInAngles:
        depth -= 1
        if depth == 0 { return next + 1 }
      default: break
      }
      next += 1
    }
    return nil
  }

  /// `{width=50%}`, `{.class}`, `{#id}` right behind a link or an image.
  private mutating func hideAttributes() {
    guard at < paragraphEnd, bytes[at] == 0x7B, let end = index(of: 0x7D, from: at + 1, limit: 256) else { return }
    let inside = bytes[at + 1..<end]
    guard let first = inside.first(where: { $0 != 0x20 }), !inside.contains(0x7B) else { return }
    guard first == 0x23 || first == 0x2E || first == 0x3A || inside.contains(0x3D) else { return }
    hide(at..<end + 1)
    cover(at..<end + 1, with: Self.punctuation)
    at = end + 1
    taken = at
  }

  // MARK: Bytes

  mutating func cover(_ range: Range<Int>, with byte: UInt8) {
    for place in range where bytes[place] != 0x0A && bytes[place] != 0x0D { bytes[place] = byte }
  }

  mutating func hide(_ range: Range<Int>) { if !range.isEmpty { markup.hidden.append(range) } }

  func run(of byte: UInt8, at offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] == byte { end += 1 }
    return end - offset
  }

  /// Returns the offset of the next `byte` on the line, at most `limit` bytes further; nil for none.
  func index(of byte: UInt8, from offset: Int, limit: Int) -> Int? {
    var next = offset
    let end = min(paragraphEnd, offset + limit)
    while next < end, bytes[next] != byte, bytes[next] != 0x0A, bytes[next] != 0x0D { next += 1 }
    return next < end && bytes[next] == byte ? next : nil
  }

  static func isWord(_ byte: UInt8) -> Bool { byte | 0x20 &- 0x61 < 26 || Bytes.isDigit(byte) }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  // MARK: Lines

  private func lineEnd(_ offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return end
  }

  private func nextLine(_ offset: Int) -> Int {
    var end = lineEnd(offset)
    if end + 1 < bytes.count, bytes[end] == 0x0D, bytes[end + 1] == 0x0A { end += 1 }
    return min(bytes.count, end + 1)
  }

  /// Behind the blanks and the `>` that a line begins with.
  private func textStart(_ line: Int) -> Int {
    var start = line
    while start < bytes.count, Bytes.isBlank(bytes[start]) || bytes[start] == 0x3E { start += 1 }
    return start
  }

  /// Behind the markers of items that a line begins with.
  private func behindMarkers(_ offset: Int) -> Int {
    var start = offset
    while start + 1 < bytes.count {
      var end = start
      if bytes[end] == 0x2D || bytes[end] == 0x2A || bytes[end] == 0x2B {
        end += 1
      } else {
        while end < bytes.count, Bytes.isDigit(bytes[end]) { end += 1 }
        guard end > start, end < bytes.count, bytes[end] == 0x2E || bytes[end] == 0x29 else { return start }
        end += 1
      }
      guard end < bytes.count, Bytes.isBlank(bytes[end]) else { return start }
      start = textStart(end)
    }
    return start
  }

  private func endOfParagraph(_ offset: Int) -> Int {
    var line = nextLine(offset)
    while line < bytes.count {
      let start = textStart(line)
      if start >= bytes.count || Bytes.isNewline(bytes[start]) || fenceLength(behindMarkers(start)) > 0 {
        return line
      }
      line = nextLine(line)
    }
    return bytes.count
  }

  private func fenceLength(_ offset: Int) -> Int {
    guard offset < bytes.count, bytes[offset] == 0x60 || bytes[offset] == 0x7E else { return 0 }
    let length = run(of: bytes[offset], at: offset)
    guard length >= 3 else { return 0 }
    // A fence of backticks has none behind it.
    if bytes[offset] == 0x60, bytes[offset + length..<lineEnd(offset)].contains(0x60) { return 0 }
    return length
  }

  /// Behind the fenced code that begins with the line at `line`; nil where none does.
  private func fencedEnd(_ line: Int) -> Int? {
    let start = behindMarkers(textStart(line))
    let length = fenceLength(start)
    guard length > 0 else { return nil }
    let fence = bytes[start]
    var next = nextLine(line)
    while next < bytes.count {
      let text = textStart(next)
      if text < bytes.count, bytes[text] == fence {
        let other = run(of: fence, at: text)
        let behind = textStart(text + other)
        if other >= length, behind >= bytes.count || Bytes.isNewline(bytes[behind]) { return nextLine(next) }
      }
      next = nextLine(next)
    }
    return bytes.count
  }
}
