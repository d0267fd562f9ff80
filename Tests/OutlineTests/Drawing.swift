import Outline

extension Outline {
  init(_ text: String) { self.init(parsing: Array(text.utf8)) }

  /// One line a topic, the root left out: two spaces a level, the marker as a glyph, the title.
  var drawing: String {
    indices.dropFirst().map { index in
      let glyph =
        switch kind(of: index) {
        case .root: "root"
        case .heading(let level): String(repeating: "#", count: level)
        case .item(.bullet(let scalar), let task): "\(scalar)\(task.map { $0 == .done ? " [x]" : " [ ]" } ?? "")"
        case .item(.ordered(let number, let delimiter), let task):
          "\(number)\(delimiter)\(task.map { $0 == .done ? " [x]" : " [ ]" } ?? "")"
        }
      let indentation = String(repeating: "  ", count: depth(of: index) - 1)
      let title = title(of: index)
      return indentation + glyph + (title.isEmpty ? "" : " " + title)
    }.joined(separator: "\n")
  }
}

extension RichText.Run {
  /// A short form: the text and what is special about it.
  var drawing: String {
    var marks = ""
    if emphasis.contains(.emphasis) { marks += "e" }
    if emphasis.contains(.strong) { marks += "s" }
    if emphasis.contains(.strikethrough) { marks += "x" }
    if emphasis.contains(.code) { marks += "c" }
    if emphasis.contains(.html) { marks += "h" }
    if emphasis.contains(.footnoteReference) { marks += "f" }
    if let link { marks += "L\(link)" }
    let place = "\(source.lowerBound.int)-\(source.upperBound.int)"
    return "\(text.debugDescription)\(marks.isEmpty ? "" : ":" + marks)@\(place)\(isVerbatim ? "" : "!")"
  }
}
