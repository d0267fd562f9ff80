/// Scores titles of plain ASCII as `FuzzyPattern.match` does, without taking them apart: of a million titles only a few
/// are shown.
struct FuzzyScorer {
  private let words: [[UInt8]]
  private var before: [Cell] = []
  private var row: [Cell] = []
  private var bonuses: [Int32] = []

  /// One letter of the word at one letter of the title.
  private struct Cell {
    var score = Int32.min / 2
    /// The worth of the run of letters that ends here, where it began.
    var runBonus: Int32 = 0
    /// The position of the word's first letter.
    var start: Int32 = 0
    var isNone: Bool { score <= Int32.min / 2 }
  }

  /// - Parameter words: Folded, of ASCII only.
  init(words: [[UInt8]]) { self.words = words }

  /// The score of a title, or nil where it doesn't match.
  /// - Complexity: O(length of `title` × length of the pattern), O(length of `title`) where it does not match.
  mutating func score(_ title: UnsafeBufferPointer<UInt8>) -> Int? {
    guard words.allSatisfy({ FuzzyScorer.contains($0, title) }) else { return nil }
    let width = min(title.count, FuzzyPoints.longestTitle)
    bonuses.removeAll(keepingCapacity: true)
    var previous = FuzzyPoints.Kind?.none
    for at in 0..<width {
      let kind = FuzzyPoints.kind(ascii: title[at])
      bonuses.append(Int32(FuzzyPoints.bonus(previous, kind, isAfterSlash: at > 0 && title[at - 1] == 0x2F)))
      previous = kind
    }
    var total = 0
    for word in words {
      guard let score = align(word, title, width) else { return nil }
      total += score
    }
    return total
  }

  private static func contains(_ word: [UInt8], _ title: UnsafeBufferPointer<UInt8>) -> Bool {
    var next = 0
    for byte in title.prefix(FuzzyPoints.longestTitle) {
      if small(byte) == word[next] {
        next += 1
        if next == word.count { return true }
      }
    }
    return false
  }

  @inline(__always)
  private static func small(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// As `Letters.align`, with two rows.
  private mutating func align(_ word: [UInt8], _ title: UnsafeBufferPointer<UInt8>, _ width: Int) -> Int? {
    let none = Cell()
    before = Array(repeating: none, count: width)
    row = before
    for (index, letter) in word.enumerated() {
      var gap = Cell()
      for column in index..<width {
        if index > 0, column >= 2 {
          let left = before[column - 2]
          if !gap.isNone { gap.score = max(0, gap.score + Int32(FuzzyPoints.gapExtension)) }
          if !left.isNone, max(0, left.score + Int32(FuzzyPoints.gapStart)) > gap.score {
            gap.score = max(0, left.score + Int32(FuzzyPoints.gapStart))
            gap.start = left.start
          }
        }
        row[column] = none
        guard FuzzyScorer.small(title[column]) == letter else { continue }
        let bonus = bonuses[column]
        if index == 0 {
          row[column] = Cell(
            score: Int32(FuzzyPoints.match) + bonus * Int32(FuzzyPoints.firstLetterFactor), runBonus: bonus,
            start: Int32(column))
          continue
        }
        let diagonal = before[column - 1]
        guard !diagonal.isNone || !gap.isNone else { continue }
        let runBonus = max(diagonal.runBonus, bonus >= Int32(FuzzyPoints.boundary) ? bonus : 0)
        let straight =
          diagonal.isNone ? none.score : diagonal.score + max(Int32(FuzzyPoints.consecutive), runBonus, bonus)
        let jumped = gap.isNone ? none.score : gap.score + bonus
        row[column] =
          straight >= jumped
          ? Cell(score: straight + Int32(FuzzyPoints.match), runBonus: runBonus, start: diagonal.start)
          : Cell(score: jumped + Int32(FuzzyPoints.match), runBonus: bonus, start: gap.start)
      }
      swap(&before, &row)
    }
    var best = none
    var end = 0
    for column in 0..<width where before[column].score > best.score {
      best = before[column]
      end = column
    }
    guard !best.isNone else { return nil }
    let isUnbroken = word.count > 1 && end - Int(best.start) == word.count - 1
    return Int(best.score) + (isUnbroken ? FuzzyPoints.unbroken : 0)
  }
}

/// Which letters a text has, as bits: what lacks one of a pattern's cannot match it.
struct LetterMask: Hashable {
  private(set) var bits: UInt32 = 0

  /// Whether there is anything but ASCII, which is not told apart.
  var hasOthers: Bool { bits & 1 << 31 != 0 }

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    switch byte {
    case 0x61..<0x7B: bits |= 1 &<< UInt32(byte - 0x61)
    case 0x41..<0x5B: bits |= 1 &<< UInt32(byte - 0x41)
    case 0x30..<0x3A: bits |= 1 << 26
    case 0x80...: bits |= 1 << 31
    default: bits |= 1 << 27
    }
  }

  @inline(__always)
  func mayHold(_ wanted: LetterMask) -> Bool { hasOthers || bits & wanted.bits == wanted.bits }
}
