import Outline
import Testing

@testable import Annotations

/// Records that remember a line and a text at most, before and after edits of what they were made on.
@Suite struct ForeignAnchorTests {
  struct Edit: CustomTestStringConvertible, Sendable {
    var name: String
    var before: String
    var after: String
    var line: Int?
    var endLine: Int?
    var columns: Range<Int>?
    var text: String?
    /// The state and the line that the record alone leads to, and those with the text that it was made on.
    var alone: (Placement.State, Int?)
    var informed: (Placement.State, Int?)

    var testDescription: String { name }

    init(
      _ name: String, _ before: String, _ after: String, line: Int? = nil, endLine: Int? = nil,
      columns: Range<Int>? = nil, text: String? = nil, alone: (Placement.State, Int?),
      informed: (Placement.State, Int?)
    ) {
      (self.name, self.before, self.after, self.line, self.endLine) = (name, before, after, line, endLine)
      (self.columns, self.text, self.alone, self.informed) = (columns, text, alone, informed)
    }
  }

  private static let soup = """
    # Soup

    Boil two litres of water with salt.

    Cut the leeks into rings.

    ## Bread

    Slice the rye bread thinly.

    | grain | grams |
    |---|---|
    | rye | 300 |
    | wheat | 200 |

    ```sh
    oven --heat 220
    ```
    """

  private static let edits: [Edit] = [
    Edit(
      "lines above", soup, "Intro.\n\nMore.\n\n" + soup, line: 5, text: "Cut the leeks into rings.",
      alone: (.moved, 9), informed: (.exact, 9)),
    Edit(
      "a row of a table", soup, "Intro.\n\n" + soup, line: 13, text: "| rye | 300 |", alone: (.moved, 15),
      informed: (.exact, 15)),
    Edit(
      "a line of code", soup, soup.replacing("# Soup\n", "# Soup\n\nFor four.\n"), line: 17, text: "oven --heat 220",
      alone: (.moved, 19), informed: (.exact, 19)),
    Edit(
      "a line and nothing else", soup, "Intro.\n\n" + soup, line: 5, alone: (.exact, 5), informed: (.exact, 7)),
    Edit(
      "corrected, and an equal one elsewhere", soup,
      soup.replacing("Cut the leeks", "Now cut the leeks") + "\nCut the leeks into rings.\n", line: 5,
      text: "Cut the leeks into rings.", alone: (.confirm, 5), informed: (.confirm, 5)),
    Edit(
      "reworded, and an equal one elsewhere", soup,
      soup.replacing("Cut the leeks into", "Chop the leeks into") + "\nCut the leeks into rings.\n", line: 5,
      text: "Cut the leeks into rings.", alone: (.ambiguous, nil), informed: (.confirm, 5)),
    Edit(
      "words corrected, written again right below, and lines above", soup,
      "Intro.\n\nMore.\n\n"
        + soup.replacing("of water with salt.", "of broth with salt.\n\nNot two litres of water with ice."), line: 3,
      columns: 5..<24, text: "two litres of water",
      alone: (.confirm, 9), informed: (.edited, 7)),
    Edit(
      "one word, far from where it was", soup, String(repeating: "Intro.\n\n", count: 4) + soup, line: 7,
      text: "## Bread", alone: (.edited, 15), informed: (.exact, 15)),
    Edit(
      "one of two equal ones corrected", soup + "\nCut the leeks into rings.\n",
      soup.replacing("Cut the leeks into", "Chop the leeks into") + "\nCut the leeks into rings.\n", line: 5,
      text: "Cut the leeks into rings.", alone: (.ambiguous, nil), informed: (.edited, 5)),
    Edit(
      "moved far away", soup, soup.replacing("Cut the leeks into rings.\n\n", "") + "\nCut the leeks into rings.\n",
      line: 5, text: "Cut the leeks into rings.", alone: (.moved, 17), informed: (.moved, 17)),
    Edit(
      "one word of a line replaced", soup, soup.replacing("into rings", "into cubes"), line: 5, columns: 19..<24,
      text: "rings", alone: (.ambiguous, nil), informed: (.confirm, 5)),
    Edit(
      "deleted", soup, soup.replacing("Cut the leeks into rings.\n\n", ""), line: 5, text: "Cut the leeks into rings.",
      alone: (.ambiguous, nil), informed: (.orphan, nil)),
    Edit(
      "made bold", soup, "Intro.\n\n" + soup.replacing("the leeks", "**the leeks**"), line: 5,
      text: "Cut the leeks into rings.", alone: (.moved, 7), informed: (.edited, 7)),
    Edit(
      "white space changed", soup, soup.replacing("the leeks", "the   leeks"), line: 5,
      text: "Cut the leeks into rings.", alone: (.edited, 5), informed: (.edited, 5)),
    Edit(
      "the heading renamed", soup, soup.replacing("## Bread", "## Bread and rolls"), line: 9,
      text: "Slice the rye bread thinly.", alone: (.exact, 9), informed: (.exact, 9)),
    Edit(
      "sections swapped", "# A\nfirst landmark\nsame line\n\n# B\nsecond landmark\nsame line\n",
      "# C\nsecond landmark\nsame line\n\n# D\nfirst landmark\nsame line\n", line: 3, text: "same line",
      alone: (.exact, 3), informed: (.exact, 7)),
    Edit(
      "repeated right behind itself", soup,
      soup.replacing("Cut the leeks into rings.", "Cut the leeks into rings.\n\nCut the leeks into rings."), line: 5,
      text: "Cut the leeks into rings.", alone: (.exact, 5), informed: (.ambiguous, nil)),
  ]

