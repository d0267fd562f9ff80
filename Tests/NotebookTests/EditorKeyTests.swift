import Editor
import Notebook
import NotebookHarness
import Terminal
import Testing

/// Every key of the editor, in a text.
@Suite struct EditorKeyTests {
  struct Row: Sendable, CustomTestStringConvertible {
    /// The first of its keys, as it is declared.
    var key: String
    /// The text with the cursor marked, before and after; `[` and `]` are the ends of what is selected.
    var before: String
    var after: String
    /// The keys that are pressed before and after it.
    var first = ""
    var then = ""
    var testDescription: String { "\(key) \(before)" }

    init(_ key: String, _ before: String, _ after: String, first: String = "", then: String = "") {
      (self.key, self.before, self.after, self.first, self.then) = (key, before, after, first, then)
    }
  }

  static let rows = [
    Row("<Enter>", "- one|", "- one\n- |"), Row("<Left>", "ab|", "a|b"), Row("<Right>", "|ab", "a|b"),
    Row("<Up>", "a\nb|", "a|\nb"), Row("<Down>", "a|\nb", "a\nb|"), Row("<A-b>", "one two|", "one |two"),
    Row("<A-f>", "|one two", "one| two"), Row("<C-a>", "one\ntwo|", "one\n|two"),
    Row("<C-e>", "|one\ntwo", "one|\ntwo"),
    Row("<A-{>", "a\n\nb|", "a\n|\nb"), Row("<A-}>", "|a\n\nb", "a\n|\nb"), Row("<A-lt>", "a\nb|", "|a\nb"),
    Row("<A-gt>", "|a\nb", "a\nb|"), Row("<S-Left>", "ab|", "a[|b]"), Row("<S-Right>", "|ab", "[a|]b"),
    Row("<S-Up>", "a\nb|", "a[|\nb]"), Row("<S-Down>", "|a\nb", "[a\n|]b"),
    Row("<A-a>", "|ab", "[a|]b", then: "<Right>"),
    Row("<A-w>", "|ab", "aba|", first: "<S-Right>", then: "<End><C-y>"), Row("<Backspace>", "ab|", "a|"),
    Row("<Delete>", "|ab", "|b"), Row("<C-w>", "one two|", "one |"), Row("<A-d>", "|one two", "| two"),
    Row("<C-k>", "a|b", "a|"), Row("<C-u>", "a|b", "|b"), Row("<C-y>", "a|bc", "abc|", first: "<C-k>"),
    Row("<A-y>", "x y|", "y| ", first: "<C-w><Left><C-u><C-y>"), Row("<C-t>", "abc|", "acb|"),
    Row("<A-t>", "one two|", "two one|"), Row("<A-u>", "|one", "ONE|"), Row("<A-l>", "|ONE", "one|"),
    Row("<A-c>", "|one", "One|"), Row("<A-q>", "one\ntwo|", "one two|"), Row("<Tab>", "- a|", "  - a|"),
    Row("<S-Tab>", "  - a|", "- a|"), Row("<C-_>", "a|", "a|", first: "X"), Row("<A-_>", "a|", "aX|", first: "X<C-_>"),
  ]

  private static func keys(of entry: EditorKeys.Entry) -> [String] {
    entry.keys.split(separator: " ").map(String.init)
  }

  @Test("There is a row for every declared key of the editor") func coverage() {
    #expect(EditorKeys.entries.map { Self.keys(of: $0)[0] }.sorted() == Self.rows.map(\.key).sorted())
  }

  @Test("Every key of the editor does what it says", arguments: rows) func does(row: Row) throws {
    let entry = try #require(EditorKeys.entries.first { Self.keys(of: $0).first == row.key })
    for key in Self.keys(of: entry) {
      var notebook = try NotebookHarness.animals("5ja")
      notebook.take(.terminal(.paste(row.before.replacing("|", with: ""))))
      notebook.press("<A-lt>" + String(repeating: "<Right>", count: row.before.prefix { $0 != "|" }.count))
      notebook.press(row.first)
      notebook.press(key + row.then)
      #expect(try marked(notebook) == row.after, "\(key)")
      try notebook.state.checkInvariants()
    }
  }

  private func marked(_ notebook: NotebookHarness) throws -> String {
    let editor = try #require(notebook.state.session?.editor)
    var bytes = Array(editor.text.utf8)
    var marks = [(editor.cursor.rawValue, "|")]
    if let selection = editor.selection {
      let ends = [(selection.lowerBound.rawValue, "["), (selection.upperBound.rawValue, "]")]
      marks = [ends[0], marks[0], ends[1]]
    }
    for (offset, mark) in marks.reversed() { bytes.insert(contentsOf: mark.utf8, at: offset) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
