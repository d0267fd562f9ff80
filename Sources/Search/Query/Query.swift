import Annotations

/// The wish of a reader: an expression that a topic or an annotation must fulfil, and the order of what does.
package struct Query: Hashable, Sendable {
  /// The logical form of a query.
  package indirect enum Expression: Hashable, Sendable {
    case term(Term)
    case not(Expression)
    case all([Expression])
    case any([Expression])
  }

  /// A single demand: text in some fields, or a condition.
  package enum Term: Hashable, Sendable {
    case text(Pattern, Fields)
    case condition(Condition)
  }

  /// Text that is looked for.
  package enum Pattern: Hashable, Sendable {
    case word(SearchWord)
    case regex(RegularExpression)
    /// `#word`, whole, in a topic or an annotation, or a tag in the front matter of a file.
    case tag(Needle)
  }

  /// The parts of notes that a pattern is looked for in.
  package struct Fields: OptionSet, Hashable, Sendable {
    /// One bit per field.
    package let rawValue: UInt8
    /// The fields whose bits are set.
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// A topic's title.
    package static let title = Fields(rawValue: 1)
    /// A topic's own text without its title.
    package static let text = Fields(rawValue: 2)
    /// The text of annotations.
    package static let note = Fields(rawValue: 4)
    /// Every field, as for a word without an operator.
    package static let all: Fields = [.title, .text, .note]
  }

  /// The order in which results are given.
  package enum Order: String, CaseIterable, Hashable, Sendable {
    /// The best first.
    case rank
    /// As in the notebook.
    case place
    /// The newest first.
    case date
    case title
    case path
  }

  /// Nil for a query that says nothing.
  package internal(set) var expression: Expression?
  /// Nil where the query doesn't say.
  package internal(set) var order: Order?
  /// Whether capitals count in all words.
  package internal(set) var mindsCase = false

  /// Whether it says nothing, so that nothing matches it.
  package var isEmpty: Bool { expression == nil }

  /// The same with other forms for its words.
  package func mapWords(_ change: (SearchWord) -> SearchWord) -> Query {
    var query = self
    query.expression = expression?.mapWords(change)
    return query
  }

  /// Whether it asks for something besides words and expressions, or for words in some place only.
  package var hasConditions: Bool {
    var has = false
    expression?.forEachCondition { _, _ in has = true }
    expression?.forEachPattern { pattern, fields in
      if fields != .all { has = true }
      if case .tag = pattern { has = true }
    }
    return has
  }

  /// Whether the days of files make a difference to what is found, or to its order.
  package var asksForDays: Bool {
    var asks = order == .date
    expression?.forEachCondition { condition, _ in
      switch condition {
      case .before, .after: asks = true
      case .type, .author, .path, .inside, .level, .language, .state, .feature: break
      }
    }
    return asks
  }

  /// The words and phrases that are not negated, in order.
  package var words: [SearchWord] {
    var words: [SearchWord] = []
    expression?.forEachPattern { pattern, _ in
      if case .word(let word) = pattern { words.append(word) }
    }
    return words
  }
}

extension Query.Expression {
  /// Calls `body` with every pattern that is not negated.
  func forEachPattern(_ body: (Query.Pattern, Query.Fields) -> Void) {
    switch self {
    case .term(.text(let pattern, let fields)): body(pattern, fields)
    case .term(.condition), .not: break
    case .all(let parts), .any(let parts): for part in parts { part.forEachPattern(body) }
    }
  }

  /// Calls `body` with every condition, whether negated or not.
  func forEachCondition(isNegated: Bool = false, _ body: (Query.Condition, _ isNegated: Bool) -> Void) {
    switch self {
    case .term(.condition(let condition)): body(condition, isNegated)
    case .term(.text): break
    case .not(let part): part.forEachCondition(isNegated: !isNegated, body)
    case .all(let parts), .any(let parts):
      for part in parts { part.forEachCondition(isNegated: isNegated, body) }
    }
  }

  fileprivate func mapWords(_ change: (SearchWord) -> SearchWord) -> Query.Expression {
    switch self {
    case .term(.text(.word(let word), let fields)): .term(.text(.word(change(word)), fields))
    case .term, .not: self
    case .all(let parts): .all(parts.map { $0.mapWords(change) })
    case .any(let parts): .any(parts.map { $0.mapWords(change) })
    }
  }
}

extension Query {
  /// The states of which one is all that is asked for; empty for any other query.
  package var alternativeStates: [State] {
    func state(_ expression: Expression) -> State? {
      if case .term(.condition(.state(let state))) = expression { state } else { nil }
    }
    guard let expression else { return [] }
    guard case .any(let parts) = expression else { return state(expression).map { [$0] } ?? [] }
    let states = parts.compactMap { state($0) }
    return states.count == parts.count ? states : []
  }
}
