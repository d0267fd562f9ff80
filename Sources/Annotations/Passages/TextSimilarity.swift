/// The likeness of texts by their letters and by their words.
struct TextSimilarity {
  private var distance = EditDistance()

  /// Longer texts are compared by their words alone, in bytes.
  private static let spelledLength = 1024

  /// The likeness of two texts that `ComparableText` made: 1 for equal ones, 0 for those that share nothing.
  mutating func score(_ one: [UInt8], _ two: [UInt8]) -> Float {
    if one == two { return 1 }
    guard !one.isEmpty, !two.isEmpty else { return 0 }
    let (first, second) = (Self.words(of: one), Self.words(of: two))
    let shared = first.intersection(second).count
    let jaccard = Float(shared) / Float(max(first.count + second.count - shared, 1))
    var best = 0.97 * jaccard
    if Self.isPrefix(one, two) || Self.isPrefix(two, one) { best = max(best, 0.80) }
    guard one.count <= Self.spelledLength, two.count <= Self.spelledLength else { return best }
    let spelled = one.withUnsafeBufferPointer { left in
      two.withUnsafeBufferPointer { right in distance.similarity(left[...], right[...]) }
    }
    // In short texts, a word with a letter changed is no word in common.
    let share: Float = min(first.count, second.count) < 4 && spelled > 0.8 ? 0.8 : 0.5
    return max(best, share * spelled + (1 - share) * jaccard)
  }

  /// The share of the words of `text` that are in `other`.
  static func containment(of text: [UInt8], in other: [UInt8]) -> Float {
    let words = words(of: text)
    return words.isEmpty ? 0 : Float(words.intersection(Self.words(of: other)).count) / Float(words.count)
  }

  static func words(of text: [UInt8]) -> Set<UInt64> {
    var words: Set<UInt64> = []
    Words.forEach(in: text[...]) { words.insert($0) }
    return words
  }

  /// Whether `text` goes on where `beginning`, of some length, ends with a word.
  private static func isPrefix(_ beginning: [UInt8], _ text: [UInt8]) -> Bool {
    var length = beginning.count
    while length > 0, isPunctuation(beginning[length - 1]) { length -= 1 }
    guard length >= 12, length < text.count, !isWord(text[length]) else { return false }
    return beginning[..<length].elementsEqual(text[..<length])
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool { byte < 0x80 && byte > 0x20 && !isWord(byte) }
  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte >= 0x80
  }
}
