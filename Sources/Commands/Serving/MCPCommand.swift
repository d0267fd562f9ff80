import App
import ArgumentParser

struct MCPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp", abstract: "Serve notes and annotations to agents over the Model Context Protocol.",
    discussion: """
      JSON-RPC on standard input and output, a message a line. An agent is told of the tools outline, search and \
      annotations; with --write of those that annotate, too. The notes themselves are never written.
      """)

  @Argument(help: "Markdown files or folders.")
  var paths: [String] = ["."]

  @Flag(help: "Let the agent annotate, reply, resolve, edit, delete and move.")
  var write = false

  /// Answers requests from standard input, one a line, until its end.
  ///
  /// - Throws: Nothing; errors are answered.
  func run() throws {
    let server = MCPServer(paths: paths, isWritable: write)
    while let line = readLine() {
      if line.allSatisfy(\.isWhitespace) { continue }
      if let answer = server.answer(to: line) { Output.write(answer + "\n") }
    }
  }
}
