import Notebook
import NotebookHarness
import Outline
import Terminal
import Testing

@Suite struct FoldingTests {
  @Test(
    "The editor opens at the topic, in the detail pane at the line under the cursor",
    arguments: [("", 1), ("2j", 4), ("j<Tab>jj", 2), ("j<Tab>4j", 4), ("j<Tab>rjjj", 4)])
  func editsAtTheLine(keys: String, line: Int) throws {
    var desk = try Desk("# A\ntext\n\n- item\n")
    desk.press(keys + "e")
    #expect(desk.effects == [.editSource(FileTree.root, LineNumber(line))])
    var folder = try FolderTests.desk()
    folder.press("e")
    #expect(folder.effects.isEmpty && folder.message == "a folder can't be edited: open a note")
  }

  @Test("Where one pane shows at a time, what happens in the other is said") func saysSource() throws {
    var desk = try Desk("# A\n", size: Size(columns: 40, rows: 10))
    desk.press("r")
    #expect(desk.message == "the source: Tab shows it")
    desk.press("r")
    #expect(desk.message == "the text again, not the source")
    desk.press("<Tab>r")
    #expect(desk.message == "")
  }

  @Test("zx turns a topic through folded, children, subtree") func cyclesHere() throws {
    var desk = try Desk("- a\n  - b\n    - c\n- d\n")
    desk.press("j")
    desk.press("zx")
    #expect(desk.outline == " ▾ notes.md\n>  ▸ a\n   • d")
    desk.press("zx")
    #expect(desk.outline == " ▾ notes.md\n>  ▾ a\n     ▸ b\n   • d")
    desk.press("zx")
    #expect(desk.outline == " ▾ notes.md\n>  ▾ a\n     ▾ b\n       • c\n   • d")
    desk.press("jjjzx")
    #expect(desk.message == "nothing to fold here")
  }

  @Test("gw stands the panes side by side, one above the other, one at a time; it is remembered")
  func arrangements() throws {
    var desk = try Desk("- a\n")
    #expect(desk.state.panes.arrangement == .sideBySide)
    desk.press("gw")
    #expect(desk.state.panes.arrangement == .stacked && desk.message == "panes: stacked")
    desk.press("gw")
    #expect(desk.state.panes.arrangement == .one && desk.state.panes.detail.isEmpty)
    desk.press("<Tab>")
    #expect(desk.state.panes.outline.isEmpty)
    var again = try Desk("- a\n")
    again.state.recall(desk.state.memory)
    #expect(again.state.panes.arrangement == .one)
    again.take(.terminal(.resize(Size(columns: 40, rows: 10))))
    again.press("gw")
    #expect(again.message == "panes: side by side, where there is room for it")
    try again.state.checkInvariants()
  }

  @Test("The theme that was chosen, and how both panes were scrolled, come back") func scrollIsRemembered() throws {
    let notes = (1...60).map { "- Topic \($0)\n\n" + String(repeating: "  a line\n\n", count: 40) }.joined()
    var desk = try Desk(notes, options: .init(themes: ["dark", "nord"]))
    desk.press("Tnord<Enter>30jzt9J")
    #expect(desk.outline.contains("Topic 30"))
    var again = try Desk(notes, options: .init(themes: ["dark", "nord"]))
    let memory = try #require(NotebookMemory(rows: desk.state.memory.rows))
    again.state.recall(memory)
    again.take(.terminal(.resize(desk.state.size)))
    #expect(again.state.selection == desk.state.selection && again.state.top == desk.state.top)
    #expect(again.detail == desk.detail && again.state.detail.top != again.state.detail.layout?.top)
    #expect(again.state.theme == "nord")
    var other = try Desk(notes)
    other.state.recall(memory)
    #expect(other.state.theme == nil)
  }

