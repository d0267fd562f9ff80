/// Assigns the lines of an older version of a file to those of a newer one.
///
/// Lines that both versions have once are pairs wherever they stand, and so are equal lines next to a pair (Heckel
/// 1978); what is left between two pairs is compared by its words.
struct LineMatcher {
  let old: SourceLines
  let new: SourceLines
  /// By old line; -1 for none.
  private(set) var newOf: [Int32]
  /// By new line; -1 for none.
  private(set) var oldOf: [Int32]
  /// By old line.
  private(set) var tier: [Tier]
  /// The equal line elsewhere, by old line, for lines that seem to have moved but may have been edited instead.
  private(set) var copies: [Int: Int] = [:]
  private var similarity = TextSimilarity()

  enum Tier: UInt8 {
    case none
    /// Letter for letter the same.
    case same
    /// Edited where it stands.
    case similar
    /// Something else in its place, with a word in common.
    case replaced
  }

  /// Gaps with more comparisons than this are compared in order only.
  private static let mostComparisons = 10_000
  private static let similar: Float = 0.5
  private static let replaced: Float = 0.3

  init(_ old: SourceLines, _ new: SourceLines) {
    (self.old, self.new) = (old, new)
    newOf = Array(repeating: -1, count: old.count)
    oldOf = Array(repeating: -1, count: new.count)
    tier = Array(repeating: .none, count: old.count)
    matchUnique()
    // Before the lines around a copy follow it.
    releaseCopies()
    matchNeighbours()
    releaseCopies()
    matchGaps()
  }

  private mutating func pair(_ line: Int, _ place: Int, _ tier: Tier) {
    newOf[line] = Int32(place)
    oldOf[place] = Int32(line)
    self.tier[line] = tier
  }

  private mutating func matchUnique() {
    var before = HashIndex(capacity: old.count)
    var after = HashIndex(capacity: new.count)
    for line in 0..<old.count { before.add(old.hashes[line], index: line) }
    for line in 0..<new.count { after.add(new.hashes[line], index: line) }
    for line in 0..<old.count {
      guard before.only(of: old.hashes[line]) != nil, let place = after.only(of: old.hashes[line]) else { continue }
      pair(line, place, .same)
    }
  }

  /// The place of an old line, where -1 and `count` stand for the ends of the file.
  func place(of line: Int) -> Int? {
    if line < 0 { return -1 }
    if line >= old.count { return new.count }
    return newOf[line] >= 0 ? Int(newOf[line]) : nil
  }

  private mutating func matchNeighbours() {
    for line in 0..<old.count where newOf[line] < 0 {
      if let above = place(of: line - 1) { matchEqual(line, above + 1) }
    }
    for line in stride(from: old.count - 1, through: 0, by: -1) where newOf[line] < 0 {
      if let below = place(of: line + 1) { matchEqual(line, below - 1) }
    }
  }

  private mutating func matchEqual(_ line: Int, _ place: Int) {
    guard new.ranges.indices.contains(place), oldOf[place] < 0, old.hashes[line] == new.hashes[place] else { return }
    pair(line, place, .same)
  }

  /// A line that left both its neighbours may be a copy, if what stands between these now is much like it.
  private mutating func releaseCopies() {
    for line in 0..<old.count where newOf[line] >= 0 {
      let place = Int(newOf[line])
      if line > 0,
        self.place(of: line - 1) == place - 1 || line + 1 < old.count && self.place(of: line + 1) == place + 1
      {
        continue
      }
      if line == 0, line + 1 < old.count, self.place(of: line + 1) == place + 1 { continue }
      guard let found = slot(of: line).first(where: { abs($0 - place) > 1 && score(line, $0) >= Self.similar + 0.1 })
      else { continue }
      oldOf[place] = -1
      copies[line] = place
      pair(line, found, .similar)
    }
  }

  /// The unmatched new lines where an old line would stand by its neighbours, a few at most.
  func slot(of line: Int) -> [Int] {
    var found: [Int] = []
    if let above = nearestPlace(from: line, by: -1) {
      var at = above + 1
      while at < new.count, oldOf[at] < 0, found.count < 8 {
        found.append(at)
        at += 1
      }
    }
    if let below = nearestPlace(from: line, by: 1) {
      var at = below - 1
      var count = 0
      while at >= 0, oldOf[at] < 0, count < 8 {
        if !found.contains(at) { found.append(at) }
        (at, count) = (at - 1, count + 1)
      }
    }
    return found
  }

  /// The place of the nearest line above or below that has one.
  private func nearestPlace(from line: Int, by step: Int) -> Int? {
    var at = line + step
    var left = 64
    while left > 0 {
      if let place = place(of: at) { return place }
      (at, left) = (at + step, left - 1)
    }
    return nil
  }

  private mutating func score(_ line: Int, _ place: Int) -> Float {
    similarity.score(old.comparable(line...line), new.comparable(place...place))
  }

  /// Matches the lines left between two pairs, the most similar first.
  private mutating func matchGaps() {
    var line = 0
    while line < old.count {
      guard newOf[line] < 0 else {
        line += 1
        continue
      }
      var end = line + 1
      while end < old.count, newOf[end] < 0 { end += 1 }
      matchGap(line..<end)
      line = end
    }
  }

  private mutating func matchGap(_ lines: Range<Int>) {
    var places: [Int] = []
    if let above = place(of: lines.lowerBound - 1) {
      var at = above + 1
      while at < new.count, oldOf[at] < 0 { (places, at) = (places + [at], at + 1) }
    }
    if let below = place(of: lines.upperBound), below - 1 > places.last ?? -1 {
      var behind: [Int] = []
      var at = below - 1
      while at >= 0, oldOf[at] < 0, !places.contains(at) { (behind, at) = ([at] + behind, at - 1) }
      places += behind
    }
    guard !places.isEmpty, lines.count * places.count <= Self.mostComparisons else { return }
    let texts = places.map { new.comparable($0...$0) }
    var pairs: [(line: Int, place: Int, score: Float)] = []
    for line in lines {
      let text = old.comparable(line...line)
      for (place, other) in zip(places, texts) {
        let score = similarity.score(text, other)
        if score >= Self.replaced { pairs.append((line, place, score)) }
      }
    }
    let isOnly = lines.count == 1 && places.count == 1
    for pair in pairs.sorted(by: { ($0.score, $1.line, $1.place) > ($1.score, $0.line, $0.place) }) {
      guard newOf[pair.line] < 0, oldOf[pair.place] < 0 else { continue }
      let rivals = pairs.filter { ($0.line == pair.line) != ($0.place == pair.place) }
      let isClear = !rivals.contains {
        newOf[$0.line] < 0 && oldOf[$0.place] < 0 && $0.score > pair.score - 0.08
      }
      if pair.score >= Self.similar, isClear || isInOrder(pair.line, pair.place) {
        self.pair(pair.line, pair.place, .similar)
      } else if isOnly {
        self.pair(pair.line, pair.place, .replaced)
      }
    }
  }

  /// Whether both neighbours of a line are those of its place.
  private func isInOrder(_ line: Int, _ place: Int) -> Bool {
    self.place(of: line - 1) == place - 1 && self.place(of: line + 1) == place + 1
  }
}
