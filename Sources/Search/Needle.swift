/// A word or phrase as it is looked for: capitals count only where it has some, and marks (`é`) likewise; between the
/// words of a phrase any white space and emphasis may stand, and before any sign a backslash.
package struct Needle: Hashable, Sendable {
  /// As the reader wrote it.
  package let text: String
  /// What each letter counts as; 0x20 for the gaps of a phrase.
  let scalars: [UInt32]
  let folding: CharacterFolding
  /// Whether what is found must also have the marks of `text`.
  let hasMarks: Bool
  /// By byte: whether a match may begin with it.
  let firstBytes: [Bool]

  /// Nil where `text` has nothing to look for.
  package init?(_ text: String) {
    let hasCapitals = text.unicodeScalars.contains { $0.properties.isUppercase }
    let words = text.split(whereSeparator: \.isWhitespace)
    let folding = CharacterFolding(foldsCase: !hasCapitals, foldsMarks: true)
    let scalars = Array(
      words.map { word in word.unicodeScalars.map { folding($0.value) }.filter { $0 != 0 } }
        .filter { !$0.isEmpty }.joined(separator: [0x20]))
    guard let first = scalars.first else { return nil }
    let plain = CharacterFolding(foldsCase: !hasCapitals, foldsMarks: false)
    self.text = text
    self.scalars = scalars
    self.folding = folding
    hasMarks = words.joined(separator: " ").unicodeScalars.contains { folding($0.value) != plain($0.value) }
    firstBytes = folding.firstBytes(of: first)
  }
}

/// How well an occurrence fits the word that was looked for.
package enum MatchQuality: Int, Comparable, Hashable, Sendable {
  case substring, prefix, wholeWord
  /// The whole title.
  case everything
  package static func < (a: MatchQuality, b: MatchQuality) -> Bool { a.rawValue < b.rawValue }
}
