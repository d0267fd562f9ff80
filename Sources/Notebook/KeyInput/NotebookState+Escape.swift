import Terminal

/// The state before an Escape that may turn out to be no key, but the beginning of a report, of a paste or of an Alt
/// key.
struct EscapeOrigin: Sendable {
  var overlays: OverlayStack
  var writing: Writing
  var selection: RowID
  var detail: DetailPane
  var keys: KeyInput
  var screen: Screen
}

/// An Escape that the terminal sent by itself is taken back, and a key that may have been pressed together with Alt
/// runs
/// no command that destroys.
extension NotebookState {
  /// Presses Escape, and remembers what there was before.
  mutating func pressEscape(_ key: Key, in context: UpdateContext) -> [Effect] {
    let origin = EscapeOrigin(
      overlays: overlays, writing: writing, selection: selection, detail: detail, keys: keys, screen: screen)
    let effects = press(key, in: context)
    beforeEscape = origin
    return effects
  }

  /// Goes back to what there was before the last Escape, as far as nothing else has come between.
  mutating func withdrawEscape() -> [Effect] {
    guard let origin = beforeEscape else { return [] }
    beforeEscape = nil
    keys = origin.keys
    screen.show(origin.screen.message)
    if selection == origin.selection { detail = origin.detail }
    overlays = origin.overlays
    switch overlay {
    case .prompt: return typeIntoPrompt("")
    case .list, .help, .confirmation:
      screen.setTheme(origin.screen.theme)
      return []
    case nil:
      guard let session = origin.writing.session else { return [] }
      writing = origin.writing
      screen.setFocus(origin.screen.focus)
      return session.hasText ? [.writeDraft(session.draft, session.file)] : []
    }
  }

  /// Presses a key that came shortly behind an Escape: together with Alt where that means something in the text that
  /// the
  /// Escape left, or where the Escape did nothing; never a command that destroys.
  mutating func pressAfterEscape(_ key: Key, in context: UpdateContext) -> [Effect] {
    var alt = key
    alt.modifiers.insert(.alt)
    if let origin = beforeEscape {
      if let session = origin.writing.session {
        if origin.overlays.isEmpty, session.keys == nil, session.line == nil,
          EditorKeys.action(for: alt) != nil || keymap.meaning(of: [alt], in: .editor) != .nothing
        {
          return withdrawEscape() + press(alt, in: context)
        }
      } else if origin.overlays.isEmpty, keys.pending.isEmpty, keymap.meaning(of: [alt], in: keyContext) != .nothing {
        return press(alt, in: context)
      }
    }
    beforeEscape = nil
    if key.typed != nil, keys.pending.isEmpty, case .command(let command) = keymap.meaning(of: [key], in: keyContext),
      command.isDestructive
    {
      say(.keyAfterEscape(key))
      return []
    }
    return press(key, in: context)
  }
}

extension Command {
  /// Whether it takes away what the reader sees or has written.
  fileprivate var isDestructive: Bool {
    switch self {
    case .annotation(.delete), .annotation(.cut), .write(.discard), .program(.quit): true
    case .move, .fold, .pane, .find, .annotation, .reading, .link, .program, .select, .choose, .write: false
    }
  }
}
