import Terminal

/// The state before an Escape that may turn out to be no key, but the beginning of a report, of a paste or of an Alt key.
struct EscapeOrigin: Sendable {
  var overlays: [Overlay]
  var session: EditorSession?
  var focus: NotebookState.Pane
  var focusBeforeEditing: NotebookState.Pane
  var selection: RowID
  var detail: DetailView
  var pending: [Key]
  var count: Int?
  var message: Message?
  var theme: String?
}

/// An Escape that the terminal sent by itself is taken back, and a key that may have been pressed together with Alt runs
/// no command that destroys.
extension NotebookState {
  /// Presses Escape, and remembers what there was before.
  mutating func pressEscape(_ key: Key, in context: UpdateContext) -> [Effect] {
    let origin = EscapeOrigin(
      overlays: overlays, session: session, focus: focus, focusBeforeEditing: focusBeforeEditing, selection: selection,
      detail: detail,
      pending: pending, count: count, message: message, theme: theme)
    let effects = press(key, in: context)
    beforeEscape = origin
    return effects
  }

  /// Goes back to what there was before the last Escape, as far as nothing else has come between.
  mutating func withdrawEscape() -> [Effect] {
    guard let origin = beforeEscape else { return [] }
    beforeEscape = nil
    (pending, count, message) = (origin.pending, origin.count, origin.message)
    if selection == origin.selection { detail = origin.detail }
    overlays = origin.overlays
    switch overlay {
    case .prompt: return typeIntoPrompt("")
    case .list, .help, .confirmation:
      theme = origin.theme
      return []
    case nil:
      guard let session = origin.session else { return [] }
      focusBeforeEditing = origin.focusBeforeEditing
      focus = origin.focus
      self.session = session
      return session.hasText ? [.writeDraft(session.draft, session.file)] : []
    }
  }

  /// Presses a key that came shortly behind an Escape: together with Alt where that means something in the text that the
  /// Escape left, or where the Escape did nothing; never a command that destroys.
  mutating func pressAfterEscape(_ key: Key, in context: UpdateContext) -> [Effect] {
    var alt = key
    alt.modifiers.insert(.alt)
    if let origin = beforeEscape {
      if let session = origin.session {
        if origin.overlays.isEmpty, session.keys == nil, session.line == nil,
          EditorKeys.action(for: alt) != nil || keymap.meaning(of: [alt], in: .editor) != .nothing
        {
          return withdrawEscape() + press(alt, in: context)
        }
      } else if origin.overlays.isEmpty, pending.isEmpty, keymap.meaning(of: [alt], in: keyContext) != .nothing {
        return press(alt, in: context)
      }
    }
    beforeEscape = nil
    if key.typed != nil, pending.isEmpty, case .command(let command) = keymap.meaning(of: [key], in: keyContext),
      command.isDestructive
    {
      let name = KeyLabel.of([key], ascii: options.ascii)
      message = Message("\(name) right behind Escape may be half of another key: once more, if it was meant", .warning)
      return []
    }
    return press(key, in: context)
  }
}

extension Command {
  /// Whether it takes away what the reader sees or has written.
  fileprivate var isDestructive: Bool {
    switch self {
    case .delete, .cut, .discard, .quit: true
    default: false
    }
  }
}
