import Annotations
import NotebookHarness
import Outline
import Testing

@testable import Notebook

/// The words that an annotation speaks of, in its box and in the text.
@Suite struct QuotedWordsTests {
  private static let text = "# Trees\n- Hash tables need good hashes\n- Trees **never** do, `ever`\n"

  /// An annotation of words of `text`.
  private func quoting(_ words: String, id: String, in text: String = text) throws -> Annotation {
    let outline = Outline(parsing: Array(text.utf8))
    let source = Array(words.utf8)
    let start = try #require(outline.bytes.indices.first { outline.bytes[$0...].starts(with: source) })
    let range = ByteOffset(start)..<ByteOffset(start + source.count)
    return Annotation(
      id: id, author: "Reader", timestamp: "2026-01-02T11:42:00Z", text: "on " + id,
      anchor: Anchor(quoting: range, of: outline.segment(at: range.lowerBound).topic, in: outline, blob: nil))
  }

  /// The lines of the detail pane with the boxes, frames left out.
  private func lines(_ notebook: NotebookHarness) -> [String] {
    notebook.detail.split(separator: "\n").map { line in
      let shown = line.dropFirst().drop { " │".contains($0) }
      return String(shown.prefix { $0 != "─" })
    }
  }

  @Test("The box of a quotation begins with its words, as they are shown") func begins() throws {
    let notebook = try NotebookHarness(
      QuotedWordsTests.text, annotations: [try quoting("Trees **never** do", id: "a")], options: .plain)
    #expect(lines(notebook).contains("\u{201C}Trees never do\u{201D}"))
    let ascii = try NotebookHarness(
      QuotedWordsTests.text, annotations: [try quoting("good hashes", id: "a")], options: .init(ascii: true))
    #expect(ascii.detail.contains("| \"good hashes\""))
  }

  @Test("Several quotations of a topic are numbered, in the order of the words, behind them and in their boxes")
  func numbers() throws {
    let notes = [try quoting("good hashes", id: "b"), try quoting("Hash tables need", id: "a")]
    let notebook = try NotebookHarness(QuotedWordsTests.text, annotations: notes, options: .plain)
    let shown = lines(notebook)
    #expect(shown.contains("• Hash tables need\u{B9} good hashes\u{B2}"))
    #expect(shown.contains("\u{B9} \u{201C}Hash tables need\u{201D}"))
    #expect(shown.contains("\u{B2} \u{201C}good hashes\u{201D}"))
    let ascii = try NotebookHarness(QuotedWordsTests.text, annotations: notes, options: .init(ascii: true))
    #expect(ascii.detail.contains("* Hash tables need[1] good hashes[2]"))
    #expect(ascii.detail.contains("[1] \"Hash tables need\""))
  }

  @Test("A number parts no words for the cursor, and is no part of what is quoted") func numbersAreNoText() throws {
    let notes = [try quoting("able", id: "a"), try quoting("good", id: "b")]
    var notebook = try NotebookHarness(QuotedWordsTests.text, annotations: notes, options: .plain)
    notebook.press("/Hash tables<Enter><Esc><Tab>0wviw<Esc>")
    notebook.press("0wve")
    let quotation = try #require(notebook.state.selectedQuotation)
    #expect(notebook.state.selectedDocument?.outline.sourceText(quotation) == "tables")
    notebook.press("wwy")
    #expect(notebook.effects == [.copy("tables need good", .quotation)])
    try notebook.state.checkInvariants()
  }

  @Test("Where the words have changed, the box shows then and now") func changes() throws {
    let earlier = QuotedWordsTests.text.replacing("good hashes", with: "perfect hashes")
    let notebook = try NotebookHarness(
      QuotedWordsTests.text, annotations: [try quoting("need perfect hashes", id: "a", in: earlier)], options: .plain)
    let shown = lines(notebook)
    #expect(shown.contains { $0.hasPrefix("then need perfect hashes") }, "\(notebook.detail)")
    #expect(shown.contains { $0.hasPrefix("now  need good hashes") }, "\(notebook.detail)")
  }

