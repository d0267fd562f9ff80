/// The JSON export of Hypothesis, or what its interface answers (`rows`).
enum Hypothesis {
  /// Reads the annotations, each answer behind what it answers.
  ///
  /// - Throws: `ImportError` where the text is not JSON or has no annotations.
  static func read(_ text: String) throws(ImportError) -> ImportedFile {
    let root = try JSONValue.parse(text)
    var file = ImportedFile(.hypothesis)
    let lists = [root["annotations"].items, root["rows"].items, root["id"].string == nil ? [] : [root]]
    var records = lists.first { !$0.isEmpty } ?? []
    if records.isEmpty, case .list(let items) = root { records = items }
    if records.isEmpty { throw .malformed("there are no annotations in it") }
    for record in records { add(record, to: &file) }
    // An answer may stand before what it answers.
    file.remarks = parentsFirst(file.remarks)
    return file
  }

  private static func add(_ record: JSONValue, to file: inout ImportedFile) {
    guard let id = record["id"].string else {
      file.leftOut.append("a record without an id")
      return
    }
    var remark = ImportedRemark(key: id, text: (record["text"].string ?? "").trimmed)
    let selectors = record["target"].items.flatMap { $0["selector"].items }
    for selector in selectors {
      if let exact = selector["exact"].string, remark.quote == nil {
        (remark.quote, remark.prefix, remark.suffix) = (exact, selector["prefix"].string, selector["suffix"].string)
      }
      if let start = selector["start"].int, let end = selector["end"].int, start >= 0, start <= end {
        remark.position = start..<end
      }
    }
    // Positions alone are those of the page as it was shown.
    remark.isUnplaceable = !selectors.isEmpty && remark.quote == nil
    remark.page = record["uri"].string
    if remark.quote == nil, remark.text.isEmpty, !remark.isUnplaceable, record["tags"].items.isEmpty {
      file.leftOut.append("\(id): no words and no text that they are on")
      return
    }
    let user = record["user"].string.map { $0.hasPrefix("acct:") ? String($0.dropFirst(5)) : $0 }
    let name = record["user_info"]["display_name"].string
    remark.author = name.map { name in user.map { "\(name) (\($0))" } ?? name } ?? user
    remark.timestamp = record["created"].string ?? record["updated"].string
    remark.tags = record["tags"].items.compactMap(\.string)
    // From the thread's beginning down to what it answers.
    remark.replyTo = record["references"].items.last?.string
    let title = record["document"]["title"].items.first?.string
    remark.source = [title, record["uri"].string].compactMap { $0 }.joined(separator: ", ").nonEmpty
    file.remarks.append(remark)
  }

  static func parentsFirst(_ remarks: [ImportedRemark]) -> [ImportedRemark] {
    let keys = Set(remarks.map(\.key))
    var sorted: [ImportedRemark] = []
    var done: Set<String> = []
    var waiting = remarks
    while !waiting.isEmpty {
      let ready = waiting.filter { $0.replyTo.map { !keys.contains($0) || done.contains($0) } ?? true }
      // What answers itself by a detour answers nothing.
      let next = ready.isEmpty ? [waiting[0]] : ready
      sorted += next
      done.formUnion(next.map(\.key))
      waiting.removeAll { done.contains($0.key) }
    }
    return sorted
  }
}
