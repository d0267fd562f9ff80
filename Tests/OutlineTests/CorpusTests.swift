import Fixtures
import Foundation
import Testing

@testable import Outline

struct CorpusTests {
  @Test(.enabled(if: Corpus.bytes(ofRealNote: "python.md") != nil, "the notes are not there"))
  func everyBulletOfANotebookOfNestedBulletsIsATopic() throws {
    let outline = Outline(parsing: try #require(Corpus.bytes(ofRealNote: "python.md")))
    let kinds = outline.indices.map { outline.kind(of: $0) }
    let items = kinds.filter { if case .item = $0 { true } else { false } }
    #expect(items.count == 158)
    #expect(kinds.filter { $0 == .heading(level: 2) }.count == 1)
    #expect(outline.count == 160)
    let lines = outline.indices.map { outline[$0].line.int }
    #expect(lines.contains(92))
    #expect(lines.contains(97))
  }

  @Test func everyFileIsSound() throws {
    for file in Corpus.files {
      let outline = Outline(parsing: Array(try Data(contentsOf: file)))
      #expect(outline.checkInvariants() == [], "\(file.path)")
    }
  }
}
