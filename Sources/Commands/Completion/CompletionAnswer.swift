import Glibc

/// The words that the last word of a command line may go on as.
struct CompletionAnswer {
  struct Candidate: Hashable {
    var word: String
    var help = ""
  }

  /// Whether names of files belong there as well.
  private(set) var offersFiles = false
  private(set) var candidates: [Candidate] = []
  /// The word as far as it is typed.
  private let word: String

  /// - Parameter words: The words behind the program's name; the last one, maybe empty, is to be completed.
  init(to words: [String], about program: CommandDescription) {
    word = words.last ?? ""
    let before = words.dropLast()
    let commands = program.displayed + program.helpCommand
    guard let command = commands.first(where: { $0.commandName == before.first }) else {
      let isFirst = before.isEmpty
      if isFirst, !word.hasPrefix("-") {
        offer(commands.map { Candidate(word: $0.commandName, help: $0.abstract ?? "") })
      }
      if word.hasPrefix("-") { offer(isFirst ? Self.programOptions : []) } else { offersFiles = true }
      return
    }
    if command.commandName == "help" {
      offer(program.displayed.map { Candidate(word: $0.commandName, help: $0.abstract ?? "") })
      return
    }
    complete(command, behind: Array(before.dropFirst()))
  }

  private static let programOptions = [
    Candidate(word: "--help", help: "Show the commands."), Candidate(word: "--version", help: "Show the version."),
  ]

  private mutating func complete(_ command: CommandDescription, behind before: [String]) {
    var positional = 0
    var used: Set<String> = []
    var waiting: CommandDescription.Argument?
    var optionsEnded = false
    for earlier in before {
      if waiting != nil {
        waiting = nil
      } else if earlier == "--" {
        optionsEnded = true
      } else if !optionsEnded, earlier.hasPrefix("-"), earlier != "-" {
        let name = String(earlier.prefix { $0 != "=" })
        guard let argument = command.option(called: name) else { continue }
        used.insert(name)
        if argument.kind == "option", !earlier.contains("=") { waiting = argument }
      } else {
        positional += 1
      }
    }
    if let waiting { return offerValues(of: waiting, in: command, words: before) }
    if !optionsEnded, word.hasPrefix("-"), word != "-" {
      if let equals = word.firstIndex(of: "="), let option = command.option(called: String(word[..<equals])) {
        let name = word[...equals]
        let values = Self.values(of: option, in: command, words: before)
        return offer(values.candidates.map { Candidate(word: name + $0.word, help: $0.help) })
      }
      return offer(command.options.filter { !used.contains($0.word) || $0.isRepeating }.map(\.candidate))
    }
    let arguments = command.positionals
    guard let argument = positional < arguments.count ? arguments[positional] : arguments.last,
      positional < arguments.count || argument.isRepeating
    else { return }
    offerValues(of: argument, in: command, words: before)
  }

  private mutating func offerValues(
    of argument: CommandDescription.Argument, in command: CommandDescription, words: [String]
  ) {
    let values = Self.values(of: argument, in: command, words: words)
    offersFiles = values.offersFiles
    offer(values.candidates)
  }

  /// The values of an argument: those that the parser knows, else those that its name stands for. Other arguments
  /// without a name are paths.
  private static func values(
    of argument: CommandDescription.Argument, in command: CommandDescription, words: [String]
  ) -> (candidates: [Candidate], offersFiles: Bool) {
    if let values = argument.allValues ?? argument.completionKind?.list?.values {
      return (values.map { Candidate(word: $0) }, false)
    }
    let paths = words.filter { !$0.hasPrefix("-") && access($0, F_OK) == 0 }
    let name = argument.names?.first?.name ?? argument.valueName ?? ""
    if let candidates = CompletionValues.candidates(called: name, paths: paths) { return (candidates, false) }
    return ([], argument.kind == "positional" || argument.completionKind?.isFile ?? false)
  }

  private mutating func offer(_ candidates: [Candidate]) {
    self.candidates += candidates.filter { $0.word.hasPrefix(word) }
  }
}

extension CommandDescription {
  /// The options and flags with their names, `--help` among them.
  fileprivate var options: [(word: String, isRepeating: Bool, candidate: CompletionAnswer.Candidate)] {
    (arguments ?? []).filter { $0.kind != "positional" && $0.shouldDisplay }.flatMap { argument in
      argument.words.map { ($0, argument.isRepeating, .init(word: $0, help: argument.abstract ?? "")) }
    }
  }

  fileprivate var positionals: [Argument] { (arguments ?? []).filter { $0.kind == "positional" } }

  fileprivate func option(called word: String) -> Argument? { (arguments ?? []).first { $0.words.contains(word) } }
}
