import NotebookHarness
import Terminal
import Testing

@Suite struct MovingTests {
  @Test(
    "Keys move the selection over the visible rows",
    arguments: [
      ("j", "Animals"), ("k", "notes.md"), ("<Down><Down><Up>", "Animals"), ("<C-n><C-n><C-p>", "Animals"),
      ("5j", "Hounds"), ("99j", "Moss"), ("5j2k", "Dogs"), ("12j", "Moss"), ("1j0j", "Mammals"), ("10j", "Trees"),
      ("G", "Moss"), ("<End>", "Moss"), ("Ggg", "notes.md"), ("G<Home>", "notes.md"),
      ("4G", "Dogs"), ("2G", "Animals"), ("999999G", "Moss"), ("6gg", "Hounds"),
      (":4<Enter>", "Dogs"), (":13<Enter>", "Moss"),
      ("<C-d>", "Oak"), ("<C-d><C-u>", "notes.md"), ("<C-f>", "Moss"), ("<PageDown><PageUp>", "notes.md"),
    ])
  func moves(keys: String, selected: String) throws {
    let notebook = try NotebookHarness.animals(keys)
    #expect(notebook.selected == selected)
    #expect(notebook.state.keys.pending.isEmpty && notebook.state.keys.count == nil)
    try notebook.state.checkInvariants()
  }

  @Test(
    "Keys move the selection through the tree",
    arguments: [
      ("jl", "Mammals"), ("jll", "Dogs"), ("4jl", "Terriers"), ("4jh", "Dogs"), ("j<Right><Left><Left>", "Animals"),
      ("5jgp", "Dogs"), ("5j2gp", "Mammals"), ("5j9gp", "notes.md"),
      ("2j}", "Birds"), ("3j}", "Cats"), ("j}", "Plants"), ("2jzj", "Birds"), ("4j}", "Hounds"), ("2j5}", "Birds"),
      ("7j{", "Mammals"), ("7jzk", "Mammals"), ("9j{", "Animals"), ("10j{", "Trees"),
    ])
  func climbs(keys: String, selected: String) throws {
    #expect(try NotebookHarness.animals(keys).selected == selected)
  }

  @Test(
    "Where there is nowhere to go the selection stays, and it is said",
    arguments: [
      ("5j}", "Hounds", "no next sibling"), ("4j{", "Terriers", "no previous sibling"),
      ("gp", "notes.md", "at the top"),
      ("<C-o>", "notes.md", "nowhere to go back to"), ("]o", "notes.md", "nowhere to go forward to"),
    ])
  func stays(keys: String, selected: String, message: String) throws {
    let notebook = try NotebookHarness.animals(keys)
    #expect(notebook.selected == selected)
    #expect(notebook.message == message)
  }

  @Test(
    "Jumps are gone back to, and forward again",
    arguments: [
      ("5jG<C-o>", "Hounds"), ("5jG[o", "Hounds"), ("5jG<A-Left>]o", "Moss"), ("5jG4G<C-o><C-o>", "Hounds"),
      ("5jG4G<C-o><C-o>]o]o", "Dogs"), ("5jG4G<C-o><C-o><A-Right>", "Moss"), ("5jG<C-o>4G<C-o>", "Hounds"),
      ("5jGG<C-o>", "Hounds"),
    ])
  func goesBack(keys: String, selected: String) throws {
    #expect(try NotebookHarness.animals(keys).selected == selected)
  }

  @Test(
    "A mark leads back to where it was set",
    arguments: [
      ("5jmxgg'x", "Hounds"), ("5jmxgg'x''", "notes.md"), ("5jmxjmygg'y'x", "Hounds"), ("5jmx3jzM'x", "Hounds"),
      ("5jmx3jmxgg'x", "Crows"), ("j'x", "Animals"), ("jm<Esc>j", "Mammals"),
    ])
  func marks(keys: String, selected: String) throws {
    let notebook = try NotebookHarness.animals(keys)
    #expect(notebook.selected == selected)
    try notebook.state.checkInvariants()
  }

  @Test(
    "The selected row is put where it is asked for",
    arguments: [
      ("6jzt", "Hounds"), ("6jzb", "Dogs"), ("6jzz", "Terriers"), ("jzt", "notes.md"), ("zb", "notes.md"),
      // Nor are there rows without a topic where there are others above.
      ("Gzt", "Crows"),
    ])
  func places(keys: String, top: String) throws {
    // Seven rows, five of which are the outline's.
    let notebook = try NotebookHarness.animals(keys, size: Size(columns: 80, rows: 7))
    #expect(notebook.state.outlineHeight == 5)
    // A margin of one row is kept above and below the selected one, as far as there are rows.
    #expect(notebook.state.title(of: notebook.state.top) == top)
    try notebook.state.checkInvariants()
  }

