import App
import ArgumentParser
import Glibc
import Settings
import Store

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Print the settings that hold, and where each comes from.",
    discussion: "Exit status 0: config.yaml is in order or not there, 1: something is wrong in it, 2: an error.")

  @Flag(help: "Print a commented config.yaml with every setting.")
  var `default` = false

  @Flag(help: "Open config.yaml in your editor; a new one has all settings as comments.")
  var edit = false

  /// Checks that `--edit` and `--default` are not given together.
  ///
  /// - Throws: `ValidationError` where they are.
  func validate() throws {
    if edit, `default` { throw ValidationError("--edit and --default are two things: give one of them") }
  }

  /// Prints or edits the configuration and prints its problems.
  ///
  /// - Throws: `ExitCode` 1 where it has problems; `Failure` where it can't be edited.
  func run() throws {
    if `default` { return Output.write(Self.template) }
    let path = ProgramEnvironment.configurationPath(processVariables())
    if edit { try Self.edit(path) }
    let environment = ProgramEnvironment()
    var output = Output.Lines()
    output.write(access(path, F_OK) == 0 ? path : "\(path) (not there: gloss config --edit makes one)")
    let names = Configuration.Setting.allCases.map(\.rawValue.count).max() ?? 0
    for setting in Configuration.Setting.allCases {
      let origin = environment.configuration.places[setting].map { "line \($0.line)" } ?? "default"
      let name = setting.rawValue + ": " + String(repeating: " ", count: names - setting.rawValue.count)
      output.write("  \(name)\(setting.value(in: environment.configuration) ?? "~")   # \(origin)")
    }
    output.finish()
    let problems =
      environment.problems + Startup.keymap(environment.configuration).problems
      + ThemeCatalog(environment).problems
    for problem in problems { Output.printError(problem.description) }
    if !problems.isEmpty { throw ExitCode(1) }
  }

  /// A configuration in which nothing is set, with all that could be.
  static var template: String {
    var text = "# Configuration of Gloss. Take away the # before what you want to set; man gloss-config says more.\n"
    for setting in Configuration.Setting.allCases {
      text += "\n# \(setting.help)\n# \(setting.rawValue): \(setting.example)\n"
    }
    return text
  }

  /// Opens the file in the editor, made first where it is not there.
  private static func edit(_ path: String) throws(Failure) {
    if access(path, F_OK) != 0 { try NewFile.write(template, to: path) }
    if let trouble = ExternalEditor.edit(path, line: 1) { throw Failure(trouble) }
  }
}
