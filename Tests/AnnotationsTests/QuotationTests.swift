import Outline
import Testing

@testable import Annotations

@Suite struct QuotationTests {
  private static let text = """
    # Sorting
    - Quicksort is fast on average, and quadratic at worst; it is not stable, and it is fast in practice
    - Mergesort is stable and never quadratic
    """

  struct Quote: Sendable {
    var words: String
    /// Which of its occurrences in the file, from 0.
    var occurrence = 0
    var after: String
    var state: Placement.State
    /// The text that is found; nil where nothing is.
    var found: String?
  }

  private static let cases: [Quote] = [
    Quote(words: "quadratic at worst", after: text, state: .exact, found: "quadratic at worst"),
    Quote(words: "fast", occurrence: 1, after: "Intro.\n\n" + text, state: .exact, found: "fast"),
    Quote(
      words: "quadratic at worst", after: text.replacing("# Sorting", with: "# Sorting things"), state: .exact,
      found: "quadratic at worst"),
    Quote(
      words: "quadratic at worst", after: text.replacing("it is fast", with: "it is very fast"), state: .edited,
      found: "quadratic at worst"),
    Quote(
      words: "and quadratic at worst", after: text.replacing("quadratic at", with: "quadratik at"), state: .edited,
      found: "and quadratik at worst"),
    Quote(
      words: "quadratic at worst; it is not", after: text.replacing("quadratic at worst; it is not", with: "slow but"),
      state: .confirm, found: "slow but"),
    Quote(
      words: "fast", occurrence: 1,
      after: text.replacing("; it is not stable, and it is fast in practice", with: ""), state: .ambiguous, found: nil),
    Quote(
      words: "never quadratic", after: text.replacing("- Mergesort is stable and never quadratic", with: ""),
      state: .orphan, found: nil),
  ]

  @Test(arguments: cases) func `a quotation is found in its topic only`(_ quote: Quote) throws {
    let old = Outline(parsing: Array(Self.text.utf8))
    let new = Outline(parsing: Array(quote.after.utf8))
    let starts = Self.text.ranges(of: quote.words)
    let start = Self.text.utf8.distance(from: Self.text.startIndex, to: starts[quote.occurrence].lowerBound)
    let range = ByteOffset(start)..<ByteOffset(start + quote.words.utf8.count)
    let anchor = Anchor(quoting: range, of: old.topic(at: range.lowerBound), in: old, blob: "old")
    let alone = AnchorResolver.place([anchor], in: new)[0]
    let informed = AnchorResolver.place([anchor], in: new, oldSources: { _ in old })[0]
    #expect(informed.state == quote.state)
    // Whether the parent was renamed or the topic moved, the annotation alone cannot tell.
    #expect(alone.state == quote.state || alone.state.isSilent && quote.state.isSilent)
    for placement in [alone, informed] { #expect(placement.quotation.map(new.sourceText) == quote.found) }
  }

  @Test func `of repeated words the remembered one is found when lines move`() {
    let old = Outline(parsing: Array(Self.text.utf8))
    let new = Outline(parsing: Array(("Intro.\n\n" + Self.text).utf8))
    let range = Self.text.ranges(of: "fast")[1]
    let start = Self.text.utf8.distance(from: Self.text.startIndex, to: range.lowerBound)
    let anchor = Anchor(
      quoting: ByteOffset(start)..<ByteOffset(start + 4), of: old.topic(at: ByteOffset(start)), in: old, blob: nil)
    #expect(AnchorResolver.place([anchor], in: new)[0].quotation?.lowerBound.int == start + 8)
  }

  @Test(arguments: [
    ("abcdefghij", "xx abcdefghij yy", 3..<13, 0), ("abcdefghij", "xx abcdXfghij yy", 3..<13, 1),
    ("abcdefghij", "xx abcdfghij yy", 3..<12, 1), ("abcdefghij", "xx abcdeefghij yy", 3..<14, 1),
  ]) func `approximate search finds the nearest stretch`(
    _ pattern: String, _ text: String, _ place: Range<Int>, _ distance: Int
  ) {
    let found = ApproximateSearch.best(Array(pattern.utf8), in: Array(text.utf8)[...])
    #expect(found?.place == place)
    #expect(found?.distance == distance)
    #expect(found?.next == nil)
  }
}

@Suite struct ForeignPlaceTests {
  private static let text = "# Title\n- first item\n- second item\n- first item again\n"

