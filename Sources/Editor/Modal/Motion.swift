/// A motion of normal mode, as one key or two name it.
package enum Motion: Hashable, Sendable {
  /// A character that is looked for on the line.
  package struct Find: Hashable, Sendable {
    var character: Character
    var isForward: Bool
    /// Whether it stops short of the character.
    var isBefore: Bool

    /// A search for `character` towards the end of the line, or backward.
    package init(character: Character, isForward: Bool, isBefore: Bool) {
      self.character = character
      self.isForward = isForward
      self.isBefore = isBefore
    }
  }

  case left, right, up, down, rowUp, rowDown
  case word(isBig: Bool)
  case wordBack(isBig: Bool)
  case wordEnd(isBig: Bool)
  case wordEndBack(isBig: Bool)
  case lineStart, lineText, lineEnd, nextLineText, previousLineText
  case paragraphUp, paragraphDown
  /// A line by its number, where there is a count.
  case firstLine, lastLine
  case find(Find)
  case findAgain(isReversed: Bool)
  case match(isReversed: Bool)
  /// The word under the cursor elsewhere.
  case wordMatch(isForward: Bool)
  /// The bracket that belongs to the one under the cursor, or to the next on the line.
  case bracket
  /// A place that was marked: the line's first character that is no blank, or the very place.
  case mark(Character, isLine: Bool)

  /// Whether `` brings one back to where it was begun.
  var isJump: Bool {
    switch self {
    case .firstLine, .lastLine, .match, .wordMatch, .bracket, .mark, .paragraphUp, .paragraphDown: true
    case .left, .right, .up, .down, .rowUp, .rowDown, .word, .wordBack, .wordEnd, .wordEndBack, .lineStart, .lineText,
      .lineEnd, .nextLineText, .previousLineText, .find, .findAgain:
      false
    }
  }

  /// The part of the way that an operator takes: without its last character, with it, or whole lines.
  enum Extent: Hashable, Sendable { case exclusive, inclusive, lines }

  var extent: Extent {
    switch self {
    case .left, .right, .word, .wordBack, .lineStart, .lineText, .paragraphUp, .paragraphDown, .match, .wordMatch,
      .rowUp, .rowDown:
      .exclusive
    case .find(let find): find.isForward ? .inclusive : .exclusive
    // The direction is resolved when it is carried out.
    case .findAgain: .inclusive
    case .wordEnd, .wordEndBack, .lineEnd, .bracket: .inclusive
    case .up, .down, .nextLineText, .previousLineText, .firstLine, .lastLine: .lines
    case .mark(_, let isLine): isLine ? .lines : .exclusive
    }
  }
}

extension ModalKeys {
  /// Returns the offset to which `motion` leads from the cursor; nil where it leads nowhere.
  ///
  /// - Parameter isOperand: whether an operator takes the way: then the end of the text and of a line may be reached.
  mutating func target(
    of motion: Motion, count: Int?, isOperand: Bool, in editor: TextEditor, geometry: EditorGeometry
  ) -> TextOffset? {
    let buffer = editor.buffer
    let cursor = editor.cursor
    let times = max(1, count ?? 1)
    let words = { (isBig: Bool) in WordSteps(buffer: buffer, isBig: isBig) }
    var goal: Int?
    defer { self.goal = goal }
    switch motion {
    case .left:
      let start = buffer.lineStart(cursor)
      return moved(times, from: cursor) { $0 > start ? buffer.previous($0) : nil }
    case .right:
      let line = buffer.line(cursor)
      let last = isOperand || line.isEmpty ? line.upperBound : buffer.previous(line.upperBound)
      return moved(times, from: cursor) { $0 < last ? buffer.next($0) : nil }
    case .up, .down:
      goal = self.goal ?? buffer[buffer.lineStart(cursor)..<cursor].count
      return lineTarget(motion == .up, times, column: goal ?? 0, from: cursor, in: buffer)
    case .rowUp: return editor.target(of: .up, from: cursor, count: times, in: geometry).offset
    case .rowDown: return editor.target(of: .down, from: cursor, count: times, in: geometry).offset
    case .word(let isBig): return moved(times, from: cursor) { words(isBig).next(after: $0) }
    case .wordBack(let isBig): return moved(times, from: cursor) { words(isBig).start(before: $0) }
    case .wordEnd(let isBig): return moved(times, from: cursor) { words(isBig).end(after: $0) }
    case .wordEndBack(let isBig): return moved(times, from: cursor) { words(isBig).end(before: $0) }
    case .lineStart: return buffer.lineStart(cursor)
    case .lineText: return editor.textStart(of: buffer.line(cursor))
    case .lineEnd:
      goal = .max
      var line = buffer.line(cursor)
      for _ in 1..<times {
        guard let next = buffer.line(after: line.upperBound) else { break }
        line = next
      }
      return line.isEmpty ? line.lowerBound : buffer.previous(line.upperBound)
    case .nextLineText, .previousLineText:
      var line = buffer.line(cursor)
      for _ in 0..<times {
        guard
          let next = motion == .nextLineText
            ? buffer.line(after: line.upperBound) : buffer.line(before: line.lowerBound)
        else { break }
        line = next
      }
      return line.contains(cursor) ? nil : editor.textStart(of: line)
    case .paragraphUp: return moved(times, from: cursor) { blankLine(above: $0, in: buffer) }
    case .paragraphDown: return moved(times, from: cursor) { blankLine(below: $0, in: buffer) }
    case .firstLine: return editor.textStart(of: line(number: count ?? 1, in: buffer))
    case .lastLine: return editor.textStart(of: count.map { line(number: $0, in: buffer) } ?? buffer.line(buffer.end))
    case .find(let find):
      lastFind = find
      return found(find, times, from: cursor, isAgain: false, in: buffer)
    case .findAgain(let isReversed):
      guard var find = lastFind else { return nil }
      if isReversed { find.isForward.toggle() }
      return found(find, times, from: cursor, isAgain: true, in: buffer)
    case .match(let isReversed): return match(times, forward: searchesForward != isReversed, in: editor)
    case .wordMatch(let isForward):
      guard let word = editor.searchWord(at: cursor) else { return nil }
      (pattern, searchesForward) = (String(buffer[word.range]), isForward)
      matchesWholeWords = word.isWord
      return match(times, forward: isForward, from: word.range.lowerBound, in: editor)
    case .bracket: return bracket(from: cursor, in: buffer)
    case .mark(let name, let isLine):
      guard let place = editor.marks[name].map({ buffer.alignedDown($0) }) else { return nil }
      return isLine ? editor.textStart(of: buffer.line(place)) : place
    }
  }

