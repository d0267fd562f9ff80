import NotebookHarness
import Terminal
import Testing

@testable import Notebook

@Suite struct MouseTests {
  private func click(_ notebook: inout NotebookHarness, _ column: Int, _ row: Int) {
    notebook.take(.terminal(.mouse(MouseEvent(.press(button: 1), at: Position(column: column, row: row)))))
    notebook.take(.terminal(.mouse(MouseEvent(.release, at: Position(column: column, row: row)))))
  }

  @Test("A click selects a row and leaves its folds") func selects() throws {
    var notebook = try NotebookHarness.animals()
    let outline = notebook.outline
    click(&notebook, 20, 3)
    #expect(notebook.selected == "Dogs")
    #expect(notebook.outline.replacing(">", with: " ") == outline.replacing(">", with: " "))
    try notebook.state.checkInvariants()
  }

  @Test("A click on the mark folds and unfolds") func folds() throws {
    var notebook = try NotebookHarness.animals()
    let row = notebook.state.outlineRow(at: notebook.state.rows(from: .root, count: 4)[3])
    let mark = try #require(row.laidOut(columns: 39, options: notebook.state.layoutOptions).foldMark)
    click(&notebook, mark.lowerBound, 3)
    #expect(notebook.outline.contains(">      ▸ Dogs"))
    click(&notebook, mark.lowerBound, 3)
    #expect(notebook.outline.contains(">      ▾ Dogs"))
  }

  @Test("A click on the counts of a row spells them out") func counts() throws {
    var notebook = try NotebookHarness.animals(
      annotations: [
        annotation("Why?", line: 5, id: "a", type: .question), annotation("So", line: 5, id: "b", replyTo: "a"),
      ])
    let place = notebook.state.rows(from: .root, count: 4)[3]
    let columns = notebook.state.panes.outline.size.columns
    let row = notebook.state.outlineRow(at: place).laidOut(columns: columns, options: notebook.state.layoutOptions)
    click(&notebook, row.counts.lowerBound + 1, 3)
    #expect(notebook.selected == "Dogs" && notebook.message == "? 1 open question · 1 reply, not counted")
    click(&notebook, row.title.lowerBound, 3)
    #expect(notebook.message.isEmpty)
  }

  @Test("A click in a list selects an entry, another takes it, one beside the list closes that") func lists() throws {
    var notebook = try NotebookHarness(animals, options: .init(themes: ["dark", "light", "nord"]))
    notebook.press("T")
    guard case .list(let list)? = notebook.state.overlay else {
      Issue.record("no list")
      return
    }
    let inside = notebook.state.geometry(of: list).inside
    click(&notebook, inside.column + 1, inside.row + 3)
    #expect(notebook.overlay == "Theme: \n dark\n light\n>nord" && notebook.state.screen.theme == "nord")
    click(&notebook, inside.column + 1, inside.row)
    #expect(notebook.overlay == "Theme: \n dark\n light\n>nord")
    click(&notebook, inside.column + 1, inside.row + 3)
    #expect(notebook.overlay == nil && notebook.state.screen.theme == "nord")
    notebook.press("T")
    click(&notebook, inside.column + 1, inside.row + 1)
    #expect(notebook.state.screen.theme == "dark")
    click(&notebook, 0, 0)
    #expect(notebook.overlay == nil && notebook.state.screen.theme == "nord")
    try notebook.state.checkInvariants()
  }

  @Test("Every entry of a long list is where a click finds it") func longLists() throws {
    var notebook = try NotebookHarness.animals(":", size: Size(columns: 60, rows: 14))
    for _ in 0..<40 {
      notebook.press("<Down>")
      guard case .list(let list)? = notebook.state.overlay else {
        Issue.record("the list is gone")
        return
      }
      let geometry = notebook.state.geometry(of: list)
      let row = geometry.inside.row + 1 + list.selected - geometry.first
      #expect(geometry.inside.rows.contains(row))
      for other in 1..<geometry.inside.size.rows {
        let place = Position(column: geometry.inside.column, row: geometry.inside.row + other)
        #expect(geometry.entry(at: place, of: list) == geometry.first + other - 1)
      }
    }
  }

