import Glibc

/// The words of those topics that have to be compared, each weighed by how rare it is in the document.
struct Words {
  /// By topic: where its words are; empty for topics that are not compared.
  private(set) var ranges: [Range<Int>]
  /// Hashes, sorted within a topic, each once.
  private(set) var hashes: [UInt64] = []
  private(set) var weights: [Float] = []
  /// By topic: the sum of the weights.
  private(set) var totals: [Float]

  /// The words of the topics of `side` for which `isWanted`.
  init(of side: Fingerprints, where isWanted: (Int) -> Bool, frequency: InverseDocumentFrequency) {
    ranges = Array(repeating: 0..<0, count: side.count)
    totals = Array(repeating: 0, count: side.count)
    var found: [UInt64] = []
    for topic in 1..<side.count where isWanted(topic) {
      found.removeAll(keepingCapacity: true)
      Self.forEach(in: side.texts[side.textRange(topic)]) { found.append($0) }
      found.sort()
      let start = hashes.count
      for word in found where hashes.count == start || hashes[hashes.count - 1] != word {
        let weight = frequency.weight(of: word)
        hashes.append(word)
        weights.append(weight)
        totals[topic] += weight
      }
      ranges[topic] = start..<hashes.count
    }
  }

  /// The weight of the words that two topics share.
  static func shared(_ left: Words, _ first: Int, _ right: Words, _ second: Int) -> Float {
    var at = left.ranges[first].lowerBound
    var other = right.ranges[second].lowerBound
    let end = left.ranges[first].upperBound
    let otherEnd = right.ranges[second].upperBound
    var shared: Float = 0
    while at < end, other < otherEnd {
      let a = left.hashes[at]
      let b = right.hashes[other]
      if a == b { shared += left.weights[at] }
      if a <= b { at += 1 }
      if b <= a { other += 1 }
    }
    return shared
  }

  /// The weight of what two topics share in that of all that they have: 0 to 1.
  static func jaccard(_ left: Words, _ first: Int, _ right: Words, _ second: Int) -> Float {
    let shared = shared(left, first, right, second)
    return shared > 0 ? shared / (left.totals[first] + right.totals[second] - shared) : 0
  }

  /// Runs of letters and digits, with a `+` or `#` at their end (C++ is not C), and single ideographs, as hashes.
  static func forEach(in text: ArraySlice<UInt8>, _ body: (UInt64) -> Void) {
    var hash: UInt64 = 0
    var at = text.startIndex
    func mixed(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte) &+ 1) &* 0x9E37_79B9_7F4A_7C15 }
    func ended(_ hash: UInt64) -> UInt64 { (hash ^ hash &>> 29) | 1 }
    while at < text.endIndex {
      let byte = text[at]
      if byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 {
        if 0xE3...0xED ~= byte, at + 2 < text.endIndex {
          if hash != 0 { body(ended(hash)) }
          body(ended(mixed(mixed(mixed(0, byte), text[at + 1]), text[at + 2])))
          hash = 0
          at += 3
          continue
        }
        hash = mixed(hash &>> 3 ^ hash, byte)
      } else if hash != 0, byte == 0x2B || byte == 0x23 {
        hash = mixed(hash &>> 3 ^ hash, byte)
      } else if hash != 0 {
        body(ended(hash))
        hash = 0
      }
      at += 1
    }
    if hash != 0 { body(ended(hash)) }
  }
}

/// The rarity of words, by the number of topics that have them in a sample of the document.
struct InverseDocumentFrequency {
  private var table: HashIndex
  private var samples = 0
  /// Keeps the table from filling up.
  private var room: Int

  /// Room for the words of texts of `length` bytes in all.
  init(length: Int) {
    room = min(1 << 18, length / 3 + 1)
    table = HashIndex(capacity: room)
  }

  /// Counts at most `limit` topics of `side`, evenly spread.
  mutating func add(_ side: Fingerprints, limit: Int = 10_000) {
    let step = max(1, side.count / limit)
    for topic in stride(from: 1, to: side.count, by: step) {
      samples += 1
      Words.forEach(in: side.texts[side.textRange(topic)]) { word in
        guard room > 0 else { return }
        if table.count(of: word) == 0 { room -= 1 }
        table.add(word, index: topic)
      }
    }
  }

  func weight(of word: UInt64) -> Float {
    max(0.3, logf(Float(samples + 2) / (Float(table.count(of: word)) + 1)))
  }
}
