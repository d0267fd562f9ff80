/// Cuts a query into words, phrases and filters.
struct QueryScanner {
  struct Token {
    var text: String
    var isNegated: Bool
    var isQuoted: Bool
  }

  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  /// The next token that has any text, or nil at the end.
  mutating func next() -> Token? {
    while true {
      rest = rest.drop(while: \.isWhitespace)
      guard let first = rest.first else { return nil }
      let isNegated = first == "-" && rest.dropFirst().first.map { !$0.isWhitespace && $0 != "-" } ?? false
      if isNegated { rest = rest.dropFirst() }
      let token =
        rest.first.map(QueryScanner.isQuote) == true
        ? Token(text: phrase(), isNegated: isNegated, isQuoted: true)
        : Token(text: word(), isNegated: isNegated, isQuoted: false)
      if !token.text.isEmpty { return token }
    }
  }

  /// What stands between quotes, or from a quote to the end.
  private mutating func phrase() -> String {
    rest = rest.dropFirst()
    let end = rest.firstIndex(where: QueryScanner.isQuote) ?? rest.endIndex
    let text = rest[..<end]
    rest = end < rest.endIndex ? rest[rest.index(after: end)...] : rest[end...]
    return String(text)
  }

  /// Text up to a space; in the value of a filter quotes hold spaces together.
  private mutating func word() -> String {
    var text = ""
    while let first = rest.first, !first.isWhitespace {
      if text.last == ":", QueryScanner.isQuote(first) {
        text += phrase()
      } else {
        text.append(first)
        rest = rest.dropFirst()
      }
    }
    return text
  }

  private static func isQuote(_ character: Character) -> Bool {
    character == "\"" || character == "\u{201C}" || character == "\u{201D}"
  }
}
