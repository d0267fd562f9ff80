import Fixtures
import Foundation
import Glibc
import ProgramHarness
import PseudoTerminal
import Testing

typealias Keys = PseudoTerminal.Keys

@Suite struct ScreenTests {
  /// Private modes that change what a terminal does for the next program.
  static let lastingModes: Set<Int> = [1, 1000, 1002, 1003, 1004, 1006, 1049, 2004]

  @Test("The screen is taken, and given back as it was", arguments: ["q", "ZZ", "\u{3}"])
  func restores(keys: String) throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.shell("echo before; read line; \"$GLOSS\" garden.md; echo \"status $?\"; read line")
    try terminal.wait { $0.shows("before") }
    let modes = terminal.modes
    terminal.send("\n")
    let screen = try terminal.wait { $0.shows("9 topics") && $0.shows("Lettuce") }
    #expect(screen.isAlternate && screen.marksPastes && screen.reportsMouse && screen.reportsFocus)
    #expect(screen.row(0).contains("garden.md"))
    #expect(screen.cursorIsVisible && screen.cursor.row == 0)
    #expect(terminal.isRaw)
    terminal.send(keys)
    let after = try terminal.wait { $0.shows("status") }
    #expect(after.shows("status 0") && after.shows("before"))
    #expect(!after.isAlternate && after.cursorIsVisible)
    #expect(terminal.privateModes.isDisjoint(with: ScreenTests.lastingModes))
    #expect(terminal.modes == modes)
  }

  @Test("Keys walk and fold the outline, and the detail pane follows") func walks() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md")
    try terminal.wait { $0.shows("9 topics") }
    terminal.send("jj")
    var screen = try terminal.wait { $0.cursor.row == 2 }
    #expect(screen.row(2).contains("▾ Roots"))
    #expect(screen.row(0).contains("│ Vegetables"))
    terminal.send(" ")
    screen = try terminal.wait { $0.row(2).contains("▸ Roots") }
    #expect(!screen.rows.contains { $0.prefix(39).contains("Carrots") })
    #expect(screen.row(3).contains("Leaves"))
    terminal.send("zM")
    screen = try terminal.wait { $0.row(2).contains("Flowers") }
    #expect(screen.row(1).contains("▸ Vegetables") && screen.cursor.row == 1)
    terminal.send("zRG")
    screen = try terminal.wait { $0.row($0.cursor.row).contains("Daisies") }
    #expect(screen.cursor.row == 9)
    terminal.send(Keys.home + Keys.down + Keys.right)
    try terminal.wait { $0.row($0.cursor.row).contains("▾ Roots") }
  }

  @Test(
    "Real notes are walked and folded",
    .enabled(if: Corpus.bytes(ofRealNote: "python.md") != nil, "the notes are not there"))
  func realNotes() throws {
    let home = try TemporaryHome()
    let notes = String(decoding: try #require(Corpus.bytes(ofRealNote: "python.md")), as: UTF8.self)
    try home.write(notes, to: "python.md")
    let terminal = try home.open("python.md", size: (120, 40))
    try terminal.wait { $0.shows("159 topics") }
    terminal.send("zM")
    try terminal.wait { $0.row(2).isEmpty || !$0.row(2).prefix(40).contains("•") }
    terminal.send("zR/counter\r")
    let screen = try terminal.wait { $0.shows("of ") && $0.row($0.cursor.row).lowercased().contains("counter") }
    #expect(screen.shows("Counter"))
    terminal.send("aWhat of ties?\u{13}")
    try terminal.wait { $0.row(39).hasPrefix(" saved") && $0.shows("1 annotation") }
    for keys in ["G", "gg", "zMzRzmzr", "\u{6}\u{6}\u{2}", "zi"] { terminal.send(keys) }
    terminal.send("zwgg")
    try terminal.wait { $0.cursor.row == 0 }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(home.read("python.md") == notes)
  }

  @Test("A search goes to what is typed, and Escape goes back") func searches() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md")
    try terminal.wait { $0.shows("9 topics") }
    terminal.send("zM")
    try terminal.wait { $0.row(2).contains("Flowers") }
    terminal.send("/tul")
    try terminal.wait { $0.row($0.cursor.row).contains("/tul") && $0.shows("1 of 1") && $0.shows("Tulips") }
    terminal.send(Keys.escape)
    let back = try terminal.wait { $0.cursor.row == 0 && !$0.row(23).contains("/tul") }
    #expect(back.row(2).contains("▸ Flowers"))
    terminal.send("/carrots\r")
    let found = try terminal.wait { $0.row($0.cursor.row).contains("• Carrots") }
    #expect(found.row(23).contains("/carrots  1 of 1"))
  }

  @Test("The frame follows the size of the terminal") func resizes() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md", size: (100, 30))
    try terminal.wait { $0.shows("9 topics") && $0.row(29).contains("help") }
    terminal.resize(columns: 40, rows: 10)
    let small = try terminal.wait {
      $0.cells.count == 10 && $0.row(9).contains("9 topics") || $0.row(8).hasPrefix("────")
    }
    #expect(small.rows.allSatisfy { !$0.contains("│") })
    for size in [(1, 1), (200, 3), (3, 60), (80, 24)] { terminal.resize(columns: size.0, rows: size.1) }
    terminal.send("jj")
    let screen = try terminal.wait { $0.row(23).contains("9 topics") && $0.cursor.row == 2 }
    #expect(screen.row(2).contains("▾ Roots"))
  }

  @Test("Too few open files are named, and nothing is shown half") func fewFiles() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.shell(
      "(ulimit -n 12; \"$GLOSS\" garden.md; echo \"status $?\"); read line; (ulimit -n 64; \"$GLOSS\" garden.md)")
    let screen = try terminal.wait { $0.shows("status 2") }
    #expect(screen.shows("needs 16 open files") && !screen.isAlternate)
    terminal.send("\n")
    try terminal.wait { $0.shows("9 topics") }
  }

  @Test("A terminal that was smaller for a moment is painted whole again") func shrinksForAMoment() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md", size: (100, 30))
    let before = try terminal.wait { $0.shows("9 topics") && $0.row(29).contains("help") }
    // The program sees the size that it knows, and one signal.
    terminal.signal(SIGSTOP)
    terminal.resize(columns: 30, rows: 5)
    terminal.resize(columns: 100, rows: 30)
    #expect(terminal.screen.rows != before.rows, "the terminal has lost nothing: this shows nothing")
    terminal.signal(SIGCONT)
    try terminal.wait { $0.rows == before.rows }
  }

  @Test("Escape acts at once, and with a key behind it is that key with Alt") func escape() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md")
    try terminal.wait { $0.shows("9 topics") }
    terminal.send(":")
    try terminal.wait { $0.shows("Command, or a source line") }
    terminal.send(Keys.escape)
    try terminal.wait { !$0.shows("Command, or a source line") }
    terminal.send("Gk" + "\u{1B}[1;3D")
    try terminal.wait { $0.cursor.row == 0 }
  }

  @Test("Help shows the keys and goes away") func help() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md")
    try terminal.wait { $0.shows("9 topics") }
    terminal.send("?")
    try terminal.wait { $0.shows("Moving") && $0.shows("next row") }
    terminal.send("q")
    try terminal.wait { !$0.shows("Moving") && $0.shows("Lettuce") }
    terminal.send("Q")
    try terminal.wait { $0.shows("Q is not bound here") }
    terminal.send("z")
    try terminal.wait { $0.shows("close-all") }
    terminal.send("M")
    try terminal.wait { !$0.shows("close-all") && $0.row(2).contains("▸ Flowers") }
  }

  @Test("The mouse selects and folds") func mouse() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md")
    let screen = try terminal.wait { $0.shows("9 topics") && $0.reportsMouse }
    let title = try #require(screen.position(of: "Leaves"))
    terminal.click(column: title.column, row: title.row)
    try terminal.wait { $0.cursor.row == title.row }
    terminal.click(column: title.column - 2, row: title.row)
    try terminal.wait { $0.row(title.row).contains("▸ Leaves") }
  }

  @Test("Without colours everything is still told apart", arguments: [["NO_COLOR": "1"], ["TERM": "vt100"]])
  func colourless(environment: [String: String]) throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md", environment: environment)
    let screen = try terminal.wait { $0.shows("9 topics") }
    for cell in screen.cells.joined() { #expect(cell.foreground == .standard && cell.background == .standard) }
    let row = screen.cells[screen.cursor.row]
    #expect(row[screen.cursor.column].reverse || row[screen.cursor.column].bold)
  }

  @Test("Where the terminal has colours, they are used") func colours() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md")
    let screen = try terminal.wait { $0.shows("9 topics") }
    #expect(screen.cells.joined().contains { $0.foreground != .standard })
  }

  @Test("Outside UTF-8 the signs are ASCII") func ascii() throws {
    let home = try TemporaryHome()
    try home.write("# One\n- two\n", to: "a.md")
    let terminal = try home.open("a.md", environment: ["LANG": "C"])
    let screen = try terminal.wait { $0.shows("2 topics") }
    #expect(screen.cells.joined().allSatisfy { $0.text.allSatisfy(\.isASCII) })
  }

  @Test("A terminal that nothing is known of is taken for an xterm, and it is said") func unknownTerminal() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md", environment: ["TERM": "nonsense"], size: (120, 24))
    let screen = try terminal.wait { $0.shows("nonsense") && $0.shows("Lettuce") }
    #expect(screen.row(23).contains("using xterm-256color"))
  }

  @Test("Notes from a pipe are shown, the keys come from the terminal") func pipe() throws {
    let home = try TemporaryHome()
    let terminal = try home.shell(
      "printf '# From a pipe\\n- one\\n- two\\n' | \"$GLOSS\" -; echo \"status $?\"; read line")
    try terminal.wait { $0.shows("3 topics") && $0.shows("standard input") }
    terminal.send("jj")
    try terminal.wait { $0.row($0.cursor.row).contains("one") }
    terminal.send("q")
    try terminal.wait { $0.shows("status 0") }
  }

  @Test("A folder is shown with its files, which open when they are selected") func folder() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    try home.write("- Table\n- Chairs\n", to: "house/kitchen.md")
    let terminal = try home.open(".")
    let screen = try terminal.wait { $0.shows("2 notes") }
    #expect(screen.shows("garden.md") && screen.shows("kitchen.md") && !screen.shows("Carrots"))
    terminal.send("jl")
    try terminal.wait { $0.shows("Carrots") && $0.shows("9 topics") }
  }

  @Test("A source that changes outside is shown anew, and the place is kept") func reloads() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md")
    try terminal.wait { $0.shows("9 topics") }
    terminal.send("G")
    try terminal.wait { $0.row($0.cursor.row).contains("Daisies") }
    try home.write("# Fruit\n- Plums\n\n" + TemporaryHome.garden, to: "garden.md")
    let screen = try terminal.wait { $0.shows("Plums") && $0.row($0.cursor.row).contains("Daisies") }
    #expect(screen.shows("changed on the disk"))
  }

  @Test("The program is suspended and comes back") func suspends() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.shell(
      "\"$GLOSS\" garden.md; echo 'in the shell'; read line; fg; echo \"status $?\"; read line")
    try terminal.wait { $0.shows("9 topics") }
    terminal.send("jj" + Keys.control("z"))
    let away = try terminal.wait { $0.shows("in the shell") }
    #expect(!away.isAlternate && away.cursorIsVisible)
    #expect(terminal.privateModes.isDisjoint(with: ScreenTests.lastingModes))
    terminal.resize(columns: 90, rows: 20)
    terminal.send("\n")
    let back = try terminal.wait { $0.isAlternate && $0.row(19).contains("9 topics") && $0.cursor.row == 2 }
    #expect(back.row(2).contains("Roots"))
    terminal.send("q")
    try terminal.wait { $0.shows("status 0") }
  }

  @Test("y puts the topic's source into the clipboard") func copies() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md")
    try terminal.wait { $0.shows("9 topics") }
    terminal.send("jjy")
    try terminal.wait { $0.shows("sent to the terminal") }
    #expect(terminal.clipboard == ["- Roots\n  - Carrots\n  - Parsnips"])
  }

  @Test("A mistake in the configuration names its place, and the program starts; what is right counts")
  func configures() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    try home.configure("frobnicate: 1\nkeys:\n  outline:\n    Q: last\n    j: ~\n")
    let terminal = try home.open("garden.md", size: (200, 24))
    try terminal.wait { $0.shows("9 topics") && $0.shows("config.yaml:1:1: unknown setting") }
    terminal.send("j")
    try terminal.wait { $0.shows("j is not bound here") && $0.cursor.row == 0 }
    terminal.send("Q")
    try terminal.wait { $0.row($0.cursor.row).contains("Daisies") }
  }

  @Test("The theme that was chosen is there at the next start") func themes() throws {
    let home = try TemporaryHome()
    try home.write(TemporaryHome.garden, to: "garden.md")
    var terminal = try home.open("garden.md", environment: ["COLORTERM": "truecolor"])
    let before = try terminal.wait { $0.shows("9 topics") }
    terminal.send("Tnord\r")
    let nord = try terminal.wait { $0.shows("theme nord") && !$0.shows("> nord") }
    #expect(nord.cells[0] != before.cells[0])
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    terminal = try home.open("garden.md", environment: ["COLORTERM": "truecolor"])
    let after = try terminal.wait { $0.shows("9 topics") }
    #expect(after.cells[3] == nord.cells[3])
  }

  /// A row without what the terminal at the far end keeps of colours in the right halves of wide characters.
  private func glyphs(_ row: [Screen.Cell]) -> [Screen.Cell] { row.filter { !$0.text.isEmpty } }

  @Test("After any keys the screen is what a fresh drawing shows", arguments: [1, 2, 3] as [UInt64])
  func fresh(seed: UInt64) throws {
    let home = try TemporaryHome()
    let notes = (0..<80).map {
      String(repeating: "  ", count: $0 * 7 % 4) + "- Topic \($0) 漢字 \($0 % 5 == 0 ? "" : "text")"
    }
    try home.write("# Walk\n" + notes.joined(separator: "\n"), to: "walk.md")
    let terminal = try home.open("walk.md", size: (90, 20))
    try terminal.wait { $0.shows("81 topics") }
    var state = seed
    let keys = [
      "j", "k", "5j", "3k", "l", "h", " ", "zR", "zM", "zm", "zr", "}", "{", "\u{6}", "\u{2}", "G", "gg", "zi", "zw",
      "\t", "z.", "J", "n",
    ]
    for round in 1...3 {
      for _ in 0..<60 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        terminal.send(keys[Int(state >> 33) % keys.count])
      }
      // The counts tell where the keys are; all but the status line must be alike before and after.
      terminal.send("12")
      let drawn = try terminal.wait { $0.row(19).contains("12…") }
      terminal.send(Keys.escape)
      try terminal.wait { !$0.row(19).contains("12…") }
      terminal.send(Keys.control("l") + "34")
      let fresh = try terminal.wait { $0.row(19).contains("34…") }
      let differing = (0..<19).filter { glyphs(fresh.cells[$0]) != glyphs(drawn.cells[$0]) }
      #expect(differing.isEmpty, "round \(round):\n\(drawn.text)\n\nafresh:\n\(fresh.text)")
      #expect(fresh.cursor == drawn.cursor)
      terminal.send(Keys.escape)
      try terminal.wait { !$0.row(19).contains("34…") }
    }
  }

  @Test("What only joins or orders characters is not sent, whatever stands in the notes") func formatsAreNotSent()
    throws
  {
    let home = try TemporaryHome()
    try home.write("- width\u{200D}join and \u{202E}turned\u{202C} soft\u{AD}ness\n- क्षत्रिय\n- other\n", to: "notes.md")
    let terminal = try home.open("notes.md", size: (100, 24))
    let sent = try terminal.recording {
      try terminal.wait { $0.shows("widthjoin and turned softness") && $0.shows("3 topics") }
      terminal.send("jjjkk")
      try terminal.wait { $0.row($0.cursor.row).contains("widthjoin") }
      terminal.send(Keys.control("l") + "gQ")
      try terminal.wait { $0.shows("not bound") }
    }
    let text = String(decoding: sent, as: UTF8.self)
    #expect(text.unicodeScalars.allSatisfy { ![0x200D, 0x202E, 0x202C, 0xAD].contains($0.value) })
    #expect(text.contains("क्षत्रिय".prefix(1)))
  }
}
