/// The words that notes are written with, folded, and how often each is there.
package struct Vocabulary: Sendable {
  /// The occurrences of each folded word.
  private var counts = WordCounts()
  /// Those of the texts that were added.
  private(set) var languages: Set<Language> = []

  /// A vocabulary without words.
  package init() {}

  /// The longest word that is told apart; in bytes.
  private static let longest = 64

  /// Adds the words of some text; what is shorter than 3 letters or has no letter is left out.
  package mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    languages.insert(.guess(bytes))
    let haystack = Haystack(bytes: bytes)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Vocabulary.longest) { small in
      var at = 0
      while at < bytes.count {
        guard bytes[at] >= 0x80 || Haystack.isAlphanumeric(bytes[at]) else {
          at += 1
          continue
        }
        let start = at
        var marks: UInt8 = 0
        while at < bytes.count, bytes[at] >= 0x80 || Haystack.isAlphanumeric(bytes[at]) {
          marks |= bytes[at]
          at += 1
        }
        if marks >= 0x80 {
          addMarked(haystack, start..<at)
        } else if (3...32).contains(at - start) {
          for offset in start..<at {
            let byte = bytes[offset]
            small[offset - start] = byte &- 0x41 < 26 ? byte | 0x20 : byte
          }
          counts.add(UnsafeBufferPointer(rebasing: small[..<(at - start)]))
        }
      }
    }
  }

  /// Adds the words of a text in UTF-8, those of 3 letters and more.
  package mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { add($0) } }

  /// Adds the counts and the languages of another vocabulary.
  package mutating func merge(_ other: Vocabulary) {
    other.counts.visit { word, times in
      counts.add(word, times: times)
      return true
    }
    languages.formUnion(other.languages)
  }

  /// Adds a language that notes are written in.
  mutating func add(_ language: Language) { languages.insert(language) }

  /// Adds a word, which is folded.
  mutating func add(word: UnsafeBufferPointer<UInt8>, times: Int) { counts.add(word, times: times) }

  /// Calls `body` with every word and the number of its occurrences.
  func visit(_ body: (UnsafeBufferPointer<UInt8>, Int) -> Void) {
    counts.visit { word, count in
      body(word, count)
      return true
    }
  }

  /// Adds the words among letters of which some are not of ASCII.
  private mutating func addMarked(_ haystack: Haystack, _ range: Range<Int>) {
    var from = range.lowerBound
    while from < range.upperBound {
      guard let (text, end) = haystack.word(at: from, limit: range.upperBound), end > from else {
        from += haystack.scalar(at: from, range.upperBound).length
        continue
      }
      from = end
      var folded = CharacterFolding.all(text)
      if folded.unicodeScalars.count > 2 { folded.withUTF8 { counts.add($0) } }
    }
  }

  /// Whether a word is there as it stands, which is folded.
  func contains(_ word: String) -> Bool { counts.count(of: word) > 0 }

  /// Whether one of the words fulfils a condition.
  func contains(where holds: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    var isFound = false
    counts.visit { word, _ in
      isFound = holds(word)
      return !isFound
    }
    return isFound
  }

  /// The words that are the fewest slips away from `word`, at most as many slips as its length allows, and begin with
  /// the same letter: the commoner ones first.
  package func words(near word: String, limit: Int = 6) -> [String] {
    let wanted = Typos.letters(word)
    let allowed = Typos.meant(count: wanted.count)
    guard allowed > 0, !wanted.contains(where: { $0 &- 0x30 < 10 }) else { return [] }
    return words(within: allowed, of: wanted, limit: limit, isMeant: true).words
  }

  /// Words to offer where nothing was found, farther away than what is forgiven.
  package func suggestions(for word: String, limit: Int = 3) -> [String] {
    let wanted = Typos.letters(word)
    guard wanted.count > 1 else { return [] }
    var near = words(within: min(3, max(1, wanted.count / 3)), of: wanted, limit: limit).words
    if let two = twoWords(in: wanted) { near = near.prefix(limit - 1) + [two] }
    if near.count >= limit || wanted.count < 4 { return near }
    // A word that begins alike helps where the end was remembered wrongly.
    let beginning = wanted.prefix(max(4, wanted.count * 2 / 3))
    let start = String(String.UnicodeScalarView(beginning.compactMap(Unicode.Scalar.init)))
    var alike: [(word: String, count: Int)] = []
    counts.visit { word, count in
      if word.starts(with: start.utf8) { alike.append((String(decoding: word, as: UTF8.self), count)) }
      return true
    }
    let others = alike.filter { !near.contains($0.word) }.sorted { ($1.count, $0.word) < ($0.count, $1.word) }
    return near + others.prefix(limit - near.count).map(\.word)
  }

  /// The two words of the notes that a word is made of, as `well known`; nil where it is not.
  private func twoWords(in letters: [UInt32]) -> String? {
    func text(_ letters: ArraySlice<UInt32>) -> String {
      String(String.UnicodeScalarView(letters.compactMap(Unicode.Scalar.init)))
    }
    guard letters.count > 5 else { return nil }
    // The commoner the rarer of both is, the likelier they were meant.
    let pairs = (3...letters.count - 3).map { (text(letters[..<$0]), text(letters[$0...])) }
    let counted = pairs.map { (words: $0.0 + " " + $0.1, count: min(counts.count(of: $0.0), counts.count(of: $0.1))) }
    return counted.max { $0.count < $1.count }.flatMap { $0.count > 0 ? $0.words : nil }
  }

  /// - Parameter isMeant: Whether they are to be taken for the word, and not only offered.
  private func words(
    within allowed: Int, of wanted: [UInt32], limit: Int, isMeant: Bool = false
  ) -> (words: [String], distance: Int) {
    var least = allowed
    var found: [(word: String, distance: Int, sameStart: Bool, count: Int)] = []
    counts.visit { bytes, count in
      let isPlain = bytes.allSatisfy { $0 < 0x80 }
      let most = isPlain ? wanted.count + allowed : 4 * (wanted.count + allowed)
      guard bytes.count <= most, (isPlain ? 1 : 4) * allowed + bytes.count >= wanted.count else { return true }
      let letters = isPlain ? bytes.map(UInt32.init) : Typos.letters(String(decoding: bytes, as: UTF8.self))
      guard let distance = Typos.distance(wanted, letters, limit: least, weighsLetters: isMeant), distance > 0 else {
        return true
      }
      let isSwap = letters.count > 1 && wanted.count > 1 && letters[0] == wanted[1] && letters[1] == wanted[0]
      let sameStart = letters.first == wanted.first || isSwap
      // The first letter is hardly ever wrong.
      if !sameStart, isMeant || wanted.count < 6 { return true }
      least = distance
      found.append((String(decoding: bytes, as: UTF8.self), distance, sameStart, count))
      return true
    }
    let best = found.filter { $0.distance == least }
      .sorted { ($0.sameStart ? 0 : 1, -$0.count, $0.word) < ($1.sameStart ? 0 : 1, -$1.count, $1.word) }
    return (best.prefix(limit).map(\.word), least)
  }
}
