/// A stretch of text around what was found in it, short enough to be listed.
package struct Snippet: Hashable, Sendable {
  /// The text, with `…` where something is left out.
  package var text: String
  /// The occurrences in it, in UTF-8 bytes of `text`.
  package var matches: [Range<Int>]

  /// The sentence around one of `matches`, or as much of it as fits, with `…` where something is left out.
  /// - Parameters:
  ///   - matches: In UTF-8 bytes of `whole`, in order.
  ///   - focus: The one that is in view; nil for the first.
  ///   - columns: How many columns there are, `width` says of each character how many it takes.
  package init(
    of whole: String, matches: [Range<Int>], focus: Range<Int>? = nil, columns: Int, width: (Character) -> Int
  ) {
    let characters = Array(whole)
    var offsets = [0]
    for character in characters { offsets.append(offsets[offsets.count - 1] + character.utf8.count) }
    func index(of offset: Int) -> Int {
      var low = 0
      var high = characters.count
      while low < high {
        let middle = (low + high) / 2
        if offsets[middle] < offset { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let first = (focus ?? matches.first).map {
      index(of: $0.lowerBound)..<max(index(of: $0.upperBound), index(of: $0.lowerBound))
    }
    let shown = (first ?? 0..<0).clamped(to: 0..<characters.count)
    var start = shown.lowerBound
    var end = start
    var used = 0
    let room = max(4, columns) - 2
    while end < characters.count, used + width(characters[end]) <= room, end < shown.upperBound {
      used += width(characters[end])
      end += 1
    }
    // Back to the sentence's beginning, but leaving some room for what follows.
    let before = used + max(0, (room - used) / (first == nil ? 1 : 2))
    while start > 0, used + width(characters[start - 1]) <= before,
      !Snippet.endsSentence(characters, at: start - 1)
    {
      start -= 1
      used += width(characters[start])
    }
    while end < characters.count, used + width(characters[end]) <= room {
      used += width(characters[end])
      end += 1
    }
    while start > 0, end == characters.count, used + width(characters[start - 1]) <= room,
      !Snippet.endsSentence(characters, at: start - 1)
    {
      start -= 1
      used += width(characters[start])
    }
    while start < shown.lowerBound, characters[start].isWhitespace { start += 1 }
    let lead = start > 0 ? "…" : ""
    text = lead + String(characters[start..<end]) + (end < characters.count ? "…" : "")
    let shift = lead.utf8.count - offsets[start]
    self.matches = matches.compactMap { match in
      let part = match.clamped(to: offsets[start]..<offsets[end])
      return part.isEmpty ? nil : part.lowerBound + shift..<part.upperBound + shift
    }
  }

  /// Whether a sentence ends with the space at `index`.
  private static func endsSentence(_ text: [Character], at index: Int) -> Bool {
    guard index > 0, text[index].isWhitespace else { return false }
    return ".!?。！？".contains(text[index - 1])
  }
}
