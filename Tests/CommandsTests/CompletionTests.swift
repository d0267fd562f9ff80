import Testing

@testable import Commands

struct CompletionTests {
  private let program: CommandDescription

  init() throws { program = try CommandDescription.ofProgram() }

  @Test(
    "Words go on as what belongs there",
    arguments: [
      (["expo"], ["export"], true), ([""], [], true), (["export", "a.md", "--format", "h"], ["html"], false),
      (["export", "--format=h"], ["--format=html"], false), (["annotations", "--state", "orp"], ["orphan"], false),
      (["annotations", "a.md", "--sta"], ["--state"], false), (["help", "rean"], ["reanchor"], false),
      (["outline", ""], [], true), (["rename", "a.md", "b"], [], true), (["themes", ""], [], false),
      (["annotate", "a.md", "--text", "x"], [], false), (["--vers"], ["--version"], false),
      (["export", "--", "--f"], [], true),
    ] as [([String], [String], Bool)])
  func answers(words: [String], candidates: [String], offersFiles: Bool) {
    let answer = CompletionAnswer(to: words, about: program)
    if words != [""] { #expect(answer.candidates.map(\.word) == candidates) }
    #expect(answer.offersFiles == offersFiles)
  }

  @Test("An option that was given is not offered again") func optionsOnce() {
    let words = CompletionAnswer(to: ["export", "a.md", "--format", "text", "--"], about: program).candidates.map(
      \.word)
    #expect(words.contains("--columns") && !words.contains("--format"))
  }

  @Test("Every path of every command offers files") func paths() {
    for command in program.displayed where !["search"].contains(command.commandName) {
      // Behind an id, the completion of ids comes first.
      let argument = command.arguments?.first { $0.kind == "positional" }
      if ["path", "paths", "old", "new"].contains(argument?.valueName ?? "") {
        #expect(CompletionAnswer(to: [command.commandName, ""], about: program).offersFiles, "\(command.commandName)")
      }
    }
  }

  @Test("Other shells are refused with those that there are") func otherShells() {
    #expect(Program.run(["gloss", "--generate-completion-script", "tcsh"]) == 2)
  }
}
