import Foundation
import Terminal
import Testing
import Themes

@testable import Settings

private func theme(_ name: String) throws -> (theme: Theme, warnings: [SettingsProblem]) {
  let bytes = try #require(Themes.all.first { $0.name == name }).bytes
  return try Theme.parse(bytes, name: name, file: name + ".yaml")
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance).
private func contrast(_ a: Color, _ b: Color) -> Double {
  func luminance(_ color: Color) -> Double {
    func linear(_ channel: UInt8) -> Double {
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
  }
  let (x, y) = (luminance(a), luminance(b))
  return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

/// Returns the distance between two colours, 0 to 765.
private func distance(_ a: Color, _ b: Color) -> Int {
  abs(Int(a.red) - Int(b.red)) + abs(Int(a.green) - Int(b.green)) + abs(Int(a.blue) - Int(b.blue))
}

@Suite struct BundledThemeTests {
  static let names = Themes.all.map(\.name)
  static let colored = names.filter { $0 != "monochrome" }
  static let ours = ["gloss-dark", "gloss-light", "high-contrast"]

  /// The colours that a theme which keeps the terminal's own is made for.
  static func terminal(isLight: Bool) -> Style {
    let black = Color(red: 0x1C, green: 0x1C, blue: 0x1C)
    let white = Color(red: 255, green: 255, blue: 255)
    let grey = Color(red: 0xD0, green: 0xD0, blue: 0xD0)
    return isLight ? Style(foreground: black, background: white) : Style(foreground: grey, background: black)
  }

  /// Returns the contrast of the text where `text` is painted on `background`; 0 for a style without both colours.
  private static func contrast(_ text: Role, on background: Role, in theme: Theme) -> Double {
    let style = theme.palette[Paint(text, on: background)].over(terminal(isLight: theme.isLight))
    guard let foreground = style.foreground, let background = style.background else { return 0 }
    return SettingsTests.contrast(foreground, background)
  }

  @Test func thereAreTheOnesPromised() {
    #expect(Set(Self.names).count == Self.names.count)
    #expect(Self.names.count >= 8)
    #expect(Set(Self.names).isSuperset(of: Self.ours + ["monochrome"]))
  }

  @Test(arguments: names) func parsesWithoutWarningsAndCoversEveryRole(_ name: String) throws {
    let (theme, warnings) = try theme(name)
    #expect(warnings == [])
    for colors in [0, 8, 16, 256, 1 << 24] {
      #expect(theme.palette(colors: colors).styles.count == Role.allCases.count)
    }
    #expect(theme.isLight == name.hasSuffix("light"))
  }

  @Test(arguments: ours + ["monochrome"]) func spellsOutEveryRole(_ name: String) throws {
    let bytes = try #require(Themes.all.first { $0.name == name }).bytes
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    for role in Role.allCases {
      #expect(lines.count { $0.hasPrefix("  \(role.name):") } == 1, "\(role.name)")
    }
  }

  @Test(arguments: colored) func plainTextIsReadableOnEveryBackground(_ name: String) throws {
    let theme = try theme(name).theme
    let least = name == "high-contrast" ? 7 : 4.5
    #expect(Self.contrast(.plain, on: .plain, in: theme) >= least)
    for background in [Role.statusText, .overlayText] {
      #expect(
        Self.contrast(background, on: background, in: theme) >= (name == "high-contrast" ? 7 : 4), "\(background.name)")
    }
    for background in Role.allCases where background.isBackground {
      #expect(
        Self.contrast(.plain, on: background, in: theme) >= (name == "high-contrast" ? 7 : 3.5), "\(background.name)")
    }
  }

  @Test(arguments: colored) func textOfEveryRoleCanBeReadOnPlainBackground(_ name: String) throws {
    let theme = try theme(name).theme
    let faint: Set<Role> = [.divider, .detailRule, .outlineEmpty]
    // The well-known schemes have the colours that they are known for.
    let least = name == "high-contrast" ? 7 : Self.ours.contains(name) ? 4.5 : 2.5
    for role in Role.allCases where !role.isBackground && !faint.contains(role) {
      #expect(Self.contrast(role, on: .plain, in: theme) >= least, "\(role.name)")
    }
  }

  @Test(arguments: ours) func textKeepsReadableUnderTheSelection(_ name: String) throws {
    let theme = try theme(name).theme
    for role in Role.allCases where role.name.hasPrefix("outline.") || role.name.hasPrefix("detail.") {
      if role == .outlineEmpty || role == .detailRule { continue }
      #expect(Self.contrast(role, on: .selection, in: theme) >= 3, "\(role.name)")
    }
  }

  @Test(arguments: names) func groundsTellThemselvesApartFromPlain(_ name: String) throws {
    let theme = try theme(name).theme
    let terminal = Self.terminal(isLight: theme.isLight)
    for colors in [0, 16, 256] {
      let palette = theme.palette(colors: colors)
      for role in Role.allCases where role.isBackground {
        let plain = palette[Paint(.plain)].over(terminal)
        let background = palette[Paint(.plain, on: role)].over(terminal)
        guard plain.attributes == background.attributes, let a = plain.background, let b = background.background else {
          continue
        }
        #expect(distance(a, b) >= 30, "\(role.name) with \(colors) colours")
      }
      #expect(palette[Paint(.plain, on: .selection)] != palette[Paint(.plain, on: .selectionInactive)])
    }
  }

  @Test func monochromeHasNoColorAndIsWhatRemainsOfAnyThemeWithoutColors() throws {
    let monochrome = try theme("monochrome").theme
    #expect(monochrome.palette.styles.allSatisfy { $0.foreground == nil && $0.background == nil })
    #expect(monochrome.palette.styles == (try theme("nord")).theme.palette(colors: 0).styles)
  }

  @Test(arguments: ["gloss-dark", "gloss-light"]) func everyColorIsOneOfThe256(_ name: String) throws {
    let cube: Set<UInt8> = [0, 95, 135, 175, 215, 255]
    for style in try theme(name).theme.palette.styles {
      for color in [style.foreground, style.background].compactMap(\.self) {
        let channels: Set = [color.red, color.green, color.blue]
        #expect(channels.isSubset(of: cube) || (channels.count == 1 && color.red >= 8 && (color.red - 8) % 10 == 0))
      }
    }
  }

  @Test(arguments: ["gloss-dark", "gloss-light", "monochrome"])
  func keepsTheTerminalsOwnGround(_ name: String) throws {
    #expect(try theme(name).theme[.plain] == Style())
  }

  @Test(arguments: names) func withSixteenColorsNoGroundHasAColor(_ name: String) throws {
    let palette = try theme(name).theme.palette(colors: 16)
    #expect(palette.styles.allSatisfy { $0.background == nil })
    #expect(palette[Paint(.plain, on: .selection)].attributes.contains(.reverse))
  }
}

