extension TextEditor {
  /// Moves the cursor and, when `extending`, the end of the selection with it.
  mutating func move(
    _ motion: EditorMotion, count: Int, extending: Bool, goal: Int?, in geometry: EditorGeometry
  ) {
    // Left and right leave a selection at its ends, as everywhere.
    if !extending, count == 1, let selection, motion == .left || motion == .right {
      return setCaret(Caret(cursor: motion == .left ? selection.lowerBound : selection.upperBound, anchor: nil))
    }
    let (target, goal) = target(of: motion, from: cursor, count: count, goal: goal, in: geometry)
    setCaret(Caret(cursor: target, anchor: extending ? caret.anchor ?? cursor : nil))
    goalColumn = goal
  }

  /// Returns the offset to which `motion` leads from `start`, and the column that a further move up or down keeps to.
  func target(
    of motion: EditorMotion, from start: TextOffset, count: Int, goal: Int? = nil, in geometry: EditorGeometry
  ) -> (offset: TextOffset, goal: Int?) {
    var offset = start
    var goal = goal
    if motion == .up || motion == .down {
      let wrapping = Wrapping(buffer: buffer, geometry: geometry)
      goal = goal ?? wrapping.column(of: start, in: wrapping.row(at: start))
    } else {
      goal = nil
    }
    for _ in 0..<max(1, count) {
      let next = step(motion, from: offset, goal: goal, in: geometry)
      if next == offset { break }
      offset = next
    }
    return (offset, goal)
  }

  private func step(
    _ motion: EditorMotion, from offset: TextOffset, goal: Int?, in geometry: EditorGeometry
  ) -> TextOffset {
    let wrapping = Wrapping(buffer: buffer, geometry: geometry)
    switch motion {
    case .left: return buffer.previous(offset)
    case .right: return buffer.next(offset)
    case .wordLeft: return skipRunBack(skipBack(offset) { !$0.isWord }) { $0.isWord }
    case .wordRight: return skipRun(skip(offset) { !$0.isWord }) { $0.isWord }
    case .nextWordStart: return skip(skipRun(offset) { !$0.isSpace }) { $0.isSpace }
    case .nextWordEnd:
      return buffer.previous(skipRun(skip(buffer.next(offset)) { $0.isSpace }) { !$0.isSpace })
    case .blankLeft: return skipBack(skipBack(offset) { $0.isSpace }) { !$0.isSpace }
    case .blankRight: return skip(skip(offset) { $0.isSpace }) { !$0.isSpace }
    case .up: return wrapping.row(above: offset).map { wrapping.offset(at: goal ?? 0, in: $0) } ?? offset
    case .down: return wrapping.row(below: offset).map { wrapping.offset(at: goal ?? 0, in: $0) } ?? offset
    case .rowStart: return wrapping.row(at: offset).range.lowerBound
    case .rowEnd: return wrapping.lastPlace(in: wrapping.row(at: offset))
    case .lineStart: return buffer.lineStart(offset)
    case .lineEnd: return buffer.lineEnd(offset)
    case .lineText: return textStart(of: buffer.line(offset))
    case .paragraphUp: return paragraphStart(before: offset)
    case .paragraphDown: return paragraphEnd(after: offset)
    case .textStart: return .zero
    case .textEnd: return buffer.end
    case .character(let character, let forward, let before):
      return find(character, from: offset, forward: forward, before: before)
    }
  }
}

// MARK: - Words

extension TextEditor {
  /// The first place from `offset` on whose character does not satisfy `condition`.
  private func skip(_ offset: TextOffset, while condition: (CharacterClass) -> Bool) -> TextOffset {
    var offset = offset
    while let character = buffer.character(at: offset), condition(CharacterClass(character)) {
      offset = buffer.next(offset)
    }
    return offset
  }

  /// Passes the run of characters of one class from `offset` on, if that class satisfies `condition`.
  private func skipRun(_ offset: TextOffset, if condition: (CharacterClass) -> Bool) -> TextOffset {
    guard let character = buffer.character(at: offset), condition(CharacterClass(character)) else { return offset }
    let kind = CharacterClass(character)
    return skip(offset) { $0 == kind }
  }

  private func skipBack(_ offset: TextOffset, while condition: (CharacterClass) -> Bool) -> TextOffset {
    var offset = offset
    while let character = buffer.character(before: offset), condition(CharacterClass(character)) {
      offset = buffer.previous(offset)
    }
    return offset
  }

