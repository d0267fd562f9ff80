/// The words and punctuation of a line that are still there in its new form (the longest common subsequence).
struct TokenDiff {
  private let old: [Range<Int>]
  private let new: [Range<Int>]
  /// By old token; nil where it is gone.
  private var newOf: [Int?]
  /// By new token: whether it is white space.
  private let blanks: [Bool]
  private let end: Int

  /// Longer lines are compared by their beginnings and ends alone.
  private static let mostTokens = 600

  init(_ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>) {
    self.old = Self.tokens(of: old)
    self.new = Self.tokens(of: new)
    blanks = self.new.map { new[$0.lowerBound] <= 0x20 }
    end = new.endIndex
    newOf = Array(repeating: nil, count: self.old.count)
    let (tokens, others) = (self.old, self.new)
    func isSame(_ one: Int, _ two: Int) -> Bool { old[tokens[one]].elementsEqual(new[others[two]]) }
    var first = 0
    while first < self.old.count, first < self.new.count, isSame(first, first) {
      newOf[first] = first
      first += 1
    }
    var (last, place) = (self.old.count, self.new.count)
    while last > first, place > first, isSame(last - 1, place - 1) {
      (last, place) = (last - 1, place - 1)
      newOf[last] = place
    }
    guard last > first, place > first, (last - first) * (place - first) <= Self.mostTokens * Self.mostTokens else {
      return
    }
    for pair in Self.pairs(first..<last, first..<place, isSame) { newOf[pair.line] = pair.place }
  }

  private static func pairs(
    _ lines: Range<Int>, _ places: Range<Int>, _ isSame: (Int, Int) -> Bool
  ) -> [(line: Int, place: Int)] {
    let width = places.count + 1
    var lengths = Array(repeating: Int32(0), count: (lines.count + 1) * width)
    for line in lines.reversed() {
      for place in places.reversed() {
        let at = (line - lines.lowerBound) * width + place - places.lowerBound
        lengths[at] =
          isSame(line, place) ? lengths[at + width + 1] + 1 : max(lengths[at + width], lengths[at + 1])
      }
    }
    var pairs: [(line: Int, place: Int)] = []
    var (line, place) = (lines.lowerBound, places.lowerBound)
    while line < lines.upperBound, place < places.upperBound {
      let at = (line - lines.lowerBound) * width + place - places.lowerBound
      if isSame(line, place), lengths[at] == lengths[at + width + 1] + 1 {
        pairs.append((line, place))
        (line, place) = (line + 1, place + 1)
      } else if lengths[at + width] >= lengths[at + 1] {
        line += 1
      } else {
        place += 1
      }
    }
    return pairs
  }

  /// The words and punctuation that are missing, and those that are new: in bytes of either form.
  var differences: (old: [Range<Int>], new: [Range<Int>]) {
    let kept = Set(newOf.compactMap { $0 })
    return (
      old.indices.filter { newOf[$0] == nil }.map { old[$0] },
      new.indices.filter { !kept.contains($0) && !blanks[$0] }.map { new[$0] }
    )
  }

  /// Returns the range between the nearest tokens around `range` that are still there, and whether those next to it
  /// are.
  func range(of range: Range<Int>) -> (range: Range<Int>, isEnclosed: Bool)? {
    let inside = old.indices.filter { old[$0].upperBound > range.lowerBound && old[$0].lowerBound < range.upperBound }
    guard let first = inside.first, let last = inside.last else { return nil }
    // Of a token that is cut, the part that was meant.
    if inside.allSatisfy({ newOf[$0] != nil }), let start = newOf[first], let stop = newOf[last],
      stop - start == last - first
    {
      return (
        new[start].lowerBound + max(0, range.lowerBound - old[first].lowerBound)..<new[stop].upperBound
          - max(0, old[last].upperBound - range.upperBound), true
      )
    }
    let before = (0..<first).last { newOf[$0] != nil }
    let behind = (last + 1..<max(last + 1, old.count)).first { newOf[$0] != nil }
    let low = before.flatMap { newOf[$0] }.map { $0 + 1 } ?? 0
    let high = behind.flatMap { newOf[$0] } ?? new.count
    let isEnclosed =
      (before ?? -1) == first - 1 && (behind ?? old.count) == last + 1 && (first > 0 || last + 1 < old.count)
    let tokens = (low..<max(low, high)).filter { !blanks[$0] }
    guard let start = tokens.first, let stop = tokens.last else { return nil }
    return (new[start].lowerBound..<new[stop].upperBound, isEnclosed)
  }

  /// The place in the new form for a place in the old one.
  func place(of offset: Int) -> Int {
    for token in old.indices where old[token].upperBound > offset {
      if let now = newOf[token] { return new[now].lowerBound + max(0, offset - old[token].lowerBound) }
      if let before = (0..<token).last(where: { newOf[$0] != nil }), let now = newOf[before] {
        return new[now].upperBound
      }
      return new.first?.lowerBound ?? end
    }
    return end
  }

  /// Runs of letters and digits, runs of blanks, and single other characters.
  private static func tokens(of bytes: ArraySlice<UInt8>) -> [Range<Int>] {
    var tokens: [Range<Int>] = []
    var kind: UInt8 = 0
    for at in bytes.indices {
      let byte = bytes[at]
      let isWord = byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte >= 0x80
      let now: UInt8 = isWord ? 1 : byte <= 0x20 ? 2 : 0
      if now != 0, now == kind, let last = tokens.last {
        tokens[tokens.count - 1] = last.lowerBound..<at + 1
      } else {
        tokens.append(at..<at + 1)
      }
      kind = now
    }
    return tokens
  }
}

/// The differences between two texts, for somebody who reads both.
package enum WordDifference {
  /// The words and punctuation of each that the other does not have in its place, in bytes of UTF-8.
  package static func between(_ one: String, _ other: String) -> (one: [Range<Int>], other: [Range<Int>]) {
    let (first, second) = (Array(one.utf8), Array(other.utf8))
    let differences = TokenDiff(first[...], second[...]).differences
    return (differences.old.filter { first[$0.lowerBound] > 0x20 }, differences.new)
  }
}
