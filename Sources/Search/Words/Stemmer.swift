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
    let bytes = Array(word.utf8)
    guard !bytes.isEmpty, bytes.count <= 64, let stemmer = sb_stemmer_new(rawValue, "UTF_8") else { return nil }
    defer { sb_stemmer_delete(stemmer) }
    guard let stem = sb_stemmer_stem(stemmer, bytes, Int32(bytes.count)) else { return nil }
    return String(
      decoding: UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(stemmer))), as: UTF8.self)
  }
}
