import Outline

/// The reader's decisions about a place that was in doubt.
extension Annotation {
  /// Attaches it to `topic`: where it is now is remembered beside the first evidence, which stays for ever.
  ///
  /// - Parameter quotation: The bytes that are meant, where these are not the whole topic.
  package mutating func confirm(
    _ topic: TopicIndex, _ quotation: Range<ByteOffset>? = nil, in outline: Outline, blob: String?
  ) {
    let here =
      quotation.map { Anchor(quoting: $0, of: topic, in: outline, blob: blob) }
      ?? Anchor(of: topic, in: outline, blob: blob)
    anchor.line = here.line
    anchor.endLine = here.endLine
    anchor.startColumn = here.startColumn
    anchor.endColumn = here.endColumn
    anchor.anchoredText = here.selectedText == anchor.selectedText ? nil : here.selectedText
    anchor.confirmed.append(here)
    orphanKept = nil
  }

  /// Leaves it without a place until its own comes back, or something like it appears that was not offered yet.
  package mutating func keepAsOrphan(_ placement: Placement? = nil, in outline: Outline? = nil, blob: String?) {
    var words = [blob ?? "-"]
    if let placement, let outline { words += placement.candidates.map { Self.mark(of: $0, in: outline) } }
    orphanKept = words.joined(separator: " ")
  }

  /// Whether the reader said that it has no place, and nothing has appeared since that may be one.
  package func isKeptAsOrphan(_ placement: Placement, in outline: Outline, blob: String?) -> Bool {
    guard let orphanKept, !placement.state.isAttached else { return false }
    let words = orphanKept.split(separator: " ")
    if words.first == (blob ?? "-")[...] { return true }
    // With nothing else to go by, what is offered on weak grounds is no reason to ask again.
    if placement.state == .orphan { return true }
    return placement.candidates.allSatisfy { words.contains(Self.mark(of: $0, in: outline)[...]) }
  }

  /// Returns a hash of a topic's comparable title, in base 36.
  private static func mark(of topic: TopicIndex, in outline: Outline) -> String {
    String(StableHash.of(ComparableText(outline.title(of: topic)).bytes), radix: 36)
  }
}
