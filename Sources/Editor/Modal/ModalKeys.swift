/// A key as the modal keys read it.
package enum ModalKey: Hashable, Sendable {
  case character(Character)
  case control(Character)
  /// Text that is pasted in insert mode.
  case text(String)
  case escape, enter, tab, backspace, delete
  case left, right, up, down, home, end
}

/// Vim's keys over a text: normal, insert and visual mode, operators with motions and text objects.
///
/// The text, the cursor and what was killed are the editor's; only what keys mean at the moment is kept here. What is
/// deleted or copied goes to the kill ring; an entry that ends in a line break is put back as lines.
package struct ModalKeys: Hashable, Sendable {
  /// The four modes; the raw values appear in the status line.
  package enum Mode: String, Hashable, Sendable {
    case normal, insert, visual
    case visualLine = "visual line"
  }

  /// The reply to a key, for the view that shows the editor.
  package enum Outcome: Hashable, Sendable {
    case done
    /// The key means nothing here.
    case unknown
    /// Escape in normal mode.
    case leave
    /// `ZZ`
    case saveAndLeave
    /// Text for the system's clipboard.
    case copy(String)
    /// A line is to be typed after `:`, `/` or `?`.
    case prompt(Character)
  }

  /// The mode that the next key is read in.
  package internal(set) var mode: Mode
  /// Keys of a command that is not whole yet.
  package internal(set) var pending: [ModalKey] = []
  /// The start of the selection of the visual modes.
  var anchor = TextOffset.zero
  /// The column that moving by lines keeps to, in characters; `Int.max` for the ends of lines.
  var goal: Int?
  /// The state that outlives the text: registers, macros, the last search and the last change.
  package var memory = ModalMemory()
  /// The register that keys are recorded into, and those recorded so far; nil while none is.
  package internal(set) var recordingName: Character?
  var macro: [ModalKey] = []
  /// Keys that a macro may still press: one that plays itself comes to an end.
  var playing: Int?
  /// Keys that macros are still to press, the next one last.
  var ahead: [ModalKey] = []
  /// Whether the last command led nowhere: a macro stops there.
  var hasFailed = false
  /// Whether the next key, while one types, names a register to put.
  var awaitsRegister = false
  /// The keys of the change that is under way, from its first key to the end of typing.
  var recording: [ModalKey] = []
  /// The number of times that what is typed is inserted, and the keys typed.
  var insertCount = 1
  var inserted: [ModalKey] = []
  var isRepeating = false
  /// Whether what is typed is part of a change that `.` does again.
  var recordsInsert = false

  /// Keys that begin in `mode`.
  package init(mode: Mode = .normal) { self.mode = mode }

  /// Presses `key`; the editor is as it should be shown afterwards.
  package mutating func press(
    _ key: ModalKey, on editor: inout TextEditor, in geometry: EditorGeometry
  ) -> Outcome {
    if recordingName != nil, playing == nil, !isRepeating { macro.append(key) }
    settle(&editor)
    let outcome = mode == .insert ? typed(key, into: &editor, in: geometry) : command(key, on: &editor, in: geometry)
    if mode == .normal { clamp(&editor) }
    highlight(&editor)
    return outcome
  }

  /// Adds a line that was typed for a search or a command to the macro that is being recorded, if one is.
  package mutating func remember(line: String) {
    guard recordingName != nil else { return }
    macro += line.map { .character($0) } + [.enter]
  }

  private mutating func typed(_ key: ModalKey, into editor: inout TextEditor, in geometry: EditorGeometry) -> Outcome {
    if !isRepeating { recording.append(key) }
    insert(key, into: &editor, in: geometry)
    return .done
  }

  private mutating func command(
    _ key: ModalKey, on editor: inout TextEditor, in geometry: EditorGeometry
  ) -> Outcome {
    if pending.isEmpty, !isRepeating {
      recording = []
      editor.beginGroup()
    }
    pending.append(key)
    if !isRepeating { recording.append(key) }
    hasFailed = false
    if key == .escape, pending.count > 1 {
      pending = []
      return .done
    }
    switch ModalCommand.parse(pending, isVisual: mode != .normal, isRecording: recordingName != nil) {
    case .incomplete: return .done
    case .unknown:
      pending = []
      hasFailed = true
      return key == .escape ? escape(&editor) : .unknown
    case .command(let command):
      let isRepeatable = command.isRepeatable
      if !isRepeating, isRepeatable, mode != .normal { recording = keysToSelect(in: editor) + recording }
      let keys = recording
      let revision = editor.revision
      pending = []
      let outcome = run(command, on: &editor, in: geometry)
      if !isRepeating, !command.isPlayed {
        recordsInsert = isRepeatable && mode == .insert
        if isRepeatable, mode != .insert, editor.revision != revision { lastChange = keys }
      }
      return outcome
    }
  }

  /// Puts the cursor where it may be, before the first key.
  package func settle(_ editor: inout TextEditor) {
    if mode == .normal { clamp(&editor) }
  }

  /// Puts the cursor on a character: in normal mode there is none behind the last one of a line.
  private func clamp(_ editor: inout TextEditor) {
    let line = editor.buffer.line(editor.cursor)
    var cursor = editor.cursor
    if cursor == line.upperBound, !line.isEmpty { cursor = editor.buffer.previous(cursor) }
    if cursor != editor.cursor || editor.caret.anchor != nil { editor.place(cursor) }
  }

  /// Shows what the visual modes have selected.
  private func highlight(_ editor: inout TextEditor) {
    switch mode {
    case .normal, .insert: editor.highlight = nil
    case .visual, .visualLine: editor.highlight = selection(in: editor)
    }
  }

  /// Returns the selection of the visual modes: from character to character, both of them in it; whole lines in visual
  /// line mode.
  func selection(in editor: TextEditor) -> Range<TextOffset> {
    let buffer = editor.buffer
    let first = buffer.alignedDown(min(anchor, editor.cursor))
    let last = buffer.alignedDown(max(anchor, editor.cursor))
    if mode == .visualLine { return buffer.lineStart(first)..<buffer.lineEnd(last) }
    return first..<buffer.next(last)
  }

  private mutating func escape(_ editor: inout TextEditor) -> Outcome {
    if mode == .normal { return .leave }
    leaveVisual(&editor)
    return .done
  }

  mutating func leaveVisual(_ editor: inout TextEditor) {
    mode = .normal
    clamp(&editor)
    highlight(&editor)
  }

  // MARK: What outlives a text

  /// The text that was searched for last, for `n` and `N`; setting it finds the text inside words, too.
  package var pattern: String {
    get { memory.pattern }
    set {
      memory.pattern = newValue
      memory.matchesWholeWords = false
    }
  }

  /// Whether the text counts only where it is a whole word.
  package internal(set) var matchesWholeWords: Bool {
    get { memory.matchesWholeWords }
    set { memory.matchesWholeWords = newValue }
  }

  /// Whether `n` goes on towards the end of the text: true after `/`, false after `?`.
  package var searchesForward: Bool {
    get { memory.searchesForward }
    set { memory.searchesForward = newValue }
  }

  var lastFind: Motion.Find? {
    get { memory.lastFind }
    set { memory.lastFind = newValue }
  }

  /// The keys of the last change, for `.`.
  var lastChange: [ModalKey] {
    get { memory.lastChange }
    set { memory.lastChange = newValue }
  }

  // MARK: Insert mode

  /// Begins to type at `place`; what is typed goes in `count` times.
  mutating func beginInsert(at place: TextOffset, count: Int = 1, in editor: inout TextEditor) {
    mode = .insert
    insertCount = count
    inserted = []
    editor.highlight = nil
    editor.place(place)
  }

  private mutating func insert(_ key: ModalKey, into editor: inout TextEditor, in geometry: EditorGeometry) {
    if awaitsRegister {
      awaitsRegister = false
      guard case .character(let name) = key else { return }
      let text = memory.registers.text(name, latest: editor.killRing.latest) ?? ""
      inserted.append(.text(text))
      return type(.text(text), into: &editor, in: geometry)
    }
    if key == .control("r") {
      awaitsRegister = true
      return
    }
    if key == .escape || key == .control("[") { return endInsert(&editor, in: geometry) }
    inserted.append(key)
    type(key, into: &editor, in: geometry)
  }

  private mutating func endInsert(_ editor: inout TextEditor, in geometry: EditorGeometry) {
    if insertCount > 1 { typeAgain(insertCount - 1, into: &editor, in: geometry) }
    mode = .normal
    insertCount = 1
    inserted = []
    if editor.cursor > editor.buffer.lineStart(editor.cursor) { editor.place(editor.buffer.previous(editor.cursor)) }
    if !isRepeating, recordsInsert { lastChange = recording }
  }

  /// Types what was typed `times` more, as far as a text is meant to grow.
  private func typeAgain(_ times: Int, into editor: inout TextEditor, in geometry: EditorGeometry) {
    var text: String? = ""
    for key in inserted {
      switch key {
      case .character(let character): text?.append(character)
      case .text(let pasted): text? += pasted
      default: text = nil
      }
    }
    if let text {
      editor.perform(.insert(String(repeating: text, count: ModalKeys.times(times, of: text))), in: geometry)
    } else {
      for _ in 0..<min(times, ModalKeys.mostKeys / max(1, inserted.count)) {
        for key in inserted { type(key, into: &editor, in: geometry) }
      }
    }
  }

  /// Returns the number of times that `text` is inserted at once: `times`, or as often as makes some four megabytes; at
  /// least once.
  static func times(_ times: Int, of text: String) -> Int { min(times, max(1, (1 << 22) / max(1, text.utf8.count))) }

  /// The most keys that are pressed for the reader by one of theirs.
  static let mostKeys = 20_000

  private func type(_ key: ModalKey, into editor: inout TextEditor, in geometry: EditorGeometry) {
    let action: EditorAction?
    switch key {
    case .character(let character): action = .insert(String(character))
    case .text(let text): action = .insert(text)
    case .enter, .control("j"), .control("m"): action = .newline
    case .tab: action = .indent
    case .backspace, .control("h"): action = .delete(.left)
    case .delete: action = .delete(.right)
    case .control("w"): action = .delete(.wordLeft)
    case .control("u"): action = .delete(.lineStart)
    case .control("t"): action = .indent
    case .control("d"): action = .outdent
    case .left: action = .move(.left)
    case .right: action = .move(.right)
    case .up: action = .move(.up)
    case .down: action = .move(.down)
    case .home: action = .move(.lineStart)
    case .end: action = .move(.lineEnd)
    case .control, .escape: action = nil
    }
    if let action { editor.perform(action, in: geometry) }
  }
}

extension ModalKey {
  /// As it shows while a command is not whole: a character, `^R`.
  package var name: String {
    switch self {
    case .character(let character): String(character)
    case .control(let character): "^" + character.uppercased()
    case .text, .escape, .enter, .tab, .backspace, .delete, .left, .right, .up, .down, .home, .end: ""
    }
  }
}
