import PseudoTerminal
import Testing

@Suite struct DrawingTests {
  @Test("Resizing redraws for the new size", arguments: [(100, 30), (40, 10), (20, 5), (300, 100), (12, 3)])
  func resize(columns: Int, rows: Int) throws {
    let terminal = try demo()
    try terminal.wait { $0.shows("demo 80x24") }
    terminal.resize(columns: columns, rows: rows)
    let screen = try terminal.wait { $0.row(0).hasPrefix("demo \(columns)x\(rows)".prefix(columns)) }
    #expect(screen.cells.count == rows)
  }

  @Test("All rows scroll, from the first frame on and after another size", arguments: [10, 24, 40])
  func scrollingRows(rows: Int) throws {
    let terminal = try demo(size: (80, rows))
    let first = try terminal.recording { try terminal.wait { $0.shows("demo 80x\(rows)") } }
    #expect(Self.scrollingRows(first) == "1;\(rows)")
    let second = try terminal.recording {
      terminal.resize(columns: 80, rows: rows + 1)
      try terminal.wait { $0.shows("demo 80x\(rows + 1)") }
    }
    #expect(Self.scrollingRows(second) == "1;\(rows + 1)")
  }

  /// The rows that the last DECSTBM among `bytes` names.
  private static func scrollingRows(_ bytes: [UInt8]) -> String? {
    String(decoding: bytes, as: UTF8.self).split(separator: "\u{1B}[").compactMap { part in
      let numbers = part.prefix { $0.isNumber || $0 == ";" }
      return part.dropFirst(numbers.count).first == "r" ? String(numbers) : nil
    }.last
  }

  @Test("A storm of sizes ends with the last one, drawn as if from new")
  func storm() throws {
    let terminal = try demo()
    try terminal.wait { $0.shows("demo 80x24") }
    terminal.send("w")
    for step in 0..<100 { terminal.resize(columns: 20 + step * 7 % 90, rows: 4 + step * 3 % 30) }
    terminal.resize(columns: 77, rows: 22)
    terminal.send("j")
    let screen = try terminal.wait { $0.shows("demo 77x22") && $0.shows("key j") }
    let repaint = try terminal.recording {
      terminal.send("L")
      try terminal.wait { $0.shows("key L") }
    }
    #expect(repaint.count > 200)
    // `L` adds a row below those that were there.
    let fresh = terminal.screen
    #expect(fresh.row(0) == screen.row(0))
    #expect(fresh.shows("key j"))
  }

  @Test("The smallest terminals work", arguments: [(1, 1), (2, 1), (1, 5), (5, 2)])
  func small(columns: Int, rows: Int) throws {
    let terminal = try demo(size: (columns, rows))
    try terminal.wait { $0.row(0) == "demo ".prefix(columns).trimmingSuffix(while: { $0 == " " }) }
    terminal.send("wjq")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  /// Draws the samples and compares one row, by its number in the demo, with the text expected from column 40 on.
  @Test(
    "Characters that terminals disagree about are drawn so that the rest of the row stands right",
    arguments: [
      (2, "日本"), (3, "👩|"), (4, "e\u{301}|"), (5, "DE|"), (6, "\u{FFFD}|"), (7, "blue"), (14, "❤ |"),
    ])
  func characters(row: Int, text: String) throws {
    let terminal = try demo()
    try terminal.wait { $0.shows("demo") }
    terminal.send("w")
    let screen = try terminal.wait { $0.shows("❤") }
    #expect(screen.cells[row][40...].map(\.text).joined().trimmingSuffix(while: { $0 == " " }) == text)
    #expect(screen.cells[row].count == 80)
  }

  @Test(
    "What ncurses reckons with is what the frame does, also where libc knows better or less", arguments: [false, true])
  func ownWidths(ambiguousIsWide: Bool) throws {
    let terminal = try demo(ambiguousIsWide ? ["AMBIGUOUS": "1"] : [:])
    try terminal.wait { $0.shows("demo") }
    let sent = try terminal.recording {
      terminal.send("w")
      try terminal.wait { $0.shows("…") && $0.shows("key w") }
    }
    // Nothing is put between a wide character and what follows it: the terminal moves on by two cells itself.
    let text = String(decoding: sent, as: UTF8.self)
    #expect(text.contains("…─|"))
    #expect(text.contains("🫨|"))
  }

  @Test("Outside of UTF-8 only ASCII is sent")
  func ascii() throws {
    let terminal = try demo(["LANG": "C"])
    try terminal.wait { $0.shows("demo") }
    let sent = try terminal.recording {
      terminal.send("w")
      try terminal.wait { $0.shows("struck") && $0.position(of: "struck")?.column == 40 }
    }
    #expect(sent.allSatisfy { $0 < 0x80 })
    #expect(terminal.screen.row(2).hasSuffix("? ?"))
  }

  /// A terminal, and how the demo's samples look there.
  struct Look: Sendable, CustomTestStringConvertible {
    var environment: [String: String]
    var depth: String
    var blue: Screen.Color
    var red: Screen.Color
    var strikesThrough = true
    var isItalic = true
    var testDescription: String { environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " ") }
  }

