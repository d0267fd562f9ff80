import Annotations
import Outline

/// The annotations that an import adds to a file, and the place of each.
package struct ImportPlan: Sendable {
  /// A remark as an annotation.
  package struct Entry: Sendable {
    /// The annotation that the remark becomes, with an id that is the same at every import.
    package var annotation: Annotation
    /// The place that was found for it; needs review where that is not sure.
    package var placement: Placement
    /// Whether it is there already, from an import before.
    package var isKnown: Bool
  }

  /// In the order of the other program's file.
  package private(set) var entries: [Entry] = []
  /// The records that were left out, in words.
  package private(set) var leftOut: [String]

  /// - Parameters:
  ///   - path: the notes' own, by which remarks on other files are known.
  ///   - known: the ids of the annotations that the notes have.
  ///   - author: who is named where the other program names nobody.
  ///   - now: when what has no time was made, RFC 3339.
  package init(
    of file: ImportedFile, onto outline: Outline, path: String = "", blob: String?, known: Set<String>, author: String,
    now: String
  ) {
    leftOut = file.leftOut
    let remarks = withoutOtherFiles(file, path)
    var ids: [String: String] = [:]
    for remark in remarks { ids[remark.key] = Self.id(of: remark, file.format) }
    var places = remarks.map { Self.place($0, in: outline, blob: blob) }
    Self.detachOtherPages(remarks, path, &places)
    var seen: Set<String> = []
    for (remark, place) in zip(remarks, places) {
      let id = ids[remark.key] ?? Self.id(of: remark, file.format)
      guard seen.insert(id).inserted else { continue }
      let parent = remark.replyTo.flatMap { ids[$0] }
      var (anchor, placement) = place
      if let parent, let above = entries.first(where: { $0.annotation.id == parent }) {
        (anchor, placement) = (above.annotation.anchor, above.placement)
      }
      var annotation = Annotation(
        id: id, author: remark.author ?? author, timestamp: remark.timestamp.flatMap(Timestamp.normalized) ?? now,
        text: Self.cut(remark.annotationText), type: remark.type.map { AnnotationType($0) },
        severity: remark.severity.flatMap(Severity.init), isResolved: remark.isResolved, anchor: anchor)
      annotation.replyTo = parent
      annotation.edited = remark.edited.flatMap(Timestamp.normalized)
      annotation.importedFrom = [file.format.rawValue, remark.source].compactMap { $0 }.joined(separator: ": ")
      entries.append(Entry(annotation: annotation, placement: placement, isKnown: known.contains(id)))
    }
  }

  /// The remarks of a file of remarks on many files that are on this one: where one of them has its name, the others
  /// are left out, with a word; where none has, it may have been renamed.
  private mutating func withoutOtherFiles(_ file: ImportedFile, _ path: String) -> [ImportedRemark] {
    guard file.format == .annotateEl || file.format == .orgRemark else { return file.remarks }
    let own = Self.components(path)
    func likeness(_ remark: ImportedRemark) -> Int {
      remark.page.map { zip(Self.components($0).reversed(), own.reversed()).prefix { $0 == $1 }.count } ?? 0
    }
    let best = file.remarks.map(likeness).max() ?? 0
    guard best > 0 else { return file.remarks }
    var others: [String: Int] = [:]
    var kept: [ImportedRemark] = []
    for remark in file.remarks {
      if likeness(remark) == best {
        kept.append(remark)
      } else {
        others[remark.page ?? "", default: 0] += 1
      }
    }
    leftOut += others.sorted { $0.key < $1.key }.map { name, count in
      "\(count) on \(name.isEmpty ? "a file without a name" : name)"
    }
    return kept
  }

  /// Remarks on the whole of pages of which no words are in the notes have no place there, where there are several.
  private static func detachOtherPages(
    _ remarks: [ImportedRemark], _ path: String, _ places: inout [(Anchor, Placement)]
  ) {
    let pages = Set(remarks.filter { $0.replyTo == nil }.compactMap(\.page))
    var present = pages.filter { isNamed($0, like: path) }
    for (index, remark) in remarks.enumerated() where remark.quote == nil && remark.position != nil {
      // A position alone is one in that text, whatever its page looks like.
      if let page = remark.page, !isNamed(page, like: path) { places[index] = nowhere }
    }
    guard pages.count > 1 else { return }
    for (remark, place) in zip(remarks, places) where remark.quote != nil && place.1.state.isAttached {
      if let page = remark.page { present.insert(page) }
    }
    for (index, remark) in remarks.enumerated() where places[index].0.target == .file {
      if let page = remark.page, !present.contains(page) { places[index] = nowhere }
    }
  }

  /// Whether an address or a path ends with the name of a file, with its extension or without.
  private static func isNamed(_ page: String, like path: String) -> Bool {
    guard let name = components(path).last, let last = components(String(page.prefix { !"#?".contains($0) })).last
    else { return false }
    return last == name || last == name.split(separator: ".").first
  }

  private static func components(_ path: String) -> [Substring] { path.split { $0 == "/" || $0 == "\\" } }

  /// About a part of something that has no place here.
  private static let nowhere = (Anchor(target: .quote), Placement(state: .orphan, topic: .root))

  /// The annotations that are not there yet.
  package var changes: [AnnotationChange] { entries.filter { !$0.isKnown }.map { .add($0.annotation) } }

  /// The same for the same remark at every import.
  private static func id(of remark: ImportedRemark, _ format: ImportFormat) -> String {
    ownID(remark.key) ?? "\(format.rawValue)-\(StableName.of(remark.key))"
  }

  /// The id of an annotation that was exported from a sidecar, which comes back as it was.
  private static func ownID(_ key: String) -> String? {
    guard let hash = key.lastIndex(of: "#"), key[..<hash].hasSuffix(".review.yaml") else { return nil }
    let id = key[key.index(after: hash)...]
    let isULID = id.utf8.count == 26 && id.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x41 < 26 }
    return isULID ? String(id) : nil
  }

  /// A text that is too long for an annotation, cut with a word about that.
  private static func cut(_ text: String) -> String {
    let limit = Annotation.maximumTextLength
    guard text.unicodeScalars.count > limit else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit - 6))) + " (cut)"
  }

  private static func place(
    _ remark: ImportedRemark, in outline: Outline, blob: String?
  ) -> (Anchor, Placement) {
    if remark.isUnplaceable { return nowhere }
    if let quote = remark.quote {
      let placement = AnchorResolver.place(
        words: quote, prefix: remark.prefix, suffix: remark.suffix, position: remark.position, line: remark.line,
        in: outline)
      return (anchor(of: placement, quote, in: outline, blob: blob), placement)
    }
    if let position = remark.position, let offset = outline.offset(ofScalar: position.lowerBound) {
      var placement = Placement(state: .exact, topic: outline.topic(at: offset))
      let end = position.isEmpty ? nil : outline.offset(ofScalar: position.upperBound)
      placement.quotation = end.map { offset..<$0 } ?? outline.word(before: offset)
      return (anchor(of: placement, "", in: outline, blob: blob), placement)
    }
    if let line = remark.line, 1...outline.lineCount ~= line {
      let placement = Placement(state: .exact, topic: outline.topic(atLine: LineNumber(line)))
      return (anchor(of: placement, "", in: outline, blob: blob), placement)
    }
    return (Anchor(ofFile: outline, blob: blob), Placement(state: .exact, topic: .root))
  }

  /// Returns the anchor for a place that was found; where that is not sure, one of the words alone.
  private static func anchor(of placement: Placement, _ quote: String, in outline: Outline, blob: String?) -> Anchor {
    guard placement.state.isAttached, placement.state != .confirm else {
      return Anchor(target: .topic, selectedText: String(String.UnicodeScalarView(quote.unicodeScalars.prefix(4096))))
    }
    if let quotation = placement.quotation {
      return Anchor(quoting: quotation, of: placement.topic, in: outline, blob: blob)
    }
    return Anchor(of: placement.topic, in: outline, blob: blob)
  }
}

extension Outline {
  /// The word that ends at a place, or on its line before it; nil where its line begins there.
  fileprivate func word(before offset: ByteOffset) -> Range<ByteOffset>? {
    let start = range(ofLine: line(at: offset)).lowerBound.int
    var end = min(offset.int, bytes.count)
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    var first = end
    while first > start, bytes[first - 1] > 0x20 { first -= 1 }
    let range = Range<ByteOffset>(offsets: first..<end)
    // A marker is no word.
    guard first < end, bytes[first..<end].contains(where: { $0 >= 0x30 }) else { return nil }
    return range
  }
}
