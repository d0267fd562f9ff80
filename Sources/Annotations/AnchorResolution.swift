import Outline

/// The search for a file's anchors, with what is needed for it made once and only if it is needed.
struct AnchorResolution {
  let outline: Outline
  private let blob: String?
  private let oldSources: (String) -> Outline?
  private var fingerprints: Fingerprints?
  private var search: PassageSearch
  private var versions: [String: OldVersion?] = [:]

  /// An older version of the file, and what became of its topics and its lines.
  private struct OldVersion {
    var outline: Outline
    var matcher: TopicMatcher
    var mapper: PassageMapper?
    var search: PassageSearch
  }

  init(outline: Outline, blob: String?, oldSources: @escaping (String) -> Outline?) {
    self.outline = outline
    self.blob = blob
    self.oldSources = oldSources
    search = PassageSearch(outline)
  }

  /// - Parameter origins: by anchor, what is known of the version that it was made on, beside its own evidence; may be
  ///   shorter.
  mutating func place(_ anchors: [Anchor], origins: [Anchor.Origin?] = []) -> [Placement] {
    // The newest that the reader confirmed comes first, what the annotation was made on last.
    let sightings = anchors.map { $0.confirmed.reversed() + [$0] }
    var placements: [Placement?] = Array(repeating: nil, count: anchors.count)
    let rounds = sightings.map(\.count).max() ?? 0
    for round in 0..<rounds {
      let open = anchors.indices.filter { index in
        sightings[index].count > round && placements[index].map { $0.state != .exact && $0.state != .moved } ?? true
      }
      let known = open.map { index in
        // What the reader confirmed has evidence of its own.
        sightings[index].count == round + 1 && origins.indices.contains(index) ? origins[index] : nil
      }
      let found = placeOnce(open.map { sightings[$0][round] }, known)
      for (index, placement) in zip(open, found) where placements[index] == nil || placement.state.isSilent {
        placements[index] = placement
      }
    }
    return placements.map { $0 ?? Placement(state: .orphan, topic: .root) }
  }

  private mutating func placeOnce(_ anchors: [Anchor], _ origins: [Anchor.Origin?]) -> [Placement] {
    var placements: [Placement?] = anchors.map(unchangedPlace)
    var remembered: [String?: [Int]] = [:]
    for index in anchors.indices where placements[index] == nil {
      let anchor = anchors[index]
      if anchor.evidence == nil {
        placements[index] = foreignPlace(anchor, origins[index])
      } else if let placement = placeByOldSource(anchor, origins[index]) {
        placements[index] = placement
      } else {
        remembered[anchor.evidence?.blob, default: []].append(index)
      }
    }
    for indices in remembered.values {
      for (index, placement) in zip(indices, placeByEvidence(indices.map { anchors[$0] })) {
        placements[index] = placement
      }
    }
    let lost = anchors.indices.filter { placements[$0]?.state == .orphan && anchors[$0].target == .topic }
    if lost.count <= Self.mostLost, outline.bytes.count <= Self.longestSearched {
      for index in lost { placements[index]?.offer(passagesLike(anchors[index]), in: outline) }
    }
    return placements.map { $0 ?? Placement(state: .orphan, topic: .root) }
  }

  /// The most lost topics for which lines are offered: of more, a reader hardly says where each went.
  private static let mostLost = 200
  /// The length of the longest file whose words are indexed for that, in bytes.
  private static let longestSearched = 4 << 20
  /// The least likeness of lines that are offered for a lost topic, 0 to 1.
  private static let leastLikeness: Float = 0.35

  /// The lines that are most like a topic's, whether or not they are a topic's own now: it may have been written anew.
  private mutating func passagesLike(_ anchor: Anchor) -> [Range<Int>] {
    guard anchor.evidence != nil, let text = anchor.selectedText else { return [] }
    return search.likenesses(of: text, limit: 3).filter { $0.score >= Self.leastLikeness }.map(\.range)
  }

  private mutating func newFingerprints() -> Fingerprints {
    if let fingerprints { return fingerprints }
    let made = Fingerprints(of: outline)
    fingerprints = made
    return made
  }

  // MARK: - Nothing changed

