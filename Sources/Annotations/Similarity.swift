/// The likeness of an old topic and a new one, by text and by what is around them.
struct Similarity {
  private let old: Fingerprints
  private let new: Fingerprints
  private let oldWords: Words
  private let newWords: Words
  private let oldSiblings: Siblings
  private let newSiblings: Siblings
  private var distance = EditDistance()

  /// The score below which a place is no candidate.
  static let least: Float = 0.40
  /// The score above which a text may be the same one, edited.
  static let likeness: Float = 0.6
  /// The likeness above which something is hardly another thing, wherever it stands.
  static let sameness: Float = 0.8
  /// The likeness that is enough in the very place of the other.
  static let trace: Float = 0.4
  /// The score of one of several equal texts.
  private static let twinLikeness: Float = 0.55
  /// The share of equal children above which context counts for more than text.
  private static let familiarity: Float = 0.5
  /// Longer texts are compared by their words alone.
  private static let spelledLength = 512
  private static let textShare: Float = 0.68
  private static let several = 4

  /// - Parameter suspects: what is compared beside what has no match.
  init(
    _ matcher: TopicMatcher, _ siblings: (old: Siblings, new: Siblings), _ suspects: TopicMatcher.Suspects
  ) {
    old = matcher.old
    new = matcher.new
    let displaced = Set(suspects.displaced)
    var frequency = InverseDocumentFrequency(length: old.texts.count + new.texts.count)
    frequency.add(new)
    frequency.add(old)
    let isCompared = { !matcher.isWhole || matcher.hasMoved($0) || displaced.contains($0) }
    oldWords = Words(of: old, where: { matcher.isFree(old: $0) || isCompared($0) }, frequency: frequency)
    newWords = Words(
      of: new, where: { matcher.isFree(new: $0) || isCompared(Int(matcher.oldOf[$0])) }, frequency: frequency)
    (oldSiblings, newSiblings) = siblings
  }

  var words: (old: Words, new: Words) { (oldWords, newWords) }
  var siblings: (old: Siblings, new: Siblings) { (oldSiblings, newSiblings) }

  /// 0 to 1; 0 for what is surely less than `least`, or out of the question.
  mutating func score(_ topic: Int, _ place: Int, _ matcher: borrowing TopicMatcher) -> (score: Float, text: Float) {
    let differ = old.traits[topic].symmetricDifference(new.traits[place])
    if differ.contains(.contentsEntry) || isInContentsOnOneSide(topic, place, matcher) { return (0, 0) }
    let isTwin = old.text[topic] == new.text[place]
    if !matcher.isWhole, !isTwin, isNeighbour(topic, place, matcher) { return (0, 0) }
    let isSameBody = old.body[topic] != 0 && old.body[topic] == new.body[place]
    let family = max(children(topic, place, matcher), isSameBody ? 0.8 : 0)
    let context = context(topic, place, family, matcher)
    let rest = (1 - Self.textShare) * context
    let needed = family >= Self.familiarity ? 0 : (Self.least - rest) / Self.textShare
    var text = text(topic, place, atLeast: needed)
    // One of several equal siblings, and nothing around it as it was: it may be any of them.
    if !matcher.isWhole, isTwin, matcher.remembered[topic].samePath > 1, !hasNeighbour(topic, place) {
      text = min(text, Self.twinLikeness)
    }
    guard text >= needed else { return (0, 0) }
    let isBrief = min(old.textRange(topic).count, new.textRange(place).count) < 24
    var score = Self.textShare * text + rest
    if family >= Self.familiarity {
      let isWholeFamily = family >= 0.8 && min(old.childCount[topic], new.childCount[place]) >= 2
      let share: Float = isWholeFamily ? 0.2 : 0.4
      score = max(score, share * text + (1 - share) * context)
    }
    return (score, isBrief ? 0 : text)
  }

  /// Whether one of the two stands in a table of contents, whose entries and what is below them are about something
  /// that stands elsewhere.
  private func isInContentsOnOneSide(_ topic: Int, _ place: Int, _ matcher: borrowing TopicMatcher) -> Bool {
    let (above, parent) = (Int(old.parent[topic]), Int(new.parent[place]))
    guard matcher.isWhole, Int(matcher.newOf[above]) != parent else { return false }
    return old.isInContents(topic) != new.isInContents(place)
  }

