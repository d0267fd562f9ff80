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
    case .state(.orphan): annotation.place == .orphan
    case .state(.review): annotation.place == .review
    }
  }
}