  /// The place of an anchor that is surely where it was seen last; nil where there has to be a search.
  func unmovedPlace(_ anchor: Anchor) -> Placement? {
    let placement = unchangedPlace(anchor.confirmed.last ?? anchor)
    return placement?.state == .exact ? placement : nil
  }

  /// The place of an anchor that needs no search; nil where there has to be one.
  private func unchangedPlace(_ anchor: Anchor) -> Placement? {
    if anchor.target == .file { return Placement(state: .exact, topic: .root) }
    guard let evidence = anchor.evidence else { return nil }
    if let blob, blob == evidence.blob {
      guard let location = AnchorLocation(remembering: anchor, in: outline),
        location.quotation != nil || anchor.target == .topic
      else { return nil }
      return Placement(state: .exact, topic: location.topic, quotation: location.quotation)
    }
    guard let location = AnchorLocation(of: anchor, in: outline),
      outline.title(of: location.topic) == evidence.path.last ?? "", evidence.sameContext == 1,
      isUnmoved(location.topic, evidence)
    else { return nil }
    if let quotation = location.quotation {
      // An equal text may have taken its place.
      guard QuotationContext(of: anchor, in: outline).agreement(around: quotation.ints).sides == 2 else { return nil }
    }
    return Placement(state: .exact, topic: location.topic, quotation: location.quotation)
  }

  private func isUnmoved(_ topic: TopicIndex, _ evidence: Anchor.Evidence) -> Bool {
    func title(_ topic: TopicIndex) -> String { outline.title(of: topic).cut(to: Anchor.Evidence.titleLength) }
    guard outline.textBefore(topic).map(title) == evidence.previousSibling,
      outline.textBehind(topic).map(title) == evidence.nextSibling
    else { return false }
    return outline.path(of: topic).map { $0.cut(to: Anchor.Evidence.titleLength) } == evidence.path.dropLast()
  }

  // MARK: - Records of other programs

  /// The place of a record that remembers a line and a text at most.
  private mutating func foreignPlace(_ anchor: Anchor, _ origin: Anchor.Origin?) -> Placement {
    if anchor.line == nil, anchor.selectedText?.allSatisfy(\.isWhitespace) ?? true {
      // A part of something, and nobody knows which: that is not the whole file.
      return Placement(state: anchor.target == .quote ? .orphan : .exact, topic: .root)
    }
    let isSameText = blob != nil && origin?.blob == blob
    let isStale = origin?.isStale ?? false
    if !isSameText, let old = origin?.blob, let then = version(old)?.outline {
      var there = Sighting.lost
      withSearch(in: old) { there = ForeignAnchor(of: anchor, in: then).sighting(&$0) }
      if let range = there.range, there.state != .confirm {
        var placement = place(range, madeOn: old)
        if isStale, anchor.selectedText == nil, placement.state.isSilent {
          (placement.state, placement.remark) = (.edited, .lineOnly)
        }
        return placement
      }
    }
    let fallback = anchor.line.flatMap { line in
      1...outline.lineCount ~= line ? outline.topic(atLine: LineNumber(line)) : nil
    }
    return ForeignAnchor(of: anchor, in: outline, isStale: isStale).sighting(&search)
      .placement(in: outline, orAt: fallback ?? .root)
  }

  private mutating func withSearch(in blob: String, _ body: (inout PassageSearch) -> Void) {
    guard var version = versions[blob] ?? nil else { return }
    body(&version.search)
    versions[blob] = .some(version)
  }

  /// The place of a stretch of an older version: of a whole topic by what became of that, else by its lines.
  private mutating func place(_ range: Range<Int>, madeOn blob: String) -> Placement {
    guard let version = version(blob) else { return Placement(state: .orphan, topic: .root) }
    let (topic, quotation) = version.outline.passage(range)
    let match = version.matcher.match(of: topic.int)
    let fallback = match.topic ?? version.matcher.survivingAncestor(of: topic.int)
    if quotation == nil, match.state.isAttached, topic != .root {
      return Placement(state: match.state, topic: fallback, candidates: match.candidates)
    }
    let mapped = mapped(range, madeOn: blob)
    var placement = mapped.placement(in: outline, orAt: fallback)
    if quotation == nil, placement.state.isSilent { placement.state = .edited }
    if !placement.state.isAttached {
      for candidate in match.candidates { placement.add(candidate: candidate, nil) }
      if !match.candidates.isEmpty { placement.state = .ambiguous }
    }
    return placement
  }

