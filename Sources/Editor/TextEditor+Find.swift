extension TextEditor {
  /// The first place at or after `start` where `needle` occurs, or the last one that begins before `start`.
  ///
  /// Letters match regardless of case unless `needle` has a capital. There is no wrapping around the end.
  /// - Complexity: O(length of the text).
  package func find(_ needle: String, from start: TextOffset, forward: Bool = true) -> Range<TextOffset>? {
    let pattern = SearchPattern(TextBuffer.normalized(needle))
    let start = buffer.alignedUp(start)
    return forward
      ? pattern.firstMatch(in: buffer, within: start..<buffer.end)
      : pattern.matches(in: buffer, within: .zero..<buffer.end).last { $0.lowerBound < start }
  }

  /// Every place where `needle` occurs in `range`, none overlapping another.
  package func matches(of needle: String, in range: Range<TextOffset>) -> [Range<TextOffset>] {
    let range = buffer.alignedDown(range.lowerBound)..<buffer.alignedUp(range.upperBound)
    return SearchPattern(TextBuffer.normalized(needle)).matches(in: buffer, within: range)
  }

  mutating func moveToOccurrence(of needle: String, forward: Bool, count: Int) {
    var place = cursor
    for _ in 0..<max(1, count) {
      let found =
        forward
        ? find(needle, from: buffer.next(place)) ?? find(needle, from: .zero)
        : find(needle, from: place, forward: false) ?? find(needle, from: buffer.end, forward: false)
      guard let found else { return }
      place = found.lowerBound
    }
    setCaret(Caret(cursor: place, anchor: isMarking ? caret.anchor : nil), keepingMark: true)
  }
}

/// A text to look for, by grapheme cluster.
private struct SearchPattern {
  private var characters: [Character]
  private var folds: Bool

  init(_ needle: String) {
    folds = !needle.contains { $0.isUppercase }
    characters = Array(needle)
  }

  func matches(in buffer: TextBuffer, within range: Range<TextOffset>) -> [Range<TextOffset>] {
    var found: [Range<TextOffset>] = []
    var start = range.lowerBound
    while let match = firstMatch(in: buffer, within: start..<range.upperBound) {
      found.append(match)
      start = match.upperBound
    }
    return found
  }

  func firstMatch(in buffer: TextBuffer, within range: Range<TextOffset>) -> Range<TextOffset>? {
    guard !characters.isEmpty else { return nil }
    let text = buffer[range]
    let bytes = firstBytes
    var place = text.startIndex
    while place < text.endIndex {
      if let bytes {
        // Nothing else than these bytes can begin a match.
        guard let next = text.utf8[place...].firstIndex(where: bytes.contains) else { return nil }
        place = next
        if String.Index(place, within: text) == nil {
          place = text.utf8.index(after: place)
          continue
        }
      }
      if let end = matchEnd(in: text, from: place) {
        let start = range.lowerBound + text.utf8.distance(from: text.startIndex, to: place)
        return Range(at: start, bytes: text.utf8.distance(from: place, to: end))
      }
      place = text.index(after: place)
    }
    return nil
  }

  /// The bytes that a match can begin with, where the first character is ASCII.
  private var firstBytes: [UInt8]? {
    guard let first = characters.first?.asciiValue else { return nil }
    let isLetter = folds && (0x61...0x7A).contains(first)
    return isLetter ? [first, first - 0x20] : [first]
  }

  private func matchEnd(in text: Substring, from start: Substring.Index) -> Substring.Index? {
    var place = start
    for character in characters {
      guard place < text.endIndex, matches(text[place], character) else { return nil }
      place = text.index(after: place)
    }
    return place
  }

  private func matches(_ a: Character, _ b: Character) -> Bool {
    if a == b { return true }
    guard folds else { return false }
    if a.isASCII, b.isASCII { return a.lowercased() == b.lowercased() }
    return a.isCased && a.lowercased() == b.lowercased()
  }
}
