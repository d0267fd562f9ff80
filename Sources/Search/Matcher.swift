import Annotations
import Outline

/// Holds a query against topics and annotations.
package struct Matcher: Hashable, Sendable {
  package let query: Query
  /// What must be found in text, and what must not.
  private let wanted: [Needle]
  private let isTag: [Bool]

  package init(_ query: Query) {
    self.query = query
    let positive = query.terms.filter { !$0.isNegated }
    wanted = positive.compactMap(\.condition.needle)
    isTag = positive.filter { $0.condition.needle != nil }.map(\.condition.isTag)
  }

  // MARK: Annotations

  /// The hit that `annotation` is, or nil.
  /// - Complexity: O(length of its text × terms)
  package func match(_ annotation: SearchableAnnotation) -> AnnotationHit? {
    guard !query.isEmpty, query.fields.contains(.note) else { return nil }
    var found: [Range<Int>] = []
    var quality = MatchQuality.everything
    var text = annotation.text
    let matches = text.withUTF8 { buffer in
      let haystack = Haystack(bytes: buffer)
      for term in query.terms {
        let holds: Bool
        if let needle = term.condition.needle {
          let best = haystack.best(needle, isTag: term.condition.isTag, in: 0..<buffer.count)
          if let best, !term.isNegated {
            found.append(best.range)
            quality = min(quality, best.quality)
          }
          holds = best != nil
        } else {
          holds = term.condition.holds(for: annotation)
        }
        guard holds != term.isNegated else { return false }
      }
      return true
    }
    guard matches else { return nil }
    return AnnotationHit(id: annotation.id, rank: Rank(field: .annotation, quality: quality), found: found)
  }

  // MARK: Topics

  /// Whether topics can match at all: not where only annotations are asked for.
  package var searchesTopics: Bool {
    guard !query.isEmpty, !query.fields.isDisjoint(with: [.title, .text]) else { return false }
    return query.terms.allSatisfy { $0.isNegated || $0.condition.needle != nil }
  }

  /// Whether topics of a file with these bytes may match: false where a term that must be there is nowhere in them.
  /// - Complexity: O(length × terms)
  package func mayFindTopics(in bytes: [UInt8]) -> Bool {
    guard searchesTopics else { return false }
    return bytes.withUnsafeBufferPointer { buffer in
      let haystack = Haystack(bytes: buffer)
      return zip(wanted, isTag).allSatisfy {
        haystack.next($0, isTag: $1, in: 0..<buffer.count, of: 0..<buffer.count) != nil
      }
    }
  }

  /// Topics that match, in document order, from `start` on.
  ///
  /// Looks at about `budget` bytes and says where to go on; nil at the end. All the terms must hold in the title and the
  /// own text of a topic together.
  /// - Complexity: O(`budget` + hits × terms)
  package func topics(
    in outline: Outline, from start: SearchPlace = .start, budget: Int = .max
  ) -> (hits: [TopicHit], next: SearchPlace?) {
    guard searchesTopics else { return ([], nil) }
    return outline.bytes.withUnsafeBufferPointer { buffer in
      let length = max(1, budget)
      let limit = start.offset > buffer.count - length ? buffer.count : start.offset + length
      let scan = TopicScanner(query: query, outline: outline, haystack: Haystack(bytes: buffer), limit: limit)
      guard let anchor = rarest else { return scan.everyTopic(from: start) }
      return scan.topics(with: anchor.needle, isTag: anchor.isTag, from: start)
    }
  }

  /// How well the name of a file or folder matches; nil where it does not.
  package func match(name: String) -> Rank? {
    guard searchesTopics, query.fields.contains(.title) else { return nil }
    var name = name
    return name.withUTF8 { buffer in
      let haystack = Haystack(bytes: buffer)
      var quality = MatchQuality.everything
      var isFound = false
      for term in query.terms {
        guard let needle = term.condition.needle else { continue }
        let best = haystack.best(needle, isTag: term.condition.isTag, in: 0..<buffer.count)
        guard (best != nil) != term.isNegated else { return nil }
        guard let best else { continue }
        isFound = true
        quality = min(quality, best.quality)
      }
      return isFound ? Rank(field: .title, quality: quality) : nil
    }
  }

  // MARK: Highlighting

  /// Everything that a term of the query finds in `range` of the file.
  package func ranges(in outline: Outline, _ range: Range<ByteOffset>) -> [Range<ByteOffset>] {
    outline.bytes.withUnsafeBufferPointer { buffer in
      ranges(in: Haystack(bytes: buffer), range.ints.clamped(to: 0..<buffer.count))
        .map { ByteOffset($0.lowerBound)..<ByteOffset($0.upperBound) }
    }
  }

  /// Everything that a term of the query finds in `text`, in its UTF-8 bytes: for titles and annotations.
  package func ranges(in text: String) -> [Range<Int>] {
    var text = text
    return text.withUTF8 { ranges(in: Haystack(bytes: $0), 0..<$0.count) }
  }

  private func ranges(in haystack: Haystack, _ range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for (needle, isTag) in zip(wanted, isTag) {
      var rest = range
      while let next = haystack.next(needle, isTag: isTag, in: rest, of: range) {
        found.append(next)
        rest = max(next.upperBound, next.lowerBound + 1)..<range.upperBound
      }
    }
    found.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    return found.reduce(into: []) { joined, next in
      if let last = joined.last, next.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, next.upperBound)
      } else {
        joined.append(next)
      }
    }
  }

  /// The longest of the needles, which stops a scan least often.
  private var rarest: (needle: Needle, isTag: Bool)? {
    zip(wanted, isTag).max { $0.0.scalars.count < $1.0.scalars.count }.map { (needle: $0.0, isTag: $0.1) }
  }
}
