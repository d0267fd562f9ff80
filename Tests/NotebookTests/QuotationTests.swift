import Annotations
import Notebook
import NotebookHarness
import Outline
import Testing

@Suite struct QuotationTests {
  static let text = "- Hash tables need good hashes\n- Trees **never** do, `ever`\n"

  static func notebook(_ keys: String) throws -> NotebookHarness {
    var notebook = try NotebookHarness(text)
    notebook.press(keys)
    return notebook
  }

  private func quoted(_ notebook: NotebookHarness) -> String? {
    notebook.state.selectedQuotation.flatMap { notebook.state.selectedDocument?.outline.sourceText($0) }
  }

  @Test(
    "v begins a selection that motions extend",
    arguments: [
      ("j<Tab>v", "H"), ("j<Tab>ve", "Hash"), ("j<Tab>vee", "Hash tables"), ("j<Tab>vw", "Hash"),
      ("j<Tab>vwwwwwwww", "Hash tables need good hashes"),
      ("j<Tab>vll", "Has"), ("j<Tab>v3w", "Hash tables need"), ("j<Tab>v6l2h", "Hash "), ("j<Tab>v3e2b", "Hash t"),
      ("j<Tab>vllh", "Ha"), ("j<Tab>v$", "Hash tables need good hashes"), ("j<Tab>v$0", "H"),
      ("j<Tab>v$b", "Hash tables need good h"),
      ("j<Tab>vwwbb", "H"), ("j<Tab>veeeee", "Hash tables need good hashes"), ("j<Tab>vwh<Left><Right>", "Has"),
      ("2j<Tab>v<End>", "Trees **never** do, `ever"),
    ])
  func extends(keys: String, quotation: String) throws {
    let notebook = try QuotationTests.notebook(keys)
    #expect(quoted(notebook) == quotation)
    #expect(notebook.state.keyContext == .selecting)
    try notebook.state.checkInvariants()
  }

  @Test("a annotates exactly the selected words") func annotates() throws {
    var notebook = try QuotationTests.notebook("j<Tab>vwea")
    #expect(notebook.writing == "")
    #expect(notebook.detail.contains("note · new · “Hash tables”"))
    notebook.press("Which?<C-s>")
    let anchors = notebook.disk.values.joined().map(\.anchor)
    #expect(anchors.map(\.target) == [.quote])
    #expect(anchors.map(\.selectedText) == ["Hash tables"])
    #expect(anchors.map(\.startColumn) == [2])
    #expect(anchors.map(\.endColumn) == [13])
    #expect(anchors.map(\.line) == [1])
    #expect(notebook.state.detail.selecting == nil)
  }

  @Test("What is said of words stands below them from the first letter on, as a draft and saved")
  func standsBelowTheWords() throws {
    var notebook = try NotebookHarness("# T\n\n- item\n\nbehind it\n\nlast\n", options: .plain)
    notebook.press("j<Tab>/behind<CR>vea")
    func words() -> [Substring] {
      notebook.detail.split(separator: "\n").compactMap { $0.matches(of: /note|[Bb]ehind|last|item/).first?.output }
    }
    #expect(words() == ["item", "behind", "note", "last"])
    notebook.press("Why?<Esc>")
    #expect(words() == ["item", "behind", "note", "behind", "last"])
    notebook.press("a")
    #expect(words() == ["item", "behind", "note", "last"])
    notebook.press("<C-s>")
    #expect(notebook.saved == ["Why?"])
    #expect(words() == ["item", "behind", "note", "behind", "last"])
  }

  @Test("y copies the selected words, or the topic's source") func copies() throws {
    #expect(try QuotationTests.notebook("j<Tab>vey").effects == [.copy("Hash", .quotation)])
    let trees = Effect.copy("- Trees **never** do, `ever`", .topic(title: "Trees never do, ever"))
    #expect(try QuotationTests.notebook("2jy").effects == [trees])
    let dogs = Effect.copy("  - Dogs\n    - Terriers\n    - Hounds", .topic(title: "Dogs"))
    #expect(try NotebookHarness.animals("3jy").effects == [dogs])
  }

  @Test("A selection ends without a trace", arguments: ["<Esc>", "v", "q", "<C-c>"])
  func ends(key: String) throws {
    let notebook = try QuotationTests.notebook("j<Tab>vee" + key)
    #expect(notebook.state.detail.selecting == nil)
    #expect(notebook.state.keyContext == .detail)
    #expect(notebook.effects.isEmpty)
  }

  @Test("A quotation stays inside one topic") func crossing() throws {
    var notebook = try NotebookHarness.animals("j<Tab>vjjjj")
    #expect(notebook.message == "a quotation stays inside one topic")
    let quotation = try #require(notebook.state.selectedQuotation)
    let outline = try #require(notebook.state.selectedDocument?.outline)
    #expect(outline.segment(at: quotation.lowerBound).range.upperBound >= quotation.upperBound)
    notebook.press("a")
    #expect(notebook.writing == "")
  }

  @Test("In the detail pane a annotates the topic under the cursor") func innermost() throws {
    var notebook = try NotebookHarness.animals("2j<Tab>")
    notebook.press("G")
    notebook.press("aBy the last line<C-s>")
    #expect(notebook.disk.values.joined().map(\.anchor.line) == [7])
    #expect(notebook.selected == "Mammals")
  }
}
