import Outline

/// Where a record of another program belongs, which has at most a line and a text to go by.
struct ForeignAnchor {
  private let anchor: Anchor
  private let outline: Outline

  init(of anchor: Anchor, in outline: Outline) {
    self.anchor = anchor
    self.outline = outline
  }

  var placement: Placement {
    let text = anchor.selectedText.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    switch (anchor.line, text) {
    case (nil, nil): return Placement(state: .exact, topic: .root)
    case (let line?, nil):
      guard line >= 1, line <= outline.lineCount else { return Placement(state: .orphan, topic: .root) }
      return Placement(state: .exact, topic: outline.topic(atLine: LineNumber(line)))
    case (nil, let text?): return placement(of: text, at: nil)
    case (let line?, let text?):
      guard line >= 1, line <= outline.lineCount else { return placement(of: text, at: nil) }
      return placement(of: text, at: line)
    }
  }

  /// A text that stands where the line says is there; one that stands elsewhere leaves the reader to choose.
  private func placement(of text: String, at line: Int?) -> Placement {
    let length = text.utf8.count
    if let line {
      let lines = LineNumber(line)...LineNumber(max(line, anchor.endLine ?? line))
      let start = outline.offset(ofLine: lines.lowerBound).int
      let end = outline.range(ofLine: lines.upperBound).upperBound.int
      if let found = occurrence(of: text, in: start..<max(start, end)) {
        return attached(found..<found + length)
      }
    }
    let occurrences = occurrences(of: text)
    guard let line else {
      if occurrences.count == 1 { return attached(occurrences[0]..<occurrences[0] + length) }
      let topics = topics(at: occurrences)
      return Placement(state: topics.isEmpty ? .orphan : .ambiguous, topic: .root, candidates: topics)
    }
    let named = outline.topic(atLine: LineNumber(line))
    let candidates = [named] + topics(at: occurrences).filter { $0 != named }
    return Placement(state: .ambiguous, topic: named, candidates: Array(candidates.prefix(3)))
  }

  private func attached(_ range: Range<Int>) -> Placement {
    let bytes = ByteOffset(range.lowerBound)..<ByteOffset(range.upperBound)
    // Indentation and the marker belong to the topic that begins there.
    let topic = outline.topic(at: bytes.lowerBound)
    let row = outline[topic]
    let isWhole = topic != .root && outline.text(ofLines: row.line...row.endLine).isSame(as: outline.sourceText(bytes))
    return Placement(state: .exact, topic: topic, quotation: isWhole || topic == .root ? nil : bytes)
  }

  private func topics(at offsets: [Int]) -> [TopicIndex] {
    var topics: [TopicIndex] = []
    for offset in offsets {
      let topic = outline.topic(at: ByteOffset(offset))
      if !topics.contains(topic) { topics.append(topic) }
    }
    return Array(topics.prefix(3))
  }

  private func occurrence(of text: String, in range: Range<Int>) -> Int? {
    ByteSearch.first(Array(text.utf8), in: outline.bytes, range: range)
  }

  /// At most four, from the top of the file.
  private func occurrences(of text: String) -> [Int] {
    let needle = Array(text.utf8)
    var found: [Int] = []
    var start = 0
    while found.count < 4, let at = ByteSearch.first(needle, in: outline.bytes, range: start..<outline.bytes.count) {
      found.append(at)
      start = at + max(needle.count, 1)
    }
    return found
  }
}

extension String {
  /// Whether only white space at the ends differs.
  fileprivate func isSame(as other: String) -> Bool {
    func trimmed(_ text: String) -> Substring {
      let rest = text.drop(while: \.isWhitespace)
      return rest[..<(rest.lastIndex { !$0.isWhitespace }.map(rest.index(after:)) ?? rest.startIndex)]
    }
    return trimmed(self) == trimmed(other)
  }
}

/// Exact search in bytes.
enum ByteSearch {
  /// Where `needle` first stands in `range`, a line break of any kind for each of its `\n`.
  /// - Complexity: O(range), about, for texts that do not repeat themselves
  static func first(_ needle: [UInt8], in bytes: [UInt8], range: Range<Int>) -> Int? {
    guard let lead = needle.first else { return nil }
    let range = range.clamped(to: 0..<bytes.count)
    var at = range.lowerBound
    while let found = bytes[at..<range.upperBound].firstIndex(of: lead) {
      if end(of: needle, in: bytes, at: found, limit: range.upperBound) != nil { return found }
      at = found + 1
    }
    return nil
  }

  /// Where `needle` ends if it stands at `start`.
  static func end(of needle: [UInt8], in bytes: [UInt8], at start: Int, limit: Int) -> Int? {
    var at = start
    for byte in needle {
      if at < limit, byte == 0x0A, bytes[at] == 0x0D {
        at += 1
        if at < limit, bytes[at] == 0x0A { at += 1 }
        continue
      }
      guard at < limit, bytes[at] == byte else { return nil }
      at += 1
    }
    return at
  }
}
