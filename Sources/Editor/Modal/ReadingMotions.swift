/// Vim's motions over a text that is only read: the editor's own, with what they remember from one to the next.
package struct ReadingMotions: Hashable, Sendable {
  private var keys = ModalKeys()

  /// Motions that remember nothing yet.
  package init() {}

  /// The offset to which `motion` leads from `start`; nil where it leads nowhere.
  ///
  /// - Complexity: O(length of `text`)
  package mutating func target(
    of motion: Motion, count: Int, in text: String, from start: TextOffset
  ) -> TextOffset? {
    var editor = TextEditor(text: text)
    editor.place(start)
    return keys.target(
      of: motion, count: count, isOperand: false, in: editor, geometry: EditorGeometry(columns: .max))
  }

  /// Whether a character was looked for already.
  package var hasFind: Bool { keys.lastFind != nil }
}
