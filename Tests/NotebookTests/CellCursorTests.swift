import Annotations
import Layout
import NotebookHarness
import Outline
import Terminal
import Testing

@testable import Notebook

/// The cursor in the text of the detail pane.
@Suite struct CellCursorTests {
  static let text = """
    - Hash tables need **good hashes**, not luck
    - See [the paper](https://example.org/p) on `f(x)`, 鬱金香 and cafe\u{301} too
    """

  private func notebook(
    _ keys: String, _ text: String = CellCursorTests.text, size: Size = Size(columns: 100, rows: 24)
  ) throws -> NotebookHarness {
    var notebook = try NotebookHarness(text, size: size)
    notebook.press(keys)
    return notebook
  }

  /// The text from the cursor to the end of its row.
  private func rest(_ notebook: NotebookHarness) -> String {
    let detail = notebook.state.detail
    guard let point = detail.cursorPoint, let line = detail.layout?.line(at: point.position) else { return "" }
    let cells = TextCells(line.text).cells.filter { $0.column >= point.column }
    return String(cells.map(\.character))
  }

  private func quoted(_ notebook: NotebookHarness) -> String? {
    notebook.state.selectedQuotation.flatMap { notebook.state.selectedDocument?.outline.sourceText($0) }
  }

  @Test(
    "Motions go over the words of a line",
    arguments: [
      ("w", "tables need"), ("2w", "need good"), ("wb", "Hash tables"), ("e", "h tables"), ("3e", "d good"),
      ("$", "k"), ("$b", "luck"), ("$ge", "t luck"), ("$0", "Hash tables"), ("fd", "d good"), ("2fs", "s need"),
      ("td", "ed good"), ("$Fg", "good hashes"), ("$Th", "es, not"), ("fh;", "hashes, not"), ("fs;", "s need"),
      ("fs;,", "sh tables"), ("lll", "h tables"), ("3l2h", "ash tables"), ("4W", "hashes, not"), ("4WE", ", not luck"),
      ("5w", ", not luck"), ("$B", "luck"), ("^", "Hash"), ("<A-f>", "tables"), ("w<C-e>", "k"), ("w<C-a>", "Hash"),
      ("<Right><Right>", "sh tables"), ("w<Left>", " tables"),
    ])
  func motions(keys: String, expected: String) throws {
    let notebook = try notebook("j<Tab>" + keys)
    #expect(rest(notebook).hasPrefix(expected), "\(rest(notebook))")
    #expect(notebook.state.focus == .detail)
    try notebook.state.checkInvariants()
  }

  @Test("h at the first character goes back to the outline, and nowhere else")
  func leaves() throws {
    #expect(try notebook("j<Tab>h").state.focus == .outline)
    #expect(try notebook("j<Tab>wh").state.focus == .detail)
    #expect(try notebook("j<Tab>w20h").state.focus == .detail)
    #expect(try notebook("j<Tab>w20hh").state.focus == .outline)
    #expect(try notebook("j<Tab>vh").state.focus == .detail)
  }

  @Test(
    "A selection begins at the cursor and ends where a motion leads",
    arguments: [
      ("jw", "ve", "tables"), ("jw", "v2e", "tables need"), ("j3w", "ve", "good"), ("j3w", "v2e", "good hashes"),
      ("j2w", "v2e", "need **good"), ("j2w", "v3w", "need **good hashes"), ("jfg", "vth", "good "),
      ("j$", "vb", "luck"), ("jw", "v$", "tables need **good hashes**, not luck"),
      ("jw", "vlo2h", "h ta"), ("jw", "V", "Hash tables need **good hashes**, not luck"),
      ("jwV", "v", "t"), ("jwv", "V", "Hash tables need **good hashes**, not luck"),
      ("jw", "<C-Space><A-f>", "tables"),
      ("2jft", "ve", "the"), ("2jft", "v2e", "the paper"), ("2jff", "vf)", "f(x)"), ("2jff%", "vb", "x)"),
      ("2jf鬱", "v2l", "鬱金香"), ("2jf金", "vl", "金香"), ("2jf鬱", "ve", "鬱金香"), ("2jfc", "ve", "cafe\u{301}"),
      ("2j", "V", "See [the paper](https://example.org/p) on `f(x)`, 鬱金香 and cafe\u{301} too"),
    ])
  func selects(start: String, select: String, expected: String) throws {
    // What leads to the row is pressed in the outline.
    let row = start.hasPrefix("2j") ? 2 : 1
    let notebook = try notebook(start.prefix(row) + "<Tab>" + start.dropFirst(row) + select)
    #expect(quoted(notebook) == expected)
    try notebook.state.checkInvariants()
  }

