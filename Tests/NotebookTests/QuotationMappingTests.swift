import Annotations
import Foundation
import Notebook
import NotebookHarness
import Outline
import Terminal
import Testing
import TextWidth

/// Words are selected as they show; what is remembered is the source that they are.
@Suite struct QuotationMappingTests {
  struct Quoted: Sendable, CustomTestStringConvertible {
    var kind: String
    var notes: String
    /// The first and the last of the rendered words.
    var first: String
    var last: String
    /// The place in the file, in bytes, and the source there.
    var bytes: Range<Int>
    var source: [UInt8]
    /// The columns at which it begins and ends on its lines, in scalars.
    var columns: (Int, Int)
    var testDescription: String { kind }

    init(
      _ kind: String, _ notes: String, _ first: String, to last: String? = nil, bytes: Range<Int>, _ source: String,
      columns: (Int, Int)
    ) {
      (self.kind, self.notes, self.first, self.last) = (kind, notes, first, last ?? first)
      (self.bytes, self.source, self.columns) = (bytes, Array(source.utf8), columns)
    }
  }

  static let cases = [
    Quoted("plain", "- some plain words\n", "plain", bytes: 7..<12, "plain", columns: (7, 12)),
    Quoted("bold", "- The **bold words** stand\n", "bold words", bytes: 8..<18, "bold words", columns: (8, 18)),
    Quoted(
      "over bold", "- The **bold words** stand\n", "The", to: "stand", bytes: 2..<26, "The **bold words** stand",
      columns: (2, 26)),
    Quoted("code", "- A `code span` here\n", "code span", bytes: 5..<14, "code span", columns: (5, 14)),
    Quoted("over code", "- A `code` here\n", "A", to: "here", bytes: 2..<15, "A `code` here", columns: (2, 15)),
    Quoted("link", "- See [the link](https://a.b/c) now\n", "the link", bytes: 7..<15, "the link", columns: (7, 15)),
    Quoted(
      "over a link", "- See [the link](https://a.b/c) now\n", "See", to: "now", bytes: 2..<35,
      "See [the link](https://a.b/c) now", columns: (2, 35)),
    Quoted("escape", "- It is 2 \\* 3 here\n", "2", to: "3", bytes: 8..<14, "2 \\* 3", columns: (8, 14)),
    Quoted("only an escape", "- It is \\* here\n", "*", bytes: 8..<10, "\\*", columns: (8, 10)),
    Quoted(
      "entity", "- See fish &amp; chips\n", "fish", to: "chips", bytes: 6..<22, "fish &amp; chips", columns: (6, 22)),
    Quoted("only an entity", "- a &amp; b\n", "&", bytes: 4..<9, "&amp;", columns: (4, 9)),
    Quoted(
      "two lines", "- First line of a\n  wrapped text\n", "of", to: "wrapped", bytes: 13..<27, "of a\n  wrapped",
      columns: (13, 9)),
    Quoted(
      "table cell", "- T\n\n  | a | b |\n  |---|---|\n  | one two | three |\n", "one two", bytes: 33..<40, "one two",
      columns: (4, 11)),
    Quoted("CJK", "- 日本語のテスト\n", "本語", bytes: 5..<11, "本語", columns: (3, 5)),
    Quoted("CJK in bold", "- これは**太字**です\n", "太字", bytes: 13..<19, "太字", columns: (7, 9)),
    Quoted("combining marks", "- a cafe\u{301} now\n", "cafe\u{301}", bytes: 4..<10, "cafe\u{301}", columns: (4, 9)),
    Quoted("after a tab", "-\tone\ttwo\n", "two", bytes: 6..<9, "two", columns: (6, 9)),
  ]

  /// The cell of the detail pane at which `text` first occurs, and the one behind it.
  private func cells(of text: String, in notebook: NotebookHarness) throws -> (first: Position, last: Position) {
    let layout = try #require(notebook.state.detail.layout)
    let pane = notebook.state.panes.detail
    for (row, line) in layout.lines(from: notebook.state.detail.top ?? layout.top, count: pane.size.rows).enumerated() {
      guard case .text = line.owner, let found = line.text.text.range(of: text) else { continue }
      let width = TextWidth.standard
      let start = width.columns(of: String(line.text.text[..<found.lowerBound]))
      let end = start + width.columns(of: text)
      return (
        Position(column: pane.column + start, row: pane.row + row),
        Position(column: pane.column + end - 1, row: pane.row + row)
      )
    }
    throw NotShown(text: text)
  }

  struct NotShown: Error { var text: String }

  @Test("Selected words are these bytes of the source", arguments: cases) func maps(quoted: Quoted) throws {
    #expect(Array(Array(quoted.notes.utf8)[quoted.bytes]) == quoted.source)
    var notebook = try NotebookHarness(quoted.notes, size: Size(columns: 100, rows: 24))
    notebook.press("j")
    let start = try cells(of: quoted.first, in: notebook).first
    let end = try cells(of: quoted.last, in: notebook).last
    notebook.take(.terminal(.mouse(MouseEvent(.press(button: 1), at: start))))
    notebook.take(.terminal(.mouse(MouseEvent(.drag(button: 1), at: end))))
    notebook.take(.terminal(.mouse(MouseEvent(.release, at: end))))
    #expect(notebook.message == "selected: a annotates, y copies")
    #expect(notebook.state.selectedQuotation.map { $0.lowerBound.int..<$0.upperBound.int } == quoted.bytes)
    notebook.press("aWhy?<C-s>")
    let anchor = try #require(notebook.disk[FileTree.root]?.first?.anchor)
    #expect(anchor.selectedText.map { Array($0.utf8) } == quoted.source)
    #expect(anchor.startColumn == quoted.columns.0 && anchor.endColumn == quoted.columns.1)
    // It is found there again, and marked in the text.
    let document = try #require(notebook.state.selectedDocument)
    let placement = try #require(document.placements(of: document.annotations).first)
    #expect(placement.quotation.map { $0.lowerBound.int..<$0.upperBound.int } == quoted.bytes)
    try notebook.state.checkInvariants()
  }

  @Test("Overlapping quotations are all shown") func overlapping() throws {
    var notebook = try NotebookHarness("- one two three four\n", size: Size(columns: 100, rows: 24))
    notebook.press("j<Tab>veea")
    notebook.press("First<C-s>")
    let start = try cells(of: "two", in: notebook).first
    let end = try cells(of: "three", in: notebook).last
    notebook.take(.terminal(.mouse(MouseEvent(.press(button: 1), at: start))))
    notebook.take(.terminal(.mouse(MouseEvent(.drag(button: 1), at: end))))
    notebook.take(.terminal(.mouse(MouseEvent(.release, at: end))))
    notebook.press("aSecond<C-s>")
    #expect(notebook.saved == ["First", "Second"])
    #expect(notebook.disk[FileTree.root]?.compactMap(\.anchor.selectedText) == ["one two", "two three"])
    #expect(notebook.detail.contains("First") && notebook.detail.contains("Second"))
  }
}
