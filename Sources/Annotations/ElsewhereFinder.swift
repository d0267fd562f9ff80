import Outline

/// Looks through the other files of a notebook for what annotations were made on, where their own does not have it.
///
/// Nothing that is found here is taken for granted: a section may have moved, or its words were copied. The reader is
/// offered the best three of each.
package struct ElsewhereFinder<File: Hashable & Sendable>: Sendable {
  /// A place in another file.
  package struct Place: Hashable, Sendable {
    /// The file that has it.
    package var file: File
    /// The anchor that an annotation would have there.
    package var anchor: Anchor
    /// The titles down to the topic that it belongs to.
    package var path: [String]
    /// The source lines, or the words that were quoted.
    package var text: String
    /// Whether it says the very same.
    package var isSame: Bool
    /// 0 to 1.
    package var score: Float
  }

  private struct Wanted {
    var text: String
    var isQuote: Bool
    var evidence: Anchor.Evidence?
    var comparable: [UInt8]
    var found: [Place] = []

    /// Whether it has words enough to be known by them alone.
    var isLong: Bool { comparable.count >= 20 && comparable.count { $0 == 0x20 } >= 2 }

    mutating func insert(_ place: Place) {
      let at = found.firstIndex { $0.score < place.score } ?? found.count
      found.insert(place, at: at)
      if found.count > ElsewhereFinder.most { found.removeLast() }
    }
  }

  private var wanted: [Wanted?]

  private static var most: Int { 3 }
  /// The least likeness of a place that is offered.
  private static var offered: Float { 0.45 }
  /// The score of an identical text that is too short to tell one topic from others.
  private static var brief: Float { 0.6 }

  /// - Parameter anchors: what is looked for; the whole file is nowhere else.
  package init(_ anchors: [Anchor]) {
    wanted = anchors.map { anchor in
      guard anchor.target != .file, let text = anchor.selectedText, text.contains(where: { !$0.isWhitespace }) else {
        return nil
      }
      return Wanted(
        text: text, isQuote: anchor.target == .quote, evidence: anchor.evidence,
        comparable: ComparableText(ofLines: text).bytes)
    }
  }

  /// The places that were found for the anchor at `index`, the best first.
  package func places(of index: Int) -> [Place] { wanted[index]?.found ?? [] }

  /// Looks through one more file.
  /// - Complexity: O(length of the file), and a bounded number of comparisons for each anchor
  package mutating func look(in outline: Outline, blob: String?, of file: File) {
    guard wanted.contains(where: { $0 != nil }) else { return }
    var search = PassageSearch(outline)
    var fingerprints: Fingerprints?
    for index in wanted.indices {
      guard let one = wanted[index] else { continue }
      if !one.isQuote, fingerprints == nil { fingerprints = Fingerprints(of: outline) }
      var found: [(range: Range<Int>?, topic: TopicIndex, score: Float, isSame: Bool)] = []
      if one.isQuote {
        for range in search.hits(of: one.text).ranges.prefix(Self.most) {
          found.append((range, .root, one.isLong ? 1 : Self.brief, true))
        }
      } else if let fingerprints {
        for topic in fingerprints.topics(saying: one.comparable).prefix(Self.most) {
          let isWitnessed = one.isLong || fingerprints.stands(topic, as: one.evidence)
          found.append((nil, TopicIndex(topic), isWitnessed ? 1 : Self.brief, true))
        }
      }
      if found.isEmpty {
        for like in search.likenesses(of: one.text, limit: Self.most) where like.score >= Self.offered {
          found.append((like.range, .root, min(like.score, 0.95), false))
        }
      }
      for place in found {
        let isBetter = one.found.count < Self.most || place.score > wanted[index]?.found.last?.score ?? 0
        guard isBetter else { continue }
        wanted[index]?.insert(Self.place(place, in: outline, blob, file))
      }
    }
  }

  private static func place(
    _ found: (range: Range<Int>?, topic: TopicIndex, score: Float, isSame: Bool), in outline: Outline, _ blob: String?,
    _ file: File
  ) -> Place {
    var topic = found.topic
    var quotation: Range<ByteOffset>?
    if let range = found.range { (topic, quotation) = outline.passage(range) }
    let anchor =
      quotation.map { Anchor(quoting: $0, of: topic, in: outline, blob: blob) }
      ?? Anchor(of: topic, in: outline, blob: blob)
    return Place(
      file: file, anchor: anchor, path: topic == .root ? [] : outline.path(of: topic) + [outline.title(of: topic)],
      text: anchor.selectedText ?? "", isSame: found.isSame, score: found.score)
  }
}

extension Fingerprints {
  /// The topics with a text.
  /// - Complexity: O(n)
  fileprivate func topics(saying text: [UInt8]) -> [Int] {
    guard !text.isEmpty else { return [] }
    let hash = StableHash.of(text)
    return (1..<max(1, count)).filter { self.text[$0] == hash }
  }

  /// Whether something beside its text says that a topic of another file is the one that evidence is of: what is below
  /// it, or what stands around it.
  fileprivate func stands(_ topic: Int, as evidence: Anchor.Evidence?) -> Bool {
    guard let evidence else { return false }
    if evidence.childCount > 0 { return subtree[topic] == evidence.subtreeHash }
    let before = evidence.previousSibling.map(Fingerprints.headHash) ?? Fingerprints.none
    let behind = evidence.nextSibling.map(Fingerprints.headHash) ?? Fingerprints.none
    let hasNeighbour = evidence.previousSibling != nil || evidence.nextSibling != nil
    if hasNeighbour, previous[topic] == before, next[topic] == behind { return true }
    guard let above = evidence.path.dropLast().last, parent[topic] > 0 else { return false }
    return head[Int(parent[topic])] == Fingerprints.headHash(of: above)
  }
}
