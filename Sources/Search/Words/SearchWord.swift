/// A word or phrase of a query with everything that counts as it.
package struct SearchWord: Hashable, Sendable {
  /// The letters themselves, found anywhere.
  let needle: Needle
  /// Other forms of the word, found at the beginnings of words. Empty for phrases.
  private(set) var forms: [WordForm] = []
  /// Whether the reader has put it in quotes or asked for capitals: then it is meant as it is.
  let isLiteral: Bool

  /// The word or phrase as it is looked for.
  package var text: String { needle.text }

  /// Nil where `text` has nothing to look for.
  package init?(_ text: String, isQuoted: Bool = false, mindsCase: Bool = false) {
    guard let needle = Needle(text, mindsCase: mindsCase) else { return nil }
    self.needle = needle
    isLiteral = isQuoted || mindsCase || !needle.isWord
    if !isLiteral { forms = WordForm.forms(of: text) }
  }

  /// The same with words of the notes that `text` may have been meant to be.
  package func adding(typos: [String]) -> SearchWord {
    guard !isLiteral else { return self }
    var word = self
    word.forms += typos.compactMap { typo in
      Needle(typo).map { WordForm(needle: $0, kind: .typo, stem: nil) }
    }
    return word
  }

  /// The same without other forms.
  package var literal: SearchWord {
    var word = self
    word.forms = []
    return word
  }

  /// The forms that count in text of a language.
  func forms(in language: Language) -> [WordForm] {
    forms.filter { $0.stem.map { $0.language == language } ?? true }
  }
}

/// A form of a word other than the one that was typed.
struct WordForm: Hashable, Sendable {
  enum Kind: Int, Comparable, Hashable, Sendable {
    case typo, variant, stem
    static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }

    /// As hits are ranked by it.
    var rankForm: Rank.Form {
      switch self {
      case .typo: .typo
      case .variant: .variant
      case .stem: .stem
      }
    }
  }

  struct Stem: Hashable, Sendable {
    var language: Language
    var text: String
  }

  /// The letters that such words begin with; of a typo, the whole word.
  var needle: Needle
  var kind: Kind
  /// The stem that such words have.
  var stem: Stem?

  /// The shortest beginning that is worth looking for.
  private static let shortest = 3

  /// The forms of `word` that can be told without knowing what the notes say.
  static func forms(of word: String) -> [WordForm] {
    let small = word.lowercased()
    guard small.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || $0 == "-" || $0 == "\u{301}" }),
      small.unicodeScalars.count >= shortest
    else { return [] }
    var forms = stems(of: small, kind: .stem)
    for variant in SpellingVariants.of(small) {
      if let needle = Needle(variant) { forms.append(WordForm(needle: needle, kind: .variant, stem: nil)) }
      forms += stems(of: variant, kind: .variant)
    }
    return forms
  }

  private static func stems(of word: String, kind: Kind) -> [WordForm] {
    let letters = Typos.letters(word)
    guard letters.count > shortest else { return [] }
    return Language.allCases.compactMap { language in
      guard let stem = language.stem(of: word) else { return nil }
      var shared = zip(letters, Typos.letters(stem)).prefix { $0 == $1 }.count
      // In English the i at the end of a stem may be written y: `fallaci` is that of `fallacy`.
      if language == .english, stem.hasSuffix("i"), shared == stem.unicodeScalars.count { shared -= 1 }
      // What is left of a word in another language must still be most of it.
      let least = language == .english || language == .german ? shortest : max(shortest + 1, letters.count - 3)
      guard shared >= least else { return nil }
      let start = String(String.UnicodeScalarView(letters.prefix(shared).compactMap(Unicode.Scalar.init)))
      return Needle(start).map {
        WordForm(needle: $0, kind: kind, stem: Stem(language: language, text: stem))
      }
    }
  }
}
