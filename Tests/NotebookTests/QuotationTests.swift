import Annotations
import NotebookHarness
import Outline
import Testing

@Suite struct QuotationTests {
  static let text = "- Hash tables need good hashes\n- Trees **never** do, `ever`\n"

  static func desk(_ keys: String) throws -> Desk {
    var desk = try Desk(text)
    desk.press(keys)
    return desk
  }

  private func quoted(_ desk: Desk) -> String? {
    desk.state.selectedQuotation.flatMap { desk.state.selectedDocument?.outline.sourceText($0) }
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
    let desk = try QuotationTests.desk(keys)
    #expect(quoted(desk) == quotation)
    #expect(desk.state.context == .selecting)
    try desk.state.checkInvariants()
  }

  @Test("a annotates exactly the selected words") func annotates() throws {
    var desk = try QuotationTests.desk("j<Tab>vwea")
    #expect(desk.writing == "")
    #expect(desk.detail.contains("note · new · \"Hash tables\""))
    desk.press("Which?<C-s>")
    let anchors = desk.disk.values.joined().map(\.anchor)
    #expect(anchors.map(\.target) == [.quote])
    #expect(anchors.map(\.selectedText) == ["Hash tables"])
    #expect(anchors.map(\.startColumn) == [2])
    #expect(anchors.map(\.endColumn) == [13])
    #expect(anchors.map(\.line) == [1])
    #expect(desk.state.detail.selecting == nil)
  }

  @Test("What is said of words stands below them from the first letter on, as a draft and saved")
  func standsBelowTheWords() throws {
    var desk = try Desk("# T\n\n- item\n\nbehind it\n\nlast\n")
    desk.press("j<Tab>/behind<CR>vea")
    func words() -> [Substring] {
      desk.detail.split(separator: "\n").compactMap { $0.matches(of: /note|[Bb]ehind|last|item/).first?.output }
    }
    #expect(words() == ["item", "behind", "note", "last"])
    desk.press("Why?<Esc>")
    #expect(words() == ["item", "behind", "note", "last"])
    desk.press("a")
    #expect(words() == ["item", "behind", "note", "last"])
    desk.press("<C-s>")
    #expect(desk.saved == ["Why?"])
    #expect(words() == ["item", "behind", "note", "last"])
  }

  @Test("y copies the selected words, or the topic's source") func copies() throws {
    #expect(try QuotationTests.desk("j<Tab>vey").effects == [.copy("Hash")])
    #expect(try QuotationTests.desk("2jy").effects == [.copy("- Trees **never** do, `ever`")])
    #expect(try Desk.animals("3jy").effects == [.copy("  - Dogs\n    - Terriers\n    - Hounds")])
  }

  @Test("A selection ends without a trace", arguments: ["<Esc>", "v", "q", "<C-c>"])
  func ends(key: String) throws {
    let desk = try QuotationTests.desk("j<Tab>vee" + key)
    #expect(desk.state.detail.selecting == nil)
    #expect(desk.state.context == .detail)
    #expect(desk.effects.isEmpty)
  }

  @Test("A quotation stays inside one topic") func crossing() throws {
    var desk = try Desk.animals("j<Tab>vjjjj")
    #expect(desk.message == "a quotation stays inside one topic")
    let quotation = try #require(desk.state.selectedQuotation)
    let outline = try #require(desk.state.selectedDocument?.outline)
    #expect(outline.segment(at: quotation.lowerBound).range.upperBound >= quotation.upperBound)
    desk.press("a")
    #expect(desk.writing == "")
  }

  @Test("In the detail pane a annotates the topic under the cursor") func innermost() throws {
    var desk = try Desk.animals("2j<Tab>")
    desk.press("G")
    desk.press("aBy the last line<C-s>")
    #expect(desk.disk.values.joined().map(\.anchor.line) == [7])
    #expect(desk.selected == "Mammals")
  }
}
