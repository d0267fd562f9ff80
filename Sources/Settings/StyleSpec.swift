import Terminal

/// A style in the words of a theme file, colours by name: `base0D on base01 bold`.
struct StyleSpec {
  var foreground: Substring?
  var background: Substring?
  var attributes = Attributes.plain

  /// Reads words in any order: attributes, a colour for the text, a colour after `on`. `default` is the terminal's own
  /// colour. A later word replaces an earlier one of its kind.
  init(_ words: String) {
    var isBackground = false
    for word in words.utf8.split(whereSeparator: { $0 <= UInt8(ascii: " ") }).map(Substring.init) {
      if word == "on" {
        isBackground = true
        continue
      }
      if let attribute = StyleSpec.attribute(word) {
        attributes.insert(attribute)
      } else if isBackground {
        background = word
      } else {
        foreground = word
      }
      isBackground = false
    }
  }

  static let attributeNames: KeyValuePairs<String, Attributes> = [
    "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse,
    "strikethrough": .strikethrough,
  ]

  private static func attribute(_ word: Substring) -> Attributes? {
    attributeNames.first { $0.key == word }?.value
  }
}

/// The colours of terminals that have eight or sixteen, as the names of base16 stand for them.
enum AnsiColor {
  /// The colour for text that a theme paints in `name`; nil is the terminal's own, which all shades but the dimmest
  /// are.
  static func text(_ name: Substring, isLight: Bool) -> Color? {
    switch name {
    case "base01", "base02", "base03": brightBlack
    case "base08", "base0F": red
    case "base09": isLight ? red : yellow
    case "base0A": isLight ? magenta : yellow
    case "base0B": green
    case "base0C": isLight ? blue : cyan
    case "base0D": isLight ? blue : brightBlue
    case "base0E": magenta
    default: nil
    }
  }

  // The values of xterm, so that the nearest of a screen's colours is the one meant.
  private static let red = Color(red: 205, green: 0, blue: 0)
  private static let green = Color(red: 0, green: 205, blue: 0)
  private static let yellow = Color(red: 205, green: 205, blue: 0)
  private static let blue = Color(red: 0, green: 0, blue: 238)
  private static let magenta = Color(red: 205, green: 0, blue: 205)
  private static let cyan = Color(red: 0, green: 205, blue: 205)
  private static let brightBlack = Color(red: 127, green: 127, blue: 127)
  private static let brightBlue = Color(red: 92, green: 92, blue: 255)
}