  @Test("Where only the words around a quotation have changed, its box says that") func changesAround() throws {
    let text = "# Yeast\n- Wild yeasts live on the skins of ripe fruit, and on almost everything in an orchard\n"
    let earlier = text.replacing("almost everything", with: "all things")
    let notebook = try NotebookHarness(
      text, annotations: [try quoting("Wild yeasts", id: "a", in: earlier)], options: .plain)
    #expect(notebook.detail.contains("~ changed around"), "\(notebook.detail)")
    #expect(!notebook.detail.contains("then"), "\(notebook.detail)")
  }

  @Test("Words that are gone are shown as they were") func gone() throws {
    let earlier = QuotedWordsTests.text.replacing("Hash tables need good hashes", with: "Zebras and okapi graze")
    let notebook = try NotebookHarness(
      QuotedWordsTests.text, annotations: [try quoting("okapi", id: "a", in: earlier)], options: .plain)
    #expect(lines(notebook).contains { $0.hasPrefix("then \u{201C}okapi") }, "\(notebook.detail)")
  }

  @Test("The cursor on a box lights its words, and those of what is being written are lit, too") func lights() throws {
    var notebook = try NotebookHarness(
      QuotedWordsTests.text, annotations: [try quoting("tables", id: "a")], options: .plain)
    func lit() -> String? {
      notebook.state.quotationInFocus.flatMap { notebook.state.selectedDocument?.outline.sourceText($0) }
    }
    notebook.press("/Hash<Enter><Esc><Tab>")
    #expect(lit() == nil)
    notebook.press("j")
    #expect(lit() == "tables")
    notebook.press("jj")
    #expect(lit() == "tables")
    notebook.press("<Enter>")
    #expect(notebook.writing == "on a" && lit() == "tables")
    notebook.press("<C-s>gg0vea")
    #expect(lit() == "Hash")
  }

  @Test("After a quotation is saved, the cursor is on its last word, and the next is quoted from there") func goesOn()
    throws
  {
    var notebook = try NotebookHarness(QuotedWordsTests.text, options: .plain)
    notebook.press("/Hash<Enter><Esc><Tab>veaOne<C-s>wveaTwo<C-s>wveeaThree<C-s>")
    let quoted = notebook.disk.values.joined().compactMap(\.anchor.selectedText)
    #expect(quoted == ["Hash", "tables", "need good"])
    #expect(notebook.detail.contains("Hash\u{B9} tables\u{B2} need good\u{B3}"))
    notebook.press("x")
    #expect(notebook.disk.values.joined().filter(\.isResolved).map(\.text) == ["Three"])
    try notebook.state.checkInvariants()
  }

  @Test("The words of a table's cell, of code and of ideographs are shown") func kinds() throws {
    let text = "# T\n\n| a | b |\n|---|---|\n| *one* cell | two |\n\n```\nf(x)  + 1\n```\n\n漢字の本を読む\n"
    let notes = try ["*one* cell", "(x)  +", "本を"].enumerated().map { try quoting($1, id: "\($0)", in: text) }
    let notebook = try NotebookHarness(text, annotations: notes, options: .plain)
    let shown = lines(notebook)
    for words in ["one cell", "(x) +", "本を"] {
      #expect(shown.contains { $0.hasSuffix("\u{201C}\(words)\u{201D}") }, "\(notebook.detail)")
    }
    #expect(notebook.detail.contains("one cell\u{B9}") && notebook.detail.contains("本を\u{B3}読む"))
    #expect(notebook.detail.contains("f(x)  + 1  \u{B2}"))
  }

  @Test("An orphan shows what it was on") func orphans() throws {
    let other = Outline(parsing: Array("- Zebras of the *steppe*\n".utf8))
    let lost = Annotation(
      id: "a", author: "Ada", timestamp: "2026-01-02T11:42:00Z", text: "Where?",
      anchor: Anchor(of: TopicIndex(1), in: other, blob: nil))
    let notebook = try NotebookHarness(QuotedWordsTests.text, annotations: [lost], options: .plain)
    #expect(lines(notebook).contains { $0.hasPrefix("then \u{201C}Zebras of the steppe") }, "\(notebook.detail)")
  }
}
