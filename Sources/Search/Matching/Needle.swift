/// A word or phrase as it is looked for in text. Marks count for nothing (`é` is `e`), capitals only where asked;
/// between the words of a phrase any white space may be, and markup anywhere that a reader doesn't see it.
package struct Needle: Hashable, Sendable {
  /// The text as the reader wrote it.
  package let text: String
  /// The scalar that each letter counts as; 0x20 for the gaps of a phrase.
  let scalars: [UInt32]
  let folding: CharacterFolding
  /// By byte: whether a match may begin with it.
  let firstBytes: [Bool]

  /// Nil where `text` has nothing to look for.
  package init?(_ text: String, mindsCase: Bool = false) {
    let folding = mindsCase ? CharacterFolding.mindingCase : .all
    let words = text.split(whereSeparator: \.isWhitespace)
    let scalars = Array(
      words.map { word in word.unicodeScalars.map { folding($0.value) }.filter { $0 != 0 } }
        .filter { !$0.isEmpty }.joined(separator: [0x20]))
    guard let first = scalars.first else { return nil }
    self.text = text
    self.scalars = scalars
    self.folding = folding
    var firstBytes = [Bool](repeating: false, count: 256)
    folding.addFirstBytes(of: first, to: &firstBytes)
    // A letter may be written as an entity.
    firstBytes[0x26] = true
    self.firstBytes = firstBytes
  }

  /// Whether it is one word: without gaps.
  var isWord: Bool { !scalars.contains(0x20) }

  /// Whether its letters say more than small letters without marks would: then what has them too comes first.
  var isMarked: Bool { CharacterFolding.all(text) != text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// Whether everything that `other` finds begins where this finds something.
  func isPrefix(of other: Needle) -> Bool {
    folding == other.folding && other.scalars.starts(with: scalars)
  }
}

/// The fit between an occurrence and the word that was looked for, from the worst to the best.
package enum MatchQuality: Int, Comparable, Hashable, Sendable {
  case substring, prefix, wholeWord
  /// The whole title.
  case everything
  /// Whether `a` fits worse.
  package static func < (a: MatchQuality, b: MatchQuality) -> Bool { a.rawValue < b.rawValue }
}
