import Layout
import Terminal
import TextWidth

/// The help screen and `gloss keys`, made from the declaration of commands and the keymap in force.
package enum HelpText {
  /// A line of the help, before it is laid out.
  package enum Line: Hashable, Sendable {
    case section(String)
    case command(keys: String, help: String, name: String)
    case blank
  }

  /// Lines as they stand in so many columns.
  package struct Rows: Sendable {
    /// The rows from top to bottom; a line that is too long takes several.
    package var rows: [Line]
    /// The row that each line begins at.
    package var starts: [Int]
    /// The columns that the keys take.
    package var keyColumns: Int
  }

  /// Every command that a key reaches, by section; what the palette alone reaches is shown with its name.
  package static func lines(keymap: Keymap, ascii: Bool = false) -> [Line] {
    var lines: [Line] = []
    for section in CommandSection.allCases {
      let entries = CommandTable.entries.filter { $0.section == section }
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.section(section.rawValue))
      for entry in entries {
        if let level = entry.command.foldLevel {
          // Nine keys of one kind are one row, unless the reader has bound them otherwise.
          if level == 1 { lines.append(levels(keymap: keymap, ascii: ascii)) }
          continue
        }
        lines.append(
          .command(
            keys: keys(for: entry, keymap: keymap, ascii: ascii),
            help: ascii ? Glyphs.ascii.spelled(entry.help) : entry.help, name: entry.command.rawValue)
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

  /// One row for the keys that show so many levels.
  private static func levels(keymap: Keymap, ascii: Bool) -> Line {
    let entries = CommandTable.entries.filter { $0.command.foldLevel != nil }
    let keys = entries.map { self.keys(for: $0, keymap: keymap, ascii: ascii) }
    let isUsual = keys.enumerated().allSatisfy { $1 == "z\($0 + 1)" }
    let label = isUsual ? "z1-z9" : keys.filter { !$0.isEmpty }.joined(separator: "  ")
    return .command(keys: label, help: "show one to nine levels", name: Command.fold(.foldLevel1).rawValue)
  }

  /// `lines` as they stand in so many columns, keys on the left: what does not fit beside them goes on below.
  package static func rows(_ lines: [Line], columns: Int, width: (String) -> Int) -> Rows {
    let widest = lines.map { if case .command(let keys, _, _) = $0 { width(keys) } else { 0 } }.max() ?? 0
    let keyColumns = max(8, min(26, widest, columns / 3))
    let room = max(8, columns - keyColumns - 6)
    var rows: [Line] = []
    var starts: [Int] = []
    for line in lines {
      starts.append(rows.count)
      guard case .command(let keys, let help, let name) = line else {
        rows.append(line)
        continue
      }
      var parts: [String] = []
      for word in help.split(separator: " ") {
        if let last = parts.last, width(last) + 1 + width(String(word)) <= room {
          parts[parts.count - 1] += " " + word
        } else {
          parts.append(String(word))
        }
      }
      if width(keys) > keyColumns { parts.insert("", at: 0) }
      rows += parts.enumerated().map { .command(keys: $0 == 0 ? keys : "", help: $1, name: name) }
    }
    return Rows(rows: rows, starts: starts, keyColumns: keyColumns)
  }

  /// The key sequences of one entry, in the context where it has most of them, apart by two spaces.
  package static func keys(for entry: CommandEntry, keymap: Keymap, ascii: Bool) -> String {
    var seen: [String] = []
    for context in KeyContext.allCases where entry.keys.contains(where: { $0.key == context }) {
      for keys in keymap.keys(for: entry.command, in: context) {
        let name = KeyLabel.of(keys, ascii: ascii)
        if !seen.contains(name) { seen.append(name) }
      }
    }
    return seen.joined(separator: "  ")
  }
}

extension Command {
  /// The number of levels that the command shows; nil for those that show no certain number.
  fileprivate var foldLevel: Int? {
    let levels: [Command.Fold] = [
      .foldLevel1, .foldLevel2, .foldLevel3, .foldLevel4, .foldLevel5, .foldLevel6, .foldLevel7, .foldLevel8,
      .foldLevel9,
    ]
    guard case .fold(let fold) = self else { return nil }
    return levels.firstIndex(of: fold).map { $0 + 1 }
  }
}
