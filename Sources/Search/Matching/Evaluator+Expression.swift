/// Something that a query may be about: a topic, an annotation, a name.
protocol SearchSubject {
  /// Returns the occurrence of a pattern in it, and the part that it is in; nil for none.
  func occurrence(
    of pattern: Query.Pattern, _ fields: Query.Fields, literally: Bool, _ evaluator: Evaluator
  ) -> (found: Occurrence, field: Rank.Field)?
  /// Returns the occurrence of a pattern in the titles above it; of several, the one that is nearest to what was typed.
  func above(_ pattern: Query.Pattern, _ fields: Query.Fields, _ evaluator: Evaluator) -> Occurrence?
  func holds(_ condition: Query.Condition) -> Bool
  /// Returns the place of each of some terms, those that stand nearest together; nil where that says nothing new.
  func cluster(of terms: [Evidence.Term], _ evaluator: Evaluator) -> Cluster?
}

/// The reasons for which a query holds.
struct Evidence {
  /// A term that was found in the subject itself.
  struct Term: Hashable {
    var pattern: Query.Pattern
    var fields: Query.Fields
    /// Its best occurrence by itself.
    var range: Range<Int>
  }

  var rank = Rank.best
  /// Those that are found together: of alternatives, the best.
  var terms: [Term] = []
  /// An occurrence of each term, also those of other alternatives; those that stand together first, by place.
  var found: [Range<Int>] = []
  var forms: [FormMatch] = []
  /// Whether a pattern was asked for at all.
  var hasPattern = false
  /// Whether a pattern was found in the subject itself, or a condition holds that only an annotation can fulfil.
  var isOwn = false

  fileprivate mutating func add(_ other: Evidence) {
    rank.lower(to: other.rank)
    terms += other.terms
    found += other.found
    forms += other.forms
    hasPattern = hasPattern || other.hasPattern
    isOwn = isOwn || other.isOwn
  }
}

extension Evaluator {
  /// The reasons for which the query holds for `subject`, nil where it doesn't: all its words are in the subject or
  /// in the titles above it, and one at least in the subject itself.
  func evidence(for subject: some SearchSubject) -> Evidence? {
    guard let expression = query.expression, var evidence = evaluate(expression, subject, literally: false),
      evidence.isOwn || !evidence.hasPattern
    else { return nil }
    if evidence.terms.count > 1, let cluster = subject.cluster(of: evidence.terms, self) {
      evidence.rank.nearness = cluster.nearness
      let alone = Set(evidence.terms.map(\.range))
      evidence.found = cluster.ranges + evidence.found.filter { !alone.contains($0) && !cluster.ranges.contains($0) }
    }
    return evidence
  }

  private func evaluate(
    _ expression: Query.Expression, _ subject: some SearchSubject, literally: Bool
  ) -> Evidence? {
    switch expression {
    case .term(.condition(let condition)):
      return subject.holds(condition) ? Evidence(isOwn: condition.isOfAnnotations) : nil
    case .term(.text(let pattern, let fields)):
      if let (found, field) = subject.occurrence(of: pattern, fields, literally: literally, self) {
        let rank = Rank(field: field, quality: found.quality, form: found.form, isExact: found.isExact)
        return Evidence(
          rank: rank, terms: [Evidence.Term(pattern: pattern, fields: fields, range: found.range)],
          found: [found.range], forms: found.other.map { [$0] } ?? [], hasPattern: true, isOwn: true)
      }
      guard !literally, let found = subject.above(pattern, fields, self) else { return nil }
      return Evidence(
        rank: Rank(field: .path, quality: .wholeWord, form: found.form), forms: found.other.map { [$0] } ?? [],
        hasPattern: true)
    case .not(let part):
      // What must not be there is meant as it is written, and in the subject itself.
      return evaluate(part, subject, literally: true) == nil ? Evidence() : nil
    case .all(let parts):
      var evidence = Evidence()
      for part in parts {
        guard let found = evaluate(part, subject, literally: literally) else { return nil }
        evidence.add(found)
      }
      return evidence
    case .any(let parts):
      let found = parts.compactMap { evaluate($0, subject, literally: literally) }
      guard let best = found.max(by: { ($0.isOwn ? 1 : 0, $0.rank) < ($1.isOwn ? 1 : 0, $1.rank) }) else { return nil }
      var evidence = best
      for other in found {
        evidence.found += other.found.filter { !evidence.found.contains($0) }
        // A branch that asks for no words is enough by itself.
        if !other.hasPattern { evidence.isOwn = true }
      }
      return evidence
    }
  }
}

extension Query.Expression {
  /// Whether nothing can match without having one of the patterns itself.
  var needsPattern: Bool {
    switch self {
    case .term(.text): true
    case .term(.condition), .not: false
    case .all(let parts): parts.contains { $0.needsPattern }
    case .any(let parts): parts.allSatisfy { $0.needsPattern }
    }
  }

  /// Whether topics can match at all.
  var canBeTopic: Bool {
    switch self {
    case .term(.text(_, let fields)): !fields.isDisjoint(with: [.title, .text])
    case .term(.condition(let condition)): !condition.isOfAnnotations
    case .not: true
    case .all(let parts): parts.allSatisfy { $0.canBeTopic }
    case .any(let parts): parts.contains { $0.canBeTopic }
    }
  }

  /// Whether it can hold somewhere, where `isThere` says whether a pattern is there at all.
  func isPossible(_ isThere: (Query.Pattern) -> Bool) -> Bool {
    switch self {
    case .term(.text(let pattern, _)): isThere(pattern)
    case .term(.condition), .not: true
    case .all(let parts): parts.allSatisfy { $0.isPossible(isThere) }
    case .any(let parts): parts.contains { $0.isPossible(isThere) }
    }
  }
}
