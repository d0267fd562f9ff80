/// Assigns the topics of an older version of a file to those of a newer one, all of them at once.
///
/// From the strongest evidence to the weakest; a topic that is taken is not given again. The steps here need the text
/// to be the same; what they find is certain enough to be shown without a word. `TopicMatcher+Similar.swift` goes on
/// where the text was edited.
struct TopicMatcher {
  let old: Fingerprints
  let new: Fingerprints
  /// Whether all topics of the older version are known, or only what anchors remember.
  let isWhole: Bool
  /// For each old topic, the remembered counts of topics that shared a property with it, where they can't be counted.
  let remembered: [Remembered]

  /// By old topic; -1 for none.
  private(set) var newOf: [Int32]
  /// By new topic; -1 for none.
  private(set) var oldOf: [Int32]
  /// By old topic, how sure the match is.
  private(set) var tier: [Tier]
  /// Old topics that were left to the reader, with the best places.
  var offered: [Int: [Int]] = [:]
  /// Of those that nothing speaks for: what the reader may want to look at all the same.
  var suggested: [Int: [Int]] = [:]
  /// Old topics with the places that were taken from them again, since something else may be meant.
  var contested: [Int: Contest] = [:]
  /// Unique texts that nothing else speaks for.
  private(set) var weak: [(topic: Int, place: Int)] = []

  enum Tier: UInt8 {
    case none
    /// Text and place, or text and a second witness.
    case certain
    /// The text changed and the parent is the same.
    case edited
    /// The text changed and so did the place.
    case likely
  }

  /// A place that was taken back, and the one that may be meant instead, if a certain one speaks against it.
  struct Contest {
    var place: Int
    var rival: Int?
  }

  /// The facts that an anchor remembers of the rest of its file.
  struct Remembered {
    /// Topics of the same text.
    var sameText = 1
    /// Topics of the same path, and which of them it was, from 1.
    var samePath = 1
    var ordinal = 1
    /// The number of topics with the same path and neighbours, or the same path and subtree.
    var sameContext = 1
    /// Heads of the first three children and the last.
    var childHeads: [UInt64] = []
  }

  /// Old against new, both whole.
  init(_ old: Fingerprints, _ new: Fingerprints) {
    self.init(old, new, isWhole: true, remembered: [])
  }

  init(_ old: Fingerprints, _ new: Fingerprints, isWhole: Bool, remembered: [Remembered]) {
    self.old = old
    self.new = new
    self.isWhole = isWhole
    self.remembered = remembered
    newOf = Array(repeating: -1, count: old.count)
    oldOf = Array(repeating: -1, count: new.count)
    tier = Array(repeating: .none, count: old.count)
    pair(0, 0, .certain)
    matchSameText()
    matchSimilarText()
  }

  @inline(__always)
  func isFree(old topic: Int) -> Bool { newOf[topic] < 0 }

  @inline(__always)
  func isFree(new topic: Int) -> Bool { oldOf[topic] < 0 }

  @inline(__always)
  mutating func pair(_ topic: Int, _ place: Int, _ tier: Tier) {
    newOf[topic] = Int32(place)
    oldOf[place] = Int32(topic)
    self.tier[topic] = tier
  }

  /// Whether an old topic was found under another parent.
  func hasMoved(_ topic: Int) -> Bool {
    topic > 0 && newOf[topic] >= 0 && newParent(topic) != Int(new.parent[Int(newOf[topic])])
  }

  /// Takes a match back.
  mutating func release(_ topic: Int) {
    oldOf[Int(newOf[topic])] = -1
    newOf[topic] = -1
    tier[topic] = .none
  }

  /// Returns the new place of an old topic's parent; nil for the root and where the parent has none.
  @inline(__always)
  func newParent(_ topic: Int) -> Int? {
    guard old.parent[topic] >= 0 else { return nil }
    let place = newOf[Int(old.parent[topic])]
    return place < 0 ? nil : Int(place)
  }
}

// MARK: - The same text

extension TopicMatcher {
  private mutating func matchSameText() {
    matchSubtreesInPlace()
    match(\.sameContext) { side, topic in
      StableHash.of(side.path[topic], StableHash.of(side.previous[topic], side.next[topic]))
    }
    match(\.samePath) { side, topic in
      !side.isEmpty(topic) || side.traits[topic].contains(.branch) ? side.path[topic] : 0
    }
    matchTwinsOfPath()
    matchUnderMatchedParents()
    matchUniqueTexts()
    matchUnderMatchedParents()
    matchMovedSubtrees()
    matchUnderMatchedParents()
    matchBetweenNeighbours()
  }

  /// Counts the keys of the free old topics on both sides. A key of 0 is left out.
  private func keys(_ known: KeyPath<Remembered, Int>, _ key: (Fingerprints, Int) -> UInt64) -> UniqueKeyIndex {
    let free = (1..<old.count).filter { isFree(old: $0) }
    var keys = UniqueKeyIndex(capacity: free.count)
    guard !free.isEmpty else { return keys }
    for topic in free { keys.insert(key(old, topic)) }
    for topic in 1..<old.count { keys.countOld(key(old, topic), count: count(topic, known)) }
    for place in 1..<new.count { keys.countNew(key(new, place), place: place) }
    return keys
  }

