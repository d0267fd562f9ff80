import App
import ArgumentParser
import Glibc

struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Show notes full screen (this is what gloss does without a command).",
    shouldDisplay: false)

  @Argument(help: "Markdown files or folders; - is standard input.")
  var paths: [String] = []

  @Option(help: ArgumentHelp("A notebook that was left for this one by a link.", visibility: .private))
  var left: [String] = []

  @Option(help: ArgumentHelp("The heading to go to.", visibility: .private))
  var anchor: String?

  /// Shows the notes full screen.
  ///
  /// - Throws: `Failure`, as `open(_:by:)` does.
  func run() throws { try OpenCommand.open(paths, by: NotebookHistory(left: left, anchor: anchor)) }

  /// Shows `paths` full screen; prints the first as an outline where there is no screen.
  ///
  /// - Throws: `Failure` where there are no notes at a path, they can't be read, or the terminal can't be used.
  static func open(_ paths: [String], by history: NotebookHistory = NotebookHistory()) throws {
    guard isatty(STDOUT_FILENO) == 1 else {
      guard let path = paths.first else {
        throw Failure("name a file: with standard output not a terminal, its outline is printed")
      }
      var outline = OutlineCommand()
      outline.path = path
      outline.depth = nil
      outline.format = .text
      try outline.run()
      return
    }
    try FullScreen.show(paths, by: history)
  }
}
