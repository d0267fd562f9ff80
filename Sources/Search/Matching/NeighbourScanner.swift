import Outline

/// Finds topics whose neighbourhood has all words of a query, none of its topics having them alone.
///
/// A neighbourhood is a topic with its parent, its children and the siblings before and after it.
struct NeighbourScanner {
  let evaluator: Evaluator
  let outline: Outline
  let haystack: Haystack
  let facts: FileFacts

  /// The best topic of each neighbourhood: the one with the most words, the first of several.
  func hits() -> [TopicHit] {
    guard let patterns = evaluator.query.spreadPatterns, patterns.count > 1, patterns.count <= 64 else { return [] }
    var words: [TopicIndex: Words] = [:]
    for (index, pattern) in patterns.enumerated() {
      let found = topics(with: pattern)
      if found.isEmpty { return [] }
      for (topic, evidence) in found {
        words[topic, default: Words()].add(index, evidence)
      }
    }
    let all = UInt64.max >> UInt64(64 - patterns.count)
    var hits: [(hit: TopicHit, around: Set<TopicIndex>)] = []
    for (topic, own) in words.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
      if hits.contains(where: { $0.around.contains(topic) }) { continue }
      var around = neighbours(of: topic)
      let missing = around.reduce(all & ~own.bits) { $0 & ~(words[$1]?.bits ?? 0) }
      guard missing == 0 else { continue }
      around.insert(topic)
      var rank = own.rank
      rank.form = .neighbours
      hits.append(
        (TopicHit(topic: topic, rank: rank, found: own.found, forms: own.forms), around))
    }
    return hits.map(\.hit).sorted { $0.topic < $1.topic }
  }

  /// The words of the query that one topic has.
  private struct Words {
    var bits: UInt64 = 0
    var rank = Rank.best
    var found: [Range<ByteOffset>] = []
    var forms: [FormMatch] = []
    var count: Int { bits.nonzeroBitCount }

    mutating func add(_ index: Int, _ hit: TopicHit) {
      bits |= 1 << UInt64(index)
      rank.lower(to: hit.rank)
      found += hit.found
      forms += hit.forms
    }
  }

  private func topics(with pattern: Query.Pattern) -> [(TopicIndex, TopicHit)] {
    var query = Query()
    query.expression = .term(.text(pattern, .all))
    let hits = Matcher(query).topics(in: outline, facts: facts).hits
    return hits.map { ($0.topic, $0) }
  }

  private func neighbours(of topic: TopicIndex) -> Set<TopicIndex> {
    var around = Set(outline.children(of: topic))
    if let parent = outline.parent(of: topic), parent != .root { around.insert(parent) }
    if let next = outline.nextSibling(of: topic) { around.insert(next) }
    if let previous = outline.previousSibling(of: topic) { around.insert(previous) }
    return around
  }
}

extension Query {
  /// The patterns of a query that is nothing but words which must all be there; nil for any other.
  var spreadPatterns: [Pattern]? {
    guard case .all(let parts) = expression else { return nil }
    var patterns: [Pattern] = []
    for part in parts {
      guard case .term(.text(let pattern, .all)) = part else { return nil }
      if !patterns.contains(pattern) { patterns.append(pattern) }
    }
    return patterns
  }
}

extension Query {
  /// Whether its words may be spread over neighbouring topics: where it is several words and nothing else.
  package var mayBeSpread: Bool { (spreadPatterns?.count ?? 0) > 1 }
}

extension Matcher {
  /// Topics that have all words of the query only together with their neighbours, in document order.
  /// - Complexity: O(length of the file × words)
  package func neighbours(in outline: Outline, facts: FileFacts = FileFacts()) -> [TopicHit] {
    guard query.spreadPatterns != nil else { return [] }
    return outline.bytes.withUnsafeBufferPointer { buffer in
      let evaluator = Evaluator(query)
      return NeighbourScanner(
        evaluator: evaluator, outline: outline, haystack: Haystack(bytes: buffer), facts: facts
      ).hits()
    }
  }
}
