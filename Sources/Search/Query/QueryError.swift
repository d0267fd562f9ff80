/// A mistake that makes a query unreadable, and its place.
package struct QueryError: Error, Hashable, Sendable {
  /// The kind of mistake, with what the sentence about it needs.
  package enum Problem: Hashable, Sendable {
    /// A word before a colon that is no operator, and the one that is spelled most like it.
    case unknownOperator(String, nearest: String)
    /// A value that an operator doesn't have, and the one that is spelled most like it.
    case unknownValue(QueryOperator, String, nearest: String?)
    /// An operator's name and colon with nothing behind.
    case missingValue(QueryOperator)
    case badDate(String)
    case badLevel(String)
    /// A `)` without its `(`.
    case unopened
    /// Parentheses in parentheses, too many to be meant.
    case tooDeep
    /// `OR` or `-` with nothing before or behind.
    case missingOperand(String)
    /// A regular expression that is none, in PCRE2's words.
    case badExpression(String)
  }

  /// The kind of mistake.
  package var problem: Problem
  /// The characters of the query that are wrong, 0-based.
  package var range: Range<Int>

  /// The mistake that `Query.misspelledFilter(in:)` has found at the start of a query.
  package static func unknownFilter(_ word: String, nearest: String) -> QueryError {
    QueryError(problem: .unknownOperator(word, nearest: nearest), range: 0..<word.count)
  }

  /// The first character of the mistake, 1-based.
  package var column: Int { range.lowerBound + 1 }
}

extension QueryError: CustomStringConvertible {
  /// The sentence for the reader.
  package var description: String {
    if case .unknownOperator = problem { return sentence }
    return "\(sentence) (column \(column))"
  }

  private var sentence: String {
    switch problem {
    case .unknownOperator(let word, let nearest): return "There is no filter “\(word):”. Is it “\(nearest):”?"
    case .unknownValue(let name, let value, let nearest):
      if let nearest { return "There is no \(name.rawValue):\(value). Is it \(name.rawValue):\(nearest)?" }
      let values = (name.values ?? []).joined(separator: ", ")
      return "There is no \(name.rawValue):\(value): it is one of \(values)."
    case .missingValue(let name): return "What comes after “\(name.rawValue):”?"
    case .badDate(let text): return "“\(text)” is no day: write 2024-05-01, 2024-05, 7d, monday or today."
    case .badLevel(let text): return "“\(text)” is no level: write 1 to 6, or 1-3."
    case .unopened: return "There is a “)” without its “(”."
    case .tooDeep: return "There are too many parentheses in each other."
    case .missingOperand(let word): return "“\(word)” needs something on each side."
    case .badExpression(let reason): return "The regular expression is wrong: \(reason)."
    }
  }
}
