import NotebookHarness
import Terminal
import Testing

@testable import Notebook

@Suite struct MouseTests {
  private func click(_ desk: inout Desk, _ column: Int, _ row: Int) {
    desk.take(.terminal(.mouse(MouseEvent(.press(button: 1), at: Position(column: column, row: row)))))
    desk.take(.terminal(.mouse(MouseEvent(.release, at: Position(column: column, row: row)))))
  }

  @Test("A click selects a row and leaves its folds") func selects() throws {
    var desk = try Desk.animals()
    let outline = desk.outline
    click(&desk, 20, 3)
    #expect(desk.selected == "Dogs")
    #expect(desk.outline.replacing(">", with: " ") == outline.replacing(">", with: " "))
    try desk.state.checkInvariants()
  }

  @Test("A click on the mark folds and unfolds") func folds() throws {
    var desk = try Desk.animals()
    let row = desk.state.outlineRow(at: desk.state.rows(from: .root, count: 4)[3])
    let mark = try #require(row.laidOut(columns: 39, options: desk.state.layoutOptions).foldMark)
    click(&desk, mark.lowerBound, 3)
    #expect(desk.outline.contains(">      ▸ Dogs"))
    click(&desk, mark.lowerBound, 3)
    #expect(desk.outline.contains(">      ▾ Dogs"))
  }

  @Test("A click in a list selects an entry, another takes it, one beside the list closes that") func lists() throws {
    var desk = try Desk(animals, options: .init(themes: ["dark", "light", "nord"]))
    desk.press("T")
    guard case .list(let list) = desk.state.mode else {
      Issue.record("no list")
      return
    }
    let inside = desk.state.geometry(of: list).inside
    click(&desk, inside.column + 1, inside.row + 3)
    #expect(desk.overlay == "Theme: \n dark\n light\n>nord" && desk.state.theme == "nord")
    click(&desk, inside.column + 1, inside.row)
    #expect(desk.overlay == "Theme: \n dark\n light\n>nord")
    click(&desk, inside.column + 1, inside.row + 3)
    #expect(desk.overlay == nil && desk.state.theme == "nord")
    desk.press("T")
    click(&desk, inside.column + 1, inside.row + 1)
    #expect(desk.state.theme == "dark")
    click(&desk, 0, 0)
    #expect(desk.overlay == nil && desk.state.theme == "nord")
    try desk.state.checkInvariants()
  }

  @Test("Every entry of a long list is where a click finds it") func longLists() throws {
    var desk = try Desk.animals(":", size: Size(columns: 60, rows: 14))
    for _ in 0..<40 {
      desk.press("<Down>")
      guard case .list(let list) = desk.state.mode else {
        Issue.record("the list is gone")
        return
      }
      let geometry = desk.state.geometry(of: list)
      let row = geometry.inside.row + 1 + list.selected - geometry.first
      #expect(geometry.inside.rows.contains(row))
      for other in 1..<geometry.inside.size.rows {
        let place = Position(column: geometry.inside.column, row: geometry.inside.row + other)
        #expect(geometry.entry(at: place, of: list) == geometry.first + other - 1)
      }
    }
  }

  @Test("A click in the detail pane puts the line cursor there") func detail() throws {
    var desk = try Desk.animals("j")
    let pane = desk.state.panes.detail
    click(&desk, pane.column + 3, pane.row + 1)
    #expect(desk.state.focus == .detail)
    #expect(desk.detail.contains("\n>"))
    click(&desk, pane.column + 3, pane.row + 15)
    try desk.state.checkInvariants()
    click(&desk, 3, 0)
    #expect(desk.state.focus == .outline)
  }

  @Test("The wheel scrolls the pane under it") func wheel() throws {
    var desk = try Desk.animals("", size: Size(columns: 80, rows: 9))
    let pane = desk.state.panes.detail
    let top = desk.state.detail.top
    desk.take(.terminal(.mouse(MouseEvent(.wheelDown, at: Position(column: pane.column, row: pane.row)))))
    #expect(desk.state.detail.top != top)
    #expect(desk.selected == "notes.md")
    desk.take(.terminal(.mouse(MouseEvent(.wheelDown, at: Position(column: 2, row: 2)))))
    #expect(desk.selected != "notes.md" || desk.state.top != .root)
    try desk.state.checkInvariants()
    desk.take(.terminal(.mouse(MouseEvent(.wheelUp, at: Position(column: 2, row: 2)))))
    #expect(desk.state.top == .root)
  }

  @Test("The wheel leaves the selection where it is while that is in view") func wheelKeepsSelection() throws {
    let lines = (1...100).map { "- row \($0)\n" }.joined()
    var desk = try Desk(lines, size: Size(columns: 80, rows: 22))
    desk.press("10j")
    #expect(desk.selected == "row 10")
    func wheel(_ action: MouseEvent.Action) {
      desk.take(.terminal(.mouse(MouseEvent(action, at: Position(column: 2, row: 2)))))
    }
    wheel(.wheelDown)
    #expect(desk.selected == "row 10" && desk.state.title(of: desk.state.top) == "row 3")
    wheel(.wheelDown)
    wheel(.wheelDown)
    #expect(desk.state.title(of: desk.state.top) == "row 9" && desk.selected == "row 11")
    for _ in 0..<50 { wheel(.wheelDown) }
    #expect(
      desk.state.rows(from: desk.state.top, count: 30).count == 20 && desk.state.title(of: desk.state.top) == "row 81")
    for _ in 0..<50 { wheel(.wheelUp) }
    #expect(desk.state.top == .root)
    try desk.state.checkInvariants()
  }

  @Test("The divider is dragged, and kept within bounds", arguments: [(50, 50), (0, 20), (79, 59)])
  func drags(to column: Int, divider: Int) throws {
    var desk = try Desk.animals()
    let start = desk.state.panes.divider.column
    desk.take(.terminal(.mouse(MouseEvent(.press(button: 1), at: Position(column: start, row: 4)))))
    desk.take(.terminal(.mouse(MouseEvent(.drag(button: 1), at: Position(column: column, row: 4)))))
    desk.take(.terminal(.mouse(MouseEvent(.release, at: Position(column: column, row: 4)))))
    desk.take(.terminal(.mouse(MouseEvent(.drag(button: 1), at: Position(column: 30, row: 4)))))
    #expect(abs(desk.state.panes.divider.column - divider) <= 4)
    #expect(desk.selected == "notes.md")
  }

  @Test(
    "Every cell may be clicked, in every mode",
    arguments: ["", "j<Tab>", "jaText", ":", "/o", "?", "@", "jar<C-x><C-k>", "r", "zM"])
  func everywhere(keys: String) throws {
    let start = try Desk.animals(keys, size: Size(columns: 80, rows: 12))
    for row in 0..<12 {
      for column in stride(from: 0, to: 80, by: 7) {
        var desk = start
        click(&desk, column, row)
        desk.take(.terminal(.mouse(MouseEvent(.wheelDown, at: Position(column: column, row: row)))))
        try desk.state.checkInvariants()
      }
    }
  }

  @Test("gm gives the mouse to the terminal and takes it back") func mouseOff() throws {
    var desk = try Desk.animals("gm")
    #expect(desk.effects == [.setMouse(false)])
    desk.press("gm")
    #expect(desk.effects == [.setMouse(false), .setMouse(true)])
  }
}
