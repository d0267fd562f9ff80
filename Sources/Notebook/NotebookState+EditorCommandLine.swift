import Annotations
import Editor
import Terminal

/// A line typed below a text that is being written: what to search in it, or one of vim's commands.
package struct EditorCommandLine: Hashable, Sendable {
  /// `/`, `?` or `:`.
  package var sign: Character
  package var text = ""
  /// Where the cursor stood.
  var origin: TextOffset
}

extension EditorSession {
  mutating func beginLine(_ sign: Character) { line = EditorCommandLine(sign: sign, origin: editor.cursor) }

  mutating func endLine() {
    line = nil
    editor.highlight = nil
  }

  /// Goes to the next place where `needle` occurs, round the ends; false where there is none.
  mutating func find(_ needle: String, from start: TextOffset, forward: Bool, in geometry: EditorGeometry) -> Bool {
    let end = TextOffset(.max)
    let found =
      forward
      ? editor.find(needle, from: start) ?? editor.find(needle, from: .zero)
      : editor.find(needle, from: start, forward: false) ?? editor.find(needle, from: end, forward: false)
    guard let found else { return false }
    editor.perform(.place(found.lowerBound), in: geometry)
    editor.highlight = found
    return true
  }
}

extension NotebookState {
  /// A key while a line is typed.
  mutating func editLine(_ key: Key, in context: UpdateContext) -> [Effect] {
    guard var session, var line = session.line else { return [] }
    message = nil
    switch (key.code, key.modifiers) {
    case (.enter, []), (.character("m"), .control), (.character("j"), .control):
      return accept(line, in: context)
    case (.backspace, []), (.character("h"), .control):
      guard !line.text.isEmpty else { return leaveLine() }
      line.text.removeLast()
    case (.character("u"), .control), (.character("w"), .control): line.text = ""
    case (.down, []), (.character("n"), .control):
      findAgain(forward: true)
      return []
    case (.up, []), (.character("p"), .control), (.character("r"), .control):
      findAgain(forward: false)
      return []
    default:
      guard let scalar = key.typed else {
        message = Message("Enter takes it, Esc goes back", .warning)
        return []
      }
      line.text.unicodeScalars.append(scalar)
    }
    session.line = line
    self.session = session
    showLine()
    return []
  }

  mutating func pasteIntoLine(_ text: String) {
    guard var session, session.line != nil else { return }
    session.line?.text += text
    self.session = session
    showLine()
  }

  /// Goes where the line that is typed leads so far.
  private mutating func showLine() {
    guard var session, let line = session.line, line.sign != ":" else { return }
    session.editor.perform(.place(line.origin), in: editorGeometry)
    session.editor.highlight = nil
    let isForward = line.sign == "/"
    // Forward, the place where the cursor stands does not count.
    let start = isForward ? TextOffset(line.origin.rawValue + 1) : line.origin
    if !line.text.isEmpty, !session.find(line.text, from: start, forward: isForward, in: editorGeometry) {
      message = Message("nothing found: \(line.text)", .warning)
    }
    self.session = session
    showEditor()
  }

  /// The next or the previous place of what is searched for.
  mutating func findAgain(forward: Bool) {
    guard var session else { return }
    let needle = session.line.flatMap { $0.sign == ":" ? nil : $0.text } ?? ""
    let wanted = needle.isEmpty ? lastPattern : needle
    guard !wanted.isEmpty else {
      message = Message("nothing was searched for in this text yet")
      return
    }
    let start = session.editor.cursor
    if !session.find(
      wanted, from: forward ? TextOffset(start.rawValue + 1) : start, forward: forward, in: editorGeometry)
    {
      message = Message("nothing found: \(wanted)", .warning)
    }
    if session.line == nil { session.editor.highlight = nil }
    self.session = session
    showEditor()
  }

  /// Closes the line; the cursor goes back to where it was.
  mutating func leaveLine() -> [Effect] {
    guard var session, let line = session.line else { return [] }
    if line.sign != ":" { session.editor.perform(.place(line.origin), in: editorGeometry) }
    session.endLine()
    self.session = session
    showEditor()
    return []
  }

  private mutating func accept(_ line: EditorCommandLine, in context: UpdateContext) -> [Effect] {
    guard var session else { return [] }
    session.endLine()
    session.keys?.remember(line: line.text)
    if line.sign == ":" {
      self.session = session
      return runLine(line.text.filter { !$0.isWhitespace }, in: context)
    }
    if !line.text.isEmpty { lastPattern = line.text }
    session.keys?.pattern = lastPattern
    session.keys?.searchesForward = line.sign == "/"
    self.session = session
    if line.text.isEmpty { findAgain(forward: line.sign == "/") }
    return []
  }

  /// One of vim's commands.
  private mutating func runLine(_ text: String, in context: UpdateContext) -> [Effect] {
    guard var session else { return [] }
    switch text {
    case "": return []
    case "w", "w!": return saveAndStay(in: context)
    case "wq", "wq!", "x", "xit": return runInEditor(.save, in: context)
    case "q", "quit": return runInEditor(.leaveDraft, in: context)
    case "q!": return runInEditor(.discard, in: context)
    case "e": return runInEditor(.externalEditor, in: context)
    default:
      guard let number = Int(text), number > 0 else {
        message = Message(":\(text) is no command here: w, wq, q, q! or a line", .warning)
        return []
      }
      session.editor.perform(.move(.textStart), in: editorGeometry)
      var keys = ModalKeys()
      for digit in String(min(number, 99_999)) {
        _ = keys.press(.character(digit), on: &session.editor, in: editorGeometry)
      }
      _ = keys.press(.character("G"), on: &session.editor, in: editorGeometry)
      self.session = session
      showEditor()
      return []
    }
  }
}
