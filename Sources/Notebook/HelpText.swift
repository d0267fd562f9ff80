import Terminal

/// The help screen and `gloss keys`, made from the declaration of commands and the keymap in force.
package enum HelpText {
  package enum Line: Hashable, Sendable {
    case section(String)
    case command(keys: String, help: String, name: String)
    case blank
  }

  /// Every command that a key reaches, by section; what the palette alone reaches is shown with its name.
  package static func lines(keymap: Keymap) -> [Line] {
    var lines: [Line] = []
    for section in CommandSection.allCases {
      let entries = CommandTable.entries.filter { $0.section == section }
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.section(section.rawValue))
      for entry in entries {
        lines.append(.command(keys: keys(for: entry, keymap: keymap), help: entry.help, name: entry.command.rawValue))
      }
      if section == .editing {
        lines += EditorKeys.entries.map { .command(keys: $0.keys.replacing(" ", with: "  "), help: $0.help, name: "") }
      }
    }
    return lines
  }

  /// The key sequences of one entry, in the context where it has most of them, apart by two spaces.
  static func keys(for entry: CommandEntry, keymap: Keymap) -> String {
    var seen: [String] = []
    for context in KeyContext.allCases where entry.keys[context] != nil {
      for keys in keymap.keys(for: entry.command, in: context) {
        let name = keys.map(\.description).joined()
        if !seen.contains(name) { seen.append(name) }
      }
    }
    return seen.joined(separator: "  ")
  }
}