  private func moved(
    _ times: Int, from start: TextOffset, _ step: (TextOffset) -> TextOffset?
  ) -> TextOffset? {
    var place = start
    for _ in 0..<times {
      guard let next = step(place), next != place else { break }
      place = next
    }
    return place == start ? nil : place
  }
}

extension ModalKeys {
  /// The line `number` of the text, from 1; the last where there are fewer.
  private func line(number: Int, in buffer: TextBuffer) -> Range<TextOffset> {
    var line = buffer.line(.zero)
    for _ in 1..<max(1, number) {
      guard let next = buffer.line(after: line.upperBound) else { break }
      line = next
    }
    return line
  }

  private func lineTarget(
    _ isUp: Bool, _ times: Int, column: Int, from cursor: TextOffset, in buffer: TextBuffer
  ) -> TextOffset? {
    var line = buffer.line(cursor)
    var moved = 0
    while moved < times, let next = isUp ? buffer.line(before: line.lowerBound) : buffer.line(after: line.upperBound) {
      line = next
      moved += 1
    }
    guard moved > 0 else { return nil }
    var place = line.lowerBound
    let last = line.isEmpty ? line.upperBound : buffer.previous(line.upperBound)
    var left = column
    while place < last, left > 0 {
      place = buffer.next(place)
      left -= 1
    }
    return place
  }

  /// The blank line before the paragraph that `place` is in or behind; the start of the text where there is none.
  private func blankLine(above place: TextOffset, in buffer: TextBuffer) -> TextOffset {
    var line = buffer.line(place)
    var isInside = !buffer.isBlank(line)
    while let above = buffer.line(before: line.lowerBound) {
      line = above
      let isBlank = buffer.isBlank(line)
      if isBlank, isInside { return line.lowerBound }
      isInside = isInside || !isBlank
    }
    return .zero
  }

  /// The blank line after the paragraph that `place` is in or before; the end of the text where there is none.
  private func blankLine(below place: TextOffset, in buffer: TextBuffer) -> TextOffset {
    var line = buffer.line(place)
    var isInside = !buffer.isBlank(line)
    while let below = buffer.line(after: line.upperBound) {
      line = below
      let isBlank = buffer.isBlank(line)
      if isBlank, isInside { return line.lowerBound }
      isInside = isInside || !isBlank
    }
    return buffer.end
  }

  private func found(
    _ find: Motion.Find, _ times: Int, from cursor: TextOffset, isAgain: Bool, in buffer: TextBuffer
  ) -> TextOffset? {
    let line = buffer.line(cursor)
    var place = cursor
    var left = times
    var isFirst = isAgain && find.isBefore
    while left > 0 {
      if find.isForward {
        guard place < line.upperBound else { return nil }
        place = buffer.next(place)
        guard place < line.upperBound else { return nil }
      } else {
        guard place > line.lowerBound else { return nil }
        place = buffer.previous(place)
      }
      guard buffer.character(at: place) == find.character else {
        isFirst = false
        continue
      }
      // Before the very next one it is already.
      if isFirst, times == 1 {
        isFirst = false
        continue
      }
      left -= 1
    }
    if find.isBefore { place = find.isForward ? buffer.previous(place) : buffer.next(place) }
    // Short of the very next character it stays, and an operator takes the one that it is on.
    return place == cursor && !find.isForward ? nil : place
  }

