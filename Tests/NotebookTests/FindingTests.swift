import Notebook
import NotebookHarness
import Testing

@Suite struct FindingTests {
  @Test("A filter that is taken before its answer comes is one when it has come") func filtersLate() throws {
    var desk = try Desk.animals()
    desk.diskIsSlow = true
    desk.press("&crows<Enter>")
    #expect(desk.outline.contains("Dogs"))
    desk.catchUp()
    #expect(desk.outline.contains("Crows") && !desk.outline.contains("Dogs"))
    #expect(desk.state.filterText == "crows" && desk.selected == "Crows")
    try desk.state.checkInvariants()
  }

  @Test("An answer that comes late does not call back who has gone on") func staysWhereTheReaderIs() throws {
    var desk = try Desk.animals("gg")
    desk.diskIsSlow = true
    desk.press("/oak<Enter>")
    let before = desk.selected
    desk.press("3j")
    let here = desk.selected
    #expect(here != before)
    desk.catchUp()
    #expect(desk.selected == here && desk.message == "found: oak")
    desk.press("n")
    #expect(desk.selected == "Oak")

    desk.press("gg/hounds<Enter>")
    desk.catchUp()
    #expect(desk.selected == "Hounds")
  }

  @Test("The search goes to the first hit while it is typed, unfolding what hides it") func asTyped() throws {
    var desk = try Desk.animals("jzM/o")
    // "They move." is the first text with an o in it.
    #expect(desk.selected == "Animals")
    #expect(desk.overlay == "/o")
    desk.press("ak")
    #expect(desk.selected == "Oak")
    #expect(
      desk.outline == """
         ▾ notes.md
           ▸ Animals
           ▾ Plants
             ▾ Trees
        >      • Oak
             • Moss
        """)
    desk.press("<Enter>")
    #expect(desk.state.context == .outline)
    #expect(desk.selected == "Oak")
    try desk.state.checkInvariants()
  }

  @Test(
    "Escape restores the place and the folds",
    arguments: [
      ("jz2", "/oak"), ("jz2", "/oak<Backspace><Backspace><Backspace>hounds"), ("jz2", "&oak"), ("jz2", "<C-k>oak"),
      ("jz2", "/nothing at all"), ("jz2", "/"), ("jz2", "/oak<C-u>"), ("jz2/oak<Enter>", "/hounds"), ("jz2zi", "/oak"),
      ("3jz2", "@"), ("jz2", "@remark"),
    ])
  func restores(first: String, then: String) throws {
    var desk = try Desk.animals(first, annotations: [annotation("A remark", line: 12, id: "a")])
    let (outline, top, zoom, searching) = (desk.outline, desk.state.top, desk.state.zoom, desk.state.searching)
    desk.press(then)
    #expect(desk.overlay != nil)
    desk.press("<Esc>")
    #expect(desk.outline == outline)
    #expect(desk.state.top == top)
    #expect(desk.state.zoom == zoom)
    #expect(desk.state.searching.text == searching.text && desk.state.searching.hits == searching.hits)
    #expect(desk.overlay == nil)
    #expect(desk.state.filterText == nil)
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
    let desk = try Desk.animals(keys)
    #expect(desk.selected == selected)
    try desk.state.checkInvariants()
  }

  @Test("Hits are counted, and the end is said") func counts() throws {
    var desk = try Desk.animals("/oo<Enter>")
    #expect(desk.state.searching.hits.isEmpty)
    #expect(desk.message == "nothing found: oo")
    desk.press("n")
    #expect(desk.message == "nothing found: oo")
    desk.press("/s<Enter>N")
    #expect(desk.message == "round the beginning")
    desk.press("n")
    #expect(desk.message == "round the end")
    desk.press("<Esc>")
    #expect(desk.state.searching.text == "")
    desk.press("n")
    #expect(desk.message == "no search yet: / begins one")
  }

  @Test("Text and annotations are searched too, and shown in the detail pane") func elsewhere() throws {
    var desk = try Desk.animals("/move<Enter>")
    #expect(desk.selected == "Animals")
    let remark = [annotation("Which tree?", line: 12, id: "a")]
    desk = try Desk.animals("/which<Enter>", annotations: remark)
    #expect(desk.selected == "Oak")
    desk.press("<Tab>")
    #expect(
      desk.detail.split(separator: "\n").contains {
        $0.hasPrefix(">") && $0.contains("Which tree?") || $0.contains("note · open")
      })
  }

  @Test("The title of the topic is searched for elsewhere") func sameTitle() throws {
    var desk = try Desk("- Hash\n- Tree\n  - Hash\n- About a Hash\n")
    desk.press("j*")
    #expect(desk.outline.contains(">    • Hash"))
    #expect(desk.state.searching.hits.count == 3)
    desk.press("n")
    #expect(desk.selected == "About a Hash")
  }

  @Test("A query that makes no sense says why") func complaint() throws {
    let desk = try Desk.animals("/type:<Enter>")
    let unclosed = try Desk.animals("/\"open<Enter>")
    #expect(!desk.message.isEmpty || !unclosed.message.isEmpty)
    try desk.state.checkInvariants()
  }

  @Test("The filter shows matches and their ancestors until it is emptied") func filters() throws {
    var desk = try Desk.animals("jzM&s<Backspace>oak<Enter>")
    #expect(
      desk.outline == """
         ▾ notes.md
           ▾ Plants
             ▾ Trees
        >      • Oak
        """)
    #expect(desk.state.filterText == "oak")
    try desk.state.checkInvariants()
    desk.press("&<Enter>")
    #expect(desk.state.filterText == nil)
    #expect(desk.selected == "Oak")
    desk.press("zR")
    #expect(desk.outline.replacing(">", with: " ") == FoldingTests.everything)
  }

  @Test("A filter that nothing matches leaves the notebook's row") func filtersAll() throws {
    let desk = try Desk.animals("3j&nothing at all<Enter>")
    #expect(desk.outline.hasPrefix(">"))
    try desk.state.checkInvariants()
  }

  @Test(
    "A few letters jump to a title",
    arguments: [
      ("<C-k>hou<Enter>", "Hounds"), ("<C-k>trr<Enter>", "Terriers"), ("jzM<C-k>oak<Enter>", "Oak"),
      ("<C-k>hou<Enter><C-o>", "notes.md"), ("<C-k>xyz<Enter>", "notes.md"), ("<C-k><Down><Enter>", "Mammals"),
      ("<C-k><Down><C-n><C-p><Enter>", "Mammals"), ("<C-k>hou<C-u>oak<Enter>", "Oak"),
    ])
  func jumps(keys: String, selected: String) throws {
    let desk = try Desk.animals(keys)
    #expect(desk.selected == selected)
    #expect(desk.overlay == nil)
    try desk.state.checkInvariants()
  }

  @Test(
    "The palette does commands by name",
    arguments: [
      (":close-all<Enter>", "notes.md"), (":last<Enter>", "Moss"), (":next-sibling<Enter>", "notes.md"),
      ("j:next-sib<Enter>", "Plants"),
    ])
  func palette(keys: String, selected: String) throws {
    let desk = try Desk.animals(keys)
    #expect(desk.selected == selected)
    #expect(desk.overlay == nil)
  }

  @Test(
    "A list closes with Escape, ^C, and a Backspace where nothing is typed",
    arguments: ["<Esc>", "<C-c>", "<Backspace>", "ab<C-u><Backspace>"])
  func closes(keys: String) throws {
    var desk = try Desk.animals(":")
    #expect(desk.overlay?.hasPrefix("Command, or a source line: \n") == true)
    desk.press(keys)
    #expect(desk.overlay == nil)
    #expect(desk.state.context == .outline)
  }

  @Test("A list of commands without a match closes on Enter, and says so") func emptyList() throws {
    var desk = try Desk.animals(":zzzzqqq")
    #expect(desk.overlay == "Command, or a source line: zzzzqqq")
    desk.press("<Down><Up><PageDown><PageUp>")
    try desk.state.checkInvariants()
    desk.press("<Enter>")
    #expect(desk.overlay == nil)
    #expect(desk.message == "no such command: zzzzqqq")
  }

  @Test("A line beyond the last one is named as such", arguments: [":9999<Enter>", "9999G", "9999gg"])
  func beyondTheEnd(keys: String) throws {
    let desk = try Desk.animals(keys)
    #expect(desk.selected == "Moss")
    #expect(desk.message == "the last line is 13")
    #expect(try Desk.animals(":13<Enter>").message.isEmpty)
  }

  @Test("A source line is one of a note, not of a folder") func lineOfFolder() throws {
    var desk = try Desk(folder: [(path: "one.md", text: "- A\n"), (path: "two.md", text: "- B\n")])
    desk.press(":2<Enter>")
    #expect(desk.selected == "folder")
    #expect(desk.message == "a line is one of a note: select one")
  }

  @Test("An answer that came too late is not taken") func late() throws {
    var state = try Desk.animals().state
    let moment = Moment(timestamp: "2026-01-02T03:04:05Z", freshID: "x", author: "Reader")
    var requests: [SearchRequest] = []
    for key in "/oa" {
      for scalar in key.unicodeScalars {
        for case .search(let request) in state.update(.terminal(.key(.init(scalar))), at: moment) {
          requests.append(request)
        }
      }
    }
    #expect(requests.map(\.text) == ["o", "oa"])
    let answers = requests.map { $0.answer(over: Array(state.searchScope.open.values)) }
    _ = state.update(.found(answers[0]), at: moment)
    #expect(state.searching.hits.isEmpty && state.searching.isRunning)
    _ = state.update(.found(answers[1]), at: moment)
    #expect(state.searching.hits == answers[1].hits && answers[1].hits.count == 1)
    _ = state.update(.found(answers[0]), at: moment)
    #expect(state.searching.hits == answers[1].hits)
  }

  @Test("Themes are shown while they are chosen, and Escape takes that back") func themes() throws {
    var desk = try Desk(animals, options: .init(themes: ["dark", "light", "nord"]))
    desk.press("T<Down><Down>")
    #expect(desk.state.theme == "nord")
    desk.press("<Esc>")
    #expect(desk.state.theme == nil)
    desk.press("Tlig<Enter>")
    #expect(desk.state.theme == "light")
    desk.press("T")
    #expect(desk.overlay == "Theme: \n dark\n>light\n nord")
  }

  @Test("Help scrolls and closes", arguments: ["q", "<Esc>", "?", "<F1>", "<C-c>", "<Enter>"])
  func help(close: String) throws {
    var desk = try Desk.animals("?jj")
    guard case .help(let help) = desk.state.mode, help.top == 2 else {
      Issue.record("the help is not scrolled by two lines")
      return
    }
    desk.press("Gk" + close)
    #expect(desk.overlay == nil)
    #expect(desk.effects.isEmpty)
  }
}
