/// Text made fit for one row of the screen.
enum Visible {
  /// `text` with line ends and tabs as blanks and other controls as U+FFFD: nothing that a terminal would obey.
  static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
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
