import Terminal
import Testing

/// Everything that terminals are known to send.
enum Sequences {
  /// Bytes of a terminal, and their meaning.
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
    /// Whether a cut leaves keys that might as well have been typed: an Escape and a cursor key, or an Escape and `[u`.
    var isAmbiguous: Bool {
      String(decoding: bytes, as: UTF8.self).contains("\u{1B}\u{1B}") && !isPaste
        || bytes.starts(with: [0x1B, 0x5B, 0x75])
    }
    func isAmbiguous(cutAt cut: Int) -> Bool { isAmbiguous && cut <= 2 + (bytes.firstIndex(of: 0x1B) ?? 0) }
    private var isPaste: Bool { String(decoding: bytes, as: UTF8.self).contains("200~") }
    var testDescription: String { "\(String(decoding: bytes, as: UTF8.self).debugDescription) on \(term)" }
  }

  static let cases: [Case] = [
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
    Case("\u{1B}[97;5u", keys: "<C-a>"), Case("\u{1B}[97;2u", keys: "A"),
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
    // modifyOtherKeys
    Case("\u{1B}[27;5;99~", keys: "<C-c>"), Case("\u{1B}[27;3;100~", keys: "<A-d>"),
    Case("\u{1B}[27;2;13~", keys: "<Enter>"),
    Case("\u{1B}[27;5;13~", keys: "<C-Enter>"), Case("\u{1B}[27;2;127~", keys: "<Backspace>"),
    Case("\u{1B}[27;2;32~", keys: "<Space>"), Case("\u{1B}[27;2;9~", keys: "<S-Tab>"),
    Case("\u{1B}[27;5;32~", keys: "<C-Space>"),
    Case("\u{1B}[27;6;95~", keys: "<C-_>"), Case("\u{1B}[27;5;91~", keys: "<Esc>"),
    Case("\u{1B}[27;1;27~", keys: "<Esc>"),
    Case("\u{1B}[27;3;1092~", keys: "<A-ф>"), Case("\u{1B}[27;9;100~j", keys: "j"), Case("\u{1B}[27;5;1~j", keys: "j"),
    // kitty's protocol
    Case("\u{1B}[27u", keys: "<Esc>"), Case("\u{1B}[27;1:1u", keys: "<Esc>"), Case("\u{1B}[27;1:3uj", keys: "j"),
    Case("\u{1B}[99;5u", keys: "<C-c>"), Case("\u{1B}[99;1:3uj", keys: "j"), Case("\u{1B}[99;5:3uj", keys: "j"),
    Case("\u{1B}[99;1:1u", keys: "c"), Case("\u{1B}[99;1:2u", keys: "c"), Case("\u{1B}[99;1:4uj", keys: "j"),
    Case("\u{1B}[100;3u", keys: "<A-d>"), Case("\u{1B}[97:65;2u", keys: "A"), Case("\u{1B}[97:65u", keys: "a"),
    Case("\u{1B}[97;65u", keys: "a"), Case("\u{1B}[97;129u", keys: "a"), Case("\u{1B}[97;193:1u", keys: "a"),
    Case("\u{1B}[97;9uj", keys: "j"), Case("\u{1B}[97;17uj", keys: "j"), Case("\u{1B}[44;4u", keys: "<A-lt>"),
    Case("\u{1B}[91:123;4u", keys: "<A-{>"), Case("\u{1B}[45;6u", keys: "<C-_>"), Case("\u{1B}[47;5u", keys: "<C-_>"),
    Case("\u{1B}[105;5u\u{1B}[109;5u\u{1B}[91;5u", keys: "<Tab><Enter><Esc>"), Case("\u{1B}[106;5u", keys: "<C-j>"),
    Case("\u{1B}[13;2u\u{1B}[127;2u\u{1B}[32;2u\u{1B}[9;2u", keys: "<Enter><Backspace><Space><S-Tab>"),
    Case("\u{1B}[13;5u", keys: "<C-Enter>"), Case("\u{1B}[57344uj", keys: "j"), Case("\u{1B}[57441;2uj", keys: "j"),
    Case("\u{1B}[57358;1:1uj", keys: "j"), Case("\u{1B}[63743uj", keys: "j"), Case("\u{1B}[57441;2:3uj", keys: "j"),
    Case("\u{1B}[57376u", keys: "<F13>"), Case("\u{1B}[57400u\u{1B}[57414u\u{1B}[57419u", keys: "1<Enter><Up>"),
    Case("\u{1B}[0;;229u", keys: "å"), Case("\u{1B}[97;;97uj", keys: "aj"), Case("\u{1B}[4294967296uj", keys: "j"),
    Case("\u{1B}[55296uj", keys: "j"), Case("\u{1B}[;5uj", keys: "j"), Case("\u{1B}[1;1:3Aj", keys: "j"),
    Case("\u{1B}[1;5:2A", keys: "<C-Up>"), Case("\u{1B}[1;65:1A", keys: "<Up>"), Case("\u{1B}[3;1:3~j", keys: "j"),
    Case("\u{1B}[5;129~", keys: "<PageUp>"), Case("\u{1B}[P\u{1B}[S\u{1B}[1;2P", keys: "<F1><F4><S-F1>"),
    Case("\u{1B}[1;2Z", keys: "<S-Tab>"), Case("\u{1B}[1092::97;5u", [.key(based("ф", "a", .control))]),
    Case("\u{1B}[1092::97u", [.key(based("ф", "a"))]),
    // the mouse
    Case("\u{1B}[32;5;3M", [.mouse(MouseEvent(.press(button: 1), at: Position(column: 4, row: 2)))]),
    Case("\u{1B}[35;5;3M", [.mouse(MouseEvent(.release, at: Position(column: 4, row: 2)))]),
    Case(
      "\u{1B}[96;5;3M\u{1B}[64;5;3M",
      [
        .mouse(MouseEvent(.wheelUp, at: Position(column: 4, row: 2))),
        .mouse(MouseEvent(.drag(button: 1), at: Position(column: 4, row: 2))),
      ]),
    Case("\u{1B}[M#!!", [.mouse(MouseEvent(.release, at: Position(column: 0, row: 0)))]),
    Case("\u{1B}[<35;5;3Mj", keys: "j"), Case("\u{1B}[<66;5;3Mj", keys: "j"), Case("\u{1B}[<128;5;3Mj", keys: "j"),
    Case("\u{1B}[<99999999999999999999;5;3Mj", keys: "j"),
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
    Case("\u{1B}[?62;1;2cj", [.reply(.attributes), .key(Key("j"))]), Case("\u{1B}[12;40Rj", keys: "j"),
    Case("\u{1B}[1;2Rj", keys: "<S-F3>j"),
    Case("\u{1B}[?2026;1$yj", keys: "j"),
    Case("\u{1B}[?62;22c", [.reply(.attributes)]), Case("\u{1B}[>41;377;0cj", keys: "j"),
    Case("\u{1B}[?1u", [.reply(.keyboardFlags(1))]),
    Case("\u{1B}[?0u\u{1B}[?64c", [.reply(.keyboardFlags(0)), .reply(.attributes)]), Case("\u{1B}[>4;2mj", keys: "j"),
    Case("\u{1B}]4;1;rgb:cdcd/0000/0000\u{1B}\\q", keys: "q"), Case("\u{1B}]10;rgb:ffff/ffff/ffff\u{1B}\\q", keys: "q"),
    Case("\u{1B}P1+r436F=323536\u{1B}\\q", keys: "q"), Case("\u{1B}P>|XTerm(377)\u{1B}\\q", keys: "q"),
    Case("\u{1B}[?1;1Rj", keys: "j"), Case("\u{1B}[1;1Rj", keys: "j"), Case("\u{1B}[0nj", keys: "j"),
    Case("\u{1B}[?997;1nj", keys: "j"),
    Case("\u{1B}[8;24;80tj", keys: "j"), Case("\u{1B}P!|00000000\u{1B}\\q", keys: "q"),
    // what nobody means
    Case("\u{1B}[999~j", keys: "j"), Case("\u{1B}[1;1;1;1qj", keys: "j"), Case("\u{1B}Ozj", keys: "j"),
    Case("\u{1B}[[Zj", keys: "j"),
    Case("\u{1B}[12\u{1B}[Aj", keys: "<Up>j"), Case("\u{1B}[12\rj", keys: "<Enter>j"), Case("\u{1B}[12äj", keys: "äj"),
    Case("\u{1B}[~j", keys: "j"), Case("\u{1B}[uj", keys: "j"), Case("\u{85}j", keys: "j"),
    Case(bytes: [0x87], [.key(Key("\u{FFFD}"))]),
    Case(bytes: [0xFF, 0x6A], [.key(Key("\u{FFFD}")), .key(Key("j"))]),
    Case(bytes: [0xE6, 0x97, 0x6A], [.key(Key("\u{FFFD}")), .key(Key("j"))]),
  ]

  private static func based(_ scalar: Unicode.Scalar, _ base: Unicode.Scalar, _ modifiers: Key.Modifiers = []) -> Key {
    var key = Key(scalar, modifiers)
    key.base = base
    return key
  }
}
