import Outline

extension Fingerprints {
  /// The topics of one version of a file that anchors with evidence remember.
  struct Recollection {
    var fingerprints = Fingerprints()
    /// By row; ancestors of anchors have one that says nothing.
    var remembered: [TopicMatcher.Remembered] = []
    /// The row of each anchor.
    var rows: [Int]
  }

  /// The topics of `anchors`, which have evidence from the same version, and their ancestors, as far as known.
  ///
  /// - Parameter new: what they are looked for in: a title that is not there is what its source lines say now, since
  ///   earlier versions of the program read some otherwise.
  static func remembered(by anchors: [Anchor], in new: Fingerprints = Fingerprints()) -> Recollection {
    var recollection = Recollection(rows: Array(repeating: 0, count: anchors.count))
    var known: Set<UInt64>?
    func isKnown(_ text: ComparableText) -> Bool {
      if known == nil { known = Set(new.text) }
      return known?.contains(StableHash.of(text.bytes)) ?? false
    }
    recollection.fingerprints.appendRoot()
    recollection.remembered.append(.init())
    var rowOfPlace: [UInt64: Int] = [:]
    var rowOfIdentity: [Identity: Int] = [:]
    // From the top down, so that an anchor's ancestor that is annotated itself is met first.
    let order = anchors.indices.sorted {
      let (left, right) = (anchors[$0].evidence?.path.count ?? 0, anchors[$1].evidence?.path.count ?? 0)
      return (left, anchors[$0].line ?? 0, $0) < (right, anchors[$1].line ?? 0, $1)
    }
    for index in order {
      guard let evidence = anchors[index].evidence, !evidence.path.isEmpty else { continue }
      var parent = 0
      for title in evidence.path.dropLast() {
        let title = ComparableText(title)
        if !title.bytes.isEmpty { parent = recollection.row(of: title, below: parent, in: &rowOfPlace) }
      }
      let identity = Identity(anchors[index], parent: parent)
      if let row = rowOfIdentity[identity] {
        recollection.rows[index] = row
        continue
      }
      let row = recollection.append(anchors[index], evidence, below: parent, where: isKnown)
      rowOfIdentity[identity] = row
      recollection.rows[index] = row
      let place = recollection.fingerprints.place[row]
      if evidence.samePath == 1, rowOfPlace[place] == nil { rowOfPlace[place] = row }
    }
    return recollection
  }

  /// Anchors that agree in this speak of the same topic.
  private struct Identity: Hashable {
    var parent: Int
    var title: String
    var ordinal: Int
    var previous: String?
    var next: String?
    var subtree: String?

    init(_ anchor: Anchor, parent: Int) {
      self.parent = parent
      title = anchor.evidence?.path.last ?? ""
      ordinal = anchor.evidence?.ordinal ?? 1
      previous = anchor.evidence?.previousSibling
      next = anchor.evidence?.nextSibling
      subtree = anchor.evidence?.subtree
    }
  }

  private mutating func appendRoot() {
    append(ComparableText(), traits: [.branch], parent: -1)
    path.append(StableHash.of(1, text[0]))
    place.append(StableHash.of(1, head[0]))
    subtree.append(0)
    body.append(0)
    previous.append(Self.none)
    next.append(Self.none)
    childCount.append(0)
    subtreeCount.append(1)
  }

  static func headHash(of title: String) -> UInt64 {
    StableHash.of(ComparableText(title).bytes.prefix(headLength))
  }
}

extension Fingerprints.Recollection {
  /// The row of an ancestor, made where there is none yet.
  fileprivate mutating func row(of title: ComparableText, below parent: Int, in rows: inout [UInt64: Int]) -> Int {
    let head = StableHash.of(title.bytes.prefix(Fingerprints.headLength))
    let place = StableHash.of(fingerprints.place[parent], head)
    if let row = rows[place] { return row }
    let row = fingerprints.count
    fingerprints.append(title, traits: .branch, parent: parent)
    fingerprints.finishRow(below: parent, subtree: 0, previous: 0, next: 0, childCount: 0)
    remembered.append(.init())
    rows[place] = row
    return row
  }

