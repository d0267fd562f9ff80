import Outline
import Testing

@testable import Annotations

/// Lines that were recorded later than the rest of what an annotation remembers.
@Suite struct RecordingTests {
  private let old = RecordingTests.outline("intro\n\n# A\n- same\n- other\n- same\n- last\n")
  private let new = RecordingTests.outline("# A\n- same\n- other\n- same\n- last\n")

  private static func outline(_ text: String) -> Outline { Outline(parsing: Array(text.utf8)) }

  private func line(_ placement: Placement, in outline: Outline) -> Int { outline[placement.topic].line.int }

  /// The second of two twins, made on `old`, with the line that it has in `new`.
  private func recorded() throws -> Anchor {
    let topic = old.topic(atLine: LineNumber(6))
    let anchor = Anchor(of: topic, in: old, blob: "old")
    let placement = AnchorResolver.place([anchor], in: new, blob: "new") { $0 == "old" ? old : nil }[0]
    let recorded = try #require(anchor.recording(placement, in: new))
    #expect(recorded.line == 4 && recorded.selectedText == anchor.selectedText && recorded.evidence == anchor.evidence)
    return recorded
  }

  @Test func `a twin at the recorded line is not taken for it when the old text comes back`() throws {
    let placement = AnchorResolver.place([try recorded()], in: old, blob: "old")[0]
    #expect(line(placement, in: old) == 6)
  }

  @Test func `the old text is evidence all the same`() throws {
    let later = Self.outline("# A\n- first\n- same\n- other\n- same\n- last\n")
    let placement = AnchorResolver.place([try recorded()], in: later, blob: "later") { $0 == "old" ? old : nil }[0]
    #expect(line(placement, in: later) == 5 && !placement.state.needsReview)
  }

  @Test func `text that changed stands beside what was selected, until it is as it was`() throws {
    let source = Self.outline("# A\n- hash tables are fast\n- trees\n")
    let changed = Self.outline("# A\n\n- hash tables are very fast\n- trees\n")
    let anchor = Anchor(of: source.topic(atLine: LineNumber(2)), in: source, blob: nil)
    let there = try #require(anchor.recording(AnchorResolver.place([anchor], in: changed)[0], in: changed))
    #expect(there.line == 3 && there.anchoredText == "- hash tables are very fast")
    #expect(there.selectedText == "- hash tables are fast")
    #expect(there.recording(AnchorResolver.place([there], in: source)[0], in: source) == anchor)
  }

  @Test(arguments: [Placement.State.confirm, .ambiguous, .orphan])
  func `what is not sure is not recorded`(_ state: Placement.State) {
    let anchor = Anchor(of: TopicIndex(2), in: old, blob: nil)
    #expect(anchor.recording(Placement(state: state, topic: TopicIndex(3)), in: old) == nil)
  }
}
