import App
import ArgumentParser
import Export
import FoundationEssentials

/// A command as the parser knows it (its help dump, version 0).
struct CommandDescription: Decodable {
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
    var allValues: [String]?
    var completionKind: CompletionValueKind?

    /// The options as they are typed: `--line`, `-l`.
    var words: [String] { (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name } }
  }

  /// The kind of an argument's values; one of the fields is there.
  struct CompletionValueKind: Decodable {
    struct Empty: Decodable {}
    struct List: Decodable { var values: [String] }

    var file: Empty?
    var directory: Empty?
    var list: List?

    var isFile: Bool { file != nil || directory != nil }
  }

  var commandName: String
  var abstract: String?
  var discussion: String?
  var shouldDisplay: Bool?
  var subcommands: [CommandDescription]?
  var arguments: [Argument]?

  private struct Dump: Decodable { var command: CommandDescription }

  /// Returns the description of the whole program.
  ///
  /// - Throws: `DecodingError` where the argument parser describes it in another format.
  static func ofProgram() throws -> CommandDescription {
    try JSONDecoder().decode(Dump.self, from: Data(Gloss._dumpHelp().utf8)).command
  }

  /// The commands that the help shows.
  var displayed: [CommandDescription] {
    (subcommands ?? []).filter { $0.shouldDisplay ?? true && $0.commandName != "help" }
  }

  /// The command that helps with the others, where there is one.
  var helpCommand: [CommandDescription] { (subcommands ?? []).filter { $0.commandName == "help" } }

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
