/// Line breaks inside of a paragraph that their writer meant: CommonMark joins the lines.
enum KeptBreaks {
  /// Columns from which on a line may have been broken because it was full.
  private static let full = 60
  /// The width below which line breaks are kept, in columns: in a paragraph whose lines are all shorter, each was meant.
  private static let short = 45

  /// A paragraph as far as its breaks go.
  struct Paragraph {
    var range: Range<Int>
    /// Columns of the longest line.
    var longest: Int
    /// Whether it is a list of words: three lines or more, each of few words, of which none goes on below.
    var isList: Bool
  }

  /// The lines around `offset` up to blank ones, not before `start`.
  /// - Complexity: O(length of the paragraph)
  static func paragraph(around offset: Int, notBefore start: Int, before limit: Int, in bytes: Bytes) -> Paragraph {
    var first = bytes.lineStart(offset, notBefore: start)
    while first > start {
      let above = bytes.lineStart(lineBreak(before: first, in: bytes), notBefore: start)
      guard above < first, !isBlank(above, before: limit, in: bytes) else { break }
      first = above
    }
    var longest = 0
    var count = 0
    var isList = true
    var line = first
    while line < limit, case let text = text(line, before: limit, in: bytes), !text.isEmpty {
      longest = max(longest, columns(text, in: bytes))
      count += 1
      isList = isList && isEntry(text, in: bytes)
      line = bytes.nextLine(line)
    }
    let range = first..<max(first, min(line, limit))
    return Paragraph(range: range, longest: longest, isList: isList && count > 2)
  }

  /// Whether the break at the end of the line that `offset` is in is kept; the columns that the next line is indented
  /// by where it is, nil where not.
  static func indentation(behind offset: Int, of paragraph: Paragraph, in bytes: Bytes) -> Int? {
    let limit = paragraph.range.upperBound
    let start = bytes.lineStart(offset, notBefore: paragraph.range.lowerBound)
    let nextLine = bytes.nextLine(offset)
    guard nextLine < limit else { return nil }
    let line = text(start, before: limit, in: bytes)
    let next = text(nextLine, before: limit, in: bytes)
    guard !line.isEmpty, !next.isEmpty else { return nil }
    var indent = min(next.lowerBound - lineTextStart(nextLine, before: limit, in: bytes), 40)
    if bytes[next.lowerBound] == 0x3A, bytes.isGap(next.lowerBound + 1) { indent = max(indent, 2) }
    // What a line opens is indented further, as code is.
    let isDeeper = bytes.column(next.lowerBound) >= bytes.column(line.lowerBound) + 2
    if isDeeper, [0x3A, 0x7B, 0x28, 0x5B].contains(bytes[line.upperBound - 1]) { return indent }
    if next.count < 3, [0x7D, 0x29, 0x5D].contains(bytes[next.lowerBound]) { return indent }
    return isKept(between: line, and: next, of: paragraph, in: bytes) ? indent : nil
  }

  /// Returns the end of a title of several lines: the first break that is kept.
  static func titleEnd(of range: Range<Int>, in bytes: Bytes) -> Int {
    guard bytes.lineEnd(range.lowerBound) < range.upperBound else { return range.upperBound }
    let paragraph = paragraph(
      around: range.lowerBound, notBefore: range.lowerBound, before: range.upperBound, in: bytes)
    var line = range.lowerBound
    while line < range.upperBound {
      let end = bytes.lineEnd(line)
      let isKept = isHardBreak(end, in: bytes) || indentation(behind: line, of: paragraph, in: bytes) != nil
      if isKept, isWhole(range.lowerBound..<end, in: bytes) {
        if bytes[end - 1] == 0x5C { return end - 1 }
        return bytes.trimmedEnd(end, notBefore: range.lowerBound)
      }
      line = bytes.nextLine(line)
    }
    return range.upperBound
  }

  /// Whether a line that ends at `end` ends in two blanks or in a backslash.
  private static func isHardBreak(_ end: Int, in bytes: Bytes) -> Bool {
    guard end > 2 else { return false }
    return bytes[end - 1] == 0x5C && bytes[end - 2] != 0x5C || bytes[end - 1] == 0x20 && bytes[end - 2] == 0x20
  }

