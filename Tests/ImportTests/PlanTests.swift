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
}