  @Test(
    "Cells of tables and lines of code are quoted as they are typed",
    arguments: [
      ("fy", "v2e", "yes it"), ("fy", "vt<Space>", "yes"), ("0", "ve", "one"), ("fy", "v$", "yes it is"),
      ("jjj2w", "v$", "= [f(x) for x in y]"), ("jjjf[", "v%", "[f(x) for x in y]"),
      ("jjj", "V", "  xs = [f(x) for x in y]"), ("jjjj^", "v2e", "return xs"),
      ("jjj", "Vj", "  xs = [f(x) for x in y]\n  return xs"),
    ])
  func verbatim(start: String, select: String, expected: String) throws {
    let text = """
      # T

      | Bed | Sun |
      |-----|-----|
      | one | yes it is |

      ```python
      def f():
        xs = [f(x) for x in y]
        return xs
      ```
      """
    // The title, a blank row, the head of the table, its rule, its row; a blank row, the code.
    let notebook = try notebook("j<Tab>4j0" + start + select, text)
    #expect(quoted(notebook) == expected)
  }

  @Test("A wrapped line is one line to words, characters and whole lines") func wrapped() throws {
    let words = (1...30).map { "word\($0)" }.joined(separator: " ")
    let size = Size(columns: 60, rows: 24)
    func at(_ keys: String) throws -> NotebookHarness { try notebook("j<Tab>" + keys, "- " + words + "\n", size: size) }
    #expect(try rest(at("29w")) == "word30")
    #expect(try rest(at("$")) == "0")
    #expect(try rest(at("$0")).hasPrefix("word1 "))
    #expect(try rest(at("f9;;")).hasPrefix("9"))
    #expect(try quoted(at("29wvb")) == "word29 w")
    #expect(try quoted(at("jV")) == words)
    #expect(try quoted(at("v30e")) == words)
    #expect(try rest(at("jg$")) != rest(at("$")))
    let (row, end) = (try at("j"), try at("jg$"))
    #expect(row.state.detail.cursor == end.state.detail.cursor)
    // Over the end of the row to the next one.
    #expect(try rest(at("g$l")).hasPrefix("word"))
  }

  @Test("Moving over lines keeps to the column, and $ to their ends") func keepsColumn() throws {
    let text = "- abcdefgh\n  - ab\n  - abcdefghij\n"
    #expect(try rest(notebook("j<Tab>6ljj", text)).hasPrefix("e"))
    #expect(try rest(notebook("j<Tab>$jj", text)) == "j")
    #expect(try rest(notebook("j<Tab>6ljjkk", text)) == "gh")
  }

