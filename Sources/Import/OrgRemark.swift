/// The notes file of org-remark: a heading for each source, below it one for each highlight.
enum OrgRemark {
  static func read(_ text: String) -> ImportedFile {
    var file = ImportedFile(.orgRemark)
    var source: String?
    var entry: (heading: String, properties: [String: String], body: [Substring])?
    var isDrawer = false
    func finish() {
      guard let found = entry, let id = found.properties["org-remark-id"] else { return }
      file.remarks.append(remark(found.heading, found.properties, found.body, id, source))
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let stars = line.prefix { $0 == "*" }.count
      if stars > 0, line.dropFirst(stars).first == " " {
        // Headings below a highlight belong to its note.
        if let known = entry, known.properties["org-remark-id"] != nil, stars > level(of: known.properties) {
          entry?.body.append(line.dropFirst(stars + 1))
          continue
        }
        finish()
        entry = (line.dropFirst(stars + 1).trimmed, ["level": "\(stars)"], [])
        continue
      }
      let words = line.trimmed
      if words.uppercased() == ":PROPERTIES:" {
        isDrawer = true
      } else if isDrawer, words.uppercased() == ":END:" {
        isDrawer = false
      } else if isDrawer, words.hasPrefix(":"), let end = words.dropFirst().firstIndex(of: ":") {
        let name = words[words.index(after: words.startIndex)..<end].lowercased()
        let value = words[words.index(after: end)...].trimmed
        if name == "org-remark-file" { source = value } else { entry?.properties[name] = value }
      } else {
        entry?.body.append(line)
      }
    }
    finish()
    return file
  }

  private static func level(of properties: [String: String]) -> Int { properties["level"].flatMap { Int($0) } ?? 2 }

  private static func remark(
    _ heading: String, _ properties: [String: String], _ body: [Substring], _ id: String, _ source: String?
  ) -> ImportedRemark {
    let original = properties["org-remark-original-text"]?.nonEmpty
    let isLine = properties["org-remark-type"] == "line"
    var remark = ImportedRemark(
      key: id, quote: isLine ? nil : original ?? heading.nonEmpty,
      text: plain(body.joined(separator: "\n").trimmed))
    if let begin = properties["org-remark-beg"].flatMap({ Int($0) }), begin > 0,
      let end = properties["org-remark-end"].flatMap({ Int($0) }), end >= begin
    {
      // Emacs counts from 1, the end exclusive.
      remark.position = begin - 1..<end - 1
    }
    if let link = properties["org-remark-link"], let line = link.split(separator: ":").last?.prefix(while: \.isNumber) {
      remark.line = Int(line)
    }
    if let original, original != heading, !heading.isEmpty {
      remark.text = remark.text.isEmpty ? heading : heading + "\n\n" + remark.text
    }
    remark.tags = [properties["category"], properties["org-remark-label"]].compactMap { $0 }
      .filter { !$0.isEmpty && $0 != "nil" }
    (remark.source, remark.page) = (source, source)
    return remark
  }

  /// Links as their words with the address behind them, code and emphasis as they are.
  private static func plain(_ text: String) -> String {
    text.replacing(/\[\[([^\]]+)\]\[([^\]]+)\]\]/) { "\($0.output.2) (\($0.output.1))" }
      .replacing(/\[\[([^\]]+)\]\]/) { "\($0.output.1)" }
  }
}
