import Terminal

/// Which command each key sequence asks for, by context.
package struct Keymap: Hashable, Sendable {
  /// What a sequence of keys means so far.
  package enum Meaning: Hashable, Sendable {
    case command(Command)
    /// Longer sequences begin with it.
    case prefix
    case nothing
  }

  /// Why a keymap can't be made.
  package enum Conflict: Error, Hashable, Sendable {
    case unreadable(notation: String)
    /// The shorter of two sequences would never let the longer one be typed.
    case prefix(KeyContext, shorter: [Key], longer: [Key])
    case taken(KeyContext, [Key], Command, Command)
  }

  /// What a sequence asks for, and when it was bound: they are listed in the order in which they are declared.
  private struct Binding: Hashable, Sendable {
    var command: Command
    var order: Int
  }

  private var bindings: [KeyContext: [[Key]: Binding]] = [:]
  private var bound = 0
  private var prefixes: [KeyContext: Set<[Key]>] = [:]

  /// The keymap that `entries` declare.
  package init(entries: [CommandEntry]) throws(Conflict) {
    for entry in entries {
      for (context, notations) in entry.keys {
        for notation in notations.split(separator: " ") {
          guard let keys = [Key](notation: String(notation)) else {
            throw .unreadable(notation: String(notation))
          }
          if let other = bindings[context]?[keys]?.command, other != entry.command {
            throw .taken(context, keys, other, entry.command)
          }
          bind(keys, to: entry.command, in: context)
        }
      }
    }
    if let conflict = firstConflict { throw conflict }
  }

  /// Gives `keys` a command in `context`, or takes it away with nil.
  package mutating func bind(_ keys: [Key], to command: Command?, in context: KeyContext) {
    bound += 1
    bindings[context, default: [:]][keys] = command.map { Binding(command: $0, order: bound) }
    if command == nil {
      prefixes[context] = Set((bindings[context] ?? [:]).keys.flatMap(Keymap.properPrefixes))
    } else if keys.count > 1 {
      prefixes[context, default: []].formUnion(Keymap.properPrefixes(keys))
    }
  }

  private static func properPrefixes(_ keys: [Key]) -> [[Key]] {
    (1..<max(1, keys.count)).map { Array(keys.prefix($0)) }
  }

  /// A sequence that is the beginning of another one, if there is any.
  package var firstConflict: Conflict? {
    for context in KeyContext.allCases {
      let bound = bindings[context] ?? [:]
      for shorter in (prefixes[context] ?? []) where bound[shorter] != nil {
        let longer = bound.keys.first { $0.count > shorter.count && $0.starts(with: shorter) }
        return .prefix(context, shorter: shorter, longer: longer ?? shorter)
      }
    }
    return nil
  }

  package func meaning(of keys: [Key], in context: KeyContext) -> Meaning {
    if let binding = bindings[context]?[keys] { return .command(binding.command) }
    return prefixes[context]?.contains(keys) == true ? .prefix : .nothing
  }

  /// What may follow `keys`, for a hint: the next key and the command that ends there, if one does.
  package func continuations(of keys: [Key], in context: KeyContext) -> [(keys: [Key], command: Command)] {
    (bindings[context] ?? [:]).filter { $0.key.count > keys.count && $0.key.starts(with: keys) }
      .map { (Array($0.key.dropFirst(keys.count)), $0.value.command) }
      .sorted { $0.keys.description < $1.keys.description }
  }

  /// Every sequence that asks for `command` in `context`, in the order in which they were declared.
  package func keys(for command: Command, in context: KeyContext) -> [[Key]] {
    (bindings[context] ?? [:]).filter { $0.value.command == command }
      .sorted { $0.value.order < $1.value.order }.map(\.key)
  }

  /// How the first key sequence for `command` is called; `fallback` where none is bound.
  package func label(of command: Command, in context: KeyContext, ascii: Bool = false, else fallback: String) -> String
  {
    (bindings[context] ?? [:]).lazy.filter { $0.value.command == command }
      .min { $0.value.order < $1.value.order }.map { KeyLabel.of($0.key, ascii: ascii) } ?? fallback
  }
}
