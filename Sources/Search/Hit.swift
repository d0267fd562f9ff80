import Annotations
import Outline

/// How good a hit is; the better first. Hits of the same rank stand in the order of the document.
package struct Rank: Comparable, Hashable, Sendable {
  package enum Field: Int, Comparable, Hashable, Sendable {
    case text, annotation, title
    package static func < (a: Field, b: Field) -> Bool { a.rawValue < b.rawValue }
  }

  /// Where all the terms were found; the least of the fields where it was several.
  package var field: Field
  /// How well the term that fits worst fits.
  package var quality: MatchQuality

  package init(field: Field, quality: MatchQuality) {
    self.field = field
    self.quality = quality
  }

  package static func < (a: Rank, b: Rank) -> Bool { (a.field, a.quality) < (b.field, b.quality) }
}

/// A topic that a query matches.
package struct TopicHit: Hashable, Sendable {
  package var topic: TopicIndex
  package var rank: Rank
  /// What was found first for each term, in the bytes of the file; empty where the query only says what must not be.
  package var found: [Range<ByteOffset>]
}

/// An annotation that a query matches.
package struct AnnotationHit: Hashable, Sendable {
  package var id: String
  package var rank: Rank
  /// What was found first for each term, in UTF-8 bytes of its text.
  package var found: [Range<Int>]
}

/// An annotation as a query sees it.
package struct SearchableAnnotation: Identifiable, Hashable, Sendable {
  package enum Place: Hashable, Sendable { case attached, review, orphan }

  package var id: String
  package var text: String
  package var type: AnnotationType?
  package var isResolved: Bool
  package var place: Place
  package var author: String
  package var isDraft = false

  package init(
    id: String, text: String, type: AnnotationType? = nil, isResolved: Bool = false, place: Place = .attached,
    author: String = ""
  ) {
    self.id = id
    self.text = text
    self.type = type
    self.isResolved = isResolved
    self.place = place
    self.author = author
  }

  /// - Parameter isResolved: Whether its thread is resolved, where it answers something.
  package init(_ annotation: Annotation, place: Place = .attached, isResolved: Bool? = nil) {
    self.init(
      id: annotation.id, text: annotation.text, type: annotation.type,
      isResolved: isResolved ?? annotation.isResolved, place: place, author: annotation.author)
  }

  /// A text that is not saved yet.
  package init(_ draft: Draft) {
    self.init(id: draft.id, text: draft.text, type: draft.type)
    isDraft = true
  }
}
