import Notebook

/// The key table in its groups, for whatever prints it.
enum KeySections {
  struct Section {
    var title: String
    var rows: [(keys: String, help: String)] = []
  }

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

  /// A Markdown table, two commands a row, each group read down its left half first.
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
