import Notebook
import NotebookHarness
import Outline
import Terminal
import Testing

@Suite struct HelpTests {
  private static let notes = "- Animals\n  - Dogs\n- Plants\n"

  /// The row of the help that was found, as it is drawn.
  private func found(in notebook: NotebookHarness) throws -> (row: Int, text: HelpText.Line) {
    guard case .help(let help)? = notebook.state.overlay else { preconditionFailure("no help is in view") }
    let rows = notebook.state.helpRows
    let row = rows.starts[try #require(help.found)]
    return (row - help.top, rows.rows[row])
  }

  @Test("What is found in the help is shown there, and not done", arguments: [10, 24, 60])
  func finds(rows: Int) throws {
    var notebook = try NotebookHarness(HelpTests.notes, size: Size(columns: 80, rows: rows))
    notebook.press("jaWoof<C-s>?/delete it")
    #expect(notebook.overlay?.contains("\n>delete: delete it (u takes that back)") == true)
    notebook.press("<Enter>")
    let found = try found(in: notebook)
    #expect(found.text == .command(keys: "d", help: "delete it (u takes that back)", name: "delete"))
    #expect((0..<rows - 3).contains(found.row))
    #expect(notebook.saved == ["Woof"])
    notebook.press("q")
    #expect(notebook.overlay == nil && notebook.selected == "Animals")
  }

  @Test("Escape from finding goes back to the help as it was") func back() throws {
    var notebook = try NotebookHarness(HelpTests.notes)
    notebook.press("?jjj/fold<Esc>")
    guard case .help(let help)? = notebook.state.overlay else {
      Issue.record("no help is in view")
      return
    }
    #expect(help.top == 3 && help.found == nil)
  }

  @Test(
    "Help on writing opens at what is about that, and the text goes on as it was",
    arguments: ["<Esc>", "q", "<F1>", "jjj/kill<Esc>q", "/cut the word after<Enter>q", ":q"])
  func writing(keys: String) throws {
    var notebook = try NotebookHarness(HelpTests.notes)
    notebook.press("jaOne two<Enter>three<Up><End><Left><Left>")
    notebook.press("<F1>")
    guard case .help(let help)? = notebook.state.overlay else {
      Issue.record("no help is in view")
      return
    }
    #expect(notebook.state.helpRows.rows[help.top] == .section(CommandSection.editing.rawValue))
    notebook.press(keys)
    #expect(notebook.writing == "One two\nthree")
    #expect(notebook.overlay == nil)
    try notebook.state.checkInvariants()
    notebook.press("-<C-s>")
    #expect(notebook.saved == ["One t-wo\nthree"])
  }

  @Test("What is being written when its notes change under the help goes on with its topic") func changes() throws {
    var notebook = try NotebookHarness(HelpTests.notes)
    notebook.press("jjaWoof<F1>")
    let changed = OpenedSource(outline: Outline(parsing: Array(("- Zebras\n" + HelpTests.notes).utf8)))
    notebook.take(.opened(.root, changed))
    notebook.press("/bold<Esc>q<C-s>")
    #expect(notebook.saved == ["Woof"])
    #expect(notebook.selected == "Dogs")
    #expect(notebook.outline.contains("• Dogs ●1"))
  }

  @Test("The palette runs commands from the help, too") func palette() throws {
    var notebook = try NotebookHarness(HelpTests.notes)
    notebook.press("?:close-all<Enter>")
    #expect(notebook.overlay == nil)
    #expect(notebook.outline.contains("▸ Animals"))
  }

  @Test(
    "F1 in a list says what the keys do there, until the next",
    arguments: [
      (":", "letters narrow the list, ↓ and ↑ choose, Enter takes, Esc closes"),
      ("T", "/ narrows the list, ↓ and ↑ choose, Enter takes, Esc closes"),
    ])
  func lists(keys: String, told: String) throws {
    var notebook = try NotebookHarness.animals(keys)
    notebook.press("<F1>")
    #expect(notebook.state.message?.text == told)
    notebook.press(keys == ":" ? "x" : "<Down>")
    #expect(notebook.state.message == nil)
    guard case .list? = notebook.state.overlay else {
      Issue.record("the list is gone")
      return
    }
  }

  @Test("What waits for a letter says so, with the letters that there are") func letters() throws {
    var notebook = try NotebookHarness.animals("m")
    #expect(notebook.state.letterHint == "m… a letter for this place")
    notebook.press("bjma'")
    #expect(notebook.state.letterHint == "'… to one of: a b, ' goes back")
    notebook.press("b")
    #expect(notebook.state.letterHint == nil)
  }

  @Test(
    "vi's line commands do what they mean, and scattered letters run nothing",
    arguments: [
      ("q", .program(.quit)), ("wq", .program(.quit)), ("x", .program(.quit)), ("noh", .find(.forgetSearch)),
      ("quit", .program(.quit)), ("zoom-in", .fold(.zoomIn)),
      ("up", .move(.up)),
    ] as [(String, Command)])
  func palette(typed: String, meant: Command) throws {
    var notebook = try NotebookHarness.animals(":" + typed)
    guard case .list(let list)? = notebook.state.overlay, list.shown.indices.contains(list.selected) else {
      Issue.record("nothing to take")
      return
    }
    #expect(list.shown[list.selected].value == .command(meant))
    notebook.press("<Esc>:w<Enter>")
    #expect(notebook.message.hasPrefix("nothing to write"))
    notebook.press(":qzlost<Enter>")
    #expect(notebook.message == "no such command: qzlost")
  }
}
