import CursesTerminal
import Seeding
import Terminal
import Testing

@Suite struct KeyDecoderTests {
  /// What a terminal sends, and what it means.
  struct Case: Sendable, CustomTestStringConvertible {
    var bytes: [UInt8]
    var events: [TerminalEvent]
    var term: String

    init(_ text: String, _ events: [TerminalEvent], term: String = "xterm-256color") {
      self.init(bytes: Array(text.utf8), events, term: term)
    }
    init(bytes: [UInt8], _ events: [TerminalEvent], term: String = "xterm-256color") {
      self.bytes = bytes
      self.events = events
      self.term = term
    }
    init(_ text: String, keys notation: String, term: String = "xterm-256color") {
      self.init(text, ([Key](notation: notation) ?? []).map(TerminalEvent.key), term: term)
    }
    var testDescription: String { "\(String(decoding: bytes, as: UTF8.self).debugDescription) on \(term)" }
  }

  static let keys: [Case] = [
    // characters
    Case("a", keys: "a"), Case("Z", keys: "Z"), Case(" ", keys: "<Space>"), Case("<", keys: "<lt>"),
    Case("ä", keys: "ä"),
    Case("日本", keys: "日本"), Case("😀", keys: "😀"), Case("jjk", keys: "jjk"),
    Case("e\u{301}", [.key(Key("e")), .key(Key("\u{301}"))]),
    // controls
    Case("\u{01}", keys: "<C-a>"), Case("\u{03}", keys: "<C-c>"), Case("\u{13}", keys: "<C-s>"),
    Case("\u{1A}", keys: "<C-z>"),
    Case("\u{0}", keys: "<C-Space>"), Case("\u{1F}", keys: "<C-_>"), Case("\u{1D}", keys: "<C-]>"),
    Case("\n", keys: "<C-j>"),
    Case("\r", keys: "<Enter>"), Case("\t", keys: "<Tab>"), Case("\u{7F}", keys: "<Backspace>"),
    Case("\u{18}\u{0B}", keys: "<C-x><C-k>"),
    // cursor keys, in both modes of the keypad
    Case("\u{1B}OA\u{1B}OB\u{1B}OC\u{1B}OD", keys: "<Up><Down><Right><Left>"),
    Case("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", keys: "<Up><Down><Right><Left>"),
    Case("\u{1B}OH\u{1B}OF\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~", keys: "<Home><End><Home><End><Home><End>"),
    Case("\u{1B}[2~\u{1B}[3~\u{1B}[5~\u{1B}[6~", keys: "<Insert><Delete><PageUp><PageDown>"),
    Case("\u{1B}OP\u{1B}OS\u{1B}[15~\u{1B}[24~", keys: "<F1><F4><F5><F12>"),
    Case("\u{1B}[Z", keys: "<S-Tab>"),
    // modifiers
    Case("\u{1B}[1;3D\u{1B}[1;3C", keys: "<A-Left><A-Right>"), Case("\u{1B}[1;5A", keys: "<C-Up>"),
    Case("\u{1B}[1;2B", keys: "<S-Down>"), Case("\u{1B}[3;5~", keys: "<C-Delete>"),
    Case("\u{1B}[1;8H", keys: "<C-A-S-Home>"),
    Case("\u{1B}x", keys: "<A-x>"), Case("\u{1B}X", keys: "<A-X>"), Case("\u{1B}\u{7F}", keys: "<A-Backspace>"),
    Case("\u{1B}\r", keys: "<A-Enter>"), Case("\u{1B}\u{06}", keys: "<C-A-f>"), Case("\u{1B}ä", keys: "<A-ä>"),
    Case("\u{1B}\u{1B}[A", keys: "<A-Up>"), Case("\u{1B}\u{1B}OD", keys: "<A-Left>"), Case("\u{1B}]a", keys: "<A-]>a"),
    Case("\u{1B}Pa", keys: "<A-P>a"), Case("\u{1B}_a", keys: "<A-_>a"), Case("\u{1B}^a", keys: "<A-^>a"),
    Case("\u{1B}[97;5u", keys: "<C-a>"), Case("\u{1B}[97;2u", keys: "A"), Case("\u{1B}[27u", keys: "<Esc>"),
    // the numbers' block
    Case("\u{1B}OM", keys: "<Enter>"), Case("\u{1B}Oj", keys: "*"), Case("\u{1B}Ok", keys: "+"),
    Case("\u{1B}Oq", keys: "1"),
    // other terminals
    Case("\u{1B}[[A\u{1B}[[E", keys: "<F1><F5>", term: "linux"),
    Case("\u{1B}[1~\u{1B}[4~", keys: "<Home><End>", term: "linux"),
    Case("\u{1B}[7~\u{1B}[8~", keys: "<Home><End>", term: "rxvt"), Case("\u{1B}[11~", keys: "<F1>", term: "rxvt"),
    Case("\u{1B}[7$j", keys: "<S-Home>j", term: "rxvt"),
    Case("\u{1B}OA\u{1B}[1~", keys: "<Up><Home>", term: "screen-256color"),
    Case("\u{1B}OA\u{1B}OP", keys: "<Up><F1>", term: "tmux-256color"),
    Case("\u{1B}[A\u{1B}[5~x", keys: "<Up><PageUp>x", term: "no-such-terminal"),
    // the mouse
    Case("\u{1B}[<0;5;3M", [.mouse(MouseEvent(.press(button: 1), at: Position(column: 4, row: 2)))]),
    Case("\u{1B}[<2;300;200M", [.mouse(MouseEvent(.press(button: 3), at: Position(column: 299, row: 199)))]),
    Case("\u{1B}[<0;5;3m", [.mouse(MouseEvent(.release, at: Position(column: 4, row: 2)))]),
    Case("\u{1B}[<32;6;3M", [.mouse(MouseEvent(.drag(button: 1), at: Position(column: 5, row: 2)))]),
    Case("\u{1B}[<64;1;1M", [.mouse(MouseEvent(.wheelUp, at: Position(column: 0, row: 0)))]),
    Case("\u{1B}[<65;1;1M", [.mouse(MouseEvent(.wheelDown, at: Position(column: 0, row: 0)))]),
    Case(
      "\u{1B}[<16;1;1M", [.mouse(MouseEvent(.press(button: 1), at: Position(column: 0, row: 0), modifiers: .control))]),
    Case("\u{1B}[M !!", [.mouse(MouseEvent(.press(button: 1), at: Position(column: 0, row: 0)))]),
    Case("\u{1B}[<0;0;0M", [.mouse(MouseEvent(.press(button: 1), at: Position(column: 0, row: 0)))]),
    // focus
    Case("\u{1B}[I\u{1B}[O", [.focus(true), .focus(false)]), Case("\u{1B}[Ij", [.focus(true), .key(Key("j"))]),
    // pastes
    Case("\u{1B}[200~hello\u{1B}[201~j", [.paste("hello"), .key(Key("j"))]),
    Case("\u{1B}[200~\u{1B}[201~", [.paste("")]),
    Case("\u{1B}[200~a\r\n\tb\r\u{1B}[201~", [.paste("a\r\n\tb\r")]),
    Case("\u{1B}[200~\u{1B}[A\u{1B}[200~\u{1B}\u{1B}[201~q", [.paste("\u{1B}[A\u{1B}[200~\u{1B}"), .key(Key("q"))]),
    Case("\u{1B}[200~日本\u{1B}[20\u{1B}[201~", [.paste("日本\u{1B}[20")]),
    Case("j\u{1B}[200~x\u{1B}[201~\u{1B}[200~y\u{1B}[201~", [.key(Key("j")), .paste("x"), .paste("y")]),
    Case(
      bytes: Array("\u{1B}[200~a".utf8) + [0xFF, 0xC3] + Array("b\u{1B}[201~".utf8), [.paste("a\u{FFFD}\u{FFFD}b")]),
    Case("\u{1B}[201~j", keys: "j"),
    // answers
    Case("\u{1B}]11;rgb:1e1e/2222/ffff\u{1B}\\", [.reply(.background(red: 0x1E1E, green: 0x2222, blue: 0xFFFF))]),
    Case("\u{1B}]11;rgb:1e/22/ff\u{07}", [.reply(.background(red: 0x1E1E, green: 0x2222, blue: 0xFFFF))]),
    Case(
      "\u{1B}]11;rgba:0/8/f/ffff\u{07}j", [.reply(.background(red: 0, green: 0x8888, blue: 0xFFFF)), .key(Key("j"))]),
    Case("\u{1B}]11;rgb:xyz/1/1\u{07}j", keys: "j"), Case("\u{1B}]11;rgb:1/1\u{07}j", keys: "j"),
    Case("\u{1B}]10;dd\u{07}q", keys: "q"),
    Case("\u{1B}]52;c;ZGRk\u{1B}\\q", keys: "q"), Case("\u{1B}P1$r0m\u{1B}\\q", keys: "q"),
    Case("\u{1B}_Gi=1;OK\u{1B}\\q", keys: "q"),
    Case("\u{1B}]11;rgb:dd\u{1B}[Aq", keys: "<Up>q"), Case("\u{1B}]11;rgb:dd\rq", keys: "<Enter>q"),
    Case("\u{1B}[?62;1;2cj", keys: "j"), Case("\u{1B}[12;40Rj", keys: "j"), Case("\u{1B}[1;2Rj", keys: "<S-F3>j"),
    Case("\u{1B}[?2026;1$yj", keys: "j"),
    // what nobody means
    Case("\u{1B}[999~j", keys: "j"), Case("\u{1B}[1;1;1;1qj", keys: "j"), Case("\u{1B}Ozj", keys: "j"),
    Case("\u{1B}[[Zj", keys: "j"),
    Case("\u{1B}[12\u{1B}[Aj", keys: "<Up>j"), Case("\u{1B}[12\rj", keys: "<Enter>j"), Case("\u{1B}[12äj", keys: "äj"),
    Case("\u{1B}[~j", keys: "j"), Case("\u{1B}[uj", keys: "j"), Case("\u{85}j", keys: "j"),
    Case(bytes: [0x87], [.key(Key("\u{FFFD}"))]),
    Case(bytes: [0xFF, 0x6A], [.key(Key("\u{FFFD}")), .key(Key("j"))]),
    Case(bytes: [0xE6, 0x97, 0x6A], [.key(Key("\u{FFFD}")), .key(Key("j"))]),
  ]