  @Test(
    "Colours are the best that the terminal has",
    arguments: [
      Look(
        environment: ["COLORTERM": "truecolor"], depth: "trueColor", blue: .rgb(red: 0x12, green: 0x34, blue: 0x56),
        red: .rgb(red: 200, green: 10, blue: 10)),
      Look(
        environment: ["TERM": "tmux-256color", "TMUX": "x", "COLORTERM": "24bit"], depth: "trueColor",
        blue: .rgb(red: 0x12, green: 0x34, blue: 0x56), red: .rgb(red: 200, green: 10, blue: 10)),
      Look(
        environment: ["TERM": "xterm-kitty", "COLORTERM": "truecolor"], depth: "trueColor",
        blue: .rgb(red: 0x12, green: 0x34, blue: 0x56), red: .rgb(red: 200, green: 10, blue: 10)),
      Look(environment: [:], depth: "indexed256", blue: .indexed(236), red: .indexed(160)),
      Look(
        environment: ["TERM": "screen-256color", "COLORTERM": "truecolor"], depth: "indexed256", blue: .indexed(236),
        red: .indexed(160), strikesThrough: false, isItalic: false),
      Look(environment: ["TERM": "xterm"], depth: "eight", blue: .indexed(0), red: .indexed(1)),
      Look(
        environment: ["TERM": "linux"], depth: "eight", blue: .indexed(0), red: .indexed(1), strikesThrough: false,
        isItalic: false),
      Look(environment: ["NO_COLOR": "1", "COLORTERM": "truecolor"], depth: "none", blue: .standard, red: .standard),
      Look(environment: ["NO_COLOR": ""], depth: "indexed256", blue: .indexed(236), red: .indexed(160)),
      Look(
        environment: ["TERM": "vt100"], depth: "none", blue: .standard, red: .standard, strikesThrough: false,
        isItalic: false),
    ])
  func colors(look: Look) throws {
    let terminal = try demo(look.environment)
    let sent = try terminal.recording {
      try terminal.wait { $0.row(0) == "demo 80x24 \(look.depth)" }
      terminal.send("w")
      try terminal.wait { $0.shows("struck") && $0.shows("❤") }
    }
    func cell(_ text: String) throws -> Screen.Cell {
      let place = try #require(terminal.screen.position(of: text))
      return terminal.screen.cells[place.row][place.column]
    }
    #expect(try cell("blue").foreground == look.blue)
    #expect(try cell("blue").background == .standard)
    #expect(try cell("red").background == look.red)
    #expect(try cell("red").foreground == .standard)
    #expect(try cell("rev").reverse)
    #expect(try cell("bold").bold)
    #expect(try cell("ital").italic == look.isItalic)
    #expect(try cell("und").underline)
    #expect(try cell("struck").strikethrough == look.strikesThrough)
    #expect(try !cell("demo").reverse && !cell("demo").bold && !cell("demo").strikethrough)

    terminal.send("q")
    _ = try terminal.waitForExit()
    // The reader's palette is not touched: no OSC 4 or 104, no initialisation of colours as on the Linux console.
    let text = String(decoding: sent, as: UTF8.self)
    #expect(!text.contains("\u{1B}]4;") && !text.contains("\u{1B}]104") && !text.contains("\u{1B}]P"))
  }

  @Test("A key that changes one row sends that row's change only")
  func economy() throws {
    let terminal = try demo(["COLORTERM": "truecolor"])
    try terminal.wait { $0.shows("demo") }
    terminal.send("w")
    try terminal.wait { $0.shows("struck") }
    let sent = try terminal.recording {
      terminal.send("j")
      try terminal.wait { $0.shows("key j") }
    }
    #expect(sent.count < 40)
    terminal.send("r")
    // The only row of the first frame, 15 rows of samples (a key among them), and one more key.
    try terminal.wait { $0.shows("rows 17 repaints 1") }
  }

  @Test("Another palette paints everything anew, in its colours")
  func palette() throws {
    let terminal = try demo()
    try terminal.wait { $0.shows("demo") }
    terminal.send("p")
    let screen = try terminal.wait { $0.shows("key p") && $0.cells[0][0].bold }
    #expect(screen.cells[2][0].bold)
    terminal.send("p")
    try terminal.wait { !$0.cells[0][0].bold }
  }

  @Test("The cursor stands where the frame says, and is hidden where it says nothing")
  func cursor() throws {
    let terminal = try demo()
    let first = try terminal.wait { $0.shows("demo") && $0.cursor == (0, 2) }
    #expect(first.cursorIsVisible)
    terminal.send("n")
    try terminal.wait { !$0.cursorIsVisible }
    terminal.send("n")
    try terminal.wait { $0.cursorIsVisible && $0.cursor == (0, 2) }
  }
}

extension StringProtocol {
  /// The text without the characters at its end that `condition` holds for.
  fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> String {
    var text = String(self)
    while let last = text.last, condition(last) { text.removeLast() }
    return text
  }
}
