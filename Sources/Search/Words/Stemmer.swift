import CStemmer

/// A language whose words can be brought to their stems (Snowball).
package enum Language: String, CaseIterable, Hashable, Sendable {
  case english, german, french, spanish, italian, portuguese, dutch, swedish, danish, norwegian, finnish, russian
}

extension Language {
  /// The stem of a word in small letters; nil where the word is too long for any language.
  ///
  /// Forms of one word have the same stem, which need not be a word: `generators` and `generator` have `generat`.
  package func stem(of word: String) -> String? {
    guard let stemmer = sb_stemmer_new(rawValue, "UTF_8") else { return nil }
    defer { sb_stemmer_delete(stemmer) }
    return stem(of: word, stemmer)
  }

  /// - Parameter stemmer: That of the language.
  fileprivate func stem(of word: String, _ stemmer: OpaquePointer) -> String? {
    let bytes = Array(word.utf8)
    guard !bytes.isEmpty, bytes.count <= 64 else { return nil }
    guard let stem = sb_stemmer_stem(stemmer, bytes, Int32(bytes.count)) else { return nil }
    return String(
      decoding: UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(stemmer))), as: UTF8.self)
  }
}

/// The stems of words that come up again and again, each found once.
final class StemCache {
  private var stemmers: [Language: OpaquePointer] = [:]
  private var known: [Language: [String: String]] = [:]
  /// More words than this are not kept.
  private static let most = 20_000

  deinit {
    for stemmer in stemmers.values { sb_stemmer_delete(stemmer) }
  }

  /// As `Language.stem(of:)`.
  func stem(of word: String, in language: Language) -> String? {
    if let stem = known[language]?[word] { return stem }
    guard let stem = newStem(of: word, language) else { return nil }
    if known[language, default: [:]].count < StemCache.most { known[language, default: [:]][word] = stem }
    return stem
  }

  private func newStem(of word: String, _ language: Language) -> String? {
    let stemmer = stemmers[language] ?? sb_stemmer_new(language.rawValue, "UTF_8")
    guard let stemmer else { return nil }
    stemmers[language] = stemmer
    return language.stem(of: word, stemmer)
  }
}