@Suite struct ThemeParsingTests {
  private static func parse(_ text: String) throws -> (theme: Theme, warnings: [SettingsProblem]) {
    try Theme.parse(Array(text.utf8), name: "mine", file: "mine.yaml")
  }

  private static let sixteen = (0..<16).map { number in
    let name = "base0" + String(number, radix: 16, uppercase: true)
    let grey = String(repeating: String(number, radix: 16), count: 6)
    return (name, grey)
  }

  @Test func aSchemeOfTheOldFormIsAThemeAsItStands() throws {
    let text =
      "scheme: \"Old\"\nauthor: \"Somebody\"\n"
      + Self.sixteen.map { "\($0): \"\($1)\"\n" }.joined()
    let (theme, warnings) = try Self.parse(text)
    #expect(warnings == [])
    #expect(theme.title == "Old")
    #expect(theme.name == "mine")
    #expect(!theme.isLight)
    #expect(
      theme[.plain]
        == Style(
          foreground: Color(red: 0x55, green: 0x55, blue: 0x55), background: Color(red: 0, green: 0, blue: 0)))
  }

  @Test func aSchemeOfTheNewFormIsAThemeAsItStands() throws {
    let text =
      "system: \"base16\"\nname: \"New\"\nslug: new\nauthor: \"Somebody\"\nvariant: \"light\"\npalette:\n"
      + Self.sixteen.map { "  \($0): \"#\($1)\"\n" }.joined()
    let (theme, warnings) = try Self.parse(text)
    #expect(warnings == [])
    #expect(theme.title == "New")
    #expect(theme.isLight)
    #expect(theme[.outlineHeading].foreground == Color(red: 0xDD, green: 0xDD, blue: 0xDD))
    #expect(theme[.outlineHeading].attributes == .bold)
  }

  @Test func wordsMakeALook() throws {
    let text = """
      palette: { base00: "#000000", ink: "#102030" }
      roles:
        plain: ink on base00
        selection: bold on ink underline
        muted: default dim
        prompt: "#fff on #010203"
      """
    let theme = try Self.parse(text).theme
    let ink = Color(red: 16, green: 32, blue: 48)
    #expect(theme[.plain] == Style(foreground: ink, background: Color(red: 0, green: 0, blue: 0)))
    #expect(theme[.selection] == Style(background: ink, attributes: [.bold, .underline]))
    #expect(theme[.muted] == Style(attributes: .dim))
    #expect(
      theme[.prompt]
        == Style(foreground: Color(red: 255, green: 255, blue: 255), background: Color(red: 1, green: 2, blue: 3)))
  }

  private static let prefix = "palette:\n" + sixteen.map { "  \($0): \"\($1)\"\n" }.joined() + "roles:\n"

  @Test(arguments: [
    ("  selction: on base02\n", "mine.yaml:19:3: unknown role “selction”; did you mean “selection”?"),
    (
      "  selection: on base0G\n",
      "mine.yaml:19:14: “base0G” in the look of “selection” is neither a colour of the palette nor an attribute; "
        + "did you mean “base00”?"
    ),
    (
      "  muted: blod\n",
      "mine.yaml:19:10: “blod” in the look of “muted” is neither a colour of the palette nor an attribute; "
        + "did you mean “bold”?"
    ),
    ("  muted: [bold]\n", "mine.yaml:19:10: “a list” is not possible for “muted”: words such as “base0D bold”"),
    ("varient: dark\n", "mine.yaml:19:1: unknown setting “varient”; did you mean “variant”?"),
    ("variant: dusk\n", "mine.yaml:19:10: “dusk” is not possible for “variant”: one of light, dark"),
    ("base10: red\n", "mine.yaml:19:9: “red” for “base10” is not a colour; write it as \"#3b4252\""),
  ])
  func aMistakeIsReportedWithItsPlaceAndTheRestCounts(_ line: String, _ message: String) throws {
    let (theme, warnings) = try Self.parse(Self.prefix + line)
    #expect(warnings.map(\.description) == [message])
    #expect(theme[.detailTitle].foreground == Color(red: 0xDD, green: 0xDD, blue: 0xDD))
  }

  @Test func aColorThatThePaletteLacksIsReportedOnce() throws {
    let text = Self.prefix.replacingOccurrences(of: "  base0D: \"dddddd\"\n", with: "")
    #expect(try Self.parse(text).warnings.map(\.kind) == [.missingColor("base0D", nearest: nil)])
  }

  @Test("A colour that is missing is found where its name was misspelled, and a broken one is said once")
  func misspelledColors() throws {
    let misspelled = Self.prefix.replacingOccurrences(of: "base0D:", with: "base0X:")
    let line = misspelled.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("base0X") }
    #expect(
      try Self.parse(misspelled).warnings.map(\.description) == [
        "mine.yaml:\(try #require(line) + 1):3: “base0X” is no colour of a theme, and base0D is missing; did you mean “base0D”?"
      ])
    let broken = Self.prefix.replacingOccurrences(of: "base0D: \"dddddd\"", with: "base0D: 12zz")
    #expect(
      try Self.parse(broken).warnings.map(\.kind) == [.badColor(name: "base0D", value: "12zz")])
  }

  @Test(arguments: [
    ("name: x\n", "mine.yaml:1:1: not a theme: it has no palette, no roles and no base00 to base0F"),
    ("- a\n- b\n", "mine.yaml:1:1: expected “name: value” lines"),
    ("", "mine.yaml:1:1: not a theme: it has no palette, no roles and no base00 to base0F"),
  ])
  func whatIsNoThemeIsRefused(_ text: String, _ message: String) {
    #expect {
      _ = try Self.parse(text)
    } throws: {
      ($0 as? SettingsProblem)?.description == message
    }
  }

  @Test func badYAMLNamesItsPlace() {
    #expect {
      _ = try Self.parse("palette:\n  base00: \"#000000\n")
    } throws: {
      guard let problem = $0 as? SettingsProblem, case .syntax = problem.kind else { return false }
      return problem.place.line >= 2
    }
  }
}

@Suite struct PaletteTests {
  @Test func textOnAStrongGroundTakesItsColors() throws {
    let theme = try theme("dracula").theme
    let current = theme[.searchCurrent]
    #expect(theme.palette[Paint(.detailCode, on: .searchCurrent)].foreground == current.foreground)
    #expect(theme.palette[Paint(.plain, on: .selection)].background == theme[.selection].background)
    #expect(theme.palette[Paint(.plain, on: .selection)].foreground == theme[.plain].foreground)
    #expect(theme.palette[Paint(.statusKey, on: .statusText)].foreground == theme[.statusKey].foreground)
    #expect(theme.palette[Paint(.plain, on: .overlayText)].background == theme[.overlayText].background)
  }

  @Test func aRoleIsFoundByItsIndexAndItsName() {
    for role in Role.allCases {
      #expect(Role(index: role.index) == role)
      #expect(Role(name: role.name) == role)
    }
    #expect(Role.plain.index == 0)
    #expect(Role(index: UInt8(Role.allCases.count)) == nil)
    #expect(Role(name: "") == nil)
  }
}