  @Test("A search hit and a click place the cursor on the very cell") func places() throws {
    var hit = try notebook("j<Tab>/luck<Enter>")
    #expect(rest(hit) == "luck")
    hit.press("ve")
    #expect(quoted(hit) == "luck")
    var clicked = try notebook("j")
    let pane = clicked.state.panes.detail
    let layout = try #require(clicked.state.detail.layout)
    let (top, cursor) = (try #require(clicked.state.detail.top), try #require(clicked.state.detail.cursor))
    let row = pane.row + (try #require(layout.distance(from: top, to: cursor, limit: 20)))
    let start = try #require(layout.line(at: cursor).flatMap { TextCells($0.text).first })
    clicked.take(
      .terminal(.mouse(MouseEvent(.press(button: 1), at: Position(column: pane.column + start + 5, row: row)))))
    clicked.take(.terminal(.mouse(MouseEvent(.release, at: Position(column: pane.column + start + 5, row: row)))))
    #expect(rest(clicked).hasPrefix("tables"))
    clicked.press("vea")
    #expect(clicked.detail.contains("“tables”"))
  }

  @Test("Another width leaves the cursor and the selection on their words") func resized() throws {
    var notebook = try notebook("j<Tab>4wve")
    notebook.take(.terminal(.resize(Size(columns: 50, rows: 20))))
    #expect(quoted(notebook) == "hashes")
    notebook.press("<Esc>")
    #expect(rest(notebook).hasPrefix("s, not") || rest(notebook).hasPrefix("s,"))
    notebook.take(.terminal(.resize(Size(columns: 140, rows: 20))))
    #expect(rest(notebook) == "s, not luck")
    try notebook.state.checkInvariants()
  }

  @Test("Another reading of the file leaves the cursor and the selection on their words") func reread() throws {
    var notebook = try notebook("j<Tab>4wve")
    let source = OpenedSource(outline: Outline(parsing: Array(("- New\n\n" + CellCursorTests.text).utf8)))
    notebook.take(.opened(.root, source))
    #expect(quoted(notebook) == "hashes")
    let changed = Array(CellCursorTests.text.replacing("hashes", with: "sums").utf8)
    notebook.take(.opened(.root, OpenedSource(outline: Outline(parsing: changed))))
    #expect(notebook.state.detail.selecting == nil)
    try notebook.state.checkInvariants()
  }

  @Test("A note on a whole topic leaves the cursor on the words that were read") func stays() throws {
    let notebook = try notebook("j<Tab>2waWhy?<C-s>")
    #expect(rest(notebook).hasPrefix("need good") && notebook.state.focus == .detail)
    try notebook.state.checkInvariants()
  }

  @Test("Enter follows the link under the cursor, not another of the line") func followsLink() throws {
    let text = "- [one](https://example.org/1) and [two](https://example.org/2)\n"
    #expect(try notebook("j<Tab>ft<Enter>", text).effects == [.openLink("https://example.org/2")])
    #expect(try notebook("j<Tab><Enter>", text).effects == [.openLink("https://example.org/1")])
    #expect(try notebook("j<Tab>fa<Enter>", text).overlay?.hasPrefix("Links") == true)
  }

  @Test("On quoted words, keys of annotations are for the annotation on them") func onQuotedWords() throws {
    var notebook = try notebook("j<Tab>wveaWhich?<C-s>")
    notebook.press("gg0wx")
    #expect(notebook.disk.values.joined().map(\.isResolved) == [true])
    notebook.press("<Enter>")
    #expect(notebook.writing == "Which?")
  }

  @Test("Paragraphs are parted by blank rows, and leaving one is a jump") func paragraphs() throws {
    let text = "# T\n\nOne two\n\nThree four\n\nFive\n"
    #expect(try rest(notebook("j<Tab>}}}j", text)).hasPrefix("Five"))
    // A blank row shows nothing: one comes back to what is above it.
    #expect(try rest(notebook("j<Tab>}}}j<C-o>", text)).hasPrefix("One"))
    let back = try notebook("j<Tab>jjwG<C-o>", text)
    #expect(rest(back) == "two" && back.state.focus == .detail)
  }

  @Test("f asks for a character, Escape leaves it, and what is nowhere is said") func asks() throws {
    var notebook = try notebook("j<Tab>f")
    #expect(notebook.state.letterHint != nil)
    notebook.press("<Esc>")
    #expect(notebook.state.letterHint == nil && rest(notebook).hasPrefix("Hash"))
    notebook.press("fZ")
    #expect(notebook.message == "no further Z on this line")
  }

  @Test("In vim's preset w selects as far as vim does", arguments: [("vw", "Hash t"), ("v2w", "Hash tables n")])
  func vim(keys: String, expected: String) throws {
    var notebook = try NotebookHarness(CellCursorTests.text)
    notebook.state.keymap = try Keymap(preset: .vim)
    notebook.press("j<Tab>" + keys)
    #expect(quoted(notebook) == expected)
  }

  @Test("In org's preset the mark and the words of Emacs select") func org() throws {
    var notebook = try NotebookHarness(CellCursorTests.text)
    notebook.state.keymap = try Keymap(preset: .org)
    notebook.press("j<Enter><A-f><C-Space><A-f>")
    #expect(quoted(notebook) == "tables")
    notebook.press("<C-e>")
    #expect(quoted(notebook) == "tables need **good hashes**, not luck")
    notebook.press("<C-g>")
    #expect(notebook.state.detail.selecting == nil)
  }

  @Test("A name that configurations had for a motion still means it") func earlierNames() {
    #expect(Command(rawValue: "extend-word-end") == .select(.wordEnd))
    #expect(Command(rawValue: "extend-down") == .move(.down))
    #expect(Command(rawValue: "extend-line-end") == .select(.lineEnd))
  }
}
