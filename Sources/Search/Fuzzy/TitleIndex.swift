import Outline

/// The titles of a file's topics without the file: what a jump needs of notes that are not open.
package struct TitleIndex: Sendable {
  /// One after the other.
  private var bytes: [UInt8] = []
  /// The end of each topic's title in `bytes`; the root's is empty.
  private var ends: [UInt32] = []
  private var parents: [UInt32] = []
  private var masks: [LetterMask] = []

  /// Copies the titles of all topics.
  ///
  /// - Complexity: O(length of the titles)
  package init(of outline: Outline) {
    ends.reserveCapacity(outline.count)
    parents.reserveCapacity(outline.count)
    for topic in outline.indices {
      var mask = LetterMask()
      for byte in outline.title(of: topic).utf8 {
        mask.add(byte)
        bytes.append(byte)
      }
      masks.append(mask)
      ends.append(UInt32(clamping: bytes.count))
      parents.append(UInt32(clamping: outline.parent(of: topic)?.int ?? 0))
    }
  }

  /// The number of topics, the root included.
  package var count: Int { ends.count }

  private func range(of topic: Int) -> Range<Int> {
    let end = Int(ends[topic])
    return (topic == 0 ? 0 : min(end, Int(ends[topic - 1])))..<end
  }

  /// Returns the title of a topic as the outline had it; empty for the root.
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

  /// Hands the titles of `topics` that may have all letters of `mask` to `body`, and whether they are plain ASCII.
  func forEach(
    in topics: Range<Int>, with mask: LetterMask, _ body: (TopicIndex, UnsafeBufferPointer<UInt8>, Bool) -> Void
  ) {
    bytes.withUnsafeBufferPointer { buffer in
      for topic in topics where masks[topic].mayHold(mask) {
        let title = UnsafeBufferPointer(rebasing: buffer[range(of: topic)])
        if !title.isEmpty { body(TopicIndex(topic), title, !masks[topic].hasOthers) }
      }
    }
  }
}

extension FuzzyPattern {
  /// As for an outline: the `limit` best topics among about `budget` of them, and where to go on.
  package func topics(
    in table: TitleIndex, from start: TopicIndex = .root, limit: Int, budget: Int = .max
  ) -> (hits: [FuzzyHit], next: TopicIndex?) {
    let end = min(table.count, start.int + min(max(1, budget), table.count))
    var best: [Candidate] = []
    var scorer = isEmpty ? nil : scorer
    table.forEach(in: max(1, start.int)..<max(1, end), with: mask) { topic, title, isPlain in
      let score: Int?
      if isPlain, scorer != nil {
        score = scorer?.score(title)
      } else {
        score = match(String(decoding: title, as: UTF8.self))?.score
      }
      guard let score else { return }
      best.append(Candidate(score: score, length: title.count, topic: topic))
      if best.count / 4 >= max(limit, 64) { FuzzyPattern.keep(limit, of: &best) }
    }
    FuzzyPattern.keep(limit, of: &best)
    let hits = best.compactMap { candidate in
      let title = table.title(of: candidate.topic)
      return match(title).map { FuzzyHit(topic: candidate.topic, title: title, match: $0) }
    }
    return (hits, end < table.count ? TopicIndex(end) : nil)
  }

  /// A title that matches, before it is taken apart.
  private struct Candidate {
    var score: Int
    var length: Int
    var topic: TopicIndex
  }

  private static func keep(_ limit: Int, of best: inout [Candidate]) {
    best.sort { ($1.score, $0.length, $0.topic) < ($0.score, $1.length, $1.topic) }
    best.removeLast(max(0, best.count - max(0, limit)))
  }
}
