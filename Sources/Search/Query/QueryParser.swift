extension Query {
  /// Reads `words "a phrase" -not one OR (other more) /regex/ title:word tag:t is:open before:7d sort:date`.
  ///
  /// A colon after any word that is no operator is part of the word. A phrase that is not closed runs to the end, and
  /// so does a parenthesis, so that a query can be tried while it is being typed.
  /// - Throws: `QueryError`, with the place of the first mistake.
  package init(parsing text: String) throws(QueryError) {
    var parser = QueryParser(text)
    expression = try parser.parse()
    order = parser.order
    mindsCase = parser.mindsCase
  }
}

/// A recursive descent over the tokens of a query.
struct QueryParser {
  private static let deepest = 50

  private var tokens: [QueryScanner.Token] = []
  private var at = 0
  private(set) var order: Query.Order?
  private(set) var mindsCase = false

  init(_ text: String) {
    var scanner = QueryScanner(text)
    while let token = scanner.next() { tokens.append(token) }
    // The last one counts, and it counts for all words wherever it is.
    for case .word(let value, operator: .letterCase, _) in tokens.map(\.kind) {
      mindsCase = value.lowercased() == "yes"
    }
  }

  /// Reads the whole query; nil for one that says nothing.
  ///
  /// - Throws: `QueryError` for the first mistake, with its place. The parser is left there and is not to be used
  ///   again.
  mutating func parse() throws(QueryError) -> Query.Expression? {
    let expression = try alternatives(depth: 0)
    if at < tokens.count { throw QueryError(problem: .unopened, range: tokens[at].range) }
    return expression
  }

  /// `a b OR c`
  private mutating func alternatives(depth: Int) throws(QueryError) -> Query.Expression? {
    var parts: [Query.Expression] = []
    while true {
      let before = at
      let part = try conjunction(depth: depth)
      if let part { parts.append(part) }
      guard at < tokens.count, tokens[at].kind == .or else { break }
      if part == nil, at == before { throw missingOperand(at) }
      at += 1
      // At the very end the rest is still to be typed.
      if at < tokens.count, tokens[at].kind == .or || tokens[at].kind == .close { throw missingOperand(at - 1) }
    }
    return parts.count > 1 ? .any(parts) : parts.first
  }

  /// `a AND b -c`
  private mutating func conjunction(depth: Int) throws(QueryError) -> Query.Expression? {
    var parts: [Query.Expression] = []
    while at < tokens.count {
      switch tokens[at].kind {
      case .or, .close: return parts.count > 1 ? .all(parts) : parts.first
      case .and:
        if at == 0 || tokens[at - 1].kind == .open { throw missingOperand(at) }
        at += 1
      case .not, .open, .word, .regex:
        if let part = try operand(depth: depth) { parts.append(part) }
      }
    }
    return parts.count > 1 ? .all(parts) : parts.first
  }

  private mutating func operand(depth: Int) throws(QueryError) -> Query.Expression? {
    guard depth < QueryParser.deepest else { throw QueryError(problem: .tooDeep, range: tokens[at].range) }
    let token = tokens[at]
    at += 1
    switch token.kind {
    case .not:
      guard at < tokens.count else { return nil }
      switch tokens[at].kind {
      case .or, .and, .close: throw missingOperand(at - 1)
      case .not, .open, .word, .regex: break
      }
      guard let part = try operand(depth: depth + 1) else { return nil }
      if case .not(let inner) = part { return inner }
      return .not(part)
    case .open:
      let part = try alternatives(depth: depth + 1)
      if at < tokens.count, tokens[at].kind == .close { at += 1 }
      return part
    case .word(let word, let name, let isQuoted):
      return try name.map { name throws(QueryError) in try term(name, word, isQuoted, token) }
        ?? self.word(word, isQuoted: isQuoted)
    case .regex(let regex, let name):
      if let reason = regex.fault { throw QueryError(problem: .badExpression(reason), range: token.range) }
      let fields: Query.Fields
      switch name {
      case nil: fields = .all
      case .title: fields = .title
      case .text: fields = .text
      case .note: fields = .note
      case let name?: throw QueryError(problem: .missingValue(name), range: token.range)
      }
      return .term(.text(.regex(regex), fields))
    case .close, .or, .and: return nil
    }
  }

