import Annotations
import NotebookHarness
import Outline
import Terminal
import Testing

@testable import Notebook

/// The contents of the detail pane for a folder, and the titles of notes.
@Suite struct FolderPaneTests {
  private func notebook(_ keys: String = "") throws -> NotebookHarness {
    var notebook = try NotebookHarness(folder: [
      (path: "README.md", text: "# The garden\n\nWhat *grows* where,\nand why.\n"),
      (path: "beds.md", text: "# Beds and borders\n\n- One\n- Two\n"), (path: "plain.md", text: "- no heading\n"),
      (path: "tools/spade.md", text: "# Spades\n"),
    ])
    notebook.press(keys)
    return notebook
  }

  @Test("A folder lists its notes by title, and says what its README says") func lists() throws {
    let state = try notebook().state
    let entries = try #require(state.folderEntries)
    #expect(entries.map(\.title) == ["The garden", "Beds and borders", "plain.md", "tools"])
    #expect(entries.map(\.name) == ["README.md", "beds.md", "", ""])
    #expect(state.folderParagraph == "What grows where, and why.")
  }

  @Test("The cursor walks the list, and Enter opens what is under it") func opens() throws {
    var notebook = try notebook("<Tab>j")
    #expect(notebook.state.folderCursor == 1)
    notebook.press("<Enter>")
    #expect(notebook.selected == "beds.md")
    #expect(notebook.state.focus == .detail)
    notebook.press("<C-o>")
    #expect(notebook.state.selection == .root)
    try notebook.state.checkInvariants()
  }

  @Test("How much is read, and what is asked, stands beside a note") func facts() throws {
    var notebook = try notebook()
    let beds = try #require(notebook.state.tree.file(path: "/folder/beds.md"))
    notebook.press("2jl")
    notebook.press("jaWhy?<C-x>tquestion<Enter><C-s>s")
    notebook.press("gg")
    let entry = try #require(notebook.state.folderEntries?.first { $0.file == beds })
    #expect(entry.readShare != nil)
    #expect(entry.questions == 1)
  }

  @Test(
    "Notes that are not open show their titles beside their names, or in their place", arguments: NoteTitles.allCases)
  func titles(titles: NoteTitles) throws {
    var notebook = try notebook()
    var options = NotebookState.Options()
    options.titles = titles
    var state = NotebookState(
      tree: notebook.state.tree, size: Size(columns: 100, rows: 20), keymap: notebook.state.keymap, options: options)
    notebook.state = state
    notebook.take(.terminal(.resize(Size(columns: 100, rows: 20))))
    state = notebook.state
    let beds = try #require(state.tree.file(path: "/folder/beds.md"))
    let row = state.outlineRow(at: RowID(beds))
    let text = row.laidOut(columns: 60).line.text
    switch titles {
    case .name: #expect(row.title == "beds.md" && row.subtitle == nil && !text.contains("Beds and"))
    case .title: #expect(row.title == "Beds and borders")
    case .both: #expect(text.contains("beds.md  Beds and borders"))
    }
  }
}