  /// 1. Nothing about a topic or below it changed, nor its path.
  private mutating func matchSubtreesInPlace() {
    func key(_ side: Fingerprints, _ topic: Int) -> UInt64 {
      side.subtree[topic] == 0 ? 0 : StableHash.of(side.subtree[topic], side.path[topic])
    }
    let keys = keys(\.sameContext, key)
    var topic = 1
    while topic < old.count {
      guard let place = keys.only(key(old, topic)), isFree(new: place) else {
        topic += 1
        continue
      }
      topic += pairSubtrees(topic, place)
    }
  }

  /// Pairs two equal subtrees; returns how many topics they have.
  private mutating func pairSubtrees(_ topic: Int, _ place: Int) -> Int {
    guard isWhole, old.subtreeCount[topic] == new.subtreeCount[place] else {
      pair(topic, place, .certain)
      return 1
    }
    let size = Int(old.subtreeCount[topic])
    for offset in 0..<size
    where old.text[topic + offset] == new.text[place + offset] && isFree(old: topic + offset)
      && isFree(new: place + offset)
    {
      pair(topic + offset, place + offset, .certain)
    }
    return size
  }

  private func count(_ topic: Int, _ known: KeyPath<Remembered, Int>) -> Int {
    isWhole || topic >= remembered.count ? 1 : max(remembered[topic][keyPath: known], 1)
  }

  /// 2 and 3. Pairs what has a key that nothing else has, on both sides. A key of 0 is left out.
  private mutating func match(_ known: KeyPath<Remembered, Int>, by key: (Fingerprints, Int) -> UInt64) {
    let keys = keys(known, key)
    for topic in 1..<old.count where isFree(old: topic) {
      guard let place = keys.only(key(old, topic)), isFree(new: place) else { continue }
      pair(topic, place, .certain)
    }
  }

  /// 3, for topics of one path, as in a table of contents and in what it lists: the same one of as many as there were,
  /// beside a neighbour that it had.
  private mutating func matchTwinsOfPath() {
    guard !isWhole else { return }
    let twins = (1..<old.count).filter { isFree(old: $0) && remembered[$0].samePath > 1 && !old.isEmpty($0) }
    guard !twins.isEmpty else { return }
    var keys = HashIndex(capacity: twins.count)
    for topic in twins { keys.add(old.path[topic], index: topic) }
    var places: [UInt64: [Int]] = [:]
    for place in 1..<new.count where keys.count(of: new.path[place]) > 0 {
      places[new.path[place], default: []].append(place)
    }
    for topic in twins {
      let found = places[old.path[topic]] ?? []
      guard found.count == remembered[topic].samePath, found.indices.contains(remembered[topic].ordinal - 1) else {
        continue
      }
      let place = found[remembered[topic].ordinal - 1]
      guard isFree(new: place), isMatchedAround(topic, place) else { continue }
      pair(topic, place, .certain)
    }
  }

  /// 4. The text occurs once in each of the documents.
  private mutating func matchUniqueTexts() {
    let keys = keys(\.sameText) { $0.text[$1] }
    for topic in 1..<old.count where isFree(old: topic) && !old.isEmpty(topic) {
      guard let place = keys.only(old.text[topic]), isFree(new: place) else { continue }
      guard !lostItsChildren(topic, place) else { continue }
      if isWeak(topic, place), !hasSecondWitness(topic, place) {
        weak.append((topic, place))
      } else {
        pair(topic, place, .certain)
      }
    }
  }

  /// Whether an equal text alone does not say that `place` is where `topic` went.
  private func isWeak(_ topic: Int, _ place: Int) -> Bool {
    if newParent(topic) == Int(new.parent[place]) { return false }
    let (was, now) = (old.traits[topic], new.traits[place])
    if was.contains(.brief) || was.contains(.contentsEntry) { return true }
    return was.contains(.heading) != now.contains(.heading) || hasOtherLink(topic, place)
  }

  private func hasOtherLink(_ topic: Int, _ place: Int) -> Bool {
    old.link[topic] != 0 && new.link[place] != 0 && old.link[topic] != new.link[place]
  }

  func lostItsChildren(_ topic: Int, _ place: Int) -> Bool {
    old.traits[topic].contains(.branch) && !new.traits[place].contains(.branch)
  }

  /// Whether something besides its text says that `place` is where `topic` went.
  private func hasSecondWitness(_ topic: Int, _ place: Int) -> Bool {
    if old.link[topic] != 0, old.link[topic] == new.link[place] { return true }
    if old.subtree[topic] == new.subtree[place], old.traits[topic].contains(.branch) { return true }
    if hasOtherLink(topic, place) || old.traits[topic].contains(.contentsEntry) { return false }
    if old.previous[topic] == new.previous[place], old.next[topic] == new.next[place] {
      return old.previous[topic] != Fingerprints.none || old.next[topic] != Fingerprints.none
    }
    guard old.parent[topic] > 0, new.parent[place] > 0 else { return false }
    return old.text[Int(old.parent[topic])] == new.text[Int(new.parent[place])]
  }

