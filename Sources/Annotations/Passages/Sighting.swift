import Outline

/// The place where a passage was found, before it is said which topic that is.
struct Sighting {
  var state: Placement.State
  /// The bytes that it stands on; nil where it is not attached.
  var range: Range<Int>?
  /// For review, the best places first.
  var candidates: [Range<Int>] = []
  var remark: Placement.Remark?

  static let lost = Sighting(state: .orphan)

  /// As a placement in `outline`.
  ///
  /// - Parameter fallback: The topic that it is shown with where it is not attached.
  func placement(in outline: Outline, orAt fallback: TopicIndex = .root) -> Placement {
    var placement = Placement(state: state, topic: fallback)
    if let range {
      (placement.topic, placement.quotation) = outline.passage(range)
    }
    for candidate in candidates {
      let (topic, quotation) = outline.passage(candidate)
      placement.add(candidate: topic, quotation)
    }
    placement.remark = remark
    return placement
  }
}

extension Placement {
  /// Offers passages before what is offered already, three places in all.
  mutating func offer(_ passages: [Range<Int>], in outline: Outline) {
    guard !passages.isEmpty else { return }
    let known = (candidates, quotations)
    (candidates, quotations) = ([], [])
    for passage in passages {
      let (topic, quotation) = outline.passage(passage)
      add(candidate: topic, quotation)
    }
    for (index, topic) in known.0.enumerated() {
      let quotation = known.1.indices.contains(index) ? known.1[index] : nil
      if !candidates.contains(topic) { add(candidate: topic, quotation) }
    }
  }

  /// Offers a place, unless it is one of those that are offered already.
  mutating func add(candidate topic: TopicIndex, _ quotation: Range<ByteOffset>?) {
    let known = zip(candidates, quotations)
    guard candidates.count < 3, !known.contains(where: { $0 == topic && $1 == quotation }) else { return }
    candidates.append(topic)
    quotations.append(quotation)
  }
}

extension Outline {
  /// The topic that bytes belong to, and the bytes again where they are not all of its own first lines.
  func passage(_ range: Range<Int>) -> (topic: TopicIndex, quotation: Range<ByteOffset>?) {
    let offsets = Range<ByteOffset>(offsets: range)
    // Indentation and the marker belong to the topic that begins there.
    var first = range.lowerBound
    while first < range.upperBound, bytes[first] <= 0x20 { first += 1 }
    let topic = topic(at: ByteOffset(first))
    guard topic != .root else { return (topic, offsets) }
    let row = self[topic]
    let whole = text(ofLines: row.line...row.endLine)
    return (topic, Self.isSame(whole, sourceText(offsets)) ? nil : offsets)
  }

  /// Whether only white space at the ends differs.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    func trimmed(_ text: String) -> Substring {
      let rest = text.drop(while: \.isWhitespace)
      return rest[..<(rest.lastIndex { !$0.isWhitespace }.map(rest.index(after:)) ?? rest.startIndex)]
    }
    let (one, other) = (trimmed(one), trimmed(other))
    return one.utf8.elementsEqual(other.utf8)
      || one.map { $0.isNewline ? "\n" : $0 } == other.map { $0.isNewline ? "\n" : $0 }
  }

  /// A range widened so that it cuts no word, if that is not far: some scripts part no words.
  func wholeWords(_ range: Range<Int>) -> Range<Int> {
    func isWord(_ byte: UInt8) -> Bool { byte >= 0x80 || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 }
    var (start, end) = (range.lowerBound, range.upperBound)
    while start > 0, start < end, isWord(bytes[start]), isWord(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, end > start, isWord(bytes[end]), isWord(bytes[end - 1]) { end += 1 }
    let isNear = range.lowerBound - start <= 24 && end - range.upperBound <= 24
    return wholeScalars(isNear ? start..<end : range)
  }

  /// A range widened so that it cuts no UTF-8 sequence.
  func wholeScalars(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return start..<end
  }
}
