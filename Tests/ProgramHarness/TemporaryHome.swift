import Foundation
import PseudoTerminal

/// A reader's home in a folder of its own, removed afterwards, and the program run in it.
///
/// Programs start in its folder `notes`, which is empty at first; state, configuration and cache lie beside that.
package final class TemporaryHome {
  /// The absolute path of the home.
  package let folder: String

  /// - Throws: Where the folder can't be made.
  package init() throws {
    let name = "gloss-tests-\(UUID().uuidString)"
    folder = FileManager.default.temporaryDirectory.appending(path: name).standardizedFileURL.path
    for name in ["notes", "state", "config", "cache", "tmp"] {
      try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The program that was built together with the tests.
  package static let program = PseudoTerminal.product("gloss")

  /// The variables that programs are started with, on top of `PseudoTerminal.environment`; those of `more` win.
  package func environment(_ more: [String: String] = [:]) -> [String: String] {
    [
      "HOME": folder, "XDG_STATE_HOME": folder + "/state", "XDG_CONFIG_HOME": folder + "/config",
      "XDG_CACHE_HOME": folder + "/cache", "TMPDIR": folder + "/tmp", "USER": "reader",
      "SWIFT_BACKTRACE": "enable=no", "GIT_CONFIG_NOSYSTEM": "1",
    ].merging(more) { $1 }
  }

  // MARK: - Files

  /// The path of a file among the notes.
  package func path(_ name: String) -> String { folder + "/notes/" + name }

  /// Writes a file among the notes, with the folders that it lies in, and returns its path.
  ///
  /// - Throws: Where it can't be written.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String { try Self.write(text, at: path(name)) }

  /// Writes a file of the program's configuration, such as `config.yaml`.
  ///
  /// - Throws: Where it can't be written.
  package func configure(_ text: String, in name: String = "config.yaml") throws {
    try Self.write(text, at: folder + "/config/gloss/" + name)
  }

  @discardableResult
  private static func write(_ text: String, at path: String) throws -> String {
    let file = URL(filePath: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return path
  }

  /// The text of a file among the notes; empty where there is none.
  package func read(_ name: String) -> String { Self.text(of: path(name)) }

  /// Whether there is such a file among the notes.
  package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// Removes a file from among the notes.
  ///
  /// - Throws: Where there is none.
  package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

  private static func text(of path: String) -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Waits for something that another process does; false where it has not come within `PseudoTerminal.patience`.
  package func wait(until condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + PseudoTerminal.patience
    while !condition() {
      if ContinuousClock.now > deadline { return false }
      poll(nil, 0, 10)
    }
    return true
  }

  /// Waits until a file below `place` in the program's state folder has `text` in it; false where none gets it.
  package func waitForState(in place: String = "", containing text: String) -> Bool {
    let place = folder + "/state/gloss/" + place
    return wait {
      let names = FileManager.default.enumerator(atPath: place)?.allObjects as? [String] ?? []
      return names.contains { Self.text(of: place + "/" + $0).contains(text) }
    }
  }

  // MARK: - On a terminal

  /// Starts the program full screen among the notes.
  ///
  /// - Throws: `PseudoTerminal.Failure` where it does not start.
  package func open(
    _ arguments: String..., environment: [String: String] = [:], size: (columns: Int, rows: Int) = (80, 24)
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      command: [Self.program] + arguments, environment: self.environment(environment), size: size,
      directory: path(""))
  }

  /// Starts a shell on a terminal that runs `script`, in which `$GLOSS` is the program.
  ///
  /// - Throws: `PseudoTerminal.Failure` where it does not start.
  package func shell(_ script: String, environment: [String: String] = [:]) throws -> PseudoTerminal {
    try PseudoTerminal(
      command: ["/bin/bash", "--norc", "-m", "-c", script],
      environment: self.environment(environment).merging(["GLOSS": Self.program]) { $1 }, directory: path(""))
  }

  // MARK: - Without a terminal

  /// The end of a program that ran without a terminal.
  package struct Outcome {
    /// The text on standard output.
    package var output: String
    /// The text on standard error.
    package var errors: String
    /// The exit status.
    package var status: Int32
    /// The lines of the output without empty ones.
    package var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// Runs the program and waits for its end.
  ///
  /// - Throws: Where it does not start.
  @discardableResult
  package func gloss(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Outcome {
    try gloss(arguments: arguments, input: input, environment: environment)
  }

  /// Runs the program and waits for its end.
  ///
  /// - Throws: Where it does not start.
  @discardableResult
  package func gloss(
    arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Outcome {
    try run([Self.program] + arguments, input: input, environment: environment)
  }

  /// Runs git as somebody who may commit.
  ///
  /// - Throws: Where it does not start.
  @discardableResult
  package func git(_ arguments: String...) throws -> Outcome {
    try run(["/usr/bin/env", "git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"] + arguments)
  }

  /// Runs any program, whose path comes first, and waits for its end.
  ///
  /// - Throws: Where it does not start.
  package func run(_ words: [String], input: String = "", environment: [String: String] = [:]) throws -> Outcome {
    let files = ["input", "output", "errors"].map { folder + "/tmp/\(UUID().uuidString)-" + $0 }
    try Data(input.utf8).write(to: URL(filePath: files[0]))
    for file in files[1...] { try Data().write(to: URL(filePath: file)) }
    defer { for file in files { try? FileManager.default.removeItem(atPath: file) } }
    let process = process(words, environment)
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: files[0]))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: files[1]))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: files[2]))
    try process.run()
    process.waitUntilExit()
    return Outcome(
      output: Self.text(of: files[1]), errors: Self.text(of: files[2]), status: process.terminationStatus)
  }

  /// Starts the program, which runs until it is ended.
  ///
  /// - Throws: Where it does not start.
  package func start(_ arguments: String...) throws -> RunningProgram {
    try RunningProgram(process([Self.program] + arguments, [:]))
  }

  private func process(_ words: [String], _ environment: [String: String]) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.environment = PseudoTerminal.environment.merging(self.environment(environment)) { $1 }
    process.currentDirectoryURL = URL(filePath: path(""))
    return process
  }

  // MARK: - Notes

  /// Notes for most tests.
  package static let garden = """
    # Vegetables
    Sow them **early**.

    - Roots
      - Carrots
      - Parsnips
    - Leaves
      - Lettuce

    # Flowers
    - Tulips
    - Daisies

    """
}
