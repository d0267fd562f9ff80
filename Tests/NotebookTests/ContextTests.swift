import Layout
import NotebookHarness
import Outline
import Terminal
import Testing

@testable import Notebook

/// Reading short topics among what surrounds them.
@Suite struct ContextTests {
  /// Three sections of sentences: the first and the last fill a pane, the second does not.
  static let notes: String = {
    var text = "# Course\n\n## First\n\n"
    for number in 1...40 { text += "- The sentence of number \(number) in the first section.\n" }
    text += "\n## Second\n\n- One.\n- Two.\n  - Two and a half.\n\n## Third\n\n"
    for number in 1...40 { text += "- Another sentence, number \(number).\n" }
    return text
  }()

  private func notebook(_ keys: String = "", rows: Int = 24) throws -> NotebookHarness {
    var notebook = try NotebookHarness(ContextTests.notes, size: Size(columns: 120, rows: rows))
    notebook.press(keys)
    return notebook
  }

  private func scope(_ notebook: NotebookHarness) -> String? {
    let state = notebook.state
    guard let layout = state.detail.layout, let document = state.selectedDocument else { return nil }
    return layout.content.topic == .root ? "" : document.outline.title(of: layout.content.topic)
  }

  private func marked(_ notebook: NotebookHarness) -> String? {
    notebook.state.detail.mark.flatMap { notebook.state.selectedDocument?.outline.title(of: $0) }
  }

  @Test("A leaf is shown in the nearest branch that fills the pane, with a mark beside it") func leaf() throws {
    let notebook = try notebook("5j")
    #expect(scope(notebook) == "First")
    #expect(marked(notebook) == "The sentence of number 3 in the first section.")
  }

  @Test("A step moves the mark and not the text, as long as the topic is in view") func step() throws {
    var notebook = try notebook("3j")
    let (top, key) = (notebook.state.detail.top, notebook.state.detail.key)
    for number in 2...10 {
      notebook.press("j")
      #expect(marked(notebook) == "The sentence of number \(number) in the first section.")
      #expect(notebook.state.detail.top == top)
      #expect(notebook.state.detail.key == key)
    }
    notebook.press("9k")
    #expect(notebook.state.detail.top == top)
  }

