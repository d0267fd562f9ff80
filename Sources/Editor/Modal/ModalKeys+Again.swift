/// The last change again, macros, and what is searched for.
extension ModalKeys {
  mutating func repeatChange(
    _ count: Int?, on editor: inout TextEditor, in geometry: EditorGeometry
  ) {
    guard !isRepeating, !lastChange.isEmpty else { return }
    var keys = lastChange
    // A change of what was selected is one of as much text; a count has nothing to say about that.
    let isOfSelection = [.character("v"), .character("V")].contains(keys.first)
    if let count, !isOfSelection {
      keys.removeSubrange(..<(keys.firstIndex { !ModalKeys.isDigit($0) } ?? 0))
      keys = String(count).map(ModalKey.character) + keys
    }
    isRepeating = true
    for key in keys { _ = press(key, on: &editor, in: geometry) }
    if mode == .insert { _ = press(.escape, on: &editor, in: geometry) }
    isRepeating = false
  }

  /// Keys that select as much text elsewhere as is selected now: as many lines, or characters; of some lines, as many
  /// characters of the last.
  func keysToSelect(in editor: TextEditor) -> [ModalKey] {
    func keys(_ number: Int, _ letter: Character) -> [ModalKey] {
      number > 0 ? (number > 1 ? String(number).map(ModalKey.character) : []) + [.character(letter)] : []
    }
    let buffer = editor.buffer
    let range = selection(in: editor)
    let last = buffer.alignedDown(max(anchor, editor.cursor))
    let lines = buffer[range.lowerBound..<max(range.lowerBound, last)].filter { $0 == "\n" }.count
    if mode == .visualLine { return [.character("V")] + keys(lines, "j") }
    let start = lines > 0 ? buffer.lineStart(last) : range.lowerBound
    let columns = keys(buffer[start..<last].count, "l")
    return [.character("v")] + (lines > 0 ? keys(lines, "j") + [.character("0")] : []) + columns
  }

  /// Takes changes back, or makes them again; the cursor goes to where they begin.
  mutating func travel(_ action: EditorAction, _ times: Int, in editor: inout TextEditor, _ geometry: EditorGeometry) {
    let before = editor.text.utf8
    editor.perform(action, count: times, in: geometry)
    let same = zip(before, editor.text.utf8).prefix { $0 == $1 }.count
    let first = editor.buffer.alignedDown(min(TextOffset(same), editor.buffer.end))
    if editor.buffer.lineStart(first) < editor.buffer.lineStart(editor.cursor) { editor.place(first) }
  }

  /// Presses the keys of a macro, `times` times, until one of them leads nowhere.
  mutating func play(
    _ name: Character?, _ times: Int, on editor: inout TextEditor, in geometry: EditorGeometry
  ) -> Outcome {
    guard let name = name ?? memory.registers.lastPlayed else { return fail() }
    let keys = memory.registers.keysToPlay(name)
    memory.registers.lastPlayed = name
    guard !keys.isEmpty else { return fail() }
    let times = min(times, ModalKeys.mostKeys / keys.count + 1)
    let isOutermost = ahead.isEmpty && playing == nil
    guard ahead.count + times * keys.count <= 2 * ModalKeys.mostKeys else { return fail() }
    for _ in 0..<times { ahead += keys.reversed() }
    // One that a macro plays comes before what is left of that.
    guard isOutermost else { return .done }
    playing = ModalKeys.mostKeys
    let outcome = pressAhead(on: &editor, in: geometry)
    (playing, ahead) = (nil, [])
    return outcome
  }

  private mutating func pressAhead(on editor: inout TextEditor, in geometry: EditorGeometry) -> Outcome {
    var copied = Outcome.done
    while let key = ahead.popLast() {
      guard let left = playing, left > 0 else { return fail() }
      playing = left - 1
      switch press(key, on: &editor, in: geometry) {
      case .done: break
      case .copy(let text): copied = .copy(text)
      case .unknown: return fail()
      case .prompt(let sign):
        let line = ahead.reversed().prefix { $0 != .enter }
        ahead.removeLast(min(ahead.count, line.count + 1))
        search(sign, Array(line)[...], in: &editor)
      case .leave: return .leave
      case .saveAndLeave: return .saveAndLeave
      }
      if hasFailed { return copied }
    }
    return copied
  }

  /// Carries out the line that a macro typed after `/` or `?`, a search; a command after `:` ends the macro.
  mutating func search(_ sign: Character, _ keys: ArraySlice<ModalKey>, in editor: inout TextEditor) {
    guard sign != ":" else {
      hasFailed = true
      return
    }
    let text = String(keys.compactMap { if case .character(let character) = $0 { character } else { nil } })
    if !text.isEmpty { pattern = text }
    searchesForward = sign == "/"
    guard let place = match(1, forward: searchesForward, in: editor) else {
      hasFailed = true
      return
    }
    editor.place(place)
  }

  private static func isDigit(_ key: ModalKey) -> Bool {
    if case .character(let character) = key { character.isASCII && character.isNumber } else { false }
  }
}
