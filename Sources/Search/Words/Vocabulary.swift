/// The words that notes are written with, folded, and how often each is there.
package struct Vocabulary: Sendable {
  /// The occurrences of each folded word.
  package private(set) var counts: [String: Int] = [:]
  /// Those of the texts that were added.
  private(set) var languages: Set<Language> = []

  /// A vocabulary without words.
  package init() {}

  /// Whether it has no words.
  package var isEmpty: Bool { counts.isEmpty }

  /// Adds the words of some text; what is shorter than 3 letters or has no letter is left out.
  package mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    languages.insert(.guess(bytes))
    let haystack = Haystack(bytes: bytes)
    var at = 0
    while at < bytes.count {
      guard bytes[at] >= 0x80 || Haystack.isAlphanumeric(bytes[at]) else {
        at += 1
        continue
      }
      let start = at
      var isPlain = true
      while at < bytes.count, bytes[at] >= 0x80 || Haystack.isAlphanumeric(bytes[at]) {
        if bytes[at] >= 0x80 { isPlain = false }
        at += 1
      }
      if isPlain {
        guard (3...32).contains(at - start) else { continue }
        let word = String(unsafeUninitializedCapacity: at - start) { buffer in
          for offset in start..<at {
            let byte = bytes[offset]
            buffer[offset - start] = byte &- 0x41 < 26 ? byte | 0x20 : byte
          }
          return at - start
        }
        add(word, 1)
        continue
      }
      var from = start
      while from < at {
        guard let (text, end) = haystack.word(at: from, limit: at), end > from else {
          from += haystack.scalar(at: from, at).length
          continue
        }
        from = end
        let folded = CharacterFolding.all(text)
        if folded.unicodeScalars.count > 2 { add(folded, 1) }
      }
    }
  }

  /// Adds the words of a text in UTF-8, those of 3 letters and more.
  package mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { add($0) } }

  /// Adds `count` occurrences of a word that is folded already.
  package mutating func add(_ word: String, _ count: Int) { counts[word, default: 0] += count }

  /// Adds the counts and the languages of another vocabulary.
  package mutating func merge(_ other: Vocabulary) {
    counts.merge(other.counts, uniquingKeysWith: +)
    languages.formUnion(other.languages)
  }

  /// The words that are the fewest slips away from `word`, at most as many slips as its length allows: those with the
  /// same first letter first, then the commoner ones.
  package func words(near word: String, limit: Int = 6) -> [String] {
    let wanted = Typos.letters(word)
    let allowed = Typos.allowed(count: wanted.count)
    guard allowed > 0, !wanted.contains(where: { $0 &- 0x30 < 10 }) else { return [] }
    return words(within: allowed, of: wanted, limit: limit).words
  }

  /// Words to offer where nothing was found, farther away than what is forgiven.
  package func suggestions(for word: String, limit: Int = 3) -> [String] {
    let wanted = Typos.letters(word)
    guard wanted.count > 1 else { return [] }
    let near = words(within: min(3, max(1, wanted.count / 3)), of: wanted, limit: limit).words
    if near.count >= limit || wanted.count < 4 { return near }
    // A word that begins alike helps where the end was remembered wrongly.
    let beginning = wanted.prefix(max(4, wanted.count * 2 / 3))
    let start = String(String.UnicodeScalarView(beginning.compactMap(Unicode.Scalar.init)))
    let alike = counts.filter { $0.key.hasPrefix(start) && !near.contains($0.key) }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    return near + alike.prefix(limit - near.count)
  }

  private func words(within allowed: Int, of wanted: [UInt32], limit: Int) -> (words: [String], distance: Int) {
    var least = allowed
    var found: [(word: String, distance: Int, sameStart: Bool, count: Int)] = []
    for (word, count) in counts {
      let bytes = word.utf8.count
      guard bytes + 4 * allowed >= wanted.count, bytes <= 4 * (wanted.count + allowed) else { continue }
      let letters = Typos.letters(word)
      guard let distance = Typos.distance(wanted, letters, limit: least), distance > 0 else { continue }
      let isSwap = letters.count > 1 && wanted.count > 1 && letters[0] == wanted[1] && letters[1] == wanted[0]
      let sameStart = letters.first == wanted.first || isSwap
      // Of short words the first letter is hardly ever wrong.
      if !sameStart, wanted.count < 6 { continue }
      least = distance
      found.append((word, distance, sameStart, count))
    }
    let best = found.filter { $0.distance == least }
      .sorted { ($0.sameStart ? 0 : 1, -$0.count, $0.word) < ($1.sameStart ? 0 : 1, -$1.count, $1.word) }
    return (best.prefix(limit).map(\.word), least)
  }
}
