import NotebookHarness
import Terminal
import Testing

@Suite struct ScrollingTests {
  @Test(
    "Where everything fits, nothing is hidden above",
    arguments: ["z2G", "zRG", "zRGzt", "G", "zRG&oak<Enter>", "zRG&oak", "Gz1zR", "zR10jzi"])
  func fills(keys: String) throws {
    var notebook = try NotebookHarness.animals(keys, size: Size(columns: 80, rows: 7))
    try notebook.state.checkInvariants()
    for rows in [9, 30, 8, 24] {
      notebook.take(.terminal(.resize(Size(columns: 80, rows: rows))))
      try notebook.state.checkInvariants()
    }
    #expect(notebook.state.top == notebook.state.firstRow)
  }

  @Test("A filter from far down shows the ancestors of what it finds") func filter() throws {
    let notes =
      "# Birds\n" + (1...9).map { "- Species \($0)\n  - Crow \($0)\n" }.joined() + "# Trees\n- Oak\n  - Acorn\n"
    var notebook = try NotebookHarness(notes, size: Size(columns: 80, rows: 12))
    notebook.press("zRG&acorn<Enter>")
    #expect(
      notebook.state.rows(from: notebook.state.top, count: 9).map(notebook.state.title(of:)) == [
        "notes.md", "Trees", "Oak", "Acorn",
      ])
    try notebook.state.checkInvariants()
  }
}
