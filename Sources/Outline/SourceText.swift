/// A file as it is and as md4c sees it, for those who build tables from md4c's events.
struct SourceText: Sendable {
  let bytes: [UInt8]
  /// With the patches covered; the same length.
  let covered: [UInt8]
  let patches: Patches
  /// The start of the Markdown, in bytes.
  let start: Int
  /// Whether an item that begins with a heading is one topic with it.
  var joinsHeadings = true

  func withInput<Result>(_ body: (TopicBuilder.Input) -> Result) -> Result {
    Outline.withBytes(bytes) { source in
      Outline.withBytes(covered) {
        body(
          TopicBuilder.Input(
            bytes: $0, source: source, patches: patches, start: start, joinsHeadings: joinsHeadings))
      }
    }
  }
}
