import Outline

/// An outline as OPML 2.0 (http://opml.org/spec2.opml), which outliners exchange.
package enum OPML {
  /// The lines before the outlines.
  package static func head(title: String) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
      + "  <head><title>\(escaped(title))</title></head>\n  <body>"
  }

  /// The lines behind the outlines.
  package static let tail = "  </body>\n</opml>"

  /// Writes an outline, one element a line; with a name, as an element of that name.
  package static func write(_ outline: Outline, name: String?, depth: Int? = nil, _ write: (String) -> Void) {
    if let name { write("    <outline text=\"\(escaped(name))\">") }
    forEachLine(of: outline, depth: depth, write)
    if name != nil { write("    </outline>") }
  }

  private static func forEachLine(of outline: Outline, depth limit: Int?, _ write: (String) -> Void) {
    var open = 0
    for index in 1..<max(1, outline.count) {
      let topic = outline[TopicIndex(index)]
      if let limit, topic.depth > limit { continue }
      while open >= topic.depth {
        write(String(repeating: "  ", count: open + 1) + "</outline>")
        open -= 1
      }
      let hasChildren = topic.subtreeCount > 1 && topic.depth < limit ?? .max
      let start =
        String(repeating: "  ", count: topic.depth + 1)
        + "<outline text=\"\(escaped(outline.title(of: TopicIndex(index))))\""
      write(start + (hasChildren ? ">" : "/>"))
      if hasChildren { open = topic.depth }
    }
    while open >= 1 {
      write(String(repeating: "  ", count: open + 1) + "</outline>")
      open -= 1
    }
  }

  /// Text fit for an attribute: XML's own characters as entities, controls (which XML can't hold) as U+FFFD.
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
