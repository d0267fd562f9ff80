import Annotations
import Editor

/// A line typed below a text that is being written: what to search in it, or one of vim's commands.
package struct EditorCommandLine: Hashable, Sendable {
  /// `/`, `?` or `:`.
  package var sign: Character
  /// The text behind the first character.
  package var text = ""
  /// The place of the cursor before it.
  var origin: TextOffset
}

extension EditorSession {
  mutating func beginLine(_ sign: Character) { line = EditorCommandLine(sign: sign, origin: editor.cursor) }

  mutating func endLine() {
    line = nil
    editor.highlight = nil
  }

  /// Goes to the next place where `needle` occurs, round the ends; false where there is none.
  mutating func find(
    _ needle: String, from start: TextOffset, forward: Bool, wholeWords: Bool = false, in geometry: EditorGeometry
  ) -> Bool {
    let found =
      editor.find(needle, from: start, forward: forward, wholeWords: wholeWords)
      ?? editor.find(needle, from: forward ? .zero : TextOffset(.max), forward: forward, wholeWords: wholeWords)
    guard let found else { return false }
    editor.perform(.place(found.lowerBound), in: geometry)
    editor.highlight = found
    return true
  }

  /// Puts the cursor on a line, 1-based.
  mutating func goTo(line: Int, in geometry: EditorGeometry) {
    editor.perform(.move(.textStart), in: geometry)
    var keys = ModalKeys()
    for digit in String(min(line, 99_999)) { _ = keys.press(.character(digit), on: &editor, in: geometry) }
    _ = keys.press(.character("G"), on: &editor, in: geometry)
  }
}
