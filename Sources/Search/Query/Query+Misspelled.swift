extension Query {
  /// A word of `text` that is used as an operator and is none, with the operator that is spelled most like it;
  /// nil where every such word is far from all of them.
  package static func misspelledFilter(in text: String) -> (word: String, filter: String)? {
    var scanner = QueryScanner(text)
    let names = QueryOperator.allCases.map(\.rawValue) + ["state"]
    while let token = scanner.next() {
      guard case .word(let word, operator: nil, isQuoted: false) = token.kind,
        let colon = word.firstIndex(of: ":"), word[colon...].count > 1
      else { continue }
      let name = word[..<colon].lowercased()
      guard name.count > 2, !["http", "https", "file", "mailto"].contains(name) else { continue }
      if let nearest = Typos.nearest(to: name, in: names) { return (name, nearest) }
    }
    return nil
  }
}
