import ArgumentParser
import Foundation
import Settings

/// The command line.
@main
struct Gloss: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gloss",
    abstract: "Read Markdown notes as an outline, and write in their margin.",
    discussion: """
      gloss FILE.md shows the notes full screen: ? there shows the keys, q quits. The notes are never changed; \
      annotations are kept beside them in NAME.md.review.yaml.
      """,
    version: "0.1.0",
    subcommands: [
      OpenCommand.self, TutorCommand.self, OutlineCommand.self, AnnotateCommand.self, AnnotationsCommand.self,
      SearchCommand.self, CheckCommand.self, ReanchorCommand.self, ExportCommand.self, RenameCommand.self,
      MergeSidecarCommand.self, KeysCommand.self, ThemesCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)

  /// What was asked for, where that is nothing but paths.
  ///
  /// Most starts are these. Reading a command line with everything that it may hold takes a good part of the time until
  /// the first frame.
  private static var plainPaths: [String]? {
    let arguments = CommandLine.arguments.dropFirst()
    // No command is called so.
    if arguments.allSatisfy({ !$0.hasPrefix("-") && $0.utf8.contains(UInt8(ascii: ".")) }), !arguments.isEmpty {
      return Array(arguments)
    }
    let commands = Set(configuration.subcommands.compactMap { $0.configuration.commandName }).union(["help"])
    let isPlain = arguments.allSatisfy { argument in
      argument == "-" || !argument.isEmpty && !argument.hasPrefix("-") && !commands.contains(argument)
    }
    return isPlain ? Array(arguments) : nil
  }

  /// Where to read what can be asked for: of the command that was named, else of the program.
  private static var helpHint: String {
    let commands = configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .compactMap { $0.configuration.commandName }
    guard let command = CommandLine.arguments.dropFirst().first, commands.contains(command) else {
      return "gloss --help shows the commands"
    }
    return "gloss help \(command) says more"
  }

  /// Refuses help on what is no command: the parser would give the help on the whole program instead.
  private static func checkHelp(for arguments: [String]) throws(Failure) {
    guard arguments.count > 1, arguments[0] == "help", !arguments[1].hasPrefix("-") else { return }
    let commands = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard arguments[1] != "help", !commands.contains(arguments[1]) else { return }
    let nearest = nearestName(to: arguments[1], in: commands).map { "did you mean gloss help \($0)?" }
    throw Failure("there is no command \(arguments[1]); \(nearest ?? "gloss --help shows the commands")")
  }

  /// Exit codes: 0 fine, 1 a finding or nothing found, 2 an error, usage included.
  static func main() {
    // A limit on the size of files is an error like a full disk, which is told, not the end.
    signal(SIGXFSZ, SIG_IGN)
    do {
      if let paths = plainPaths {
        try OpenCommand.open(paths)
      } else {
        try checkHelp(for: Array(CommandLine.arguments.dropFirst()))
        var command = try parseAsRoot()
        try command.run()
      }
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch let failure as Failure {
      Output.complain(failure.message)
      Foundation.exit(2)
    } catch {
      if exitCode(for: error) == .success {
        print(fullMessage(for: error))
        Foundation.exit(0)
      }
      Output.complain(message(for: error))
      Output.complain(helpHint, plain: true)
      Foundation.exit(2)
    }
  }
}

/// What stops a command: a sentence that says what is wrong and what to do about it.
struct Failure: Error {
  var message: String
  init(_ message: String) { self.message = message }
}

/// The two outputs: data on one, words for people on the other.
enum Output {
  /// Collects lines and writes them in large pieces.
  struct Lines: ~Copyable {
    private var buffer: [UInt8] = []

    mutating func write(_ line: String) {
      buffer.append(contentsOf: line.utf8)
      buffer.append(UInt8(ascii: "\n"))
      if buffer.count > 1 << 16 { flush() }
    }

    private mutating func flush() {
      Output.write(buffer)
      buffer = []
    }

    consuming func finish() { flush() }
  }

  /// Writes a whole document on standard output.
  static func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes bytes on standard output; where they don't arrive, that is said and the program ends.
  static func write(_ bytes: [UInt8]) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      complain("the output cannot be written: \(reason(of: error))")
      Foundation.exit(2)
    }
  }

  /// The operating system's own words for what Foundation could not do.
  static func reason(of error: any Error) -> String {
    let cause = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError }
    return cause.map { String(cString: strerror(Int32($0.code))) } ?? error.localizedDescription
  }

  /// Says something on standard error; `plain` leaves the program's name out.
  static func complain(_ message: String, plain: Bool = false) {
    try? FileHandle.standardError.write(contentsOf: Data(((plain ? "" : "gloss: ") + message + "\n").utf8))
  }
}
