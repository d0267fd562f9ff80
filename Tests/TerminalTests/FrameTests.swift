import Seeding
import Terminal
import Testing
import TextWidth

@Suite struct FrameTests {
  private static let plain = Paint(text: 0, background: 0)

  /// The cells of a row, `›` in the right half of a wide character.
  private func text(_ frame: Frame, row: Int = 0) -> String {
    String(frame.row(row).map { $0.character == Cell.continuation ? "›" : $0.character })
  }

  /// One thing put on top of another.
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var column: Int
    var limit: Int?
    var over: String = ""
    var expected: String
    var next: Int
    var testDescription: String { "\(text) at \(column) over '\(over)'" }
  }

  @Test(
    "Text is clipped at the edges and wide characters stay whole",
    arguments: [
      Case(text: "abc", column: 0, expected: "abc   ", next: 3),
      Case(text: "abc", column: 4, expected: "    ab", next: 6),
      Case(text: "abc", column: -1, expected: "bc    ", next: 2),
      Case(text: "abc", column: 9, expected: "      ", next: 9),
      Case(text: "abcdef", column: 1, limit: 4, expected: " abc  ", next: 4),
      Case(text: "日本", column: 0, expected: "日›本›  ", next: 4),
      Case(text: "日本", column: 3, expected: "   日› ", next: 6),
      Case(text: "日本", column: 0, limit: 3, expected: "日›    ", next: 3),
      Case(text: "日本", column: -1, expected: " 本›   ", next: 3),
      Case(text: "日", column: -1, over: "abcdef", expected: " bcdef", next: 1),
      Case(text: "x", column: 0, over: "日本語", expected: "x 本›語›", next: 1),
      Case(text: "x", column: 1, over: "日本語", expected: " x本›語›", next: 2),
      Case(text: "日", column: 1, over: "日本語", expected: " 日› 語›", next: 3),
      Case(text: "日", column: 5, over: "日本語", expected: "日›本›  ", next: 6),
      Case(text: "e\u{301}x\u{200B}y", column: 0, expected: "e\u{301}xy   ", next: 3),
      Case(text: "a\u{1B}\tb", column: 0, expected: "a\u{FFFD}\u{FFFD}b  ", next: 4),
      Case(text: "", column: 2, expected: "      ", next: 2),
    ])
  func put(case given: Case) {
    var frame = Frame(size: Size(columns: 6, rows: 2), paint: FrameTests.plain)
    frame.put(given.over, column: 0, row: 0, paint: FrameTests.plain)
    let next = frame.put(given.text, column: given.column, row: 0, limit: given.limit, paint: FrameTests.plain)
    #expect(text(frame) == given.expected)
    #expect(next == given.next)
    #expect(text(frame, row: 1) == "      ")
  }

  @Test("Rows outside the frame are left out", arguments: [-1, 2, 100])
  func rowsOutside(row: Int) {
    var frame = Frame(size: Size(columns: 3, rows: 2), paint: FrameTests.plain)
    let blank = frame
    frame.put("abc", column: 0, row: row, paint: FrameTests.plain)
    frame.fill(row: row, columns: 0..<3, with: "x", paint: FrameTests.plain)
    frame.lay(row: row, columns: 0..<3, background: 9)
    #expect(frame == blank)
  }

  @Test(
    "An empty frame takes anything",
    arguments: [Size(columns: 0, rows: 0), Size(columns: 0, rows: 3), Size(columns: -4, rows: 1)])
  func empty(size: Size) {
    var frame = Frame(size: size, paint: FrameTests.plain)
    frame.put("abc日", column: 0, row: 0, paint: FrameTests.plain)
    frame.fill(row: 0, columns: 0..<10, paint: FrameTests.plain)
    frame.lay(row: 0, columns: 0..<10, background: 1)
    #expect(frame.cells.isEmpty)
    #expect(!frame.contains(Position(column: 0, row: 0)))
  }

  @Test("Filling replaces the cells in a range, and the halves of wide characters at its ends")
  func fill() {
    var frame = Frame(size: Size(columns: 6, rows: 1), paint: FrameTests.plain)
    frame.put("日本語", column: 0, row: 0, paint: FrameTests.plain)
    frame.fill(row: 0, columns: 1..<5, with: "─", paint: FrameTests.plain)
    #expect(text(frame) == " ──── ")
  }

  @Test("Laying changes the background and leaves text and its paint")
  func lay() {
    var frame = Frame(size: Size(columns: 4, rows: 1), paint: FrameTests.plain)
    frame.put("ab", column: 0, row: 0, paint: Paint(text: 3, background: 0, attributes: .bold))
    frame.lay(row: 0, columns: 1..<9, background: 7)
    #expect(frame[Position(column: 0, row: 0)].paint == Paint(text: 3, background: 0, attributes: .bold))
    #expect(frame[Position(column: 1, row: 0)] == Cell("b", Paint(text: 3, background: 7, attributes: .bold)))
    #expect(frame[Position(column: 3, row: 0)] == Cell(" ", Paint(text: 0, background: 7)))
  }

  @Test("Whatever is put where, the halves of wide characters belong together")
  func invariants() {
    var random = Seeded(seed: 1)
    let texts = ["a", "日", "本語", "e\u{301}", "👩‍💻x", "\t", "", "abc日"]
    var frame = Frame(size: Size(columns: 7, rows: 1), paint: FrameTests.plain)
    for _ in 0..<3000 {
      let column = Int.random(in: -3...8, using: &random)
      if Bool.random(using: &random) {
        let limit = Int.random(in: 0...9, using: &random)
        frame.put(
          texts.randomElement(using: &random) ?? "", column: column, row: 0, limit: limit, paint: FrameTests.plain)
      } else {
        frame.fill(row: 0, columns: column..<column + 2, with: "x", paint: FrameTests.plain)
      }
      let row = Array(frame.row(0))
      for (index, cell) in row.enumerated() {
        let isWide =
          cell.character != Cell.continuation && cell.character.utf8.count >= 3 && cell.character != "e\u{301}"
          && cell.character != "\u{FFFD}"
        let hasHalf = index + 1 < row.count && row[index + 1].character == Cell.continuation
        #expect(isWide == hasHalf, "\(text(frame))")
        if cell.character == Cell.continuation { #expect(index > 0) }
      }
    }
  }

  @Test(
    "A cluster that takes more than two cells is drawn whole, part by part",
    arguments: ["क्षत्रिय", "हिन्दी", "ക്ഷ", "a\u{301}क्षि漢"])
  func wideClusters(text: String) {
    var frame = Frame(size: Size(columns: 20, rows: 1), paint: Paint(text: 0, background: 0))
    let end = frame.put(text, column: 0, row: 0, paint: Paint(text: 0, background: 0))
    #expect(end == TextWidth.standard.columns(of: text))
    let shown = frame.row(0)[..<end].filter { !$0.isContinuation }.flatMap { $0.character.unicodeScalars.map(\.value) }
    #expect(shown == text.unicodeScalars.map(\.value))
  }

  @Test("A paint looks as its text over its background, with its own emphasis")
  func palette() {
    let red = Color(red: 255, green: 0, blue: 0)
    let blue = Color(red: 0, green: 0, blue: 255)
    let styles = [
      Style(), Style(foreground: blue, background: blue, attributes: .bold), Style(foreground: red, background: red),
    ]
    let palette = Palette(styles: styles, strongBackgrounds: [])
    #expect(palette[Paint(text: 1, background: 0)] == styles[1])
    #expect(palette[Paint(text: 1, background: 2)] == Style(foreground: blue, background: red, attributes: .bold))
    #expect(palette[Paint(text: 1, background: 0, attributes: .italic)].attributes == [.bold, .italic])
    #expect(palette[Paint(text: 200, background: 201, attributes: .dim)] == Style(attributes: .dim))
    let strong = Palette(styles: styles, strongBackgrounds: [2])
    #expect(strong[Paint(text: 1, background: 2)] == Style(foreground: red, background: red, attributes: .bold))
  }
}