  /// Whether no link, code or emphasis goes on behind what is in `range`.
  private static func isWhole(_ range: Range<Int>, in bytes: Bytes) -> Bool {
    var brackets = 0
    var stars = 0
    var ticks = 0
    var at = range.lowerBound
    while at < range.upperBound {
      switch bytes[at] {
      case 0x5C: at += 1
      case 0x5B: brackets += 1
      case 0x5D: brackets -= 1
      case 0x2A: stars += 1
      case 0x60: ticks += 1
      default: break
      }
      at += 1
    }
    return brackets <= 0 && ticks % 2 == 0 && stars % 2 == 0 && stars != 2
  }

  private static func isKept(
    between line: Range<Int>, and next: Range<Int>, of paragraph: Paragraph, in bytes: Bytes
  ) -> Bool {
    let (limit, longest) = (paragraph.range.upperBound, paragraph.longest)
    if paragraph.isList { return true }
    if isDrawn(line.lowerBound, in: bytes) || isDrawn(next.lowerBound, in: bytes) { return true }
    if isRuled(line, in: bytes) || isRuled(next, in: bytes) { return true }
    // A definition's line.
    if bytes[next.lowerBound] == 0x3A, next.count > 1, Bytes.isBlank(bytes[next.lowerBound + 1]) { return true }
    // The head of a table.
    let below = bytes.nextLine(next.upperBound)
    if below < limit, bytes.isTableRule(text(below, before: limit, in: bytes).lowerBound..<limit) { return true }
    let columns = columns(line, in: bytes)
    let word = next.prefix { !Bytes.isBlank(bytes[$0]) }
    let withWord = columns + 1 + self.columns(next.lowerBound..<next.lowerBound + word.count, in: bytes)
    let endsSentence =
      [0x2E, 0x21, 0x3F, 0x3A, 0x3B].contains(bytes[line.upperBound - 1]) || bytes[line.upperBound - 1] >= 0x80
    let mayBeFull = columns >= full && withWord > longest && !endsSentence
    if !mayBeFull {
      if isMarked(next, in: bytes) || isSigned(next, in: bytes) { return true }
      if isDash(next, in: bytes), columns <= short || endsSentence || isDash(line, in: bytes) { return true }
      if isSetOut(line, longest, in: bytes), isSetOut(next, longest, in: bytes) { return true }
    }
    if columns <= short, isStressed(line, in: bytes) { return true }
    if longest <= short, beginsAnew(next.lowerBound, in: bytes) { return true }
    // Much shorter than the others are, and no sentence goes on.
    guard columns < full, withWord <= longest * 4 / 5, word.count < next.count || word.count < 30 else { return false }
    return endsSentence || !(bytes[next.lowerBound] &- 0x61 < 26)
  }

  /// Whether a line may be an entry of a list of words: short, and no sentence.
  private static func isEntry(_ line: Range<Int>, in bytes: Bytes) -> Bool {
    guard (2...24).contains(columns(line, in: bytes)), let last = line.last else { return false }
    // An item of a list, or what stands for a footnote.
    let marker = bytes[line.lowerBound] < 0x80 ? bytes.markerLength(line.lowerBound) : 0
    if marker > 0, bytes.isGap(line.lowerBound + marker) { return false }
    let words = line.count { Bytes.isBlank(bytes[$0]) } + 1
    return words < 4 && ![0x2C, 0x2D, 0x2E, 0x3B].contains(bytes[last])
  }

  /// Whether a line's words are set out in columns: a tab is in it, or a bar between blanks where no line is long.
  private static func isSetOut(_ line: Range<Int>, _ longest: Int, in bytes: Bytes) -> Bool {
    line.dropFirst().dropLast().contains {
      bytes[$0] == 0x09
        || bytes[$0] == 0x7C && longest <= short && Bytes.isBlank(bytes[$0 - 1]) && Bytes.isBlank(bytes[$0 + 1])
    }
  }

  /// Whether all of a line is stressed, as a heading is that its writer made of `**words**`.
  private static func isStressed(_ line: Range<Int>, in bytes: Bytes) -> Bool {
    guard line.count > 4, case let mark = bytes[line.lowerBound], mark == 0x2A || mark == 0x5F else { return false }
    let end = line.upperBound
    guard bytes[line.lowerBound + 1] == mark, bytes[end - 1] == mark, bytes[end - 2] == mark else { return false }
    return !(line.lowerBound + 2..<end - 3).contains { bytes[$0] == mark && bytes[$0 + 1] == mark }
  }

