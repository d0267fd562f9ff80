extension Language {
  /// The bytes at the start of a file that are looked at to guess its language.
  private static let sample = 16_384

  /// The language that most of the commonest words at the start of `bytes` belong to; English where hardly any word is
  /// known.
  package static func guess(_ bytes: UnsafeBufferPointer<UInt8>) -> Language {
    let haystack = Haystack(bytes: bytes)
    let end = min(bytes.count, sample)
    var counts: [Language: Int] = [:]
    var at = 0
    while at < end {
      guard bytes[at] >= 0x80 || Haystack.isAlphanumeric(bytes[at]) else {
        at += 1
        continue
      }
      guard let word = haystack.word(at: at, limit: end), word.end > at else {
        at += 1
        continue
      }
      at = word.end
      guard word.text.utf8.count <= 8 else { continue }
      for language in languages[word.text] ?? [] { counts[language, default: 0] += 1 }
    }
    let english = counts[.english, default: 0]
    guard let best = counts.max(by: { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }) else {
      return .english
    }
    return best.value > 3 && 3 * best.value > 4 * english ? best.key : .english
  }

  package static func guess(_ bytes: [UInt8]) -> Language { bytes.withUnsafeBufferPointer { guess($0) } }

  /// By word, the languages in which it is one of the commonest.
  private static let languages: [String: [Language]] = {
    var languages: [String: [Language]] = [:]
    for (language, words) in commonWords {
      for word in words.split(separator: " ") { languages[String(word), default: []].append(language) }
    }
    return languages
  }()

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
