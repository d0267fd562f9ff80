import Testing

@testable import Outline

/// What must hold of any bytes at all.
struct PropertyTests {
  private static let words: [String] = [
    "- ", "* ", "+ ", "-", "*", "1. ", "2) ", "10. ", "# ", "## ", "###### ", "#", "    ", "  ", " ", "\t", "\n", "\n",
    "\n",
    "\n\n", "\r\n", "\r", "a", "b c", "> ", ">", "```", "~~~", "```x", "---", "***", "===", "- - -", "|", "|-|-|",
    "a|b",
    "|---|---|", "[a]", "[a]: /u", "[a]: ", "[^a]: ", "[^a]", "![](x)", "![a](b", "](", "<!--", "-->", "<div>",
    "</div>",
    "<b>", "`", "``", "**", "_", "~~", "\\", "&amp;", "&#0;", "{#x}", "[ ] ", "[x] ", "• ", "– ", "漢", "\u{FEFF}", "\0",
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

  @Test(arguments: 0..<10) func everyOutlineIsSoundAndEveryRunInPlace(part: UInt64) {
    for seed in part * 60..<part * 60 + 60 {
      let bytes = Self.source(seed: seed)
      let broken = Self.check(bytes)
      #expect(broken == [], "seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  /// Everything that can be asked about an outline of `bytes`, and what is wrong with the answers.
  static func check(_ bytes: [UInt8]) -> [String] {
    let outline = Outline(parsing: bytes)
    var broken = outline.checkInvariants()
    func expect(_ holds: Bool, _ what: @autoclosure () -> String) { if !holds { broken.append(what()) } }
    var seen = 0
    var end = 0
    var last: Segment?
    for segment in outline.segments(of: .root) {
      expect(segment.range.lowerBound.int >= end, "segments overlap at \(segment.range)")
      expect(segment.range.upperBound.int <= bytes.count, "a segment leaves the file")
      expect(
        last == nil || outline.segment(before: segment) == last, "a step back from \(segment) is not \(last as Any)")
      expect(
        outline.segment(at: segment.range.lowerBound) == segment || segment.range.isEmpty, "\(segment) is not found")
      expect(!segment.isFirst || outline.firstSegment(of: segment.topic) == segment, "\(segment) is not first")
      end = segment.range.upperBound.int
      last = segment
      seen += segment.isFirst ? 1 : 0
      check(outline.richText(of: segment), segment, outline, expect)
    }
    expect(seen == outline.count, "\(seen) topics have segments of \(outline.count)")
    for index in outline.indices {
      let topic = outline[index]
      expect(topic.line <= topic.endLine && topic.endLine <= topic.lastLine, "\(index): lines out of order")
      expect(topic.lastLine.int <= outline.lineCount, "\(index): lines leave the file")
      expect(index == .root || outline.topic(at: topic.marker) == index, "\(index) is not at its own marker")
      expect(!outline.title(of: index).contains("\n"), "\(index): a title of two lines")
      if let next = outline.nextSibling(of: index) {
        expect(outline.previousSibling(of: next) == index, "\(index): siblings disagree")
      }
    }
    for offset in 0...bytes.count {
      let place = ByteOffset(offset)
      let line = outline.line(at: place)
      let column = outline.scalarColumn(of: place)
      let back = outline.offset(ofScalarColumn: column, line: line)
      expect(
        outline.scalarColumn(of: back) == column || back.int <= offset,
        "\(offset): column \(column) comes back as \(back)")
    }
    return broken
  }

  private static func check(
    _ text: RichText, _ segment: Segment, _ outline: Outline, _ expect: (Bool, @autoclosure () -> String) -> Void
  ) {
    let line = outline.offset(ofLine: outline.line(at: segment.range.lowerBound))
    for block in text.blocks {
      expect(block.source.lowerBound >= line, "a block begins before its segment")
      expect(block.source.upperBound.int <= outline.bytes.count, "a block leaves the file")
    }
    var end = line
    for run in text.allRuns {
      expect(run.source.lowerBound >= end, "runs out of order: \(run)")
      expect(run.source.upperBound <= segment.range.upperBound, "a run leaves its segment: \(run)")
      expect(!run.isVerbatim || Array(outline.bytes[run.source.ints]) == Array(run.text.utf8), "not verbatim: \(run)")
      expect(run.link.map { text.links.indices.contains($0) } ?? true, "no such link: \(run)")
      end = max(end, run.source.upperBound)
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
