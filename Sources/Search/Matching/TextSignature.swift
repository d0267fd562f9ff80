/// A small summary of a file's text: without the text, it tells that most queries find nothing there.
///
/// A Bloom filter with one bit for each three letters that follow one another as a match may read them, across markup
/// too. It never misses anything; it may hold what the text doesn't have.
package struct TextSignature: Hashable, Sendable {
  /// The bits, 64 in a word; the number of words is a power of two.
  package private(set) var words: [UInt64]

  /// Bits for each different group of three letters, at least: one in five of those that aren't there seems to be, or
  /// less.
  private static let bitsPerGroup = 4

  /// - Parameter words: As another signature had them, a power of two of them.
  package init(words: [UInt64]) { self.words = words.count & (words.count - 1) == 0 ? words : [.max] }

  /// The signature of a text.
  /// - Complexity: O(length)
  package init(of bytes: [UInt8]) {
    var groups = LetterGroups(length: bytes.count)
    bytes.withUnsafeBufferPointer { groups.add(Haystack(bytes: $0)) }
    words = groups.bits
    // Half the bits stand for two groups each; as often as there is room.
    let wanted = groups.count * TextSignature.bitsPerGroup
    while words.count > 1, words.count * 32 >= wanted {
      let half = words.count / 2
      words = (0..<half).map { words[$0] | words[$0 + half] }
    }
  }

  /// The place of a group among 2^24 bits; smaller signatures take its lower part.
  @inline(__always)
  static func bit(of group: UInt64) -> Int { Int(truncatingIfNeeded: (group &* 0x9E37_79B9_7F4A_7C15) &>> 40) }

  /// Whether the text may have all of some groups.
  func mayHold(_ groups: [UInt64]) -> Bool {
    groups.allSatisfy { group in
      let bit = TextSignature.bit(of: group) & (words.count * 64 - 1)
      return words[bit >> 6] & 1 &<< UInt64(bit & 63) != 0
    }
  }

  /// Three letters as one number.
  @inline(__always)
  static func group(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt64 {
    (UInt64(first) &<< 42 ^ UInt64(second) &<< 21 ^ UInt64(third)) &+ 1
  }

  /// The groups that every text with `scalars` must have, as folded; empty where nothing can be told.
  static func groups(in scalars: [UInt32]) -> [UInt64] {
    scalars.split(whereSeparator: { !isLetter($0) }).flatMap { run in
      zip(run, zip(run.dropFirst(), run.dropFirst(2))).map { group($0, $1.0, $1.1) }
    }
  }

  /// Letters and digits, and all characters beyond ASCII: what no markup is made of.
  @inline(__always)
  static func isLetter(_ scalar: UInt32) -> Bool {
    scalar >= 0x80 || Haystack.isAlphanumeric(UInt8(truncatingIfNeeded: scalar))
  }
}

/// The different groups of three letters in a text, as bits.
private struct LetterGroups {
  private(set) var bits: [UInt64]

  /// - Parameter length: That of the text, in bytes.
  init(length: Int) {
    var count = 64
    while count < 1 << 18, count * 8 < length { count *= 2 }
    bits = [UInt64](repeating: 0, count: count)
  }

  /// The number of different groups; where the text is large, some that share a bit count once.
  var count: Int { bits.reduce(0) { $0 + $1.nonzeroBitCount } }

  mutating func add(_ haystack: Haystack) {
    let end = haystack.bytes.count
    let bytes = haystack.bytes
    var at = 0
    while at < end {
      let byte = bytes[at]
      if byte < 0x80, byte != 0x26, !Haystack.isAlphanumeric(byte) {
        at += 1
        continue
      }
      // Plain letters are most of every text.
      if at + 2 < end, byte != 0x26, byte < 0x80, Haystack.isAlphanumeric(bytes[at + 1]),
        Haystack.isAlphanumeric(bytes[at + 2])
      {
        insert(group(bytes[at], bytes[at + 1], bytes[at + 2]))
        at += 1
        continue
      }
      // Most words end with what no match goes through, before there are three letters.
      if at + 1 < end, byte < 0x80, byte != 0x26 {
        let next = bytes[at + 1]
        if next < 0x80, !Haystack.isAlphanumeric(next), !Haystack.mayBeMarkup(next) {
          at += 1
          continue
        }
        if at + 2 < end, Haystack.isAlphanumeric(next), case let last = bytes[at + 2], last < 0x80,
          !Haystack.mayBeMarkup(last)
        {
          at += 1
          continue
        }
      }
      addSlowly(haystack, from: at)
      at += 1
      while at < end, bytes[at] & 0xC0 == 0x80 { at += 1 }
    }
  }

  private func group(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt64 {
    func small(_ byte: UInt8) -> UInt32 { UInt32(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
    return TextSignature.group(small(first), small(second), small(third))
  }

  /// The letters that a match may read from `start` on, until there are three after the first scalar's own.
  private mutating func addSlowly(_ haystack: Haystack, from start: Int) {
    var letters: [UInt32] = []
    var at = start
    let end = haystack.bytes.count
    var wanted = 3
    while at < end, letters.count < wanted {
      let byte = haystack.bytes[at]
      if byte >= 0x80 {
        let (scalar, length) = haystack.scalar(at: at, end)
        let folded = CharacterFolding.all(scalar)
        if folded == 0, letters.isEmpty { return }
        at += length
        if folded == 0 { continue }
        guard folded != 0x20, TextSignature.isLetter(folded) else { break }
        letters.append(folded)
      } else if Haystack.isAlphanumeric(byte) {
        letters.append(CharacterFolding.all(UInt32(byte)))
        at += 1
      } else if byte == 0x26, let entity = haystack.entity(at: at, end) {
        let folded = entity.text.unicodeScalars.map { CharacterFolding.all($0.value) }.filter { $0 != 0 }
        guard folded.allSatisfy(TextSignature.isLetter) else { break }
        if letters.isEmpty { wanted = folded.count + 2 }
        letters += folded
        at += entity.length
      } else if at > start, case let length = haystack.markupLength(at, end), length > 0 {
        at += length
      } else {
        break
      }
    }
    for group in TextSignature.groups(in: letters) { insert(group) }
  }

  @inline(__always)
  private mutating func insert(_ group: UInt64) {
    let bit = TextSignature.bit(of: group) & (bits.count * 64 - 1)
    bits[bit >> 6] |= 1 &<< UInt64(bit & 63)
  }
}

extension Matcher {
  /// Whether topics of a file with this signature may match; where this says no, `mayFindTopics(in:)` does.
  package func mayFindTopics(_ signature: TextSignature, facts: FileFacts = FileFacts()) -> Bool {
    SignatureFilter(self).mayFindTopics(signature, facts: facts)
  }
}

/// Holds one query against the signatures of many files.
package final class SignatureFilter {
  private let matcher: Matcher
  private let evaluator: Evaluator
  /// For each pattern, the groups of letters that one of its forms has at least.
  private var groups: [(pattern: Query.Pattern, forms: [[UInt64]])] = []

  /// A filter for the query of `matcher`.
  package init(_ matcher: Matcher) {
    self.matcher = matcher
    evaluator = Evaluator(matcher.query)
  }

  /// Whether topics of a file with this signature may match.
  package func mayFindTopics(_ signature: TextSignature, facts: FileFacts) -> Bool {
    guard matcher.searchesTopics, let expression = matcher.query.expression else { return false }
    return expression.isPossible { pattern in
      forms(of: pattern).contains { signature.mayHold($0) } || evaluator.isInName(pattern, facts.context)
    }
  }

  private func forms(of pattern: Query.Pattern) -> [[UInt64]] {
    if let known = groups.first(where: { $0.pattern == pattern }) { return known.forms }
    let forms = pattern.groups
    groups.append((pattern, forms))
    return forms
  }
}

extension Query.Pattern {
  /// The groups of letters of each of its forms.
  fileprivate var groups: [[UInt64]] {
    switch self {
    case .word(let word):
      ([word.needle] + word.forms.map(\.needle)).map { TextSignature.groups(in: folded($0)) }
    case .tag(let needle): [TextSignature.groups(in: Array(needle.scalars.dropFirst()))]
    case .regex(let regex): [regex.literals.flatMap(TextSignature.groups(in:))]
    }
  }

  private func folded(_ needle: Needle) -> [UInt32] {
    needle.folding.foldsCase ? needle.scalars : needle.scalars.map { CharacterFolding.all($0) }
  }
}

extension RegularExpression {
  /// Letters that every match has, one after the other, as folded; told only of what is outside groups and classes.
  var literals: [[UInt32]] {
    guard !options.contains("x"), !pattern.contains("|"), !pattern.contains("(?"), !pattern.contains("(*") else {
      return []
    }
    var literals: [[UInt32]] = []
    var run: [UInt32] = []
    var depth = 0
    func end() {
      if run.count > 2 { literals.append(run) }
      run = []
    }
    let scalars = Array(pattern.unicodeScalars)
    var at = 0
    while at < scalars.count {
      let scalar = scalars[at]
      switch scalar {
      case "\\":
        // An escape may say anything: `\Q`, `\x{41}`, `\d`.
        guard at + 1 < scalars.count, !TextSignature.isLetter(scalars[at + 1].value) else { return literals }
        end()
        at += 1
      case "[":
        end()
        // `[]a]` and `[^]a]` have their bracket first.
        at += 1
        if at < scalars.count, scalars[at] == "^" { at += 1 }
        if at < scalars.count, scalars[at] == "]" { at += 1 }
        while at < scalars.count, scalars[at] != "]" { at += scalars[at] == "\\" ? 2 : 1 }
      case "(":
        end()
        depth += 1
      case ")":
        end()
        depth -= 1
      case "*", "?", "{":
        if !run.isEmpty { run.removeLast() }
        end()
        if scalar == "{" { while at < scalars.count, scalars[at] != "}" { at += 1 } }
      case "+": end()
      default:
        let folded = CharacterFolding.all(scalar.value)
        // Without regard to case, the long s and the sign of Kelvin count as letters that they are not folded to.
        let isAmbiguous = options.contains("i") && (folded == 0x73 || folded == 0x6B)
        if depth > 0 || !TextSignature.isLetter(scalar.value) || folded == 0 || !TextSignature.isLetter(folded)
          || isAmbiguous
        {
          end()
        } else {
          run.append(folded)
        }
      }
      at += 1
    }
    end()
    return literals
  }
}
