import Foundation
import PseudoTerminal

/// A reader's home in a folder of its own, which is gone afterwards, and the program run in it.
final class Home {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "/gloss-tests-\(UUID().uuidString)"
    for name in ["notes", "state", "config", "cache", "tmp"] {
      try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// What the program is started with.
  func environment(_ more: [String: String] = [:]) -> [String: String] {
    [
      "HOME": folder, "XDG_STATE_HOME": folder + "/state", "XDG_CONFIG_HOME": folder + "/config",
      "XDG_CACHE_HOME": folder + "/cache", "TMPDIR": folder + "/tmp", "USER": "reader",
      "SWIFT_BACKTRACE": "enable=no",
    ].merging(more) { $1 }
  }

  /// The path of a file among the notes.
  func path(_ name: String) -> String { folder + "/notes/" + name }

  /// Writes a file among the notes and returns its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let path = path(name)
    try FileManager.default.createDirectory(
      at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  /// What a file among the notes holds; empty where there is none.
  func read(_ name: String) -> String {
    FileManager.default.contents(atPath: path(name)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Starts the program full screen in the folder of the notes.
  func open(
    _ arguments: String..., environment: [String: String] = [:], size: (columns: Int, rows: Int) = (80, 24)
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      command: [Home.gloss] + arguments, environment: self.environment(environment), size: size,
      directory: folder + "/notes")
  }

  /// Starts a shell that runs `script`, in which `$GLOSS` is the program.
  func shell(_ script: String, environment: [String: String] = [:]) throws -> PseudoTerminal {
    try PseudoTerminal(
      command: ["/bin/bash", "--norc", "-m", "-c", script],
      environment: self.environment(environment).merging(["GLOSS": Home.gloss]) { $1 }, directory: folder + "/notes")
  }

  /// What a run of the program without a screen gave.
  struct Result {
    var output: String
    var complaints: String
    var status: Int32
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// Runs the program without a terminal and waits for its end.
  func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Result {
    try run(program: Home.gloss, arguments, input: input, environment: environment)
  }

  func run(
    program: String, _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Result {
    let files = ["input", "output", "complaints"].map { folder + "/tmp/\(UUID().uuidString)-" + $0 }
    try Data(input.utf8).write(to: URL(filePath: files[0]))
    for file in files[1...] { try Data().write(to: URL(filePath: file)) }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = PseudoTerminal.environment.merging(self.environment(environment)) { $1 }
    process.currentDirectoryURL = URL(filePath: folder + "/notes")
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: files[0]))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: files[1]))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: files[2]))
    try process.run()
    process.waitUntilExit()
    func text(_ file: String) -> String {
      FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    return Result(output: text(files[1]), complaints: text(files[2]), status: process.terminationStatus)
  }

  /// The program that was built together with the tests.
  static let gloss = PseudoTerminal.product("gloss")

  /// Notes for most tests.
  static let garden = """
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

  /// Real notes that lie beside the checkout, where they do.
  static let corpus: String = {
    if let folder = ProcessInfo.processInfo.environment["GLOSS_CORPUS"] { return folder }
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    return tests.appending(path: "../../../shared/corpus").standardizedFileURL.path
  }()
}
