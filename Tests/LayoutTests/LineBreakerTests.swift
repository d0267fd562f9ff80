import Outline
import Testing
import TextWidth

@testable import Layout

@Suite struct LineBreakerTests {
  @Test(arguments: [
    ("the quick brown fox", 10, ["the quick", "brown fox"]),
    ("the quick brown fox", 9, ["the quick", "brown fox"]),
    ("the  quick", 10, ["the  quick"]),
    ("incomprehensibilities", 8, ["incompre", "hensibil", "ities"]),
    ("an incomprehensible word", 8, ["an", "incompre", "hensible", "word"]),
    ("well-known", 6, ["well-", "known"]),
    ("--option-name", 8, ["--option", "-name"]),
    ("either/or", 7, ["either/", "or"]),
    ("one\ntwo", 20, ["one", "two"]),
    ("one\n\ntwo", 20, ["one", "", "two"]),
    ("one\ttwo", 20, ["one two"]),
    ("a\u{A0}b c", 3, ["a\u{A0}b", "c"]),
    ("esc\u{1B}[0m", 20, ["esc␛[0m"]),
    ("", 5, [""]),
    ("a b", 1, ["a", "b"]),
    ("   kept", 20, ["kept"]),
  ])
  func wordsFillLines(text: String, columns: Int, expected: [String]) {
    #expect(broken(text, columns) == expected)
  }

  @Test func indentationOfPlainTextIsKept() {
    let lines = LineBreaker.lines(
      [TextSpan("if x:\n    y = 1", .text)], columns: 20, options: .standard, keepsIndentation: true)
    #expect(lines.map { $0.map(\.text).joined() } == ["if x:", "    y = 1"])
  }

  @Test func clustersStayWhole() {
    let family = "👨‍👩‍👧‍👦"
    #expect(broken("e\u{301}e\u{301}e\u{301}", 2).joined() == "e\u{301}e\u{301}e\u{301}")
    #expect(broken(family + family, 1) == [family, family])
  }

  @Test func ideographsBreakAnywhereButNotBeforePunctuation() {
    let width = TextWidth.standard.columns(of: Character("日"))
    #expect(broken("日本語。", 3 * width) == ["日本", "語。"])
    #expect(broken("日本「語」", 3 * width) == ["日本", "「語」"])
  }

  @Test func wordsAcrossSpansStayTogether() {
    let spans = [TextSpan("see foo", .text), TextSpan("bar", .code), TextSpan(" now", .text)]
    let lines = LineBreaker.lines(spans, columns: 8, options: .standard)
    #expect(lines.map { $0.map(\.text) } == [["see"], ["foo", "bar"], ["now"]])
  }

  @Test func whatIsShownKeepsItsSource() {
    let span = TextSpan(
      "the quick\u{7} fox", .text, source: ByteOffset(100)..<ByteOffset(114), isVerbatim: true)
    let lines = LineBreaker.lines([span], columns: 10, options: .standard)
    #expect(lines.map { $0.map(\.text) } == [["the quick", "␇"], ["fox"]])
    #expect(lines[0][1].source == ByteOffset(109)..<ByteOffset(110))
    #expect(lines[1][0].source == ByteOffset(111)..<ByteOffset(114))
  }

  private func broken(_ text: String, _ columns: Int) -> [String] {
    let span = TextSpan(text, .text, source: ByteOffset(0)..<ByteOffset(text.utf8.count), isVerbatim: true)
    return LineBreaker.lines([span], columns: columns, options: .standard).map { $0.map(\.text).joined() }
  }
}
