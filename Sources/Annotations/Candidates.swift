/// Finds the new topics that an old one may have become, without looking at all of them.
struct Candidates {
  private let wordLimit: Int
  private let childLimit: Int
  /// Free new topics by word, rare words only.
  private var postings: [Int32] = []
  private var postingStart: HashIndex
  private var postingRanges: [Range<Int>] = []
  /// Free new topics of the same text, one after the other.
  private var firstOfText: HashIndex
  private var nextOfText: [Int32]
  private var firstOfLink: HashIndex
  private var votes: [Float]
  private var voted: [Int32] = []

  /// Words in more topics than this say little.
  private let commonness: Int

  init(_ matcher: TopicMatcher, _ words: Words) {
    let new = matcher.new
    var free = 0
    for topic in 1..<matcher.old.count where matcher.isFree(old: topic) { free += 1 }
    // The number of comparisons stays bounded in files that changed from top to bottom.
    wordLimit = min(24, max(4, 3_000_000 / max(free, 1)))
    childLimit = min(60, max(8, 6_000_000 / max(free, 1)))
    commonness = min(200, max(24, 20_000_000 / max(free, 1)))
    votes = Array(repeating: 0, count: new.count)
    firstOfText = HashIndex(capacity: new.count)
    firstOfLink = HashIndex(capacity: new.count)
    nextOfText = Array(repeating: -1, count: new.count)
    postingStart = HashIndex(capacity: words.hashes.count)
    var lastOfText: [Int32] = nextOfText
    for place in 1..<new.count where matcher.isFree(new: place) {
      firstOfText.add(new.text[place], index: place)
      firstOfLink.add(new.link[place], index: place)
      if let first = firstOfText.first(of: new.text[place]) {
        if first != place { nextOfText[Int(lastOfText[first])] = Int32(place) }
        lastOfText[first] = Int32(place)
      }
    }
    fillPostings(words, count: new.count)
  }

  private mutating func fillPostings(_ words: Words, count: Int) {
    var sizes: [Int32] = []
    for place in 0..<count {
      for word in words.hashes[words.ranges[place]] {
        if let known = postingStart.first(of: word) {
          sizes[known] += 1
        } else {
          postingStart.add(word, index: sizes.count)
          sizes.append(1)
        }
      }
    }
    var start = 0
    postingRanges = sizes.map { size in
      guard size <= commonness else { return start..<start }
      defer { start += Int(size) }
      return start..<start + Int(size)
    }
    postings = Array(repeating: 0, count: start)
    var filled = postingRanges.map(\.lowerBound)
    for place in 0..<count {
      for word in words.hashes[words.ranges[place]] {
        guard let index = postingStart.first(of: word), !postingRanges[index].isEmpty else { continue }
        postings[filled[index]] = Int32(place)
        filled[index] += 1
      }
    }
  }

  /// Free new topics that `topic` may have become, each once.
  mutating func places(
    for topic: Int, _ matcher: borrowing TopicMatcher, _ words: Words, _ siblings: (old: Siblings, new: Siblings)
  )
    -> [Int]
  {
    var places: [Int] = []
    func add(_ place: Int) {
      if matcher.isFree(new: place), !places.contains(place) { places.append(place) }
    }
    var same = firstOfText.first(of: matcher.old.text[topic]) ?? -1
    var limit = 8
    while same >= 0, limit > 0 {
      add(same)
      same = Int(nextOfText[same])
      limit -= 1
    }
    if let linked = firstOfLink.first(of: matcher.old.link[topic]) { add(linked) }
    let sibling = Int(siblings.old.previous[topic])
    if sibling >= 0, matcher.newOf[sibling] >= 0 {
      let next = Int(siblings.new.next[Int(matcher.newOf[sibling])])
      if next >= 0 { add(next) }
    }
    let follower = Int(siblings.old.next[topic])
    if follower >= 0, matcher.newOf[follower] >= 0 {
      let previous = Int(siblings.new.previous[Int(matcher.newOf[follower])])
      if previous >= 0 { add(previous) }
    }
    for place in mostWords(topic, words) { add(place) }
    if let parent = matcher.newParent(topic) {
      var left = childLimit
      for child in matcher.new.children(parent) where matcher.isFree(new: child) {
        add(child)
        left -= 1
        if left == 0 { break }
      }
    }
    return places
  }

  /// Free new topics that share its rare words, those that share most first.
  mutating func mostWords(_ topic: Int, _ words: Words) -> [Int] {
    voted.removeAll(keepingCapacity: true)
    for index in words.ranges[topic] {
      guard let posting = postingStart.first(of: words.hashes[index]) else { continue }
      for place in postings[postingRanges[posting]] {
        if votes[Int(place)] == 0 { voted.append(place) }
        votes[Int(place)] += words.weights[index]
      }
    }
    defer { for place in voted { votes[Int(place)] = 0 } }
    // The few best of the many, in order.
    var best: [Int32] = []
    best.reserveCapacity(wordLimit + 1)
    for place in voted {
      let isFull = best.count == wordLimit
      if isFull, !hasMoreVotes(place, than: best[wordLimit - 1]) { continue }
      if isFull { best.removeLast() }
      var at = best.count
      while at > 0, hasMoreVotes(place, than: best[at - 1]) { at -= 1 }
      best.insert(place, at: at)
    }
    return best.map(Int.init)
  }

  private func hasMoreVotes(_ place: Int32, than other: Int32) -> Bool {
    (votes[Int(place)], other) > (votes[Int(other)], place)
  }
}
