import Testing

@testable import Outline

/// Fences and HTML that are indented too far to begin a block, which the parser takes for one.
struct OverindentedFenceTests {
  static let cases: [TopicTests.Case] = [
    .init(
      "a fence under an item", "* a\n        ```\n        x\n        - y\n        ```\n    * b\n* c\n",
      "* a x - y\n  * b\n* c"),
    .init("tabs", "* a\n\t\t```\n\t\tx\n\t\t```\n\t* b\n* c\n", "* a x\n  * b\n* c"),
    .init("below text", "text\n        ~~~\n        x\n\n# A\n\ntext\n        ~~~\n\n# B\n", "# A\n# B"),
    .init("several in one paragraph", "text\n     ```\n     x\n     ```\n     ```\n     y\n     ```\n\n# A\n", "# A"),
    .init(
      "one item after the other", "- a\n      ```\n      x\n  - b\n        ```\n        y\n    - c\n- d",
      "- a ``` x\n  - b ``` y\n    - c\n- d"),
    .init("a comment", "- a\n      <!-- b\n      c -->\n  - d\n", "- a\n  - d"),
    .init("a comment of two lines in its place", "- a <!-- b\n  c --> d\n- e", "- a d\n- e"),
    .init("a script", "text\n      <script>\n\n# A\n", "# A"),
    .init("lazily below a list in a quote", "> - a\n        ```\n# A\n", "# A"),
    .init("lazily below a quote", "> a\n        ```\n# A\n", "# A"),
    .init("a fence in its place stays one", "- a\n  ```\n  - b\n  ```\n  - c\n", "- a\n  - c"),
    .init("three columns in, too", "- a\n     ```\n     - b\n     ```\n  - c\n", "- a\n  - c"),
    .init("in indented code", "- a\n\n      ```\n\n  - b\n", "- a\n  - b"),
  ]

  @Test(arguments: cases) func theTopicsAre(_ sample: TopicTests.Case) {
    let outline = Outline(sample.source)
    #expect(outline.drawing == sample.topics)
    #expect(outline.findFaults() == [])
  }

  @Test func theTextIsShownAsItStands() {
    let outline = Outline("- a\n        ```py\n        print(1)\n        ```\n  - b\n")
    let text = outline.richText(of: outline.firstSegment(of: TopicIndex(1)))
    #expect(text.runs.map(\.text).joined() == "a py print(1) ")
    #expect(text.blocks.count == 1)
  }

  @Test func twoThreadsFindTheSame() {
    let source = Array((1...200).map { "- a\($0)\n      ```\n      x\n      ```\n  - b\n" }.joined().utf8)
    var parallelism = Parallelism(other: .always)
    parallelism.batch = 3
    let beside = Outline(parsing: source, parallelism: parallelism)
    #expect(beside.storage.tables == Outline(parsing: source, parallelism: Parallelism(other: .never)).storage.tables)
    #expect(beside.count == 401)
  }
}
