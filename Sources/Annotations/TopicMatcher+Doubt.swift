/// Second looks at equal texts: one may be a copy, and the one that is meant was edited where it stood.
extension TopicMatcher {
  /// The matches that have to be looked at again.
  struct Suspects {
    /// Old topics that left their place among their neighbours.
    var displaced: [Int] = []
    /// Old topics with other new ones that say the same and are nothing else.
    var repeated: [(topic: Int, others: [Int])] = []

    var isEmpty: Bool { displaced.isEmpty && repeated.isEmpty }
  }

  /// The most topics of an equal text that are told apart.
  private static var mostRepeated: Int { 16 }
  /// The most siblings on each side that are looked at for one that was found.
  private static var mostSiblings: Int { 16 }

  /// Returns the matches by text or path that may have gone to a copy.
  /// - Complexity: O(n)
  func suspects(_ siblings: (old: Siblings, new: Siblings), _ slots: RememberedSlots?) -> Suspects {
    var suspects = Suspects()
    for topic in 1..<old.count where newOf[topic] >= 0 && !old.isEmpty(topic) {
      let isDisplaced = isAnchored(topic) ? !isInOrder(topic, siblings, slots) : hasMoved(topic)
      if isDisplaced { suspects.displaced.append(topic) }
    }
    suspects.repeated = repeated()
    return suspects
  }

  /// Whether more is known of an old topic than its name.
  func isAnchored(_ topic: Int) -> Bool { isWhole || old.previous[topic] != 0 }

  /// Whether the place of a topic that was found is between those of its neighbours.
  private func isInOrder(_ topic: Int, _ siblings: (old: Siblings, new: Siblings), _ slots: RememberedSlots?) -> Bool {
    let place = Int(newOf[topic])
    guard newParent(topic) == Int(new.parent[place]) else { return false }
    if let slots {
      if old.previous[topic] == new.previous[place] || old.next[topic] == new.next[place] { return true }
      let (behind, before) = slots.near(topic, below: Int(new.parent[place]), old)
      return behind.map { $0 <= place } ?? false && before.map { $0 >= place } ?? false
    }
    func nearest(_ siblings: [Int32]) -> Int? {
      var sibling = Int(siblings[topic])
      var left = Self.mostSiblings
      while sibling >= 0, left > 0 {
        let found = Int(newOf[sibling])
        if found >= 0, new.parent[found] == new.parent[place] { return found }
        (sibling, left) = (Int(siblings[sibling]), left - 1)
      }
      return nil
    }
    return nearest(siblings.old.previous).map { $0 < place } ?? true
      && nearest(siblings.old.next).map { $0 > place } ?? true
  }

  /// The topics that were found by their path or their text, while new topics elsewhere have the same text.
  ///
  /// Topics that kept their subtree are left out where all old topics are known: those have been told apart.
  private func repeated() -> [(topic: Int, others: [Int])] {
    var asked: [Int] = []
    for topic in 1..<old.count where newOf[topic] >= 0 && !old.isEmpty(topic) && isAnchored(topic) {
      if isWhole, old.subtree[topic] == new.subtree[Int(newOf[topic])] || !old.saysMore(topic) { continue }
      asked.append(topic)
    }
    guard !asked.isEmpty else { return [] }
    var keys = HashIndex(capacity: asked.count)
    for topic in asked { keys.add(old.text[topic], index: topic) }
    var others: [UInt64: [Int]] = [:]
    for place in 1..<new.count where isFree(new: place) && keys.count(of: new.text[place]) > 0 {
      if others[new.text[place]]?.count ?? 0 < Self.mostRepeated { others[new.text[place], default: []].append(place) }
    }
    return asked.compactMap { topic in
      guard let found = others[old.text[topic]], isWhole || found.count >= remembered[topic].sameText else {
        return nil
      }
      return (topic, found)
    }
  }

  /// Takes back the matches that may be copies.
  mutating func release(
    _ suspects: Suspects, _ similarity: inout Similarity, _ candidates: inout Candidates, _ slots: RememberedSlots?
  ) {
    let words = similarity.words.old
    for topic in suspects.displaced where newOf[topic] >= 0 {
      var rival = replacement(of: topic, &similarity, slots)
      if rival == nil {
        rival = candidates.mostWords(topic, words).first { isInItsPlace($0, topic, &similarity) }
      }
      if rival != nil || replacesOther(topic, &similarity) { releaseBranch(topic, rival) }
    }
    for (topic, others) in suspects.repeated where newOf[topic] >= 0 {
      let rival = others.first { isFree(new: $0) && isRival($0, of: topic, &similarity) }
      if let rival { releaseBranch(topic, rival) }
    }
  }

  /// Takes a match back with those of the branch below it.
  private mutating func releaseBranch(_ topic: Int, _ rival: Int?) {
    let place = Int(newOf[topic])
    contested[topic] = Contest(place: place, rival: rival)
    release(topic)
    guard isWhole else {
      var released: Set<Int32> = [Int32(topic)]
      for row in topic + 1..<max(topic + 1, old.count) where released.contains(old.parent[row]) {
        guard newOf[row] >= 0, old.path[row] != new.path[Int(newOf[row])] else { continue }
        released.insert(Int32(row))
        contested[row] = Contest(place: Int(newOf[row]))
        release(row)
      }
      return
    }
    let branch = place..<place + Int(new.subtreeCount[place])
    for row in topic + 1..<max(topic + 1, topic + Int(old.subtreeCount[topic])) where newOf[row] >= 0 {
      let found = Int(newOf[row])
      guard branch.contains(found), tier[row] == .certain else { continue }
      contested[row] = Contest(place: found)
      release(row)
    }
  }

