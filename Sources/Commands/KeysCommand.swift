import App
import ArgumentParser
import Notebook
import Settings

extension Configuration.Preset: ExpressibleByArgument {}

struct KeysCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown }

  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Print every key and what it does.",
    discussion: "With --configured, exit status 0: config.yaml is in order, 1: something is wrong in it.")

  @Option(help: "text or markdown (a table).")
  var format: Format = .text

  @Flag(help: "Of the table, only the commands of every day.")
  var short = false

  @Option(help: "default, vim or org.")
  var preset: Configuration.Preset = .standard

  @Flag(help: "The keys as config.yaml leaves them, and what is wrong in it.")
  var configured = false

  /// Prints the keys of a preset or of the configuration.
  ///
  /// - Throws: `ExitCode` 1 where the configuration has problems, which are printed; `Keymap.Conflict` where the table
  ///   of commands contradicts itself.
  func run() throws {
    if format == .markdown {
      Output.write(short ? try KeySections.shortMarkdown() : try KeySections.markdown())
      return
    }
    let (keymap, problems) = configured ? Self.configuredKeymap() : (try Keymap(preset: preset), [])
    for problem in problems { Output.printError(problem.description) }
    let lines = HelpText.lines(keymap: keymap)
    let column = lines.map { if case .command(let keys, _, _) = $0 { keys.count } else { 0 } }.max() ?? 0
    var output = Output.Lines()
    for line in lines {
      switch line {
      case .blank: output.write("")
      case .section(let name): output.write(name)
      case .command(let keys, let help, _):
        output.write("  " + keys + String(repeating: " ", count: max(1, min(column, 24) - keys.count) + 1) + help)
      }
    }
    output.finish()
    if !problems.isEmpty { throw ExitCode(1) }
  }

  private static func configuredKeymap() -> (keymap: Keymap, problems: [SettingsProblem]) {
    let environment = ProgramEnvironment.current
    let prepared = Startup.keymap(environment.configuration)
    return (prepared.keymap, environment.problems + prepared.problems + ThemeCatalog(environment).problems)
  }
}