  private mutating func mapped(_ range: Range<Int>, madeOn blob: String) -> Sighting {
    guard var version = version(blob) else { return .lost }
    var mapper = version.mapper ?? PassageMapper(from: version.outline, to: outline, &search)
    defer {
      version.mapper = mapper
      versions[blob] = .some(version)
    }
    return mapper.sighting(of: range, &search)
  }

  // MARK: - An older version is there

  private mutating func placeByOldSource(_ anchor: Anchor, _ origin: Anchor.Origin?) -> Placement? {
    guard let blob = anchor.evidence?.blob, let version = version(blob),
      let location = AnchorLocation(remembering: anchor, in: version.outline)
    else { return nil }
    if anchor.target == .topic, let lines = location.quotation { return place(lines.ints, madeOn: blob) }
    let topic = placement(of: location.topic.int, version.matcher)
    guard anchor.target == .quote else { return topic }
    if let quotation = location.quotation {
      let mapped = mapped(quotation.ints, madeOn: blob)
      if mapped.state.isAttached {
        return doubted(mapped.placement(in: outline, orAt: topic.topic), of: quotation, topic, version.outline)
      }
      var found = quoted(anchor, near: topic)
      // By its words and what was around it alone, it may be a copy.
      if found.state.isAttached { found.state = .confirm }
      if !found.state.isAttached {
        for candidate in mapped.placement(in: outline).candidates { found.add(candidate: candidate, nil) }
      }
      return found
    }
    return quoted(anchor, near: topic)
  }

  /// A title's words that stand in another topic, while the topic that they were the title of may have been edited
  /// where it is: there they may be a copy.
  private func doubted(
    _ placement: Placement, of quotation: Range<ByteOffset>, _ topic: Placement, _ then: Outline
  ) -> Placement {
    let others = ((topic.state.isAttached ? [topic.topic] : []) + topic.candidates).filter { $0 != placement.topic }
    guard placement.state == .moved, !topic.state.isSilent, !others.isEmpty,
      then[then.topic(at: quotation.lowerBound)].title.overlaps(quotation)
    else { return placement }
    var doubted = placement
    (doubted.state, doubted.remark) = (.confirm, .copied)
    doubted.add(candidate: placement.topic, placement.quotation)
    for other in others { doubted.add(candidate: other, nil) }
    return doubted
  }

  private mutating func version(_ blob: String) -> OldVersion? {
    if let known = versions[blob] { return known }
    let made = oldSources(blob).map {
      OldVersion(
        outline: $0, matcher: TopicMatcher(Fingerprints(of: $0), newFingerprints()), search: PassageSearch($0))
    }
    versions[blob] = .some(made)
    return made
  }

  // MARK: - Only the anchors are there

  private mutating func placeByEvidence(_ anchors: [Anchor]) -> [Placement] {
    let recollection = Fingerprints.remembered(by: anchors, in: newFingerprints())
    let matcher = TopicMatcher(
      recollection.fingerprints, newFingerprints(), isWhole: false, remembered: recollection.remembered)
    return zip(anchors, recollection.rows).map { anchor, row in
      let topic = placement(of: row, matcher)
      return anchor.target == .quote ? quoted(anchor, near: topic) : topic
    }
  }

  private func placement(of row: Int, _ matcher: TopicMatcher) -> Placement {
    let match = matcher.match(of: row)
    let topic = match.topic ?? matcher.survivingAncestor(of: row)
    return Placement(state: match.state, topic: topic, candidates: match.candidates)
  }

  private mutating func quoted(_ anchor: Anchor, near topic: Placement) -> Placement {
    var quotation = Quotation(anchor, in: outline)
    return quotation.sighting(near: topic, &search).placement(in: outline, orAt: topic.topic)
  }
}

extension Placement.State {
  /// Whether it is shown without any mark.
  var isSilent: Bool { self == .exact || self == .moved }
}
