import Testing

@testable import Outline

struct FoldingTests {
  static let outline = Outline("# A\n- b\n  - c\n  - d\n    - e\n- f\n# G\n- h\n")

  /// Titles of the rows from top to bottom, and the same from bottom to top turned round.
  static func rows(_ rows: VisibleRows, in outline: Outline = outline) -> (down: String, up: String) {
    func name(_ topic: TopicIndex) -> String { topic == .root ? "/" : outline.title(of: topic) }
    let down = sequence(first: rows.first) { rows.next(after: $0, in: outline) }.map(name).joined()
    let up = sequence(first: rows.last(in: outline)) { rows.previous(before: $0, in: outline) }.map(name)
    return (down, up.reversed().joined())
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var rows: String
    var change: @Sendable (inout VisibleRows, Outline) -> Void
    init(_ name: String, _ rows: String, _ change: @escaping @Sendable (inout VisibleRows, Outline) -> Void) {
      (testDescription, self.rows, self.change) = (name, rows, change)
    }
  }

  static func index(_ title: String) -> TopicIndex {
    outline.indices.first { outline.title(of: $0) == title } ?? .root
  }

  static let cases: [Case] = [
    Case("all open", "/AbcdefGh") { _, _ in },
    Case("one folded", "/AbfGh") { $0.folding.fold(index("b"), in: $1) },
    Case("a leaf does not fold", "/AbcdefGh") { $0.folding.fold(index("c"), in: $1) },
    Case("folded and unfolded", "/AbcdefGh") {
      $0.folding.toggle(index("b"), in: $1)
      $0.folding.toggle(index("b"), in: $1)
    },
    Case("a subtree folded, its top unfolded", "/AbfGh") {
      $0.folding.foldSubtree(of: index("A"), in: $1)
      $0.folding.unfold(index("A"), in: $1)
    },
    Case("closed", "/AG") { rows, _ in rows.folding.closeAll() },
    Case("closed, then one subtree open", "/AbcdefG") {
      $0.folding.closeAll()
      $0.folding.unfoldSubtree(of: index("A"), in: $1)
    },
    Case("two levels", "/AbfGh") { rows, _ in rows.folding.setLevel(2) },
    Case("one level less", "/AbcdfGh") { $0.folding.foldMore(in: $1) },
    Case("two levels less, one more", "/AbcdfGh") {
      $0.folding.foldMore(in: $1)
      $0.folding.foldMore(in: $1)
      $0.folding.foldLess(in: $1)
    },
    Case("opened after closing", "/AbcdefGh") { rows, _ in
      rows.folding.closeAll()
      rows.folding.openAll()
    },
    Case("all but a branch", "/AbcdefG") { $0.folding.foldAll(butBranchOf: index("b"), in: $1) },
    Case("all but a branch that has folds", "/AbcdfG") {
      $0.folding.fold(index("d"), in: $1)
      $0.folding.foldAll(butBranchOf: index("b"), in: $1)
    },
    Case("revealed", "/AbcdefG") {
      $0.folding.closeAll()
      $0.folding.reveal(index("e"), in: $1)
    },
    Case("zoomed in", "bcde") { rows, _ in rows.hoist = index("b") },
    Case("zoomed into what is folded", "bcd") {
      $0.folding.foldSubtree(of: index("b"), in: $1)
      $0.hoist = index("b")
    },
    Case("filtered", "/AbdeG") { $0.setFilter(TopicFilter(matches: [index("G"), index("e")], in: $1), in: $1) },
    Case("filtered and folded", "/AbG") {
      $0.setFilter(TopicFilter(matches: [index("e"), index("G")], in: $1), in: $1)
      $0.folding.fold(index("b"), in: $1)
    },
    Case("filtered and zoomed in", "bde") {
      $0.setFilter(TopicFilter(matches: [index("e"), index("h")], in: $1), in: $1)
      $0.hoist = index("b")
    },
    Case("filtered to nothing", "/") { $0.setFilter(TopicFilter(matches: [], in: $1), in: $1) },
  ]

  @Test(arguments: cases) func theRowsAre(_ sample: Case) {
    let outline = Self.outline
    var rows = VisibleRows(folding: Folding(count: outline.count))
    sample.change(&rows, outline)
    let seen = Self.rows(rows)
    #expect(seen.down == sample.rows)
    #expect(seen.up == sample.rows)
    for topic in outline.indices {
      let title = topic == .root ? "/" : outline.title(of: topic)
      #expect(rows.isVisible(topic, in: outline) == sample.rows.contains(title))
      #expect(rows.isVisible(rows.row(for: topic, in: outline), in: outline))
    }
  }

  /// Spans against the plainest thing that could hold folds: one Boolean a topic.
  @Test(arguments: 0..<40) func foldsAgreeWithABooleanPerTopic(seed: UInt64) {
    var random = Random(seed: seed)
    let source = (0..<30).map { _ in String(repeating: " ", count: 2 * Int.random(in: 0..<6, using: &random)) + "- x" }
    let outline = Outline(source.joined(separator: "\n"))
    var folding = Folding(count: outline.count)
    var plain = [Bool](repeating: false, count: outline.count)
    for _ in 0..<30 {
      let topic = TopicIndex(Int.random(in: 0..<outline.count, using: &random))
      switch Int.random(in: 0..<7, using: &random) {
      case 0, 1:
        folding.fold(topic, in: outline)
        plain[topic.int] = true
      case 2, 3:
        folding.unfold(topic, in: outline)
        plain[topic.int] = false
      case 4:
        folding.foldSubtree(of: topic, in: outline)
        for index in outline.subtree(of: topic) { plain[index] = true }
      case 5:
        folding.unfoldSubtree(of: topic, in: outline)
        for index in outline.subtree(of: topic) { plain[index] = false }
      default:
        let level = Int.random(in: 1..<5, using: &random)
        folding.setLevel(level)
        for index in outline.indices { plain[index.int] = outline.depth(of: index) >= level }
      }
      for index in outline.indices {
        #expect(folding.isFolded(index, in: outline) == (plain[index.int] && outline.hasChildren(index)))
        #expect(
          folding.isVisible(index, in: outline)
            == !outline.ancestors(of: index).contains { plain[$0.int] && outline.hasChildren($0) })
      }
    }
  }
}

/// Numbers that look random and are the same every time.
struct Random: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