  /// Whether a line is one sign many times; the first may be covered.
  private static func isRuled(_ line: Range<Int>, in bytes: Bytes) -> Bool {
    guard line.count > 2, case let sign = bytes[line.upperBound - 1] else { return false }
    switch sign {
    case 0x2A, 0x2B, 0x2D, 0x3D, 0x5F, 0x7E: return line.dropFirst().allSatisfy { bytes[$0] == sign }
    default: return false
    }
  }

  /// Whether a line begins with what is set out by hand: a bar, a box, a branch of a tree, a ballot, a tick, an arrow, a
  /// blank that no program takes away.
  private static func isDrawn(_ offset: Int, in bytes: Bytes) -> Bool {
    if bytes[offset] == 0x7C || bytes[offset] >= 0xC2 && bytes.blankLength(offset, bytes.count) > 0 { return true }
    guard bytes[offset] >= 0xE2, let scalar = scalar(at: offset, in: bytes) else { return false }
    switch scalar.value {
    case 0x2500...0x259F, 0x2610...0x2612, 0x2713...0x2718, 0x2190...0x21FF, 0x2794, 0x2798...0x27BE, 0x2705, 0x274C,
      0x274E, 0x25A0...0x25FF, 0x2B1B, 0x2B1C, 0x2022, 0x2023, 0x2043:
      return true
    default: return false
    }
  }

  /// Whether a line begins with a capital, a number or a symbol, as what goes on does not. `1986.` may end a sentence.
  private static func beginsAnew(_ offset: Int, in bytes: Bytes) -> Bool {
    let byte = bytes[offset]
    if Bytes.isDigit(byte) {
      var at = offset
      while at < bytes.count, Bytes.isDigit(bytes[at]) { at += 1 }
      return at < bytes.count && Bytes.isBlank(bytes[at])
    }
    guard byte >= 0x80 else { return byte &- 0x41 < 26 }
    guard let scalar = scalar(at: offset, in: bytes) else { return false }
    return !scalar.properties.isLowercase && !scalar.properties.isWhitespace && !scalar.isIdeographic
      && !scalar.isPunctuation
  }

  /// Whether a line begins as one of several of its kind does: `a.`, `b)`, `(iv)`, `1.2 `, `Word:`, `[Word]:`, `10:15`,
  /// `:word:`.
  private static func isMarked(_ line: Range<Int>, in bytes: Bytes) -> Bool {
    var at = line.lowerBound
    func byte(_ offset: Int) -> UInt8 { offset < line.upperBound ? bytes[offset] : 0x0A }
    func endsWord(_ offset: Int) -> Bool { offset >= line.upperBound || Bytes.isBlank(bytes[offset]) }
    let isInParentheses = byte(at) == 0x28
    if isInParentheses { at += 1 }
    let start = at
    while InlineMarkupScanner.isWord(byte(at)) { at += 1 }
    let label = bytes.buffer[start..<at]
    if isInParentheses, byte(start) == 0x40 {
      // `(@)` and `(@name)`, as pandoc numbers examples.
      at = start + 1
      while InlineMarkupScanner.isWord(byte(at)) { at += 1 }
      return byte(at) == 0x29 && endsWord(at + 1)
    }
    if isInParentheses {
      return byte(at) == 0x29 && endsWord(at + 1)
        && (label.count == 1 || isRoman(label) || label.allSatisfy(Bytes.isDigit) && (1...3).contains(label.count))
    }
    if byte(at) == 0x2E || byte(at) == 0x29, endsWord(at + 1), !label.isEmpty {
      let isLetter = label.count == 1 && !Bytes.isDigit(label[label.startIndex])
      if isLetter || isRoman(label) { return true }
    }
    if !label.isEmpty, label.allSatisfy(Bytes.isDigit), label.count <= 3 {
      // `1.2`, `1.2.3`; `10:15`
      var rest = at
      var parts = 0
      while byte(rest) == 0x2E || byte(rest) == 0x3A, Bytes.isDigit(byte(rest + 1)) {
        rest += 1
        while Bytes.isDigit(byte(rest)) { rest += 1 }
        parts += 1
      }
      return parts > 0 && (endsWord(rest) || byte(rest) == 0x2E && endsWord(rest + 1))
    }
    return hasKey(line, in: bytes)
  }