  /// 5. A whole branch that occurs once on both sides went somewhere else.
  private mutating func matchMovedSubtrees() {
    guard isWhole else { return }
    func key(_ side: Fingerprints, _ topic: Int) -> UInt64 {
      side.traits[topic].contains(.branch) ? side.subtree[topic] : 0
    }
    let keys = keys(\.sameContext, key)
    for topic in 1..<old.count where isFree(old: topic) {
      guard let place = keys.only(key(old, topic)), isFree(new: place) else { continue }
      _ = pairSubtrees(topic, place)
    }
  }

  /// 3, with ancestors that were renamed or moved, and 6: below a parent that is found, the topics of a text in their
  /// order, if there are as many as there were.
  mutating func matchUnderMatchedParents() {
    var rounds = 8
    while rounds > 0, matchChildrenOnce() { rounds -= 1 }
  }

  /// One level further down; says whether anything was found.
  private mutating func matchChildrenOnce() -> Bool {
    guard newOf.contains(-1), oldOf.contains(-1) else { return false }
    var hasFound = false
    // Only below parents that have something left on both sides.
    var isOpen = Array(repeating: false, count: new.count)
    for topic in 1..<old.count where isFree(old: topic) { if let parent = newParent(topic) { isOpen[parent] = true } }
    var oldKeys = HashIndex(capacity: old.count)
    var newKeys = HashIndex(capacity: new.count)
    var oldKey = Array(repeating: UInt64(0), count: old.count)
    var chain = Array(repeating: Int32(-1), count: new.count)
    var last = chain
    for place in 1..<new.count {
      let parent = Int(new.parent[place])
      guard isOpen[parent] else { continue }
      let key = StableHash.of(UInt64(parent) &+ 1, new.text[place])
      newKeys.add(key, index: place)
      guard let first = newKeys.first(of: key) else { continue }
      if first != place { chain[Int(last[first])] = Int32(place) }
      last[first] = Int32(place)
    }
    for topic in 1..<old.count {
      guard let parent = newParent(topic), isOpen[parent] else { continue }
      oldKey[topic] = StableHash.of(UInt64(parent) &+ 1, old.text[topic])
      oldKeys.add(oldKey[topic], index: topic, count: count(topic, \.samePath))
    }
    var place = Array(repeating: Int32(-1), count: old.count)
    for topic in 1..<old.count where oldKey[topic] != 0 {
      let key = oldKey[topic]
      guard oldKeys.count(of: key) == newKeys.count(of: key), let first = oldKeys.first(of: key),
        let target = newKeys.first(of: key)
      else { continue }
      var candidate: Int
      if isWhole {
        candidate = place[first] < 0 ? target : Int(chain[Int(place[first])])
        place[first] = Int32(candidate)
      } else {
        candidate = target
        for _ in 1..<max(remembered[topic].ordinal, 1) where candidate >= 0 { candidate = Int(chain[candidate]) }
      }
      guard candidate >= 0, isFree(old: topic), isFree(new: candidate), contested[topic]?.place != candidate else {
        continue
      }
      guard !old.isEmpty(topic) || isMatchedAround(topic, candidate) else { continue }
      pair(topic, candidate, isWhole || contested[topic] == nil ? .certain : .likely)
      hasFound = true
    }
    return hasFound
  }

  /// An item without a text needs a neighbour to go by.
  private func isMatchedAround(_ topic: Int, _ place: Int) -> Bool {
    old.previous[topic] == new.previous[place] || old.next[topic] == new.next[place]
  }

  /// A text that stands between the same two neighbours, below a parent that is found.
  private mutating func matchBetweenNeighbours() {
    func key(_ parent: Int, _ side: Fingerprints, _ topic: Int) -> UInt64 {
      StableHash.of(
        StableHash.of(UInt64(parent) &+ 1, side.text[topic]), StableHash.of(side.previous[topic], side.next[topic]))
    }
    let free = (1..<old.count).filter { isFree(old: $0) && newParent($0) != nil }
    guard !free.isEmpty else { return }
    var keys = UniqueKeyIndex(capacity: free.count)
    for topic in free { if let parent = newParent(topic) { keys.insert(key(parent, old, topic)) } }
    for topic in 1..<old.count {
      if let parent = newParent(topic) { keys.countOld(key(parent, old, topic), count: 1) }
    }
    for place in 1..<new.count { keys.countNew(key(Int(new.parent[place]), new, place), place: place) }
    for topic in free {
      guard let parent = newParent(topic), let place = keys.only(key(parent, old, topic)), isFree(new: place) else {
        continue
      }
      // Of twins that nothing told apart, it may be another that is left.
      pair(topic, place, isWhole || remembered[topic].sameContext < 2 ? .certain : .likely)
    }
  }
}
