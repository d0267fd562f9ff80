import Outline

/// Remembering a place in an outline.
extension Anchor {
  /// The longest text that a record may select, in Unicode scalars (MRSF 1.0 section 6.2).
  package static let maximumSelectedLength = 4096

  /// The whole of `topic`: its own first paragraph, with the lines that it stands on.
  /// - Complexity: O(length of the file), for the counts of look-alikes.
  package init(of topic: TopicIndex, in outline: Outline, blob: String?) {
    guard topic != .root else {
      self.init(ofFile: outline, blob: blob)
      return
    }
    self.init(of: topic, in: outline, blob: blob, evidence: Evidence(of: topic, in: outline, blob: blob))
  }

  /// Creates the part of `Anchor(of:in:blob:)` that doesn't need a pass over the whole file: without counts of
  /// look-alikes and anything of what is below the topic.
  package init(provisionally topic: TopicIndex, in outline: Outline, blob: String?) {
    self.init(of: topic, in: outline, blob: blob, evidence: Evidence(provisionally: topic, in: outline, blob: blob))
  }

  /// Each of `topics`, for less than one by one.
  /// - Complexity: O(length of the file), and O(n) in the file's topics for each
  package static func remembering(_ topics: [TopicIndex], in outline: Outline, blob: String?) -> [Anchor] {
    let fingerprints = Fingerprints(of: outline)
    return topics.map { topic in
      guard topic != .root else { return Anchor(ofFile: outline, blob: blob) }
      let evidence = Evidence(of: topic, in: outline, blob: blob, fingerprints: fingerprints)
      return Anchor(of: topic, in: outline, blob: blob, evidence: evidence)
    }
  }

  private init(of topic: TopicIndex, in outline: Outline, blob: String?, evidence: Evidence) {
    let row = outline[topic]
    self.init(
      target: .topic, line: row.line.int, endLine: row.endLine.int,
      selectedText: outline.text(ofLines: row.line...row.endLine).cut(to: Anchor.maximumSelectedLength),
      evidence: evidence)
  }

  /// The bytes `quotation` inside `topic`.
  /// - Complexity: O(length of the file), for the counts of look-alikes.
  package init(quoting quotation: Range<ByteOffset>, of topic: TopicIndex, in outline: Outline, blob: String?) {
    self.init(
      quoting: quotation, of: topic, in: outline, evidence: Evidence(of: topic, in: outline, blob: blob))
  }

  /// Creates the part of `Anchor(quoting:of:in:blob:)` that doesn't need a pass over the whole file.
  package init(
    provisionallyQuoting quotation: Range<ByteOffset>, of topic: TopicIndex, in outline: Outline, blob: String?
  ) {
    self.init(
      quoting: quotation, of: topic, in: outline,
      evidence: Evidence(provisionally: topic, in: outline, blob: blob))
  }

  private init(
    quoting quotation: Range<ByteOffset>, of topic: TopicIndex, in outline: Outline, evidence: Evidence
  ) {
    var evidence = evidence
    let segment = outline.segment(at: quotation.lowerBound)
    if segment.topic == topic {
      let length = Evidence.contextLength
      let range = segment.range
      // A scalar has four bytes at most.
      let start = max(range.lowerBound.int, quotation.lowerBound.int - 4 * length)
      let end = min(range.upperBound.int, quotation.upperBound.int + 4 * length)
      if start <= quotation.lowerBound.int {
        evidence.prefix = String(
          String.UnicodeScalarView(
            outline.sourceText(ByteOffset(start)..<quotation.lowerBound).unicodeScalars.suffix(length)))
      }
      if quotation.upperBound.int <= end {
        evidence.suffix = outline.sourceText(quotation.upperBound..<ByteOffset(end)).cut(to: length)
      }
    }
    self.init(
      target: .quote, line: outline.line(at: quotation.lowerBound).int,
      endLine: outline.lines(of: quotation).upperBound.int, startColumn: outline.scalarColumn(of: quotation.lowerBound),
      endColumn: outline.scalarColumn(of: quotation.upperBound),
      selectedText: outline.sourceText(quotation).cut(to: Anchor.maximumSelectedLength), evidence: evidence)
  }

  /// The whole file.
  package init(ofFile outline: Outline, blob: String?) {
    self.init(target: .file, evidence: Evidence(path: [], blob: blob))
  }
}

extension String {
  /// The first `count` scalars.
  func cut(to count: Int) -> String {
    utf8.count <= count ? self : String(String.UnicodeScalarView(unicodeScalars.prefix(count)))
  }
}

