extension Glyphs {
  /// Words of the program's own, other characters spelled in ASCII where that is all that there is: the terminal would
  /// show question marks in their place.
  package func spelled(_ words: String) -> String {
    guard isASCII, words.utf8.contains(where: { $0 >= 0x80 }) else { return words }
    var spelled = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "·", "–", "—": spelled += "-"
      case "›": spelled += ">"
      case "…": spelled += "..."
      case "“", "”": spelled += "\""
      case "‘", "’": spelled += "'"
      case "↑": spelled += "Up"
      case "↓": spelled += "Down"
      case "←": spelled += "Left"
      case "→": spelled += "Right"
      default: spelled.unicodeScalars.append(scalar)
      }
    }
    return spelled
  }
}
