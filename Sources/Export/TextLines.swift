/// Records of annotations for people, one line each.
extension AnnotationRecord {
  /// `FILE:LINE: question, open: A > B: text`, with the resolver's word where it is not sure.
  package var textLine: String {
    let place = file + ":" + (line.map(String.init) ?? "-") + ": "
    var words = [type ?? "note", resolved ? "resolved" : "open"]
    if state != "exact", state != "moved" { words.append(state) }
    let path = path.isEmpty ? "" : path.joined(separator: " > ") + ": "
    return place + words.joined(separator: ", ") + ": " + OneLine.text(path + text)
  }
}

/// Text fit for one line of a terminal: no line ends, no controls.
package enum OneLine {
  /// The lines of a text, each fit for itself.
  static func lines(of text: String) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { self.text(String($0)) }
  }

  /// The text on one line.
  package static func text(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar {
          case "\n", "\r", "\t": " "
          case _ where scalar.properties.generalCategory == .control: "\u{FFFD}"
          default: scalar
          }
        }))
  }
}
