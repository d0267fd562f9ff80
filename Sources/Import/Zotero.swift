/// Annotation items as Zotero's interface and its JSON export have them.
enum Zotero {
  /// Reads the annotations in the order of the document that they were made on.
  ///
  /// - Throws: `ImportError` where the text is not JSON or has no items.
  static func read(_ text: String) throws(ImportError) -> ImportedFile {
    let root = try JSONValue.parse(text)
    var file = ImportedFile(.zotero)
    var items = root.items
    if root.isObject, !root["items"].items.isEmpty { items = root["items"].items }
    var sorted: [(order: String, remark: ImportedRemark)] = []
    for item in items {
      let data = item["data"].isObject ? item["data"] : item
      guard let kind = data["annotationType"].string, let key = data["key"].string ?? item["key"].string else {
        file.leftOut.append("\(data["title"].string ?? data["itemType"].string ?? "an item"): no annotation")
        continue
      }
      let comment = Markup.plain(data["annotationComment"].string ?? "")
      let quote = data["annotationText"].string.map(Markup.plain)?.nonEmpty
      if kind == "image" || kind == "ink", comment.isEmpty {
        file.leftOut.append("\(key): a drawing or a picture without words")
        continue
      }
      var remark = ImportedRemark(key: key, quote: quote, text: comment)
      remark.isUnplaceable = quote == nil
      remark.author = data["annotationAuthorName"].string?.nonEmpty
      remark.timestamp = data["dateAdded"].string
      remark.tags = data["tags"].items.compactMap { $0["tag"].string ?? $0.string }
      let page = data["annotationPageLabel"].string?.nonEmpty.map { "page \($0)" }
      remark.source = [data["parentItem"].string.map { "zotero \($0)" }, page].compactMap { $0 }.joined(separator: ", ")
      sorted.append((data["annotationSortIndex"].string ?? "", remark))
    }
    let kinds = items.filter { ($0["data"].isObject ? $0["data"] : $0)["annotationType"].string != nil }
    if kinds.isEmpty { throw .malformed("there are no annotations in it") }
    file.remarks = sorted.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
      .map(\.element.remark)
    return file
  }
}