  private func events(_ chunks: [ArraySlice<UInt8>], term: String = "xterm-256color") -> [TerminalEvent] {
    var decoder = KeyDecoder(term: term)
    return chunks.flatMap { decoder.decode($0) } + decoder.flush()
  }

  @Test("Bytes are decoded as what the keyboard meant", arguments: keys)
  func decode(case given: Case) {
    #expect(events([given.bytes[...]], term: given.term) == given.events)
  }

  @Test("Wherever reads cut the bytes, the events are the same", arguments: keys)
  func split(case given: Case) {
    for cut in given.bytes.indices.dropFirst() {
      #expect(events([given.bytes[..<cut], given.bytes[cut...]], term: given.term) == given.events, "cut at \(cut)")
    }
    #expect(events(given.bytes.indices.map { given.bytes[$0...$0] }, term: given.term) == given.events)
  }

  @Test("Whatever came before, a key means the same", arguments: keys)
  func sequences(case given: Case) {
    let before = Array("j\u{1B}[A\u{1B}[<0;1;1M\u{1B}[200~x\u{1B}[201~".utf8)
    let expected = events([before[...]], term: given.term) + given.events
    #expect(events([(before + given.bytes)[...]], term: given.term) == expected)
  }

  @Test(
    "What may be a key by itself waits until it is flushed",
    arguments: [
      ("\u{1B}", "<Esc>"), ("\u{1B}[", "<A-[>"), ("\u{1B}O", "<A-O>"), ("\u{1B}]", "<A-]>"), ("\u{1B}P", "<A-P>"),
      ("\u{1B}_", "<A-_>"), ("\u{1B}\u{1B}", "<Esc><Esc>"),
    ])
  func pending(text: String, notation: String) throws {
    var decoder = KeyDecoder(term: "xterm-256color")
    #expect(decoder.decode(text.utf8) == [])
    let waitsBefore = decoder.hasPending
    #expect(waitsBefore)
    #expect(decoder.flush() == (try #require([Key](notation: notation))).map(TerminalEvent.key))
    let waitsAfter = decoder.hasPending
    #expect(!waitsAfter)
    #expect(decoder.flush() == [])
    #expect(decoder.decode("j".utf8) == [.key(Key("j"))])
  }

