import Testing

@testable import Outline

struct CorrespondenceTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var old: String
    var new: String
    /// Title of an old topic, and of the new one that stands for it; `/` for the root.
    var pairs: [(String, String)]
    init(_ name: String, _ old: String, _ new: String, _ pairs: [(String, String)]) {
      (testDescription, self.old, self.new, self.pairs) = (name, old, new, pairs)
    }
  }

  static let cases: [Case] = [
    Case("nothing changed", "# A\n- b\n", "# A\n- b\n", [("A", "A"), ("b", "b")]),
    Case("a line put in", "# A\n- b\n- c\n- d", "# A\n- b\n- x\n- c\n- d", [("b", "b"), ("c", "c"), ("d", "d")]),
    Case("a line taken out", "# A\n- b\n  - c\n- d", "# A\n- b\n- d", [("b", "b"), ("c", "b"), ("d", "d")]),
    Case(
      "a branch moved up", "- a\n- b\n- c\n  - d\n- e", "- c\n  - d\n- a\n- b\n- e",
      [("d", "d"), ("a", "a"), ("e", "e")]),
    Case("all gone", "- a\n- b", "", [("a", "/"), ("b", "/")]),
    Case("an ancestor renamed", "# A\n- b\n- c", "# B\n- b\n- c", [("b", "b"), ("c", "c"), ("A", "B")]),
    Case("a title rewritten", "# A\n- b\n  - c\n- d", "# A\n- bee\n  - c\n- d", [("b", "bee"), ("c", "c")]),
    Case("the last title rewritten", "# A\n- b\n- c", "# A\n- b\n- sea", [("c", "sea")]),
    Case("two titles rewritten", "- a\n- b\n- c\n- d", "- a\n- bee\n- sea\n- d", [("b", "bee"), ("c", "sea")]),
    Case("one rewritten and one put in", "# A\n- b\n- d", "# A\n- x\n- bee\n- d", [("b", "A")]),
    Case("rewritten and moved in", "# A\n- b\n- d", "# A\n  - bee\n  - bay\n- d", [("b", "A")]),
    Case("another kind", "# A\n- b\n- d", "# A\n# B\n- d", [("b", "A")]),
    Case("another in its place", "- a\n- b\n- c\n- d", "- a\n- c\n- d", [("b", "/"), ("c", "c")]),
    Case("nested deeper", "- a\n- b\n- c", "- a\n  - b\n- c", [("a", "a"), ("b", "b"), ("c", "c")]),
  ]

  @Test(arguments: cases) func topicsStayThemselves(_ sample: Case) throws {
    let old = Outline(sample.old)
    let new = Outline(sample.new)
    let correspondence = Correspondence(from: old, to: new)
    for (from, to) in sample.pairs {
      let index = try #require(old.indices.first { old.title(of: $0) == from })
      let found = correspondence.topic(for: index)
      #expect((found == .root ? "/" : new.title(of: found)) == to, "\(from)")
    }
  }

  @Test func twinsGoInOrder() {
    let old = Outline("# A\n- x\n- b\n- x\n")
    let new = Outline("# A\n- new\n- x\n- b\n- x\n- c\n")
    let correspondence = Correspondence(from: old, to: new)
    #expect(correspondence.exactTopic(for: TopicIndex(2))?.int == 3)
    #expect(correspondence.exactTopic(for: TopicIndex(4))?.int == 5)
  }

  @Test func foldsStayOnTopicsWhoseTitlesAreRewritten() {
    let old = Outline("- a\n  - b\n- c\n  - d\n")
    let new = Outline("- a\n  - b\n- see\n  - d\n")
    var folding = Folding(count: old.count)
    folding.fold(TopicIndex(3), in: old)
    let moved = Correspondence(from: old, to: new).folding(folding)
    #expect(FoldingTests.rows(VisibleRows(folding: moved), in: new).down == "/absee")
  }

  @Test func foldsStayOnTheirTopics() {
    let old = Outline("- a\n  - b\n- c\n  - d\n- e\n  - f\n")
    let new = Outline("- a\n  - b\n- n\n  - o\n- c\n  - d\n- e\n  - f\n")
    var folding = Folding(count: old.count)
    folding.fold(TopicIndex(1), in: old)
    folding.foldSubtree(of: TopicIndex(3), in: old)
    let moved = Correspondence(from: old, to: new).folding(folding)
    let rows = FoldingTests.rows(VisibleRows(folding: moved), in: new)
    #expect(rows.down == "/anocef")
    #expect(rows.up == "/anocef")
  }
}
