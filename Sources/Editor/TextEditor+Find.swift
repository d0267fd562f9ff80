extension TextEditor {
  /// The first place at or after `start` where `needle` occurs, or the last one that begins before `start`.
  ///
  /// Letters match regardless of case unless `needle` has a capital. There is no wrapping around the end.
  ///
  /// - Parameter wholeWords: Whether places inside longer words don't count.
  /// - Complexity: O(length of the text).
  package func find(
    _ needle: String, from start: TextOffset, forward: Bool = true, wholeWords: Bool = false
  ) -> Range<TextOffset>? {
    let pattern = SearchPattern(TextBuffer.normalized(needle))
    let start = buffer.alignedUp(start)
    func counts(_ range: Range<TextOffset>) -> Bool { !wholeWords || isWholeWord(range) }
    guard forward else {
      return pattern.matches(in: buffer, within: .zero..<buffer.end).last { $0.lowerBound < start && counts($0) }
    }
    var place = start
    while let found = pattern.firstMatch(in: buffer, within: place..<buffer.end) {
      if counts(found) { return found }
      place = buffer.next(found.lowerBound)
    }
    return nil
  }

  /// Whether a range begins and ends where words do.
  private func isWholeWord(_ range: Range<TextOffset>) -> Bool {
    func isInside(_ before: Character?, _ after: Character?) -> Bool {
      guard let before, let after else { return false }
      let kind = CharacterClass(before)
      return kind.isWord && kind == CharacterClass(after)
    }
    return !isInside(buffer.character(before: range.lowerBound), buffer.character(at: range.lowerBound))
      && !isInside(buffer.character(before: range.upperBound), buffer.character(at: range.upperBound))
  }

  /// The word under `offset`, else the next one on its line, else the characters there that are no blanks, for vim's
  /// `*`.
  func searchWord(at offset: TextOffset) -> (range: Range<TextOffset>, isWord: Bool)? {
    let line = buffer.line(offset)
    func first(_ isWanted: (CharacterClass) -> Bool) -> TextOffset? {
      var place = offset
      while place < line.upperBound, let character = buffer.character(at: place), character != "\n" {
        if isWanted(CharacterClass(character)) { return place }
        place = buffer.next(place)
      }
      return nil
    }
    if let place = first(\.isWord) { return (word(at: place), true) }
    guard let start = first({ !$0.isSpace }) else { return nil }
    var end = start
    while end < line.upperBound, let character = buffer.character(at: end), !CharacterClass(character).isSpace {
      end = buffer.next(end)
    }
    return (start..<end, false)
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