  @Test("A character that comes byte by byte is one character, however long it takes", arguments: ["é", "漢", "😀"])
  func slowCharacters(text: String) throws {
    for (before, modifiers) in [("", Key.Modifiers()), ("\u{1B}", .alt)] {
      var decoder = KeyDecoder(term: "xterm-256color")
      let bytes = Array((before + text).utf8)
      var events: [TerminalEvent] = []
      for byte in bytes[before.utf8.count...].enumerated() {
        events += decoder.decode((byte.offset == 0 ? Array(before.utf8) : []) + [byte.element])
        let waits = decoder.hasPending
        #expect(!waits)
        events += decoder.flush()
      }
      #expect(events == [.key(Key(try #require(text.unicodeScalars.first), modifiers))])
      #expect(decoder.decode("j".utf8) == [.key(Key("j"))])
    }
  }

  @Test("The beginning of a character that never ends is none, and hides nothing") func brokenCharacter() {
    var decoder = KeyDecoder(term: "xterm-256color")
    #expect(decoder.decode([0xC3]) == [] && decoder.flush() == [])
    #expect(decoder.decode("j".utf8).last == .key(Key("j")))
  }

  @Test(
    "Escape and a key after its moment are two keys, also where that key begins sequences",
    arguments: ["j", "[", "]", "O", "x"])
  func escapeThenKey(key: String) throws {
    var decoder = KeyDecoder(term: "xterm-256color")
    #expect(decoder.decode([0x1B]) == [])
    #expect(decoder.flush() == [.key(Key(.escape))])
    #expect(decoder.decode(key.utf8) == [.key(try #require(Key(notation: key)))])
    #expect(decoder.decode("r".utf8) == [.key(Key("r"))])
  }

