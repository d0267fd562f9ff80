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
    var notebook = try NotebookHarness(SourceTests.notes, size: Size(columns: 80, rows: 11))
    notebook.press("r<Tab>" + keys)
    try notebook.state.checkInvariants()
    notebook.press("gf")
    guard case .editSource(_, let opened)? = notebook.effects.last else {
      Issue.record("no editor was opened")
      return
    }
    #expect(opened == LineNumber(line))
    for columns in [30, 120, 5] {
      notebook.take(.terminal(.resize(Size(columns: columns, rows: 11))))
      try notebook.state.checkInvariants()
    }
  }

  @Test("Scrolling the source goes row by row and ends with the last one at the bottom") func scrolls() throws {
    var notebook = try NotebookHarness(SourceTests.notes, size: Size(columns: 80, rows: 11))
    notebook.press("rJJ")
    #expect(notebook.state.detail.source.top.line == 2 && notebook.state.detail.source.top.row == 1)
    notebook.press("99J")
    let layout = try #require(notebook.state.sourceLayout)
    #expect(layout.rows(from: notebook.state.detail.source.top, count: 99).count == notebook.state.detailHeight)
    notebook.press("99K")
    #expect(notebook.state.detail.source.top == layout.first)
    try notebook.state.checkInvariants()
  }

  @Test("A click puts the cursor on the row that was clicked") func clicks() throws {
    var notebook = try NotebookHarness(SourceTests.notes, size: Size(columns: 80, rows: 11))
    notebook.press("r")
    let pane = notebook.state.panes.detail
    notebook.take(
      .terminal(.mouse(MouseEvent(.press(button: 1), at: Position(column: pane.column, row: pane.row + 3)))))
    #expect(notebook.state.detail.source.cursor.line == 2 && notebook.state.detail.source.cursor.row == 2)
  }
}
