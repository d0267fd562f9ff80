import Outline

/// What the reader says about a place that was in doubt.
extension Annotation {
  /// Attaches it to `topic`: where it is now is remembered beside the first evidence, which stays for ever.
  package mutating func confirm(_ topic: TopicIndex, in outline: Outline, blob: String?) {
    let here = Anchor(of: topic, in: outline, blob: blob)
    anchor.line = here.line
    anchor.endLine = here.endLine
    anchor.startColumn = nil
    anchor.endColumn = nil
    anchor.anchoredText = here.selectedText == anchor.selectedText ? nil : here.selectedText
    anchor.confirmed.append(here)
    orphanKept = nil
  }

  /// Leaves it without a place until the source is no longer the one with the blob id `blob`.
  package mutating func keepAsOrphan(blob: String?) {
    orphanKept = blob ?? ""
  }

  /// Whether the reader said of this very source that it has no place in it.
  package func isKeptAsOrphan(blob: String?) -> Bool {
    orphanKept != nil && orphanKept == blob ?? ""
  }
}
