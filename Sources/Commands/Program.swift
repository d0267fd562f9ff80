import App
import ArgumentParser
import Settings

/// The program as a command line starts it.
package enum Program {
  /// The names of all commands, `help` aside.
  static var commandNames: [String] { Gloss.configuration.subcommands.compactMap { $0.configuration.commandName } }

  /// Runs what `arguments` ask for; the first is the program's own name.
  ///
  /// - Parameter news: The release notes, which `--version --news` prints.
  /// - Returns: The exit status: 0 fine, 1 a finding or nothing found, 2 an error, usage included.
  package static func run(_ arguments: [String], news: [UInt8] = []) -> Int32 {
    let arguments = Array(arguments.dropFirst())
    do {
      if arguments == ["--version"] {
        Output.write(Gloss.configuration.version + "\n")
        return 0
      }
      if arguments.count == 2, Set(arguments) == ["--version", "--news"] {
        Output.write(news)
        return 0
      }
      if let script = try completionScript(for: arguments) {
        Output.write(script)
      } else if let paths = plainPaths(in: arguments) {
        try OpenCommand.open(paths)
      } else {
        try checkHelp(for: arguments)
        var command = try Gloss.parseAsRoot(arguments)
        try command.run()
      }
      return 0
    } catch let code as ExitCode {
      return code.rawValue
    } catch let failure as Failure {
      if !failure.message.isEmpty { Output.printError(failure.message + hint(for: failure)) }
      return 2
    } catch {
      if Gloss.exitCode(for: error) == .success {
        Output.write(Gloss.fullMessage(for: error) + "\n")
        return 0
      }
      Output.printError(Gloss.message(for: error))
      Output.printError(helpHint(for: arguments), plain: true)
      return 2
    }
  }

  /// The arguments, where they are nothing but paths to be shown full screen; else nil.
  ///
  /// Most starts are these. Parsing a command line with everything that it may hold takes a good part of the time until
  /// the first frame.
  static func plainPaths(in arguments: [String]) -> [String]? {
    // No command has a dot in its name.
    if arguments.allSatisfy({ !$0.hasPrefix("-") && $0.utf8.contains(UInt8(ascii: ".")) }), !arguments.isEmpty {
      return arguments
    }
    let commands = Set(commandNames).union(["help"])
    let isPlain = arguments.allSatisfy { argument in
      argument == "-" || !argument.isEmpty && !argument.hasPrefix("-") && !commands.contains(argument)
    }
    return isPlain ? arguments : nil
  }

  /// The script that `--generate-completion-script SHELL` asks for; nil for other command lines.
  ///
  /// - Throws: `Failure` for a shell that there is no script for.
  private static func completionScript(for arguments: [String]) throws(Failure) -> String? {
    guard let option = arguments.first, option.hasPrefix("--generate-completion-script") else { return nil }
    let shell = option.contains("=") ? String(option.drop { $0 != "=" }.dropFirst()) : arguments.dropFirst().first ?? ""
    if let script = CompletionScript(rawValue: shell) { return script.text }
    let names = CompletionScript.allCases.map(\.rawValue).joined(separator: ", ")
    throw Failure("there are completions for \(names)" + (shell.isEmpty ? ": name one" : ", not for \(shell)"))
  }

  /// Names the command that a path which does not exist may have been meant as.
  private static func hint(for failure: Failure) -> String {
    guard let path = failure.missingPath, let command = nearestName(to: path, in: commandNames) else { return "" }
    return "; did you mean the command gloss \(command)?"
  }

  /// Names the help on the command in `arguments`, else on the program.
  private static func helpHint(for arguments: [String]) -> String {
    let commands = Gloss.configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .compactMap { $0.configuration.commandName }
    guard let command = arguments.first, commands.contains(command) else {
      return "gloss --help shows the commands"
    }
    return "gloss help \(command) says more"
  }

  /// Refuses help on a word that is no command: the parser would print the help on the whole program instead.
  private static func checkHelp(for arguments: [String]) throws(Failure) {
    guard arguments.count > 1, arguments[0] == "help", !arguments[1].hasPrefix("-") else { return }
    guard arguments[1] != "help", !commandNames.contains(arguments[1]) else { return }
    let nearest = nearestName(to: arguments[1], in: commandNames).map { "did you mean gloss help \($0)?" }
    throw Failure("there is no command \(arguments[1]); \(nearest ?? "gloss --help shows the commands")")
  }
}
