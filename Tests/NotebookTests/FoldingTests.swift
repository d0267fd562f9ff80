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
    var notebook = try NotebookHarness("# A\ntext\n\n- item\n")
    notebook.press(keys + "gf")
    #expect(notebook.effects == [.editSource(FileTree.root, LineNumber(line))])
    var folder = try FolderTests.notebook()
    folder.press("e")
    #expect(folder.effects.isEmpty && folder.message == "a folder can't be edited: open a note")
  }

  @Test("Where one pane shows at a time, what happens in the other is said") func saysSource() throws {
    var notebook = try NotebookHarness("# A\n", size: Size(columns: 40, rows: 10))
    notebook.press("r")
    #expect(notebook.message == "the source: Tab shows it")
    notebook.press("r")
    #expect(notebook.message == "the text again, not the source")
    notebook.press("<Tab>r")
    #expect(notebook.message == "")
  }

  @Test("On a folder's row, too, S-Tab turns through overview, contents and all, and zx comes back to folded")
  func cyclesFolders() throws {
    var notebook = try NotebookHarness(folder: [("a/b.md", "# B\n\n## C\n\n- x\n  - y\n"), ("d.md", "# D\n")])
    for word in ["all", "overview", "contents", "all"] {
      notebook.press("gg<S-Tab>")
      #expect(notebook.message.contains(word), "\(notebook.message)")
    }
    notebook.press("zR")
    var said: [String] = []
    for _ in 0..<6 {
      notebook.press("ggjzx")
      said.append(notebook.message)
    }
    #expect(said.count { $0 == "folded" } >= 2, "\(said)")
  }

  @Test("zx turns a topic through folded, children, subtree") func cyclesHere() throws {
    var notebook = try NotebookHarness("- a\n  - b\n    - c\n- d\n")
    notebook.press("j")
    notebook.press("zx")
    #expect(notebook.outline == " ▾ notes.md\n>  ▸ a\n   • d")
    notebook.press("zx")
    #expect(notebook.outline == " ▾ notes.md\n>  ▾ a\n     ▸ b\n   • d")
    notebook.press("zx")
    #expect(notebook.outline == " ▾ notes.md\n>  ▾ a\n     ▾ b\n       • c\n   • d")
    notebook.press("jjjzx")
    #expect(notebook.message == "nothing to fold here")
  }

  @Test("gw stands the panes side by side, one above the other, one at a time; it is remembered")
  func arrangements() throws {
    var notebook = try NotebookHarness("- a\n")
    #expect(notebook.state.panes.arrangement == .sideBySide)
    notebook.press("gw")
    #expect(notebook.state.panes.arrangement == .stacked && notebook.message == "panes: stacked")
    notebook.press("gw")
    #expect(notebook.state.panes.arrangement == .one && notebook.state.panes.detail.isEmpty)
    notebook.press("<Tab>")
    #expect(notebook.state.panes.outline.isEmpty)
    var again = try NotebookHarness("- a\n")
    again.state.recall(notebook.state.memory)
    #expect(again.state.panes.arrangement == .one)
    again.take(.terminal(.resize(Size(columns: 40, rows: 10))))
    again.press("gw")
    #expect(again.message == "panes: side by side, where there is room for it")
    try again.state.checkInvariants()
  }

  @Test("The theme that was chosen, and how both panes were scrolled, come back") func scrollIsRemembered() throws {
    let notes = (1...60).map { "- Topic \($0)\n\n" + String(repeating: "  a line\n\n", count: 40) }.joined()
    var notebook = try NotebookHarness(notes, options: .init(themes: ["dark", "nord"]))
    notebook.press("Tnord<Enter>30jzt9J")
    #expect(notebook.outline.contains("Topic 30"))
    var again = try NotebookHarness(notes, options: .init(themes: ["dark", "nord"]))
    let memory = try #require(SavedView(rows: notebook.state.memory.rows))
    again.state.recall(memory)
    again.take(.terminal(.resize(notebook.state.size)))
    #expect(again.state.selection == notebook.state.selection && again.state.top == notebook.state.top)
    #expect(again.detail == notebook.detail && again.state.detail.top != again.state.detail.layout?.top)
    #expect(again.state.screen.theme == "nord")
    var other = try NotebookHarness(notes)
    other.state.recall(memory)
    #expect(other.state.screen.theme == nil)
  }

  @Test(
    "Counts fold and unfold more levels, and go further",
    arguments: [
      ("zM2zr", "a b c e"), ("zR3zm", "a e"), ("zMj3zo", "a b c d e"), ("zMj2zo", "a b c e"), ("zR4j2zc", "a b e"),
      ("zR4j3h", "a b c e"), ("zMj4l", "a b c e"),
    ])
  func counts(keys: String, rows: String) throws {
    var notebook = try NotebookHarness("# a\n- b\n  - c\n    - d\n\n# e\n")
    notebook.press(keys)
    let shown = notebook.state.rows(from: .root, count: 20).dropFirst().map(notebook.state.title(of:)).joined(
      separator: " ")
    #expect(shown == rows)
    try notebook.state.checkInvariants()
  }

  @Test("The configured theme is worn as such when it is chosen") func configuredTheme() throws {
    var notebook = try NotebookHarness("- a\n", options: .init(themes: ["dark", "nord"]))
    notebook.state.setDefaultTheme("dark")
    notebook.press("Tnord<Enter>")
    #expect(notebook.state.memory.theme == "nord")
    notebook.press("Tdark<Enter>")
    #expect(notebook.state.screen.theme == nil && notebook.state.memory.theme == nil)
  }

  @Test("how a notebook was left comes back from its rows whole; rows that make no sense are left out")
  func memoryAsRows() throws {
    var notebook = try NotebookHarness("# A\n- \n  - b\n- c\n  - d\n# E\n", options: .init(themes: ["nord"]))
    notebook.press("Tnord<Enter>")
    notebook.press("jjzcjzczijgw")
    let memory = notebook.state.memory
    #expect(memory.zoom != nil && memory.files.values.contains { !$0.folded.isEmpty })
    #expect(SavedView(rows: memory.rows) == memory)
    let nonsense = [["folded"], ["file", "x"], ["file", "x", "folded", "y"], ["share", "wide"], ["later", "1"], []]
    #expect(SavedView(rows: nonsense + memory.rows) == memory)
    #expect(SavedView(rows: [["selection", "a.md"]]) == nil)
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
    let notebook = try NotebookHarness.animals(example.keys)
    #expect(notebook.outline == example.outline)
    try notebook.state.checkInvariants()
  }

  @Test(
    "What is folded unfolds again",
    arguments: [
      "zMzR", "zM=", "z2zrzr", "jzczo", "jzaza", "jzAzA", "jzCzO", "jhl", "3jzc4kzR", "3jzckzO", "z1z9",
      "<S-Tab><S-Tab><S-Tab>",
    ])
  func unfolds(keys: String) throws {
    var notebook = try NotebookHarness.animals(keys)
    notebook.press("gg")
    #expect(notebook.outline == ">" + FoldingTests.everything.dropFirst())
  }

  @Test(
    "A fold takes the selection to the topic that was folded",
    arguments: [
      ("5jzc", "Dogs"), ("5jzczc", "Mammals"), ("5jzczczc", "Animals"), ("4jz1", "Animals"), ("11jz2", "Trees"),
      ("5jhh", "Dogs"), ("6jzC", "Cats"),
    ])
  func followsFolds(keys: String, selected: String) throws {
    #expect(try NotebookHarness.animals(keys).selected == selected)
  }

  @Test("A folded topic is stepped over") func stepsOver() throws {
    #expect(try NotebookHarness.animals("jzcj").selected == "Plants")
    #expect(try NotebookHarness.animals("3jzcjk").selected == "Dogs")
    #expect(try NotebookHarness.animals("zMG").selected == "Plants")
  }

  @Test("Folding a topic without children says so") func nothingToFold() throws {
    let notebook = try NotebookHarness.animals("4j<Space>")
    #expect(notebook.message == "nothing to fold here")
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
    let notebook = try NotebookHarness.animals(example.keys)
    #expect(notebook.outline == example.outline)
    try notebook.state.checkInvariants()
  }

  @Test("Zooming out keeps the selection", arguments: ["2jzijzw", "2jzijzpzpzp", "2jzijzizwzw"])
  func zoomsOut(keys: String) throws {
    let notebook = try NotebookHarness.animals(keys)
    #expect(notebook.selected == "Dogs")
    #expect(notebook.outline.replacing(">", with: " ") == FoldingTests.everything)
    #expect(notebook.state.zoom == nil)
  }

  @Test("There is nothing to zoom into below a leaf") func zoomIntoLeaf() throws {
    let notebook = try NotebookHarness.animals("4jzi")
    #expect(notebook.state.zoom == nil)
    #expect(notebook.message == "nothing below this topic to zoom into")
  }

  @Test("A jump out of the zoomed topic zooms out", arguments: ["/oak<Enter>", ":12<Enter>", "<C-k>oak<Enter>"])
  func jumpsOut(keys: String) throws {
    let notebook = try NotebookHarness.animals("2jzi" + keys)
    #expect(notebook.selected == "Oak")
    #expect(notebook.state.zoom == nil)
    try notebook.state.checkInvariants()
  }
}
