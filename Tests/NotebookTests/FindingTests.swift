import Layout
import Notebook
import NotebookHarness
import Testing

@Suite struct FindingTests {
  @Test("A filter that is taken before its answer comes is one when it has come") func filtersLate() throws {
    var notebook = try NotebookHarness.animals()
    notebook.diskIsSlow = true
    notebook.press("&crows<Enter>")
    #expect(notebook.outline.contains("Dogs"))
    notebook.catchUp()
    #expect(notebook.outline.contains("Crows") && !notebook.outline.contains("Dogs"))
    #expect(notebook.state.filterText == "crows" && notebook.selected == "Crows")
    try notebook.state.checkInvariants()
  }

  @Test(
    "The cursor goes to where the words stand together, with n as with Enter, and the list shows that place",
    arguments: [
      ("/noise generators<Enter>", "noise generators hum"), ("/noise generators<Enter>n", "noise generators, long"),
      ("/generators hum<Enter>", "generators hum"), ("/\"noise generators\"<Enter>", "noise generators hum"),
      ("/title:long generators noise<Enter>", "noise generators, long"),
    ]) func cursor(keys: String, rest: String) throws
  {
    let long = (0..<30).map { _ in "The noise of roads, and what generators do. " }.joined()
    let notes = "- Sound\n  \(long)\n\n  Some noise generators hum.\n- \(long)Of noise generators, long\n"
    var notebook = try NotebookHarness(notes, size: .init(columns: 120, rows: 60))
    notebook.press(keys)
    let point = try #require(notebook.state.detail.cursorPoint)
    let line = try #require(notebook.state.detail.layout?.line(at: point.position))
    let cells = TextCells(line.text).cells.filter { $0.column >= point.column }
    #expect(String(cells.map(\.character)).hasPrefix(rest))

    notebook = try NotebookHarness(folder: [("a.md", notes), ("b.md", notes)], size: .init(columns: 60, rows: 30))
    notebook.press("/noise generators<Enter>")
    #expect((notebook.overlay ?? "").contains("Some noise generators hum."))
    #expect((notebook.overlay ?? "").contains("Of noise generators, long"))
  }

  @Test("An answer that comes late does not call back who has gone on") func staysWhereTheReaderIs() throws {
    var notebook = try NotebookHarness.animals("gg")
    notebook.diskIsSlow = true
    notebook.press("/oak<Enter>")
    let before = notebook.selected
    notebook.press("3j")
    let here = notebook.selected
    #expect(here != before)
    notebook.catchUp()
    #expect(notebook.selected == here && notebook.message == "found: oak")
    notebook.press("n")
    #expect(notebook.selected == "Oak")

    notebook.press("gg/hounds<Enter>")
    notebook.catchUp()
    #expect(notebook.selected == "Hounds")
  }

