import App
import ArgumentParser

struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "themes", abstract: "Print the names of the themes.")

  func run() throws {
    let themes = ThemeCatalog(ProgramEnvironment())
    for name in themes.names { print(name) }
    for problem in themes.problems { Output.printError(problem.description) }
  }
}
