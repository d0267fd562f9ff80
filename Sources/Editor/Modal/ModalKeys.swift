/// A key as the modal keys read it.
package enum ModalKey: Hashable, Sendable {
  case character(Character)
  case control(Character)
  /// What is pasted while text is typed.
  case text(String)
  case escape, enter, tab, backspace, delete
  case left, right, up, down, home, end
}

/// Vim's keys over a text: normal, insert and visual mode, operators with motions and text objects.
///
/// The text, the cursor and what was killed are the editor's; only what keys mean at the moment is kept here. What is
/// deleted or copied goes to the kill ring; an entry that ends in a line break is put back as lines.
package struct ModalKeys: Hashable, Sendable {
  package enum Mode: String, Hashable, Sendable {
    case normal, insert, visual
    case visualLine = "visual line"
  }

  /// What a key asks of whoever shows the editor.
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

  package internal(set) var mode: Mode
  /// Keys of a command that is not whole yet.
  package internal(set) var pending: [ModalKey] = []
  /// Where the selection of the visual modes began.
  var anchor = TextOffset.zero
  /// The column that moving by lines keeps to, in characters; `Int.max` for the ends of lines.
  var goal: Int?
  /// The last `f`, `t`, `F`, `T`, for `;` and `,`.
  var lastFind: Motion.Find?
  /// What was searched for last, for `n` and `N`.
  package var pattern = ""
  package var searchesForward = true
  /// The keys of the last change, for `.`.
  var lastChange: [ModalKey] = []
  /// The keys of the change that is under way, from its first key to the end of typing.
  var recording: [ModalKey] = []
  /// How often what is typed goes in, and what was typed.
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
    var outcome = Outcome.done
    let revision = editor.revision
    settle(&editor)
    if mode == .insert {
      if !isRepeating { recording.append(key) }
      insert(key, into: &editor, in: geometry)
    } else {
      if pending.isEmpty, !isRepeating {
        recording = []
        editor.beginGroup()
      }
      pending.append(key)
      if !isRepeating { recording.append(key) }
      if key == .escape, pending.count > 1 {
        pending = []
        return .done
      }
      switch ModalCommand.parse(pending, isVisual: mode != .normal) {
      case .incomplete: return .done
      case .unknown:
        pending = []
        return key == .escape ? escape(&editor) : .unknown
      case .command(let command):
        let keys = recording
        let wasVisual = mode != .normal
        pending = []
        outcome = run(command, on: &editor, in: geometry)
        if !isRepeating {
          let isRepeatable = !wasVisual && command.isRepeatable
          recordsInsert = isRepeatable && mode == .insert
          if isRepeatable, mode != .insert, editor.revision != revision { lastChange = keys }
        }
      }
    }
    if mode == .normal { clamp(&editor) }
    highlight(&editor)
    return outcome
  }

  /// Puts the cursor where it may stand, before the first key.
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

  /// What the visual modes have selected: from character to character, both of them in it.
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

  // MARK: Insert mode

  /// Begins to type at `place`; what is typed goes in `count` times.
  mutating func beginInsert(at place: TextOffset, count: Int = 1, in editor: inout TextEditor) {
    mode = .insert
    insertCount = min(count, 1000)
    inserted = []
    editor.highlight = nil
    editor.place(place)
  }

  private mutating func insert(_ key: ModalKey, into editor: inout TextEditor, in geometry: EditorGeometry) {
    if key == .escape || key == .control("[") { return endInsert(&editor, in: geometry) }
    inserted.append(key)
    type(key, into: &editor, in: geometry)
    // A text without end is not remembered key by key.
    if inserted.count > 4096 { inserted = [] }
  }

  private mutating func endInsert(_ editor: inout TextEditor, in geometry: EditorGeometry) {
    let keys = inserted
    for _ in 1..<max(1, insertCount) { for key in keys { type(key, into: &editor, in: geometry) } }
    mode = .normal
    insertCount = 1
    inserted = []
    if editor.cursor > editor.buffer.lineStart(editor.cursor) { editor.place(editor.buffer.previous(editor.cursor)) }
    if !isRepeating, recordsInsert { lastChange = recording.count > 4096 ? [] : recording }
  }

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
