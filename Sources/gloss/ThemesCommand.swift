import ArgumentParser

struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "themes", abstract: "Print the names of the themes.")

  func run() throws {
    let wardrobe = Wardrobe(Surroundings())
    for name in wardrobe.names { print(name) }
    for problem in wardrobe.problems { Output.complain(problem.description) }
  }
}
