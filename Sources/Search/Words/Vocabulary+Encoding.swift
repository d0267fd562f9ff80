/// Vocabularies as bytes, for the index.
///
/// The languages as bits, then of each word its length, its letters and the number of its occurrences, seven bits in a
/// byte, the last byte of it with the eighth bit set.
extension Vocabulary {
  /// The bytes that `init(decoding:)` reads.
  package var encoded: [UInt8] {
    var bytes: [UInt8] = []
    func append(_ number: Int) {
      var rest = number
      while rest > 0x7F {
        bytes.append(UInt8(rest & 0x7F))
        rest >>= 7
      }
      bytes.append(UInt8(rest) | 0x80)
    }
    append(Language.allCases.enumerated().reduce(0) { languages.contains($1.element) ? $0 | 1 << $1.offset : $0 })
    visit { word, count in
      append(word.count)
      bytes += word
      append(count)
    }
    return bytes
  }

  /// The vocabulary that was encoded; nil where the bytes are none.
  package init?(decoding bytes: [UInt8]) {
    self.init()
    let isWhole = bytes.withUnsafeBufferPointer { bytes -> Bool in
      var at = 0
      func number() -> Int? {
        var number = 0
        var shift = 0
        while at < bytes.count, shift < 56 {
          let byte = bytes[at]
          at += 1
          number |= Int(byte & 0x7F) << shift
          if byte >= 0x80 { return number }
          shift += 7
        }
        return nil
      }
      guard let bits = number() else { return false }
      for (index, language) in Language.allCases.enumerated() where bits >> index & 1 == 1 { add(language) }
      while at < bytes.count {
        guard let length = number(), length > 0, length <= bytes.count - at else { return false }
        let word = UnsafeBufferPointer(rebasing: bytes[at..<at + length])
        at += length
        guard let count = number() else { return false }
        add(word: word, times: count)
      }
      return true
    }
    if !isWhole { return nil }
  }
}
