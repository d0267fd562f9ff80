import Outline

/// The place at which a search of topics goes on.
package struct SearchPlace: Hashable, Sendable {
  /// Bytes from the start of the file.
  package var offset: Int
  /// Topics that were looked at and go on after some of their children, so that they may be come upon again.
  var seen: Set<TopicIndex> = []

  /// The start of the file, with no topic seen.
  package static let start = SearchPlace(offset: 0)
}

/// One pass over a part of a file.
struct TopicScanner {
  let evaluator: Evaluator
  let outline: Outline
  let haystack: Haystack
  let facts: FileFacts
  /// The place to stop at, in bytes from the start of the file.
  let limit: Int

  /// Jumps from one place at which a pattern may begin to the next and looks only at the topics there.
  func topics(at anchors: Anchors, from start: SearchPlace) -> (hits: [TopicHit], next: SearchPlace?) {
    let count = haystack.bytes.count
    var anchors = anchors
    // An occurrence may begin before the limit and end behind it.
    let margin = min(count, limit + anchors.length)
    var place = start
    var hits: [TopicHit] = []
    while place.offset < limit {
      guard let found = anchors.next(in: haystack, place.offset..<margin), found.lowerBound < limit else { break }
      let segment = outline.segment(at: ByteOffset(found.lowerBound))
      if let hit = newHit(segment, &place) { hits.append(hit) }
      // What is left of the segment can find nothing that is not found already, unless the match lies across its end.
      place.offset = max(
        found.lowerBound + 1, segment.range.upperBound.int > found.upperBound ? segment.range.upperBound.int : 0)
    }
    place.offset = max(place.offset, limit)
    return (hits, place.offset < count ? place : nil)
  }

  /// Looks at one topic after the other, where the query asks for no text.
  func everyTopic(from start: SearchPlace) -> (hits: [TopicHit], next: SearchPlace?) {
    var hits: [TopicHit] = []
    var segment: Segment? =
      start.offset == 0 ? outline.firstSegment(of: .root) : outline.segment(at: ByteOffset(start.offset))
    // A topic without text may be at the very end.
    let isLast = limit >= haystack.bytes.count
    while let current = segment, isLast || current.range.lowerBound.int < limit {
      if current.isFirst, current.topic != .root, current.range.lowerBound.int >= start.offset,
        let hit = hit(current.topic, continuations: outline.continuations(of: current.topic))
      {
        hits.append(hit)
      }
      segment = outline.segment(after: current)
    }
    return (hits, isLast || segment == nil ? nil : SearchPlace(offset: limit))
  }

  /// The hit that the topic of `segment` is unless it was looked at before.
  private func newHit(_ segment: Segment, _ place: inout SearchPlace) -> TopicHit? {
    guard !place.seen.contains(segment.topic) else { return nil }
    let continuations = outline.continuations(of: segment.topic)
    if !continuations.isEmpty { place.seen.insert(segment.topic) }
    return hit(segment.topic, continuations: continuations)
  }

  private func hit(_ topic: TopicIndex, continuations: [Segment]) -> TopicHit? {
    let subject = TopicSubject(topic, continuations: continuations, in: outline, haystack, facts)
    guard let evidence = evaluator.evidence(for: subject) else { return nil }
    var rank = evidence.rank
    rank.setBrevity(title: outline[topic].title.ints.count)
    return TopicHit(
      topic: topic, rank: rank,
      found: evidence.found.map { ByteOffset($0.lowerBound)..<ByteOffset($0.upperBound) }, forms: evidence.forms)
  }
}

extension Outline {
  /// The segments of a topic after some of its children.
  /// - Complexity: O(children × log n)
  func continuations(of topic: TopicIndex) -> [Segment] {
    guard hasChildren(topic) else { return [] }
    var continuations: [Segment] = []
    for child in children(of: topic).dropFirst() {
      if let above = segment(before: firstSegment(of: child)), above.topic == topic, !above.isFirst {
        continuations.append(above)
      }
    }
    var last = firstSegment(of: TopicIndex(subtree(of: topic).upperBound - 1))
    while let next = segment(after: last), isInside(next.topic, topic) {
      if next.topic == topic { continuations.append(next) }
      last = next
    }
    return continuations
  }
}
