/// The ends of titles, also where patches begin, end or are in them.
extension TopicBuilder {
  /// Takes the line at `offset` for the title of `borrowedTitle`, unless it begins an item of its own.
  mutating func borrowTitle(at offset: Int) {
    if beginsDoubledItem(at: offset) { return }
    records[borrowedTitle].titleStart = UInt32(offset)
    records[borrowedTitle].titleEnd = UInt32(bytes.trimmedEnd(bytes.lineEnd(offset), notBefore: offset))
    records[borrowedTitle].flags.insert(.hasTitle)
    borrowedTitle = -1
  }

  /// Ends the title of `unendedTitle`: at a blank line, or where the next block begins, at `next`.
  mutating func endTitle(before next: Int) {
    let start = Int(records[unendedTitle].titleStart)
    var end = bytes.lineEnd(cursor)
    while end < next {
      let line = bytes.nextLine(end)
      let first = bytes.skipBlanks(line)
      if first >= next || bytes.isBlankLine(first) { break }
      let lineEnd = bytes.lineEnd(first, before: next)
      if lineEnd >= next { break }
      end = lineEnd
    }
    records[unendedTitle].titleEnd = UInt32(bytes.trimmedEnd(min(end, max(next, start)), notBefore: start))
    unendedTitle = -1
  }

  /// Leaves what is no part of a title out of it at both ends, and finds the states of tasks by their words.
  /// - Complexity: O(patches log topics)
  mutating func cutTitles() {
    var number = 0
    while number < patches.all.count {
      let patch = patches.all[number]
      number += 1
      guard let topic = topic(before: patch.offset), topic > 0 else { continue }
      let start = Int(records[topic].titleStart)
      let end = Int(records[topic].titleEnd)
      let range = patch.range
      if range.upperBound <= start || range.lowerBound > end { continue }
      if range.lowerBound <= start { beginTitle(topic, behind: patch) } else { endTitle(topic, at: patch) }
    }
  }

  /// The last topic whose marker is not behind `offset`.
  private func topic(before offset: UInt32) -> Int? {
    var (low, high) = (0, records.count)
    while low < high {
      let middle = (low + high) / 2
      if records[middle].marker <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  /// A patch is where a title begins.
  private mutating func beginTitle(_ topic: Int, behind patch: Patch) {
    let range = patch.range
    switch patch.effect {
    case .verbatim, .math, .definition: return
    case .mathBlock:
      records[topic].titleEnd = UInt32(range.upperBound)
      return
    case .box:
      records[topic].titleEnd = UInt32(source.trimmedEnd(source.lineEnd(range.lowerBound), notBefore: range.lowerBound))
      return
    case .hidden, .blank, .dimmed, .dimmedTail, .dimmedBlock: break
    }
    if patch.rule == .task, records[topic].isItem, records[topic].task == 0 {
      records[topic].task = source.taskWord(range.lowerBound)?.state ?? 0
    }
    let end = Int(records[topic].titleEnd)
    var start = range.upperBound
    while start < end, Bytes.isSpace(source[start]) { start += 1 }
    if patch.rule == .nesting, records[topic].task == 0, start + 3 < end, source[start] == 0x5B,
      source[start + 2] == 0x5D, Bytes.isBlank(source[start + 3])
    {
      // Covered letters hide a task from md4c.
      switch source[start + 1] {
      case 0x20, 0x58, 0x78:
        records[topic].task = source[start + 1]
        start = source.skipBlanks(start + 3)
      default: break
      }
    }
    records[topic].titleStart = UInt32(start)
    records[topic].titleEnd = UInt32(max(start, end))
  }

  /// A patch is in a title, behind its beginning.
  private mutating func endTitle(_ topic: Int, at patch: Patch) {
    let start = Int(records[topic].titleStart)
    guard
      patch.endsTitle || patch.rule == .definition
        || (patch.effect == .hidden && patch.range.upperBound >= Int(records[topic].titleEnd))
    else {
      return
    }
    records[topic].titleEnd = UInt32(source.trimmedEnd(patch.range.lowerBound, notBefore: start))
  }
}
