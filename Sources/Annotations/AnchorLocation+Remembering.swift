import Outline

extension AnchorLocation {
  /// The place that an anchor was made on, in the very source that it was made on.
  ///
  /// Its line says so, where the topic there is the one that the evidence describes, or where nothing else can be
  /// meant: earlier versions of the program read some lines as other topics, and called others differently. Where a
  /// later line was recorded, it is the topic that the evidence describes.
  init?(remembering anchor: Anchor, in source: Outline) {
    guard let evidence = anchor.evidence else { return nil }
    let here = AnchorLocation(of: anchor, in: source)
    if let here, source.isRemembered(here.topic, by: evidence) {
      self = here
      return
    }
    let there = here ?? AnchorLocation(ofLinesOf: anchor, in: source)
    // Where words are quoted, what stood right around them tells them from all others.
    if let there, let range = there.quotation, anchor.target == .quote, source.surrounds(range, as: evidence) {
      self = there
      return
    }
    // Nothing else said the same.
    if let there, anchor.target == .topic, evidence.samePath == 1, evidence.sameText == 1 {
      self = there
      return
    }
    guard let found = source.topic(rememberedBy: evidence), source.begins(found, as: anchor) else {
      guard let there else { return nil }
      self = there
      return
    }
    if let there, source.countsOtherTwins(than: evidence, of: found) {
      self = there
    } else {
      topic = found
    }
  }

  /// The place that an anchor's line names, if its lines say what they said: whatever is a topic there, and whatever it
  /// is called.
  private init?(ofLinesOf anchor: Anchor, in source: Outline) {
    guard let line = anchor.line, line >= 1, let text = anchor.selectedText else { return nil }
    let last = max(line, anchor.endLine ?? line)
    guard last <= source.lineCount else { return nil }
    let lines = LineNumber(line)...LineNumber(last)
    let said = LineText(text)
    if anchor.target == .quote {
      guard let range = said.range(in: source, lines) else { return nil }
      topic = source.topic(at: range.lowerBound)
      quotation = range
      return
    }
    guard said.isText(source.text(ofLines: lines), cutTo: Anchor.maximumSelectedLength) else { return nil }
    let title = anchor.evidence?.path.last
    var found = source.topic(atLine: LineNumber(line))
    var begun: [TopicIndex] = []
    while found != .root, source[found].line.int == line {
      begun.append(found)
      found = source.parent(of: found) ?? .root
    }
    if let named = begun.first(where: { source.title(of: $0) == title }) ?? begun.first {
      topic = named
      return
    }
    let start = source.offset(ofLine: lines.lowerBound).int
    let range = source.withoutBlanks(start..<max(start, source.range(ofLine: lines.upperBound).upperBound.int))
    (topic, quotation) = source.passage(range)
  }
}

/// A text of a source as it was read, in which U+FFFD stands for what could not be: other encodings are read now.
private struct LineText {
  private let scalars: [Unicode.Scalar]

  init(_ text: String) { scalars = LineText.scalars(of: text) }

  private static func scalars(of text: String) -> [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars where scalar != "\r" { scalars.append(scalar) }
    return scalars
  }

  /// Whether it is all of `text`, or the first `count` scalars of it.
  func isText(_ text: String, cutTo count: Int) -> Bool {
    let other = LineText.scalars(of: text)
    guard let end = end(in: other, at: 0) else { return false }
    return end == other.count || scalars.count >= count
  }

  /// The only place in some lines where it stands.
  func range(in source: Outline, _ lines: ClosedRange<LineNumber>) -> Range<ByteOffset>? {
    guard !scalars.isEmpty else { return nil }
    let text = source.text(ofLines: lines)
    guard !text.utf8.contains(0x0D) else { return nil }
    let other = LineText.scalars(of: text)
    var found: Range<Int>?
    for start in other.indices {
      guard let end = end(in: other, at: start) else { continue }
      if found != nil { return nil }
      found = start..<end
    }
    guard let found else { return nil }
    func offset(_ index: Int) -> ByteOffset? {
      // Whether lines end in two bytes can't be told from the text.
      let before = other[..<index]
      let breaks = before.count { $0 == "\n" }
      let column = before.reversed().prefix { $0 != "\n" }.count
      guard breaks <= lines.upperBound.int - lines.lowerBound.int else { return nil }
      return source.offset(ofScalarColumn: column, line: LineNumber(lines.lowerBound.int + breaks))
    }
    guard let start = offset(found.lowerBound), let end = offset(found.upperBound), start < end else { return nil }
    return start..<end
  }

