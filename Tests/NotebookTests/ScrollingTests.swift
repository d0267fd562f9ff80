import NotebookHarness
import Terminal
import Testing

@Suite struct ScrollingTests {
  @Test(
    "Where everything fits, nothing is hidden above",
    arguments: ["z2G", "zRG", "zRGzt", "G", "zRG&oak<Enter>", "zRG&oak", "Gz1zR", "zR10jzi"])
  func fills(keys: String) throws {
    var desk = try Desk.animals(keys, size: Size(columns: 80, rows: 7))
    try desk.state.checkInvariants()
    for rows in [9, 30, 8, 24] {
      desk.take(.terminal(.resize(Size(columns: 80, rows: rows))))
      try desk.state.checkInvariants()
    }
    #expect(desk.state.top == desk.state.firstRow)
  }

  @Test("A filter from far down shows the ancestors of what it finds") func filter() throws {
    let notes =
      "# Birds\n" + (1...9).map { "- Species \($0)\n  - Crow \($0)\n" }.joined() + "# Trees\n- Oak\n  - Acorn\n"
    var desk = try Desk(notes, size: Size(columns: 80, rows: 12))
    desk.press("zRG&acorn<Enter>")
    #expect(
      desk.state.rows(from: desk.state.top, count: 9).map(desk.state.title(of:)) == [
        "notes.md", "Trees", "Oak", "Acorn",
      ])
    try desk.state.checkInvariants()
  }
}
