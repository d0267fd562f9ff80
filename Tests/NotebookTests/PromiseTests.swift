import Fixtures
import Foundation
import NotebookHarness
import Terminal
import Testing

/// Nothing in a note is invisible: every word that the pane shows is found by the search of the full screen.
struct NotebookPromiseTests {
  @Test(arguments: ["vault", "page", "page-of-html", "lecture", "answer", "garden", "speisen"])
  func everyWordInThePaneIsFound(name: String) throws {
    let file = Corpus.fixtures.appending(path: name + ".md")
    var notebook = try NotebookHarness(
      String(decoding: try Data(contentsOf: file), as: UTF8.self), size: Size(columns: 200, rows: 60))
    notebook.press("gg")
    let words = Set(
      // The first line is the file's name.
      notebook.detail.drop { $0 != "\n" }.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter {
        $0.count > 1
      })
    #expect(words.count > 20)
    for word in words.sorted() {
      notebook.press("/\"" + word + "\"<Enter>")
      #expect(!Self.isRefusal(notebook.message), "\(word): \(notebook.message)")
    }
  }

  @Test func whatIsNotThereIsNotFound() throws {
    var notebook = try NotebookHarness("# A\n\nbread\n")
    notebook.press("/zebra<Enter>")
    #expect(Self.isRefusal(notebook.message), "\(notebook.message)")
  }

  private static func isRefusal(_ message: String) -> Bool {
    message.hasPrefix("nothing found") || message.contains("nowhere")
  }
}
