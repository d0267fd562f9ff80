import Outline

/// The titles of a file's topics without the file: what a jump needs of notes that are not open.
package struct TitleIndex: Sendable {
  /// One after the other.
  private var bytes: [UInt8] = []
  /// Where each topic's title ends; the root's is empty.
  private var ends: [UInt32] = []
  private var parents: [UInt32] = []

  package init(of outline: Outline) {
    ends.reserveCapacity(outline.count)
    parents.reserveCapacity(outline.count)
    for topic in outline.indices {
      bytes += outline.title(of: topic).utf8
      ends.append(UInt32(clamping: bytes.count))
      parents.append(UInt32(clamping: outline.parent(of: topic)?.int ?? 0))
    }
  }

  package var count: Int { ends.count }

  private func range(of topic: Int) -> Range<Int> {
    let end = Int(ends[topic])
    return (topic == 0 ? 0 : min(end, Int(ends[topic - 1])))..<end
  }

  package func title(of topic: TopicIndex) -> String { String(decoding: bytes[range(of: topic.int)], as: UTF8.self) }

  /// The titles of the topics above it, the outermost first, the root left out.
  package func path(of topic: TopicIndex) -> [String] {
    var titles: [String] = []
    var above = Int(parents[topic.int])
    while above != 0 {
      titles.append(title(of: TopicIndex(above)))
      above = Int(parents[above])
    }
    return titles.reversed()
  }

  /// Hands the source of the titles of `topics` to `body`.
  func forEach(in topics: Range<Int>, _ body: (TopicIndex, UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withUnsafeBufferPointer { buffer in
      for topic in topics { body(TopicIndex(topic), UnsafeBufferPointer(rebasing: buffer[range(of: topic)])) }
    }
  }
}

extension FuzzyPattern {
  /// As for an outline: the `limit` best topics among about `budget` of them, and where to go on.
  package func topics(
    in table: TitleIndex, from start: TopicIndex = .root, limit: Int, budget: Int = .max
  ) -> (hits: [FuzzyHit], next: TopicIndex?) {
    let end = min(table.count, start.int + min(max(1, budget), table.count))
    var hits: [FuzzyHit] = []
    table.forEach(in: max(1, start.int)..<max(1, end)) { topic, source in
      guard !source.isEmpty, mayMatch(source) else { return }
      let title = String(decoding: source, as: UTF8.self)
      guard let match = match(title) else { return }
      hits.append(FuzzyHit(topic: topic, title: title, match: match))
      if hits.count / 4 >= max(limit, 64) { FuzzyPattern.keep(limit, of: &hits) }
    }
    FuzzyPattern.keep(limit, of: &hits)
    return (hits, end < table.count ? TopicIndex(end) : nil)
  }
}
