import Annotations
import Outline

/// Asks for the anchor of a new annotation, which takes as long as the file is.
package struct AnchorRequest: Hashable, Sendable {
  /// The file that the annotation is in.
  package var file: FileID
  /// The draft that waits for it.
  package var draft: String
  var topic: TopicIndex
  /// Nil where the whole topic is spoken of.
  var quotation: Range<ByteOffset>?

  /// - Complexity: O(length of the file)
  package func anchor(in outline: Outline, blob: String?) -> Anchor {
    quotation.map { Anchor(quoting: $0, of: topic, in: outline, blob: blob) }
      ?? Anchor(of: topic, in: outline, blob: blob)
  }

  /// The part of the anchor that can be told without looking at the rest of the file; it does until the anchor is
  /// there.
  func provisionalAnchor(in outline: Outline, blob: String?) -> Anchor {
    quotation.map { Anchor(provisionallyQuoting: $0, of: topic, in: outline, blob: blob) }
      ?? Anchor(provisionally: topic, in: outline, blob: blob)
  }
}

/// Anchors that are made while the reader already writes.
extension NotebookState {
  /// The most topics of an outline that is searched at once, not in the background.
  private static let mostAtOnce = 10_000

  /// The anchor for a new annotation on `topic`, or for the time being as much of it as can be had at once; then with
  /// the request for the rest.
  func anchor(
    for draft: String, on topic: TopicIndex, quoting quotation: Range<ByteOffset>?, in document: Document
  ) -> (anchor: Anchor, effects: [Effect]) {
    let request = AnchorRequest(file: selection.file, draft: draft, topic: topic, quotation: quotation)
    guard document.outline.count > NotebookState.mostAtOnce else {
      return (request.anchor(in: document.outline, blob: document.blob), [])
    }
    return (request.provisionalAnchor(in: document.outline, blob: document.blob), [.remember(request)])
  }
}