  /// Whether a topic and a new one are so much alike that one may have become the other: by their titles, or by what
  /// stands below these.
  mutating func isLike(
    old topic: Int, new place: Int, atLeast least: Float = likeness, _ matcher: borrowing TopicMatcher
  ) -> Bool {
    guard !old.traits[topic].symmetricDifference(new.traits[place]).contains(.contentsEntry) else { return false }
    return old.body[topic] != 0 && old.body[topic] == new.body[place]
      || sharedChildren(topic, place, matcher) >= Self.familiarity
      || text(topic, place, atLeast: least) >= least
  }

  /// The share of the children that say the same, wherever these were found, 0 to 1.
  private func sharedChildren(_ topic: Int, _ place: Int, _ matcher: borrowing TopicMatcher) -> Float {
    let limit = 16
    guard old.childCount[topic] > 0, new.childCount[place] > 0 else { return 0 }
    let present = Set(new.children(place).prefix(limit).map { new.head[$0] })
    let heads =
      matcher.isWhole ? old.children(topic).prefix(limit).map { old.head[$0] } : matcher.remembered[topic].childHeads
    return heads.isEmpty ? 0 : Float(heads.count { present.contains($0) }) / Float(max(heads.count, present.count))
  }

  /// The free new topics, a few at most, between what became of the neighbours of `topic`.
  ///
  /// - Parameter parent: what they have to stand below; nil for whatever it is.
  func gap(around topic: Int, below parent: Int?, _ matcher: borrowing TopicMatcher) -> [Int] {
    func nearest(_ siblings: [Int32]) -> Int? {
      var sibling = Int(siblings[topic])
      var left = 8
      while sibling >= 0, left > 0 {
        let found = Int(matcher.newOf[sibling])
        if found >= 0 { return parent.map { Int(new.parent[found]) == $0 } ?? true ? found : nil }
        (sibling, left) = (Int(siblings[sibling]), left - 1)
      }
      return nil
    }
    var found: [Int] = []
    let isFirst = oldSiblings.previous[topic] < 0
    let first = parent.flatMap { new.children($0).first { !new.isEmpty($0) } }
    let start = isFirst ? first.map(Int32.init) : nil
    var place = start ?? nearest(oldSiblings.previous).map { newSiblings.next[$0] } ?? -1
    while place >= 0, found.count < 4, matcher.isFree(new: Int(place)) {
      found.append(Int(place))
      place = newSiblings.next[Int(place)]
    }
    place = nearest(oldSiblings.next).map { newSiblings.previous[$0] } ?? -1
    while place >= 0, found.count < 8, matcher.isFree(new: Int(place)) {
      found.append(Int(place))
      place = newSiblings.previous[Int(place)]
    }
    return found
  }

  /// Whether `place` is what stood beside `topic`.
  private func isNeighbour(_ topic: Int, _ place: Int, _ matcher: borrowing TopicMatcher) -> Bool {
    let head = new.head[place]
    return (head == old.previous[topic] || head == old.next[topic])
      && Int(matcher.newOf[Int(old.parent[topic])]) == Int(new.parent[place])
  }

  private func hasNeighbour(_ topic: Int, _ place: Int) -> Bool {
    old.previous[topic] == new.previous[place] || old.next[topic] == new.next[place]
  }

  // MARK: - Text

  /// 0 where it is less than `needed`.
  private mutating func text(_ topic: Int, _ place: Int, atLeast needed: Float) -> Float {
    if old.text[topic] == new.text[place] { return 1 }
    let (one, two) = (old.textRange(topic), new.textRange(place))
    guard !one.isEmpty, !two.isEmpty else { return 0 }
    let hasSameLink = old.link[topic] != 0 && old.link[topic] == new.link[place]
    if old.traits[topic].contains(.address) || new.traits[place].contains(.address) { return hasSameLink ? 0.4 : 0 }
    let jaccard = Words.jaccard(oldWords, topic, newWords, place)
    var best = 0.97 * jaccard
    if isPrefix(one, two) { best = max(best, 0.80) }
    if hasSameLink { best = max(best, 0.5 + 0.5 * jaccard) }
    guard one.count <= Self.spelledLength, two.count <= Self.spelledLength else { return best }
    // Of several words and none in common: nobody edits a text so, and most pairs are like that.
    if jaccard == 0, min(oldWords.ranges[topic].count, newWords.ranges[place].count) >= Self.several { return best }
    let bound = Float(min(one.count, two.count)) / Float(max(one.count, two.count))
    guard max(0.5 * bound + 0.5 * jaccard, bound > 0.8 ? 0.8 * bound + 0.2 * jaccard : 0) > max(best, needed) else {
      return best
    }
    let spelled = old.texts.withUnsafeBufferPointer { left in
      new.texts.withUnsafeBufferPointer { right in distance.similarity(left[one], right[two]) }
    }
    // In short texts, a word with a letter changed is no word in common.
    let isShort = min(oldWords.ranges[topic].count, newWords.ranges[place].count) < Self.several
    let share: Float = isShort && spelled > 0.8 ? 0.8 : 0.5
    return max(best, share * spelled + (1 - share) * jaccard)
  }