extension Anchor.Evidence {
  /// Creates the evidence of `topic`: texts of itself, its ancestors, neighbours and children, and counts of
  /// look-alikes.
  /// - Complexity: O(length of the file)
  package init(of topic: TopicIndex, in outline: Outline, blob: String?) {
    self.init(of: topic, in: outline, blob: blob, fingerprints: Fingerprints(of: outline))
  }

  init(of topic: TopicIndex, in outline: Outline, blob: String?, fingerprints: Fingerprints) {
    guard topic != .root else {
      self.init(path: [], blob: blob)
      return
    }
    self.init(provisionally: topic, in: outline, blob: blob)
    let own = topic.int
    let lookAlikes = fingerprints.lookAlikes(of: own)
    let children = fingerprints.children(own).filter { !fingerprints.isEmpty($0) }.map(TopicIndex.init)
    let remembered = children.count > 4 ? Array(children.prefix(3)) + [children[children.count - 1]] : children
    ordinal = lookAlikes.ordinal
    samePath = lookAlikes.samePath
    self.children = remembered.map { outline.title(of: $0).cut(to: Self.titleLength) }
    childCount = children.count
    subtree = Self.hexadecimal(fingerprints.subtree[own])
    sameText = lookAlikes.sameText
    sameContext = lookAlikes.sameContext
    isContentsEntry = fingerprints.traits[own].contains(.contentsEntry)
  }

  /// Creates the part of the evidence that needs no pass over the whole file: texts of `topic`, its ancestors and
  /// neighbours.
  init(provisionally topic: TopicIndex, in outline: Outline, blob: String?) {
    guard topic != .root else {
      self.init(path: [], blob: blob)
      return
    }
    func title(_ other: TopicIndex) -> String { outline.title(of: other).cut(to: Self.titleLength) }
    var level: Int?
    if case .heading(let rank) = outline.kind(of: topic) { level = rank }
    self.init(
      path: outline.ancestors(of: topic).filter { $0 != .root }.reversed().map(title)
        + [outline.title(of: topic).cut(to: Anchor.maximumSelectedLength)],
      previousSibling: outline.textBefore(topic).map(title), nextSibling: outline.textBehind(topic).map(title),
      blob: blob, level: level)
  }

  /// The subtree hash as a number; 0 for none.
  var subtreeHash: UInt64 { subtree.flatMap { UInt64($0, radix: 16) } ?? 0 }

  private static func hexadecimal(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// Neighbours, where topics without a text are looked through.
extension Outline {
  private func hasText(_ topic: TopicIndex) -> Bool { !self[topic].title.isEmpty }

  private func parentWithText(of topic: TopicIndex) -> TopicIndex {
    ancestors(of: topic).first { $0 == .root || hasText($0) } ?? .root
  }

  /// The nearest topic above `topic` that has a text and the same parent.
  func textBefore(_ topic: TopicIndex) -> TopicIndex? {
    let parent = parentWithText(of: topic)
    var at = topic.int - 1
    while at > parent.int {
      // The outermost with a text on the way up from there.
      var found: TopicIndex?
      var above = TopicIndex(at)
      while above != parent, above != .root {
        if hasText(above) { found = above }
        above = self.parent(of: above) ?? .root
      }
      if let found { return found }
      at -= 1
    }
    return nil
  }

  /// The nearest topic below `topic` that has a text and the same parent.
  func textBehind(_ topic: TopicIndex) -> TopicIndex? {
    let end = subtree(of: parentWithText(of: topic)).upperBound
    let start = hasText(topic) ? subtree(of: topic).upperBound : topic.int + 1
    return (start..<max(start, end)).lazy.map(TopicIndex.init).first(where: hasText)
  }
}

extension Fingerprints {
  /// The counts of the topics that resemble one, itself included.
  struct LookAlikes {
    var sameText = 0
    var samePath = 0
    var ordinal = 0
    var sameContext = 0
  }

  /// - Complexity: O(n)
  func lookAlikes(of topic: Int) -> LookAlikes {
    var lookAlikes = LookAlikes()
    var neighbours = 0
    var subtrees = 0
    for other in 1..<count where text[other] == text[topic] {
      lookAlikes.sameText += 1
      guard path[other] == path[topic] else { continue }
      lookAlikes.samePath += 1
      if other == topic { lookAlikes.ordinal = lookAlikes.samePath }
      if previous[other] == previous[topic], next[other] == next[topic] { neighbours += 1 }
      if subtree[other] == subtree[topic] { subtrees += 1 }
    }
    lookAlikes.sameContext = max(neighbours, subtrees)
    return lookAlikes
  }
}
