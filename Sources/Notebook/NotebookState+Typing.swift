import Editor
import Terminal

/// Many keys at once: a text that a terminal pastes without saying so arrives like fast typing.
extension NotebookState {
  /// Whether keys that type go straight into a text.
  package var takesTyping: Bool {
    guard overlay == nil, let session, session.line == nil, pending.isEmpty else { return false }
    guard let keys = session.keys else { return true }
    return keys.mode == .insert && keys.pending.isEmpty
  }

  /// Types keys one after another as `press` does, and looks at the text, journals it and lays it out once.
  ///
  /// - Complexity: O(keys + text)
  mutating func type(_ keys: [Key], in context: UpdateContext) -> [Effect] {
    guard takesTyping, var session else { return keys.flatMap { press($0, in: context) } }
    (showsHint, message) = (false, nil)
    let geometry = editorGeometry
    var run = ""
    func insertRun() {
      if !run.isEmpty { session.editor.perform(.insert(run), in: geometry) }
      run = ""
    }
    for (number, key) in keys.enumerated() {
      if keymap.meaning(of: [key], in: .editor) == .nothing {
        if var modal = session.keys {
          if let pressed = ModalKey(key), case .done = modal.press(pressed, on: &session.editor, in: geometry) {
            session.keys = modal
            continue
          }
        } else if let scalar = key.typed {
          run.unicodeScalars.append(scalar)
          continue
        } else if let action = EditorKeys.action(for: key) {
          insertRun()
          session.editor.perform(action, in: geometry)
          continue
        }
      }
      // A key that does more than type.
      insertRun()
      return keep(&session, in: context) + keys[number...].flatMap { press($0, in: context) }
    }
    insertRun()
    return keep(&session, in: context)
  }
}