  @Test(
    "Counts fold and unfold more levels, and go further",
    arguments: [
      ("zM2zr", "a b c e"), ("zR3zm", "a e"), ("zMj3zo", "a b c d e"), ("zMj2zo", "a b c e"), ("zR4j2zc", "a b e"),
      ("zR4j3h", "a b c e"), ("zMj4l", "a b c e"),
    ])
  func counts(keys: String, rows: String) throws {
    var desk = try Desk("# a\n- b\n  - c\n    - d\n\n# e\n")
    desk.press(keys)
    let shown = desk.state.rows(from: .root, count: 20).dropFirst().map(desk.state.title(of:)).joined(separator: " ")
    #expect(shown == rows)
    try desk.state.checkInvariants()
  }

  @Test("The configured theme is worn as such when it is chosen") func configuredTheme() throws {
    var desk = try Desk("- a\n", options: .init(themes: ["dark", "nord"]))
    desk.state.standingTheme = "dark"
    desk.press("Tnord<Enter>")
    #expect(desk.state.memory.theme == "nord")
    desk.press("Tdark<Enter>")
    #expect(desk.state.theme == nil && desk.state.memory.theme == nil)
  }

  @Test("how a notebook was left comes back from its rows whole; rows that make no sense are left out")
  func memoryAsRows() throws {
    var desk = try Desk("# A\n- \n  - b\n- c\n  - d\n# E\n", options: .init(themes: ["nord"]))
    desk.press("Tnord<Enter>")
    desk.press("jjzcjzczijgw")
    let memory = desk.state.memory
    #expect(memory.zoom != nil && memory.files.values.contains { !$0.folded.isEmpty })
    #expect(NotebookMemory(rows: memory.rows) == memory)
    let nonsense = [["folded"], ["file", "x"], ["file", "x", "folded", "y"], ["share", "wide"], ["later", "1"], []]
    #expect(NotebookMemory(rows: nonsense + memory.rows) == memory)
    #expect(NotebookMemory(rows: [["selection", "a.md"]]) == nil)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var keys: String
    var outline: String
    var testDescription: String { keys }
    init(_ keys: String, _ outline: String) { (self.keys, self.outline) = (keys, outline) }
  }

  static let everything = """
     ▾ notes.md
       ▾ Animals
         ▾ Mammals
           ▾ Dogs
             • Terriers
             • Hounds
           • Cats
         ▾ Birds
           • Crows
       ▾ Plants
         ▾ Trees
           • Oak
         • Moss
    """

  static let overview = """
     ▾ notes.md
    >  ▸ Animals
       ▸ Plants
    """

  @Test(
    "Folding keys fold",
    arguments: [
      Case("jzM", overview), Case("j-", overview), Case("5jzM", overview), Case("jz1", overview),
      Case("j<S-Tab>", overview),
      Case(
        "jz2",
        """
         ▾ notes.md
        >  ▾ Animals
             ▸ Mammals
             ▸ Birds
           ▾ Plants
             ▸ Trees
             • Moss
        """),
      Case(
        "jz2<Space>",
        """
         ▾ notes.md
        >  ▸ Animals
           ▾ Plants
             ▸ Trees
             • Moss
        """),
      Case(
        "jz2zr",
        """
         ▾ notes.md
        >  ▾ Animals
             ▾ Mammals
               ▸ Dogs
               • Cats
             ▾ Birds
               • Crows
           ▾ Plants
             ▾ Trees
               • Oak
             • Moss
        """),
      Case(
        "jz2zrzm",
        """
         ▾ notes.md
        >  ▾ Animals
             ▸ Mammals
             ▸ Birds
           ▾ Plants
             ▸ Trees
             • Moss
        """),
      Case(
        "3j<Space>",
        """
         ▾ notes.md
           ▾ Animals
             ▾ Mammals
        >      ▸ Dogs
               • Cats
             ▾ Birds
               • Crows
           ▾ Plants
             ▾ Trees
               • Oak
             • Moss
        """),
      Case(
        "jzCzo",
        """
         ▾ notes.md
        >  ▾ Animals
             ▸ Mammals
             ▸ Birds
           ▾ Plants
             ▾ Trees
               • Oak
             • Moss
        """),
      Case(
        "5jz.",
        """
         ▾ notes.md
           ▾ Animals
             ▾ Mammals
               ▾ Dogs
                 • Terriers
        >        • Hounds
               • Cats
             ▸ Birds
           ▸ Plants
        """),
    ])
  func folds(example: Case) throws {
    let desk = try Desk.animals(example.keys)
    #expect(desk.outline == example.outline)
    try desk.state.checkInvariants()
  }

