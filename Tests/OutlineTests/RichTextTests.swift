import Testing

@testable import Outline

struct RichTextTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var source: String
    /// Which segment of the file, from 0.
    var segment: Int
    var blocks: [String]
    init(_ name: String, _ source: String, _ segment: Int, _ blocks: [String]) {
      (testDescription, self.source, self.segment, self.blocks) = (name, source, segment, blocks)
    }
  }

  static let cases: [Case] = [
    Case("plain", "- ab c\n", 1, [#"p[0-6] "ab c"@2-6"#]),
    Case("bold", "a **b** c", 0, [#"p[0-9] "a "@0-2 "b":s@4-5 " c"@7-9"#]),
    Case("nested emphasis", "*a **b***", 0, [#"p[0-9] "a ":e@1-3 "b":es@5-6"#]),
    Case("code", "`` a`b ``", 0, [#"p[0-9] "a`b":c@3-6"#]),
    Case("struck", "~~a~~", 0, [#"p[0-5] "a":x@2-3"#]),
    Case("link", "[a *b*](/u \"t\") c", 0, [#"p[0-17] "a ":L0@1-3 "b":eL0@4-5 " c"@15-17"#]),
    Case(
      "link defined elsewhere", "# H\n[a] b\n- c\n\n[a]: /u\n", 1,
      [#"h1[0-3] "H"@2-3"#, #"p[4-9] "a":L0@5-6 " b"@7-9"#]),
    Case("bare address", "x http://a.b c", 0, [#"p[0-14] "x "@0-2 "http://a.b":L0@2-12 " c"@12-14"#]),
    Case("wikilink", "[[a|b]]", 0, [#"p[0-7] "b":L0@4-5"#]),
    Case("image without text", "![](x/a.png)", 0, [#"p[0-12] "a.png":L0@0-12!"#]),
    Case("image", "![b](x/a.png)", 0, [#"p[0-13] "b":L0@2-3"#]),
    Case("escape", #"a\*b"#, 0, [##"p[0-4] "a"@0-1 "*"@1-3! "b"@3-4"##]),
    Case("entity", "a&amp;&nope;b", 0, [#"p[0-13] "a"@0-1 "&"@1-6! "&nope;"@6-12! "b"@12-13"#]),
    Case("wrapped", "- a\n  b\n", 1, [#"p[0-7] "a"@2-3 " "@3-6! "b"@6-7"#]),
    Case("lazily wrapped", "- a\nb\n", 1, [#"p[0-5] "a"@2-3 " "@3-4! "b"@4-5"#]),
    Case("hard break", "a  \nb\\\nc", 0, [#"p[0-8] "a"@0-1 "\n"@1-4! "b"@4-5 "\n"@5-7! "c"@7-8"#]),
    Case("hard break of HTML", "a<br/>b", 0, [#"p[0-7] "a"@0-1 "\n"@1-6! "b"@6-7"#]),
    Case("tags are not shown, placeholders are", "<b>a</b> <T>", 0, [#"p[0-12] "a":s@3-4 " <T>"@8-12"#]),
    Case("CJK", "- 漢**字**", 1, [#"p[0-12] "漢"@2-5 "字":s@7-10"#]),
    Case("invalid UTF-8", "a\u{1}b", 0, [#"p[0-3] "a\u{01}b"@0-3"#]),
    Case("NUL", "a\0b", 0, [#"p[0-3] "a"@0-1 "�"@1-2! "b"@2-3"#]),
    Case("CRLF", "a\r\nb", 0, [#"p[0-4] "a"@0-1 " "@1-3! "b"@3-4"#]),
    Case("table", "|a|*b*|\n|-|:-:|\n|c| |", 0, [#"table[0-21] 0,2 | "a"@1-2 | "b":e@4-5 || "c"@17-18 |"#]),
    Case(
      "code block", "```swift x\na\n  b\n```", 0,
      [#"p[0-10] "swift x"@3-10"#, #"code swift[0-20] "a\n  b"@11-16"#]),
    Case(
      "code block in an item", "- a\n\n  ```\n  b\n    c\n  ```\n", 1,
      [#"p[0-3] "a"@2-3"#, #"code [5-26] "b\n"@13-15 "  c"@17-20"#]),
    Case("indented code", "    a\n\n    b", 0, [#"code [0-12] "a\n\n"@4-7 "b"@11-12"#]),
    Case("empty code", "```\n```", 0, ["code [0-7]"]),
    Case("rule", "a\n\n***\n\nb", 0, [#"p[0-1] "a"@0-1"#, "rule[3-6]", #"p[8-9] "b"@8-9"#]),
    Case("quote", "> a\n> b", 0, [#"> p[0-7] "a"@2-3 " "@3-6! "b"@6-7"#]),
    Case(
      "quote with a list", "> - a\n> - b\n>   c", 0,
      [#"> - p[0-5] "a"@4-5"#, #"> - p[6-17] "b"@10-11 " "@11-16! "c"@16-17"#]),
    Case(
      "callout", "> [!note]\n> a\n>\n> b", 0,
      [#"!NOTE t[0-9] "Note":s@2-9!"#, #"!NOTE p[10-13] "a"@12-13"#, #"!NOTE p[16-19] "b"@18-19"#]),
    Case(
      "callout with a title", "> [!tip]- Do\n> a", 0,
      [#"!TIP t[0-12] "Tip":s@2-10! "Do"@10-12"#, #"!TIP p[13-16] "a"@15-16"#]),
    Case(
      "HTML", "<div class=\"x\">\na &lt; <b>b</b>\n</div>", 0,
      [#"html[16-31] "a ":h@16-18 "<":h@18-22! " ":h@22-23 "b":sh@26-27"#]),
    Case("comment", "<!-- a\nb -->\n\nc", 0, [#"p[14-15] "c"@14-15"#]),
    Case(
      "footnote", "a[^x]\n\n[^x]: b\n    c\n\n        d", 0,
      [#"p[0-5] "a"@0-1 "[^x]":f@1-5"#, #"^x p[7-20] "b"@13-14 " "@14-19! "c"@19-20"#, #"+x code [22-31] "d"@30-31"#]),
    Case("footnote of one word", "[^x]: b\n[^y]: c", 0, [#"^x p[0-7] "b"@6-7"#, #"^y p[8-15] "c"@14-15"#]),
    Case("heading", "## a *b* ##", 1, [#"h2[0-11] "a "@3-5 "b":e@6-7"#]),
    Case("task", "- [x] a\n  b", 1, [#"p[0-11] "a"@6-7 " "@7-10! "b"@10-11"#]),
    Case("what an item says after its list", "- a\n  - b\n\n  c\n", 3, [#"p[11-14] "c"@13-14"#]),
    Case("empty item", "-\n", 1, []),
  ]

  @Test(arguments: cases) func theBlocksAre(_ sample: Case) throws {
    let outline = Outline(sample.source)
    let segments = Array(outline.segments(of: .root))
    let segment = try #require(segments.dropFirst(sample.segment).first)
    let text = outline.richText(of: segment)
    #expect(text.blocks.map(\.drawing) == sample.blocks)
    for run in text.runs where run.isVerbatim {
      #expect(outline.sourceText(run.source) == run.text)
    }
  }

  @Test func linksAreKept() {
    let outline = Outline("[a](/u?x&amp;y \"t\") ![b][c] <http://d> www.e.f\n\n[c]: <g h>")
    #expect(
      outline.richText(of: outline.firstSegment(of: .root)).links == [
        .init(kind: .link, destination: "/u?x&y"), .init(kind: .image, destination: "g h"),
        .init(kind: .link, destination: "http://d"), .init(kind: .link, destination: "http://www.e.f"),
      ])
  }

  @Test(arguments: [
    "- [[Ada, 1843]](https://a.org/x) and [[Notes]]\n", "- [ ] [[Ada, 1843]](https://a.org/x) and [[Notes]]\n",
  ])
  func bracketsInTheTextOfALinkAreNoWikilink(source: String) {
    let outline = Outline(source)
    let text = outline.richText(of: outline.firstSegment(of: TopicIndex(1)))
    #expect(text.runs.map(\.text).joined() == "[Ada, 1843] and Notes")
    #expect(text.links.map(\.destination) == ["https://a.org/x", "Notes"])
    #expect(outline.findFaults() == [])
    let code = Outline("- `[[a]](b)`\n")
    #expect(code.richText(of: code.firstSegment(of: TopicIndex(1))).runs.map(\.text).joined() == "[[a]](b)")
  }
}

extension RichText.Block {
  /// Containers, kind, lines, runs.
  var drawing: String {
    let outside = containers.map { container in
      switch container {
      case .quote: "> "
      case .callout(let word): "!\(word) "
      case .item(.bullet(let glyph), _, let first): first ? "\(glyph) " : "_ "
      case .item(.ordered(let number, _), _, let first): first ? "\(number) " : "_ "
      case .footnote(let label, let first): first ? "^\(label) " : "+\(label) "
      }
    }
    let place = "[\(source.lowerBound.int)-\(source.upperBound.int)]"
    var parts: [String]
    switch kind {
    case .paragraph: parts = ["p" + place]
    case .calloutTitle: parts = ["t" + place]
    case .heading(let level): parts = ["h\(level)" + place]
    case .code(let language): parts = ["code " + language + place]
    case .html: parts = ["html" + place]
    case .rule: parts = ["rule" + place]
    case .table(let table):
      let alignments = table.alignments.map { "\([.none, .left, .center, .right].firstIndex(of: $0) ?? 9)" }
      let rows = table.rows.map { $0.map { "|" + $0.map { " " + $0.drawing }.joined() }.joined(separator: " ") }
      parts = ["table" + place, alignments.joined(separator: ","), rows.joined(separator: " |")]
    }
    return outside.joined() + (parts + runs.map(\.drawing)).joined(separator: " ")
  }
}