  /// Whether a line begins with a dash or a middle dot that stands by itself.
  private static func isDash(_ line: Range<Int>, in bytes: Bytes) -> Bool {
    var length = 1
    switch bytes[line.lowerBound] {
    case 0x2D: length = bytes.run(of: 0x2D, at: line.lowerBound)
    case 0xC2, 0xE2:
      guard let scalar = scalar(at: line.lowerBound, in: bytes), [0xB7, 0x2012, 0x2013, 0x2014].contains(scalar.value)
      else { return false }
      length = UTF8.width(scalar)
    default: return false
    }
    return line.count > length && Bytes.isBlank(bytes[line.lowerBound + length])
  }

  /// Whether a line begins with `#tag`, `#. ` or `% `.
  private static func isSigned(_ line: Range<Int>, in bytes: Bytes) -> Bool {
    guard line.count > 2, case let next = bytes[line.lowerBound + 1] else { return false }
    if bytes[line.lowerBound] == 0x25 { return Bytes.isBlank(next) }
    guard bytes[line.lowerBound] == 0x23 else { return false }
    return (next | 0x20) &- 0x61 < 26 || next == 0x2E && Bytes.isBlank(bytes[line.lowerBound + 2])
  }

  /// Whether a line begins with `Word:`, perhaps stressed, `:word:`, or `[Word]:`.
  private static func hasKey(_ line: Range<Int>, in bytes: Bytes) -> Bool {
    var at = line.lowerBound
    let stress: Set<UInt8> = [0x2A, 0x5F, 0x60, 0x5B]
    if bytes[at] == 0x3A { at += 1 }
    while at < line.upperBound, stress.contains(bytes[at]) { at += 1 }
    let start = at
    while at < line.upperBound, InlineMarkupScanner.isWord(bytes[at]) || bytes[at] >= 0x80 || bytes[at] == 0x2D {
      at += 1
    }
    guard at > start, !(bytes[start] &- 0x61 < 26 && start == line.lowerBound && at - start < 2) else { return false }
    // A wide colon behind a few ideographs.
    if let wide = (start + 1..<at).first(where: { bytes.buffer[$0..<at].starts(with: [0xEF, 0xBC, 0x9A]) }) {
      return wide - start <= 24
    }
    var colons = 0
    while at < line.upperBound, stress.contains(bytes[at]) || bytes[at] == 0x3A || bytes[at] == 0x5D {
      if bytes[at] == 0x3A { colons += 1 }
      at += 1
    }
    return colons == 1 && (at >= line.upperBound || Bytes.isBlank(bytes[at]))
  }

  private static func isRoman(_ label: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    (1...5).contains(label.count) && label.allSatisfy { [0x69, 0x76, 0x78].contains($0 | 0x20) }
  }

  // MARK: Lines

  /// The text of a line without what is before it and white space at its end.
  private static func text(_ line: Int, before limit: Int, in bytes: Bytes) -> Range<Int> {
    var start = lineTextStart(line, before: limit, in: bytes)
    while start < limit, Bytes.isBlank(bytes[start]) { start += 1 }
    var end = min(bytes.lineEnd(start), limit)
    while end > start, Bytes.isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// Behind the `>` of a line and the blank after the last of them; where there is none, the line's beginning.
  private static func lineTextStart(_ line: Int, before limit: Int, in bytes: Bytes) -> Int {
    var at = line
    var start = line
    while at < limit, Bytes.isBlank(bytes[at]) || bytes[at] == 0x3E {
      at += 1
      if bytes[at - 1] == 0x3E { start = at < limit && Bytes.isBlank(bytes[at]) ? at + 1 : at }
    }
    return start
  }

  private static func isBlank(_ line: Int, before limit: Int, in bytes: Bytes) -> Bool {
    text(line, before: limit, in: bytes).isEmpty
  }

  private static func lineBreak(before line: Int, in bytes: Bytes) -> Int {
    let last = line - 1
    return last > 0 && bytes[last] == 0x0A && bytes[last - 1] == 0x0D ? last - 1 : last
  }

  /// About how wide text is: ideographs count twice.
  private static func columns(_ range: Range<Int>, in bytes: Bytes) -> Int {
    range.reduce(0) { $0 + (bytes[$1] & 0xC0 == 0x80 ? 0 : bytes[$1] >= 0xE3 ? 2 : 1) }
  }

  private static func scalar(at offset: Int, in bytes: Bytes) -> Unicode.Scalar? {
    var decoder = UTF8()
    var iterator = bytes.buffer[offset..<min(bytes.count, offset + 4)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return scalar
  }
}
