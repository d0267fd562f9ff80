// MARK: - A similar text

extension TopicMatcher {
  /// An old topic and a new one that may be the same.
  struct Pair {
    var score: Float
    /// The likeness of the texts, if that can carry a match alone: not for brief ones.
    var text: Float
    var topic: Int32
    var place: Int32
  }

  /// The scores that a match has to reach.
  struct Thresholds {
    /// Under the same parent.
    var edited: Float = 0.70
    /// Under another.
    var likely: Float = 0.72
    /// Under another, by the text alone.
    var alike: Float = 0.70
    /// Better than the next best, on both sides.
    var margin: Float = 0.08
    /// The score that is enough for a match that is better than the next best by `clearMargin`.
    var clear: Float = 0.62
    var clearMargin: Float = 0.2
  }

  /// 7. Texts that were edited, the best pairs first; what they bring down to their children; then once more.
  mutating func matchSimilarText() {
    defer { takeWeak() }
    let siblings = (old: Siblings(of: old), new: Siblings(of: new))
    let slots = isWhole ? nil : RememberedSlots(new)
    let suspects = suspects(siblings, slots)
    guard hasOpenText || !suspects.isEmpty else { return }
    var similarity = Similarity(self, siblings, suspects)
    if !suspects.isEmpty {
      var rivals = Candidates(self, similarity.words.new)
      release(suspects, &similarity, &rivals, slots)
    }
    guard hasOpenText else { return }
    var candidates = Candidates(self, similarity.words.new)
    var first: [Pair] = []
    for round in 0..<3 {
      let pairs = similarPairs(&similarity, &candidates)
      if round == 0 { first = pairs }
      guard !pairs.isEmpty, takeBest(of: pairs) else { break }
      matchUnderMatchedParents()
      guard hasOpenText else { break }
    }
    joinMerged(first, similarity)
    offerSplit(first, similarity)
    offerRest(similarity, &candidates)
    offerContested()
  }

  /// Offers the matches that were taken back beside the topics that may be meant instead, whichever were taken since.
  private mutating func offerContested() {
    for (topic, contest) in contested where isFree(old: topic) || tier[topic] == .likely {
      let places = [contest.rival, contest.place].compactMap { $0 }.filter { isFree(new: $0) || newOf[topic] == $0 }
      guard !places.isEmpty else { continue }
      let others = (offered[topic] ?? suggested[topic] ?? []).filter { !places.contains($0) }
      offered[topic] = places + others
    }
  }

  /// A text that is unique on both sides, if nothing better was found for it.
  private mutating func takeWeak() {
    for (topic, place) in weak where isFree(old: topic) && isFree(new: place) && contested[topic] == nil {
      if isWhole, old.isInContents(topic) != new.isInContents(place) { continue }
      guard isWhole || !old.traits[topic].contains(.brief) || hasWitness(topic, place) else {
        offered[topic] = [place] + (offered[topic] ?? []).filter { $0 != place }
        continue
      }
      pair(topic, place, .likely)
      offered[topic] = nil
    }
  }

  /// Whether a link, a neighbour, or the name of what is above speaks for a place besides the text.
  private func hasWitness(_ topic: Int, _ place: Int) -> Bool {
    if old.traits[topic].contains(.contentsEntry) { return new.traits[place].contains(.contentsEntry) }
    if old.link[topic] != 0, old.link[topic] == new.link[place] { return true }
    for (one, other) in [(old.previous[topic], new.previous[place]), (old.next[topic], new.next[place])]
    where one == other && one != 0 && one != Fingerprints.none {
      return true
    }
    let (above, parent) = (Int(old.parent[topic]), Int(new.parent[place]))
    return above > 0 && parent > 0 && old.head[above] == new.head[parent]
  }

  private var hasOpenText: Bool {
    (1..<old.count).contains { isFree(old: $0) && !old.isEmpty($0) } && oldOf.contains(-1)
  }

  /// For each free old topic its four best places.
  private func similarPairs(_ similarity: inout Similarity, _ candidates: inout Candidates) -> [Pair] {
    var pairs: [Pair] = []
    var best: [Pair] = []
    let siblings = similarity.siblings
    let words = similarity.words.old
    for topic in 1..<old.count where isFree(old: topic) && !old.isEmpty(topic) {
      best.removeAll(keepingCapacity: true)
      for place in candidates.places(for: topic, self, words, siblings) {
        let (score, text) = similarity.score(topic, place, self)
        guard score >= Similarity.least else { continue }
        best.append(Pair(score: score, text: text, topic: Int32(topic), place: Int32(place)))
      }
      best.sort { $0.score > $1.score }
      pairs.append(contentsOf: best.prefix(4))
    }
    return pairs
  }

