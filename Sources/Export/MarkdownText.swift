/// Plain text written so that Markdown shows it as it is.
enum MarkdownText {
  /// The lines of a text, each but the last of a paragraph with a hard line break.
  static func lines(_ text: String) -> [String] {
    let lines = OneLine.lines(of: text)
    return lines.enumerated().map { index, line in
      let escaped = escapedLine(line)
      let isFollowed = index + 1 < lines.count && !lines[index + 1].isEmpty
      return escaped.isEmpty || !isFollowed ? escaped : escaped + "\\"
    }
  }

  /// A line, its beginning included: no heading, no list, no code comes of it.
  private static func escapedLine(_ line: String) -> String {
    let indent = line.prefix { $0 == " " || $0 == "\t" }
    let text = line.dropFirst(indent.count)
    if text.isEmpty { return "" }
    let spaces = indent.map { $0 == "\t" ? "&nbsp;&nbsp;&nbsp;&nbsp;" : "&nbsp;" }.joined()
    let escaped = escaped(String(text))
    guard indent.isEmpty else { return spaces + escaped }
    if let first = text.first, "#+-=>|".contains(first) { return "\\" + escaped }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    if !digits.isEmpty, let sign = text.dropFirst(digits.count).first, sign == "." || sign == ")" {
      return digits + "\\" + escaped.dropFirst(digits.count)
    }
    return escaped
  }

  /// Text inside a line.
  static func escaped(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var escaped = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : " "
      let after = index + 1 < scalars.count ? scalars[index + 1] : " "
      let needsEscape =
        switch scalar {
        case "\\", "`", "*", "[", "]", "<", "~", "$": true
        // Inside a word it marks nothing, and in an address a backslash would be in the way.
        case "_": !(isWord(before) && isWord(after))
        case "&": isEntity(scalars[index...].dropFirst())
        default: false
        }
      if needsEscape { escaped.append("\\") }
      escaped.append(scalar)
    }
    return String(escaped)
  }

  /// Whether `&` and this would be read as one character.
  private static func isEntity(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let name = rest.prefix { $0 == "#" || $0.isASCII && isWord($0) }
    return !name.isEmpty && rest.dropFirst(name.count).first == ";"
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || scalar.isDigit }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