  fileprivate mutating func append(
    _ anchor: Anchor, _ evidence: Anchor.Evidence, below parent: Int, where isKnown: (ComparableText) -> Bool
  ) -> Int {
    let row = fingerprints.count
    var reading = ComparableText(evidence.path.last ?? "")
    if anchor.target == .topic, let source = anchor.selectedText {
      let full = ComparableText(ofLines: source)
      if full.bytes == reading.bytes {
        reading = full
      } else if let title = ComparableText(titleOf: source), title.bytes != reading.bytes, isKnown(title),
        !isKnown(reading)
      {
        reading = title
      }
    }
    var traits: Fingerprints.Traits = []
    if evidence.level != nil { traits.insert(.heading) }
    if evidence.childCount > 0 || !evidence.children.isEmpty { traits.insert(.branch) }
    if evidence.isContentsEntry { reading.markAsContentsEntry() }
    fingerprints.append(reading, traits: traits, parent: parent)
    fingerprints.finishRow(
      below: parent, subtree: evidence.subtreeHash,
      previous: evidence.previousSibling.map(Fingerprints.headHash) ?? Fingerprints.none,
      next: evidence.nextSibling.map(Fingerprints.headHash) ?? Fingerprints.none, childCount: evidence.childCount)
    remembered.append(
      .init(
        sameText: evidence.sameText, samePath: evidence.samePath, ordinal: evidence.ordinal,
        sameContext: evidence.sameContext,
        childHeads: evidence.children.map(Fingerprints.headHash)))
    return row
  }
}

extension Fingerprints {
  fileprivate mutating func finishRow(
    below parent: Int, subtree: UInt64, previous: UInt64, next: UInt64, childCount: Int
  ) {
    let row = count - 1
    path.append(StableHash.of(place[parent], text[row]))
    place.append(StableHash.of(place[parent], head[row]))
    self.subtree.append(subtree)
    body.append(0)
    self.previous.append(previous)
    self.next.append(next)
    self.childCount.append(Int32(clamping: childCount))
    subtreeCount.append(1)
  }
}

extension ComparableText {
  /// Reads the title of a topic's source lines; nil where they are no topic.
  init?(titleOf lines: String) {
    let outline = Outline(parsing: Array(lines.utf8.drop { $0 == 0x20 || $0 == 0x09 }))
    guard outline.count > 1 else { return nil }
    self.init(of: outline[TopicIndex(1)].title.ints, in: outline.bytes)
  }

  /// Reads a topic's source lines, marker and indentation included.
  init(ofLines lines: String) {
    let source = Array(lines.utf8)
    var at = 0
    func blanks() { while at < source.count, source[at] == 0x20 || source[at] == 0x09 { at += 1 } }
    func isGap(_ offset: Int) -> Bool { offset >= source.count || source[offset] <= 0x20 }
    blanks()
    var markerEnd = at
    if at < source.count {
      switch source[at] {
      case 0x2D, 0x2B, 0x2A: markerEnd = at + 1
      case 0xE2
      where at + 2 < source.count && source[at + 1] == 0x80 && (source[at + 2] == 0xA2 || source[at + 2] == 0x93):
        markerEnd = at + 3
      case 0x30...0x39:
        while markerEnd < source.count, source[markerEnd] &- 0x30 < 10 { markerEnd += 1 }
        if markerEnd < source.count, source[markerEnd] == 0x2E || source[markerEnd] == 0x29 {
          markerEnd += 1
        } else {
          markerEnd = at
        }
      default: break
      }
    }
    if markerEnd > at, isGap(markerEnd) { at = markerEnd }
    blanks()
    var end = source.count
    if at < source.count, source[at] == 0x23 {
      while end > at, source[end - 1] <= 0x20 { end -= 1 }
      var hashes = end
      while hashes > at, source[hashes - 1] == 0x23 { hashes -= 1 }
      if hashes > at, source[hashes - 1] == 0x20 { end = hashes }
    }
    self.init(of: at..<max(at, end), in: source)
  }
}
