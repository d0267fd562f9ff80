import Annotations

/// What a reader looks for: terms that must all hold, in the fields that may be searched.
package struct Query: Hashable, Sendable {
  /// Where a term may be found.
  package struct Fields: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let title = Fields(rawValue: 1)
    /// A topic's own text without its title.
    package static let text = Fields(rawValue: 2)
    /// The text of annotations.
    package static let note = Fields(rawValue: 4)
    package static let all: Fields = [.title, .text, .note]
  }

  /// A condition on annotations.
  package enum State: String, CaseIterable, Hashable, Sendable {
    case open, resolved, draft, review
    /// How it was found again: the states of `Placement`.
    case exact, moved, edited, confirm, ambiguous, orphan
  }

  package enum Condition: Hashable, Sendable {
    /// A word or a phrase, found anywhere.
    case text(Needle)
    /// `#word`, whole, in a topic or an annotation.
    case tag(Needle)
    /// Annotations of this type; a plain one is a `note`. In lower case.
    case type(String)
    case state(State)
    /// Annotations of an author whose name holds this. In lower case.
    case author(String)
  }

  package struct Term: Hashable, Sendable {
    package var condition: Condition
    /// Whether what it describes must not be there.
    package var isNegated: Bool
  }

  package private(set) var terms: [Term]
  package private(set) var fields: Fields

  /// Whether it says nothing, so that nothing matches it.
  package var isEmpty: Bool { terms.isEmpty }

  /// Reads `words "a phrase" -not tag:t #t type:question state:open author:ada in:title`.
  ///
  /// A colon after any other word is part of the word. A phrase that is not closed runs to the end, so that a query can
  /// be tried while it is being typed.
  package init(parsing text: String) throws(QueryError) {
    terms = []
    fields = []
    var scanner = QueryScanner(text)
    while let token = scanner.next() {
      let isFilter = token.isQuoted ? false : try add(filter: token)
      if !isFilter { add(word: token) }
    }
    if fields.isEmpty { fields = .all }
  }

  private mutating func add(word token: QueryScanner.Token) {
    if !token.isQuoted, token.text.first == "#", token.text.count > 1, let needle = Needle(token.text) {
      terms.append(Term(condition: .tag(needle), isNegated: token.isNegated))
    } else if let needle = Needle(token.text) {
      terms.append(Term(condition: .text(needle), isNegated: token.isNegated))
    }
  }

  /// Takes `name:value` where `name` is one of ours; false leaves the token to be a word.
  private mutating func add(filter token: QueryScanner.Token) throws(QueryError) -> Bool {
    guard let colon = token.text.firstIndex(of: ":") else { return false }
    let name = token.text[..<colon].lowercased()
    let value = String(token.text[token.text.index(after: colon)...])
    guard let filter = Filter(rawValue: name) else { return false }
    guard !value.isEmpty else { throw .missingValue(name) }
    switch filter {
    case .tag:
      guard let needle = Needle(value.hasPrefix("#") ? value : "#" + value) else { throw .missingValue(name) }
      terms.append(Term(condition: .tag(needle), isNegated: token.isNegated))
    case .type:
      terms.append(Term(condition: .type(value.lowercased()), isNegated: token.isNegated))
    case .author:
      terms.append(Term(condition: .author(value.lowercased()), isNegated: token.isNegated))
    case .state:
      guard let state = State(rawValue: value.lowercased()) else { throw .unknownState(value) }
      terms.append(Term(condition: .state(state), isNegated: token.isNegated))
    case .in:
      let field: Fields
      switch value.lowercased() {
      case "title": field = .title
      case "text": field = .text
      case "note": field = .note
      default: throw .unknownField(value)
      }
      if token.isNegated {
        fields = (fields.isEmpty ? .all : fields).subtracting(field)
        if fields.isEmpty { throw .nothingToSearch }
      } else {
        fields.insert(field)
      }
    }
    return true
  }

  private enum Filter: String, CaseIterable { case tag, type, state, author, `in` }

  /// A word of `text` that stands where a filter's name does and is none, with the filter that is spelled most like it;
  /// nil where every such word is far from all of them.
  package static func misspelledFilter(in text: String) -> (word: String, filter: String)? {
    var scanner = QueryScanner(text)
    while let token = scanner.next() {
      guard !token.isQuoted, let colon = token.text.firstIndex(of: ":"), token.text[colon...].count > 1 else {
        continue
      }
      let word = token.text[..<colon].lowercased()
      guard word.count > 2, Filter(rawValue: word) == nil else { continue }
      let near = Filter.allCases.map { (name: $0.rawValue, distance: distance(word, $0.rawValue)) }
        .filter { $0.distance <= (word.count > 4 ? 2 : 1) || $0.name.hasPrefix(word) }
      if let best = near.min(by: { $0.distance < $1.distance }) { return (word, best.name) }
    }
    return nil
  }

  /// How many letters are to be put in, taken out, replaced or swapped to make one word the other.
  private static func distance(_ first: String, _ second: String) -> Int {
    let (first, second) = (Array(first.prefix(20)), Array(second))
    var (before, row) = ([Int](), Array(0...second.count))
    for (index, letter) in first.enumerated() {
      var next = row
      next[0] = index + 1
      for place in second.indices {
        next[place + 1] = min(row[place] + (letter == second[place] ? 0 : 1), row[place + 1] + 1, next[place] + 1)
        if index > 0, place > 0, letter == second[place - 1], first[index - 1] == second[place] {
          next[place + 1] = min(next[place + 1], before[place - 1] + 1)
        }
      }
      (before, row) = (row, next)
    }
    return row[second.count]
  }
}
