import Notebook
import NotebookHarness
import Outline
import Terminal
import Testing

@Suite struct HelpTests {
  private static let notes = "- Animals\n  - Dogs\n- Plants\n"

  /// The row of the help that was found, as it is drawn.
  private func found(in desk: Desk) throws -> (row: Int, text: HelpText.Line) {
    guard case .help(let help) = desk.state.mode else { preconditionFailure("no help is in view") }
    let rows = desk.state.helpRows
    let row = rows.starts[try #require(help.found)]
    return (row - help.top, rows.rows[row])
  }

  @Test("What is found in the help is shown there, and not done", arguments: [10, 24, 60])
  func finds(rows: Int) throws {
    var desk = try Desk(HelpTests.notes, size: Size(columns: 80, rows: rows))
    desk.press("jaWoof<C-s>?/delete it")
    #expect(desk.overlay?.contains("\n>delete: delete it (u takes that back)") == true)
    desk.press("<Enter>")
    let found = try found(in: desk)
    #expect(found.text == .command(keys: "d", help: "delete it (u takes that back)", name: "delete"))
    #expect((0..<rows - 3).contains(found.row))
    #expect(desk.saved == ["Woof"])
    desk.press("q")
    #expect(desk.overlay == nil && desk.selected == "Animals")
  }

  @Test("Escape from finding goes back to the help as it was") func back() throws {
    var desk = try Desk(HelpTests.notes)
    desk.press("?jjj/fold<Esc>")
    guard case .help(let help) = desk.state.mode else {
      Issue.record("no help is in view")
      return
    }
    #expect(help.top == 3 && help.found == nil)
  }

  @Test(
    "Help on writing opens at what is about that, and the text goes on as it was",
    arguments: ["<Esc>", "q", "<F1>", "jjj/kill<Esc>q", "/cut the word after<Enter>q", ":q"])
  func writing(keys: String) throws {
    var desk = try Desk(HelpTests.notes)
    desk.press("jaOne two<Enter>three<Up><End><Left><Left>")
    desk.press("<F1>")
    guard case .help(let help) = desk.state.mode else {
      Issue.record("no help is in view")
      return
    }
    #expect(desk.state.helpRows.rows[help.top] == .section(CommandSection.editing.rawValue))
    desk.press(keys)
    #expect(desk.writing == "One two\nthree")
    #expect(desk.overlay == nil)
    try desk.state.checkInvariants()
    desk.press("-<C-s>")
    #expect(desk.saved == ["One t-wo\nthree"])
  }

  @Test("What is being written when its notes change under the help goes on with its topic") func changes() throws {
    var desk = try Desk(HelpTests.notes)
    desk.press("jjaWoof<F1>")
    let changed = OpenedSource(outline: Outline(parsing: Array(("- Zebras\n" + HelpTests.notes).utf8)))
    desk.take(.opened(FileTree.root, changed))
    desk.press("/bold<Esc>q<C-s>")
    #expect(desk.saved == ["Woof"])
    #expect(desk.selected == "Dogs")
    #expect(desk.outline.contains("• Dogs ●1"))
  }

  @Test("The palette runs commands from the help, too") func palette() throws {
    var desk = try Desk(HelpTests.notes)
    desk.press("?:close-all<Enter>")
    #expect(desk.overlay == nil)
    #expect(desk.outline.contains("▸ Animals"))
  }

  @Test(
    "F1 in a list says what the keys do there, until the next",
    arguments: [
      (":", "letters narrow the list, ↓ and ↑ choose, Enter takes, Esc closes"),
      ("T", "/ narrows the list, ↓ and ↑ choose, Enter takes, Esc closes"),
    ])
  func lists(keys: String, told: String) throws {
    var desk = try Desk.animals(keys)
    desk.press("<F1>")
    #expect(desk.state.message?.text == told)
    desk.press(keys == ":" ? "x" : "<Down>")
    #expect(desk.state.message == nil)
    guard case .list = desk.state.mode else {
      Issue.record("the list is gone")
      return
    }
  }

  @Test("What waits for a letter says so, with the letters that there are") func letters() throws {
    var desk = try Desk.animals("m")
    #expect(desk.state.letterHint == "m… a letter for this place")
    desk.press("bjma'")
    #expect(desk.state.letterHint == "'… to one of: a b, ' goes back")
    desk.press("b")
    #expect(desk.state.letterHint == nil)
  }

  @Test(
    "vi's line commands do what they mean, and scattered letters run nothing",
    arguments: [
      ("q", .quit), ("wq", .quit), ("x", .quit), ("noh", .forgetSearch), ("quit", .quit), ("zoom-in", .zoomIn),
      ("up", .up),
    ] as [(String, Command)])
  func palette(typed: String, meant: Command) throws {
    var desk = try Desk.animals(":" + typed)
    guard case .list(let list) = desk.state.mode, list.shown.indices.contains(list.selected) else {
      Issue.record("nothing to take")
      return
    }
    #expect(list.shown[list.selected].value == .command(meant))
    desk.press("<Esc>:w<Enter>")
    #expect(desk.message.hasPrefix("nothing to write"))
    desk.press(":qzlost<Enter>")
    #expect(desk.message == "no such command: qzlost")
  }
}
