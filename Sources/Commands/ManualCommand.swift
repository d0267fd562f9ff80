import App
import ArgumentParser
import Export
import FoundationEssentials
import Glibc
import Notebook
import Store

struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Show the manual page; elsewhere than on a terminal, print it for man.",
    shouldDisplay: false)

  /// Prints the manual as a man page.
  ///
  /// - Throws: `DecodingError` where the description of the commands can't be decoded; `Keymap.Conflict` where the
  ///   table of commands contradicts itself.
  func run() throws {
    let command = try CommandDescription.ofProgram()
    let page = ManualPage(
      name: command.commandName, version: Gloss.configuration.version, date: "2026-12-01",
      abstract: command.abstract ?? "",
      discussion: command.discussion ?? "",
      commands: [command.opening] + command.displayed.map { $0.manual(of: command.commandName) },
      keys: try KeySections.all().map { section in
        ManualPage.Section(
          title: section.title, items: section.rows.map { ManualPage.Item(name: $0.keys, help: $0.help) })
      }, sections: Manual.sections)
    if isatty(STDOUT_FILENO) == 1, ManualCommand.show(page.text) { return }
    Output.write(page.text)
  }

  /// Shows a manual page with man; false where there is no man.
  private static func show(_ page: String) -> Bool {
    switch Subprocess.feed([page], to: ["man", "-l", "-"]) {
    case .exited(126), .exited(127), .notStarted: false
    case .exited, .killed: true
    }
  }
}

/// The sections of the manual besides commands and keys.
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
