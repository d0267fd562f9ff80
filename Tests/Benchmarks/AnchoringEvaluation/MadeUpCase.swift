import Annotations
import Outline

/// A note before and after a made-up edit, with what became of its topics and of quotations from it.
struct MadeUpCase {
  /// The note, the seed and what was done.
  var name: String
  var old: Outline
  var new: Outline
  var topics: [(topic: TopicIndex, fate: Fate)] = []
  var quotations: [(range: Range<Int>, topic: TopicIndex, fate: Fate)] = []
  /// By new byte: its offset in the older version, as `TracedText` has it.
  private var origins: [Int32]

  /// The fate of a topic or of a quotation.
  struct Fate {
    /// The places that it may be said to have; none where it is gone.
    var places: [Range<Int>]
    /// Whether it is in one place only and nothing else may be meant.
    var isClear: Bool
    /// Whether each of its bytes is there as it was.
    var isWhole: Bool
  }

  /// - Parameter old: what the edit began with.
  init(name: String, old: [UInt8], edit: MadeUpEdit) {
    self.name = name
    self.old = Outline(parsing: old)
    new = Outline(parsing: edit.text.bytes)
    origins = edit.text.origins
    var places: [Int: [Int]] = [:]
    var copies: [Int: [Int]] = [:]
    for (offset, origin) in origins.enumerated() {
      if origin >= 0 { places[Int(origin)] = [offset] }
      if let source = TracedText.source(ofCopy: origin) { copies[source, default: []].append(offset) }
    }
    let owners = Self.titleOwners(new)
    for topic in self.old.indices.dropFirst() where !self.old[topic].title.isEmpty {
      topics.append((topic, fate(ofTopic: topic, places, copies, owners)))
    }
    for range in edit.quotations {
      let topic = self.old.topic(at: ByteOffset(range.lowerBound))
      quotations.append((range, topic, fate(of: range, places, copies)))
    }
  }

  /// By new byte: the topic whose marker and title it belongs to; 0 for none.
  private static func titleOwners(_ outline: Outline) -> [Int] {
    var owners = Array(repeating: 0, count: outline.bytes.count + 1)
    for topic in outline.indices.dropFirst() {
      let row = outline[topic]
      for at in row.marker.int..<max(row.marker.int + 1, row.title.upperBound.int) { owners[at] = topic.int }
    }
    return owners
  }

  private func fate(ofTopic topic: TopicIndex, _ places: [Int: [Int]], _ copies: [Int: [Int]], _ owners: [Int]) -> Fate
  {
    let row = old[topic]
    let letters = row.title.ints.filter { old.bytes[$0] > 0x20 }
    func shares(_ found: [Int: [Int]]) -> [Int: Int] {
      var shares: [Int: Int] = [:]
      for letter in letters {
        for owner in Set((found[letter] ?? []).map { owners[$0] }) where owner > 0 { shares[owner, default: 0] += 1 }
      }
      return shares
    }
    func range(_ topic: Int) -> Range<Int> {
      let row = new[TopicIndex(topic)]
      return row.marker.int..<max(row.marker.int + 1, row.title.upperBound.int)
    }
    let kept = shares(places)
    var found = kept.filter { $0.value * 5 >= letters.count }.map(\.key)
    if let marker = places[row.marker.int]?.first, owners[marker] > 0, !found.contains(owners[marker]) {
      found.append(owners[marker])
    }
    if !found.isEmpty {
      let isWhole =
        found.count == 1 && kept[found[0]] == letters.count
        && new[TopicIndex(found[0])].title.ints.count { new.bytes[$0] > 0x20 } == letters.count
      return Fate(places: found.sorted().map(range), isClear: found.count == 1, isWhole: isWhole)
    }
    // Nothing tells one that was moved from one that was copied before it went.
    let copied = shares(copies).filter { $0.value * 2 >= letters.count }.map(\.key)
    if !copied.isEmpty { return Fate(places: copied.map(range), isClear: copied.count == 1, isWhole: false) }
    // What is no title any more may stand in another topic's text.
    let rest = letters.compactMap { places[$0]?.first }
    guard rest.count * 2 >= letters.count, let first = rest.min(), let last = rest.max(),
      last - first < 4 * letters.count + 80
    else { return Fate(places: [], isClear: true, isWhole: false) }
    return Fate(places: [first..<last + 1], isClear: true, isWhole: false)
  }

