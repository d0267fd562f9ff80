import Terminal

/// From keys to commands.
extension NotebookState {
  mutating func press(_ key: Key, in context: UpdateContext) -> [Effect] {
    showsHint = false
    if case .confirmation(let confirmation)? = overlay {
      if keymap.meaning(of: [key], in: .outline) == .command(.redraw) { return [.redraw] }
      return answer(confirmation, with: key, in: context)
    }
    if let command = awaitingLetter { return finish(command, with: key) }
    if pending.isEmpty, takesCount, let digit = digit(key), digit > 0 || count != nil {
      count = min((count ?? 0) * 10 + digit, 999_999_999)
      return []
    }
    if key.code == .escape, key.modifiers.isEmpty, !pending.isEmpty || count != nil {
      forgetKeys()
      return []
    }
    if case .list(let list)? = overlay, pending.isEmpty, key.typed != nil {
      switch list.keyHandling {
      case .text: if let effects = type(key, in: context) { return effects }
      case .keys: if let effects = choose(key, in: list, in: context) { return effects }
      case .keysFirst: break
      }
    }
    let keys = pending + [key]
    switch keymap.meaning(of: keys, in: keyContext) {
    case .prefix:
      pending = keys
      return []
    case .command(let command):
      let count = count
      forgetKeys()
      message = nil
      return run(command, count: count, in: context)
    case .nothing:
      let wasUnderWay = !pending.isEmpty
      forgetKeys()
      if !wasUnderWay, let effects = type(key, in: context) { return effects }
      let names = KeyLabel.of(keys, ascii: options.ascii)
      message = Message("\(names) is not bound here: \(otherKeys)", .warning)
      return []
    }
  }

  private var takesCount: Bool {
    switch keyContext {
    case .outline, .detail, .selecting: true
    case .editor, .list, .prompt, .help: false
    }
  }

  private func digit(_ key: Key) -> Int? {
    guard let scalar = key.typed, ("0"..."9").contains(scalar) else { return nil }
    return Int(scalar.value) - 48
  }

  private mutating func forgetKeys() {
    pending = []
    count = nil
  }

  /// Where to find the keys that do something here.
  private var otherKeys: String {
    guard case .list(let list)? = overlay, list.keyHandling == .keys else { return "\(helpKey) shows the keys" }
    let keys = list.shown.compactMap(\.key).map(String.init)
    return (keys + ["Enter"]).joined(separator: ", ") + " take an entry, Esc leaves it for later"
  }

  private var helpKey: String {
    keymap.label(of: .help, in: keyContext, else: "?")
  }

  /// A key that is no command: text for whatever takes text now. Nil where nothing does.
  private mutating func type(_ key: Key, in context: UpdateContext) -> [Effect]? {
    switch overlay {
    case nil: return session == nil ? nil : editKey(key, in: context)
    case .prompt:
      guard let scalar = key.typed else { return nil }
      return typeIntoPrompt(String(Character(scalar)))
    case .list(let list):
      guard let scalar = key.typed, list.keyHandling != .keys else { return nil }
      return typeIntoList(String(Character(scalar)))
    case .help, .confirmation: return nil
    }
  }

  mutating func paste(_ text: String, in context: UpdateContext) -> [Effect] {
    switch overlay {
    case nil where session != nil: return insertIntoEditor(text, in: context)
    case .prompt: return typeIntoPrompt(oneLine(text))
    case .list(let list): return list.keyHandling == .keys ? [] : typeIntoList(oneLine(text))
    case nil, .help, .confirmation:
      message = Message("pasted text has no place here: a begins an annotation", .warning)
      return []
    }
  }

  private func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