  @Test(
    "What is folded unfolds again",
    arguments: [
      "zMzR", "zM=", "z2zrzr", "jzczo", "jzaza", "jzAzA", "jzCzO", "jhl", "3jzc4kzR", "3jzckzO", "z1z9",
      "<S-Tab><S-Tab><S-Tab>",
    ])
  func unfolds(keys: String) throws {
    var desk = try Desk.animals(keys)
    desk.press("gg")
    #expect(desk.outline == ">" + FoldingTests.everything.dropFirst())
  }

  @Test(
    "A fold takes the selection to the topic that was folded",
    arguments: [
      ("5jzc", "Dogs"), ("5jzczc", "Mammals"), ("5jzczczc", "Animals"), ("4jz1", "Animals"), ("11jz2", "Trees"),
      ("5jhh", "Dogs"), ("6jzC", "Cats"),
    ])
  func followsFolds(keys: String, selected: String) throws {
    #expect(try Desk.animals(keys).selected == selected)
  }

  @Test("A folded topic is stepped over") func stepsOver() throws {
    #expect(try Desk.animals("jzcj").selected == "Plants")
    #expect(try Desk.animals("3jzcjk").selected == "Dogs")
    #expect(try Desk.animals("zMG").selected == "Plants")
  }

  @Test("Folding a topic without children says so") func nothingToFold() throws {
    let desk = try Desk.animals("4j<Space>")
    #expect(desk.message == "nothing to fold here")
  }

  @Test(
    "Zooming shows one topic, and out again",
    arguments: [
      Case(
        "2jzi",
        """
        >    ▾ Mammals
               ▾ Dogs
                 • Terriers
                 • Hounds
               • Cats
        """),
      Case(
        "2jzijzi",
        """
        >      ▾ Dogs
                 • Terriers
                 • Hounds
        """),
      Case(
        "2jzijzizp",
        """
             ▾ Mammals
        >      ▾ Dogs
                 • Terriers
                 • Hounds
               • Cats
        """),
      Case(
        "2jziG",
        """
             ▾ Mammals
               ▾ Dogs
                 • Terriers
                 • Hounds
        >      • Cats
        """),
      Case(
        "2jzi9j9kh",
        """
        >    ▾ Mammals
               ▾ Dogs
                 • Terriers
                 • Hounds
               • Cats
        """),
      Case(
        "2jziz1",
        """
        >    ▾ Mammals
               ▸ Dogs
               • Cats
        """),
    ])
  func zooms(example: Case) throws {
    let desk = try Desk.animals(example.keys)
    #expect(desk.outline == example.outline)
    try desk.state.checkInvariants()
  }

  @Test("Zooming out keeps the selection", arguments: ["2jzijzw", "2jzijzpzpzp", "2jzijzizwzw"])
  func zoomsOut(keys: String) throws {
    let desk = try Desk.animals(keys)
    #expect(desk.selected == "Dogs")
    #expect(desk.outline.replacing(">", with: " ") == FoldingTests.everything)
    #expect(desk.state.zoom == nil)
  }

  @Test("There is nothing to zoom into below a leaf") func zoomIntoLeaf() throws {
    let desk = try Desk.animals("4jzi")
    #expect(desk.state.zoom == nil)
    #expect(desk.message == "nothing below this topic to zoom into")
  }

  @Test("A jump out of the zoomed topic zooms out", arguments: ["/oak<Enter>", ":12<Enter>", "<C-k>oak<Enter>"])
  func jumpsOut(keys: String) throws {
    let desk = try Desk.animals("2jzi" + keys)
    #expect(desk.selected == "Oak")
    #expect(desk.state.zoom == nil)
    try desk.state.checkInvariants()
  }
}
