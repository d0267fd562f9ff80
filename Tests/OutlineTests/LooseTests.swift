import Testing

@testable import Outline

struct LooseTests {
  static let cases: [TopicTests.Case] = [
    .init("indented too far", "- a\n        - b\n- c", "- a\n  - b\n- c"),
    .init(
      "nested by indentation", "- a\n        - b\n          - c\n          - d\n        - e",
      "- a\n  - b\n    - c\n    - d\n  - e"),
    .init("an empty item under a paragraph", "- a\n    - b\n      c\n  *\n", "- a\n  - b c\n  *"),
    .init("glued below a paragraph of a heading", "# A\ntext\n     - b\n     - c", "# A\n  - b\n  - c"),
    .init("below text before any heading", "text\n      * b", "* b"),
    .init("numbers begin with one", "text\n     1. a\n     2. b\n     3. c", "1. a\n2. b\n3. c"),
    .init("a year is text", "text\n     2024. was", ""),
    .init("a year in a paragraph is text", "- it\n  2024. was", "- it 2024. was"),
    .init("tasks", "- a\n       - [x] b\n       - [ ] c", "- a\n  - [x] b\n  - [ ] c"),
    .init("wrapped text goes on", "- a\n        - b\n          more\n        - c", "- a\n  - b more\n  - c"),
    .init("code stays code", "text\n\n      - a\n", ""),
    .init("a code span stays one", "text `x\n      - y` z", ""),
    .init("an underline stays one", "a\n-\n", "## a"),
    .init("a rule too far in is text", "a\n      - - -\n", ""),
    .init("text after an empty item is its parent's", "a\n*\nb", "*"),
    .init("bullets of exporters", "• a\n• b\n  more\n• c", "• a\n• b more\n• c"),
    .init("bullets of exporters below text", "Shopping:\n• a\n• b", "• a\n• b"),
    .init("dashes of exporters", "# A\n\n– a\n– b", "# A\n  – a\n  – b"),
    .init("bullets of exporters, apart", "• a\n\n• b\n\n• c\n\ntext", "• a\n• b\n• c"),
    .init("a single one is text", "• a\n\ntext", ""),
    .init("one among other lines is text", "• a\nb\n• c", ""),
    .init("nested bullets of exporters", "• a\n  • b\n• c", "• a\n  • b\n• c"),
    .init("footnotes are content", "[^1]: text\n         - a\n", ""),
    .init("an underscored line is no item", "a\n      -b\n      *c*", ""),
  ]

  @Test(arguments: cases) func theTopicsAre(_ sample: TopicTests.Case) {
    let outline = Outline(sample.source)
    #expect(outline.drawing == sample.topics)
    #expect(outline.checkInvariants() == [])
  }
}
