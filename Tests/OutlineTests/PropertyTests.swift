import Testing

@testable import Outline

/// The properties that hold for any bytes at all.
struct PropertyTests {
  private static let words: [String] = [
    "- ", "* ", "+ ", "-", "*", "1. ", "2) ", "10. ", "# ", "## ", "###### ", "#", "    ", "  ", " ", "\t", "\n", "\n",
    "\n",
    "\n\n", "\r\n", "\r", "a", "b c", "> ", ">", "```", "~~~", "```x", "---", "***", "===", "- - -", "|", "|-|-|",
    "a|b",
    "|---|---|", "[a]", "[a]: /u", "[a]: ", "[^a]: ", "[^a]", "![](x)", "![a](b", "](", "<!--", "-->", "<div>",
    "</div>",
    "<b>", "`", "``", "**", "_", "~~", "\\", "&amp;", "&#0;", "{#x}", "[ ] ", "[x] ", "• ", "– ", "漢", "\u{FEFF}", "\0",
    "$", "$$\n", "%%", "<p>", "</p>", "<title>", "<b c=d>", "<!-- x", "<?", "<script>", "a:: b\n", "\\[", "\\]", "\\(",
    "\\)", "\\begin{x}\n", "\\end{x}\n", "+++\n", "TODO ", ":A:\n", ":END:\n", "#+BEGIN_Q\n", "#+END_Q\n", "^a", "{-}",
    "```markdown\n", "```\n", "~~~\n", "   ", "9. ", "[a]: b\n", "[[a|b]]", "-\u{A0}", "#\u{3000}", "--\n", "- -\n",
    "DEADLINE: <1>\n",
    "http://a.b", "\"", "'t'", "(", ")", "<", "\u{A0}", "\u{B}", "\u{C}",
  ]

  static func source(seed: UInt64) -> [UInt8] {
    var random = Random(seed: seed)
    var bytes: [UInt8] = []
    let length = Int.random(in: 0..<60, using: &random)
    let isBinary = seed % 8 == 0
    for _ in 0..<length {
      if isBinary, Bool.random(using: &random) {
        bytes.append(UInt8.random(in: 0...255, using: &random))
      } else {
        bytes += (words.randomElement(using: &random) ?? "").utf8
      }
    }
    return bytes
  }

  /// md4c 0.4.8 hands out texts of made-up sizes where an address is in a link that nothing closes.
  @Test(
    arguments: [
      "[a search]((https://www.b.com/watch?v=abc&index=14)", "[a]((http://b.c/d)", "[a](http://b.c",
      "![a]((www.b.c?d=e_f)", "[a [b]((https://c.d/*e*", "[a](<http://b.c> x@y.z",
    ],
    ["", "- ", "# ", "> - ", "- a\n\n  "])
  func addressesInUnclosedLinksKeepTheirPlace(link: String, before: String) {
    for end in 0...link.utf8.count {
      for close in ["", "\n", " *b* www.c.d\n"] {
        let source = before + String(decoding: link.utf8.prefix(end), as: UTF8.self) + close
        let outline = Outline(parsing: Array(source.utf8))
        #expect(outline.findFaults() == [], "\(source.debugDescription)")
        guard end == link.utf8.count else { continue }
        let shown = outline.segments(of: .root).flatMap { outline.richText(of: $0).runs }.map(\.text).joined()
        #expect(shown.contains("a") && shown.contains("b"), "\(source.debugDescription): \(shown)")
      }
    }
  }

  @Test(arguments: 0..<10) func everyOutlineIsSoundAndEveryRunInPlace(part: UInt64) {
    for seed in part * 60..<part * 60 + 60 {
      let bytes = Self.source(seed: seed)
      let broken = Outline(parsing: bytes).findFaults()
      #expect(broken == [], "seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  /// Sources that were once read with a run or a range out of place.
  static let odd = [
    "1. \u{1}\0\0\n```\u{11}\0 \n\0 \n\0 !!\n\0\0\0\0 bar",
    "1. ``?\u{11}\u{8} \n\0 \n\0 \n```\u{11}\u{8}\0\n   \0\n\n\0\0 \n\0  *\0\0",
    "- ```\n`- \n-",
    "```\n[foo]:\n```\n\0\n- [foo\0",
    "+\n\u{B}\n~~~\n\n+",
    "[fo\u{7F}]\0\n\0\\\\\n\n-\n[fo\u{7F}]:\0",
    ">\n>- ````;\n````-\n- a",
    "- > ```\n  ``-\n  - a",
    "[a]:\n/u\n> ~~~\n>\n~- \n- a",
    "- a\n  - ```\n``***\n- b\n***",
    "- a\n\n>- ````;\n````-\n- a\n", ">- ````;\n`> -\n- a\n", "- a\n\n> ````\n`> ~~~\n~-\n- a\n",
    "a\n>- ````;\n\t```;\n``\t````;\n\t\t_-\r-",
    "a\n\n\0\n\n\0\0\r-\n ## foo\0 \n\n\0\n=\n# \0\n",
    "<http://x>\n\n> ```\n``- a\n- b",
    "- > a\n> b\n- c\n\n  > d\n>\n> # e\n     > f\n\n- g",
    "> ```\nfoo\n-\n\nb\n>ba\n-\n\n  [f]\n",
    "-\n  ```\n  br \n `# \n-\n    bar\n  ```\n-\n      ?az",
  ]

  @Test(arguments: odd.indices) func everyRunOfOddSourcesIsInPlace(number: Int) {
    let faults = Outline(parsing: Array(Self.odd[number].utf8)).findFaults()
    // What is printed ends at a NUL.
    #expect(faults.map { $0.replacing("\0", with: "<NUL>") } == [])
  }

  @Test(arguments: [
    "a\n\n>\nfoo\n---\n", "> a\n>\nfoo\n---\n", "> ```\n> ```\nfoo\n---\n", "> # a\n>\nb\n\n---\n\nfoo\n===\n",
    "- >\n  foo\n  ---\n", "- > a\n>\nfoo\n---\n", "- a\n  - b\n\n  >\n  foo\n  ---\n",
  ])
  func aHeadingBelowAQuoteStandsOnItsOwnLine(source: String) throws {
    let outline = Outline(source)
    let heading = try #require(outline.indices.last)
    let line = try #require(
      source.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.hasSuffix("foo") })
    #expect(outline.title(of: heading) == "foo")
    #expect(outline[heading].line.int == line + 1)
  }

