import Terminal

/// The keys that are under way: a count, the beginning of a longer sequence, a command that waits for a letter.
package struct KeyInput: Sendable {
  /// The keys that begin longer sequences.
  package private(set) var pending: [Key] = []
  /// The count that was typed before a command; nil where none was.
  package private(set) var count: Int?
  /// Whether the keys that may follow are shown.
  package private(set) var showsHint = false
  /// A command that waits for a letter.
  package private(set) var awaitingLetter: Command?
  /// The count that came before that command.
  private var awaitingCount: Int?

  /// The meaning of one more key.
  enum Outcome {
    /// More keys have to come, or nothing is left of those that came.
    case waiting
    case command(Command, count: Int?)
    /// Nothing is bound to the keys; a single one may be text.
    case unbound([Key])
  }

  private static let maximumCount = 999_999_999

  /// Takes the next key.
  mutating func handle(_ key: Key, in context: KeyContext, _ keymap: Keymap) -> Outcome {
    if pending.isEmpty, context.takesCount, let digit = key.digit, digit > 0 || count != nil {
      count = min((count ?? 0) * 10 + digit, KeyInput.maximumCount)
      return .waiting
    }
    if key.code == .escape, key.modifiers.isEmpty, !pending.isEmpty || count != nil {
      forget()
      return .waiting
    }
    let keys = pending + [key]
    switch keymap.meaning(of: keys, in: context) {
    case .prefix:
      pending = keys
      return .waiting
    case .command(let command):
      defer { forget() }
      return .command(command, count: count)
    case .nothing:
      forget()
      return .unbound(keys)
    }
  }

  /// Shows the keys that may follow, if some may.
  mutating func showHint() { showsHint = !pending.isEmpty }

  mutating func hideHint() { showsHint = false }

  /// Has the next key taken as the letter that `command` is about.
  mutating func awaitLetter(for command: Command, count: Int? = nil) {
    awaitingLetter = command
    awaitingCount = count
  }

  /// Takes the command that waited for a letter, with its count.
  mutating func takeAwaiting() -> (command: Command, count: Int?)? {
    defer { (awaitingLetter, awaitingCount) = (nil, nil) }
    return awaitingLetter.map { ($0, awaitingCount) }
  }

  private mutating func forget() {
    pending = []
    count = nil
  }
}

extension KeyContext {
  /// Whether digits before a command are its count.
  fileprivate var takesCount: Bool {
    switch self {
    case .outline, .detail, .selecting: true
    case .editor, .list, .results, .prompt, .help: false
    }
  }
}

extension Key {
  fileprivate var digit: Int? {
    guard let scalar = typed, ("0"..."9").contains(scalar) else { return nil }
    return Int(scalar.value) - 48
  }
}