  @Test(
    "What the terminal sends by itself never becomes keys, however long it stops in the middle",
    arguments: [
      "\u{1B}]11;rgb:dddd/dddd/dddd\u{07}", "\u{1B}]11;rgb:dddd/dddd/dddd\u{1B}\\", "\u{1B}[<0;15;13M",
      "\u{1B}[200~dd\u{1B}[201~",
      "\u{1B}[?62;22c", "\u{1B}P1$r0m\u{1B}\\",
    ])
  func interrupted(text: String) {
    let bytes = Array(text.utf8)
    let whole = events([bytes[...]])
    // From the third byte on: `ESC [` alone is what Alt-[ sends, and `ESC P` is Alt-P.
    for cut in 3..<bytes.count {
      var decoder = KeyDecoder(term: "xterm-256color")
      var found = decoder.decode(bytes[..<cut])
      found += decoder.flush()
      found += decoder.decode(bytes[cut...])
      found += decoder.flush()
      #expect(found == whole, "cut at \(cut)")
      #expect(decoder.decode("j".utf8) == [.key(Key("j"))])
    }
  }

  @Test(
    "A report whose Escape came long before the rest is still no command",
    arguments: ["[<0;15;13M", "[200~dd\u{1B}[201~", "]11;rgb:dddd/dddd/dddd\u{07}", "[?62;22c"])
  func escapeCutOff(rest: String) {
    var decoder = KeyDecoder(term: "xterm-256color")
    _ = decoder.decode([0x1B])
    #expect(decoder.flush() == [.key(Key(.escape))])
    let keys = decoder.decode(rest.utf8).filter { if case .key = $0 { true } else { false } }
    #expect(keys == [])
  }

