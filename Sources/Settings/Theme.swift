import Terminal

/// A style for each role.
package struct Theme: Hashable, Sendable {
  /// The name that the theme is chosen by: that of its file without `.yaml`.
  package var name: String
  /// The name that the file gives it.
  package var title: String
  /// Whether its background is light.
  package var isLight: Bool
  /// For screens with 256 colours or more.
  package var palette: Palette
  /// For screens with 8 or 16 colours: their own for text, attributes for backgrounds.
  private var ansiPalette: Palette

  init(name: String, title: String, isLight: Bool, palette: Palette, ansiPalette: Palette) {
    self.name = name
    self.title = title
    self.isLight = isLight
    self.palette = palette
    self.ansiPalette = ansiPalette
  }

  /// The palette for a screen with `colors` colours. With fewer than 8, or where the reader wants none (0), looks
  /// differ by attributes alone.
  package func palette(colors: Int) -> Palette {
    switch colors {
    case 88...: palette
    case 8...: ansiPalette
    default: Theme.colorless
    }
  }

  /// The look of `role` in full colour.
  package subscript(role: Role) -> Style { palette.styles[Int(role.index)] }

  private static let colorless = Palette(
    styles: Role.allCases.map { Style(attributes: StyleSpec($0.attributesWithoutColor).attributes) },
    strongBackgrounds: Role.backgrounds)
}

extension Color {
  /// Reads `#3b4252`, `3b4252` or `#abc`; nil for anything else.
  package init?(hex: String) {
    var digits = Substring(hex)
    if digits.first == "#" { digits = digits.dropFirst() }
    if digits.utf8.count == 3 { digits = Substring(digits.map { "\($0)\($0)" }.joined()) }
    guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit), let number = UInt32(digits, radix: 16) else {
      return nil
    }
    let channel = { (shift: UInt32) in UInt8(truncatingIfNeeded: number >> shift) }
    self.init(red: channel(16), green: channel(8), blue: channel(0))
  }

  /// Whether dark text stands out better on it than light text.
  package var isLight: Bool { 299 * Int(red) + 587 * Int(green) + 114 * Int(blue) > 127_500 }
}