  @Test(arguments: 0..<10) func aBeginningIsReadAsTheWholeIs(part: UInt64) {
    for seed in part * 100..<part * 100 + 100 {
      let bytes = Self.source(seed: seed) + Array("\n\n# c\n\n".utf8)
      let beginning = Outline(parsingPrefix: bytes)
      for rest in [
        "", "-->", "?>\n# d", "</script>", "$$\n- e", "%%\n", "</p>\n\n</title>", ":END:\n#+END_Q", "```\n- f", "\\]\n",
      ] {
        let whole = Outline(parsing: bytes + Array(rest.utf8))
        // Titles may hold links whose definitions follow.
        let names = { (outline: Outline) in
          outline.indices.dropFirst().map { "\(outline.depth(of: $0)) \(outline[$0].line.int) \(outline.kind(of: $0))" }
        }
        // A heading alone at the end may have gone on.
        #expect(
          names(whole).starts(with: names(beginning).dropLast(1)),
          "seed \(seed), \(rest): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
      }
    }
  }

  /// The scanner for dialects and md4c take the same bytes for fenced code.
  @Test(arguments: 0..<10) func codeIsWhereTheParserSeesIt(part: UInt64) {
    for seed in part * 100..<part * 100 + 100 {
      let outline = Outline(parsing: Self.source(seed: seed))
      let covered = outline.storage.covered ?? outline.bytes
      let again = Outline(parsing: covered)
      #expect(
        outline.indices.map { outline.storage.records[$0.int].marker }
          == again.indices.map { again.storage.records[$0.int].marker },
        "seed \(seed): \(String(decoding: outline.bytes, as: UTF8.self).debugDescription)")
    }
  }

  @Test func nestingTenThousandDeepIsRead() {
    let outline = Outline(String(repeating: "- ", count: 10_000) + "x")
    #expect(outline.count == 10_001)
    #expect(outline.depth(of: TopicIndex(10_000)) == 10_000)
    #expect(outline.title(of: TopicIndex(10_000)) == "x")
    #expect(outline.checkInvariants() == [])
  }

  @Test func columnsCountScalars() {
    let outline = Outline("# é漢x\r\n- 😀b\n")
    #expect(outline.scalarColumn(of: ByteOffset(7)) == 4)
    #expect(outline.offset(ofScalarColumn: 4, line: LineNumber(1)) == ByteOffset(7))
    #expect(outline.offset(ofScalarColumn: 3, line: LineNumber(2)) == ByteOffset(16))
    #expect(outline.offset(ofScalarColumn: 99, line: LineNumber(1)) == ByteOffset(8))
    #expect(outline.text(ofLines: LineNumber(1)...LineNumber(9)) == "# é漢x\n- 😀b")
  }

  @Test(arguments: 0..<40) func columnsOfBytesThatAreNotUTF8CountAsTheyAreShown(seed: UInt64) {
    var random = Random(seed: seed)
    let pieces: [[UInt8]] = [
      [0xE2, 0x82, 0xAC], [0xF0, 0x9F, 0x98, 0x80], [0xC3, 0xA9], [0x61], [0xFF], [0xE2, 0x82],
    ]
    let bytes = (0..<40).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
    let outline = Outline(parsing: bytes)
    for end in 0...bytes.count {
      let shown = String(decoding: bytes[..<end], as: UTF8.self).unicodeScalars.count
      #expect(outline.scalarColumn(of: ByteOffset(end)) == shown, "\(bytes[..<end])")
    }
  }

  @Test func theTopicAtALineIsTheInnermostThere() {
    let outline = Outline("intro\n\n# A\ntext\n- - b\n\n  c\n\ntail\n")
    let topics = (1...outline.lineCount).map { outline.topic(atLine: LineNumber($0)).int }
    #expect(topics == [0, 0, 1, 1, 3, 3, 2, 2, 1])
  }

  @Test(arguments: [1, 10, 100, 1000]) func aPrefixBeginsWithTheTopicsOfTheWhole(limit: Int) {
    let bytes = Array((0..<100).map { "# \($0)\n\n- a\n  - b\n\n" }.joined().utf8)
    let prefix = Outline.prefix(of: bytes, limit: limit)
    #expect(prefix.count <= limit)
    #expect(bytes.starts(with: prefix))
    let part = Outline(parsing: prefix)
    let whole = Outline(parsing: bytes)
    #expect(part.indices.dropLast(3).allSatisfy { part.title(of: $0) == whole.title(of: $0) })
  }
}
