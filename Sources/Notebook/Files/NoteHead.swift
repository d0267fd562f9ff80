import Outline

/// The title and the first paragraph of a note, from its beginning.
package struct NoteHead: Hashable, Sendable {
  /// Its first heading of the highest level at the beginning; nil where it begins with none.
  package var title: String?
  /// Its first paragraph.
  package var paragraph: String?

  /// The bytes of a file that are enough to know it.
  package static let length = 8_192

  /// The head of a note that has neither title nor paragraph.
  package init() {}

  /// - Complexity: O(text before the second heading, of a few topics)
  package init(of outline: Outline) {
    for topic in outline.indices.prefix(3) {
      if title == nil, case .heading = outline.kind(of: topic) {
        let text = outline.title(of: topic)
        if !text.isEmpty { title = text }
      }
      guard paragraph == nil else { continue }
      if case .item = outline.kind(of: topic) { break }
      let segment = outline.firstSegment(of: topic)
      guard segment.range.ints.count <= NoteHead.length else { continue }
      paragraph =
        outline.richText(of: segment).blocks.lazy.compactMap { block -> String? in
          guard block.kind == .paragraph, block.containers.isEmpty else { return nil }
          let text = block.runs.map(\.text).joined()
          return text.isEmpty ? nil : String(text.prefix(600))
        }.first
    }
  }
}
