import Outline

/// An outline as OPML 2.0 (http://opml.org/spec2.opml), which outliners exchange.
package enum OPML {
  /// The whole document, one element a line, without the last line break.
  package static func document(title: String, outlines: [(name: String?, outline: Outline)], depth: Int? = nil)
    -> String
  {
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<opml version=\"2.0\">",
      "  <head><title>\(escaped(title))</title></head>", "  <body>",
    ]
    for (name, outline) in outlines {
      if let name { lines.append("    <outline text=\"\(escaped(name))\">") }
      append(outline, depth: depth, to: &lines)
      if name != nil { lines.append("    </outline>") }
    }
    return (lines + ["  </body>", "</opml>"]).joined(separator: "\n")
  }

  private static func append(_ outline: Outline, depth limit: Int?, to lines: inout [String]) {
    var open = 0
    for index in 1..<max(1, outline.count) {
      let topic = outline[TopicIndex(index)]
      if let limit, topic.depth > limit { continue }
      while open >= topic.depth {
        lines.append(String(repeating: "  ", count: open + 1) + "</outline>")
        open -= 1
      }
      let hasChildren = topic.subtreeCount > 1 && topic.depth < limit ?? .max
      let start =
        String(repeating: "  ", count: topic.depth + 1)
        + "<outline text=\"\(escaped(outline.title(of: TopicIndex(index))))\""
      lines.append(start + (hasChildren ? ">" : "/>"))
      if hasChildren { open = topic.depth }
    }
    while open >= 1 {
      lines.append(String(repeating: "  ", count: open + 1) + "</outline>")
      open -= 1
    }
  }

  /// Text fit for an attribute: XML's own signs as entities, controls (which XML can't hold) as U+FFFD.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r": escaped += " "
      case _ where scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value): escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
