import ArgumentParser
import Notebook

struct KeysCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown }

  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Print every key and what it does.")

  @Option(help: "text or markdown (a table).")
  var format: Format = .text

  func run() throws {
    if format == .markdown {
      Output.write(try KeySections.markdown())
      return
    }
    let keymap = try Keymap(entries: CommandTable.entries)
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
  }
}
