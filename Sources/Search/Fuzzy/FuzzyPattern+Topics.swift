import Outline

/// A topic whose title has the letters of a pattern.
package struct FuzzyHit: Hashable, Comparable, Sendable {
  /// The topic, in the outline whose titles were searched.
  package var topic: TopicIndex
  /// Its title as shown, which the ranges of `match` are bytes of.
  package var title: String
  /// The letters found in the title, and their points.
  package var match: FuzzyMatch

  /// By score, the shorter title first, then by place: the best is the greatest.
  package static func < (a: FuzzyHit, b: FuzzyHit) -> Bool {
    (a.match.score, b.title.utf8.count, b.topic) < (b.match.score, a.title.utf8.count, a.topic)
  }
}

extension FuzzyPattern {
  /// The `limit` best topics among about `budget` topics from `start` on, the best first, and where to go on; nil at
  /// the end. The root is never among them.
  ///
  /// Most titles are passed over by a look at their source, without being rendered.
  package func topics(
    in outline: Outline, from start: TopicIndex = .root, limit: Int, budget: Int = .max
  ) -> (hits: [FuzzyHit], next: TopicIndex?) {
    let end = min(outline.count, start.int + min(max(1, budget), outline.count))
    var hits: [FuzzyHit] = []
    outline.bytes.withUnsafeBufferPointer { bytes in
      for number in max(1, start.int)..<max(1, end) {
        let topic = TopicIndex(number)
        let source = outline[topic].title.ints
        guard !source.isEmpty, mayMatch(UnsafeBufferPointer(rebasing: bytes[source])) else { continue }
        let title = outline.title(of: topic)
        guard let match = match(title) else { continue }
        hits.append(FuzzyHit(topic: topic, title: title, match: match))
        if hits.count / 4 >= max(limit, 64) { FuzzyPattern.keep(limit, of: &hits) }
      }
    }
    FuzzyPattern.keep(limit, of: &hits)
    return (hits, end < outline.count ? TopicIndex(end) : nil)
  }

  static func keep(_ limit: Int, of hits: inout [FuzzyHit]) {
    hits.sort(by: >)
    hits.removeLast(max(0, hits.count - max(0, limit)))
  }
}
