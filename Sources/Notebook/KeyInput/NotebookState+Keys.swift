import Terminal

/// From keys to commands.
extension NotebookState {
  mutating func press(_ typed: Key, in context: UpdateContext) -> [Effect] {
    keys.hideHint()
    let places = keysOnUSKeyboard(typed)
    guard places.count == 1, let key = places.first else { return places.flatMap { press($0, in: context) } }
    if case .confirmation(let confirmation)? = overlay {
      if keymap.meaning(of: [key], in: .outline) == .command(.program(.redraw)) { return [.redraw] }
      return answer(confirmation, with: key, in: context)
    }
    if let awaiting = keys.takeAwaiting() { return finish(awaiting.command, count: awaiting.count, with: key) }
    if case .list(let list)? = overlay, keys.pending.isEmpty, key.typed != nil {
      switch list.keyHandling {
      case .text: if let effects = type(key, in: context) { return effects }
      case .keys: if let effects = choose(key, in: list, in: context) { return effects }
      case .keysFirst, .commands: break
      }
    }
    switch keys.handle(key, in: keyContext, keymap) {
    case .waiting: return []
    case .command(let command, let count):
      screen.show(nil)
      return run(command, count: count, in: context)
    case .unbound(let unbound):
      if unbound.count == 1, let effects = type(key, in: context) { return effects }
      say(.unbound(unbound, instead: otherKeys))
      return []
    }
  }

  /// The keys that do something here, or where to find them.
  private var otherKeys: String {
    guard case .list(let list)? = overlay, list.keyHandling == .keys else {
      return "\(keymap.label(of: .program(.help), in: keyContext, else: "?")) shows the keys"
    }
    let keys = list.shown.compactMap(\.key).map(String.init)
    return (keys + ["Enter"]).joined(separator: ", ") + " take an entry, Esc leaves it for later"
  }

  /// A key that is no command: text for whatever takes text now. Nil where nothing does.
  private mutating func type(_ key: Key, in context: UpdateContext) -> [Effect]? {
    switch overlay {
    case nil: return session == nil ? nil : editKey(key, in: context)
    case .prompt:
      guard let scalar = key.typed else { return nil }
      return typeIntoPrompt(String(Character(scalar)))
    case .list(let list):
      guard let scalar = key.typed, list.takesText else { return nil }
      return typeIntoList(String(Character(scalar)))
    case .help, .confirmation: return nil
    }
  }

  mutating func paste(_ text: String, in context: UpdateContext) -> [Effect] {
    switch overlay {
    case nil where session != nil: return carryOut(writing.paste(text, in: editorViewport, context), in: context)
    case .prompt: return typeIntoPrompt(oneLine(text))
    case .list(let list): return list.takesText ? typeIntoList(oneLine(text)) : []
    case nil, .help, .confirmation:
      say(.pasteHasNoPlace)
      return []
    }
  }

  private func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
