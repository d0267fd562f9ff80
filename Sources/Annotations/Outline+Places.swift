import Outline

extension Outline {
  /// Returns the places of words in a topic's own text, or with no topic in the whole file: byte for byte, any line
  /// break for each of theirs. At most 64.
  package func places(of words: String, in topic: TopicIndex?) -> [Range<ByteOffset>] {
    let search = PassageSearch(self)
    guard let topic else { return search.verbatim(words, in: 0..<bytes.count).map { Range(offsets: $0) } }
    return segments(of: topic).lazy.filter { $0.topic == topic }.prefix(10_000)
      .flatMap { search.verbatim(words, in: $0.range.ints) }.map { Range(offsets: $0) }
  }
}

extension Annotation {
  /// The words behind a `#` in its text, without that.
  package var tags: [String] {
    text.split(whereSeparator: \.isWhitespace).compactMap { word in
      guard word.first == "#", word.count > 1, word.dropFirst().first?.isLetter ?? false else { return nil }
      let tag = word.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "/" }
      return tag.isEmpty ? nil : String(tag)
    }
  }
}
