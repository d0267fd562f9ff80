/// Readwise's CSV export, and what it takes in itself.
enum ReadwiseCSV {
  /// Reads the highlights with their notes, one a row.
  ///
  /// - Throws: `ImportError` where the first line names no column `Highlight`; rows without a highlight are left out.
  static func read(_ text: String) throws(ImportError) -> ImportedFile {
    let rows = CSV.rows(of: text)
    guard let header = rows.first?.map(\.trimmed), header.contains("Highlight") else {
      throw .malformed("its first line names no column Highlight")
    }
    var file = ImportedFile(.readwise)
    for row in rows.dropFirst() where row.contains(where: { !$0.isEmpty }) {
      func field(_ names: String...) -> String {
        let at = names.lazy.compactMap { header.firstIndex(of: $0) }.first
        return at.map { $0 < row.count ? row[$0].trimmed : "" } ?? ""
      }
      let quote = field("Highlight")
      guard !quote.isEmpty else {
        file.leftOut.append("a row without a highlight")
        continue
      }
      let title = field("Book Title", "Title")
      var (note, tags) = withoutTags(field("Note"))
      tags += field("Tags").split(separator: ",").map(\.trimmed).filter { !$0.isEmpty && !tags.contains($0) }
      note = note.trimmed
      var remark = ImportedRemark(key: title + "\n" + quote, quote: quote, text: note)
      remark.tags = tags
      remark.timestamp = timestamp(field("Highlighted at", "Date"))
      let place = [field("Location Type"), field("Location")].filter { !$0.isEmpty && $0 != "order" }.joined(
        separator: " ")
      remark.source =
        [title, field("Book Author", "Author"), field("URL"), place].filter { !$0.isEmpty }
        .joined(separator: ", ").nonEmpty
      file.remarks.append(remark)
    }
    return file
  }

  /// `.word` at the beginning of a note is a tag.
  private static func withoutTags(_ note: String) -> (text: String, tags: [String]) {
    var tags: [String] = []
    let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: " ", omittingEmptySubsequences: false).filter { word in
        guard word.first == ".", word.count > 1,
          word.dropFirst().allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
        else { return true }
        tags.append(String(word.dropFirst()))
        return false
      }.joined(separator: " ")
    }
    return (lines.joined(separator: "\n"), tags)
  }

  /// `2026-07-17 14:00:25+00:00` as RFC 3339.
  private static func timestamp(_ text: String) -> String? {
    guard text.count >= 19, let space = text.firstIndex(of: " ") else { return text.contains("T") ? text : nil }
    let time = text[text.index(after: space)...].trimmed
    return text[..<space] + "T" + time + (time.contains("+") || time.hasSuffix("Z") ? "" : "Z")
  }
}

/// Comma-separated values (RFC 4180): quoted fields may hold commas, line breaks and doubled quotes.
enum CSV {
  static func rows(of text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "\"" where isQuoted && rest.first == "\"":
        field.append("\"")
        rest.removeFirst()
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        row.append(field)
        field = ""
      case "\n" where !isQuoted:
        rows.append(row + [field])
        (row, field) = ([], "")
      default: field.append(character)
      }
    }
    if !row.isEmpty || !field.isEmpty { rows.append(row + [field]) }
    return rows
  }
}