  private func line(_ placement: Placement, in outline: Outline) -> Int? {
    guard placement.state.isAttached else { return nil }
    return outline.line(at: placement.quotation?.lowerBound ?? outline.offset(ofLine: outline[placement.topic].line))
      .int
  }

  private func anchor(_ edit: Edit) -> Anchor {
    Anchor(
      target: edit.columns == nil ? .topic : .quote, line: edit.line, endLine: edit.endLine,
      startColumn: edit.columns?.lowerBound, endColumn: edit.columns?.upperBound, selectedText: edit.text)
  }

  @Test(arguments: edits) func `a record alone is placed or asked about`(_ edit: Edit) {
    let new = Outline(parsing: Array(edit.after.utf8))
    let placement = AnchorResolver.place([anchor(edit)], in: new, blob: "new")[0]
    #expect(placement.state == edit.alone.0)
    #expect(line(placement, in: new) == edit.alone.1)
  }

  @Test(arguments: edits) func `with the text that it was made on it is followed`(_ edit: Edit) {
    let old = Outline(parsing: Array(edit.before.utf8))
    let new = Outline(parsing: Array(edit.after.utf8))
    let placement = AnchorResolver.place(
      [anchor(edit)], origins: [.init(blob: "old")], in: new, blob: "new", oldSources: { $0 == "old" ? old : nil })[0]
    #expect(placement.state == edit.informed.0)
    #expect(line(placement, in: new) == edit.informed.1)
  }

  @Test func `what is offered begins and ends with whole words`() {
    let new = Outline(parsing: Array("## Usage\n\n## Setup and installation\n".utf8))
    let placement = AnchorResolver.place(
      [Anchor(target: .topic, line: 1, selectedText: "## Installation")], in: new, blob: "new")[0]
    let places = ([placement.quotation] + placement.quotations).compactMap { $0 }
    #expect(!places.isEmpty)
    for place in places where place.lowerBound.int > 0 {
      #expect(new.bytes[place.lowerBound.int - 1] <= 0x20, "\(new.sourceText(place))")
    }
  }

