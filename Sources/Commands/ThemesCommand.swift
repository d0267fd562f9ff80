import App
import ArgumentParser

struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "themes", abstract: "Print the names of the themes.")

  func run() throws {
    let themes = ThemeCatalog(ProgramEnvironment.current)
    for name in themes.names { Output.write(name + "\n") }
    for problem in themes.problems { Output.printError(problem.description) }
  }
}
