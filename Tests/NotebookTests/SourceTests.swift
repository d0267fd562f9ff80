import NotebookHarness
import Outline
import Terminal
import Testing

@Suite struct SourceTests {
  private static let notes = "# Long\n" + String(repeating: "word ", count: 100) + "\n\n- Oak\n- Elm\n"

  @Test(
    "The cursor goes through the rows of a long line",
    arguments: [
      ("", 1), ("j", 2), ("3j", 2), ("3jk", 2), ("G", 5), ("Gk", 4), ("G3k", 2), ("4G", 4), ("G2gg", 2), ("Ggg", 1),
      ("99G", 5), ("<C-f>", 2), ("<C-f><C-f><C-f>", 5), ("G<C-b>", 2), ("<C-d>", 2),
    ])
  func moves(keys: String, line: Int) throws {
    // The long line takes more rows than the pane has.
    var desk = try Desk(SourceTests.notes, size: Size(columns: 80, rows: 11))
    desk.press("r<Tab>" + keys)
    try desk.state.checkInvariants()
    desk.press("e")
    guard case .editSource(_, let opened)? = desk.effects.last else {
      Issue.record("no editor was opened")
      return
    }
    #expect(opened == LineNumber(line))
    for columns in [30, 120, 5] {
      desk.take(.terminal(.resize(Size(columns: columns, rows: 11))))
      try desk.state.checkInvariants()
    }
  }

  @Test("Scrolling the source goes row by row and ends with the last one at the bottom") func scrolls() throws {
    var desk = try Desk(SourceTests.notes, size: Size(columns: 80, rows: 11))
    desk.press("rJJ")
    #expect(desk.state.detail.sourceTop.line == 2 && desk.state.detail.sourceTop.row == 1)
    desk.press("99J")
    let layout = try #require(desk.state.sourceLayout)
    #expect(layout.rows(from: desk.state.detail.sourceTop, count: 99).count == desk.state.detailHeight)
    desk.press("99K")
    #expect(desk.state.detail.sourceTop == layout.first)
    try desk.state.checkInvariants()
  }

  @Test("A click puts the cursor on the row that was clicked") func clicks() throws {
    var desk = try Desk(SourceTests.notes, size: Size(columns: 80, rows: 11))
    desk.press("r")
    let pane = desk.state.panes.detail
    desk.take(.terminal(.mouse(MouseEvent(.press(button: 1), at: Position(column: pane.column, row: pane.row + 3)))))
    #expect(desk.state.detail.sourceCursor.line == 2 && desk.state.detail.sourceCursor.row == 2)
  }
}
