import Notebook
import Store
import StoreHarness
import Testing

@testable import App

struct SmallPartsTests {
  @Test(
    "A word for the shell means just itself",
    arguments: [
      ("plain.md", "plain.md"), ("", "''"), ("two words", "'two words'"), ("it's", "'it'\\''s'"), ("$HOME", "'$HOME'"),
      ("dé.md", "dé.md"), ("a\nb", "'a\nb'"),
    ])
  func shellWord(_ text: String, _ word: String) { #expect(text.shellWord == word) }

  @Test(
    "Each editor is told the line as it wants to be told",
    arguments: [
      ("vi", ["+7", "a.md"]), ("/usr/bin/nano -w", ["+7", "a.md"]), ("hx", ["a.md:7"]), ("subl", ["a.md:7"]),
      ("code", ["--wait", "--goto", "a.md:7"]), ("code --wait", ["--goto", "a.md:7"]),
    ])
  func editorArguments(_ editor: String, _ arguments: [String]) {
    #expect(ExternalEditor.arguments(for: "a.md", line: 7, editor: editor) == arguments)
  }

  @Test("What is over all notebooks comes back as it was stored")
  func appState() {
    #expect(AppState(rows: AppState(lastNotebook: "/a\tb").rows)?.lastNotebook == "/a\tb")
    #expect(AppState(rows: []) == nil)
    #expect(AppState(rows: [["notebook"]]) == nil)
  }

  @Test("Events come out in the order in which they were put in, once")
  func eventQueue() throws {
    let queue = try EventQueue()
    for text in ["one", "two"] { queue.put(.notice(Message(text))) }
    let texts = queue.take().compactMap { event -> String? in
      if case .notice(let message) = event { message.text } else { nil }
    }
    #expect(texts == ["one", "two"])
    #expect(queue.take().isEmpty)
  }

  @Test("Several arguments are one notebook; what is in another of them is there once")
  func roots() throws {
    let folder = TemporaryFolder()
    folder.write("# A\n", to: "a.md")
    folder.write("# B\n", to: "b.md")
    let environment = folder.environment()
    let roots = try #require(try PathArguments.folders(of: [folder.path, folder.path + "/a.md"], environment))
    #expect(roots.roots == [folder.path])
    #expect(try PathArguments.folders(of: [folder.path + "/a.md"], environment) == nil)
    var listing = try roots.listing()
    var names: [String] = []
    while let file = listing.next() { names.append(file.name) }
    #expect(names == ["a.md", "b.md"])
    #expect(roots.name(ofPath: folder.path + "/b.md") == "b.md")
    #expect(roots.name(ofPath: "/elsewhere/b.md") == nil)
  }

  @Test("An argument that is nothing is named, and told apart from one that can't be read")
  func missingPath() throws {
    let folder = TemporaryFolder()
    let error = #expect(throws: Failure.self) {
      try PathArguments.tree(of: [folder.path + "/none"], folder.environment())
    }
    #expect(error?.missingPath == folder.path + "/none")
    #expect(throws: Failure.self) { try PathArguments.tree(of: [folder.path], folder.environment()) }
  }
}
