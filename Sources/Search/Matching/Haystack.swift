/// UTF-8 bytes that needles are looked for in; invalid bytes match nothing.
///
/// The pointer is only ever read inside the call that made it, between 0 and `count`.
struct Haystack {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Whether it is Markdown, whose markup a match may go through.
  var isMarkdown = true

  /// An occurrence of a needle, in bytes of the haystack.
  struct Match: Hashable {
    var range: Range<Int>
    /// Whether markup is inside, so that only the rendered text can tell whether a reader sees it in one piece.
    var isThroughMarkup = false
  }

  /// The first occurrence of `needle` that begins in `range` and ends in it.
  /// - Complexity: O(length of `range`) save for needles that repeat themselves.
  func first(_ needle: Needle, in range: Range<Int>) -> Match? {
    if range.count >= Haystack.leastFiltered {
      return first(in: range, StartFilter([needle])) { match(needle, at: $0, limit: range.upperBound) }
    }
    return needle.firstBytes.withUnsafeBufferPointer { starts in
      var at = range.lowerBound
      while at < range.upperBound {
        if starts[Int(bytes[at])], let match = match(needle, at: at, limit: range.upperBound) { return match }
        at += 1
      }
      return nil
    }
  }

  /// In shorter texts a filter is not worth its making.
  private static let leastFiltered = 256

  /// The first place of `range` at which there is a match, among those where `filter` stops.
  @inline(__always)
  func first(in range: Range<Int>, _ filter: StartFilter, _ match: (Int) -> Match?) -> Match? {
    var at = range.lowerBound
    while true {
      at = filter.next(in: bytes, at..<range.upperBound)
      guard at < range.upperBound else { return nil }
      if let match = match(at) { return match }
      at += 1
    }
  }

  /// The occurrence of `needle` that begins at `start`, combining marks that follow included.
  @inline(__always)
  func match(_ needle: Needle, at start: Int, limit: Int) -> Match? {
    // Most places fall out at the second letter.
    let second = start + 1
    if needle.scalars.count > 1, second < limit, bytes[start] < 0x80, bytes[start] != 0x26 {
      let byte = bytes[second]
      let wanted = needle.scalars[1]
      if byte < 0x80, wanted != 0x20, needle.folding(UInt32(byte)) != wanted, !Haystack.mayBeMarkup(byte) {
        return nil
      }
    }
    return fullMatch(needle, at: start, limit: limit)
  }

  private func fullMatch(_ needle: Needle, at start: Int, limit: Int) -> Match? {
    var isThroughMarkup = false
    if isMarkdown, let end = end(of: needle, from: start, limit: limit, &isThroughMarkup, seesMarkup: false) {
      return Match(range: start..<end, isThroughMarkup: isThroughMarkup)
    }
    guard !isMarkdown || isThroughMarkup else { return nil }
    return end(of: needle, from: start, limit: limit, &isThroughMarkup, seesMarkup: true)
      .map { Match(range: start..<$0) }
  }

  /// Returns the end of `needle` if it occurs at `start`; otherwise nil.
  /// - Parameter seesMarkup: Whether markup counts as the characters that it is made of.
  private func end(
    of needle: Needle, from start: Int, limit: Int, _ isThroughMarkup: inout Bool, seesMarkup: Bool
  ) -> Int? {
    let folding = needle.folding
    var at = start
    var position = 0
    while position < needle.scalars.count {
      let wanted = needle.scalars[position]
      if wanted == 0x20, position > 0 {
        guard let next = afterGap(at, limit, &isThroughMarkup, seesMarkup: seesMarkup) else { return nil }
        at = next
        position += 1
        continue
      }
      guard at < limit else { return nil }
      let byte = bytes[at]
      if byte < 0x80 {
        if byte == 0x26, !seesMarkup, let entity = entity(at: at, limit) {
          isThroughMarkup = true
          for scalar in entity.text.unicodeScalars {
            let value = folding(scalar.value)
            if value == 0 { continue }
            guard position < needle.scalars.count, needle.scalars[position] == value else { return nil }
            position += 1
          }
          at += entity.length
          continue
        }
        if folding(UInt32(byte)) != wanted {
          guard !seesMarkup, at > start, case let length = markupLength(at, limit), length > 0 else { return nil }
          // A backslash is all that may be left out without a look at the rendered text.
          if byte != 0x5C { isThroughMarkup = true }
          at += length
          continue
        }
        at += 1
      } else {
        let (scalar, length) = scalar(at: at, limit)
        let folded = folding(scalar)
        if folded == 0, position > 0 {
          at += length
          continue
        }
        guard folded == wanted else { return nil }
        at += length
      }
      position += 1
    }
    while at < limit, bytes[at] >= 0xCC {
      let (scalar, length) = scalar(at: at, limit)
      guard (0x300...0x36F).contains(scalar) else { break }
      at += length
    }
    return at
  }

  /// Past the white space and the markup between two words; nil where there is no white space.
  private func afterGap(_ start: Int, _ limit: Int, _ isThroughMarkup: inout Bool, seesMarkup: Bool) -> Int? {
    var at = start
    var hasSpace = false
    while at < limit {
      let byte = bytes[at]
      if Haystack.isSpace(byte) {
        hasSpace = true
        at += 1
      } else if byte >= 0x80 {
        let (scalar, length) = scalar(at: at, limit)
        guard CharacterFolding.all(scalar) == 0x20 else { break }
        hasSpace = true
        at += length
      } else if byte == 0x3E, hasSpace, !seesMarkup {
        at += 1
      } else if byte != 0x5C, !seesMarkup, case let length = markupLength(at, limit), length > 0 {
        if isBreak(at, length) { hasSpace = true }
        if !Haystack.isEmphasis(byte) { isThroughMarkup = true }
        at += length
      } else {
        break
      }
    }
    return hasSpace ? at : nil
  }

  private func isBreak(_ at: Int, _ length: Int) -> Bool {
    length >= 4 && bytes[at] == 0x3C && bytes[at + 1] | 0x20 == 0x62 && bytes[at + 2] | 0x20 == 0x72
  }
}
