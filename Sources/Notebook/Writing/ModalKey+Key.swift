import Editor
import Terminal

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
