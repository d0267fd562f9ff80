import Annotations

extension Query.Condition {
  var needle: Needle? {
    switch self {
    case .text(let needle), .tag(let needle): needle
    case .type, .state, .author: nil
    }
  }

  var isTag: Bool {
    if case .tag = self { true } else { false }
  }

  /// Whether a condition on annotations holds; those on text never do.
  func holds(for annotation: SearchableAnnotation) -> Bool {
    switch self {
    case .text, .tag: false
    case .type(let type): (annotation.type?.rawValue ?? "note").lowercased() == type
    case .author(let name): annotation.author.lowercased().contains(name)
    case .state(.open): !annotation.isResolved && !annotation.isDraft
    case .state(.resolved): annotation.isResolved
    case .state(.draft): annotation.isDraft
    case .state(.review): annotation.needsReview
    case .state(.exact): annotation.placement == .exact
    case .state(.moved): annotation.placement == .moved
    case .state(.edited): annotation.placement == .edited
    case .state(.confirm): annotation.placement == .confirm
    case .state(.ambiguous): annotation.placement == .ambiguous
    case .state(.orphan): annotation.placement == .orphan
    }
  }
}
