import App
import ArgumentParser

/// Answers a shell's question for completions (see `CompletionScript`).
struct CompleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete", abstract: "Print what a word of a command line may go on as, for shells.",
    shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough, help: "The words behind gloss; the last is the one to complete.")
  var words: [String] = []

  /// Prints the completions of a command line for the shell.
  ///
  /// - Throws: `DecodingError` where the description of the commands can't be decoded.
  func run() throws {
    let words = words.first == "--" ? Array(words.dropFirst()) : words
    let answer = CompletionAnswer(to: words, about: try CommandDescription.ofProgram())
    var output = Output.Lines()
    output.write(answer.offersFiles ? "files" : "words")
    for candidate in answer.candidates {
      output.write(candidate.help.isEmpty ? candidate.word : candidate.word + "\t" + candidate.help)
    }
    output.finish()
  }
}
