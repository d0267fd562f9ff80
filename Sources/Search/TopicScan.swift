import Outline

/// Where a search of topics goes on.
package struct SearchPlace: Hashable, Sendable {
  /// Bytes from the start of the file.
  package var offset: Int
  /// Topics that were found by what they say after some of their children, and may be come upon again.
  var found: Set<TopicIndex> = []

  package static let start = SearchPlace(offset: 0)
}

/// One pass over a part of a file.
struct TopicScan {
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
        let hit = hit(current)
      {
        hits.append(hit)
      }
      segment = outline.segment(after: current)
    }
    return (hits, segment.map { _ in SearchPlace(offset: limit) })
  }

  /// The hit that `segment` is unless its topic was found before.
  private func newHit(_ segment: Segment, _ place: inout SearchPlace) -> TopicHit? {
    if segment.isFirst { return hit(segment) }
    guard !place.found.contains(segment.topic), hit(outline.firstSegment(of: segment.topic)) == nil,
      let hit = hit(segment)
    else { return nil }
    place.found.insert(segment.topic)
    return hit
  }

  private func hit(_ segment: Segment) -> TopicHit? {
    let title = outline[segment.topic].title.ints
    let own = segment.range.ints
    // The own text without the title: before it there is only the marker.
    let text = segment.isFirst ? min(max(title.upperBound, own.lowerBound), own.upperBound)..<own.upperBound : own
    var found: [Range<ByteOffset>] = []
    var rank = Rank(field: .title, quality: .everything)
    for term in query.terms {
      guard let needle = term.condition.needle else { continue }
      let isTag = term.condition.isTag
      let inTitle = query.fields.contains(.title) ? haystack.best(needle, isTag: isTag, in: title) : nil
      let best =
        inTitle ?? (query.fields.contains(.text) ? haystack.best(needle, isTag: isTag, in: text)?.partial : nil)
      guard (best != nil) != term.isNegated else { return nil }
      guard let best else { continue }
      found.append(ByteOffset(best.range.lowerBound)..<ByteOffset(best.range.upperBound))
      rank.field = min(rank.field, inTitle == nil ? .text : .title)
      rank.quality = min(rank.quality, best.quality)
    }
    return TopicHit(topic: segment.topic, rank: rank, found: found)
  }
}

extension Haystack.Occurrence {
  /// The same occurrence where being the whole text means nothing.
  fileprivate var partial: Haystack.Occurrence {
    Haystack.Occurrence(range: range, quality: min(quality, .wholeWord))
  }
}
