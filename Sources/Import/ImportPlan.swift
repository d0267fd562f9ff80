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
  package let leftOut: [String]

  /// - Parameters:
  ///   - known: the ids of the annotations that the notes have.
  ///   - author: who is named where the other program names nobody.
  ///   - now: when what has no time was made, RFC 3339.
  package init(
    of file: ImportedFile, onto outline: Outline, blob: String?, known: Set<String>, author: String, now: String
  ) {
    leftOut = file.leftOut
    var ids: [String: String] = [:]
    for remark in file.remarks { ids[remark.key] = Self.id(of: remark, file.format) }
    var seen: Set<String> = []
    for remark in file.remarks {
      let id = ids[remark.key] ?? Self.id(of: remark, file.format)
      guard seen.insert(id).inserted else { continue }
      let parent = remark.replyTo.flatMap { ids[$0] }
      var (anchor, placement) = Self.place(remark, in: outline, blob: blob)
      if let parent, let above = entries.first(where: { $0.annotation.id == parent }) {
        (anchor, placement) = (above.annotation.anchor, above.placement)
      }
      var annotation = Annotation(
        id: id, author: remark.author ?? author, timestamp: remark.timestamp ?? now,
        text: Self.cut(remark.annotationText), type: remark.type.map { AnnotationType($0) },
        severity: remark.severity.flatMap(Severity.init), isResolved: remark.isResolved, anchor: anchor)
      annotation.replyTo = parent
      annotation.edited = remark.edited
      annotation.importedFrom = [file.format.rawValue, remark.source].compactMap { $0 }.joined(separator: ": ")
      entries.append(Entry(annotation: annotation, placement: placement, isKnown: known.contains(id)))
    }
  }

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
