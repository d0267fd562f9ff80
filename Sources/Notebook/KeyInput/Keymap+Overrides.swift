import Settings
import Terminal

extension Keymap {
  /// Lays the reader's own bindings over the declared ones. What makes no sense is left out and reported.
  package mutating func apply(_ overrides: [BindingOverride]) -> [SettingsProblem] {
    var problems: [SettingsProblem] = []
    for override in overrides {
      guard let context = KeyContext(rawValue: override.context) else {
        let names = KeyContext.allCases.map(\.rawValue)
        problems.append(
          SettingsProblem(
            .unknownContext(override.context, nearest: nearestName(to: override.context, in: names)), at: override.place
          ))
        continue
      }
      var command: Command?
      if let name = override.command {
        command = Command(rawValue: name)
        if command == nil {
          let names = Command.allCases.map(\.rawValue)
          problems.append(
            SettingsProblem(.unknownCommand(name, nearest: nearestName(to: name, in: names)), at: override.place))
          continue
        }
      }
      let before = self
      bind(override.keys, to: command, in: context)
      if case .prefix(_, let shorter, let longer)? = firstConflict {
        self = before
        problems.append(
          SettingsProblem(
            .prefixOfAnother(
              keys: shorter.map(\.description).joined(), other: longer.map(\.description).joined()),
            at: override.place))
      }
    }
    return problems
  }
}
