import CCurses
import Testing
import TextWidth

@Suite struct TextWidthTests {
  @Test(
    "A grapheme cluster takes the cells that terminals give it",
    arguments: [
      // ASCII, controls
      ("a", 1), (" ", 1), ("~", 1), ("\t", 0), ("\n", 0), ("\r\n", 0), ("\u{7F}", 0), ("\u{9B}", 0), ("\0", 0),
      // East Asia
      ("日", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("ｱ", 1), ("Ａ", 2), ("　", 2), ("か\u{3099}", 2),
      // marks
      ("e\u{301}", 1), ("é", 1), ("\u{301}", 0), ("a\u{300}\u{301}\u{302}\u{303}", 1), ("ก\u{E33}", 2), ("कि", 2),
      // nothing to see
      ("\u{200B}", 0), ("\u{200D}", 0), ("\u{FEFF}", 0), ("\u{AD}", 0), ("\u{2028}", 0), ("\u{202E}", 0),
      ("\u{2066}", 0),
      // emoji
      ("😀", 2), ("👍🏽", 2), ("👩‍💻", 2), ("👨‍👩‍👧‍👦", 2), ("❤", 1), ("❤️", 2), ("1️⃣", 2), ("☕", 2), ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2), ("🫨", 2),
      ("🇩🇪", 2), ("🇩", 1), ("©", 1), ("©️", 2), ("#", 1),
      // signs
      ("─", 1), ("●", 1), ("▸", 1), ("…", 1), ("“", 1), ("\u{E0B0}", 1), ("\u{FFFD}", 1),
    ])
  func cluster(text: String, columns: Int) throws {
    let character = try #require(text.first)
    #expect(text.count == 1)
    #expect(TextWidth.standard.columns(of: character) == columns)
    #expect(TextWidth.standard.columns(of: text) == columns)
  }

  @Test(
    "Characters of ambiguous width are as wide as the terminal was set up for",
    arguments: [
      ("─", 2), ("●", 2), ("…", 2), ("§", 2), ("é", 2), ("\u{E0B0}", 2), ("a", 1), ("ä", 1), ("日", 2), ("e\u{301}", 1),
    ])
  func ambiguous(text: String, columns: Int) {
    #expect(TextWidth(ambiguousIsWide: true).columns(of: text) == columns)
  }

  @Test(
    "A text takes what its clusters take",
    arguments: [("", 0), ("plain", 5), ("tab\there", 7), ("日本語 text", 11), ("👩‍💻 e\u{301}!", 5), ("a\r\nb", 2)])
  func text(text: String, columns: Int) {
    #expect(TextWidth.standard.columns(of: text) == columns)
    #expect(TextWidth.standard.columns(of: text[...]) == columns)
    #expect(text.reduce(0) { $0 + TextWidth.standard.columns(of: $1) } == columns)
  }

  @Test(
    "Controls are told from what can be shown", arguments: ["\u{1B}", "\u{7F}", "\u{85}", "\t", "\n", "\r\n", "\0"])
  func control(text: String) throws {
    #expect(TextWidth.isControl(try #require(text.first)))
    #expect(!TextWidth.isControl("x"))
    #expect(!TextWidth.isControl("\u{A0}"))
    #expect(!TextWidth.isControl("e\u{301}"))
  }

  /// The scalars that libc can draw and reckons otherwise with, and why.
  private static let differences: [(run: ClosedRange<UInt32>, libc: Int, ours: Int)] = [
    // The soft hyphen shows nothing inside a line; libc gives it the cell that it has at the end of one.
    (0xAD...0xAD, 1, 0)
  ]

  @Test("What is plain is one cluster a scalar, whatever plain stands beside it")
  func plainTextHasAClusterForEachScalar() {
    let scalars = (0x20...0xFFFF).compactMap(Unicode.Scalar.init)
    let plain = scalars.filter { TextWidth.isPlain(String($0)) }
    #expect(plain.count > 30_000)
    let joined = plain.filter { "a\($0)\($0)あ".count != 4 }
    #expect(joined.isEmpty)
    let controls = scalars.filter { TextWidth.isPlain(String($0)) && TextWidth.isControl(Character($0)) }
    #expect(controls.isEmpty)
  }

  @Test("Every single scalar has the width that libc gives it, save the listed ones")
  func libc() {
    var unlike: [UInt32] = []
    // The planes in between are empty, and those behind are for private use.
    for value in [UInt32(0)...0x3FFFF, 0xE0000...0xE0FFF, 0x10FF00...0x10FFFF].joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let libc = Int(screen_width_of(value))
      let ours = TextWidth.standard.columns(of: scalar)
      if let known = TextWidthTests.differences.first(where: { $0.run.contains(value) }) {
        #expect(libc == known.libc && ours == known.ours)
      } else if libc >= 0, libc != ours {
        unlike.append(value)
      }
    }
    #expect(unlike == [])
  }

  @Test("What libc cannot draw is a control, a line end, or unassigned in its version of Unicode")
  func undrawable() {
    var assigned: [UInt32] = []
    for value in UInt32(0xA0)...0xFFFF where screen_width_of(value) < 0 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      switch scalar.properties.generalCategory {
      case .unassigned, .lineSeparator, .paragraphSeparator: break
      default:
        if let age = scalar.properties.age, age < (15, 0) { assigned.append(value) }
      }
    }
    #expect(assigned == [])
  }
}
