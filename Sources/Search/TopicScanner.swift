import Outline

/// Where a search of topics goes on.
package struct SearchPlace: Hashable, Sendable {
  /// Bytes from the start of the file.
  package var offset: Int
  /// Topics that were looked at and go on after some of their children, so that they may be come upon again.
  var seen: Set<TopicIndex> = []

  package static let start = SearchPlace(offset: 0)
}

/// One pass over a part of a file.
struct TopicScanner {
  let query: Query
  let outline: Outline
  let haystack: Haystack
  /// Where to stop, in bytes from the start of the file.
  let limit: Int

  /// Jumps from one occurrence of `anchor`, one of the query's terms, to the next and looks only at the topics there.
  func topics(
    with anchor: Needle, isTag: Bool, from start: SearchPlace
  ) -> (hits: [TopicHit], next: SearchPlace?) {
    let count = haystack.bytes.count
    // An occurrence may begin before the limit and end behind it.
    let margin = min(count, limit + 8 * anchor.scalars.count + 64)
    var place = start
    var hits: [TopicHit] = []
    while place.offset < limit {
      guard let found = haystack.next(anchor, isTag: isTag, in: place.offset..<margin, of: 0..<count),
        found.lowerBound < limit
      else { break }
      let segment = outline.segment(at: ByteOffset(found.lowerBound))
      if let hit = newHit(segment, &place) { hits.append(hit) }
      // What is left of the segment can find nothing that is not found already, unless the match lies across its end.
      place.offset = max(
        found.lowerBound + 1, segment.range.upperBound.int > found.upperBound ? segment.range.upperBound.int : 0)
    }
    place.offset = max(place.offset, limit)
    return (hits, place.offset < count ? place : nil)
  }

  /// Looks at one topic after the other, where the query only says what must not be there.
  func everyTopic(from start: SearchPlace) -> (hits: [TopicHit], next: SearchPlace?) {
    var hits: [TopicHit] = []
    var segment: Segment? =
      start.offset == 0 ? outline.firstSegment(of: .root) : outline.segment(at: ByteOffset(start.offset))
    while let current = segment, current.range.lowerBound.int < limit {
      if current.isFirst, current.topic != .root, current.range.lowerBound.int >= start.offset,
        let hit = hit(current.topic, continuations: outline.continuations(of: current.topic))
      {
        hits.append(hit)
      }
      segment = outline.segment(after: current)
    }
    return (hits, segment.map { _ in SearchPlace(offset: limit) })
  }

  /// The hit that the topic of `segment` is unless it was looked at before.
  private func newHit(_ segment: Segment, _ place: inout SearchPlace) -> TopicHit? {
    guard !place.seen.contains(segment.topic) else { return nil }
    let continuations = outline.continuations(of: segment.topic)
    if !continuations.isEmpty { place.seen.insert(segment.topic) }
    return hit(segment.topic, continuations: continuations)
  }

  private func hit(_ topic: TopicIndex, continuations: [Segment]) -> TopicHit? {
    let title = outline[topic].title.ints
    let own = outline.firstSegment(of: topic).range.ints
    // The own text without the title: before it there is only the marker.
    let text = min(max(title.upperBound, own.lowerBound), own.upperBound)..<own.upperBound
    let texts = query.fields.contains(.text) ? [text] + continuations.map(\.range.ints) : []
    var found: [Range<ByteOffset>] = []
    var rank = Rank(field: .title, quality: .everything)
    for term in query.terms {
      guard let needle = term.condition.needle else { continue }
      let isTag = term.condition.isTag
      let inTitle = query.fields.contains(.title) ? haystack.best(needle, isTag: isTag, in: title) : nil
      let best = inTitle ?? texts.lazy.compactMap { haystack.best(needle, isTag: isTag, in: $0)?.partial }.first
      guard (best != nil) != term.isNegated else { return nil }
      guard let best else { continue }
      found.append(ByteOffset(best.range.lowerBound)..<ByteOffset(best.range.upperBound))
      rank.field = min(rank.field, inTitle == nil ? .text : .title)
      rank.quality = min(rank.quality, best.quality)
    }
    return TopicHit(topic: topic, rank: rank, found: found)
  }
}

extension Outline {
  /// What a topic says after some of its children.
  /// - Complexity: O(children × log n)
  fileprivate func continuations(of topic: TopicIndex) -> [Segment] {
    var continuations: [Segment] = []
    for child in children(of: topic).dropFirst() {
      if let above = segment(before: firstSegment(of: child)), above.topic == topic, !above.isFirst {
        continuations.append(above)
      }
    }
    guard hasChildren(topic) else { return [] }
    var last = firstSegment(of: TopicIndex(subtree(of: topic).upperBound - 1))
    while let next = segment(after: last), isInside(next.topic, topic) {
      if next.topic == topic { continuations.append(next) }
      last = next
    }
    return continuations
  }
}

extension Haystack.Occurrence {
  /// The same occurrence where being the whole text means nothing.
  fileprivate var partial: Haystack.Occurrence {
    Haystack.Occurrence(range: range, quality: min(quality, .wholeWord))
  }
}
