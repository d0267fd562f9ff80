import Outline
import Testing

@testable import Layout

@Suite struct RichTextLayoutTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var source: String
    var columns: Int
    var lines: [String]
    var options = LayoutOptions.standard
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(
      name: "paragraphs stand apart", source: "# T\n\none two three\nfour\n\nfive", columns: 9,
      lines: ["T", "", "one two", "three", "four", "", "five"]),
    Case(
      name: "a hard break ends a line", source: "# T\n\none  \ntwo\\\nthree", columns: 20,
      lines: ["T", "", "one", "two", "three"]),
    Case(
      name: "code keeps its spaces and wraps behind a sign",
      source: "# T\n\n```swift\nlet x =\t1\n  let y = 234567890\n```", columns: 14,
      lines: ["T", "", "let x = 1", "  let y = 2345", "↪ 67890"]),
    Case(
      name: "code has a margin where there is room", source: "# T\n\n    a\n\n    b", columns: 30,
      lines: ["T", "", "  a", "", "  b"]),
    Case(
      name: "quotes have bars, nested ones two", source: "# T\n\n> one two\n>\n> > three\n\nend", columns: 9,
      lines: ["T", "", "│ one two", "│", "│ │ three", "", "end"]),
    Case(
      name: "lists in quotes have their markers",
      source: "# T\n\n> - one\n>   two\n> - [x] three\n>   1. four", columns: 14,
      lines: ["T", "", "│ • one two", "│ ☑ three", "│   1. four"]),
    Case(
      name: "a callout has its word above it", source: "# T\n\n> [!WARNING]\n> Mind the gap", columns: 12,
      lines: ["T", "", "│ Warning", "│ Mind the", "│ gap"]),
    Case(name: "a rule fills the width", source: "# T\n\n---\n\nx", columns: 6, lines: ["T", "", "──────", "", "x"]),
    Case(
      name: "HTML is reduced to its text", source: "# T\n\n<div>\n<b>bold</b> move\n</div>\n\n<!-- no -->\n\nx",
      columns: 20, lines: ["T", "", "bold move", "", "x"]),
    Case(
      name: "an image is a row with its text",
      source: "# T\n\n![A fine cat](data:image/png;base64,AAAA)\n\n![](cat.png)",
      columns: 20, lines: ["T", "", "▣ A fine cat", "", "▣ cat.png"]),
    Case(
      name: "footnotes keep their labels", source: "# T\n\nsee[^1] there\n\n[^1]: The note\n", columns: 20,
      lines: ["T", "", "see[1] there", "", "[1] The note"]),
    Case(
      name: "a table that fits", source: "# T\n\n| a | bb |\n|--:|:--:|\n| 1 | 2 |\n| 10 | 4444 |", columns: 20,
      lines: ["T", "", " a │  bb", "───┼─────", " 1 │  2", "10 │ 4444"]),
    Case(
      name: "cells wrap inside their columns",
      source: "# T\n\n| key | meaning |\n|---|---|\n| j | the next row |\n| k | the row above |", columns: 16,
      lines: [
        "T", "", "key │ meaning", "────┼───────────", "j   │ the next", "    │ row", "────┼───────────",
        "k   │ the row",
        "    │ above",
      ]),
    Case(
      name: "a very narrow table shows one cell a line",
      source: "# T\n\n| key | meaning |\n|---|---|\n| j | next row |\n| k | above |", columns: 12,
      lines: ["T", "", "key: j", "meaning:", "  next row", "────────────", "key: k", "meaning:", "  above"]),
    Case(
      name: "everything in ASCII", source: "# T\n\n> q\n\n- - [ ] x\n\n---\n\n![i](u)", columns: 10,
      lines: ["T", "", "| q"], options: LayoutOptions(glyphs: .ascii)),
    Case(
      name: "running text keeps to the measure", source: "# T\n\none two three", columns: 40,
      lines: ["T", "", "one two", "three"], options: LayoutOptions(maxTextColumns: 8)),
  ])
  func aTopicIsDrawnAsItReads(example: Case) {
    let outline = Outline(parsing: Array(example.source.utf8))
    let text = outline.richText(of: outline.firstSegment(of: TopicIndex(1)))
    let lines = layOut(text, columns: example.columns, options: example.options, start: .title(nil))
    #expect(picture(lines) == example.lines)
    for line in lines { #expect(line.columns <= example.columns) }
  }

  @Test(arguments: [
    ("- a b c", 6, ["• a b", "  c"]),
    ("10. a b c", 7, ["10. a b", "    c"]),
    ("3) [ ] aa b", 8, ["3) ☐ aa", "     b"]),
    ("- [x] a b", 5, ["☑ a b"]),
    ("-", 10, ["•"]),
    ("- a\n\n  b", 10, ["• a", "", "  b"]),
    ("- a b c", 2, ["a", "b", "c"]),
  ])
  func anItemHangsBehindItsMarker(source: String, columns: Int, lines: [String]) {
    let outline = Outline(parsing: Array(source.utf8))
    let topic = TopicIndex(1)
    guard case .item(let marker, let task) = outline.kind(of: topic) else {
      Issue.record("no item")
      return
    }
    let text = outline.richText(of: outline.firstSegment(of: topic))
    #expect(picture(layOut(text, columns: columns, start: .item(marker, task))) == lines)
  }

  @Test func stylesFollowTheMarkup() {
    let source = "# T\n\nplain *em* `code` [link](u) ![pic](v) [[wiki]] ~~gone~~\n\n> quoted"
    let outline = Outline(parsing: Array(source.utf8))
    let text = outline.richText(of: outline.firstSegment(of: TopicIndex(1)))
    let spans = layOut(text, columns: 80, start: .title(nil)).flatMap(\.spans)
    func style(_ text: String) -> TextStyle? { spans.first { $0.text == text }?.style }
    #expect(style("T") == .title)
    #expect(style("code") == .code)
    #expect(style("link") == .link)
    #expect(style("pic") == .image)
    #expect(style("quoted") == .quote)
    #expect(spans.first { $0.text == "em" }?.emphasis == .emphasis)
    #expect(spans.first { $0.text == "gone" }?.emphasis == .strikethrough)
    #expect(spans.first { $0.text == "link" }?.link?.destination == "u")
    #expect(spans.first { $0.text == "wiki" }?.link?.kind == .wikilink)
  }

  /// Every byte that a line says it shows is the byte that it shows.
  @Test(arguments: [7, 20, 80])
  func sourceAndColumnsAgree(columns: Int) {
    let source =
      "# A *B* c\n\none **two** `x y` 日本語 e\u{301}a &amp; \\* three\tfour\n\n| a | b |\n|---|---|\n| ä ö | c |\n"
    let bytes = Array(source.utf8)
    let outline = Outline(parsing: bytes)
    let text = outline.richText(of: outline.firstSegment(of: TopicIndex(1)))
    for line in layOut(text, columns: columns, start: .title(nil)) {
      for span in line.spans where span.isVerbatim {
        guard let range = span.source else { continue }
        #expect(String(decoding: bytes[range.ints], as: UTF8.self) == span.text)
      }
      for column in 0..<line.columns {
        guard let range = line.source(atColumn: column) else { continue }
        #expect(line.columns(of: range).contains { $0.contains(column) })
      }
      #expect(line.source(atColumn: line.columns) == nil)
      #expect(line.source(atColumn: -1) == nil)
    }
  }

  @Test func aQuotationIsPaintedAcrossItsSpans() {
    let source = "# T\n\nsay **hello** world"
    let outline = Outline(parsing: Array(source.utf8))
    let text = outline.richText(of: outline.firstSegment(of: TopicIndex(1)))
    let line = layOut(text, columns: 80, start: .title(nil))[2]
    #expect(line.text == "say hello world")
    #expect(line.columns(of: ByteOffset(5)..<ByteOffset(24)) == [0..<15])
    #expect(line.columns(of: ByteOffset(12)..<ByteOffset(20)) == [5..<11])
    #expect(line.columns(of: ByteOffset(0)..<ByteOffset(2)) == [])
  }

  @Test func noWidthIsTooSmallAndNothingIsWiderThanItMayBe() {
    let source = """
      # T

      > > - a [l](u)
      >   - [x] 日本
      >
      > | a | b | c |
      > |---|---|---|
      > | 1 | 2 | 3 |

      ```
      \tcode and more
      ```
      [^n]: note

      <p>html</p>

      ***
      """
    let outline = Outline(parsing: Array(source.utf8))
    let text = outline.richText(of: outline.firstSegment(of: TopicIndex(1)))
    for columns in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 16, 20, 24, 33, 60] {
      for indent in [0, 4, 1_000] {
        for line in layOut(
          text, columns: columns, indent: indent, start: .item(.ordered(number: 99, delimiter: "."), nil))
        {
          #expect(line.columns <= max(columns, 2), "\(columns) columns, indent \(indent): \(line.text)")
        }
      }
    }
  }

  @Test func noControlCharacterGetsThrough() {
    let all = (0..<0xA0).compactMap { Unicode.Scalar($0) }.map { "x\($0)y" }.joined(separator: " ")
    for source in ["# \(all)\n\n\(all)\n\n`\(all)`\n", "# T\n\n```\n\(all)\n```\n", "# T\n\n<p>\(all)</p>\n"] {
      let outline = Outline(parsing: Array(source.utf8))
      for topic in 0..<outline.count {
        let text = outline.richText(of: outline.firstSegment(of: TopicIndex(topic)))
        for line in layOut(text, columns: 30) {
          #expect(!line.text.unicodeScalars.contains { $0.properties.generalCategory == .control })
        }
      }
    }
  }
}
