import Terminal

/// The commands of key sequences, by context.
package struct Keymap: Hashable, Sendable {
  /// The meaning of a sequence of keys so far.
  package enum Meaning: Hashable, Sendable {
    case command(Command)
    /// Longer sequences begin with it.
    case prefix
    case nothing
  }

  /// The reason why a keymap can't be made.
  package enum Conflict: Error, Hashable, Sendable {
    case unreadable(notation: String)
    /// The shorter of two sequences would never let the longer one be typed.
    case prefix(KeyContext, shorter: [Key], longer: [Key])
    case taken(KeyContext, [Key], Command, Command)
  }

  private struct Binding: Hashable, Sendable {
    var keys: [Key]
    var command: Command

    /// Whether the sequence begins with `keys` and is longer.
    func goesOn(from keys: [Key]) -> Bool {
      self.keys.count > keys.count && keys.indices.allSatisfy { self.keys[$0] == keys[$0] }
    }
  }

  /// The bindings of each context in the order in which they were made, by the context's place among all. There are a
  /// hundred or so: going through them costs less than the first use of a dictionary, for which the first frame would
  /// wait.
  private var bindings: [[Binding]] = Array(repeating: [], count: KeyContext.allCases.count)

  /// The keymap that `entries` declare.
  ///
  /// - Throws: `Conflict` where a notation can't be read, a sequence has two commands in one context, or a sequence is
  ///   the beginning of another one.
  package init(entries: [CommandEntry]) throws(Conflict) {
    for entry in entries {
      for (context, notations) in entry.keys {
        for notation in notations.split(separator: " ") {
          guard let keys = [Key](notation: String(notation)) else {
            throw .unreadable(notation: String(notation))
          }
          if let other = command(for: keys, in: context), other != entry.command {
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
    bindings[context.index].removeAll { $0.keys == keys }
    if let command { bindings[context.index].append(Binding(keys: keys, command: command)) }
  }

  /// A sequence that is the beginning of another one, if there is any.
  /// - Complexity: O(bindings squared)
  package var firstConflict: Conflict? {
    for context in KeyContext.allCases {
      let bound = bindings[context.index]
      for longer in bound where longer.keys.count > 1 {
        if let shorter = bound.first(where: { longer.goesOn(from: $0.keys) }) {
          return .prefix(context, shorter: shorter.keys, longer: longer.keys)
        }
      }
    }
    return nil
  }

  /// - Complexity: O(bindings of the context)
  package func meaning(of keys: [Key], in context: KeyContext) -> Meaning {
    if let command = command(for: keys, in: context) { return .command(command) }
    return bindings[context.index].contains { $0.goesOn(from: keys) } ? .prefix : .nothing
  }

  private func command(for keys: [Key], in context: KeyContext) -> Command? {
    first(in: context) { $0.keys == keys }?.command
  }

  /// The first binding of `context` that `matches`, each looked at where it lies.
  private func first(in context: KeyContext, where matches: (Binding) -> Bool) -> Binding? {
    bindings[context.index].withUnsafeBufferPointer { bindings in
      bindings.firstIndex(where: matches).map { bindings[$0] }
    }
  }

  /// The sequences that may follow `keys`, for a hint: the next key and the command that ends there, if one does.
  package func continuations(of keys: [Key], in context: KeyContext) -> [(keys: [Key], command: Command)] {
    bindings[context.index].filter { $0.goesOn(from: keys) }
      .map { (Array($0.keys.dropFirst(keys.count)), $0.command) }
      .sorted { $0.keys.description < $1.keys.description }
  }

  /// Every sequence that asks for `command` in `context`, in the order in which they were declared.
  package func keys(for command: Command, in context: KeyContext) -> [[Key]] {
    bindings[context.index].filter { $0.command == command }.map(\.keys)
  }

  /// The label of the first key sequence for `command`; `fallback` where none is bound.
  package func label(of command: Command, in context: KeyContext, ascii: Bool = false, else fallback: String) -> String
  {
    first(in: context) { $0.command == command }.map { KeyLabel.of($0.keys, ascii: ascii) } ?? fallback
  }
}