  struct Record: Sendable {
    var line: Int?
    var text: String?
    var state: Placement.State
    /// The line of the topic; 0 for the file.
    var now: Int
    var candidates: [Int] = []
  }

  @Test(arguments: [
    Record(state: .exact, now: 0),
    Record(line: 3, state: .exact, now: 3),
    Record(line: 30, state: .orphan, now: 0),
    Record(line: 3, text: "- second item", state: .exact, now: 3),
    Record(line: 3, text: "second", state: .exact, now: 3),
    Record(text: "second item", state: .exact, now: 3),
    Record(text: "first item", state: .ambiguous, now: 0, candidates: [2, 4]),
    Record(text: "third item", state: .ambiguous, now: 0, candidates: [2, 3, 4]),
    Record(text: "nothing of the sort", state: .orphan, now: 0),
    // What `mrsf add -l 4` writes: the text of the line above.
    Record(line: 4, text: "- second item", state: .moved, now: 3),
    Record(line: 3, text: "gone", state: .ambiguous, now: 3, candidates: [3]),
  ]) func `a record without evidence goes by its line and its text`(_ record: Record) {
    let outline = Outline(parsing: Array(Self.text.utf8))
    let anchor = Anchor(target: .topic, line: record.line, selectedText: record.text)
    let placement = AnchorResolver.place([anchor], in: outline)[0]
    func line(_ topic: TopicIndex) -> Int { topic == .root ? 0 : outline[topic].line.int }
    #expect(placement.state == record.state)
    #expect(line(placement.topic) == record.now)
    #expect(placement.candidates.map(line) == record.candidates)
  }
}

@Suite struct ComparableTextTests {
  @Test(arguments: [
    ("**Bold** and _slanted_", "bold and slanted"), ("snake_case `code`", "snake_case code"),
    ("[A link](http://a.b/c \"t\")", "a link"), ("[A link][ref]", "a link"), ("![Alt](x.png)", "alt"),
    ("Title {#id}", "title"), ("[x] Done", "done"), ("### Inner heading", "inner heading"), ("Note:", "note"),
    ("MIT: https://a.b/c", "mit"), ("https://a.b/c", "https://a.b/c"), ("<https://a.b>", "https://a.b"),
    ("“Smart” – it’s…", "\"smart\" - it's..."), ("a\\*b", "ab"), ("  two \t\n words ", "two words"),
    ("Cafe\u{301}", "caf\u{E9}"), ("CAFÉ", "café"), ("AT&amp;T", "at&t"), ("List<T>", "list<t>"), ("a<br>b", "a b"),
    ("[[page|shown]]", "shown"), ("C++", "c++"), ("C#", "c#"),
  ]) func `what does not change the words does not count`(_ source: String, _ comparable: String) {
    #expect(String(decoding: ComparableText(source).bytes, as: UTF8.self) == comparable)
  }

  @Test(arguments: [("[Maps](#maps)", true), ("[Maps](maps.md)", false), ("see [Maps](#maps)", false), ("Maps", false)])
  func `entries of a table of contents are known`(_ source: String, _ isEntry: Bool) {
    #expect(ComparableText(source).isContentsEntry == isEntry)
  }

  @Test(arguments: ["- [x] **A** b", "  * A b", "12) A b", "## A b ##", "• A b", "A b"])
  func `lines are read without their marker`(_ lines: String) {
    #expect(String(decoding: ComparableText(ofLines: lines).bytes, as: UTF8.self) == "a b")
  }

  @Test(arguments: [("kitten", "sitting", 3), ("", "abc", 3), ("same", "same", 0)])
  func `distance is Levenshtein's`(_ a: String, _ b: String, _ distance: Int) {
    var measure = EditDistance()
    for (left, right) in [
      (a, b), (b, a), (a + String(repeating: "x", count: 100), b + String(repeating: "x", count: 100)),
    ] {
      let similarity = Array(left.utf8).withUnsafeBufferPointer { left in
        Array(right.utf8).withUnsafeBufferPointer { right in measure.similarity(left[...], right[...]) }
      }
      let length = max(left.utf8.count, right.utf8.count)
      #expect(abs(Double(similarity) - (1 - Double(distance) / Double(length))) < 0.0001)
    }
  }
}
