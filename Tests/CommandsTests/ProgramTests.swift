import App
import Outline
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

struct TopicPathTests {
  private let outline = Outline(parsing: Array("# A\n\n- b\n  - c\n- d > e\n\n# F\n\n- b\n  - g\n- A\n".utf8))

  @Test(
    "A topic is found by its path, by any unique ending, and by its whole path first",
    arguments: [
      ("A > b", 3), ("c", 4), ("b > c", 4), ("A > d \\> e", 5), ("F > b > g", 10), ("A", 1),
    ])
  func found(path: String, line: Int) throws {
    let topic = try TopicPath.find(path, in: outline, of: "n.md")
    #expect(outline[topic].line.int == line)
  }

  @Test(
    "What is not there or there twice is told with the candidates",
    arguments: [
      ("b", "several topics are called b: line 3: A > b; line 9: F > b; use --line, or more of the path"),
      ("X > c", "no topic X > c in n.md; there is: line 4: A > b > c"), ("nowhere", "no topic nowhere in n.md"),
    ])
  func refused(path: String, message: String) {
    do throws(Failure) {
      _ = try TopicPath.find(path, in: outline, of: "n.md")
      Issue.record("it was found")
    } catch {
      #expect(error.message == message)
    }
  }
}
