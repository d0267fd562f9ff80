import App
import ArgumentParser

struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "themes", abstract: "Print the names of the themes.")

  /// Prints the names of all themes, and the problems of the reader's own.
  ///
  /// - Throws: Nothing; the protocol allows it.
  func run() throws {
    let themes = ThemeCatalog(ProgramEnvironment.current)
    for name in themes.names { Output.write(name + "\n") }
    for problem in themes.problems { Output.printError(problem.description) }
  }
}