  /// Takes what is good enough and better than what else there is; offers the rest to the reader. Says whether
  /// anything was taken.
  private mutating func takeBest(of pairs: [Pair]) -> Bool {
    let thresholds = Thresholds()
    let sorted = pairs.sorted { ($0.score, $1.topic, $1.place) > ($1.score, $0.topic, $0.place) }
    var ofPlace: [Int32: [Pair]] = [:]
    var ofTopic: [Int32: [Pair]] = [:]
    for pair in sorted {
      ofTopic[pair.topic, default: []].append(pair)
      // The best rivals decide about the margin.
      if ofPlace[pair.place]?.count ?? 0 < 16 { ofPlace[pair.place, default: []].append(pair) }
    }
    var hasTaken = false
    for pair in sorted {
      let (topic, place) = (Int(pair.topic), Int(pair.place))
      guard isFree(old: topic), isFree(new: place) else { continue }
      let others = (ofTopic[pair.topic] ?? []).filter { $0.place != pair.place && isFree(new: Int($0.place)) }
      let rivals = (ofPlace[pair.place] ?? []).filter { $0.topic != pair.topic && isFree(old: Int($0.topic)) }
      // What only these two link to tells them from all that reads much the same.
      let isOnlyLink = hasSameLink(pair) && !others.contains(where: hasSameLink) && !rivals.contains(where: hasSameLink)
      guard isOnlyLink || !others.contains(where: { $0.text > pair.text + 0.05 }) else { continue }
      let second = max(others.map { weight($0, beside: pair) }.max() ?? 0, rivals.map(\.score).max() ?? 0)
      let isSameParent = newParent(topic) == Int(new.parent[place])
      let isClear =
        pair.score >= thresholds.clear && pair.score - second >= thresholds.clearMargin
        && (isSameParent || !old.traits[topic].contains(.brief))
      // Sums that are equal on paper may differ in the last bit.
      guard pair.score - second + 0.000_01 >= (isOnlyLink ? 0 : thresholds.margin),
        isSameParent && pair.score >= thresholds.edited || pair.score >= thresholds.likely
          || !isSameParent && pair.text >= thresholds.alike || isClear
      else { continue }
      // A short name alone is no proof: it may be that of many things.
      let isName = !isWhole && old.traits[topic].contains(.brief) && old.text[topic] == new.text[place]
      guard !isName || isSameParent || hasWitness(topic, place) else { continue }
      let isEdited =
        isSameParent && pair.score >= thresholds.edited && contested[topic] == nil
        && (isWhole || isSameSlot(topic, place))
      self.pair(topic, place, isEdited ? .edited : .likely)
      hasTaken = true
    }
    offered = [:]
    for (topic, found) in ofTopic where isFree(old: Int(topic)) {
      offered[Int(topic)] = found.map { Int($0.place) }.filter { isFree(new: $0) || tier[Int(oldOf[$0])] != .certain }
    }
    return hasTaken
  }

  /// The score of a place beside that of another with the same text: less where only the other is a heading as the
  /// topic was, or has something below it as the topic had.
  private func weight(_ pair: Pair, beside best: Pair) -> Float {
    let (topic, place, other) = (Int(pair.topic), Int(best.place), Int(pair.place))
    guard !isWhole, new.text[place] == new.text[other], new.text[place] == old.text[topic] else { return pair.score }
    let (was, here) = (old.traits[topic].intersection(Self.shape), new.traits[place].intersection(Self.shape))
    guard was == here, new.traits[other].intersection(Self.shape) != was else { return pair.score }
    return pair.score - Self.shapeWeight
  }

  private static let shape: Fingerprints.Traits = [.heading, .branch]
  private static let shapeWeight: Float = 0.08

  /// Whether a neighbour or the children that are remembered say that it is the same topic: of siblings that are much
  /// alike, the text alone does not.
  private func isSameSlot(_ topic: Int, _ place: Int) -> Bool {
    if old.previous[topic] == new.previous[place], old.previous[topic] != 0 { return true }
    if old.next[topic] == new.next[place], old.next[topic] != 0 { return true }
    let heads = remembered[topic].childHeads
    return !heads.isEmpty && new.children(place).prefix(64).contains { heads.contains(new.head[$0]) }
  }

  private func hasSameLink(_ pair: Pair) -> Bool {
    let link = old.link[Int(pair.topic)]
    return link != 0 && link == new.link[Int(pair.place)]
  }
}