  @Test("A paste of megabytes in pieces comes out whole")
  func largePaste() {
    let text = String(repeating: "Zeile mit Ümlaut und \u{1B}[20 darin\r\n", count: 40_000)
    let bytes = Array("\u{1B}[200~\(text)\u{1B}[201~".utf8)
    var decoder = KeyDecoder(term: "xterm-256color")
    var found: [TerminalEvent] = []
    for start in stride(from: 0, to: bytes.count, by: 4093) {
      found += decoder.decode(bytes[start..<min(start + 4093, bytes.count)])
      let isPasting = decoder.isPasting
      #expect(isPasting == (start + 4093 < bytes.count))
    }
    #expect(found == [.paste(text)])
  }

  @Test(
    "A sequence without an end is thrown away, and what follows it works",
    arguments: ["\u{1B}[", "\u{1B}]1", "\u{1B}P1"])
  func endless(start: String) {
    var decoder = KeyDecoder(term: "xterm-256color")
    var found = decoder.decode(start.utf8)
    for _ in 0..<100 { found += decoder.decode([UInt8](repeating: UInt8(ascii: "1"), count: 1000)) }
    #expect(found == [])
    let waits = decoder.hasPending
    #expect(!waits)
    #expect(decoder.decode("\u{1B}[A\u{1B}[Bj".utf8).suffix(2) == [.key(Key(.down)), .key(Key("j"))])
  }

  @Test("Where the terminal sends no UTF-8, a byte is a character")
  func latin1() {
    var decoder = KeyDecoder(term: "xterm-256color", utf8: false)
    #expect(decoder.decode([0xE4, 0x6A]) == [.key(Key("ä")), .key(Key("j"))])
    #expect(decoder.decode(Array("\u{1B}[200~".utf8) + [0xE4] + Array("\u{1B}[201~".utf8)) == [.paste("ä")])
  }

  @Test("Random bytes in random pieces come out the same as whole, and never a control character", arguments: 1...40)
  func randomBytes(seed: UInt64) {
    var random = Seeded(seed: seed)
    let pieces: [[UInt8]] = [
      [0x1B], [0x1B, 0x5B], [0x1B, 0x4F], [0x1B, 0x5D], [0x1B, 0x50], Array("200~".utf8), Array("201~".utf8), [0x07],
      [0x0D],
      Array("\u{1B}[201~".utf8), Array("11;rgb:".utf8), Array("<0;1".utf8), Array(";5M".utf8), [0xE6], [0x97], [0xA5],
      [0xFF],
      [0x5C], Array("$".utf8), Array("q".utf8), Array("[".utf8), Array("A".utf8), Array("~".utf8), [0x00], [0x9B],
    ]
    var bytes: [UInt8] = []
    for _ in 0..<400 {
      bytes +=
        Bool.random(using: &random)
        ? pieces.randomElement(using: &random) ?? [] : [UInt8.random(in: 0...255, using: &random)]
    }
    bytes += Array("\u{07}\u{1B}[201~\u{07}j".utf8)
    var chunks: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 1...7, using: &random))
      chunks.append(bytes[start..<end])
      start = end
    }
    let whole = events([bytes[...]])
    let pieced = events(chunks)
    let difference = zip(pieced, whole).enumerated().first { $1.0 != $1.1 }
    #expect(difference == nil)
    #expect(pieced.count == whole.count)
    for event in whole {
      if case .key(let key) = event, case .character(let scalar) = key.code {
        #expect(scalar.properties.generalCategory != .control)
      }
    }
    #expect(whole.last == .key(Key("j")))
  }
}
