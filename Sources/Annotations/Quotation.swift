import Outline

/// A quotation as it is looked for inside the topic that it was taken from.
struct Quotation {
  private let text: [UInt8]
  private let anchor: Anchor
  private let outline: Outline
  private let topic: TopicIndex

  /// The share of a quotation that may have changed.
  private static let tolerance = 0.20
  /// How good an approximate place has to be, and how much better than the next.
  private static let threshold = 0.75
  private static let margin = 0.08
  /// No more of a topic is searched for an approximate place.
  private static let searchedLength = 64 * 1024

  /// How far behind its first stretch the others of a topic with very many below it are looked for.
  private static let searchedSegments = 10_000

  init(_ anchor: Anchor, in outline: Outline, topic: TopicIndex) {
    text = Array((anchor.selectedText ?? "").utf8).filter { $0 != 0x0D }
    self.anchor = anchor
    self.outline = outline
    self.topic = topic
  }

  /// `placement`, which says where the topic is, with the quotation's own place.
  func placed(_ placement: Placement) -> Placement {
    var placement = placement
    let exact = exactPlaces()
    if let place = best(of: exact) {
      placement.quotation = place
      return placement
    }
    if exact.isEmpty, let place = approximatePlace() { placement.quotation = place }
    if placement.state.isSilent { placement.state = .edited }
    return placement
  }

  /// The topic's own text, stretch by stretch; what stands below it is not its own.
  private var segments: [Range<Int>] {
    var own: [Range<Int>] = []
    for segment in outline.segments(of: topic).prefix(Self.searchedSegments) where segment.topic == topic {
      own.append(segment.range.ints)
      if topic == .root { break }
    }
    return own
  }

  // MARK: - Word for word

  private func exactPlaces() -> [Range<ByteOffset>] {
    let bytes = outline.bytes
    var places: [Range<ByteOffset>] = []
    for segment in segments {
      var start = segment.lowerBound
      while places.count < 64, let found = ByteSearch.first(text, in: bytes, range: start..<segment.upperBound),
        let end = ByteSearch.end(of: text, in: bytes, at: found, limit: segment.upperBound)
      {
        places.append(ByteOffset(found)..<ByteOffset(end))
        start = found + 1
      }
    }
    return places
  }

  /// The only place, or the one whose surroundings are most like those remembered; nil where that is a tie.
  private func best(of places: [Range<ByteOffset>]) -> Range<ByteOffset>? {
    if places.count < 2 { return places.first }
    let scored = places.map { (place: $0, score: surroundings(of: $0)) }.sorted { $0.score > $1.score }
    return scored[0].score > scored[1].score ? scored[0].place : nil
  }

  /// How many bytes of the remembered prefix and suffix stand around a place; where both are unknown, whether it begins
  /// at the remembered column.
  private func surroundings(of place: Range<ByteOffset>) -> Int {
    let bytes = outline.bytes
    let prefix = Array((anchor.evidence?.prefix ?? "").utf8)
    let suffix = Array((anchor.evidence?.suffix ?? "").utf8)
    if prefix.isEmpty, suffix.isEmpty {
      return outline.scalarColumn(of: place.lowerBound) == anchor.startColumn ? 1 : 0
    }
    var agreeing = 0
    var at = place.lowerBound.int - 1
    for byte in prefix.reversed() {
      guard at >= 0, bytes[at] == byte else { break }
      agreeing += 1
      at -= 1
    }
    at = place.upperBound.int
    for byte in suffix {
      guard at < bytes.count, bytes[at] == byte else { break }
      agreeing += 1
      at += 1
    }
    return agreeing
  }

  // MARK: - Nearly

  private func approximatePlace() -> Range<ByteOffset>? {
    guard text.count >= 5, text.count <= 4 * Anchor.maximumSelectedLength else { return nil }
    var found: (place: Range<Int>, score: Double)?
    var second = 0.0
    for segment in segments {
      let searched = segment.lowerBound..<min(segment.upperBound, segment.lowerBound + Self.searchedLength)
      guard let (place, distance, next) = ApproximateSearch.best(text, in: outline.bytes[searched]) else { continue }
      let score = 1 - Double(distance) / Double(text.count)
      let other = next.map { 1 - Double($0) / Double(text.count) } ?? 0
      if score > found?.score ?? 0 {
        second = max(found?.score ?? 0, other)
        found = (place, score)
      } else {
        second = max(second, score)
      }
    }
    guard let found, found.score >= max(Self.threshold, 1 - Self.tolerance), found.score - second >= Self.margin else {
      return nil
    }
    let range = outline.wholeScalars(found.place)
    return ByteOffset(range.lowerBound)..<ByteOffset(range.upperBound)
  }
}

extension Outline {
  /// A range widened so that it cuts no UTF-8 sequence.
  fileprivate func wholeScalars(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return start..<end
  }
}

/// Search that forgives a few wrong bytes (Sellers 1980).
enum ApproximateSearch {
  /// The stretch of `text` that is nearest to `pattern`, how many bytes differ, and how many in the next best stretch
  /// that does not overlap it, if there is one.
  /// - Complexity: O(pattern × text), the pattern being cut to what keeps that below 64 million
  static func best(_ pattern: [UInt8], in text: ArraySlice<UInt8>) -> (
    place: Range<Int>, distance: Int, next: Int?
  )? {
    guard !pattern.isEmpty, !text.isEmpty, pattern.count * text.count <= 64_000_000 else { return nil }
    var column = Array(0...pattern.count)
    // Where the best alignment that ends here began.
    var starts = Array(repeating: text.startIndex, count: pattern.count + 1)
    var ends: [(end: Int, start: Int, distance: Int)] = []
    let worst = pattern.count / 4 + 1
    for at in text.indices {
      var diagonal = column[0]
      var diagonalStart = starts[0]
      starts[0] = at + 1
      for row in 1...pattern.count {
        let (above, aboveStart) = (column[row], starts[row])
        var value = diagonal + (pattern[row - 1] == text[at] ? 0 : 1)
        var start = row == 1 ? at : diagonalStart
        if above + 1 < value { (value, start) = (above + 1, aboveStart) }
        if column[row - 1] + 1 < value { (value, start) = (column[row - 1] + 1, starts[row - 1]) }
        (diagonal, diagonalStart) = (above, aboveStart)
        column[row] = value
        starts[row] = start
      }
      if column[pattern.count] <= worst {
        ends.append((at + 1, starts[pattern.count], column[pattern.count]))
      }
    }
    guard let best = ends.min(by: { $0.distance < $1.distance }), best.start < best.end else { return nil }
    let next = ends.lazy.filter { $0.end <= best.start || $0.start >= best.end }.map(\.distance).min()
    return (best.start..<best.end, best.distance, next)
  }
}
