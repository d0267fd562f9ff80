import Outline

/// A quotation as it is looked for where no older version of its file is to be had: by its words, by the topic that it
/// was taken from, and by what stood around it there.
struct Quotation {
  private let anchor: Anchor
  private let outline: Outline
  private let text: String
  private let context: QuotationContext
  private var similarity = TextSimilarity()

  /// The share of a quotation that may have changed.
  private static let tolerance: Float = 0.20
  private static let changed: Float = 0.5
  private static let elsewhere: Float = 0.60
  private static let offered: Float = 0.25
  private static let margin: Float = 0.08
  /// The number of stretches of a topic, with those below it, in which a quotation is looked for.
  private static let searchedSegments = 10_000

  init(_ anchor: Anchor, in outline: Outline) {
    self.anchor = anchor
    self.outline = outline
    text = anchor.selectedText ?? ""
    context = QuotationContext(of: anchor, in: outline)
  }

  /// The place of the quotation.
  ///
  /// - Parameter topic: Where the topic that it was taken from was found.
  mutating func sighting(near topic: Placement, _ search: inout PassageSearch) -> Sighting {
    let own = topic.state.isAttached ? segments(of: topic.topic) : []
    let hits = search.hits(of: text)
    if let found = verbatim(hits, own, topic.state, &search) { return found }
    if let found = edited(own, hits, topic.state) { return found }
    if hits.ranges.count == 1, isClause || isLine(hits.ranges[0]) {
      return Sighting(state: .edited, range: hits.ranges[0])
    }
    if !hits.ranges.isEmpty {
      return Sighting(state: .ambiguous, candidates: Array(hits.ranges.prefix(3)))
    }
    return lost(own, topic, &search)
  }

  /// The topic's own text, stretch by stretch; what stands below it is not its own.
  private func segments(of topic: TopicIndex) -> [Range<Int>] {
    var own: [Range<Int>] = []
    for segment in outline.segments(of: topic).prefix(Self.searchedSegments) where segment.topic == topic {
      own.append(segment.range.ints)
      if topic == .root { break }
    }
    return own
  }

  /// Whether it has words enough to be known by them alone.
  private var isClause: Bool { text.utf8.count >= 20 && text.utf8.count { $0 == 0x20 } >= 2 }

  /// Whether it is all that its lines say, and more than a word.
  private func isLine(_ range: Range<Int>) -> Bool {
    text.utf8.count >= 8 && text.utf8.contains(0x20) && outline.fillsLines(range)
  }

  // MARK: - Word for word

  private mutating func verbatim(
    _ hits: PassageSearch.Hits, _ own: [Range<Int>], _ state: Placement.State, _ search: inout PassageSearch
  ) -> Sighting? {
    guard !hits.ranges.isEmpty else { return nil }
    func isInside(_ hit: Range<Int>) -> Bool {
      own.contains { $0.lowerBound <= hit.lowerBound && hit.upperBound <= $0.upperBound }
    }
    let scored = hits.ranges.map { (range: $0, agreement: context.agreement(around: $0), isOwn: isInside($0)) }
      .sorted { ($0.agreement, $0.isOwn ? 1 : 0) > ($1.agreement, $1.isOwn ? 1 : 0) }
    let best = scored[0]
    let next = scored.dropFirst().first
    guard best.agreement.sides > 0 || context.isUnknown else { return nil }
    let isAlone = next.map { $0.agreement < best.agreement || best.isOwn && !$0.isOwn } ?? true
    guard isAlone else { return Sighting(state: .ambiguous, candidates: scored.prefix(3).map(\.range)) }
    let isRespaced = hits.form == .respaced
    // Where it was, the same words stand, and what was around them is gone from both places in part.
    if best.agreement.sides < 2, !isRemembered(best.range), hits.ranges.contains(where: isRemembered) {
      return Sighting(state: .confirm, range: best.range, candidates: scored.prefix(3).map(\.range))
    }
    if best.isOwn {
      // Where only one side is as it was, it may be a copy within the topic.
      let isSure =
        !isRespaced
        && (best.agreement.sides == 2 && (best.agreement.isFull || best.agreement.edges > 0) || context.isUnknown)
      return Sighting(state: state.isSilent && !isSure ? .edited : state, range: best.range)
    }
    if best.agreement.sides == 2 { return outside(best.range, best.agreement, hits, own, state, &search) }
    guard isClause || best.agreement.sides == 1 && scored.count == 1 else { return nil }
    let isLost = !state.isAttached
    return Sighting(
      state: isLost && isClause ? .edited : .confirm, range: best.range, candidates: isLost ? [] : [best.range])
  }

