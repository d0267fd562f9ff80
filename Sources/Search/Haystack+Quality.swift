extension Haystack {
  struct Occurrence {
    var range: Range<Int>
    var quality: MatchQuality
  }

  /// The next occurrence in `range`; of a tag, one that stands alone among its neighbours in `whole`.
  func next(_ needle: Needle, isTag: Bool, in range: Range<Int>, of whole: Range<Int>) -> Range<Int>? {
    guard isTag else { return first(needle, in: range) }
    var rest = range
    while let found = first(needle, in: rest) {
      if standsAlone(found, in: whole) { return found }
      rest = found.lowerBound + 1..<range.upperBound
    }
    return nil
  }

  /// The first of the best-fitting among the first occurrences in `range`; a look at more would not be worth its time.
  func best(_ needle: Needle, isTag: Bool, in range: Range<Int>) -> Occurrence? {
    var best: Occurrence?
    var rest = range
    for _ in 0..<8 {
      guard let found = next(needle, isTag: isTag, in: rest, of: range) else { break }
      let isAll = found == range
      let quality = isAll ? .everything : quality(of: found, in: range)
      if best.map({ $0.quality < quality }) ?? true { best = Occurrence(range: found, quality: quality) }
      if quality >= .wholeWord { break }
      rest = found.lowerBound + 1..<range.upperBound
    }
    return best
  }
}