  /// Whether one text goes on where the other, of some length, ends with a word.
  private func isPrefix(_ one: Range<Int>, _ two: Range<Int>) -> Bool {
    let length = min(one.count, two.count)
    guard length >= 12, one.count != two.count else { return false }
    let next = one.count > length ? old.texts[one.lowerBound + length] : new.texts[two.lowerBound + length]
    guard !(next &- 0x30 < 10 || (next | 0x20) &- 0x61 < 26) else { return false }
    return old.texts[one].prefix(length).elementsEqual(new.texts[two].prefix(length))
  }

  // MARK: - Context

  private func context(_ topic: Int, _ place: Int, _ family: Float, _ matcher: borrowing TopicMatcher) -> Float {
    var sum: Float = 0
    var weights: Float = 3 + 2 + 1
    sum += 3 * parents(topic, place, matcher)
    sum += neighbour(
      oldSiblings.previous[topic], newSiblings.previous[place], old.previous[topic], new.previous[place], matcher)
    sum += neighbour(oldSiblings.next[topic], newSiblings.next[place], old.next[topic], new.next[place], matcher)
    if old.traits[topic].contains(.heading) == new.traits[place].contains(.heading) { sum += 1 }
    if family > 0 || old.childCount[topic] > 0 || new.childCount[place] > 0 {
      weights += 3
      sum += 3 * family
    }
    return sum / weights
  }

  private func parents(_ topic: Int, _ place: Int, _ matcher: borrowing TopicMatcher) -> Float {
    let (above, parent) = (Int(old.parent[topic]), Int(new.parent[place]))
    if Int(matcher.newOf[above]) == parent { return 1 }
    guard above > 0, parent > 0 else { return 0 }
    // Of what is above, no more is remembered than its title: not whether it is an entry of a table of contents.
    let isSame = matcher.isWhole ? old.text[above] == new.text[parent] : old.head[above] == new.head[parent]
    return isSame ? 0.6 : 0
  }

  private func neighbour(
    _ sibling: Int32, _ place: Int32, _ head: UInt64, _ newHead: UInt64, _ matcher: borrowing TopicMatcher
  ) -> Float {
    if sibling >= 0, place >= 0, matcher.newOf[Int(sibling)] == place { return 1 }
    guard head == newHead, head != 0 else { return 0 }
    return head == Fingerprints.none ? 0.5 : 1
  }

  /// Returns the share of the children that are the same, 0 to 1.
  private func children(_ topic: Int, _ place: Int, _ matcher: borrowing TopicMatcher) -> Float {
    let limit = 64
    guard old.childCount[topic] > 0, new.childCount[place] > 0 else { return 0 }
    if matcher.isWhole {
      var kept = 0
      for child in old.children(topic).prefix(limit) {
        let now = matcher.newOf[child]
        if now >= 0, Int(new.parent[Int(now)]) == place { kept += 1 }
      }
      return Float(2 * kept)
        / Float(min(Int(old.childCount[topic]), limit) + min(Int(new.childCount[place]), limit))
    }
    let heads = matcher.remembered[topic].childHeads
    guard !heads.isEmpty, new.childCount[place] > 0 else { return 0 }
    let present = new.children(place).prefix(limit).map { new.head[$0] }
    return Float(heads.count { present.contains($0) }) / Float(heads.count)
  }
}

/// The neighbours of each topic of a whole outline; -1 for none.
struct Siblings {
  private(set) var previous: [Int32]
  private(set) var next: [Int32]

  init(of side: Fingerprints) {
    previous = Array(repeating: -1, count: side.count)
    next = previous
    // What anchors remember is not in the order of the file.
    guard side.subtreeCount[0] == side.count else { return }
    var last = previous
    for topic in 1..<side.count {
      let parent = Int(side.parent[topic])
      previous[topic] = last[parent]
      if !side.isEmpty(topic) { last[parent] = Int32(topic) }
    }
    last = Array(repeating: -1, count: side.count)
    for topic in stride(from: side.count - 1, to: 0, by: -1) {
      let parent = Int(side.parent[topic])
      next[topic] = last[parent]
      if !side.isEmpty(topic) { last[parent] = Int32(topic) }
    }
  }
}
