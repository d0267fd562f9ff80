/// The manual page, as the `man` macros have it (groff_man(7)).
package struct ManualPage: Sendable {
  /// A command, or an option or argument of one, with what it says of itself.
  package struct Item: Hashable, Sendable {
    /// As it is typed.
    package var name: String
    /// One sentence or a few, without markup.
    package var help: String

    /// Creates an item from its name and help.
    package init(name: String, help: String) {
      self.name = name
      self.help = help
    }
  }

  /// A command with its options and arguments.
  package struct Command: Hashable, Sendable {
    /// The command line with its options and arguments.
    package var synopsis: String
    /// The command's purpose in a sentence.
    package var abstract: String
    /// The description in paragraphs; may be empty.
    package var discussion: String
    /// Its options and arguments, in the order of the page.
    package var items: [Item]

    /// Creates a command from its parts.
    package init(synopsis: String, abstract: String, discussion: String, items: [Item]) {
      self.synopsis = synopsis
      self.abstract = abstract
      self.discussion = discussion
      self.items = items
    }
  }

  /// A section with a text, items, or both.
  package struct Section: Hashable, Sendable {
    /// The heading as it is printed.
    package var title: String
    /// The paragraphs before the items; may be empty.
    package var text: String
    /// The items below the text; may be none.
    package var items: [Item]

    /// Creates a section from its parts.
    package init(title: String, text: String = "", items: [Item] = []) {
      self.title = title
      self.text = text
      self.items = items
    }
  }

  /// The program's name.
  package var name: String
  /// The program's version.
  package var version: String
  /// The day of the version, year-month-day.
  package var date: String
  /// The program's purpose in a sentence.
  package var abstract: String
  /// The description in paragraphs.
  package var discussion: String
  /// The commands, in the order of the page.
  package var commands: [Command]
  /// The key table by context, as sections of its own part.
  package var keys: [Section]
  /// The sections behind the keys.
  package var sections: [Section]

  /// Creates a page from its parts.
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

  /// A line of text; a leading `.` or `'` is escaped from troff.
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
