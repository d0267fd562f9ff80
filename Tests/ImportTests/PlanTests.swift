import Annotations
import Outline
import Testing

@testable import Import

@Suite struct PlanTests {
  private static let notes = "# Tea\n\nGreen **tea** wants water. Black tea wants time.\n\n- cups\n- green cups\n"
  private let outline = Outline(parsing: Array(PlanTests.notes.utf8))

  private func plan(_ remarks: [ImportedRemark], known: Set<String> = []) -> ImportPlan {
    var file = ImportedFile(.hypothesis)
    file.remarks = remarks
    return ImportPlan(of: file, onto: outline, blob: "b", known: known, author: "Me", now: "2026-01-01T00:00:00Z")
  }

  @Test func `words are placed by themselves, else by what stood around them`() throws {
    var twice = ImportedRemark(key: "2", quote: "tea wants", text: "x")
    twice.prefix = "water. Black "
    let entries = plan([ImportedRemark(key: "1", quote: "green cups", text: "x"), twice]).entries
    #expect(entries.map(\.placement.state) == [.exact, .exact])
    let quotation = try #require(entries[1].placement.quotation)
    #expect(quotation.lowerBound.int == 40 && outline.sourceText(quotation) == "tea wants")
  }

  @Test func `what has no place is kept with its words and says where it is from`() {
    var remark = ImportedRemark(key: "1", quote: "nowhere to be seen at all", text: "x")
    remark.source = "Tea, http://t"
    let entry = plan([remark]).entries[0]
    #expect(entry.placement.state == .orphan && entry.annotation.anchor.selectedText == "nowhere to be seen at all")
    #expect(entry.annotation.importedFrom == "hypothesis: Tea, http://t")
  }

  @Test func `importing again adds nothing`() {
    var reply = ImportedRemark(key: "2", text: "re")
    reply.replyTo = "1"
    let remarks = [ImportedRemark(key: "1", quote: "cups", text: "x"), reply]
    let first = plan(remarks)
    #expect(first.changes.count == 2)
    #expect(first.entries[1].annotation.replyTo == first.entries[0].annotation.id)
    let ids = Set(first.entries.map(\.annotation.id))
    #expect(plan(remarks, known: ids).changes.isEmpty)
  }

  // MARK: - What has no place

  private func plan(_ text: String, path: String = "/n/tea.md") throws -> ImportPlan {
    let format = try #require(ImportFormat(recognising: text))
    return ImportPlan(
      of: try format.read(Array(text.utf8)), onto: outline, path: path, blob: "b", known: [], author: "Me",
      now: "2026-01-01T00:00:00Z")
  }

  @Test(arguments: [
    #"{"type": "XPathSelector", "value": "/html/body/p[2]"}"#, #"{"type": "CssSelector", "value": ".a > p"}"#,
    #"{"type": "SvgSelector", "value": "<svg/>"}"#, #"{"type": "DataPositionSelector", "start": 3, "end": 9}"#,
    #"{"type": "FragmentSelector", "value": "intro"}"#,
    #"{"type": "RangeSelector", "startSelector": {"type": "XPathSelector", "value": "/p[1]"}}"#,
  ])
  func `a part that only another program can find is an orphan with its source`(_ selector: String) throws {
    let entry = try plan(
      #"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "urn:1", "bodyValue": "why?", "#
        + #""target": {"source": "http://t.org/tea", "selector": \#(selector)}}"#
    ).entries[0]
    #expect(entry.placement.state == .orphan)
    #expect(entry.annotation.importedFrom == "w3c: http://t.org/tea")
    // And it is one when it is read again.
    #expect(AnchorResolver.place([entry.annotation.anchor], in: outline)[0].state == .orphan)
  }

  @Test func `a fragment of characters or lines is a place`() throws {
    func entry(_ fragment: String) throws -> ImportPlan.Entry {
      try plan(
        #"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "urn:1", "bodyValue": "why?", "#
          + #""target": {"source": "tea.md", "selector": {"type": "FragmentSelector", "value": "\#(fragment)"}}}"#
      ).entries[0]
    }
    let characters = try entry("char=7,12").placement
    #expect(characters.quotation.map { outline.sourceText($0) } == "Green")
    #expect(try outline[entry("line=4").placement.topic].line.int == 5)
  }

  @Test func `a note on another page is not on these notes`() throws {
    func record(_ id: String, _ page: String, _ selector: String) -> String {
      #"{"id": "\#(id)", "uri": "\#(page)", "user": "acct:a@b", "text": "on \#(id)", "#
        + #""target": [{"source": "\#(page)"\#(selector)}]}"#
    }
    let quote = #", "selector": [{"type": "TextQuoteSelector", "exact": "green cups"}]"#
    let records = [
      record("1", "http://t.org/tea", quote), record("2", "http://t.org/tea", ""),
      record("3", "http://t.org/coffee", ""), record("4", "http://t.org/files/tea.md#top", ""),
    ]
    let entries = try plan(#"{"annotations": [\#(records.joined(separator: ", "))]}"#).entries
    #expect(entries.map(\.placement.state) == [.exact, .exact, .orphan, .exact])
    // Alone, it is what it is imported onto.
    let alone = try plan(#"{"annotations": [\#(records[2])]}"#).entries
    #expect(alone.map(\.placement.state) == [.exact])
  }

  @Test func `a position is one in the text that it was made on`() throws {
    func state(_ source: String) throws -> Placement.State {
      try plan(
        #"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "urn:1", "bodyValue": "why?", "#
          + #""target": {"source": "\#(source)", "selector": {"type": "TextPositionSelector", "start": 7, "end": 12}}}"#
      ).entries[0].placement.state
    }
    #expect(try state("tea.md") == .exact)
    #expect(try state("http://t.org/brewing.html") == .orphan)
  }

  @Test func `a record of nothing is left out`() throws {
    let plan = try plan(
      #"{"annotations": [{"id": "1", "uri": null, "text": null, "user": "acct:a@b", "target": null}]}"#)
    #expect(plan.entries.isEmpty && plan.leftOut.count == 1)
  }

  @Test func `of notes on many files those on others are left out`() throws {
    let text =
      #"(("/other/tea.md" ((1 3 "not here" "cups"))) ("/n/tea.md" ((1 3 "here" "cups"))) ("/n/x" ((1 2 "x"))))"#
    let plan = try plan(text)
    #expect(plan.entries.map(\.annotation.text) == ["here"])
    #expect(plan.leftOut == ["1 on /n/x", "1 on /other/tea.md"])
    // A file that was renamed is none of these.
    #expect(try self.plan(text, path: "/n/green.md").entries.count == 3)
  }

  @Test(arguments: [
    ("2026-07-17 14:00:25-05:00", "2026-07-17T14:00:25-05:00"), ("2026-07-17 14:00", "2026-07-17T14:00:00Z"),
    ("2026-07-17", "2026-07-17T00:00:00Z"), ("2026-07-17T14:00:25.123456+0000", "2026-07-17T14:00:25.123456+00:00"),
    ("July 17, 2026", nil), ("2026-17-07", nil), ("", nil),
  ])
  func `times of other programs become those of the sidecar`(_ text: String, _ time: String?) {
    #expect(Timestamp.normalized(text) == time)
  }
}