  /// A place outside the topic that the quotation was taken from, with what stood around it.
  private mutating func outside(
    _ range: Range<Int>, _ agreement: QuotationContext.Agreement, _ hits: PassageSearch.Hits, _ own: [Range<Int>],
    _ state: Placement.State, _ search: inout PassageSearch
  ) -> Sighting {
    var trace: Range<Int>?
    for segment in own where trace == nil {
      trace = context.between(in: segment).flatMap { $0.range.isEmpty ? nil : $0.range }
    }
    if trace == nil, !own.isEmpty {
      trace =
        search.likenesses(of: text).first { like in
          like.score >= Self.changed && own.contains { $0.overlaps(like.range) } && !like.range.overlaps(range)
        }?.range
    }
    if let trace {
      return Sighting(state: .confirm, range: trace, candidates: [trace, range], remark: .copied)
    }
    guard hits.ranges.count == 1, agreement.edges < 2, state != .ambiguous, anchor.evidence?.samePath ?? 1 == 1 else {
      return Sighting(state: .confirm, range: range, candidates: [range])
    }
    return Sighting(state: hits.form == .respaced ? .edited : .moved, range: range)
  }

  /// Whether a place is the very one that the anchor names.
  private func isRemembered(_ range: Range<Int>) -> Bool {
    let start = ByteOffset(range.lowerBound)
    return outline.line(at: start).int == anchor.line && outline.scalarColumn(of: start) == anchor.startColumn
  }

  // MARK: - With other words

  /// Returns the passage that is between the remembered context now, or else the one that is most like the quotation;
  /// nil where none is near enough.
  private mutating func edited(
    _ own: [Range<Int>], _ hits: PassageSearch.Hits, _ state: Placement.State
  ) -> Sighting? {
    let between = own.lazy.compactMap { [context] in context.between(in: $0) }.first
    if let between, !between.range.isEmpty {
      let score = similarity.score(
        ComparableText(ofLines: text).bytes,
        ComparableText(ofLines: outline.sourceText(Range(offsets: between.range))).bytes)
      let isLikely = score >= Self.changed || between.sides == 2 || between.sides == 1 && score >= Self.offered
      if isLikely {
        let isSure = score >= Self.changed && hits.ranges.isEmpty && state != .confirm
        return Sighting(
          state: isSure ? .edited : .confirm, range: between.range,
          candidates: isSure ? [] : [between.range] + hits.ranges.prefix(2), remark: hits.ranges.isEmpty ? nil : .copied
        )
      }
    }
    guard hits.ranges.isEmpty, let near = approximatePlace(in: own) else { return nil }
    return Sighting(state: state.isSilent ? .edited : state, range: near)
  }

  private func approximatePlace(in own: [Range<Int>]) -> Range<Int>? {
    let pattern = ByteSearch.needle(text)
    guard pattern.count >= 5, pattern.count <= 4 * Anchor.maximumSelectedLength else { return nil }
    var found: (place: Range<Int>, score: Float)?
    var second: Float = 0
    for segment in own {
      let searched = segment.lowerBound..<min(segment.upperBound, segment.lowerBound + 64 * 1024)
      guard let (place, distance, next) = ApproximateSearch.best(pattern, in: outline.bytes[searched]) else { continue }
      let score = 1 - Float(distance) / Float(pattern.count)
      let other = next.map { 1 - Float($0) / Float(pattern.count) } ?? 0
      if score > found?.score ?? 0 {
        second = max(found?.score ?? 0, other)
        found = (place, score)
      } else {
        second = max(second, score)
      }
    }
    guard let found, found.score >= 1 - Self.tolerance, found.score - second >= Self.margin else { return nil }
    return outline.wholeScalars(found.place)
  }

  // MARK: - Without them

  private func lost(_ own: [Range<Int>], _ topic: Placement, _ search: inout PassageSearch) -> Sighting {
    let found = search.likenesses(of: text).filter { $0.score >= Self.offered }
    let rival = found.first { other in found.first.map { !other.range.overlaps($0.range) } ?? false }
    if let best = found.first, best.score >= Self.elsewhere, best.score - (rival?.score ?? 0) >= Self.margin {
      return Sighting(state: .confirm, range: best.range, candidates: found.map(\.range))
    }
    var candidates = found.prefix(3).map(\.range)
    if let first = own.first, !first.isEmpty {
      candidates.removeAll { $0.overlaps(first) }
      candidates.insert(outline.firstLine(of: first), at: 0)
    } else {
      candidates += topic.candidates.map { outline.firstLine(of: outline.firstSegment(of: $0).range.ints) }
    }
    return Sighting(
      state: own.isEmpty && found.isEmpty && topic.state != .ambiguous ? .orphan : .ambiguous,
      candidates: candidates, remark: .wordsGone)
  }
}

extension Outline {
  /// The first line of a stretch.
  func firstLine(of range: Range<Int>) -> Range<Int> {
    let end = self.range(ofLine: line(at: ByteOffset(range.lowerBound))).upperBound.int
    return range.lowerBound..<max(range.lowerBound, min(end, range.upperBound))
  }
}
