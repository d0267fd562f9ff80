// MARK: - Inserting and deleting

extension TextEditor {
  /// Inserts `text` in place of the selection; one character at a time is typing, anything else a step of its own.
  mutating func insert(_ text: String, count: Int = 1) {
    let text = TextBuffer.normalized(text)
    guard let first = text.first else { return }
    let isTyping = first != "\n" && text.dropFirst().isEmpty
    let range = selection ?? cursor..<cursor
    replace(range, with: String(repeating: text, count: max(1, count)), kind: isTyping ? .typing : .other)
  }

  /// Deletes the selection, else what `motion` passes over.
  mutating func erase(_ motion: EditorMotion, count: Int, in geometry: EditorGeometry) {
    if let selection { return replace(selection, with: "") }
    let range = span(of: motion, count: count, in: geometry)
    let kind: EditKind =
      switch motion {
      case .left: .erasingBackward
      case .right: .erasingForward
      default: .other
      }
    replace(range, with: "", kind: kind)
  }

  /// Returns the range that `motion` passes over from the cursor. A motion to the end of the line that has nothing to
  /// pass takes the line break, as in readline and nano.
  private func span(of motion: EditorMotion, count: Int, in geometry: EditorGeometry) -> Range<TextOffset> {
    var target = target(of: motion, from: cursor, count: count, in: geometry).offset
    if motion == .lineEnd, target == cursor { target = buffer.next(target) }
    return min(target, cursor)..<max(target, cursor)
  }
}

// MARK: - Killing and yanking

extension TextEditor {
  mutating func kill(_ motion: EditorMotion, count: Int, joining: Bool, in geometry: EditorGeometry) {
    if let selection { return kill(selection) }
    let range = span(of: motion, count: count, in: geometry)
    guard !range.isEmpty else {
      if joining { last = .kill }
      return
    }
    if joining {
      killRing.extend(String(buffer[range]), after: range.lowerBound == cursor)
    } else {
      killRing.add(String(buffer[range]))
    }
    replace(range, with: "")
    last = .kill
  }

  mutating func kill(_ range: Range<TextOffset>) {
    copy(range)
    replace(range, with: "")
    last = .kill
  }

  mutating func copy(_ range: Range<TextOffset>) {
    killRing.add(String(buffer[range]))
  }

  mutating func yank(count: Int) {
    guard let killed = killRing.entry(age: 0) else { return }
    let text = String(repeating: killed, count: max(1, count))
    let range = selection ?? cursor..<cursor
    replace(range, with: text)
    last = .yank(Range(at: range.lowerBound, bytes: text.utf8.count), age: 0)
  }

  /// Puts an older kill in the place of the one just yanked.
  mutating func yankPop(_ range: Range<TextOffset>, age: Int) {
    guard let killed = killRing.entry(age: age) else { return }
    replace(range, with: killed)
    last = .yank(Range(at: range.lowerBound, bytes: killed.utf8.count), age: age)
  }
}

// MARK: - Small rearrangements

extension TextEditor {
  /// Swaps the characters on both sides of the cursor, at the end of a line the two before it, and steps over them.
  mutating func transposeCharacters() {
    let line = buffer.line(cursor)
    let middle = cursor == line.upperBound ? buffer.previous(cursor) : cursor
    guard middle > line.lowerBound, middle < line.upperBound else { return }
    swap(buffer.previous(middle)..<middle, middle..<buffer.next(middle))
  }

  /// Swaps the word before the cursor with the one after it, and steps over both.
  mutating func transposeWords() {
    let geometry = EditorGeometry(columns: 80)
    func go(_ motion: EditorMotion, from offset: TextOffset) -> TextOffset {
      target(of: motion, from: offset, count: 1, in: geometry).offset
    }
    // After the last word, the last two are swapped.
    var end = go(.wordRight, from: cursor)
    if end == buffer.end, !(buffer.character(before: end).map { CharacterClass($0).isWord } ?? false) || end == cursor {
      end = go(.wordRight, from: go(.wordLeft, from: end))
    }
    let second = go(.wordLeft, from: end)..<end
    let start = go(.wordLeft, from: second.lowerBound)
    let first = start..<go(.wordRight, from: start)
    guard start < second.lowerBound, first.upperBound <= second.lowerBound else { return }
    swap(first, second)
  }

  private mutating func swap(_ first: Range<TextOffset>, _ second: Range<TextOffset>) {
    let between = buffer[first.upperBound..<second.lowerBound]
    replace(first.lowerBound..<second.upperBound, with: String(buffer[second]) + between + buffer[first])
  }

  /// Changes the letters of the selection, which stays, or those that `motion` passes over.
  mutating func changeCase(_ letters: LetterCase, _ motion: EditorMotion, count: Int, in geometry: EditorGeometry) {
    let range = selection ?? span(of: motion, count: count, in: geometry)
    let text = String(buffer[range])
    let changed =
      switch letters {
      case .upper: text.uppercased()
      case .lower: text.lowercased()
      case .capitalized: TextEditor.capitalized(text)
      }
    let end = range.lowerBound + changed.utf8.count
    let after = selection == nil ? Caret(cursor: end, anchor: nil) : Caret(cursor: end, anchor: range.lowerBound)
    guard changed.utf8.elementsEqual(text.utf8) == false else { return setCaret(after) }
    replace(range, with: changed, caret: after)
  }

  private static func capitalized(_ text: String) -> String {
    var result = ""
    var inWord = false
    for character in text {
      let isWord = CharacterClass(character).isWord
      result += !isWord ? String(character) : inWord ? character.lowercased() : character.uppercased()
      inWord = isWord
    }
    return result
  }

  /// Swaps the lines of the selection with the line above or below; the selection goes along.
  mutating func moveLines(up: Bool) {
    let lines = touchedLines
    let neighbour = up ? buffer.line(before: lines.lowerBound) : buffer.line(after: lines.upperBound)
    guard let neighbour else { return }
    let moved = String(buffer[lines])
    let passed = String(buffer[neighbour])
    let shift = up ? -passed.utf8.count - 1 : passed.utf8.count + 1
    let whole = min(lines.lowerBound, neighbour.lowerBound)..<max(lines.upperBound, neighbour.upperBound)
    replace(
      whole, with: up ? moved + "\n" + passed : passed + "\n" + moved,
      caret: Caret(cursor: cursor + shift, anchor: caret.anchor.map { $0 + shift }))
  }

  /// Joins the lines of the selection, or this one with the next, with a blank between them where words would meet.
  mutating func joinLines(count: Int) {
    var lines = touchedLines
    for _ in 0..<max(1, count - 1) where !buffer[lines].utf8.contains(UInt8(ascii: "\n")) || count > 2 {
      guard let next = buffer.line(after: lines.upperBound) else { break }
      lines = lines.lowerBound..<next.upperBound
    }
    let parts = buffer[lines].split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count > 1 else { return }
    var joined = String(first)
    var seam = 0
    for part in parts.dropFirst() {
      while joined.last == " " || joined.last == "\t" { joined.removeLast() }
      let rest = part.drop { $0 == " " || $0 == "\t" }
      seam = joined.utf8.count
      if !joined.isEmpty, !rest.isEmpty { joined += " " }
      joined += rest
    }
    replace(lines, with: joined, caret: Caret(cursor: lines.lowerBound + seam, anchor: nil))
  }
}
