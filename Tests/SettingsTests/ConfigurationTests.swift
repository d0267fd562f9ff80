import Settings
import Terminal
import Testing

@Suite struct ConfigurationTests {
  private static func parse(_ text: String) -> (Configuration, [SettingsProblem]) {
    var (configuration, problems) = Configuration.parse(Array(text.utf8), file: "config.yaml")
    // Where each setting is in the file is looked at by a test of its own.
    configuration.places = [:]
    return (configuration, problems)
  }

  @Test(
    "Keys that are written otherwise, or misspelled, are shown as they are written here",
    arguments: [
      ("<Escpae>", "<Esc>"), ("<PgUpp>", "<PageUp>"), ("<C-Lft>", "<C-Left>"), ("^X", "<C-x>"), ("Ctrl-x", "<C-x>"),
      ("Ctrl-x ctrl-K", "<C-x><C-k>"), ("Alt-Left", "<A-Left>"), ("C-x", "<C-x>"), ("M-Shift-Tab", "<A-S-Tab>"),
    ])
  func nearestKeys(keys: String, nearest: String) {
    let (configuration, problems) = Self.parse("keys:\n  outline:\n    \"\(keys)\": quit\n")
    let message = "config.yaml:3:5: “\(keys)” is not a key or a sequence of keys; did you mean “\(nearest)”?"
    #expect(problems.count == 1 && problems.first?.description.hasPrefix(message) == true)
    #expect(configuration.bindings.isEmpty)
  }

  @Test(
    "Keys that look a little like that are keys", arguments: ["^", "g-", "-", "<C-x>", "<A-lt>", "]a", "<F12>", "z^"])
  func otherKeys(keys: String) { #expect(Self.parse("keys:\n  outline:\n    \"\(keys)\": quit\n").1.isEmpty) }

  @Test("What is no single value is called what it is") func values() {
    #expect(Self.parse("layout: [a, b]\n").1.map(\.message).first?.contains("“a list” is not possible") == true)
  }

  @Test(arguments: ["", "# nothing\n", "theme:\nkeys:\n", "---\n", "keys:\n  outline:\n"])
  func nothingSetIsNoProblem(_ text: String) {
    let (configuration, problems) = Self.parse(text)
    #expect(configuration == Configuration())
    #expect(problems == [])
  }

  @Test func everySettingIsRead() {
    let (configuration, problems) = Self.parse(
      """
      theme: nord
      author: Ada Lovelace
      preset: vim
      glyphs: ascii
      mouse: no
      sidecars: state
      ambiguous-width: wide
      outline-share: 35
      layout: stacked
      text-columns: 72
      context: off
      wrap: all
      titles: title
      after-mark: stay
      types: [exam, definition]
      """)
    var expected = Configuration()
    expected.theme = "nord"
    expected.themePlaces = ["nord": SettingsPlace(file: "config.yaml", line: 1, column: 8)]
    expected.layout = .stacked
    expected.author = "Ada Lovelace"
    expected.preset = .vim
    expected.glyphs = .ascii
    expected.mouse = false
    expected.keepsSidecarsApart = true
    expected.ambiguousIsWide = true
    expected.outlineShare = 35
    expected.textColumns = 72
    expected.context = false
    expected.wrap = .all
    expected.titles = .title
    expected.afterMark = .stay
    expected.types = ["exam", "definition"]
    #expect(problems == [])
    #expect(configuration == expected)
  }

  @Test func typesThatAreNoWordsAreReported() {
    let (configuration, problems) = Self.parse("types: [exam, two words, exam, naïve]\ncontext: perhaps\n")
    #expect(configuration.types == ["exam", "naïve"])
    #expect(configuration.context)
    #expect(problems.count == 2)
  }

  @Test func lightAndDarkHaveThemesOfTheirOwn() {
    let (configuration, problems) = Self.parse("theme:\n  light: solarized-light\n  dark: nord\n")
    #expect(problems == [])
    #expect(configuration.theme == nil)
    #expect(configuration.lightTheme == "solarized-light")
    #expect(configuration.darkTheme == "nord")
  }

  @Test func keysAreBoundAndUnbound() {
    let (configuration, problems) = Self.parse(
      """
      keys:
        outline:
          gj: next-row
          "]": ~
        editor: { x: fold all }
      """)
    #expect(problems == [])
    let place = { SettingsPlace(file: "config.yaml", line: $0, column: $1) }
    #expect(
      configuration.bindings == [
        BindingOverride(context: "outline", keys: [Key("g"), Key("j")], command: "next-row", place: place(3, 9)),
        BindingOverride(context: "outline", keys: [Key("]")], command: nil, place: place(4, 10)),
        BindingOverride(context: "editor", keys: [Key("x")], command: "fold all", place: place(5, 16)),
      ])
  }