  @Test("A click in the detail pane puts the line cursor there") func detail() throws {
    var notebook = try NotebookHarness.animals("j")
    let pane = notebook.state.panes.detail
    click(&notebook, pane.column + 3, pane.row + 1)
    #expect(notebook.state.focus == .detail)
    #expect(notebook.detail.contains("\n>"))
    click(&notebook, pane.column + 3, pane.row + 15)
    try notebook.state.checkInvariants()
    click(&notebook, 3, 0)
    #expect(notebook.state.focus == .outline)
  }

  @Test("The wheel scrolls the pane under it") func wheel() throws {
    var notebook = try NotebookHarness.animals("", size: Size(columns: 80, rows: 9))
    let pane = notebook.state.panes.detail
    let top = notebook.state.detail.top
    notebook.take(.terminal(.mouse(MouseEvent(.wheelDown, at: Position(column: pane.column, row: pane.row)))))
    #expect(notebook.state.detail.top != top)
    #expect(notebook.selected == "notes.md")
    notebook.take(.terminal(.mouse(MouseEvent(.wheelDown, at: Position(column: 2, row: 2)))))
    #expect(notebook.selected != "notes.md" || notebook.state.top != .root)
    try notebook.state.checkInvariants()
    notebook.take(.terminal(.mouse(MouseEvent(.wheelUp, at: Position(column: 2, row: 2)))))
    #expect(notebook.state.top == .root)
  }

  @Test("The wheel leaves the selection where it is while that is in view") func wheelKeepsSelection() throws {
    let lines = (1...100).map { "- row \($0)\n" }.joined()
    var notebook = try NotebookHarness(lines, size: Size(columns: 80, rows: 22))
    notebook.press("10j")
    #expect(notebook.selected == "row 10")
    func wheel(_ action: MouseEvent.Action) {
      notebook.take(.terminal(.mouse(MouseEvent(action, at: Position(column: 2, row: 2)))))
    }
    wheel(.wheelDown)
    #expect(notebook.selected == "row 10" && notebook.state.title(of: notebook.state.top) == "row 3")
    wheel(.wheelDown)
    wheel(.wheelDown)
    #expect(notebook.state.title(of: notebook.state.top) == "row 9" && notebook.selected == "row 11")
    for _ in 0..<50 { wheel(.wheelDown) }
    #expect(
      notebook.state.rows(from: notebook.state.top, count: 30).count == 20
        && notebook.state.title(of: notebook.state.top) == "row 81")
    for _ in 0..<50 { wheel(.wheelUp) }
    #expect(notebook.state.top == .root)
    try notebook.state.checkInvariants()
  }

  @Test("The divider is dragged, and kept within bounds", arguments: [(50, 50), (0, 20), (79, 59)])
  func drags(to column: Int, divider: Int) throws {
    var notebook = try NotebookHarness.animals()
    let start = notebook.state.panes.divider.column
    notebook.take(.terminal(.mouse(MouseEvent(.press(button: 1), at: Position(column: start, row: 4)))))
    notebook.take(.terminal(.mouse(MouseEvent(.drag(button: 1), at: Position(column: column, row: 4)))))
    notebook.take(.terminal(.mouse(MouseEvent(.release, at: Position(column: column, row: 4)))))
    notebook.take(.terminal(.mouse(MouseEvent(.drag(button: 1), at: Position(column: 30, row: 4)))))
    #expect(abs(notebook.state.panes.divider.column - divider) <= 4)
    #expect(notebook.selected == "notes.md")
  }

  @Test(
    "Every cell may be clicked, in every mode",
    arguments: ["", "j<Tab>", "jaText", ":", "/o", "?", "@", "jar<C-x><C-k>", "r", "zM"])
  func everywhere(keys: String) throws {
    let start = try NotebookHarness.animals(keys, size: Size(columns: 80, rows: 12))
    for row in 0..<12 {
      for column in stride(from: 0, to: 80, by: 7) {
        var notebook = start
        click(&notebook, column, row)
        notebook.take(.terminal(.mouse(MouseEvent(.wheelDown, at: Position(column: column, row: row)))))
        try notebook.state.checkInvariants()
      }
    }
  }

  @Test("gm gives the mouse to the terminal and takes it back") func mouseOff() throws {
    var notebook = try NotebookHarness.animals("gm")
    #expect(notebook.effects == [.setMouse(false)])
    notebook.press("gm")
    #expect(notebook.effects == [.setMouse(false), .setMouse(true)])
  }
}
