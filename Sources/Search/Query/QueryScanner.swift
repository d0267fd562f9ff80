/// Cuts a query into words, phrases, expressions and operators.
struct QueryScanner {
  struct Token: Hashable {
    enum Kind: Hashable {
      /// A word, with the operator before it if there is one, and whether its value is quoted.
      case word(String, operator: QueryOperator?, isQuoted: Bool)
      case regex(RegularExpression, operator: QueryOperator?)
      case open, close, or, and, not
    }
    var kind: Kind
    /// In characters from the start of the query.
    var range: Range<Int>
    /// The start of the value, behind the operator, in characters from the start of the query.
    var valueStart: Int
  }

  private let text: [Character]
  private var at = 0
  private var depth = 0

  init(_ text: String) { self.text = Array(text) }

  /// The next token, or nil at the end.
  mutating func next() -> Token? {
    while at < text.count, text[at].isWhitespace { at += 1 }
    guard at < text.count else { return nil }
    let start = at
    func token(_ kind: Token.Kind) -> Token { Token(kind: kind, range: start..<at, valueStart: start) }
    if text[at] == "(" {
      at += 1
      depth += 1
      return token(.open)
    }
    if text[at] == ")" {
      at += 1
      depth = max(0, depth - 1)
      return token(.close)
    }
    if text[at] == "-", at + 1 < text.count, !text[at + 1].isWhitespace, text[at + 1] != "-" {
      at += 1
      return token(.not)
    }
    for (word, kind) in [("OR", Token.Kind.or), ("AND", .and), ("NOT", .not)] where stands(word) {
      at += word.count
      return token(kind)
    }
    if let regex = regex() { return token(.regex(regex, operator: nil)) }
    if QueryScanner.isQuote(text[at]) { return token(.word(phrase(), operator: nil, isQuoted: true)) }
    return word()
  }

  private func stands(_ word: String) -> Bool {
    let end = at + word.count
    return end <= text.count && String(text[at..<end]) == word
      && (end == text.count || text[end].isWhitespace || text[end] == "(")
  }

  /// The text between quotes, or from a quote to the end.
  private mutating func phrase() -> String {
    let start = at + 1
    let end = text[start...].firstIndex(where: QueryScanner.isQuote) ?? text.count
    at = min(end + 1, text.count)
    return String(text[start..<end])
  }

  /// `/…/` with letters for its options behind; nil where no such thing begins here.
  private mutating func regex() -> RegularExpression? {
    guard text[at] == "/" else { return nil }
    var end = at + 1
    var pattern = ""
    while end < text.count {
      if text[end] == "\\", end + 1 < text.count {
        // A slash is escaped only for the query.
        if text[end + 1] != "/" { pattern.append("\\") }
        pattern.append(text[end + 1])
        end += 2
        continue
      }
      if text[end] == "/" {
        var behind = end + 1
        var options = ""
        while behind < text.count, "imsx".contains(text[behind]) {
          options.append(text[behind])
          behind += 1
        }
        if behind == text.count || text[behind].isWhitespace || (text[behind] == ")" && depth > 0) {
          guard !pattern.isEmpty else { return nil }
          at = behind
          return RegularExpression(pattern: pattern, options: options)
        }
      }
      pattern.append(text[end])
      end += 1
    }
    return nil
  }

  /// Text up to a space, or an operator with its value.
  private mutating func word() -> Token {
    let start = at
    var word = ""
    var name: QueryOperator?
    var valueStart = at
    var isQuoted = false
    var opened = 0
    while at < text.count, !text[at].isWhitespace {
      let character = text[at]
      if character == ")", depth > 0, opened == 0 { break }
      if character == "(" { opened += 1 }
      if character == ")" { opened -= 1 }
      if character == ":", name == nil, let found = QueryOperator(name: word) {
        name = found
        word = ""
        at += 1
        valueStart = at
        if at < text.count, let regex = regex() {
          return Token(kind: .regex(regex, operator: name), range: start..<at, valueStart: valueStart)
        }
        if at < text.count, QueryScanner.isQuote(text[at]) {
          isQuoted = true
          word = phrase()
          break
        }
        continue
      }
      word.append(character)
      at += 1
    }
    return Token(
      kind: .word(word, operator: name, isQuoted: isQuoted), range: start..<at, valueStart: valueStart)
  }

  static func isQuote(_ character: Character) -> Bool {
    character == "\"" || character == "\u{201C}" || character == "\u{201D}"
  }
}
