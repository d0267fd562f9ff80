/// The mark of an annotation in the outline, the most pressing first.
package enum AnnotationMark: Int, CaseIterable, Comparable, Hashable, Sendable {
  case review, question, open, draft, resolved

  /// Whether `a` is more pressing than `b`.
  package static func < (a: AnnotationMark, b: AnnotationMark) -> Bool { a.rawValue < b.rawValue }

  /// The mark of an annotation that stands as `placement` says.
  package init(of annotation: Annotation, placement: Placement) {
    if placement.needsReview || annotation.isConflict && !annotation.isResolved {
      self = .review
    } else if placement.isResolved(annotation) || placement.isKept {
      self = .resolved
    } else {
      self = annotation.type == .question ? .question : .open
    }
  }

  /// One character, one cell wide.
  package func glyph(ascii: Bool) -> Character {
    switch self {
    case .review: "!"
    case .question: "?"
    case .open: ascii ? "*" : "●"
    case .draft: ascii ? "+" : "✎"
    case .resolved: ascii ? "o" : "○"
    }
  }
}