  /// The topic that took the place of another and is much like it; nil where there is none.
  private func replacement(of topic: Int, _ similarity: inout Similarity, _ slots: RememberedSlots?) -> Int? {
    let place = Int(newOf[topic])
    let parent = Int(new.parent[place])
    func isLike(_ other: Int, _ least: Float) -> Bool {
      isFree(new: other) && other != place && similarity.isLike(old: topic, new: other, atLeast: least, self)
    }
    let former = newParent(topic)
    if former != parent {
      guard old.path[topic] != new.path[place] else { return nil }
      if let former {
        let found = new.children(former).prefix(64).first { isLike($0, Similarity.likeness) }
        if let found { return found }
      }
    }
    let near =
      slots?.places(of: topic, below: former, old) ?? similarity.gap(around: topic, below: former, self)
    return near.first { isLike($0, Similarity.trace) }
  }

  /// Whether a topic took the place of one that is much like it and was found nowhere.
  private func replacesOther(_ topic: Int, _ similarity: inout Similarity) -> Bool {
    let place = Int(newOf[topic])
    let parent = Int(new.parent[place])
    guard isWhole, newParent(topic) != parent, oldOf[parent] >= 0, old.path[topic] != new.path[place] else {
      return false
    }
    return old.children(Int(oldOf[parent])).prefix(64).contains {
      isFree(old: $0) && similarity.isLike(old: $0, new: place, self)
    }
  }

  /// Whether a new topic has the neighbours that another had, and is much like it.
  private func isInItsPlace(_ other: Int, _ topic: Int, _ similarity: inout Similarity) -> Bool {
    let (previous, next) = (old.previous[topic], old.next[topic])
    guard isFree(new: other), isAnchored(topic), ![previous, next, old.head[topic]].contains(new.head[other]) else {
      return false
    }
    let isBehind = new.previous[other] == previous
    let isBefore = new.next[other] == next
    guard isWhole || isBehind || isBefore else { return false }
    // At the edge of a list, or with nothing beside it that was there, it has to be much the same.
    let isAtEdge = !(isBehind && previous != Fingerprints.none) && !(isBefore && next != Fingerprints.none)
    let least = isAtEdge ? Similarity.sameness : isBehind && isBefore ? Similarity.trace : Similarity.likeness
    return similarity.isLike(old: topic, new: other, atLeast: least, self)
  }

  /// Whether another topic of the same text may be the one that is meant, and the one that was found its copy.
  private func isRival(_ other: Int, of topic: Int, _ similarity: inout Similarity) -> Bool {
    let place = Int(newOf[topic])
    func witnesses(_ place: Int) -> Int {
      let stands = old.previous[topic] == new.previous[place] && old.next[topic] == new.next[place]
      let isSameBranch = old.saysMore(topic) && old.subtree[topic] == new.subtree[place]
      return (stands && !isWhole ? 1 : 0) + (isSameBranch ? 1 : 0)
    }
    let (here, there) = (witnesses(place), witnesses(other))
    if there > here { return true }
    let isBeside = old.previous[topic] == new.previous[other] || old.next[topic] == new.next[other]
    guard !isWhole, there >= here || isBeside else { return false }
    // The section was copied whole, and corrected in its title where it stood.
    var (was, now, copied) = (Int(old.parent[topic]), Int(new.parent[other]), Int(new.parent[place]))
    while was > 0, now > 0, copied > 0, now != copied {
      if new.head[now] != old.head[was], isFree(new: now), similarity.isLike(old: was, new: now, self) { return true }
      (was, now, copied) = (Int(old.parent[was]), Int(new.parent[now]), Int(new.parent[copied]))
    }
    return false
  }
}

extension Fingerprints {
  /// Whether a topic has text or topics below its title.
  fileprivate func saysMore(_ topic: Int) -> Bool {
    guard subtree[topic] != 0 else { return false }
    var hash = StableHash(seed: text[topic])
    hash.combine(0)
    hash.combine(0)
    return subtree[topic] != hash.finished
  }
}

/// The places of topics that anchors remember, by their neighbours.
struct RememberedSlots {
  private let new: Fingerprints
  private var behind: HashIndex
  private var before: HashIndex
  /// By both neighbours, whatever is above.
  private var between: HashIndex

  /// - Complexity: O(n)
  init(_ new: Fingerprints) {
    self.new = new
    (behind, before, between) = (
      HashIndex(capacity: new.count), HashIndex(capacity: new.count), HashIndex(capacity: new.count)
    )
    for place in 1..<max(1, new.count) where !new.isEmpty(place) {
      let parent = UInt64(new.parent[place]) &+ 1
      behind.add(StableHash.of(parent, new.previous[place]), index: place)
      before.add(StableHash.of(parent, new.next[place]), index: place)
      between.add(StableHash.of(new.previous[place], new.next[place]), index: place)
    }
  }

  /// The topics right behind and right before the neighbours that a topic had; nil where these are not to be told.
  func near(_ topic: Int, below parent: Int, _ old: Fingerprints) -> (behind: Int?, before: Int?) {
    (
      behind.only(of: StableHash.of(UInt64(parent) &+ 1, old.previous[topic])),
      before.only(of: StableHash.of(UInt64(parent) &+ 1, old.next[topic]))
    )
  }

  /// The places that a topic may have had.
  func places(of topic: Int, below parent: Int?, _ old: Fingerprints) -> [Int] {
    if let parent {
      let (behind, before) = near(topic, below: parent, old)
      return [behind, before].compactMap { $0 }
    }
    guard old.previous[topic] != Fingerprints.none || old.next[topic] != Fingerprints.none else { return [] }
    return [between.only(of: StableHash.of(old.previous[topic], old.next[topic]))].compactMap { $0 }
  }
}