  private func fate(of range: Range<Int>, _ places: [Int: [Int]], _ copies: [Int: [Int]]) -> Fate {
    let letters = range.filter { old.bytes[$0] > 0x20 }
    func clusters(_ found: [Int: [Int]]) -> [(range: Range<Int>, count: Int)] {
      var clusters: [(range: Range<Int>, count: Int)] = []
      for offset in letters.flatMap({ found[$0] ?? [] }).sorted() {
        if let last = clusters.last, offset - last.range.upperBound <= 32 {
          clusters[clusters.count - 1] = (last.range.lowerBound..<offset + 1, last.count + 1)
        } else {
          clusters.append((offset..<offset + 1, 1))
        }
      }
      return clusters
    }
    let kept = clusters(places).filter { $0.count * 5 >= letters.count }
    if !kept.isEmpty {
      let isWhole =
        kept.count == 1 && kept[0].count == letters.count
        && kept[0].range.count { new.bytes[$0] > 0x20 } == letters.count
      return Fate(places: kept.map(\.range), isClear: kept.count == 1, isWhole: isWhole)
    }
    // Where it was, if what stood around it says so.
    func edge(_ offset: Int) -> Int? {
      for step in 0..<12 {
        if let found = places[offset + step]?.first ?? places[offset - step]?.first { return found }
      }
      return nil
    }
    if let start = edge(range.lowerBound - 1), let end = edge(range.upperBound), start < end,
      end - start < 4 * range.count + 200
    {
      return Fate(places: [start..<end + 1], isClear: true, isWhole: false)
    }
    let copied = clusters(copies).filter { $0.count * 2 >= letters.count }
    return Fate(places: copied.map(\.range), isClear: copied.count == 1, isWhole: false)
  }

  // MARK: - Comparing an answer

  /// Whether a place is what became of something; a place that can't be told from the right one is right.
  func isRight(_ placement: (topic: TopicIndex, quotation: Range<ByteOffset>?), _ fate: Fate, isQuote: Bool) -> Bool {
    let row = new[placement.topic]
    let whole =
      placement.topic == .root
      ? 0..<0
      : row.marker.int..<max(row.marker.int + 1, isQuote ? row.content.upperBound.int : row.title.upperBound.int)
    let range = placement.quotation?.ints ?? whole
    if fate.places.contains(where: { $0.overlaps(range) }) { return true }
    return fate.places.contains { isLikeAsTwins($0, range, isQuote) || isBeside($0, range) }
  }

  /// Whether what is gone has a new namesake at the very same path, beside one of its neighbours.
  ///
  /// - Parameter isWhole: whether the older text is known, and with it what stood beside what is above.
  func isCalledTheSame(_ place: TopicIndex, as anchor: Anchor, isWhole: Bool) -> Bool {
    guard place != .root, let evidence = anchor.evidence, evidence.samePath == 1,
      new.path(of: place) + [new.title(of: place)] == evidence.path
    else { return false }
    func title(_ topic: TopicIndex?) -> String { String((topic.map { new.title(of: $0) } ?? "").prefix(160)) }
    func isBesideItsOwn(_ place: TopicIndex, _ topic: TopicIndex) -> Bool {
      func then(_ topic: TopicIndex?) -> String { String((topic.map { old.title(of: $0) } ?? "").prefix(160)) }
      return title(new.previousSibling(of: place)) == then(old.previousSibling(of: topic))
        || title(new.nextSibling(of: place)) == then(old.nextSibling(of: topic))
    }
    guard let line = anchor.line else { return false }
    let topic = old.topic(atLine: LineNumber(line))
    guard isWhole else { return isBesideItsOwn(place, topic) }
    return zip([place] + Array(new.ancestors(of: place)), [topic] + Array(old.ancestors(of: topic)))
      .allSatisfy { $0 == .root || isBesideItsOwn($0, $1) }
  }

  /// Whether a copy stands right beside what it is a copy of: that is no worse a place.
  private func isBeside(_ one: Range<Int>, _ two: Range<Int>) -> Bool {
    func chain(_ range: Range<Int>) -> [TopicIndex] {
      let topic = new.topic(at: ByteOffset(range.lowerBound))
      return Array(new.ancestors(of: topic)).filter { $0 != .root }.reversed() + [topic]
    }
    let (left, right) = (chain(one), chain(two))
    guard let (a, b) = zip(left, right).first(where: { $0 != $1 }) else { return false }
    return new.nextSibling(of: a) == b || new.nextSibling(of: b) == a
  }

  private func isLikeAsTwins(_ one: Range<Int>, _ two: Range<Int>, _ isQuote: Bool) -> Bool {
    let (left, right) = (new.topic(at: ByteOffset(one.lowerBound)), new.topic(at: ByteOffset(two.lowerBound)))
    if isQuote {
      let (first, second) = (
        new.range(ofLine: new.line(at: ByteOffset(one.lowerBound))),
        new.range(ofLine: new.line(at: ByteOffset(two.lowerBound)))
      )
      guard new.bytes[first.ints] == new.bytes[second.ints],
        one.lowerBound - first.lowerBound.int == two.lowerBound - second.lowerBound.int
      else { return false }
      return left == right || new.path(of: left) == new.path(of: right) && new.title(of: left) == new.title(of: right)
    }
    guard new.parent(of: left) == new.parent(of: right), new.title(of: left) == new.title(of: right) else {
      return false
    }
    let (first, second) = (new.subtree(of: left), new.subtree(of: right))
    return first.count == second.count
      && zip(first, second).allSatisfy { new.title(of: TopicIndex($0)) == new.title(of: TopicIndex($1)) }
  }
}
