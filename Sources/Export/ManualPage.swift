/// The manual page, as the `man` macros have it (groff_man(7)).
package struct ManualPage: Sendable {
  /// A command, or an option or argument of one, with what it says of itself.
  package struct Item: Hashable, Sendable {
    /// As it is typed.
    package var name: String
    package var help: String

    package init(name: String, help: String) {
      self.name = name
      self.help = help
    }
  }

  package struct Command: Hashable, Sendable {
    package var synopsis: String
    package var abstract: String
    package var discussion: String
    package var items: [Item]

    package init(synopsis: String, abstract: String, discussion: String, items: [Item]) {
      self.synopsis = synopsis
      self.abstract = abstract
      self.discussion = discussion
      self.items = items
    }
  }

  package struct Section: Hashable, Sendable {
    package var title: String
    package var text: String
    package var items: [Item]

    package init(title: String, text: String = "", items: [Item] = []) {
      self.title = title
      self.text = text
      self.items = items
    }
  }

  package var name: String
  package var version: String
  /// The day of the version, year-month-day.
  package var date: String
  package var abstract: String
  package var discussion: String
  package var commands: [Command]
  /// The key table by context, as sections of its own part.
  package var keys: [Section]
  package var sections: [Section]

  package init(
    name: String, version: String, date: String, abstract: String, discussion: String, commands: [Command],
    keys: [Section], sections: [Section]
  ) {
    self.name = name
    self.version = version
    self.date = date
    self.abstract = abstract
    self.discussion = discussion
    self.commands = commands
    self.keys = keys
    self.sections = sections
  }

  /// The page's source.
  package var text: String {
    var lines = [
      ".\\\" Made by gloss manual; do not edit.",
      ".TH \(name.uppercased()) 1 \"\(date)\" \"\(Self.escaped(name + " " + version))\" \"User Commands\"",
      ".SH NAME", Self.escaped(name) + " \\- " + Self.line(abstract), ".SH SYNOPSIS",
    ]
    for (index, command) in commands.enumerated() {
      if index > 0 { lines.append(".br") }
      lines.append(".B " + Self.line(command.synopsis))
    }
    lines += [".SH DESCRIPTION"] + Self.paragraphs(discussion)
    lines.append(".SH COMMANDS")
    for command in commands {
      lines.append(".SS " + Self.line(command.synopsis))
      lines += Self.paragraphs(command.abstract) + (command.discussion.isEmpty ? [] : [".PP"])
      lines += Self.paragraphs(command.discussion) + command.items.flatMap(Self.item)
    }
    if !keys.isEmpty { lines.append(".SH KEYS") }
    for section in keys { lines += [".SS " + Self.line(section.title)] + section.items.flatMap(Self.item) }
    for section in sections {
      lines += [".SH " + Self.line(section.title.uppercased())] + Self.paragraphs(section.text)
      lines += section.items.flatMap(Self.item)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func item(_ item: Item) -> [String] {
    [".TP", ".B " + line(item.name)] + paragraphs(item.help.isEmpty ? " " : item.help)
  }

  private static func paragraphs(_ text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? ".PP" : line(String($0)) }
  }

  /// A line of text; one that begins like a request is none.
  private static func line(_ text: String) -> String {
    let escaped = escaped(text)
    return escaped.first == "." || escaped.first == "'" ? "\\&" + escaped : escaped
  }

  /// Text as it stands: hyphens are those that are typed, quotes and carets no accents.
  private static func escaped(_ text: String) -> String {
    text.map { character in
      switch character {
      case "\\": "\\e"
      case "-": "\\-"
      case "^": "\\(ha"
      case "~": "\\(ti"
      case "`": "\\(ga"
      case "'": "\\(aq"
      case "\"": "\\(dq"
      default: String(character)
      }
    }.joined()
  }
}