  @Test func `a line alone is not sure once the file has changed`() {
    let new = Outline(parsing: Array(Self.soup.utf8))
    let anchor = Anchor(target: .topic, line: 5)
    let placement = AnchorResolver.place([anchor], origins: [.init(blob: nil, isStale: true)], in: new, blob: "new")[0]
    #expect(placement.state == .edited)
    #expect(placement.remark == .lineOnly)
    #expect(line(placement, in: new) == 5)
  }

  struct Column: Sendable {
    var text: String
    var words: String
    var column: Int
    /// In bytes.
    var start: Int
    var remark: Placement.Remark?
  }

  @Test(arguments: [
    Column(text: "tea or tea or tea\n", words: "tea", column: 7, start: 7),
    Column(text: "tea or tea or tea\n", words: "tea", column: 14, start: 14),
    Column(text: "é tea é tea\n", words: "tea", column: 8, start: 10),
    Column(text: "😀 tea 😀 tea\n", words: "tea", column: 8, start: 14),
    Column(text: "😀 tea 😀 tea\n", words: "tea", column: 10, start: 14, remark: .utf16Columns),
  ]) func `columns choose among equal words of a line`(_ column: Column) {
    let outline = Outline(parsing: Array(column.text.utf8))
    let anchor = Anchor(
      target: .quote, line: 1, endLine: 1, startColumn: column.column, endColumn: column.column + 3,
      selectedText: column.words)
    let placement = AnchorResolver.place([anchor], in: outline)[0]
    #expect(placement.state == .exact)
    #expect(placement.quotation?.lowerBound.int == column.start)
    #expect(placement.remark == column.remark)
  }

  struct Shown: Sendable {
    var source: String
    var quote: String
    var found: String
  }

  @Test(arguments: [
    Shown(
      source: "It is **really** quite `simple` to do.", quote: "really quite simple", found: "**really** quite `simple`"
    ),
    Shown(
      source: "See [the manual](http://a.b/c) for more.", quote: "the manual for",
      found: "the manual](http://a.b/c) for"),
    Shown(source: "Take 2 \\* 3 of them.", quote: "2 * 3 of", found: "2 \\* 3 of"),
    Shown(source: "He said “it’s fine” – and left.", quote: "\"it's fine\" - and", found: "“it’s fine” – and"),
    Shown(source: "A sentence that goes\non in the next line.", quote: "goes on in", found: "goes\non in"),
    Shown(source: "> quoted words that\n> go on here", quote: "words that go on", found: "words that\n> go on"),
    Shown(source: "Cafe\u{301} au lait, s'il vous plait.", quote: "Caf\u{E9} au lait", found: "Cafe\u{301} au lait"),
    Shown(source: "Caf\u{E9} au lait, s'il vous plait.", quote: "Cafe\u{301} au lait", found: "Caf\u{E9} au lait"),
    Shown(
      source: "first line\r\nsecond line\r\nthird\r\n", quote: "first line\nsecond line",
      found: "first line\r\nsecond line"),
  ]) func `words are found as they are shown`(_ shown: Shown) {
    let outline = Outline(parsing: Array(("# Title\n\nOther words.\n\n" + shown.source + "\n").utf8))
    for line in [nil, 5] {
      let anchor = Anchor(target: .topic, line: line, selectedText: shown.quote)
      let placement = AnchorResolver.place([anchor], in: outline)[0]
      #expect(placement.state == .exact)
      #expect(
        placement.quotation.map { outline.sourceText($0).unicodeScalars.elementsEqual(shown.found.unicodeScalars) }
          ?? false)
    }
  }

  @Test func `paragraphs above the first heading are told apart`() {
    let outline = Outline(parsing: Array("First words.\n\nSecond words.\n\n# Title\n".utf8))
    let placement = AnchorResolver.place([Anchor(target: .topic, line: 3, selectedText: "Second words.")], in: outline)[
      0]
    #expect(placement.topic == .root)
    #expect(line(placement, in: outline) == 3)
  }
}

extension String {
  fileprivate func replacing(_ old: String, _ new: String) -> String { replacing(old, with: new) }
}