  @Test("A step past the margin scrolls by a quarter of the pane", arguments: ["j", "k"])
  func scrollsAhead(key: String) throws {
    let notes = (1...100).map { "- row \($0)\n" }.joined()
    var notebook = try NotebookHarness(notes, size: Size(columns: 80, rows: 30))
    let height = notebook.state.outlineHeight
    notebook.press(key == "j" ? "" : "Gzt")
    var steps: [Int] = []
    for step in 1...60 {
      let before = notebook.state.top
      notebook.press(key)
      if notebook.state.top != before { steps.append(step) }
    }
    let apart = zip(steps, steps.dropFirst()).map { $1 - $0 }
    #expect(steps.count > 3 && apart.allSatisfy { $0 == height / 4 + 1 }, "\(steps)")
    try notebook.state.checkInvariants()
  }

  @Test("A page turns the outline and keeps one row of it") func turnsPages() throws {
    var notebook = try NotebookHarness.animals("", size: Size(columns: 80, rows: 7))
    notebook.press("<C-f>")
    #expect(notebook.selected == "Terriers")
    #expect(
      notebook.state.title(of: notebook.state.top) == "Terriers"
        || notebook.state.title(of: notebook.state.top) == "Dogs")
    notebook.press("<C-b>")
    #expect(notebook.selected == "notes.md")
  }

  @Test(
    "A count has an end and moves no further than there are rows",
    arguments: [
      "999999999999999999999999j", "9999999999k", "99999999999999G", "999999999gp", "9999999999}", "99999999<C-f>",
      "99999999n",
    ])
  func largeCounts(keys: String) throws {
    let notebook = try NotebookHarness.animals("j" + keys)
    try notebook.state.checkInvariants()
    #expect(["Moss", "notes.md", "Plants", "Animals"].contains(notebook.selected))
  }

  @Test("Keys under way are shown until Escape") func pending() throws {
    var notebook = try NotebookHarness.animals("12z")
    #expect(notebook.state.keys.count == 12)
    #expect(notebook.state.keys.pending == [Key("z")])
    notebook.press("<Esc>")
    #expect(notebook.state.keys.count == nil && notebook.state.keys.pending.isEmpty)
    notebook.press("5<Esc>j")
    #expect(notebook.selected == "Animals")
  }

  @Test(
    "A key that is not bound says so and does nothing else",
    arguments: [
      ("Q", "Q is not bound here: ? shows the keys"), ("zQ", "zQ is not bound here: ? shows the keys"),
      ("]<Tab>", "]Tab is not bound here: ? shows the keys"), ("<F9>", "F9 is not bound here: ? shows the keys"),
      ("<C-x>", "^X is not bound here: ? shows the keys"),
    ])
  func unbound(keys: String, message: String) throws {
    let before = try NotebookHarness.animals("3jzc")
    let notebook = try NotebookHarness.animals("3jzc" + keys)
    #expect(notebook.message == message)
    #expect(notebook.outline == before.outline)
    #expect(notebook.state.keys.pending.isEmpty)
    #expect(notebook.state.keyContext == .outline)
  }

  @Test("A hint about the next key is shown when it is due, and not after") func hint() throws {
    var notebook = try NotebookHarness.animals()
    notebook.take(.hintDue)
    #expect(!notebook.state.keys.showsHint)
    notebook.press("z")
    #expect(!notebook.state.keys.showsHint)
    notebook.take(.hintDue)
    #expect(notebook.state.keys.showsHint)
    notebook.press("M")
    #expect(!notebook.state.keys.showsHint)
  }

  @Test("Tab and Enter go into the detail pane; h and Tab come back") func panes() throws {
    var notebook = try NotebookHarness.animals("j<Enter>")
    #expect(notebook.state.focus == .detail)
    #expect(notebook.detail.hasPrefix(">Animals"))
    notebook.press("jj")
    #expect(notebook.detail.contains("\n>They move."))
    #expect(notebook.selected == "Animals")
    notebook.press("h")
    #expect(notebook.state.focus == .outline)
    notebook.press("<Tab><Tab>")
    #expect(notebook.state.focus == .outline)
  }

  @Test("J and K scroll the detail pane from the outline") func scrolls() throws {
    var notebook = try NotebookHarness.animals("", size: Size(columns: 80, rows: 8))
    let top = try #require(notebook.state.detail.top)
    notebook.press("2J")
    let moved = try #require(notebook.state.detail.top)
    #expect(notebook.state.detail.layout?.distance(from: top, to: moved, limit: 9) == 2)
    #expect(notebook.state.focus == .outline && notebook.selected == "notes.md")
    notebook.press("9K")
    #expect(notebook.state.detail.top == top)
  }
}
