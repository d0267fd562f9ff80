/// Something that may be typed next.
package struct QueryCompletion: Hashable, Sendable {
  /// The operator with its colon, or the operator with its value.
  package var text: String
  /// Its meaning in a few words; empty for values.
  package var summary: String
  /// The characters of the query that it takes the place of, 0-based.
  package var range: Range<Int>
}

/// The values that these notes have for operators whose values are free.
package struct QueryValues: Sendable {
  /// With `#` or without.
  package var tags: [String] = []
  /// The values for `type:`.
  package var types: [String] = []
  /// The values for `author:`.
  package var authors: [String] = []
  /// The values for `path:`, from the notebook's folder.
  package var paths: [String] = []
  /// The values for `lang:`.
  package var languages: [String] = []

  /// Values in the order in which they are to be offered.
  package init(
    tags: [String] = [], types: [String] = [], authors: [String] = [], paths: [String] = [], languages: [String] = []
  ) {
    self.tags = tags
    self.types = types
    self.authors = authors
    self.paths = paths
    self.languages = languages
  }

  fileprivate func values(of name: QueryOperator) -> [String] {
    switch name {
    case .tag: tags.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
    case .type: types
    case .author: authors
    case .path: paths
    case .lang: languages
    case .before, .after: ["today", "yesterday", "7d", "2w", "1m", "1y"] + QueryDate.weekdays
    case .title, .text, .note, .inside, .level, .state, .has, .sort, .letterCase: name.values ?? []
    }
  }
}

extension Query {
  /// The operators and values that the word before the cursor may become, those that begin as typed first.
  /// - Parameter cursor: In characters.
  package static func completions(
    of text: String, at cursor: Int, values: QueryValues = QueryValues()
  ) -> [QueryCompletion] {
    let characters = Array(text.prefix(max(0, cursor)))
    guard let (start, typed) = word(before: characters.count, in: characters) else { return [] }
    if typed.hasPrefix("#") {
      let tags = matching(typed.dropFirst(), values.values(of: .tag))
      return tags.map { QueryCompletion(text: "#" + $0, summary: "", range: start..<characters.count) }
    }
    guard let colon = typed.firstIndex(of: ":") else {
      guard !typed.isEmpty else { return [] }
      return QueryOperator.allCases.filter { $0.rawValue.hasPrefix(typed.lowercased()) }.map {
        QueryCompletion(text: $0.rawValue + ":", summary: $0.summary, range: start..<characters.count)
      }
    }
    guard let name = QueryOperator(name: String(typed[..<colon])) else { return [] }
    let value = typed[typed.index(after: colon)...].drop { QueryScanner.isQuote($0) }
    return matching(value, values.values(of: name)).filter { $0 != String(value) }.map { found in
      let quoted = found.contains(where: \.isWhitespace) ? "\"\(found)\"" : found
      return QueryCompletion(
        text: name.rawValue + ":" + quoted, summary: "", range: start..<characters.count)
    }
  }

  /// The word that ends at `end` and where it begins; nil inside quotes that belong to no operator.
  private static func word(before end: Int, in text: [Character]) -> (start: Int, word: String)? {
    var start = 0
    var quote: Int?
    for at in 0..<end {
      if QueryScanner.isQuote(text[at]) {
        quote = quote == nil ? at : nil
      } else if quote == nil, text[at].isWhitespace || text[at] == "(" || (text[at] == "-" && at == start) {
        start = at + 1
      }
    }
    if let quote, quote == 0 || text[quote - 1] != ":" { return nil }
    return (start, String(text[start..<end]))
  }

  private static func matching(_ typed: some StringProtocol, _ values: [String]) -> [String] {
    let wanted = CharacterFolding.all(typed)
    let folded = values.map { (value: $0, folded: CharacterFolding.all($0)) }
    let first = folded.filter { $0.folded.hasPrefix(wanted) }
    let second = folded.filter { !$0.folded.hasPrefix(wanted) && wanted.utf8.count > 1 && $0.folded.contains(wanted) }
    return (first + second).map(\.value)
  }
}
