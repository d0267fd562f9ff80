import CursesTerminal
import Front
import Layout
import Settings
import Terminal

/// Rendered lines as a terminal or a pager takes them: with the sequences (ECMA-48, "select graphic rendition") that
/// give them the looks of a theme.
package struct StyledText {
  private let palette: Palette
  private let colors: ColorDepth

  /// - Parameter variables: The environment, which tells the terminal's colours; without a word of them there are 256.
  package init(_ themes: ThemeCatalog, variables: [String: String]) {
    colors = Self.colors(variables)
    palette = themes.palette(nil, colors: colors, isLight: nil)
  }

  private static func colors(_ variables: [String: String]) -> ColorDepth {
    if ["truecolor", "24bit"].contains(variables["COLORTERM"]) { return .trueColor }
    switch variables["TERM"] {
    case "vt100", "vt102", "vt220": return .none
    case "linux", "xterm", "screen", "ansi", "rxvt": return .eight
    default: return .indexed256
    }
  }

  /// A line with its styles; blanks at its end are left out.
  package func text(of line: TextLine) -> String {
    var text = ""
    var current = Style()
    var spans = line.spans
    while let last = spans.last, last.text.allSatisfy({ $0 == " " }) { spans.removeLast() }
    for span in spans {
      var style = palette[span.paint(on: .plain)]
      // The page's own background is the terminal's.
      if style.background == palette[Paint(.plain, on: .plain)].background { style.background = nil }
      if style != current {
        text += sequence(for: style)
        current = style
      }
      text += span.text
    }
    return current == Style() ? text : text + "\u{1B}[0m"
  }

  /// The sequence that sets `style` whatever was set before.
  private func sequence(for style: Style) -> String {
    var codes = ["0"]
    let attributes: [(Attributes, String)] = [
      (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"), (.strikethrough, "9"),
    ]
    for (attribute, code) in attributes where style.attributes.contains(attribute) { codes.append(code) }
    if let color = style.foreground { codes += color.codes(in: colors, base: 30) }
    if let color = style.background { codes += color.codes(in: colors, base: 40) }
    return "\u{1B}[" + codes.joined(separator: ";") + "m"
  }
}

extension Color {
  /// The parameters that set this colour, or the one nearest to it; `base` is 30 for text and 40 for its background.
  fileprivate func codes(in colors: ColorDepth, base: Int) -> [String] {
    switch colors {
    case .none: return []
    case .trueColor: return ["\(base + 8)", "2", "\(red)", "\(green)", "\(blue)"]
    case .indexed256: return ["\(base + 8)", "5", "\(colors.number(of: self))"]
    case .eight, .sixteen:
      let number = Int(colors.number(of: self))
      return ["\(number < 8 ? base + number : base + 52 + number)"]
    }
  }
}
