import Foundation
import Glibc
import ProgramHarness
import PseudoTerminal
import Testing

/// The completions as they come in real shells, on a terminal.
@Suite struct ShellCompletionTests {
  enum Shell: String, CaseIterable {
    case bash, zsh, fish

    var path: String { "/usr/bin/" + rawValue }
    var isInstalled: Bool { access(path, X_OK) == 0 }

    /// The shell without anybody's settings.
    var command: [String] {
      switch self {
      case .bash: [path, "--norc", "--noprofile", "-i"]
      case .zsh: [path, "-f", "-i"]
      case .fish: [path, "--no-config", "-i"]
      }
    }

    /// The line that teaches it the completions and says so when it has.
    func setup(_ script: String) -> String {
      switch self {
      case .bash: "PS1='> '; source \(script); echo rea''dy\r"
      case .zsh: "PS1='> '; autoload -U compinit; compinit -u -D; source \(script); echo rea''dy\r"
      case .fish: "source \(script); echo rea''dy\r"
      }
    }
  }

  static let installed = Shell.allCases.filter(\.isInstalled)

  private func start(_ shell: Shell, in home: TemporaryHome) throws -> PseudoTerminal {
    for name in ["garden notes.md", "beds.md", "other.txt", "seeds/list.md"] { try home.write("# A\n", to: name) }
    try home.configure("searches:\n  exam: tag:exam\n")
    let bin = home.folder + "/bin"
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: bin + "/gloss", withDestinationPath: TemporaryHome.program)
    let script = home.folder + "/script"
    let text = try home.gloss("--generate-completion-script", shell.rawValue).output
    try Data(text.utf8).write(to: URL(filePath: script))
    let terminal = try PseudoTerminal(
      command: shell.command, environment: home.environment(["PATH": bin + ":/usr/bin:/bin"]), size: (100, 24),
      directory: home.path(""))
    terminal.send(shell.setup(script))
    try terminal.wait { screen in (0..<24).contains { screen.row($0).hasPrefix("ready") } }
    return terminal
  }

  @Test("Tab completes commands, options, their values, notes and folders", arguments: installed)
  func completes(_ shell: Shell) throws {
    let home = try TemporaryHome()
    let terminal = try start(shell, in: home)
    for (typed, completed) in [
      ("gloss the", "gloss themes "), ("gloss bed", "gloss beds.md "), ("gloss gard", "gloss garden\\ notes.md "),
      ("gloss garden\\ n", "gloss garden\\ notes.md "), ("gloss see", "gloss seeds/"),
      ("gloss outline oth", "gloss outline other.txt "),
      ("gloss export beds.md --form", "gloss export beds.md --format "),
      ("gloss export beds.md --format h", "gloss export beds.md --format html "),
      ("gloss annotations --state res", "gloss annotations --state resolved "),
      ("gloss search @ex", "gloss search @exam "), ("gloss search @", "gloss search @exam "),
    ] {
      terminal.send(typed + "\t")
      // The cursor tells a blank behind the word.
      try terminal.wait { screen in
        let row = screen.row(screen.cursor.row)
        let end = row.index(row.startIndex, offsetBy: min(screen.cursor.column, row.count))
        let blanks = String(repeating: " ", count: max(0, screen.cursor.column - row.count))
        return (row[..<end] + blanks).hasSuffix(completed)
      }
      terminal.send(PseudoTerminal.Keys.control("u"))
      try terminal.wait { !$0.row($0.cursor.row).contains("gloss ") }
    }
  }

  @Test("Two Tabs show what a beginning may become", arguments: installed) func lists(_ shell: Shell) throws {
    let home = try TemporaryHome()
    let terminal = try start(shell, in: home)
    terminal.send("gloss annotat\t\t")
    try terminal.wait { $0.shows("annotate") && $0.shows("annotations") }
  }
}
