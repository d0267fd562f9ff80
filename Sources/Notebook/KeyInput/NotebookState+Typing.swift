import Terminal

/// Many keys at once: a text that a terminal pastes without saying so arrives like fast typing.
extension NotebookState {
  /// Whether keys that type go straight into a text.
  package var takesTyping: Bool { overlay == nil && keys.pending.isEmpty && writing.takesTyping }

  /// Types keys one after another as `press` does, and looks at the text, journals it and lays it out once.
  mutating func type(_ typed: [Key], in context: UpdateContext) -> [Effect] {
    guard takesTyping else { return typed.flatMap { press($0, in: context) } }
    keys.hideHint()
    screen.show(nil)
    let (outcome, count) = writing.type(typed, keymap, in: editorViewport, context)
    return carryOut(outcome, in: context) + typed[count...].flatMap { press($0, in: context) }
  }
}
