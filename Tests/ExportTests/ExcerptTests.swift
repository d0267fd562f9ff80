import Outline
import Testing

@testable import Export

@Suite struct ExcerptTests {
  private func excerpt(_ source: String, _ titles: [String], withBranches: Bool = true) -> AnnotatedFile {
    let outline = Fixture(source).outline
    let topics = outline.indices.filter { titles.contains(outline.title(of: $0)) }
    return AnnotatedFile(
      name: "n.md", outline: outline, annotations: [], placements: [],
      scope: ExportScope(topics, of: outline, withBranches: withBranches)
    ).excerpt()
  }

  @Test(arguments: [
    ("# A\n\ntext\n\n## B\n\nb\n\n## C\n\nc\n", ["B"], "# A\n\n## B\n\nb\n"),
    ("- a\n  - b\n\n    text of b\n  - c\n- d\n", ["b"], "- a\n  - b\n\n    text of b\n"),
    ("A\n===\n\ntext\n\n- b\n- c\n", ["c"], "A\n===\n\n- c\n"),
    ("1. a\r\n2. b\r\n   - c\r\n", ["c"], "2. b\r\n   - c\r\n"),
    ("# A\n\nlast", ["A"], "# A\n\nlast\n"),
    ("- a\n\n  - b\n\n  more of a\n- c\n", ["b"], "- a\n\n  - b\n\n"),
  ])
  func titlesAboveStay(source: String, titles: [String], part: String) {
    let bytes = excerpt(source, titles).outline.bytes
    #expect(String(decoding: bytes, as: UTF8.self).trimmedEnd == part.trimmedEnd)
  }

  @Test func topicsWithoutTheirBranches() {
    let file = excerpt("# A\n\n- b\n  - c\n- d\n", ["b", "d"], withBranches: false)
    #expect(String(decoding: file.outline.bytes, as: UTF8.self) == "# A\n\n- b\n- d\n")
  }

  @Test func annotationsMoveAlong() throws {
    let fixture = Fixture("# A\n\n- b\n- Dicts are fast\n").annotating("Dicts are fast", quoting: "are", "x")
    let whole = fixture.file()
    let topic = whole.outline.indices.first { whole.outline.title(of: $0) == "Dicts are fast" } ?? .root
    let scoped = AnnotatedFile(
      name: "n.md", outline: whole.outline, annotations: whole.threads[topic]?.first?.map(\.annotation) ?? [],
      placements: whole.threads[topic]?.first?.map(\.placement) ?? [],
      scope: ExportScope([topic], of: whole.outline, withBranches: true))
    let part = scoped.excerpt()
    let moved = try #require(part.annotatedTopics.first)
    #expect(part.outline.title(of: moved) == "Dicts are fast")
    let quotation = try #require(part.threads[moved]?.first?.first?.placement.quotation)
    #expect(String(decoding: part.outline.bytes[quotation.ints], as: UTF8.self) == "are")
  }

  @Test func wholeFileStaysAsItIs() {
    let file = Fixture("# A\n").file()
    #expect(file.excerpt().outline.bytes == file.outline.bytes)
  }
}

extension String {
  fileprivate var trimmedEnd: Substring {
    var rest = Substring(self)
    while rest.last == "\n" || rest.last == "\r\n" { rest.removeLast() }
    return rest
  }
}