  private func skipRunBack(_ offset: TextOffset, if condition: (CharacterClass) -> Bool) -> TextOffset {
    guard let character = buffer.character(before: offset), condition(CharacterClass(character)) else { return offset }
    let kind = CharacterClass(character)
    return skipBack(offset) { $0 == kind }
  }

  /// The word at `offset` or, between words, the one before it; the run of other characters where there is none.
  func word(at offset: TextOffset) -> Range<TextOffset> {
    let isWordHere = buffer.character(at: offset).map { CharacterClass($0).isWord } ?? false
    let isWordBefore = buffer.character(before: offset).map { CharacterClass($0).isWord } ?? false
    let inside = !isWordHere && isWordBefore ? buffer.previous(offset) : offset
    guard let character = buffer.character(at: inside), character != "\n" else { return offset..<offset }
    let kind = CharacterClass(character)
    return skipBack(inside) { $0 == kind }..<skip(inside) { $0 == kind }
  }

  private func find(_ character: Character, from start: TextOffset, forward: Bool, before: Bool) -> TextOffset {
    let line = buffer.line(start)
    var offset = start
    if forward {
      if before { offset = buffer.next(offset) }
      while offset < line.upperBound {
        offset = buffer.next(offset)
        if buffer.character(at: offset) == character { return before ? buffer.previous(offset) : offset }
      }
    } else {
      if before { offset = buffer.previous(offset) }
      while offset > line.lowerBound {
        offset = buffer.previous(offset)
        if buffer.character(at: offset) == character { return before ? buffer.next(offset) : offset }
      }
    }
    return start
  }
}

// MARK: - Lines, paragraphs, objects

extension TextEditor {
  /// The first place in `line` after its blanks.
  func textStart(of line: Range<TextOffset>) -> TextOffset {
    let blanks = buffer[line].utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return buffer.alignedDown(line.lowerBound + blanks.count)
  }

  private func paragraphStart(before offset: TextOffset) -> TextOffset {
    var seen = false
    var line: Range<TextOffset>? = buffer.lineStart(offset)..<offset
    while let current = line {
      if !buffer.isBlank(current) {
        seen = true
      } else if seen {
        return current.lowerBound
      }
      line = buffer.line(before: current.lowerBound)
    }
    return .zero
  }

  private func paragraphEnd(after offset: TextOffset) -> TextOffset {
    var seen = false
    var line: Range<TextOffset>? = offset..<buffer.lineEnd(offset)
    while let current = line {
      if !buffer.isBlank(current) {
        seen = true
      } else if seen {
        return buffer.lineStart(current.lowerBound)
      }
      line = buffer.line(after: current.upperBound)
    }
    return buffer.end
  }

  /// Returns the range that `object` covers at the cursor; `count` lines or paragraphs where that means something.
  func range(of object: EditorObject, count: Int) -> Range<TextOffset> {
    switch object {
    case .word: return word(at: cursor)
    case .line: return lines(count: count)
    case .wholeLine:
      let lines = lines(count: count)
      if lines.upperBound < buffer.end { return lines.lowerBound..<lines.upperBound + 1 }
      // The last line goes with the break before it.
      return buffer.previous(lines.lowerBound)..<lines.upperBound
    case .paragraph: return paragraph(at: cursor)
    case .all: return .zero..<buffer.end
    }
  }

  private func lines(count: Int) -> Range<TextOffset> {
    let first = buffer.line(cursor)
    var last = first
    for _ in 1..<max(1, count) {
      guard let next = buffer.line(after: last.upperBound) else { break }
      last = next
    }
    return first.lowerBound..<last.upperBound
  }

  /// The lines around `offset` between two blank ones, or the blank line itself.
  func paragraph(at offset: TextOffset) -> Range<TextOffset> {
    var first = buffer.line(offset)
    guard !buffer.isBlank(first) else { return first }
    var last = first
    while let line = buffer.line(before: first.lowerBound), !buffer.isBlank(line) { first = line }
    while let line = buffer.line(after: last.upperBound), !buffer.isBlank(line) { last = line }
    return first.lowerBound..<last.upperBound
  }

  /// The lines that the selection touches, else the cursor's; a selection that ends at a line's start leaves it out.
  var touchedLines: Range<TextOffset> {
    let range = selection ?? cursor..<cursor
    let start = buffer.lineStart(range.lowerBound)
    let end = range.isEmpty || buffer.lineStart(range.upperBound) < range.upperBound
    return start..<buffer.lineEnd(end ? range.upperBound : buffer.previous(range.upperBound))
  }
}