  func match(
    _ times: Int, forward: Bool, from start: TextOffset? = nil, in editor: TextEditor
  ) -> TextOffset? {
    guard !pattern.isEmpty else { return nil }
    func find(from place: TextOffset, forward: Bool) -> Range<TextOffset>? {
      editor.find(pattern, from: place, forward: forward, wholeWords: matchesWholeWords)
    }
    var place = start ?? editor.cursor
    var rounds: [TextOffset] = []
    for _ in 0..<times {
      let found =
        forward
        ? find(from: editor.buffer.next(place), forward: true) ?? find(from: .zero, forward: true)
        : find(from: place, forward: false) ?? find(from: editor.buffer.end, forward: false)
      guard let found else { return nil }
      place = found.lowerBound
      // Round the text and at the same place again: what is left of the count goes round as often as it will.
      rounds.append(place)
      if place == rounds[0], rounds.count > 1 {
        let left = (times - 1) % (rounds.count - 1)
        place = rounds[left]
        break
      }
    }
    return place == editor.cursor ? nil : place
  }

  private static let closing: [Character: Character] = ["(": ")", "[": "]", "{": "}"]
  private static let opening: [Character: Character] = [")": "(", "]": "[", "}": "{"]

  private func bracket(from cursor: TextOffset, in buffer: TextBuffer) -> TextOffset? {
    var place = cursor
    let end = buffer.lineEnd(cursor)
    while place < end, let character = buffer.character(at: place) {
      if let other = ModalKeys.closing[character] {
        return Brackets(buffer: buffer, open: character, close: other).close(from: buffer.next(place))
      }
      if let other = ModalKeys.opening[character] {
        return Brackets(buffer: buffer, open: other, close: character).open(before: place)
      }
      place = buffer.next(place)
    }
    return nil
  }
}

/// The other end of a pair of brackets.
struct Brackets {
  let buffer: TextBuffer
  let open: Character
  let close: Character

  /// The bracket that closes what is open at `start`.
  func close(from start: TextOffset) -> TextOffset? {
    var depth = 0
    var place = start
    while let character = buffer.character(at: place) {
      if character == close {
        if depth == 0 { return place }
        depth -= 1
      } else if character == open {
        depth += 1
      }
      place = buffer.next(place)
    }
    return nil
  }

  /// The bracket that is open before `start`.
  func open(before start: TextOffset) -> TextOffset? {
    var depth = 0
    var place = start
    while place > .zero {
      place = buffer.previous(place)
      let character = buffer.character(at: place)
      if character == open {
        if depth == 0 { return place }
        depth -= 1
      } else if character == close {
        depth += 1
      }
    }
    return nil
  }
}

/// Vim's words: runs of one class of characters; the big ones are runs of anything but white space. An empty line is
/// one.
struct WordSteps {
  let buffer: TextBuffer
  let isBig: Bool

  /// Nil for white space.
  private func kind(_ character: Character?) -> CharacterClass? {
    guard let character else { return nil }
    let kind = CharacterClass(character)
    return kind.isSpace ? nil : isBig ? .word : kind
  }

  private func isEmptyLine(_ place: TextOffset) -> Bool {
    buffer.character(at: place) == "\n" && (place == .zero || buffer.character(before: place) == "\n")
  }

  /// The start of the next word; the end of the text where there is none.
  func next(after start: TextOffset) -> TextOffset {
    var place = start
    if let run = kind(buffer.character(at: place)) {
      while kind(buffer.character(at: place)) == run { place = buffer.next(place) }
    } else if isEmptyLine(place) {
      place = buffer.next(place)
    }
    while place < buffer.end, kind(buffer.character(at: place)) == nil, !isEmptyLine(place) || place == start {
      place = buffer.next(place)
    }
    return place
  }

  /// The last character of the word after `start`, or of the one it is in.
  func end(after start: TextOffset) -> TextOffset? {
    var place = buffer.next(start)
    while place < buffer.end, kind(buffer.character(at: place)) == nil { place = buffer.next(place) }
    guard let run = kind(buffer.character(at: place)) else { return nil }
    while case let next = buffer.next(place), next < buffer.end, kind(buffer.character(at: next)) == run {
      place = next
    }
    return place
  }

  /// The start of the word before `start`, or of the one it is in.
  func start(before start: TextOffset) -> TextOffset? {
    guard start > .zero else { return nil }
    var place = buffer.previous(start)
    while place > .zero, kind(buffer.character(at: place)) == nil, !isEmptyLine(place) {
      place = buffer.previous(place)
    }
    guard let run = kind(buffer.character(at: place)) else { return place }
    while place > .zero, kind(buffer.character(before: place)) == run { place = buffer.previous(place) }
    return place
  }

  /// The last character of the word before the one that `start` is in.
  func end(before start: TextOffset) -> TextOffset? {
    guard start > .zero else { return nil }
    var place = start
    if let run = kind(buffer.character(at: place)) {
      while place > .zero, kind(buffer.character(at: place)) == run { place = buffer.previous(place) }
      if place == .zero, kind(buffer.character(at: place)) == run { return place }
    } else {
      place = buffer.previous(place)
    }
    while place > .zero, kind(buffer.character(at: place)) == nil, !isEmptyLine(place) {
      place = buffer.previous(place)
    }
    return place
  }
}
