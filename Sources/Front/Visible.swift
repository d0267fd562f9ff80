/// Text made fit for one row of the screen.
enum Visible {
  /// `text` with line ends and tabs as blanks and other controls as U+FFFD: nothing that a terminal would obey.
  static func sanitized(_ text: String) -> String {
    // Controls are U+0000 to U+001F, and U+007F to U+009F, which begin with C2 from U+0080 on.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return text }
    var visible = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t": visible.append(" ")
      case _ where scalar.properties.generalCategory == .control: visible.append("\u{FFFD}")
      default: visible.append(scalar)
      }
    }
    return String(visible)
  }
}