  @Test("The search goes to the first hit while it is typed, unfolding what hides it") func asTyped() throws {
    var notebook = try NotebookHarness.animals("jzM/o")
    // "They move." is the first text with an o in it.
    #expect(notebook.selected == "Animals")
    #expect(notebook.overlay == "/o")
    notebook.press("ak")
    #expect(notebook.selected == "Oak")
    #expect(
      notebook.outline == """
         ▾ notes.md
           ▸ Animals
           ▾ Plants
             ▾ Trees
        >      • Oak
             • Moss
        """)
    notebook.press("<Enter>")
    #expect(notebook.state.keyContext == .outline)
    #expect(notebook.selected == "Oak")
    try notebook.state.checkInvariants()
  }

  @Test(
    "Escape restores the place and the folds",
    arguments: [
      ("jz2", "/oak"), ("jz2", "/oak<Backspace><Backspace><Backspace>hounds"), ("jz2", "&oak"), ("jz2", "<C-k>oak"),
      ("jz2", "/nothing at all"), ("jz2", "/"), ("jz2", "/oak<C-u>"), ("jz2/oak<Enter>", "/hounds"), ("jz2zi", "/oak"),
      ("3jz2", "@"), ("jz2", "@remark"),
    ])
  func restores(first: String, then: String) throws {
    var notebook = try NotebookHarness.animals(first, annotations: [annotation("A remark", line: 12, id: "a")])
    let (outline, top, zoom, searching) = (
      notebook.outline, notebook.state.top, notebook.state.zoom, notebook.state.searching
    )
    notebook.press(then)
    #expect(notebook.overlay != nil)
    notebook.press("<Esc>")
    #expect(notebook.outline == outline)
    #expect(notebook.state.top == top)
    #expect(notebook.state.zoom == zoom)
    #expect(notebook.state.searching.text == searching.text && notebook.state.searching.hits == searching.hits)
    #expect(notebook.overlay == nil)
    #expect(notebook.state.filterText == nil)
  }

  @Test(
    "n and N walk the hits, round the ends",
    arguments: [
      ("/ro<Enter>", "Crows"), ("/s<Enter>", "Animals"), ("/s<Enter>n", "Mammals"), ("/s<Enter>3n", "Terriers"),
      ("/s<Enter>/<Enter>", "Mammals"), ("/s<Enter>nN", "Animals"), ("/s<Enter>N", "Moss"), ("/s<Enter>NN", "Trees"),
      ("G/s<Enter>n", "Animals"),
      ("/mammals<Enter>n", "Mammals"), ("jzM/s<Enter>2n", "Dogs"), ("/s<Enter>4jn", "Cats"),
      ("/oak<Enter>gg/<Enter>", "Oak"), ("/oak<Enter>/hounds<Enter>gg/<Up><Up><Enter>", "Oak"),
      ("11j*gg", "notes.md"), ("/hounds<Enter>j<C-o>", "notes.md"),
    ])
  func walks(keys: String, selected: String) throws {
    let notebook = try NotebookHarness.animals(keys)
    #expect(notebook.selected == selected)
    try notebook.state.checkInvariants()
  }

  @Test("Hits are counted, and the end is said") func counts() throws {
    var notebook = try NotebookHarness.animals("/oo<Enter>")
    #expect(notebook.state.searching.hits.isEmpty)
    #expect(notebook.message == "“oo” is nowhere")
    notebook.press("n")
    #expect(notebook.message == "nothing found: oo")
    notebook.press("/s<Enter>N")
    #expect(notebook.message == "round the beginning")
    notebook.press("n")
    #expect(notebook.message == "round the end")
    notebook.press("<Esc>")
    #expect(notebook.state.searching.text == "")
    notebook.press("n")
    #expect(notebook.message == "no search yet: / begins one")
  }

  @Test("Text and annotations are searched too, and shown in the detail pane") func elsewhere() throws {
    var notebook = try NotebookHarness.animals("/move<Enter>")
    #expect(notebook.selected == "Animals")
    let remark = [annotation("Which tree?", line: 12, id: "a")]
    notebook = try NotebookHarness.animals("/which<Enter>", annotations: remark)
    #expect(notebook.selected == "Oak")
    notebook.press("<Tab>")
    #expect(
      notebook.detail.split(separator: "\n").contains {
        $0.hasPrefix(">") && $0.contains("Which tree?") || $0.contains("note · open")
      })
  }

  @Test("The title of the topic is searched for elsewhere") func sameTitle() throws {
    var notebook = try NotebookHarness("- Hash\n- Tree\n  - Hash\n- About a Hash\n")
    notebook.press("j*")
    #expect(notebook.outline.contains(">    • Hash"))
    #expect(notebook.state.searching.hits.count == 3)
    notebook.press("n")
    #expect(notebook.selected == "About a Hash")
  }

  @Test("A query that makes no sense says why") func complaint() throws {
    let notebook = try NotebookHarness.animals("/type:<Enter>")
    let unclosed = try NotebookHarness.animals("/\"open<Enter>")
    #expect(!notebook.message.isEmpty || !unclosed.message.isEmpty)
    try notebook.state.checkInvariants()
  }

  @Test("The filter shows matches and their ancestors until it is emptied") func filters() throws {
    var notebook = try NotebookHarness.animals("jzM&s<Backspace>oak<Enter>")
    #expect(
      notebook.outline == """
         ▾ notes.md
           ▾ Plants
             ▾ Trees
        >      • Oak
        """)
    #expect(notebook.state.filterText == "oak")
    try notebook.state.checkInvariants()
    notebook.press("&<Enter>")
    #expect(notebook.state.filterText == nil)
    #expect(notebook.selected == "Oak")
    notebook.press("zR")
    #expect(notebook.outline.replacing(">", with: " ") == FoldingTests.everything)
  }

  @Test("A filter that nothing matches leaves the notebook's row") func filtersAll() throws {
    let notebook = try NotebookHarness.animals("3j&nothing at all<Enter>")
    #expect(notebook.outline.hasPrefix(">"))
    try notebook.state.checkInvariants()
  }

  @Test(
    "A few letters jump to a title",
    arguments: [
      ("<C-k>hou<Enter>", "Hounds"), ("<C-k>trr<Enter>", "Terriers"), ("jzM<C-k>oak<Enter>", "Oak"),
      ("<C-k>hou<Enter><C-o>", "notes.md"), ("<C-k>xyz<Enter>", "notes.md"), ("<C-k><Down><Enter>", "Mammals"),
      ("<C-k><Down><C-n><C-p><Enter>", "Mammals"), ("<C-k>hou<C-u>oak<Enter>", "Oak"),
    ])
  func jumps(keys: String, selected: String) throws {
    let notebook = try NotebookHarness.animals(keys)
    #expect(notebook.selected == selected)
    #expect(notebook.overlay == nil)
    try notebook.state.checkInvariants()
  }

  @Test(
    "The palette does commands by name",
    arguments: [
      (":close-all<Enter>", "notes.md"), (":last<Enter>", "Moss"), (":next-sibling<Enter>", "notes.md"),
      ("j:next-sib<Enter>", "Plants"),
    ])
  func palette(keys: String, selected: String) throws {
    let notebook = try NotebookHarness.animals(keys)
    #expect(notebook.selected == selected)
    #expect(notebook.overlay == nil)
  }

  @Test(
    "A list closes with Escape, ^C, and a Backspace where nothing is typed",
    arguments: ["<Esc>", "<C-c>", "<Backspace>", "ab<C-u><Backspace>"])
  func closes(keys: String) throws {
    var notebook = try NotebookHarness.animals(":")
    #expect(notebook.overlay?.hasPrefix("Command, or a source line: \n") == true)
    notebook.press(keys)
    #expect(notebook.overlay == nil)
    #expect(notebook.state.keyContext == .outline)
  }

  @Test("A list of commands without a match closes on Enter, and says so") func emptyList() throws {
    var notebook = try NotebookHarness.animals(":zzzzqqq")
    #expect(notebook.overlay == "Command, or a source line: zzzzqqq")
    notebook.press("<Down><Up><PageDown><PageUp>")
    try notebook.state.checkInvariants()
    notebook.press("<Enter>")
    #expect(notebook.overlay == nil)
    #expect(notebook.message == "no such command: zzzzqqq")
  }

  @Test("A line beyond the last one is named as such", arguments: [":9999<Enter>", "9999G", "9999gg"])
  func beyondTheEnd(keys: String) throws {
    let notebook = try NotebookHarness.animals(keys)
    #expect(notebook.selected == "Moss")
    #expect(notebook.message == "the last line is 13")
    #expect(try NotebookHarness.animals(":13<Enter>").message.isEmpty)
  }

  @Test("A source line is one of a note, not of a folder") func lineOfFolder() throws {
    var notebook = try NotebookHarness(folder: [(path: "one.md", text: "- A\n"), (path: "two.md", text: "- B\n")])
    notebook.press(":2<Enter>")
    #expect(notebook.selected == "folder")
    #expect(notebook.message == "a line is one of a note: select one")
  }

  @Test("An answer that came too late is not taken") func late() throws {
    var state = try NotebookHarness.animals().state
    let context = UpdateContext(timestamp: "2026-01-02T03:04:05Z", freshID: "x", author: "Reader")
    var requests: [SearchRequest] = []
    for key in "/oa" {
      for scalar in key.unicodeScalars {
        for case .search(let request) in state.update(.terminal(.key(.init(scalar))), in: context) {
          requests.append(request)
        }
      }
    }
    #expect(requests.map(\.text) == ["o", "oa"])
    let answers = requests.map { $0.answer(over: Array(state.searchScope.open.values)) }
    _ = state.update(.found(answers[0]), in: context)
    #expect(state.searching.hits.isEmpty && state.searching.isRunning)
    _ = state.update(.found(answers[1]), in: context)
    #expect(state.searching.hits == answers[1].hits && answers[1].hits.count == 1)
    _ = state.update(.found(answers[0]), in: context)
    #expect(state.searching.hits == answers[1].hits)
  }

  @Test("Themes are shown while they are chosen, and Escape takes that back") func themes() throws {
    var notebook = try NotebookHarness(animals, options: .init(themes: ["dark", "light", "nord"]))
    notebook.press("T<Down><Down>")
    #expect(notebook.state.screen.theme == "nord")
    notebook.press("<Esc>")
    #expect(notebook.state.screen.theme == nil)
    notebook.press("Tlig<Enter>")
    #expect(notebook.state.screen.theme == "light")
    notebook.press("T")
    #expect(notebook.overlay == "Theme: \n dark\n>light\n nord")
  }

  @Test("Help scrolls and closes", arguments: ["q", "<Esc>", "?", "<F1>", "<C-c>", "<Enter>"])
  func help(close: String) throws {
    var notebook = try NotebookHarness.animals("?jj")
    guard case .help(let help)? = notebook.state.overlay, help.top == 2 else {
      Issue.record("the help is not scrolled by two lines")
      return
    }
    notebook.press("Gk" + close)
    #expect(notebook.overlay == nil)
    #expect(notebook.effects.isEmpty)
  }
}