  private func missingOperand(_ index: Int) -> QueryError {
    let word: String
    switch tokens[index].kind {
    case .or: word = "OR"
    case .and: word = "AND"
    case .not, .open, .close, .word, .regex: word = "-"
    }
    return QueryError(problem: .missingOperand(word), range: tokens[index].range)
  }

  private func word(_ text: String, isQuoted: Bool, fields: Query.Fields = .all) -> Query.Expression? {
    if !isQuoted, fields == .all, text.first == "#", text.count > 1, let needle = Needle(text) {
      return .term(.text(.tag(needle), .all))
    }
    return SearchWord(text, isQuoted: isQuoted, mindsCase: mindsCase).map { .term(.text(.word($0), fields)) }
  }

  private mutating func term(
    _ name: QueryOperator, _ value: String, _ isQuoted: Bool, _ token: QueryScanner.Token
  ) throws(QueryError) -> Query.Expression? {
    let place = min(token.valueStart, token.range.upperBound)..<token.range.upperBound
    let missing = QueryError(problem: .missingValue(name), range: token.range)
    guard !value.isEmpty else { throw missing }
    let small = value.lowercased()
    /// Returns the value with the name that was typed.
    ///
    /// - Throws: `QueryError` of the kind `unknownValue`, with the nearest name; no token is taken.
    func known<Value: RawRepresentable<String>>(_: Value.Type) throws(QueryError) -> Value {
      if let found = Value(rawValue: small) { return found }
      let nearest = Typos.nearest(to: small, in: name.values ?? [])
      throw QueryError(problem: .unknownValue(name, value, nearest: nearest), range: place)
    }
    /// Returns the day or days that the value names.
    ///
    /// - Throws: `QueryError` of the kind `badDate`; no token is taken.
    func date() throws(QueryError) -> QueryDate {
      if let date = QueryDate(value) { return date }
      throw QueryError(problem: .badDate(value), range: place)
    }
    let condition: Query.Condition
    switch name {
    case .title, .text, .note:
      let fields: Query.Fields = name == .title ? .title : name == .text ? .text : .note
      return word(value, isQuoted: isQuoted, fields: fields)
    case .tag:
      guard let needle = Needle(value.hasPrefix("#") ? value : "#" + value) else { throw missing }
      return .term(.text(.tag(needle), .all))
    case .type: condition = .type(small)
    case .author: condition = .author(CharacterFolding.all(value))
    case .path: condition = .path(CharacterFolding.all(value))
    case .inside:
      let needles = value.split(separator: " > ").compactMap { Needle(String($0)) }
      guard !needles.isEmpty else { throw missing }
      condition = .inside(needles)
    case .level:
      let parts = value.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
      guard (1...2).contains(parts.count), let first = parts.first, let last = parts.last, first >= 1, last <= 6,
        first <= last
      else { throw QueryError(problem: .badLevel(value), range: place) }
      condition = .level(first...last)
    case .lang: condition = .language(small)
    case .state: condition = .state(try known(Query.State.self))
    case .has: condition = .feature(try known(Query.Feature.self))
    case .before: condition = .before(try date())
    case .after: condition = .after(try date())
    case .sort:
      order = try known(Query.Order.self)
      return nil
    case .letterCase:
      guard ["yes", "no"].contains(small) else {
        let nearest = Typos.nearest(to: small, in: ["yes", "no"])
        throw QueryError(problem: .unknownValue(name, value, nearest: nearest), range: place)
      }
      return nil
    }
    return .term(.condition(condition))
  }
}
