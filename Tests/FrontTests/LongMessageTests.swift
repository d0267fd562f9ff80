import Notebook
import NotebookHarness
import Terminal
import Testing

@testable import Front

@Suite struct LongMessageTests {
  private static let text =
    "/home/ada/a long folder/notes.md: cannot be opened: Permission denied. Change the permissions, or keep it elsewhere."

  /// The rows of a frame of 40 columns, blanks at their ends left out.
  private func rows(_ text: String, keys: String = "gg", rows: Int = 12) throws -> [String] {
    var notebook = try Exhibit(name: "", keys: keys, size: Size(columns: 40, rows: rows)).notebook()
    notebook.take(.notice(Message(text, .error)))
    let frame = Rendering.draw(notebook.state)
    return (0..<rows).map { row in
      let line = String(frame.row(row).map { $0.isContinuation ? " " : $0.character })
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  @Test func aMessageThatIsTooLongForItsRowTakesTheRowsAbove() throws {
    let shown = try rows(LongMessageTests.text)
    #expect(
      shown.suffix(4) == [
        " /home/ada/a long folder/notes.md:", " cannot be opened: Permission denied.",
        " Change the permissions, or keep it",
        " elsewhere.",
      ])
    #expect(shown.first?.contains("garden.md") == true)
  }

  @Test func whatDoesNotFitIsCutOutOfTheMiddle() throws {
    let shown = try rows(LongMessageTests.text, rows: 3)
    #expect(shown.last?.contains("…") == true)
    #expect(shown.last?.hasPrefix(" /home/ada") == true && shown.last?.hasSuffix("elsewhere.") == true)
  }

  @Test func theCursorIsNeverCovered() throws {
    for steps in 0..<20 {
      var notebook = try Exhibit(name: "", keys: "zR\(steps + 1)j", size: Size(columns: 40, rows: 12)).notebook()
      let before = try #require(Rendering.draw(notebook.state).cursor)
      let row = Rendering.draw(notebook.state).row(before.row).map(\.character)
      notebook.take(.notice(Message(LongMessageTests.text, .error)))
      let frame = Rendering.draw(notebook.state)
      #expect(frame.cursor == before && frame.row(before.row).map(\.character) == row, "\(steps)")
    }
  }

  @Test(arguments: [
    "a", "", "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", String(repeating: "x", count: 300), "one  two   three    four     five",
  ])
  func everyLineFits(text: String) {
    let canvas = Canvas(size: Size(columns: 20, rows: 10), width: .standard)
    for columns in 2...20 {
      for rows in 1...4 {
        let lines = LongMessage(text, rows: rows, columns: columns, ellipsis: "…", canvas: canvas).lines
        #expect(!lines.isEmpty && lines.count <= rows)
        #expect(lines.allSatisfy { canvas.columns(of: $0) <= columns }, "\(columns)x\(rows): \(lines)")
      }
    }
  }
}
