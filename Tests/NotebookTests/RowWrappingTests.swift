import Layout
import NotebookHarness
import Outline
import Terminal
import Testing

@testable import Notebook

/// Rows of the outline whose titles go on below.
@Suite struct RowWrappingTests {
  private static let notes = (1...30).map { number in
    "- Sentence \(number)" + (number % 3 == 0 ? "" : String(repeating: ", with some more words in it", count: 4)) + "\n"
  }.joined()

  private func notebook(_ keys: String = "", rows: Int = 20) throws -> NotebookHarness {
    var notebook = try NotebookHarness(RowWrappingTests.notes, size: Size(columns: 80, rows: rows))
    notebook.press(keys)
    return notebook
  }

  private func lines(_ notebook: NotebookHarness) -> [Int] {
    notebook.state.rowsInView.map { notebook.state.lineCount(of: $0) }
  }

  @Test("The selected row wraps to at most three lines, the others do not") func selected() throws {
    var notebook = try notebook("j")
    #expect(lines(notebook).prefix(3) == [1, 3, 1])
    notebook.press("2j")
    #expect(lines(notebook).prefix(4) == [1, 1, 1, 1])
  }

  @Test("gW goes round, says so, and is remembered") func toggle() throws {
    var notebook = try notebook("jgW")
    #expect(notebook.message == "all rows wrap")
    #expect(lines(notebook).prefix(4) == [1, 4, 4, 1])
    #expect(notebook.state.memory.rows.contains(["wrap", "all"]))
    notebook.press("gW")
    #expect(lines(notebook).allSatisfy { $0 == 1 })
    notebook.press("gW")
    #expect(notebook.state.wrapping == .selected)
  }

  @Test(
    "Whatever wraps, the selected row is whole in view and nothing is empty", arguments: ["", "gW", "gWgW"], [5, 9, 20])
  func inView(keys: String, rows: Int) throws {
    var notebook = try notebook(keys, rows: rows)
    for key in Array(repeating: "j", count: 31) + [
      "k", "<C-b>", "<C-b>", "<C-f>", "<C-d>", "zz", "zt", "zb", "G", "gg",
    ] {
      notebook.press(key)
      try notebook.state.checkInvariants()
    }
  }

  @Test("Turning pages leaves no row out", arguments: ["", "gW", "gWgW"]) func pages(keys: String) throws {
    var notebook = try notebook(keys)
    var seen: Set<RowID> = Set(notebook.state.rowsInView)
    for _ in 0..<40 {
      notebook.press("<C-f>")
      seen.formUnion(notebook.state.rowsInView)
    }
    #expect(seen.count == 31)
    seen = Set(notebook.state.rowsInView)
    for _ in 0..<40 {
      notebook.press("<C-b>")
      seen.formUnion(notebook.state.rowsInView)
    }
    #expect(seen.count == 31)
  }

  @Test("A click on any line of a row selects it") func click() throws {
    var notebook = try notebook("jgW")
    for (line, title) in [(2, "Sentence 1"), (4, "Sentence 1"), (5, "Sentence 2"), (9, "Sentence 3")] {
      notebook.take(.terminal(.mouse(MouseEvent(.press(button: 1), at: Position(column: 10, row: line)))))
      #expect(notebook.selected.hasPrefix(title))
    }
  }

  @Test("A title that is longer than its lines ends in an ellipsis, and loses nothing before it")
  func cut() throws {
    let title = String(repeating: "word ", count: 100) + "end"
    let row = OutlineRow(kind: .item(nil), depth: 1, fold: .leaf, title: title)
    let laid = row.laidOut(columns: 30, lines: 3)
    #expect(laid.lines.count == 3 && laid.isCut)
    #expect(laid.lines[2].text.contains("…"))
    #expect(row.laidOut(columns: 30, lines: 100).isCut == false)
    let whole = row.laidOut(columns: 30, lines: 100).lines.map { $0.text.split(separator: " ").filter { $0 != "•" } }
    #expect(whole.joined().joined(separator: " ") == title)
    #expect(laid.lines.allSatisfy { $0.columns == 30 })
  }
}
