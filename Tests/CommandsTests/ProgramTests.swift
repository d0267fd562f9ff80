import Testing

@testable import Commands

struct ProgramTests {
  @Test(
    "What is nothing but paths is opened without parsing",
    arguments: [
      ([], true), (["a.md"], true), (["a.md", "b.md"], true), (["notes", "-"], true), (["./keys"], true),
      (["keys"], false), (["help"], false), (["notes", "--version"], false), (["--", "keys"], false), ([""], false),
    ] as [([String], Bool)])
  func plainPaths(_ arguments: [String], _ isPlain: Bool) {
    #expect(Program.plainPaths(in: arguments) == (isPlain ? arguments : nil))
  }
}
