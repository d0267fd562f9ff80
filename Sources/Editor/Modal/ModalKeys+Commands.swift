extension ModalKeys {
  /// Carries out a whole command.
  mutating func run(
    _ command: ModalCommand, on editor: inout TextEditor, in geometry: EditorGeometry
  ) -> Outcome {
    let count = command.count
    let times = max(1, count ?? 1)
    if case .move = command.verb {} else { goal = nil }
    switch command.verb {
    case .move(let motion):
      let place = target(of: motion, count: count, isOperand: mode != .normal, in: editor, geometry: geometry)
      guard let place else { return fail() }
      if motion.isJump { editor.marks["'"] = editor.cursor }
      let keptGoal = goal
      editor.place(place)
      goal = keptGoal
    case .apply(let change, let motion):
      guard let operand = operand(of: change, motion, count, in: editor, geometry) else { return fail() }
      return apply(
        change, to: operand.range, isLines: operand.isLines, into: command.register, on: &editor, in: geometry)
    case .applyToLines(let change):
      let lines = lines(times, in: editor)
      return apply(change, to: lines, isLines: true, into: command.register, on: &editor, in: geometry)
    case .applyToObject(let change, let object):
      guard let range = object.range(at: editor.cursor, count: times, in: editor.buffer) else { return fail() }
      return apply(change, to: range, isLines: object.isLines, into: command.register, on: &editor, in: geometry)
    case .applyToSelection(let change):
      let range = selection(in: editor)
      let isLines = mode == .visualLine || change == .indent || change == .outdent
      mode = .normal
      return apply(change, to: range, isLines: isLines, into: command.register, on: &editor, in: geometry)
    case .selectObject(let object): select(object, times, in: &editor)
    case .insert(let insertion): begin(insertion, times, in: &editor)
    case .put(let after): put(from: command.register, after: after, times, in: &editor)
    case .substituteSelection: substituteSelection(from: command.register, times, in: &editor)
    case .replace(let character): replace(with: character, times, in: &editor)
    case .swapCase: swapCase(times, in: &editor)
    case .join: join(times, in: &editor, geometry)
    case .undo: travel(.undo, times, in: &editor, geometry)
    case .redo: travel(.redo, times, in: &editor, geometry)
    case .repeatChange: repeatChange(count, on: &editor, in: geometry)
    case .visual: toggle(.visual, in: &editor)
    case .visualLine: toggle(.visualLine, in: &editor)
    case .swapEnds:
      let cursor = editor.cursor
      editor.place(anchor)
      anchor = cursor
    case .prompt(let sign): return .prompt(sign)
    case .setMark(let name): editor.marks[name] = editor.cursor
    case .record(let name): (recordingName, macro) = (name, [])
    case .endRecording:
      if let recordingName { memory.registers.remember(Array(macro.dropLast()), as: recordingName) }
      recordingName = nil
    case .play(let name): return play(name, times, on: &editor, in: geometry)
    case .saveAndLeave: return .saveAndLeave
    case .leave: return .leave
    }
    return .done
  }

  /// Says to a macro that it goes no further.
  mutating func fail() -> Outcome {
    hasFailed = true
    return .done
  }

  // MARK: What an operator is about

  private mutating func operand(
    of change: ModalCommand.Operator, _ motion: Motion, _ count: Int?, in editor: TextEditor, _ geometry: EditorGeometry
  ) -> (range: Range<TextOffset>, isLines: Bool)? {
    let buffer = editor.buffer
    let cursor = editor.cursor
    if case .word(let isBig) = motion, change == .change,
      let end = wordEnd(from: cursor, max(1, count ?? 1), isBig, in: buffer)
    {
      return (cursor..<end, false)
    }
    if motion == .lineEnd {
      var line = buffer.line(cursor)
      for _ in 1..<max(1, count ?? 1) {
        guard let next = buffer.line(after: line.upperBound) else { break }
        line = next
      }
      return (cursor..<line.upperBound, false)
    }
    guard let target = target(of: motion, count: count, isOperand: true, in: editor, geometry: geometry) else {
      return nil
    }
    let range = min(cursor, target)..<max(cursor, target)
    var extent = motion.extent
    if case .findAgain = motion, target < cursor { extent = .exclusive }
    switch extent {
    case .lines: return (buffer.lineStart(range.lowerBound)..<buffer.lineEnd(range.upperBound), true)
    case .inclusive: return (range.lowerBound..<buffer.next(range.upperBound), false)
    case .exclusive: break
    }
    if case .word = motion { return (range.lowerBound..<withoutBlankLines(range, in: buffer), false) }
    // What ends at the start of a line ends with the one before it, and is lines where it begins with one.
    guard range.upperBound == buffer.lineStart(range.upperBound), buffer.lineEnd(range.lowerBound) < range.upperBound
    else { return (range, false) }
    let shortened = range.lowerBound..<range.upperBound + -1
    let isLines = range.lowerBound <= editor.textStart(of: buffer.line(range.lowerBound))
    return isLines
      ? (buffer.lineStart(shortened.lowerBound)..<shortened.upperBound, true) : (shortened, false)
  }

  /// The end of the word at `cursor`, and of those after it; nil on white space.
  private func wordEnd(
    from cursor: TextOffset, _ times: Int, _ isBig: Bool, in buffer: TextBuffer
  ) -> TextOffset? {
    func kind(_ place: TextOffset) -> CharacterClass? {
      guard let character = buffer.character(at: place) else { return nil }
      let kind = CharacterClass(character)
      return kind.isSpace ? nil : isBig ? .word : kind
    }
    guard let run = kind(cursor) else { return nil }
    var place = cursor
    while kind(place) == run { place = buffer.next(place) }
    for _ in 1..<times {
      guard let end = WordSteps(buffer: buffer, isBig: isBig).end(after: buffer.previous(place)) else { break }
      place = buffer.next(end)
    }
    return place
  }

  /// Returns the end of an operator over words: not behind the line of the last of them.
  private func withoutBlankLines(_ range: Range<TextOffset>, in buffer: TextBuffer) -> TextOffset {
    var end = range.upperBound
    while case let start = buffer.lineStart(end), start > range.lowerBound, buffer.isBlank(start..<end),
      end < buffer.end || start == end
    {
      end = start + -1
    }
    return max(end, range.lowerBound)
  }

  private func lines(_ count: Int, in editor: TextEditor) -> Range<TextOffset> {
    var last = editor.buffer.line(editor.cursor)
    let start = last.lowerBound
    for _ in 1..<count {
      guard let next = editor.buffer.line(after: last.upperBound) else { break }
      last = next
    }
    return start..<last.upperBound
  }

  // MARK: Operators

  private mutating func apply(
    _ change: ModalCommand.Operator, to range: Range<TextOffset>, isLines: Bool, into register: Character?,
    on editor: inout TextEditor, in geometry: EditorGeometry
  ) -> Outcome {
    let range = isLines ? editor.buffer.lineStart(range.lowerBound)..<editor.buffer.lineEnd(range.upperBound) : range
    let text = String(editor.buffer[range])
    switch change {
    case .yank:
      take(isLines ? text + "\n" : text, isCopy: true, into: register, &editor)
      if !isLines || editor.buffer.lineStart(editor.cursor) > range.lowerBound { editor.place(range.lowerBound) }
      return .copy(isLines ? text + "\n" : text)
    case .delete:
      take(isLines ? text + "\n" : text, into: register, &editor)
      delete(range, isLines: isLines, in: &editor)
    case .change:
      take(isLines ? text + "\n" : text, into: register, &editor)
      let start = isLines ? editor.textStart(of: editor.buffer.line(range.lowerBound)) : range.lowerBound
      editor.replace(min(start, range.upperBound)..<range.upperBound, with: "")
      beginInsert(at: editor.cursor, in: &editor)
    case .indent, .outdent: indent(range, change == .indent, in: &editor, geometry)
    case .upper: recase(range, text.uppercased(), in: &editor)
    case .lower: recase(range, text.lowercased(), in: &editor)
    case .swapCase: recase(range, String(text.flatMap(ModalKeys.swapped)), in: &editor)
    case .fill:
      editor.setCaret(Caret(cursor: range.upperBound, anchor: range.lowerBound))
      editor.perform(.fillParagraph(columns: 72), in: geometry)
      editor.place(editor.textStart(of: editor.buffer.line(editor.cursor)))
    }
    return .done
  }

  private mutating func take(
    _ text: String, isCopy: Bool = false, into register: Character?, _ editor: inout TextEditor
  ) {
    if memory.registers.take(text, isCopy: isCopy, into: register) { editor.killRing.add(text) }
  }

  private func delete(_ range: Range<TextOffset>, isLines: Bool, in editor: inout TextEditor) {
    guard isLines else { return editor.replace(range, with: "") }
    let buffer = editor.buffer
    let isLast = range.upperBound == buffer.end
    let whole =
      isLast
      ? (range.lowerBound > .zero ? range.lowerBound + -1 : .zero)..<range.upperBound
      : range.lowerBound..<range.upperBound + 1
    editor.replace(whole, with: "")
    editor.place(editor.textStart(of: editor.buffer.line(editor.cursor)))
  }

  private func indent(
    _ range: Range<TextOffset>, _ isInward: Bool, in editor: inout TextEditor, _ geometry: EditorGeometry
  ) {
    if range.isEmpty { return editor.place(range.lowerBound) }
    editor.setCaret(Caret(cursor: range.upperBound, anchor: range.lowerBound))
    editor.perform(isInward ? .indent : .outdent, in: geometry)
    editor.place(editor.textStart(of: editor.buffer.line(range.lowerBound)))
  }

  private func recase(_ range: Range<TextOffset>, _ text: String, in editor: inout TextEditor) {
    if !text.utf8.elementsEqual(editor.buffer[range].utf8) { editor.replace(range, with: text) }
    editor.place(range.lowerBound)
  }

  private static func swapped(_ character: Character) -> String {
    character.isUppercase ? character.lowercased() : character.uppercased()
  }

  // MARK: Small changes

  private mutating func begin(_ insertion: ModalCommand.Insertion, _ times: Int, in editor: inout TextEditor) {
    let buffer = editor.buffer
    let line = buffer.line(editor.cursor)
    switch insertion {
    case .before: beginInsert(at: editor.cursor, count: times, in: &editor)
    case .after:
      let place = editor.cursor < line.upperBound ? buffer.next(editor.cursor) : editor.cursor
      beginInsert(at: place, count: times, in: &editor)
    case .lineText: beginInsert(at: editor.textStart(of: line), count: times, in: &editor)
    case .lineEnd: beginInsert(at: line.upperBound, count: times, in: &editor)
    case .below:
      let start = LinePrefix(buffer[line]).continued
      editor.replace(line.upperBound..<line.upperBound, with: "\n" + start)
      beginInsert(at: editor.cursor, in: &editor)
    case .above:
      let start = LinePrefix(buffer[line]).repeated
      editor.replace(line.lowerBound..<line.lowerBound, with: start + "\n")
      beginInsert(at: line.lowerBound + start.utf8.count, in: &editor)
    }
  }

  private mutating func put(from register: Character?, after: Bool, _ times: Int, in editor: inout TextEditor) {
    guard let killed = memory.registers.text(register, latest: editor.killRing.latest), !killed.isEmpty else {
      hasFailed = true
      return
    }
    let buffer = editor.buffer
    let text = String(repeating: killed, count: ModalKeys.times(times, of: killed))
    let line = buffer.line(editor.cursor)
    if killed.utf8.last == UInt8(ascii: "\n") {
      let place = after ? line.upperBound : line.lowerBound
      editor.replace(place..<place, with: after ? "\n" + text.dropLast() : text)
      editor.place(editor.textStart(of: editor.buffer.line(after ? place + 1 : place)))
    } else {
      let place = after && editor.cursor < line.upperBound ? buffer.next(editor.cursor) : editor.cursor
      editor.replace(place..<place, with: text)
      editor.place(killed.utf8.contains(UInt8(ascii: "\n")) ? place : editor.buffer.previous(editor.cursor))
    }
  }

  private mutating func substituteSelection(from register: Character?, _ times: Int, in editor: inout TextEditor) {
    guard let killed = memory.registers.text(register, latest: editor.killRing.latest) else {
      return leaveVisual(&editor)
    }
    let range = selection(in: editor)
    let isLines = mode == .visualLine
    let old = String(editor.buffer[range])
    var text = String(repeating: killed, count: ModalKeys.times(times, of: killed))
    let hasLines = killed.utf8.last == UInt8(ascii: "\n")
    if isLines, hasLines { text.removeLast() } else if hasLines { text = "\n" + text }
    editor.replace(range, with: text)
    if hasLines {
      let first = isLines ? range.lowerBound : range.lowerBound + 1
      editor.place(editor.textStart(of: editor.buffer.line(first)))
    } else if isLines || text.isEmpty || killed.utf8.contains(UInt8(ascii: "\n")) {
      editor.place(range.lowerBound)
    } else {
      editor.place(editor.buffer.previous(range.lowerBound + text.utf8.count))
    }
    editor.killRing.add(isLines ? old + "\n" : old)
    leaveVisual(&editor)
  }

  private mutating func replace(with character: Character, _ times: Int, in editor: inout TextEditor) {
    let buffer = editor.buffer
    if mode != .normal {
      let range = selection(in: editor)
      let text = String(buffer[range].map { $0 == "\n" ? $0 : character })
      editor.replace(range, with: text)
      editor.place(range.lowerBound)
      return leaveVisual(&editor)
    }
    let line = buffer.line(editor.cursor)
    var end = editor.cursor
    for _ in 0..<times {
      guard end < line.upperBound else { return }
      end = buffer.next(end)
    }
    let start = editor.cursor
    editor.replace(start..<end, with: character == "\n" ? "\n" : String(repeating: character, count: times))
    if character != "\n" { editor.place(editor.buffer.previous(editor.cursor)) }
  }

  private func swapCase(_ times: Int, in editor: inout TextEditor) {
    let buffer = editor.buffer
    let line = buffer.line(editor.cursor)
    var end = editor.cursor
    for _ in 0..<times where end < line.upperBound { end = buffer.next(end) }
    let range = editor.cursor..<end
    let changed = buffer[range].map(ModalKeys.swapped).joined()
    if !changed.utf8.elementsEqual(buffer[range].utf8) { editor.replace(range, with: changed) }
    editor.place(range.lowerBound + changed.utf8.count)
  }

  private mutating func join(_ times: Int, in editor: inout TextEditor, _ geometry: EditorGeometry) {
    if mode != .normal {
      let range = selection(in: editor)
      mode = .normal
      let start = editor.buffer.lineStart(range.lowerBound)
      let breaks = editor.buffer[start..<editor.buffer.lineEnd(range.upperBound)].utf8.count { $0 == 10 }
      editor.place(start)
      editor.perform(.joinLines, count: max(2, breaks + 1), in: geometry)
    } else {
      editor.perform(.joinLines, count: max(2, times), in: geometry)
    }
  }

  // MARK: Visual mode

  private mutating func toggle(_ wanted: Mode, in editor: inout TextEditor) {
    if mode == wanted { return leaveVisual(&editor) }
    if mode == .normal { anchor = editor.cursor }
    mode = wanted
  }

  private mutating func select(_ object: TextObject, _ times: Int, in editor: inout TextEditor) {
    guard let range = object.range(at: editor.cursor, count: times, in: editor.buffer), !range.isEmpty else { return }
    anchor = range.lowerBound
    if object.isLines { mode = .visualLine }
    editor.place(editor.buffer.previous(range.upperBound))
  }
}

extension LinePrefix {
  /// The start of a line of the same list or quotation before this one.
  var repeated: String {
    isItem ? lead + marker + (gap.isEmpty ? " " : gap) + (box.isEmpty ? "" : "[ ] ") : String(lead)
  }
}
