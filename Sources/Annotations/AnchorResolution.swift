import Outline

/// The search for a file's anchors, with what is needed for it made once and only if it is needed.
struct AnchorResolution {
  let outline: Outline
  private let blob: String?
  private let oldSources: (String) -> Outline?
  private var fingerprints: Fingerprints?
  private var versions: [String: Version?] = [:]

  /// An older version of the file, and what became of its topics.
  private struct Version {
    var outline: Outline
    var matcher: TopicMatcher
  }

  init(outline: Outline, blob: String?, oldSources: @escaping (String) -> Outline?) {
    self.outline = outline
    self.blob = blob
    self.oldSources = oldSources
  }

  mutating func place(_ anchors: [Anchor]) -> [Placement] {
    // The newest that the reader confirmed comes first, what the annotation was made on last.
    let sightings = anchors.map { $0.confirmed.reversed() + [$0] }
    var placements: [Placement?] = Array(repeating: nil, count: anchors.count)
    let rounds = sightings.map(\.count).max() ?? 0
    for round in 0..<rounds {
      let open = anchors.indices.filter { index in
        sightings[index].count > round && placements[index].map { $0.state != .exact && $0.state != .moved } ?? true
      }
      let found = placeOnce(open.map { sightings[$0][round] })
      for (index, placement) in zip(open, found) where placements[index] == nil || placement.state.isSilent {
        placements[index] = placement
      }
    }
    return placements.map { $0 ?? Placement(state: .orphan, topic: .root) }
  }

  private mutating func placeOnce(_ anchors: [Anchor]) -> [Placement] {
    var placements: [Placement?] = anchors.map(unchangedPlace)
    var remembered: [String?: [Int]] = [:]
    for index in anchors.indices where placements[index] == nil {
      if let placement = placeByOldSource(anchors[index]) {
        placements[index] = placement
      } else {
        remembered[anchors[index].evidence?.blob, default: []].append(index)
      }
    }
    for indices in remembered.values {
      for (index, placement) in zip(indices, placeByEvidence(indices.map { anchors[$0] })) {
        placements[index] = placement
      }
    }
    return placements.map { $0 ?? Placement(state: .orphan, topic: .root) }
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
    guard let evidence = anchor.evidence else { return ForeignAnchor(of: anchor, in: outline).placement }
    guard let location = AnchorLocation(of: anchor, in: outline),
      outline.title(of: location.topic) == evidence.path.last ?? ""
    else {
      return nil
    }
    if blob == nil || blob != evidence.blob {
      guard evidence.sameContext == 1, isUnmoved(location.topic, evidence) else { return nil }
    } else {
      // The line may have been recorded later than the rest, and a twin may stand there.
      guard outline.isRemembered(location.topic, by: evidence) else { return nil }
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

  // MARK: - An older version is there

  private mutating func placeByOldSource(_ anchor: Anchor) -> Placement? {
    guard let blob = anchor.evidence?.blob, let version = version(blob),
      let location = AnchorLocation(remembering: anchor, in: version.outline)
    else { return nil }
    return placement(of: anchor, location.topic.int, version.matcher, old: (version.outline, location.quotation))
  }

  private mutating func version(_ blob: String) -> Version? {
    if let known = versions[blob] { return known }
    let made = oldSources(blob).map {
      Version(outline: $0, matcher: TopicMatcher(Fingerprints(of: $0), newFingerprints()))
    }
    versions[blob] = .some(made)
    return made
  }

  // MARK: - Only the anchors are there

  private mutating func placeByEvidence(_ anchors: [Anchor]) -> [Placement] {
    let recollection = Fingerprints.remembered(by: anchors)
    let matcher = TopicMatcher(
      recollection.fingerprints, newFingerprints(), isWhole: false, remembered: recollection.remembered)
    return zip(anchors, recollection.rows).map { placement(of: $0, $1, matcher, old: nil) }
  }

  private func placement(
    of anchor: Anchor, _ row: Int, _ matcher: TopicMatcher, old: (outline: Outline, quotation: Range<ByteOffset>?)?
  ) -> Placement {
    let match = matcher.match(of: row)
    let topic = match.topic ?? matcher.survivingAncestor(of: row)
    let placement = Placement(state: match.state, topic: topic, candidates: match.candidates)
    guard anchor.target == .quote, match.state.isAttached else { return placement }
    return Quotation(anchor, in: outline, topic: topic).placed(placement)
  }
}

extension Placement.State {
  /// Whether it is shown without any mark.
  var isSilent: Bool { self == .exact || self == .moved }
}

/// The place in an outline where an anchor's line and text say the same.
struct AnchorLocation {
  var topic: TopicIndex
  var quotation: Range<ByteOffset>?

  /// Nil where the text is not at the remembered place any more.
  init?(of anchor: Anchor, in outline: Outline) {
    guard let line = anchor.line, line >= 1, line <= outline.lineCount, let text = anchor.selectedText else {
      return nil
    }
    if anchor.target == .quote {
      guard let column = anchor.startColumn else { return nil }
      let start = outline.offset(ofScalarColumn: column, line: LineNumber(line))
      let end = start.int + text.utf8.count
      guard end <= outline.bytes.count, outline.bytes[start.int..<end].elementsEqual(text.utf8) else { return nil }
      topic = outline.topic(at: start)
      quotation = start..<ByteOffset(end)
      return
    }
    let title = anchor.evidence?.path.last
    var found = outline.topic(atLine: LineNumber(line))
    // Several items may begin on one line, each inside the one before.
    while true {
      let row = outline[found]
      guard found != .root, row.line.int == line else { return nil }
      if outline.text(ofLines: row.line...row.endLine).cut(to: Anchor.maximumSelectedLength) == text,
        title == nil || title == outline.title(of: found).cut(to: Anchor.maximumSelectedLength)
      {
        topic = found
        return
      }
      guard let parent = row.parent else { return nil }
      found = parent
    }
  }
}
