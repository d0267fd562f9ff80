import Annotations

/// An annotation as a query sees it.
struct AnnotationSubject: SearchSubject {
  let annotation: SearchableAnnotation
  let haystack: Haystack
  /// Those of the topic that it is shown with and of the topics above that one.
  let titles: [String]
  let facts: FileFacts
  /// Whether a condition holds for that topic.
  let topic: (Query.Condition) -> Bool

  func occurrence(
    of pattern: Query.Pattern, _ fields: Query.Fields, literally: Bool, _ evaluator: Evaluator
  ) -> (found: Occurrence, field: Rank.Field)? {
    guard fields.contains(.note) else { return nil }
    return evaluator.best(pattern, in: haystack, 0..<haystack.bytes.count, literally: literally)
      .map { ($0, .annotation) }
  }

  func above(_ pattern: Query.Pattern, _ fields: Query.Fields, _ evaluator: Evaluator) -> Occurrence? {
    guard fields == .all || fields == .title else { return nil }
    return (titles + [facts.context]).lazy.compactMap { evaluator.best(pattern, inName: $0) }.nearest
  }

  func holds(_ condition: Query.Condition) -> Bool {
    switch condition {
    case .type(let type): (annotation.type?.rawValue ?? "note").lowercased() == type
    case .author(let name): CharacterFolding.all(annotation.author).contains(name)
    case .state(let state): holds(state)
    case .before(let date): annotation.day.map { $0 < date.days(today: facts.today).first } ?? false
    case .after(let date): annotation.day.map { $0 >= date.days(today: facts.today).first } ?? false
    case .path, .inside, .level, .language, .feature: topic(condition)
    }
  }

  func cluster(of terms: [Evidence.Term], _ evaluator: Evaluator) -> Cluster? {
    let places = terms.map { term in
      Evaluator.worthShowing(evaluator.places(of: term.pattern, in: haystack, 0..<haystack.bytes.count))
    }
    return ClusterFinder(places, in: haystack.bytes).closest()
  }

  private func holds(_ state: Query.State) -> Bool {
    switch state {
    case .open: !annotation.isResolved && !annotation.isDraft
    case .resolved: annotation.isResolved
    case .draft: annotation.isDraft
    case .review: annotation.needsReview
    case .exact: annotation.placement == .exact
    case .moved: annotation.placement == .moved
    case .edited: annotation.placement == .edited
    case .confirm: annotation.placement == .confirm
    case .ambiguous: annotation.placement == .ambiguous
    case .orphan: annotation.placement == .orphan
    case .unread, .again, .changed, .todo, .doing, .done: topic(.state(state))
    }
  }
}

/// The name of a file or folder as a query sees it.
struct NameSubject: SearchSubject {
  let name: String

  func occurrence(
    of pattern: Query.Pattern, _ fields: Query.Fields, literally: Bool, _ evaluator: Evaluator
  ) -> (found: Occurrence, field: Rank.Field)? {
    guard fields.contains(.title) else { return nil }
    return evaluator.best(pattern, inName: name, literally: literally).map { ($0, .title) }
  }

  func above(_ pattern: Query.Pattern, _ fields: Query.Fields, _ evaluator: Evaluator) -> Occurrence? { nil }

  func cluster(of terms: [Evidence.Term], _ evaluator: Evaluator) -> Cluster? { nil }

  func holds(_ condition: Query.Condition) -> Bool {
    switch condition {
    case .path(let wanted): PathPattern.matches(wanted, name)
    case .type, .author, .inside, .level, .language, .state, .feature, .before, .after: false
    }
  }
}

extension Sequence<Occurrence> {
  /// The first of those that are nearest to what was typed.
  var nearest: Occurrence? {
    var nearest: Occurrence?
    for found in self where nearest.map({ $0.form < found.form }) ?? true {
      nearest = found
      if found.form == .literal { break }
    }
    return nearest
  }
}

extension Evaluator {
  /// Whether a pattern is in a title or a name.
  func isInName(_ pattern: Query.Pattern, _ name: String) -> Bool {
    !name.isEmpty && best(pattern, inName: name) != nil
  }

  func best(_ pattern: Query.Pattern, inName name: String, literally: Bool = false) -> Occurrence? {
    var name = name
    return name.withUTF8 { buffer in
      best(pattern, in: Haystack(bytes: buffer, isMarkdown: false), 0..<buffer.count, literally: literally)
    }
  }
}
