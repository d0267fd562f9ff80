/// Text out of simple HTML.
enum Markup {
  static func plain(_ html: String) -> String {
    var text = ""
    var isTag = false
    var tag = ""
    for at in html.indices {
      let character = html[at]
      switch character {
      case "<" where !isTag && Self.beginsTag(html[html.index(after: at)...]):
        isTag = true
        tag = ""
      case ">" where isTag:
        isTag = false
        let name = tag.lowercased()
        if ["br", "br/", "br /", "/p", "/li", "/div"].contains(name) { text += "\n" }
      default: if isTag { tag.append(character) } else { text.append(character) }
      }
    }
    if isTag { text += "<" + tag }
    return decoded(text).trimmed
  }

  /// Whether what follows a `<` is a tag or a comment: in `a < b` it is none.
  private static func beginsTag(_ rest: Substring) -> Bool {
    guard let first = rest.first else { return false }
    return first.isASCII && (first.isLetter || first == "/" || first == "!") && rest.prefix(1000).contains(">")
  }

  private static func decoded(_ text: String) -> String {
    let names: [Substring: String] = [
      "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "amp": "&", "ndash": "–", "mdash": "—",
      "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
    ]
    guard text.contains("&") else { return text }
    return text.replacing(/&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/) { match in
      let number = match.output.1.flatMap { UInt32($0, radix: 16) } ?? match.output.2.flatMap { UInt32($0) }
      if let number { return Unicode.Scalar(number).map { String($0) } ?? "\u{FFFD}" }
      return match.output.3.flatMap { names[$0] } ?? String(match.output.0)
    }
  }
}