  @Test(arguments: [
    ("themes: nord", "config.yaml:2:1: unknown setting “themes”; did you mean “theme”?"),
    ("frobnicate: 1", "config.yaml:2:1: unknown setting “frobnicate”"),
    ("preset: emacs", "config.yaml:2:9: “emacs” is not possible for “preset”: one of default, vim, org"),
    ("outline-share: 95", "config.yaml:2:16: “95” is not possible for “outline-share”: a number from 20 to 80"),
    ("outline-share: [1]", "config.yaml:2:16: “a list” is not possible for “outline-share”: a number from 20 to 80"),
    ("mouse: 2", "config.yaml:2:8: “2” is not possible for “mouse”: one of true, false, yes, no, on, off"),
    ("theme: { ligth: a }", "config.yaml:2:10: unknown setting “ligth”; did you mean “light”?"),
    (
      "keys: all",
      "config.yaml:2:7: “keys” needs “name: value” lines under it; “preset: vim” asks for vim's keys"
    ),
    ("keys: { outlin: { j: x } }", "config.yaml:2:9: there are no keys for “outlin”; did you mean “outline”?"),
    (
      "keys: { outline: { \"<C-\": x } }",
      "config.yaml:2:20: “<C-” is not a key or a sequence of keys; examples: gg, <C-x><C-k>, <A-Left>"
    ),
    (
      "keys: { outline: { j: [a] } }",
      "config.yaml:2:23: “a list” is not possible for “j”: the name of a command, or nothing"
    ),
  ])
  func aMistakeIsReportedWithItsPlaceAndTheRestCounts(_ line: String, _ message: String) {
    let (configuration, problems) = Self.parse("author: Ada\n\(line)\n")
    #expect(problems.map(\.description) == [message])
    var expected = Configuration()
    expected.author = "Ada"
    #expect(configuration == expected)
  }

  @Test(arguments: ["theme: \"nord\nmouse: no\n", "a: b: c\n", "theme: a\ntheme: b\n", "- x\n", "\t- : {[\n", "\u{1}"])
  func aFileThatIsNotReadableLeavesTheDefaults(_ text: String) {
    let (configuration, problems) = Self.parse(text)
    #expect(configuration == Configuration())
    #expect(problems.count == 1)
  }

  @Test func aKeyGivenTwiceNamesItself() {
    let problems = Self.parse("theme: a\nmouse: no\ntheme: b\n").1
    #expect(problems.map(\.kind) == [.duplicateKey("theme")])
  }

  @Test func bytesThatAreNoUTF8AreNoTrouble() {
    let (configuration, problems) = Configuration.parse(
      Array("author: A".utf8) + [0xFF] + Array("\nmouse: no\n".utf8), file: "c")
    #expect(problems == [])
    #expect(configuration.author == "A\u{FFFD}")
    #expect(configuration.mouse == false)
  }
}

@Suite struct NearestNameTests {
  private static let names = ["next-row", "previous-row", "fold", "unfold", "quit"]

  @Test(arguments: [
    ("next-rwo", "next-row"), ("nextrow", "next-row"), ("FOLD", "fold"), ("folds", "fold"), ("unfodl", "unfold"),
    ("qit", "quit"), ("zzz", nil), ("", nil), ("x", nil),
  ])
  func theNearestNameIsFoundWhereOneIsNear(_ name: String, _ nearest: String?) {
    #expect(nearestName(to: name, in: Self.names) == nearest)
  }
}
