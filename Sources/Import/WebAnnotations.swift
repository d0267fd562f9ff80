/// W3C Web Annotations as JSON-LD: one, a page, a collection, or a list of them.
enum WebAnnotations {
  /// Reads all annotations, at whatever depth of lists and pages.
  ///
  /// - Throws: `ImportError` where the text is not JSON or has no records.
  static func read(_ text: String) throws(ImportError) -> ImportedFile {
    let root = try JSONValue.parse(text)
    var file = ImportedFile(.webAnnotation)
    for annotation in annotations(in: root) { add(annotation, to: &file) }
    if file.remarks.isEmpty, file.leftOut.isEmpty { throw .malformed("there are no annotations in it") }
    return file
  }

  private static func annotations(in value: JSONValue) -> [JSONValue] {
    var found: [JSONValue] = []
    var waiting = [value]
    while !waiting.isEmpty {
      let next = waiting.removeFirst()
      if case .list(let items) = next {
        waiting = items + waiting
      } else if next["target"].items.isEmpty == false,
        next["type"].items.contains(where: { $0.string == "Annotation" }) || next["items"].items.isEmpty
      {
        found.append(next)
      } else {
        waiting = next["items"].items + next["first"].items.filter(\.isObject) + waiting
      }
    }
    return found
  }

  private static func add(_ annotation: JSONValue, to file: inout ImportedFile) {
    let motivations = (annotation["motivation"].items + annotation["motivatedBy"].items).compactMap(\.string)
    var tags: [String] = []
    var texts: [String] = []
    var classes: [String] = []
    for body in annotation["body"].items {
      let purposes = body["purpose"].items.compactMap(\.string)
      if let value = body["value"].string ?? body["chars"].string {
        if purposes.contains("tagging") {
          tags.append(value)
        } else if purposes.contains("classifying") {
          classes.append(value)
        } else {
          texts.append(plain(value, body["format"].string))
        }
      } else if let address = body.string ?? body["source"].string ?? body["id"].string {
        texts.append(address)
      }
    }
    if let value = annotation["bodyValue"].string { texts.append(value) }
    let id = annotation["id"].string ?? annotation["@id"].string
    let targets = annotation["target"].items
    for (index, target) in targets.enumerated() {
      var remark = ImportedRemark(key: "", text: texts.joined(separator: "\n\n"))
      remark.source = target.string ?? target["source"].string ?? target["source"]["id"].string ?? target["id"].string
      if motivations.contains("replying"), let parent = remark.source { remark.replyTo = parent }
      let selectors = target["selector"].items
      for selector in selectors { read(selector, into: &remark) }
      remark.isUnplaceable =
        !selectors.isEmpty && remark.quote == nil && remark.position == nil && remark.line == nil
      remark.page = remark.source
      remark.author = creator(annotation["creator"])
      remark.timestamp = annotation["created"].string
      remark.edited = annotation["modified"].string
      remark.tags = tags
      remark.type = motivations.contains("questioning") ? "question" : nil
      for value in classes { classify(&remark, as: value) }
      remark.key =
        (id ?? (remark.quote ?? "") + "\n" + remark.text + "\n" + (remark.timestamp ?? ""))
        + (index == 0 ? "" : "#\(index + 1)")
      file.remarks.append(remark)
    }
  }

  /// A class that somebody put it in: whether it is settled, how severe it is, or else its type.
  private static func classify(_ remark: inout ImportedRemark, as value: String) {
    let severity = value.hasPrefix("severity: ") ? String(value.dropFirst(10)) : nil
    if value == "resolved" {
      remark.isResolved = true
    } else if let severity, ["low", "medium", "high"].contains(severity) {
      remark.severity = severity
    } else {
      remark.type = value
    }
  }

  private static func creator(_ value: JSONValue) -> String? {
    let creator = value.items.first
    return creator?["name"].string ?? creator?["nickname"].string ?? creator?.string ?? creator?["id"].string
  }

  private static func read(_ selector: JSONValue, into remark: inout ImportedRemark) {
    if let exact = selector["exact"].string {
      remark.quote = remark.quote ?? exact
      remark.prefix = remark.prefix ?? selector["prefix"].string
      remark.suffix = remark.suffix ?? selector["suffix"].string
    }
    // Data positions are counted in bytes of something else than this text.
    let isText = !selector["type"].items.contains { $0.string == "DataPositionSelector" }
    if isText, let start = selector["start"].int, let end = selector["end"].int, start >= 0, start <= end {
      remark.position = remark.position ?? start..<end
    }
    if let value = selector["value"].string { read(fragment: value, into: &remark) }
    for inner in selector["refinedBy"].items { read(inner, into: &remark) }
    if remark.quote == nil, let start = selector["startSelector"]["exact"].string {
      // What stands between is not told: the beginning is where the remark is shown.
      remark.quote = start
      remark.suffix = selector["startSelector"]["suffix"].string
    }
  }

  /// A fragment of a plain text (RFC 5147), characters and lines being counted from 0.
  private static func read(fragment: String, into remark: inout ImportedRemark) {
    if let found = fragment.wholeMatch(of: /char=(\d+),(\d+)/), let start = Int(found.output.1),
      let end = Int(found.output.2), start <= end
    {
      remark.position = remark.position ?? start..<end
    } else if let found = fragment.wholeMatch(of: /line=(\d+)(?:,\d+)?/), let line = Int(found.output.1),
      line < .max
    {
      remark.line = remark.line ?? line + 1
    }
  }

  /// HTML without its tags.
  private static func plain(_ text: String, _ format: String?) -> String {
    format == "text/html" ? Markup.plain(text) : text
  }
}
