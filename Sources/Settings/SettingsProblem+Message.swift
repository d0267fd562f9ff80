import Terminal

/// The sentences about settings that people read.
extension SettingsProblem: CustomStringConvertible {
  /// The problem with its place, as compilers say it: `config.yaml:3:5: ...`.
  package var description: String {
    if case .unreadable = kind { return "\(place.file): \(message)" }
    return "\(place.file):\(place.line):\(place.column): \(message)"
  }

  /// The problem without its place.
  package var message: String {
    switch kind {
    case .unreadable(let reason): "it can't be read: \(reason)"
    case .syntax(let problem): "not valid YAML: \(problem)"
    case .duplicateKey(let key): "“\(key)” stands here twice"
    case .notMapping(let key):
      key.isEmpty
        ? "expected “name: value” lines"
        : "“\(key)” needs “name: value” lines under it" + (key == "keys" ? "; “preset: vim” asks for vim's keys" : "")
    case .unknownKey(let key, let nearest): "unknown setting “\(key)”" + hint(nearest)
    case .badValue(let key, let value, let expected): "“\(value)” is not possible for “\(key)”: \(expected)"
    case .unknownContext(let context, let nearest): "there are no keys for “\(context)”" + hint(nearest)
    case .badKeys(let keys, let nearest):
      "“\(keys)” is not a key or a sequence of keys"
        + (nearest == nil ? "; examples: gg, <C-x><C-k>, <A-Left>" : hint(nearest))
        + ([Key](notation: keys) == nil ? "" : " Write blanks between keys that are typed one after another.")
    case .unknownCommand(let command, let nearest): "unknown command “\(command)”" + hint(nearest)
    case .prefixOfAnother(let keys, let other): "“\(keys)” begins “\(other)”, which could not be typed"
    case .unknownTheme(let theme, let nearest): "unknown theme “\(theme)”" + hint(nearest)
    case .noPalette: "not a theme: it has no palette, no roles and no base00 to base0F"
    case .badColor(let name, let value): "“\(value)” for “\(name)” is not a colour; write it as \"#3b4252\""
    case .missingColor(let name, let nearest):
      nearest.map { "“\($0)” is no colour of a theme, and \(name) is missing; did you mean “\(name)”?" }
        ?? "the palette lacks \(name)"
    case .unknownRole(let role, let nearest): "unknown role “\(role)”" + hint(nearest)
    case .unknownWord(let word, let role, let nearest):
      "“\(word)” in the look of “\(role)” is neither a colour of the palette nor an attribute" + hint(nearest)
    }
  }

  private func hint(_ nearest: String?) -> String { nearest.map { "; did you mean “\($0)”?" } ?? "" }
}