  /// The index behind it, if it stands at `start`.
  private func end(in other: [Unicode.Scalar], at start: Int) -> Int? {
    var at = start
    for scalar in scalars {
      guard at < other.count, other[at] == scalar || scalar == "\u{FFFD}" && !other[at].isASCII else { return nil }
      at += 1
    }
    return at
  }
}

extension Outline {
  /// Whether a topic of the source that evidence was taken from is the one that it was taken of.
  /// - Complexity: O(depth); where there are twins, O(length of the titles), seldom O(length of the file)
  func isRemembered(_ topic: TopicIndex, by evidence: Anchor.Evidence) -> Bool {
    guard topic != .root else { return evidence.path.isEmpty }
    guard hasPath(topic, evidence) else { return false }
    if evidence.samePath == 1 || self.topic(rememberedBy: evidence) == topic { return true }
    // Titles that differ in what does not count are twins, too.
    return Fingerprints(of: self).lookAlikes(of: topic.int).ordinal == evidence.ordinal
  }

  /// Whether a topic of the source that an anchor was made on begins with the line that the anchor selected.
  fileprivate func begins(_ topic: TopicIndex, as anchor: Anchor) -> Bool {
    guard anchor.target == .topic, let text = anchor.selectedText, topic != .root else { return true }
    let line = self[topic].line
    let first = text.prefix { !$0.isNewline }
    return LineText(String(first)).isText(self.text(ofLines: line...line), cutTo: Anchor.maximumSelectedLength)
  }

  /// Whether exactly what is remembered stands before and behind a range.
  fileprivate func surrounds(_ range: Range<ByteOffset>, as evidence: Anchor.Evidence) -> Bool {
    guard let prefix = evidence.prefix, let suffix = evidence.suffix, !(prefix + suffix).isEmpty else { return false }
    return bytes[..<range.lowerBound.int].suffix(prefix.utf8.count).elementsEqual(prefix.utf8)
      && bytes[range.upperBound.int...].prefix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// Whether there were more or fewer twins than there are: then it was read by other rules, and which of them it was
  /// says nothing.
  /// - Complexity: O(length of the file) where there are twins
  fileprivate func countsOtherTwins(than evidence: Anchor.Evidence, of topic: TopicIndex) -> Bool {
    guard topic != .root else { return false }
    return Fingerprints(of: self).lookAlikes(of: topic.int).samePath != evidence.samePath
  }

  /// A range without the white space at its ends.
  fileprivate func withoutBlanks(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  /// The topic that evidence was taken of, in the source that it was taken from.
  /// - Complexity: O(length of the titles)
  func topic(rememberedBy evidence: Anchor.Evidence) -> TopicIndex? {
    guard let title = evidence.path.last else { return .root }
    var rest = evidence.ordinal
    for index in 1..<max(1, count) {
      let topic = TopicIndex(index)
      guard depth(of: topic) == evidence.path.count,
        self.title(of: topic).cut(to: Anchor.maximumSelectedLength) == title,
        hasPath(topic, evidence)
      else {
        continue
      }
      rest -= 1
      if rest == 0 { return topic }
    }
    return nil
  }

  private func hasPath(_ topic: TopicIndex, _ evidence: Anchor.Evidence) -> Bool {
    let length = Anchor.Evidence.titleLength
    return depth(of: topic) == evidence.path.count
      && title(of: topic).cut(to: Anchor.maximumSelectedLength) == evidence.path.last
      && path(of: topic).map { $0.cut(to: length) } == evidence.path.dropLast()
  }
}
