/// Why a query cannot be read.
package enum QueryError: Error, Hashable, Sendable {
  /// `state:` with a word that is not a state.
  case unknownState(String)
  /// A name before a colon that is no filter, and the one that is spelled most like it.
  case unknownFilter(String, nearest: String)
  /// `in:` with a word that is not a field.
  case unknownField(String)
  /// A filter's name and colon with nothing behind.
  case missingValue(String)
  /// Every field was taken out.
  case nothingToSearch
}

extension QueryError: CustomStringConvertible {
  /// The sentence for the reader.
  package var description: String {
    switch self {
    case .unknownState(let word):
      "There is no state “\(word)”: it is one of \(Query.State.allCases.map(\.rawValue).joined(separator: ", "))."
    case .unknownFilter(let word, let nearest): "There is no filter “\(word):”. Is it “\(nearest):”?"
    case .unknownField(let word): "There is no field “\(word)”: it is one of title, text, note."
    case .missingValue(let name): "What comes after “\(name):”?"
    case .nothingToSearch: "The query leaves nothing to search in."
    }
  }
}
