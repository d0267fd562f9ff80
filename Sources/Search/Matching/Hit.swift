import Annotations
import Outline

/// A topic that a query matches.
package struct TopicHit: Hashable, Sendable {
  /// The topic, in the outline that was searched.
  package var topic: TopicIndex
  /// The quality of the match, for the order of results.
  package var rank: Rank
  /// An occurrence of each term, in the bytes of the file, those that stand nearest together first, by place; empty
  /// where the query only says what must not be.
  package var found: [Range<ByteOffset>]
  /// The words that are there in another form than they were typed in.
  package var forms: [FormMatch] = []

  /// The occurrence that a reader is led to, and whether it is in the title of the topic; nil where nothing was looked
  /// for but what must not be there.
  package func lead(in outline: Outline) -> (range: Range<ByteOffset>, isTitle: Bool)? {
    let title = outline[topic].title
    // Where some of the words are not in the title, what is new is behind it.
    let other = rank.field == .title ? nil : found.first { !title.contains($0.lowerBound) }
    return (other ?? found.first).map { ($0, title.contains($0.lowerBound)) }
  }
}

/// An annotation that a query matches.
package struct AnnotationHit: Hashable, Sendable {
  /// The annotation's id.
  package var id: String
  /// The quality of the match, for the order of results.
  package var rank: Rank
  /// An occurrence of each term, in UTF-8 bytes of its text, those that stand nearest together first, by place.
  package var found: [Range<Int>]
  /// The words that occur there in another form than they were typed in.
  package var forms: [FormMatch] = []
}

/// An annotation as a query sees it.
package struct SearchableAnnotation: Identifiable, Hashable, Sendable {
  /// The id of the annotation or the draft.
  package var id: String
  /// The text that words are looked for in.
  package var text: String
  /// The type, for `type:`; nil where none was given.
  package var type: AnnotationType?
  /// Whether it is done, itself or with its thread.
  package var isResolved: Bool
  /// The way its place was found again; nil where it has none to be found.
  package var placement: Placement.State?
  /// Whether the reader is asked about it.
  package var needsReview: Bool
  /// The author's name as saved, empty for none.
  package var author: String
  /// Whether it is a text that is not saved yet.
  package var isDraft = false
  /// The day on which it was made; nil where that is not known.
  package var day: Day?

  /// An annotation that is no draft and whose day is not known.
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

  /// A saved annotation at the place where it was found.
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
