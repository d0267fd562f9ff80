import Foundation
import PseudoTerminal
import Testing

/// A folder of its own for one test, with a state folder inside; removed afterwards.
final class Workplace {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/gloss-command-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: path + "/" + name).map { String(decoding: $0, as: UTF8.self) }
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

  struct Outcome {
    var output: String
    var errors: String
    var status: Int32
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// Runs gloss in the folder.
  @discardableResult
  func gloss(_ arguments: String...) throws -> Outcome { try gloss(arguments: arguments) }

  func gloss(arguments: [String]) throws -> Outcome { try run([Workplace.program] + arguments) }

  @discardableResult
  func git(_ arguments: String...) throws -> Outcome {
    try run(["/usr/bin/env", "git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"] + arguments)
  }

  private var environment: [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": path + "/home",
      "XDG_STATE_HOME": path + "/home/state", "XDG_CONFIG_HOME": path + "/home/config", "LANG": "C.UTF-8",
      "GIT_CONFIG_NOSYSTEM": "1",
    ]
  }

  func run(_ words: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    process.environment = environment
    let (output, errors) = (path + "/.output", path + "/.errors")
    for file in [output, errors] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    defer { for file in [output, errors] { try? FileManager.default.removeItem(atPath: file) } }
    return Outcome(
      output: read(".output") ?? "", errors: read(".errors") ?? "", status: process.terminationStatus)
  }

  /// Starts gloss in the folder; it runs until it is ended.
  func start(_ arguments: String...) throws -> RunningProgram {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Workplace.program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    process.environment = environment
    return try RunningProgram(process)
  }

  /// The program, which is built beside the tests.
  static let program: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().path + "/gloss"
  }()
}
