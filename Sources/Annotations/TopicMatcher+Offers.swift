// MARK: - What is offered to the reader

extension TopicMatcher {
  /// Places are offered that share at least so much of a text's words.
  private static let leastShared: Float = 0.15

  /// Offers what stands in the place of a topic that is gone, and what has its rare words, wherever that is.
  ///
  /// What took a place alone and says all that stood there, or nothing else, is taken for it, with a mark.
  mutating func offerRest(_ similarity: Similarity, _ candidates: inout Candidates) {
    let slots = Slots(self, similarity.siblings)
    let words = similarity.words
    for topic in 1..<old.count where isFree(old: topic) && !old.isEmpty(topic) {
      let slot = slots.slot(of: topic, self)
      if let place = slot.only, isFree(new: place) {
        let isHeading = old.traits[topic].contains(.heading) == new.traits[place].contains(.heading)
        if isHeading, offered[topic]?.first.map({ $0 == place }) ?? true, hasAllWords(topic, place, words) {
          pair(topic, place, .likely)
          offered[topic] = [place]
          continue
        }
        // Nothing speaks for it but the place: that is worth a look.
        let others = (offered[topic] ?? []).filter { $0 != place }
        if others.isEmpty, offered[topic]?.isEmpty ?? true {
          suggested[topic] = [place]
        } else {
          offered[topic] = [place] + others
        }
      }
      guard offered[topic]?.count ?? 0 < 3 else { continue }
      var rest = slot.near.filter { isFree(new: $0) }
      rest += candidates.mostWords(topic, words.old).prefix(6).filter { place in
        isFree(new: place)
          && Words.shared(words.old, topic, words.new, place) >= Self.leastShared * words.old.totals[topic]
      }
      rest.removeAll { (offered[topic] ?? suggested[topic] ?? []).contains($0) }
      guard !rest.isEmpty else { continue }
      if offered[topic]?.isEmpty ?? true {
        suggested[topic, default: []] += rest.prefix(3)
      } else {
        offered[topic, default: []] += rest.prefix(3)
      }
    }
  }

  /// Whether one of two texts has all words of the other.
  private func hasAllWords(_ topic: Int, _ place: Int, _ words: (old: Words, new: Words)) -> Bool {
    let shared = Words.shared(words.old, topic, words.new, place)
    let least = min(words.old.totals[topic], words.new.totals[place])
    return shared > 0 && shared >= least * 0.999
  }
}

/// The free places of the newer version by their neighbours, for topics that are missing there.
private struct Slots {
  private let siblings: (old: Siblings, new: Siblings)
  private var between: HashIndex
  private var behind: HashIndex
  private var before: HashIndex

  init(_ matcher: TopicMatcher, _ siblings: (old: Siblings, new: Siblings)) {
    self.siblings = siblings
    let count = matcher.isWhole ? 0 : matcher.new.count
    (between, behind, before) = (HashIndex(capacity: count), HashIndex(capacity: count), HashIndex(capacity: count))
    guard !matcher.isWhole else { return }
    let new = matcher.new
    for place in 1..<new.count where matcher.isFree(new: place) && !new.isEmpty(place) {
      let parent = Int(new.parent[place])
      between.add(Self.key(parent, new.previous[place], new.next[place]), index: place)
      if new.previous[place] != Fingerprints.none { behind.add(Self.key(parent, new.previous[place]), index: place) }
      if new.next[place] != Fingerprints.none { before.add(Self.key(parent, new.next[place]), index: place) }
    }
  }

  private static func key(_ parent: Int, _ heads: UInt64...) -> UInt64 {
    heads.reduce(UInt64(parent) &+ 1) { StableHash.of($0, $1) }
  }

  /// The place that nothing else can have taken, and those that stand next to where a neighbour is.
  func slot(of topic: Int, _ matcher: borrowing TopicMatcher) -> (only: Int?, near: [Int]) {
    guard let parent = matcher.newParent(topic) else { return (nil, []) }
    return matcher.isWhole ? gap(around: topic, below: parent, matcher) : remembered(topic, below: parent, matcher)
  }

  private func remembered(_ topic: Int, below parent: Int, _ matcher: borrowing TopicMatcher) -> (
    only: Int?, near: [Int]
  ) {
    let (previous, next) = (matcher.old.previous[topic], matcher.old.next[topic])
    guard previous != 0 || next != 0 else { return (nil, []) }
    let only = between.only(of: Self.key(parent, previous, next))
    let near = [behind.only(of: Self.key(parent, previous)), before.only(of: Self.key(parent, next))]
    return (only, near.compactMap { $0 })
  }

  /// The free new topics between those that became of the nearest siblings that are there.
  private func gap(around topic: Int, below parent: Int, _ matcher: borrowing TopicMatcher) -> (only: Int?, near: [Int])
  {
    var (lost, start, end) = (1, -1, -1)
    var sibling = Int(siblings.old.previous[topic])
    while sibling >= 0, lost < 8 {
      if matcher.newOf[sibling] >= 0 {
        start = Int(matcher.newOf[sibling])
        break
      }
      (lost, sibling) = (lost + 1, Int(siblings.old.previous[sibling]))
    }
    sibling = Int(siblings.old.next[topic])
    while sibling >= 0, lost < 8 {
      if matcher.newOf[sibling] >= 0 {
        end = Int(matcher.newOf[sibling])
        break
      }
      (lost, sibling) = (lost + 1, Int(siblings.old.next[sibling]))
    }
    let new = matcher.new
    func isHere(_ place: Int) -> Bool { place >= 0 && Int(new.parent[place]) == parent }
    var found: [Int] = []
    var place = isHere(start) ? Int(siblings.new.next[start]) : new.children(parent).first { _ in true } ?? -1
    if !isHere(start), start >= 0 { place = -1 }
    while place >= 0, place != end, found.count < 4, matcher.isFree(new: place) {
      found.append(place)
      place = Int(siblings.new.next[place])
    }
    let isClosed = place == end || place < 0 && end < 0
    return (found.count == 1 && lost == 1 && isClosed ? found[0] : nil, found)
  }
}
