import Annotations

/// Switches at the top of a page that show and hide annotations by their state and type, without a script.
struct HTMLFilters {
  private var open = 0
  private var resolved = 0
  /// Counts by type, in the order of their first annotation; the key is nil for plain notes.
  private var types: [(type: AnnotationType?, count: Int)] = []

  init(_ files: [AnnotatedFile]) {
    for file in files {
      for topic in file.annotatedTopics where file.scope.share(of: topic) == .whole {
        for case let first? in (file.threads[topic] ?? []).map(\.first) { count(first) }
      }
    }
  }

  private mutating func count(_ entry: AnnotatedFile.Entry) {
    if entry.placement.isResolved(entry.annotation) { resolved += 1 } else { open += 1 }
    let type = entry.annotation.type
    if let index = types.firstIndex(where: { $0.type == type }) {
      types[index].count += 1
    } else {
      types.append((type, 1))
    }
  }

  var count: Int { open + resolved }

  /// The class that every annotation of a type has.
  static func className(of type: AnnotationType?) -> String {
    let name = (type?.rawValue ?? "note").unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? String(scalar) : "-"
    }
    return "type-" + name.joined()
  }

  /// The switches; they stand before everything that they hide. Empty where there is nothing to choose.
  var switches: String {
    guard count > 1 else { return "" }
    var html = "<section aria-label=\"Filters\"><fieldset class=\"filters\"><legend>Annotations</legend>\n"
    for (id, label, _) in rows {
      html += "<input type=\"checkbox\" id=\"\(id)\" checked><label for=\"\(id)\">\(HTMLText.escaped(label))</label>\n"
    }
    return html + "</fieldset></section>\n"
  }

  /// The rules that make the switches work.
  var style: String {
    guard count > 1 else { return "" }
    return rows.map { id, _, name in
      "body:has(#\(id):not(:checked)) :is(aside, sup, .endnotes li).\(name) { display: none; }"
    }.joined(separator: "\n")
  }

  private var rows: [(id: String, label: String, className: String)] {
    var rows: [(id: String, label: String, className: String)] = []
    if open > 0 { rows.append(("show-open", "open (\(open))", "open")) }
    if resolved > 0 { rows.append(("show-resolved", "resolved (\(resolved))", "resolved")) }
    guard types.count > 1 else { return rows }
    return rows
      + types.map { type, count in
        let name = Self.className(of: type)
        return ("show-" + name, "\(type?.rawValue ?? "note") (\(count))", name)
      }
  }
}
