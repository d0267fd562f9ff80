import Terminal
import Testing

@Suite struct KeyNotationTests {
  @Test(
    "A key is read from its notation and written in it",
    arguments: [
      ("j", Key("j")), ("G", Key("G")), ("?", Key("?")), ("ä", Key("ä")), ("日", Key("日")), (">", Key(">")),
      ("-", Key("-")),
      ("<Space>", Key(" ")), ("<lt>", Key("<")), ("<Esc>", Key(.escape)), ("<Enter>", Key(.enter)),
      ("<Tab>", Key(.tab)),
      ("<Backspace>", Key(.backspace)), ("<Insert>", Key(.insert)), ("<Delete>", Key(.delete)), ("<Home>", Key(.home)),
      ("<End>", Key(.end)), ("<PageUp>", Key(.pageUp)), ("<PageDown>", Key(.pageDown)), ("<Up>", Key(.up)),
      ("<Down>", Key(.down)), ("<Left>", Key(.left)), ("<Right>", Key(.right)), ("<F1>", Key(.function(1))),
      ("<F12>", Key(.function(12))), ("<C-s>", Key("s", .control)), ("<C-_>", Key("_", .control)),
      ("<C-Space>", Key(" ", .control)), ("<C-->", Key("-", .control)), ("<A-x>", Key("x", .alt)),
      ("<A-X>", Key("X", .alt)),
      ("<S-Tab>", Key(.tab, .shift)), ("<A-Left>", Key(.left, .alt)),
      ("<C-A-S-Up>", Key(.up, [.control, .alt, .shift])),
      ("<C-lt>", Key("<", .control)), ("<A-gt>", Key(">", .alt)), ("<C-A-f>", Key("f", [.control, .alt])),
    ])
  func roundTrip(notation: String, key: Key) {
    #expect(Key(notation: notation) == key)
    #expect(key.description == notation)
  }

  @Test(
    "Other names and cases mean the same keys",
    arguments: [
      ("<esc>", "<Esc>"), ("<CR>", "<Enter>"), ("<Return>", "<Enter>"), ("<BS>", "<Backspace>"), ("<Del>", "<Delete>"),
      ("<PgUp>", "<PageUp>"), ("<C-S>", "<C-s>"), ("<c-s>", "<C-s>"), ("<M-x>", "<A-x>"), ("<S-a>", "A"),
      ("<A-C-x>", "<C-A-x>"),
      ("<a>", "a"), ("<Minus>", "-"), ("<S-tab>", "<S-Tab>"),
    ])
  func aliases(notation: String, canonical: String) throws {
    #expect(try #require(Key(notation: notation)).description == canonical)
  }

  @Test(
    "What is no key is refused",
    arguments: [
      "", " ", "<", "<>", "<C->", "<X-a>", "<Foo>", "<C-C-a>", "<F0>", "<F64>", "<F1x>", "ab", "\n", "<S-1>", "<S->",
      "\u{1B}",
    ])
  func refused(notation: String) {
    #expect(Key(notation: notation) == nil)
  }

  @Test(
    "A sequence is its keys one after another",
    arguments: [
      ("gg", [Key("g"), Key("g")], "gg"), ("<C-x><C-k>", [Key("x", .control), Key("k", .control)], "<C-x><C-k>"),
      ("]a", [Key("]"), Key("a")], "]a"), ("z 1", [Key("z"), Key("1")], "z1"),
      ("g<Space>", [Key("g"), Key(" ")], "g<Space>"),
      ("''", [Key("'"), Key("'")], "''"), ("<lt>>", [Key("<"), Key(">")], "<lt>>"), ("<Esc>", [Key(.escape)], "<Esc>"),
    ])
  func sequence(notation: String, keys: [Key], canonical: String) {
    #expect([Key](notation: notation) == keys)
    #expect(keys.notation == canonical)
  }

  @Test("A sequence with a part that is no key is refused", arguments: ["", "  ", "g<Foo>", "<C-", "a<", "<>g"])
  func refusedSequence(notation: String) {
    #expect([Key](notation: notation) == nil)
  }
}
