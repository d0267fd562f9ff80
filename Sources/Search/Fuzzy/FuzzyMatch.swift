/// A title that has the letters of a pattern in their order, and how well.
///
/// Scores as fzf does (its `algo.go` describes the scheme): letters that follow each other and letters that begin words
/// count for more, gaps for less; found with the Smith-Waterman recurrence.
package struct FuzzyMatch: Hashable, Sendable {
  /// The points of the match, as fzf counts them; the more the better.
  package var score: Int
  /// The matched letters, in UTF-8 bytes of the title.
  package var ranges: [Range<Int>]

  /// A match with its points and letters; `ranges` in order.
  package init(score: Int, ranges: [Range<Int>]) {
    self.score = score
    self.ranges = ranges
  }
}

/// Letters to be found in titles, spaces apart. Capitals and marks count for nothing, but what has them as they were
/// typed comes first.
package struct FuzzyPattern: Hashable, Sendable {
  /// The pattern as typed.
  package let text: String
  private var words: [[UInt32]]
  /// The words that have capitals or marks, as they were typed.
  private let marked: [[Unicode.Scalar]]
  private let folding = CharacterFolding.all

  /// A pattern of the words in `text`; one without letters has no words.
  package init(_ text: String) {
    self.text = text
    let folding = CharacterFolding.all
    words = text.split(whereSeparator: \.isWhitespace).map { word in
      word.unicodeScalars.map { folding($0.value) }.filter { $0 != 0 }
    }.filter { !$0.isEmpty }
    marked = text.split(whereSeparator: \.isWhitespace).filter { folding($0) != $0 }.map { Array($0.unicodeScalars) }
  }

  /// The points for capitals and marks that are as they were typed.
  private static let exact = 12

  /// Whether it says nothing, so that every title matches it alike.
  package var isEmpty: Bool { words.isEmpty }

  /// The words that are not found one after the other in `context`, which says where a title is; nil where all or
  /// none of them are.
  package func without(wordsIn context: String) -> FuzzyPattern? {
    guard words.count > 1 else { return nil }
    let known = folded(context)
    var rest = self
    rest.words = words.filter { !FuzzyPattern.stands($0, in: known) }
    return rest.words.isEmpty || rest.words.count == words.count ? nil : rest
  }

  /// Whether every word is in `title` in one piece.
  package func standsWhole(in title: String) -> Bool {
    let known = folded(title)
    return words.allSatisfy { FuzzyPattern.stands($0, in: known) }
  }

  private func folded(_ text: String) -> [UInt32] {
    text.unicodeScalars.map { folding($0.value) }.filter { $0 != 0 }
  }

  private static func stands<Letter: Equatable>(_ word: [Letter], in text: [Letter]) -> Bool {
    word.count <= text.count && (0...text.count - word.count).contains { text[$0...].starts(with: word) }
  }

  /// The best match of every word of the pattern in `title`; nil where one is not there.
  /// - Complexity: O(length of `title` × length of the pattern), O(length of `title`) where it does not match. Only the
  ///   first 1,000 scalars of a title count.
  package func match(_ title: String) -> FuzzyMatch? {
    guard !isEmpty else { return FuzzyMatch(score: 0, ranges: []) }
    guard words.allSatisfy({ contains($0, title.unicodeScalars.prefix(FuzzyPoints.longestTitle)) }) else { return nil }
    let letters = Letters(title, folding)
    var score = 0
    var positions: Set<Int> = []
    for word in words {
      guard let (points, matched) = letters.align(word) else { return nil }
      score += points
      if let first = matched.last, let last = matched.first, word.count > 1, last - first == word.count - 1 {
        score += FuzzyPoints.unbroken
      }
      positions.formUnion(matched)
    }
    if !marked.isEmpty {
      let scalars = Array(title.unicodeScalars)
      score += FuzzyPattern.exact * marked.filter { FuzzyPattern.stands($0, in: scalars) }.count
    }
    let ranges = positions.sorted().map { letters.offsets[$0]..<letters.offsets[$0 + 1] }
    return FuzzyMatch(
      score: score,
      ranges: ranges.reduce(into: []) { joined, next in
        if let last = joined.last, last.upperBound == next.lowerBound {
          joined[joined.count - 1] = last.lowerBound..<next.upperBound
        } else {
          joined.append(next)
        }
      })
  }

  /// A scorer for titles of plain ASCII; nil where the pattern is not plain itself, or minds capitals.
  var scorer: FuzzyScorer? {
    guard marked.isEmpty, words.allSatisfy({ $0.allSatisfy { $0 < 0x80 } }) else { return nil }
    return FuzzyScorer(words: words.map { $0.map { UInt8($0) } })
  }

  /// The letters that every match has.
  var mask: LetterMask {
    var mask = LetterMask()
    for word in words { for letter in word where letter < 0x80 { mask.add(UInt8(letter)) } }
    return mask
  }

  /// Patterns that this one may have been meant to be, where it matches nothing: each with two letters swapped or one
  /// left out.
  package var forgiving: [FuzzyPattern] {
    var found: [FuzzyPattern] = []
    for (index, word) in words.enumerated() where Typos.allowed(count: word.count) > 0 {
      for at in word.indices.dropLast() where word[at] != word[at + 1] {
        var other = self
        other.words[index].swapAt(at, at + 1)
        found.append(other)
      }
      for at in word.indices where at == 0 || word[at] != word[at - 1] {
        var other = self
        other.words[index].remove(at: at)
        found.append(other)
      }
    }
    return found
  }

  /// Whether a title with this source can match; what it says behind an entity is not known.
  func mayMatch(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
    if source.contains(UInt8(ascii: "&")) { return true }
    return words.allSatisfy { word in
      var next = 0
      for byte in source {
        if byte >= 0x80 || word[next] >= 0x80 { return true }
        if folding(UInt32(byte)) == word[next] { next += 1 }
        if next == word.count { return true }
      }
      return false
    }
  }

  /// Whether the letters of `word` are in `scalars` in their order.
  private func contains(_ word: [UInt32], _ scalars: some Sequence<Unicode.Scalar>) -> Bool {
    var next = 0
    for scalar in scalars where folding(scalar.value) == word[next] {
      next += 1
      if next == word.count { return true }
    }
    return false
  }
}

