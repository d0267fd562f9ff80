import Terminal

/// Keys of other layouts, where keys are commands.
extension NotebookState {
  /// Returns the keys that `key` stands for: itself where it is bound or types into a text, else those at the same
  /// place of a US keyboard.
  func keysOnUSKeyboard(_ key: Key) -> [Key] {
    var plain = key
    plain.base = nil
    guard case .character(let scalar) = key.code, scalar.value >= 0x80, keys.awaitingLetter == nil,
      readsCommands(plain),
      keymap.meaning(of: keys.pending + [plain], in: keyContext) == .nothing
    else { return [plain] }
    let places = (options.langmap[scalar] ?? key.base).map { [$0] } ?? KeyboardLayout.places(of: scalar)
    return places.isEmpty ? [plain] : places.map { Key($0, key.modifiers) }
  }

  /// Whether `key` is read as a command: with Control or Alt everywhere, else where nothing is typed.
  private func readsCommands(_ key: Key) -> Bool {
    if !key.modifiers.isEmpty { return true }
    switch overlay {
    case .confirmation, .help: return true
    case .list(let list): return list.keyHandling == .keys
    case .prompt: return false
    case nil:
      guard let session else { return true }
      return session.line == nil && session.keys.map { $0.mode != .insert && $0.pending.isEmpty } ?? false
    }
  }
}
