/// Words as UTF-8 with the number of occurrences of each.
///
/// Nearly every word of every note is added, and most have been before: that costs no memory of its own.
struct WordCounts: Sendable {
  private struct Word: Sendable {
    var start: Int
    var length: Int
    var count: Int
  }

  /// The letters of all words, one after the other.
  private var letters: [UInt8] = []
  private var words: [Word] = []
  /// Indices into `words`, by the hash of each; -1 where there is none. A power of two of them.
  private var slots = [Int32](repeating: -1, count: 1_024)

  /// The number of different words.
  var count: Int { words.count }

  /// Adds a word that is there `times`.
  /// - Complexity: O(length)
  mutating func add(_ word: UnsafeBufferPointer<UInt8>, times: Int = 1) {
    let slot = slot(of: word)
    if slots[slot] >= 0 {
      words[Int(slots[slot])].count += times
      return
    }
    guard words.count < Int32.max else { return }
    slots[slot] = Int32(words.count)
    words.append(Word(start: letters.count, length: word.count, count: times))
    letters.append(contentsOf: word)
    if words.count * 2 > slots.count { grow() }
  }

  /// The occurrences of a word.
  func count(of word: String) -> Int {
    var word = word
    return word.withUTF8 { word in
      let index = slots[slot(of: word)]
      return index < 0 ? 0 : words[Int(index)].count
    }
  }

  /// Calls `body` with every word, in the order in which they came first, until it returns false.
  func visit(_ body: (UnsafeBufferPointer<UInt8>, Int) -> Bool) {
    letters.withUnsafeBufferPointer { letters in
      for word in words {
        let text = UnsafeBufferPointer(rebasing: letters[word.start..<word.start + word.length])
        if !body(text, word.count) { return }
      }
    }
  }

  /// The slot that a word is in, or may go into.
  private func slot(of word: UnsafeBufferPointer<UInt8>) -> Int {
    var hash = UInt64(truncatingIfNeeded: word.count)
    let raw = UnsafeRawBufferPointer(word)
    var at = 0
    while at + 8 <= word.count {
      hash = (hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 32
      at += 8
    }
    var rest: UInt64 = 0
    while at < word.count {
      rest = rest &<< 8 | UInt64(word[at])
      at += 1
    }
    hash = (hash ^ rest) &* 0x9E37_79B9_7F4A_7C15
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash &>> 32) & mask
    while slots[slot] >= 0, !holds(words[Int(slots[slot])], word) { slot = (slot + 1) & mask }
    return slot
  }

  @inline(__always)
  private func holds(_ known: Word, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard known.length == word.count else { return false }
    for offset in 0..<known.length where letters[known.start + offset] != word[offset] { return false }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    letters.withUnsafeBufferPointer { letters in
      for (index, word) in words.enumerated() {
        slots[slot(of: UnsafeBufferPointer(rebasing: letters[word.start..<word.start + word.length]))] = Int32(index)
      }
    }
  }
}
