import Outline
import Testing

@testable import Layout

@Suite struct DetailSegmentsTests {
  static let paragraphs = (0..<60).map { "Paragraph \($0) with *some* text of its own.\n\n" }.joined()
  static let code = "```swift\n" + (0..<60).map { "  let value\($0) = \($0)\n\n" }.joined() + "  let end = 0\n```\n"
  static let rows = "| a | b |\n|---|---|\n" + (0..<60).map { "| \($0) | x |\n" }.joined()

  static let prose = "# T\n\n" + paragraphs
  static let mixed = prose + code + "\nbehind *it*\n\n" + paragraphs
  static let table = "# T\n\n" + rows + "\nend"
  static let item: String = {
    let lines = (paragraphs + code).split(separator: "\n", omittingEmptySubsequences: false)
    return "- item\n\n" + lines.map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
  }()

  /// However long a topic is, it looks as if it were laid out whole.
  @Test(arguments: [prose, mixed, "# T\n\n" + code, mixed.replacing("\n", with: "\r\n"), table, paragraphs, item])
  func aLongTextIsShownAsIfWhole(source: String) throws {
    let bytes = Array(source.utf8)
    let outline = Outline(parsing: bytes)
    let topic = TopicIndex(outline.count - 1)
    let text = outline.richText(of: outline.firstSegment(of: topic))
    let start: Gutter.Start
    switch outline.kind(of: topic) {
    case .root: start = .none
    case .heading: start = .title(nil)
    case .item(let marker, let task): start = .item(marker, task)
    }
    let whole = layOut(text, columns: 60, start: start)
    let layout = DetailLayout(DetailContent(outline: outline, topic: topic, columns: 60), pieceLength: 512)
    let lines = layout.lines(from: layout.top, count: 100_000).map(\.text)
    #expect(lines.count == whole.count)
    let difference = zip(lines, whole).first {
      picture([$0]) != picture([$1]) || $0.source != $1.source
    }
    #expect(difference.map { picture([$0.0]) } == difference.map { picture([$0.1]) })
    #expect(difference?.0.source == difference?.1.source)
    if source != Self.table { #expect(layout.end.segment != layout.top.segment) }
  }

  @Test func piecesCoverTheirSegmentInOrder() {
    let source = "# T\n\n" + Self.paragraphs + Self.code + Self.paragraphs + "# U\n\nshort\n"
    let outline = Outline(parsing: Array(source.utf8))
    let segments = DetailSegments(outline, length: 512)
    var forth: [Segment] = []
    var next: Segment? = segments.first(of: .root)
    while let piece = next {
      forth.append(piece)
      #expect(
        segments.piece(at: piece.range.lowerBound) == (piece.range.isEmpty ? segments.first(of: TopicIndex(1)) : piece))
      next = segments.piece(after: piece)
    }
    #expect(forth.count > 4)
    #expect(forth.filter(\.isFirst).count == 3)
    var back: [Segment] = []
    next = segments.last(of: TopicIndex(2))
    while let piece = next {
      back.append(piece)
      next = segments.piece(before: piece)
    }
    #expect(back.reversed() == forth)
    for (above, below) in zip(forth, forth.dropFirst()) {
      #expect(above.range.upperBound <= below.range.lowerBound)
    }
    #expect(forth.allSatisfy { $0.range.ints.count < 2 * 512 })
  }

  @Test("A line as long as a book is cut between words, and loses none") func longLine() throws {
    let words = (0..<6_000).map { "word\($0)" }
    let outline = Outline(parsing: Array(("- " + words.joined(separator: " ") + "\n- end\n").utf8))
    let layout = DetailLayout(DetailContent(outline: outline, topic: TopicIndex(1), columns: 60), pieceLength: 512)
    let lines = layout.lines(from: layout.top, count: 100_000).map { $0.text.spans.map(\.text).joined() }
    #expect(lines.flatMap { $0.split(separator: " ") }.filter { $0.hasPrefix("word") } == words.map { $0[...] })
    let segments = DetailSegments(outline, length: 512)
    var lengths: [Int] = []
    var next: Segment? = segments.first(of: TopicIndex(1))
    while let piece = next, piece.topic == TopicIndex(1) {
      lengths.append(piece.range.ints.count)
      next = segments.piece(after: piece)
    }
    #expect(lengths.count > 5 && lengths.allSatisfy { $0 < 17 * 512 }, "\(lengths)")
  }

  @Test func annotationsOfALongTopicStandAtItsEnd() throws {
    let outline = Outline(parsing: Array(("# T\n\n" + Self.paragraphs + "- child\n").utf8))
    let box = AnnotationBox(id: "a", header: "note", look: .open, text: "text")
    let layout = DetailLayout(
      DetailContent(outline: outline, topic: TopicIndex(1), columns: 60, annotations: [TopicIndex(1): [box]]),
      pieceLength: 512)
    let place = try #require(layout.position(ofAnnotation: "a"))
    #expect(layout.position(layout.end, movedBy: -3) == place)
    #expect(layout.position(layout.top, movedBy: 2).segment.isFirst)
    #expect(
      layout.lines(from: layout.top, count: 100_000).filter { $0.owner == .annotation("a", TopicIndex(1)) }.count == 3)
  }

  @Test func aLaterLayoutOfTheSameOutlineAgrees() {
    let outline = Outline(parsing: Array(("# T\n\n" + Self.paragraphs).utf8))
    let first = DetailLayout(DetailContent(outline: outline, topic: TopicIndex(1), columns: 60), pieceLength: 512)
    let second = DetailLayout(
      DetailContent(outline: outline, topic: TopicIndex(1), columns: 60), after: first, pieceLength: 512)
    let third = DetailLayout(
      DetailContent(outline: Outline(parsing: outline.bytes), topic: TopicIndex(1), columns: 60), after: first,
      pieceLength: 512)
    #expect(first.end == second.end)
    #expect(first.end == third.end)
  }
}