/// A title taken apart for the alignment.
private struct Letters {
  var folded: [UInt32] = []
  /// The points for a match that begins at each letter.
  var bonuses: [Int] = []
  /// The start of each letter, and at last the end of the title, in UTF-8 bytes.
  var offsets: [Int] = []

  init(_ title: String, _ folding: CharacterFolding) {
    var offset = 0
    var previous: Unicode.Scalar?
    for scalar in title.unicodeScalars.prefix(FuzzyPoints.longestTitle) {
      let value = folding(scalar.value)
      if value != 0 {
        offsets.append(offset)
        folded.append(value)
        bonuses.append(FuzzyPoints.bonus(previous, scalar))
        previous = scalar
      }
      offset += UTF8.width(scalar)
    }
    offsets.append(offset)
  }

  /// The best score of `word` and where its letters are.
  func align(_ word: [UInt32]) -> (score: Int, positions: [Int])? {
    let width = folded.count
    let none = Cell(score: FuzzyPoints.none, runBonus: 0, previous: -1)
    var cells = [Cell](repeating: none, count: word.count * width)
    for row in word.indices {
      // The best way to come here over a gap: its score so far and the column that it left.
      var gap = (score: FuzzyPoints.none, column: -1)
      for column in row..<width {
        if row > 0, column >= 2 {
          let before = cells[(row - 1) * width + column - 2].score
          // However long a gap is, it costs no more than what came before it was worth.
          if gap.column >= 0 { gap.score = max(0, gap.score + FuzzyPoints.gapExtension) }
          if before > FuzzyPoints.none, max(0, before + FuzzyPoints.gapStart) > gap.score {
            gap = (max(0, before + FuzzyPoints.gapStart), column - 2)
          }
        }
        guard folded[column] == word[row] else { continue }
        if row == 0 {
          cells[column] = Cell(
            score: FuzzyPoints.match + bonuses[column] * FuzzyPoints.firstLetterFactor, runBonus: bonuses[column],
            previous: -1)
          continue
        }
        let diagonal = cells[(row - 1) * width + column - 1]
        guard diagonal.score > FuzzyPoints.none || gap.column >= 0 else { continue }
        let runBonus = max(diagonal.runBonus, bonuses[column] >= FuzzyPoints.boundary ? bonuses[column] : 0)
        let straight =
          diagonal.score > FuzzyPoints.none
          ? diagonal.score + max(FuzzyPoints.consecutive, runBonus, bonuses[column]) : FuzzyPoints.none
        let jumped = gap.column >= 0 ? gap.score + bonuses[column] : FuzzyPoints.none
        cells[row * width + column] =
          straight >= jumped
          ? Cell(score: straight + FuzzyPoints.match, runBonus: runBonus, previous: column - 1)
          : Cell(score: jumped + FuzzyPoints.match, runBonus: bonuses[column], previous: gap.column)
      }
    }
    let last = (word.count - 1) * width
    guard let end = (0..<width).max(by: { (cells[last + $0].score, $1) < (cells[last + $1].score, $0) }),
      cells[last + end].score > FuzzyPoints.none
    else { return nil }
    var positions: [Int] = []
    var column = end
    for row in word.indices.reversed() {
      positions.append(column)
      column = cells[row * width + column].previous
      if column < 0, row > 0 { return nil }
    }
    return (cells[last + end].score, positions)
  }

  /// One letter of the word at one letter of the title.
  private struct Cell {
    var score: Int
    /// The bonus of the run of letters that ends here, from the letter where it began.
    var runBonus: Int
    /// The column of the letter before, -1 for none.
    var previous: Int
  }
}
