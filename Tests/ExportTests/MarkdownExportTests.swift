import Outline
import Testing

@testable import Export

@Suite struct MarkdownExportTests {
  private func exported(_ fixture: Fixture) -> String {
    String(decoding: MarkdownExport.document(fixture.file()), as: UTF8.self)
  }

  @Test func annotationsAreBlockQuotesBelowTheirTopics() {
    let fixture = Fixture("# Maps\n\nSome text.\n\n- Dicts\n  - Counter\n- Sets\n")
      .annotating("Maps", "About maps", id: "1", type: .question)
      .annotating("Counter", "heap?\nor not", id: "2")
      .annotating("Sets", "last", id: "3", resolved: true)
      .replying(to: "2", "a heap", id: "4")
    #expect(
      exported(fixture) == """
        # Maps

        Some text.

        > **question · open · 2026-03-02 18:22 · Ada (ada)**
        >
        > About maps

        - Dicts
          - Counter

            > **note · open · 2026-03-02 18:22 · Ada (ada)**
            >
            > heap?\\
            > or not
            >
            > > **reply · 2026-03-02 18:22 · Ada (ada)**
            > >
            > > a heap

        - Sets

          > **note · resolved · 2026-03-02 18:22 · Ada (ada)**
          >
          > last

        """)
  }

  @Test func quotationsAndLostTopicsSayWhatTheySpeakOf() {
    let fixture = Fixture("- Dicts are fast\n- Sets\n")
      .annotating("Dicts are fast", quoting: "fast", "how?", id: "1")
      .annotating("Sets", "gone", id: "2", state: .orphan)
    let text = exported(fixture)
    #expect(text.contains("  > On “fast”:\n"))
    #expect(text.contains("its topic is gone"))
    #expect(text.contains("  > On “- Sets”:\n"))
  }

  @Test func looseBulletsStayTopics() {
    let source = "- a\n        - b\n        - c\n\n- d\n"
    let fixture = Fixture(source).annotating("a", "on a", id: "1").annotating("b", "on b", id: "2")
    let bytes = MarkdownExport.document(fixture.file())
    #expect(topics(bytes) == topics(Array(source.utf8)))
    #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("- a\n        - b\n        - c\n\n  > "))
    #expect(String(decoding: bytes, as: UTF8.self).contains("On *b*:"))
  }

  /// Everything that a block quote in the wrong place would change.
  static let sources = [
    "# a\n- b\n  - c\n\n  tail of b\n- d\n", "- - a\n  - b\n", "1. a\n2. b\n   1. c\n", "-\n- a\n-   b\n",
    "a\n===\n\n- b",
    "---\ntitle: x\n---\n# a\n", "- a\n\n      code\n- b\n", "* a\n\t* b\n\t\t* c\n", "# a\r\n\r\n- b\r\n- c\r\n",
    "\u{FEFF}# a\n- b\n", "- a\n  > quote\n- b\n", "- a\n  ```\n  open\n- b\n", "# a\n\n```\nopen for ever\n",
    "# a\n| x |\n|---|\n| y |\n# b\n",
    "- [ ] a\n- [x] b\n  # c\n", "- a\n    - b\n            - c\n      - d\n", "- a\n- <div>\n  text\n- b\n", "",
    "text only",
  ]

  @Test(arguments: sources) func interleavingKeepsTopicsAndEveryLine(source: String) {
    var fixture = Fixture(source).annotating(nil, "on the file", id: "0")
    let outline = fixture.outline
    for topic in outline.indices where topic != .root {
      fixture = fixture.annotating(
        outline.title(of: topic), "# no heading\n- no item\n\n    no code", id: "\(topic.int)")
    }
    let bytes = MarkdownExport.document(fixture.file())
    #expect(topics(bytes) == topics(Array(source.utf8)))
    #expect(bytes.count > source.utf8.count)
    let text = String(decoding: bytes, as: UTF8.self).drop { $0 == "\u{FEFF}" }
    let lines = text.split(whereSeparator: \.isNewline)
    let kept = lines.filter { !$0.drop { $0 == " " }.hasPrefix("> **") }
    var rest = kept[...]
    for line in source.drop(while: { $0 == "\u{FEFF}" }).split(whereSeparator: \.isNewline) {
      let found = rest.firstIndex(of: line)
      #expect(found != nil, "\(line) is missing or out of order")
      if let found { rest = rest[(found + 1)...] }
    }
  }

  @Test(arguments: [
    ("# x", "\\# x"), ("- x", "\\- x"), ("1. x", "1\\. x"), ("a*b*", "a\\*b\\*"), ("snake_case", "snake_case"),
    ("_x_", "\\_x\\_"), ("<b>", "\\<b>"), ("AT&T &amp;", "AT&T \\&amp;"), ("    x", "&nbsp;&nbsp;&nbsp;&nbsp;x"),
    ("`x`", "\\`x\\`"), ("\u{1B}[1m", "\u{FFFD}\\[1m"), ("a\n\nb", "a\n\nb"), ("a\nb", "a\\\nb"),
  ])
  func plainTextStaysPlain(text: String, markdown: String) {
    #expect(MarkdownText.lines(text).joined(separator: "\n") == markdown)
  }
}
