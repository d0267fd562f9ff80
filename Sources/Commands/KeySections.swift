import Notebook

/// The key table in its groups, for whatever prints it.
enum KeySections {
  struct Section {
    var title: String
    var rows: [(keys: String, help: String)] = []
  }

  /// Returns all sections of the default keymap.
  ///
  /// - Throws: `Keymap.Conflict` where the table of commands contradicts itself.
  static func all() throws -> [Section] {
    var sections: [Section] = []
    for line in HelpText.lines(keymap: try Keymap(entries: CommandTable.entries)) {
      switch line {
      case .blank: break
      case .section(let name): sections.append(Section(title: name))
      case .command(let keys, let help, let name):
        guard let last = sections.indices.last else { continue }
        sections[last].rows.append((keys.isEmpty ? ":" + name : keys, help))
      }
    }
    return sections
  }

  /// The commands of every day.
  private static let usual: [Command] = [
    .move(.down), .move(.up), .move(.right), .move(.left), .move(.first), .move(.last), .move(.back),
    .fold(.foldToggle), .fold(.closeEverything), .fold(.openEverything), .fold(.zoomIn), .fold(.zoomOut),
    .pane(.enterDetail), .pane(.otherPane), .pane(.context), .pane(.wrapping), .reading(.reading),
    .reading(.nextUnread), .reading(.nextChange), .link(.openLink), .link(.copyTopic), .program(.openEditor),
    .find(.search), .find(.nextHit), .find(.filter), .find(.jump), .find(.palette), .annotation(.annotate),
    .select(.select), .annotation(.reply), .annotation(.resolve), .annotation(.setType), .annotation(.delete),
    .annotation(.undo), .annotation(.nextAnnotation), .annotation(.listAnnotations), .annotation(.nextReview),
    .write(.save), .write(.leaveDraft), .program(.help), .program(.quit),
  ]

  /// A Markdown table of the commands of every day, two a row.
  ///
  /// - Throws: `Keymap.Conflict` where the table of commands contradicts itself.
  static func shortMarkdown() throws -> String {
    let keymap = try Keymap(entries: CommandTable.entries)
    let cells = usual.compactMap { command in
      CommandTable.entries.first { $0.command == command }.map { entry in
        "\(code(HelpText.keys(for: entry, keymap: keymap, ascii: false))) | \(escaped(entry.help))"
      }
    }
    let half = (cells.count + 1) / 2
    var lines = ["| keys | | keys | |", "|---|---|---|---|"]
    for index in 0..<half {
      lines.append("| \(cells[index]) | \(half + index < cells.count ? cells[half + index] : " | ") |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A Markdown table, two commands a row, each group read down its left half first.
  ///
  /// - Throws: `Keymap.Conflict` where the table of commands contradicts itself.
  static func markdown() throws -> String {
    var lines = ["| keys | | keys | |", "|---|---|---|---|"]
    for section in try all() {
      lines.append("| **\(section.title)** | | | |")
      let cells = section.rows.map { "\(code($0.keys)) | \(escaped($0.help))" }
      let half = (cells.count + 1) / 2
      for (index, left) in cells.prefix(half).enumerated() {
        let right = half + index < cells.count ? cells[half + index] : " | "
        lines.append("| \(left) | \(right) |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Key sequences, which two spaces part, each as code.
  private static func code(_ keys: String) -> String {
    keys.split(separator: " ").map { key in
      let text = key.replacing("|", with: "\\|")
      return key.contains("`") ? "`` \(text) ``" : "`\(text)`"
    }.joined(separator: " ")
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("[", with: "\\[").replacing("*", with: "\\*").replacing("_", with: "\\_")
  }
}
