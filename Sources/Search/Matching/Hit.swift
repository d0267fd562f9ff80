import Annotations
import Outline

/// A topic that a query matches.
package struct TopicHit: Hashable, Sendable {
  package var topic: TopicIndex
  package var rank: Rank
  /// The first occurrence of each term, in the bytes of the file; empty where the query only says what must not be.
  package var found: [Range<ByteOffset>]
  /// The words that stand there in another form than they were typed in.
  package var forms: [FormMatch] = []
}

/// An annotation that a query matches.
package struct AnnotationHit: Hashable, Sendable {
  package var id: String
  package var rank: Rank
  /// The first occurrence of each term, in UTF-8 bytes of its text.
  package var found: [Range<Int>]
  package var forms: [FormMatch] = []
}

/// An annotation as a query sees it.
package struct SearchableAnnotation: Identifiable, Hashable, Sendable {
  package var id: String
  package var text: String
  package var type: AnnotationType?
  package var isResolved: Bool
  /// The way its place was found again; nil where it has none to be found.
  package var placement: Placement.State?
  /// Whether the reader is asked about it.
  package var needsReview: Bool
  package var author: String
  package var isDraft = false
  /// The day on which it was made; nil where that is not known.
  package var day: Day?

  package init(
    id: String, text: String, type: AnnotationType? = nil, isResolved: Bool = false,
    placement: Placement.State? = .exact, needsReview: Bool = false, author: String = ""
  ) {
    self.id = id
    self.text = text
    self.type = type
    self.isResolved = isResolved
    self.placement = placement
    self.needsReview = needsReview
    self.author = author
  }

  package init(_ annotation: Annotation, _ placement: Placement) {
    self.init(
      id: annotation.id, text: annotation.text, type: annotation.type, isResolved: placement.isResolved(annotation),
      placement: placement.state, needsReview: AnnotationMark(of: annotation, placement: placement) == .review,
      author: annotation.author)
    day = Day(prefix: annotation.timestamp)
  }

  /// One that another program has left out, which the reader is asked about.
  package init(missing annotation: Annotation) {
    self.init(
      id: annotation.id, text: annotation.text, type: annotation.type, isResolved: annotation.isResolved,
      placement: nil,
      needsReview: true, author: annotation.author)
  }

  /// A text that is not saved yet.
  package init(_ draft: Draft) {
    self.init(id: draft.id, text: draft.text, type: draft.type, placement: nil)
    isDraft = true
    day = Day(prefix: draft.timestamp)
  }
}