  @Test("A topic that is not in view is scrolled to, and some steps further nothing scrolls") func scrolls() throws {
    var notebook = try notebook("3j")
    var tops: [DetailPosition?] = []
    for _ in 0..<36 {
      notebook.press("j")
      tops.append(notebook.state.detail.top)
      let detail = notebook.state.detail
      let mark = try #require(detail.mark)
      let layout = try #require(detail.layout)
      let (top, first) = (try #require(detail.top), try #require(layout.position(of: mark)))
      #expect(layout.distance(from: top, to: first, limit: notebook.state.detailHeight - 1) != nil)
    }
    let turns = zip(tops, tops.dropFirst()).count { $0 != $1 }
    #expect((1...4).contains(turns), "\(turns) of 36 steps scrolled")
  }

  @Test("A short branch at the end of a long one is shown in that") func shortSection() throws {
    let notebook = try notebook("/Two and<Enter><Esc>")
    #expect(scope(notebook) == "Course")
    #expect(marked(notebook) == "Two and a half.")
  }

  @Test("What fills the pane is shown by itself, from its beginning") func long() throws {
    var notebook = try notebook("2j")
    #expect(scope(notebook) == "First")
    #expect(marked(notebook) == nil)
    #expect(notebook.state.detail.top == notebook.state.detail.layout?.top)
    notebook.press("gg")
    #expect(marked(notebook) == nil)
  }

  @Test("In a file that is shorter than the pane, all of it is shown") func shortFile() throws {
    var notebook = try NotebookHarness("- one\n- two\n  - three\n", size: Size(columns: 100, rows: 24))
    notebook.press("3j")
    #expect(scope(notebook) == "")
    #expect(marked(notebook) == "three")
    #expect(notebook.detail.contains("one") && notebook.detail.contains("three"))
  }

  @Test("gc turns it off and on, and that is remembered") func toggle() throws {
    var notebook = try notebook("5jgc")
    #expect(marked(notebook) == nil)
    #expect(scope(notebook) == "The sentence of number 3 in the first section.")
    let rows = notebook.state.memory.rows
    #expect(rows.contains(["context", "off"]))
    var other = try self.notebook()
    other.state.recall(try #require(SavedView(rows: rows)))
    other.take(.terminal(.resize(other.state.size)))
    #expect(!other.state.showsContext)
    notebook.press("gc")
    #expect(marked(notebook) == "The sentence of number 3 in the first section.")
  }

  @Test("Without a choice of the reader's, nothing of it is kept, and the configuration holds") func unchosen() throws {
    #expect(try notebook("5j").state.memory.rows.allSatisfy { $0.first != "context" && $0.first != "wrap" })
    var options = NotebookState.Options()
    options.context = false
    var plain = try NotebookHarness(ContextTests.notes, size: Size(columns: 100, rows: 24), options: options)
    plain.press("5j")
    #expect(marked(plain) == nil)
  }

  @Test("Commands are for the marked topic", arguments: ["a", "<Tab>a"]) func commands(keys: String) throws {
    var notebook = try notebook("5j" + keys)
    let session = try #require(notebook.state.session)
    #expect(
      notebook.state.selectedDocument?.outline.title(of: session.topic)
        == "The sentence of number 3 in the first section.")
    notebook.press("Why?<C-s>")
    #expect(notebook.disk[FileTree.root]?.first?.anchor.selectedText?.contains("number 3") == true)
    notebook.press(keys == "a" ? "x" : "<Tab>x")
    #expect(notebook.disk[FileTree.root]?.first?.isResolved == true)
  }

  @Test("Reading is marked for the marked topic, and goes on to the next") func reading() throws {
    let notebook = try notebook("5js")
    #expect(notebook.selected == "The sentence of number 4 in the first section.")
    let reading = try #require(notebook.state.selectedDocument?.reading)
    #expect(reading.read.count == 1 && reading.read.contains(TopicIndex(5)))
  }

  @Test("Writing in the margin leaves the text where it is") func writing() throws {
    var notebook = try notebook("5j")
    let top = notebook.state.detail.top
    notebook.press("aSome words<Enter>and more")
    #expect(notebook.state.detail.top == top)
    #expect(scope(notebook) == "First")
    notebook.press("<C-s>")
    #expect(notebook.state.detail.top == top)
    #expect(scope(notebook) == "First")
  }

  @Test("The pane shows no more than what is zoomed into") func zoom() throws {
    let notebook = try notebook("/Two<Enter><Esc>zijj")
    #expect(scope(notebook) == "Two.")
  }

  @Test("Resizing chooses again") func resize() throws {
    var notebook = try notebook("/Two and<Enter><Esc>")
    #expect(scope(notebook) == "Course")
    notebook.take(.terminal(.resize(Size(columns: 120, rows: 8))))
    #expect(scope(notebook) == "Second")
  }

  @Test("Stepping back and forth comes back to the same picture", arguments: [8, 12, 24, 60]) func everywhere(rows: Int)
    throws
  {
    var notebook = try notebook(rows: rows)
    for key in Array(repeating: "j", count: 90) + Array(repeating: "k", count: 90) {
      notebook.press(key)
      try notebook.state.checkInvariants()
    }
    #expect(notebook.state.selection == .root)
  }

  @Test("How far the text was scrolled is remembered") func memory() throws {
    var notebook = try notebook("20j")
    notebook.press("25j")
    let before = notebook.state.detail.top
    let view = try #require(SavedView(rows: notebook.state.memory.rows))
    var other = try NotebookHarness(beginning: "", memory: view)
    other.take(.terminal(.resize(Size(columns: 120, rows: 24))))
    other.take(.opened(.root, OpenedSource(outline: Outline(parsing: Array(ContextTests.notes.utf8)))))
    #expect(other.selected == notebook.selected)
    #expect(other.state.detail.top?.segment.range == before?.segment.range)
  }

  @Test("Links are first those of the marked topic") func links() throws {
    let notes = "# Links\n\n- [one](https://one.example)\n- [two](https://two.example)\n- none\n"
    var notebook = try NotebookHarness(notes, size: Size(columns: 100, rows: 24))
    notebook.press("3jgx")
    #expect(notebook.effects.contains { if case .openLink("https://two.example") = $0 { true } else { false } })
  }
}
