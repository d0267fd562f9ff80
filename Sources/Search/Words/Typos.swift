/// Words that are a slip of the finger away from each other.
enum Typos {
  /// The slips that a word of `count` letters is forgiven: none below 4 letters, one below 8, else two.
  static func allowed(count: Int) -> Int { count < 4 ? 0 : count < 8 ? 1 : 2 }

  /// The slips with which a word of `count` letters is taken for another: a word of eight letters has too many
  /// neighbours two slips away.
  static func meant(count: Int) -> Int { count < 4 ? 0 : count < 9 ? 1 : 2 }

  /// The letters to be put in, taken out, replaced or swapped with their neighbours to make one word the other (optimal
  /// string alignment), or nil where there are more than `limit`.
  ///
  /// - Parameter weighsLetters: Whether a letter in place of one that neither stands beside it on the keyboard nor is a
  ///   vowel as well counts twice: `slope` is not meant by `scope`.
  /// - Complexity: O(length × `limit`)
  static func distance(_ first: [UInt32], _ second: [UInt32], limit: Int, weighsLetters: Bool = false) -> Int? {
    guard abs(first.count - second.count) <= limit else { return nil }
    let far = limit + 1
    var beforeLast: [Int] = []
    var last = (0...second.count).map { min($0, far) }
    for i in first.indices {
      var row = [Int](repeating: far, count: second.count + 1)
      row[0] = min(i + 1, far)
      var least = row[0]
      for j in max(0, i - limit)..<max(max(0, i - limit), min(second.count, i + limit + 1)) {
        var distance = min(
          last[j] + (first[i] == second[j] ? 0 : weighsLetters && !areAlike(first[i], second[j]) ? 2 : 1),
          last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
          distance = min(distance, beforeLast[j - 1] + 1)
        }
        row[j + 1] = min(distance, far)
        least = min(least, row[j + 1])
      }
      if least > limit { return nil }
      (beforeLast, last) = (last, row)
    }
    return last[second.count] <= limit ? last[second.count] : nil
  }

  /// Whether one letter is easily typed for the other: two vowels, or letters whose keys touch. Of letters that are not
  /// on every keyboard, any may be.
  private static func areAlike(_ first: UInt32, _ second: UInt32) -> Bool {
    guard let one = key(of: first), let other = key(of: second) else { return true }
    return one.isVowel && other.isVowel || abs(one.row - other.row) <= 1 && abs(one.column - other.column) <= 1
  }

  private static func key(of letter: UInt32) -> (row: Int, column: Int, isVowel: Bool)? {
    guard letter &- 0x61 < 26 else { return nil }
    for (row, keys) in rows.enumerated() {
      if let column = keys.firstIndex(of: UInt8(letter)) {
        return (row, column, vowels.contains(UInt8(letter)))
      }
    }
    return nil
  }

  private static let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0.utf8) }
  private static let vowels = Array("aeiouy".utf8)

  /// The folded letters of a word.
  static func letters(_ word: some StringProtocol) -> [UInt32] {
    word.unicodeScalars.map { CharacterFolding.all($0.value) }.filter { $0 != 0 }
  }

  /// The one of `names` that `name` most likely meant; nil where none is near.
  static func nearest(to name: String, in names: some Sequence<String>) -> String? {
    let wanted = letters(name)
    let limit = max(1, wanted.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in names {
      let letters = letters(candidate)
      let distance =
        distance(wanted, letters, limit: limit) ?? (wanted.count > 1 && letters.starts(with: wanted) ? limit : nil)
      if let distance, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }
}
