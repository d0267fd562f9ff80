import Terminal

/// The help screen and `gloss keys`, made from the declaration of commands and the keymap in force.
package enum HelpText {
  package enum Line: Hashable, Sendable {
    case section(String)
    case command(keys: String, help: String, name: String)
    case blank
  }

  /// Every command that a key reaches, by section; what the palette alone reaches is shown with its name.
  package static func lines(keymap: Keymap, ascii: Bool = false) -> [Line] {
    var lines: [Line] = []
    for section in CommandSection.allCases {
      let entries = CommandTable.entries.filter { $0.section == section }
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.section(section.rawValue))
      for entry in entries {
        lines.append(
          .command(keys: keys(for: entry, keymap: keymap, ascii: ascii), help: entry.help, name: entry.command.rawValue)
        )
      }
      if section == .editing {
        lines += EditorKeys.entries.map {
          .command(keys: EditorKeys.label(of: $0, ascii: ascii), help: $0.help, name: "")
        }
      }
    }
    return lines
  }

  /// The key sequences of one entry, in the context where it has most of them, apart by two spaces.
  static func keys(for entry: CommandEntry, keymap: Keymap, ascii: Bool) -> String {
    var seen: [String] = []
    for context in KeyContext.allCases where entry.keys[context] != nil {
      for keys in keymap.keys(for: entry.command, in: context) {
        let name = KeyLabel.of(keys, ascii: ascii)
        if !seen.contains(name) { seen.append(name) }
      }
    }
    return seen.joined(separator: "  ")
  }
}
