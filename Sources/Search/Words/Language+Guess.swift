extension Language {
  /// The bytes at the start of a file that are looked at to guess its language.
  private static let sample = 4_096

  /// The language that most of the commonest words at the start of `bytes` belong to; English where hardly any word is
  /// known.
  package static func guess(_ bytes: UnsafeBufferPointer<UInt8>) -> Language {
    var counts = [Int](repeating: 0, count: allCases.count)
    let table = languages
    var key: UInt64 = 0
    var length = 0
    for byte in bytes.prefix(sample) {
      if byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 {
        key = key &<< 8 | UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        length += 1
        continue
      }
      if length > 0, length <= 8 {
        var languages = table[key]
        while languages != 0 {
          counts[languages.trailingZeroBitCount] += 1
          languages &= languages - 1
        }
      }
      key = 0
      length = 0
    }
    let english = counts[0]
    guard let best = counts.indices.max(by: { (counts[$0], $1) < (counts[$1], $0) }) else { return .english }
    return counts[best] > 3 && 3 * counts[best] > 4 * english ? allCases[best] : .english
  }

  /// Returns the language of a text in UTF-8; English where the words do not tell.
  package static func guess(_ bytes: [UInt8]) -> Language { bytes.withUnsafeBufferPointer { guess($0) } }

  /// The languages in which a word is one of the commonest.
  private static let languages = WordTable(
    allCases.enumerated().flatMap { index, language in
      (commonWords[language] ?? "").split(separator: " ").filter { $0.utf8.count <= 8 }
        .map { ($0.utf8.reduce(0) { $0 &<< 8 | UInt64($1) }, 1 &<< UInt16(index)) }
    })

  private static let commonWords: [Language: String] = [
    .english: "the a of and to in is that it was for with as on be at by this are from or an which not have its can",
    .german: "der die das und ist nicht von zu mit den ein eine für auf dem des sich auch es als wie im werden oder",
    .french: "le la les des et est une un du que dans qui pour pas au sur ne par plus ce avec se sont il elle ou",
    .spanish: "el la los las de y que en un una es por con para del se no al lo como más su pero sus le o este",
    .italian: "il la di che e un una per non è in con del della i le si da sono come anche al gli dei più lo",
    .portuguese: "o a os as de e que em um uma não para com do da é por se na no mais dos como ao das são",
    .dutch: "de het een en van ik te dat die in is niet op zijn met voor aan er als ook maar om bij naar wordt",
    .swedish: "och att det som en på är av för med till den inte har de ett om men var jag sig så från vi kan",
    .danish: "og at det som en på er af for med til den ikke har de et om men var jeg sig så fra vi kan blev",
    .norwegian: "og at det som en på er av for med til den ikke har de et om men var jeg seg så fra vi kan ble",
    .finnish: "ja on ei se että hän oli mutta myös kun tai ovat kuin niin mitä jos sen joka voi ole tämä",
    .russian: "и в не на что с как это по но из у за от для так же все он она они мы его был или",
  ]
}

/// Bits for words of at most 8 bytes; nearly every word of a text is looked up, and nearly none is there.
private struct WordTable {
  private var keys: [UInt64]
  private var bits: [UInt16]

  init(_ words: [(key: UInt64, bits: UInt16)]) {
    var size = 64
    while size < words.count * 4 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    bits = [UInt16](repeating: 0, count: size)
    for word in words {
      let place = place(of: word.key)
      keys[place] = word.key
      bits[place] |= word.bits
    }
  }

  /// 0 for a word that is not there.
  @inline(__always)
  subscript(key: UInt64) -> UInt16 { bits[place(of: key)] }

  /// The index of a word's place in the table, or of the one that it would take: at least three of four are empty.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 32) & mask
    while keys[place] != key, keys[place] != 0 { place = (place + 1) & mask }
    return place
  }
}
