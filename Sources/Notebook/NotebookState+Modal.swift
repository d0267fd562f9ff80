import Annotations
import Editor
import Terminal

/// Writing with vim's keys.
extension NotebookState {
  /// A key for the modal keys; nil where it means nothing to them.
  mutating func pressModal(_ key: Key, in context: UpdateContext) -> [Effect]? {
    guard var session, var keys = session.keys, let pressed = ModalKey(key) else { return nil }
    let outcome = keys.press(pressed, on: &session.editor, in: editorGeometry)
    session.keys = keys
    let effects = keep(&session, in: context)
    switch outcome {
    case .done: return effects
    case .unknown:
      message = Message("\(KeyLabel.of(key, ascii: options.ascii)) means nothing here", .warning)
      return effects
    case .leave: return effects + leaveEditor()
    case .saveAndLeave: return effects + runInEditor(.save, in: context)
    case .copy(let text): return effects + clipboard(text)
    case .prompt(let sign):
      session.beginLine(sign)
      self.session = session
      return effects
    }
  }

  /// Escape, which means something before it leaves the text as a draft: nil where it does that.
  mutating func escapeInEditor(in context: UpdateContext) -> [Effect]? {
    guard let session else { return nil }
    if session.line != nil { return leaveLine() }
    guard let keys = session.keys, keys.mode != .normal || !keys.pending.isEmpty else { return nil }
    return pressModal(Key(.escape), in: context)
  }

  /// A letter with Alt: an Escape that came in one piece with the key behind it, from a quick hand or a slow line.
  mutating func pressBehindEscape(_ key: Key, in context: UpdateContext) -> [Effect]? {
    guard key.modifiers == .alt, case .character = key.code else { return nil }
    let effects = escapeInEditor(in: context) ?? []
    return effects + (pressModal(Key(key.code), in: context) ?? [])
  }

  /// What goes to the system's clipboard; more than terminals take stays here.
  func clipboard(_ text: String) -> [Effect] {
    text.utf8.count <= 100_000 ? [.copy(text)] : []
  }
}

extension ModalKey {
  /// Nil for what the modal keys leave to others.
  init?(_ key: Key) {
    if key.modifiers == .control, case .character(let scalar) = key.code {
      self = .control(Character(scalar))
      return
    }
    guard key.modifiers.isEmpty else { return nil }
    switch key.code {
    case .character(let scalar): self = .character(Character(scalar))
    case .enter: self = .enter
    case .tab: self = .tab
    case .escape: self = .escape
    case .backspace: self = .backspace
    case .delete: self = .delete
    case .up: self = .up
    case .down: self = .down
    case .left: self = .left
    case .right: self = .right
    case .home: self = .home
    case .end: self = .end
    case .insert, .pageUp, .pageDown, .function: return nil
    }
  }
}
