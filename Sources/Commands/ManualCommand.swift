import App
import ArgumentParser
import Export
import Foundation
import Notebook

struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page, for man.", shouldDisplay: false)

  func run() throws {
    let command = try CommandDescription.ofProgram()
    let page = ManualPage(
      name: command.commandName, version: Gloss.configuration.version, abstract: command.abstract ?? "",
      discussion: command.discussion ?? "",
      commands: [command.opening] + command.displayed.map { $0.manual(of: command.commandName) },
      keys: try KeySections.all().map { section in
        ManualPage.Section(
          title: section.title, items: section.rows.map { ManualPage.Item(name: $0.keys, help: $0.help) })
      }, sections: Manual.sections)
    Output.write(page.text)
  }
}

/// What the manual says besides commands and keys.
private enum Manual {
  static let sections = [
    ManualPage.Section(
      title: "Files",
      items: [
        .init(
          name: "NAME.md.review.yaml",
          help: "The annotations of NAME.md, beside it, in the open format MRSF 1.0. The notes are never written."),
        .init(name: "$XDG_CONFIG_HOME/gloss/config.yaml", help: "The configuration (~/.config by default)."),
        .init(name: "$XDG_CONFIG_HOME/gloss/themes/*.yaml", help: "Themes of your own."),
        .init(
          name: "$XDG_STATE_HOME/gloss/",
          help: "Drafts, earlier versions of sidecars, folds and places (~/.local/state by default)."),
      ]),
    ManualPage.Section(
      title: "Environment",
      items: [
        .init(name: "VISUAL, EDITOR", help: "The editor that e opens, in this order; vi without either."),
        .init(name: "NO_COLOR", help: "Where it is set, no colours are used."),
      ]),
    ManualPage.Section(
      title: "Exit status",
      items: [
        .init(name: "0", help: "All is well."),
        .init(
          name: "1",
          help: "check or keys --configured found something, search found nothing, merge-sidecar can't merge."),
        .init(name: "2", help: "An error, wrong usage included."),
      ]),
  ]
}

/// What the parser knows of a command (its help dump, version 0).
private struct CommandDescription: Decodable {
  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
    }

    var kind: String
    var shouldDisplay: Bool
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var abstract: String?
  }

  var commandName: String
  var abstract: String?
  var discussion: String?
  var shouldDisplay: Bool?
  var subcommands: [CommandDescription]?
  var arguments: [Argument]?

  private struct Dump: Decodable { var command: CommandDescription }

  static func ofProgram() throws -> CommandDescription {
    try JSONDecoder().decode(Dump.self, from: Data(Gloss._dumpHelp().utf8)).command
  }

  /// The commands that the help shows.
  var displayed: [CommandDescription] {
    (subcommands ?? []).filter { $0.shouldDisplay ?? true && $0.commandName != "help" }
  }

  /// The program without a command.
  var opening: ManualPage.Command {
    let command = (subcommands ?? []).first { $0.commandName == "open" }
    return ManualPage.Command(
      synopsis: commandName + " [PATH ...]", abstract: "Show notes full screen.",
      discussion: "Without a path: the last notebook, else the notes of the current folder, else the tutorial.",
      items: command?.items ?? [])
  }

  func manual(of program: String) -> ManualPage.Command {
    let words = displayedArguments.map { argument in
      let word = argument.label + (argument.isRepeating ? " ..." : "")
      return argument.isOptional ? "[\(word)]" : word
    }
    return ManualPage.Command(
      synopsis: ([program, commandName] + words).joined(separator: " "), abstract: abstract ?? "",
      discussion: discussion ?? "", items: items)
  }

  private var displayedArguments: [Argument] {
    (arguments ?? []).filter { argument in
      argument.shouldDisplay && !(argument.names ?? []).contains { ["help", "version"].contains($0.name) }
    }
  }

  private var items: [ManualPage.Item] {
    displayedArguments.map { argument in
      let standard = argument.defaultValue.map { " (default: \($0))" } ?? ""
      return ManualPage.Item(name: argument.label, help: (argument.abstract ?? "") + standard)
    }
  }
}

extension CommandDescription.Argument {
  /// `PATH`, `--line N`, `--write`
  fileprivate var label: String {
    let value = (valueName ?? "").uppercased()
    guard let name = names?.first else { return value }
    return (name.kind == "long" ? "--" : "-") + name.name + (kind == "option" ? " " + value : "")
  }
}
