/// Properties of Logseq and org: `key:: value`, times of tasks, drawers, marked blocks, words for states.
extension LineScanner {
  /// Reads a line of metadata, if `start` begins one.
  ///
  /// - Parameter depth: How many containers are around lines that may be properties, -1 for none.
  mutating func readProperty(_ start: Int, _ end: Int, depth: Int) -> Bool {
    let inside = hasUnmatched ? matched : containers.count
    if depth == inside, isProperty(start, end) {
      dim(start, end)
      return true
    }
    guard let item = containers.last, !item.isQuote, inside == containers.count else { return false }
    if isTime(start, end) {
      dim(start, end)
      return true
    }
    if bytes[start] == 0x3A, let close = drawerEnd(start, end) {
      dim(start, end)
      while nextLine <= close {
        let line = nextLine
        let (end, next) = lineBreak(from: line)
        nextLine = next
        if let first = textInContainers(line, end), first < end { dim(first, end) }
        if next <= line { break }
      }
      return true
    }
    return false
  }

  private mutating func dim(_ start: Int, _ end: Int) {
    readBlockAsLine(start..<bytes.trimmedEnd(end, notBefore: start), .property, .dimmed)
    propertyDepth = containers.count
  }

  /// Whether a line is `key:: value`.
  private func isProperty(_ start: Int, _ end: Int) -> Bool {
    var at = start
    while at < end {
      let byte = bytes[at]
      let isLetter = (byte | 0x20) &- 0x61 < 26 || byte >= 0x80
      guard
        isLetter
          || (at > start && (Bytes.isDigit(byte) || byte == 0x2D || byte == 0x5F || byte == 0x2E || byte == 0x2F))
      else { break }
      at += 1
    }
    return at > start && at + 1 < end && bytes[at] == 0x3A && bytes[at + 1] == 0x3A && bytes.isGap(at + 2)
  }

  /// Whether a line is `SCHEDULED: <…>` or `DEADLINE: <…>`.
  private func isTime(_ start: Int, _ end: Int) -> Bool {
    let length = bytes.starts(start, "SCHEDULED:") ? 10 : bytes.starts(start, "DEADLINE:") ? 9 : 0
    guard length > 0 else { return false }
    let time = bytes.skipBlanks(start + length)
    return time + 1 < end && (bytes[time] == 0x3C || bytes[time] == 0x5B) && Bytes.isDigit(bytes[time + 1])
  }

  /// Returns the end of the line with the `:END:` of `:LOGBOOK:`, `:PROPERTIES:` and the like; nil where no drawer
  /// begins or ends.
  private mutating func drawerEnd(_ start: Int, _ end: Int) -> Int? {
    var at = start + 1
    while at < end, bytes[at] &- 0x41 < 26 || bytes[at] == 0x5F || bytes[at] == 0x2D { at += 1 }
    guard at > start + 1, at < end, bytes[at] == 0x3A, bytes.isBlankLine(at + 1) else { return nil }
    return lineEnd(behind: end) { $0.starts($1, ":END:") && $0.isBlankLine($1 + 5) }
  }

  /// The end of the first line below in the same containers that `isEnd` holds for.
  private mutating func lineEnd(behind start: Int, _ isEnd: (Bytes, Int) -> Bool) -> Int? {
    var line = nextLine
    while line < bytes.count {
      let (end, next) = lineBreak(from: line)
      guard let first = textInContainers(line, end) else { return nil }
      if first < end, isEnd(bytes, first) { return bytes.trimmedEnd(end, notBefore: first) }
      line = next
    }
    doubt(at: start)
    return nil
  }

  /// Takes `#+BEGIN_X` up to `#+END_X` out of the Markdown.
  mutating func readMarkedBlock(_ start: Int, _ end: Int) -> Bool {
    guard bytes.begins(start, "#+begin_") else { return false }
    var at = start + 8
    while at < end, (bytes[at] | 0x20) &- 0x61 < 26 { at += 1 }
    let word = start + 8..<at
    guard !word.isEmpty else { return false }
    let close = lineEnd(behind: end) { bytes, first in
      bytes.begins(first, "#+end_")
        && word.indices.allSatisfy {
          let other = first + 6 + $0 - word.lowerBound
          return other < bytes.count && bytes[other] | 0x20 == bytes[$0] | 0x20
        }
    }
    guard let close else { return false }
    readBlockAsLine(start..<close, .block, .box)
    return true
  }

  /// Hides the word for an item's state at its beginning, and the priority behind it; says where the text begins.
  mutating func readTaskWord(_ position: Position, _ end: Int) -> Position {
    var position = position
    coverTaskBlank(position.at, end)
    coverTaskSign(position.at, end)
    guard let text = behindTaskWord(position.at, end) else { return position }
    patch(position.at..<text, .task, .hidden, cover: Patch.letter)
    position.column += text - position.at
    position.at = text
    return position
  }

  /// Hides the word for a state and the priority at the beginning of the heading that an item begins with.
  mutating func readTaskWordOfHeading(_ start: Int, _ end: Int) {
    guard let item = containers.last, !item.isQuote, lineHolds(item.marker, start),
      let text = behindTaskWord(start, end)
    else { return }
    patch(start..<text, .task, .hidden, cover: Patch.letter)
  }

  /// Returns the start of the text behind a word for a state and a priority at `start`; nil where there is none, and in
  /// quotes, whose items have no state to show.
  private func behindTaskWord(_ start: Int, _ end: Int) -> Int? {
    guard let state = bytes.taskWord(start), case let behind = start + state.length, behind < end,
      Bytes.isBlank(bytes[behind])
    else { return nil }
    for number in 0..<containers.count where containers[number].isQuote { return nil }
    var text = bytes.skipBlanks(behind)
    if text + 4 < end, bytes[text] == 0x5B, bytes[text + 1] == 0x23, bytes[text + 3] == 0x5D,
      Bytes.isBlank(bytes[text + 4])
    {
      text = bytes.skipBlanks(text + 4)
    }
    return text < end ? text : nil
  }
}

extension Bytes {
  /// The length of the word for a task's state at `offset`, and the character that stands for it between brackets.
  func taskWord(_ offset: Int) -> (length: Int, state: UInt8)? {
    guard offset < count else { return nil }
    switch base[offset] {
    case 0x43, 0x44, 0x49, 0x4C, 0x4E, 0x54, 0x57: break
    default: return nil
    }
    for (word, length, state) in Bytes.taskWords where starts(offset, word) && isGap(offset + length) {
      return (length, state)
    }
    return nil
  }

  private static let taskWords: [(StaticString, Int, UInt8)] = [
    ("TODO", 4, 0x20), ("DOING", 5, 0x2F), ("LATER", 5, 0x20), ("NOW", 3, 0x2F), ("WAITING", 7, 0x3E),
    ("DONE", 4, 0x78),
    ("CANCELED", 8, 0x2D), ("CANCELLED", 9, 0x2D), ("IN-PROGRESS", 11, 0x2F), ("WAIT", 4, 0x3E),
  ]

  /// Whether `word` is at `offset`.
  func starts(_ offset: Int, _ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    return offset + length <= count && (0..<length).allSatisfy { base[offset + $0] == word.utf8Start[$0] }
  }
}
