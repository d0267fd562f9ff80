import Outline

/// The remembered text right before and behind a quotation.
struct QuotationContext {
  private let outline: Outline
  /// Without runs of white space; nil where it is not known, empty at the edge of a topic's text.
  private let prefix: [UInt8]?
  private let suffix: [UInt8]?

  /// So many letters are enough to know a place by, in bytes.
  private static let enough = 12
  /// The number of bytes by which the text between them may exceed twice the length of the quotation.
  private static let growth = 256

  private let length: Int

  init(of anchor: Anchor, in outline: Outline) {
    self.outline = outline
    prefix = anchor.evidence?.prefix.map { Self.folded(Array($0.utf8)) }
    suffix = anchor.evidence?.suffix.map { Self.folded(Array($0.utf8)) }
    length = anchor.selectedText?.utf8.count ?? 0
  }

  /// Whether nothing is remembered that could speak for a place.
  var isUnknown: Bool { prefix == nil && suffix == nil }

  struct Agreement: Comparable {
    /// The number of sides that agree, 0 to 2.
    var sides: Int
    /// The number of bytes that agree, on both sides together.
    var bytes: Int
    /// Of the sides, how many are only the edge of a text, then and now.
    var edges = 0
    /// Whether all that is remembered of one side is there.
    var isFull = false

    static func < (a: Agreement, b: Agreement) -> Bool { (a.sides, a.bytes) < (b.sides, b.bytes) }
  }

  private static func folded(_ bytes: [UInt8]) -> [UInt8] {
    var folded: [UInt8] = []
    for byte in bytes {
      if byte <= 0x20 {
        if folded.last != 0x20 { folded.append(0x20) }
      } else {
        folded.append(byte)
      }
    }
    return folded
  }

  /// Returns the agreement of the text around a place with the text that was around the quotation.
  func agreement(around range: Range<Int>) -> Agreement {
    let reach = 4 * Anchor.Evidence.contextLength + 64
    let segment = outline.segment(at: ByteOffset(range.lowerBound)).range.ints
    let start = max(range.lowerBound - reach, min(segment.lowerBound, range.lowerBound))
    let end = min(range.upperBound + reach, max(segment.upperBound, range.upperBound))
    let before = Self.folded(Array(outline.bytes[start..<range.lowerBound]))
    let behind = Self.folded(Array(outline.bytes[range.upperBound..<end]))
    var agreement = Agreement(sides: 0, bytes: 0)
    let edges = count(prefix?.reversed(), before.reversed(), &agreement) + count(suffix, behind, &agreement)
    // The edge of a text alone is no witness.
    if agreement.sides > 0 || edges == 2 {
      agreement.sides += edges
      agreement.edges = edges
    }
    return agreement
  }

  /// Counts how far one side agrees; 1 where it was and is the edge of its topic's text.
  private func count(_ remembered: [UInt8]?, _ now: [UInt8], _ agreement: inout Agreement) -> Int {
    guard let remembered else { return 0 }
    let shared = zip(remembered, now).prefix { $0 == $1 }.count
    agreement.bytes += shared
    let said = remembered.count { $0 > 0x20 }
    if said == 0 {
      return now.allSatisfy({ $0 <= 0x20 }) ? 1 : 0
    }
    if shared == remembered.count && said > 1 || shared >= Self.enough {
      agreement.sides += 1
      if shared == remembered.count { agreement.isFull = true }
    }
    return 0
  }

  /// Returns the range in a stretch between the remembered text before and behind, and how many of the two were found;
  /// nil where either is missing.
  func between(in segment: Range<Int>) -> (range: Range<Int>, sides: Int)? {
    let start = prefix.flatMap { end(of: $0, in: segment) }
    let limit = start.map { min(segment.upperBound, $0 + length * 2 + Self.growth) } ?? segment.upperBound
    let stop = suffix.flatMap { self.start(of: $0, in: (start ?? segment.lowerBound)..<limit) }
    guard let start, let stop, start <= stop else { return nil }
    let sides = [prefix, suffix].count { $0?.contains { $0 > 0x20 } ?? false }
    return (trimmed(start..<stop), sides)
  }

  /// Returns the end of the last words before the quotation; the beginning of the stretch where there were none; nil
  /// where they are not found, or are found twice.
  private func end(of prefix: [UInt8], in segment: Range<Int>) -> Int? {
    let words = prefix.trimming
    if words.isEmpty { return segment.lowerBound }
    guard words.count >= 4, let found = only(Array(words.suffix(24)), in: segment) else { return nil }
    return found.upperBound
  }

  private func start(of suffix: [UInt8], in segment: Range<Int>) -> Int? {
    let words = suffix.trimming
    if words.isEmpty { return paragraphEnd(in: segment) }
    guard words.count >= 4, let found = only(Array(words.prefix(24)), in: segment) else { return nil }
    return found.lowerBound
  }

  /// The end of the paragraph that a stretch begins with.
  private func paragraphEnd(in segment: Range<Int>) -> Int {
    var at = segment.lowerBound
    while at < segment.upperBound, outline.bytes[at] <= 0x20 { at += 1 }
    var breaks = 0
    while at < segment.upperBound {
      if outline.bytes[at] == 0x0A { breaks += 1 } else if outline.bytes[at] > 0x20 { breaks = 0 }
      if breaks == 2 { break }
      at += 1
    }
    return at
  }

  /// The only place of some words, any white space for each of theirs.
  private func only(_ words: [UInt8], in segment: Range<Int>) -> Range<Int>? {
    var found: Range<Int>?
    var at = segment.lowerBound
    while at < segment.upperBound {
      defer { at += 1 }
      guard outline.bytes[at] == words[0], let end = end(of: words, at: at, limit: segment.upperBound) else { continue }
      if found != nil { return nil }
      found = at..<end
    }
    return found
  }

  private func end(of words: [UInt8], at start: Int, limit: Int) -> Int? {
    var at = start
    for word in words {
      if word == 0x20 {
        guard at < limit, outline.bytes[at] <= 0x20 else { return nil }
        while at < limit, outline.bytes[at] <= 0x20 { at += 1 }
      } else {
        guard at < limit, outline.bytes[at] == word else { return nil }
        at += 1
      }
    }
    return at
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, outline.bytes[start] <= 0x20 { start += 1 }
    while end > start, outline.bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}

extension [UInt8] {
  /// Without white space at its ends.
  fileprivate var trimming: ArraySlice<UInt8> {
    var rest = self[...]
    while let first = rest.first, first <= 0x20 { rest = rest.dropFirst() }
    while let last = rest.last, last <= 0x20 { rest = rest.dropLast() }
    return rest
  }
}
