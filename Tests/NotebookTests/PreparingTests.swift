import Layout
import NotebookHarness
import Outline
import Seeding
import Testing

@testable import Notebook

/// Layout ahead of a step, and its lack of visible effect.
@Suite struct PreparingTests {
  /// The contents of the panes.
  private struct Picture: Equatable {
    var rows: [OutlineLine]
    var lines: [DetailLine]?

    init(_ state: NotebookState) {
      rows = state.outlineRows(from: state.top, count: state.outlineHeight).map {
        state.laidOut($0.row, columns: state.panes.outline.size.columns)
      }
      if let layout = state.detail.layout, let top = state.detail.top {
        lines = layout.lines(from: top, count: state.detailHeight)
      }
    }
  }

  @Test("Whatever happens, the panes show the same whether it was prepared or not", arguments: PropertyTests.seeds)
  func unseen(seed: UInt64) throws {
    for (number, notes) in PropertyTests.outlines.enumerated() {
      var prepared = try NotebookHarness(notes, annotations: [annotation("A remark", line: 1, of: notes, id: "a")])
      var plain = prepared
      // Copies share what they remember of rows; these two must not.
      plain.state.outline.rowCache = RowCache(options: plain.state.layoutOptions)
      var random = (Seeded(seed: seed &+ UInt64(number)), Seeded(seed: seed &+ UInt64(number)))
      var history: [String] = []
      for _ in 0..<150 {
        prepared.state.prepareSteps()
        history.append(PropertyTests.step(&prepared, with: &random.0))
        _ = PropertyTests.step(&plain, with: &random.1)
        try #require(
          Picture(prepared.state) == Picture(plain.state), "after \(history.suffix(20).joined(separator: " "))")
      }
    }
  }

  @Test("The details of the next step and page are at hand", arguments: ["j", "k", "<C-f>", "<C-b>"])
  func atHand(keys: String) throws {
    var notebook = try NotebookHarness.animals("8j", size: .init(columns: 80, rows: 8))
    notebook.state.prepareSteps()
    let before = notebook.state.detail.atHand
    notebook.press(keys)
    let place = notebook.state.selection
    #expect(before.contains { $0.key == notebook.state.detail.key && $0.key.row == place })
  }

  @Test("What was left is at hand for the way back") func wayBack() throws {
    var notebook = try NotebookHarness.animals("8j")
    let key = notebook.state.detail.key
    notebook.press("3j")
    #expect(notebook.state.detail.atHand.contains { $0.key == key })
  }

  @Test("Another reading of the file is laid out anew, though its version has the same number") func reread() throws {
    var notebook = try NotebookHarness("- one\n- two\n- three\n", options: .plain)
    notebook.press("j")
    notebook.state.prepareSteps()
    // A document that begins to count anew.
    notebook.state.files.open(
      FileTree.root, Document(OpenedSource(outline: Outline(parsing: Array("- one\n- zwei\n- three\n".utf8)))))
    let stale = notebook.state.detail.atHand
    #expect(!stale.isEmpty)
    for known in stale { #expect(!known.isFor(known.key, of: try #require(notebook.state.selectedDocument).outline)) }
  }

  @Test("Nothing is laid out ahead while a text is written, or in the detail pane", arguments: ["3ja", "3j<Tab>"])
  func elsewhere(keys: String) throws {
    var notebook = try NotebookHarness.animals(keys)
    notebook.state.prepareSteps()
    #expect(notebook.state.detail.atHand.isEmpty)
  }

  @Test("A title that was remembered goes with its reading") func titles() throws {
    var notebook = try NotebookHarness("- one\n- two\n")
    #expect(notebook.state.selectedDocument?.title(of: TopicIndex(2)) == "two")
    notebook.take(.opened(.root, OpenedSource(outline: Outline(parsing: Array("- eins\n- zwei\n".utf8)))))
    #expect(notebook.state.selectedDocument?.title(of: TopicIndex(2)) == "zwei")
    #expect(notebook.state.title(of: RowID(FileTree.root, TopicIndex(1))) == "eins")
  }

  @Test("A remembered title is that of its topic, also where topics share a place") func sharedPlaces() throws {
    let notes = (0..<1_200).map { "- topic \($0)\n" }.joined()
    let document = Document(OpenedSource(outline: Outline(parsing: Array(notes.utf8))))
    for topic in [1, 513, 1_025, 1, 513, 512, 1_024] {
      #expect(document.title(of: TopicIndex(topic)) == "topic \(topic - 1)")
    }
  }
}

@Suite struct MomentTests {
  @Test("A moment is made when it is asked for, once") func lazy() {
    let context = UpdateContext(author: "A") { ("t", "id") }
    #expect(!context.isUsed)
    #expect(context.freshID == "id" && context.isUsed && context.timestamp == "t")
  }
}
