/// Readwise's CSV export, and what it takes in itself.
enum ReadwiseCSV {
  /// Reads the highlights with their notes, one a row.
  ///
  /// - Throws: `ImportError` where the first line names no column `Highlight`; rows without a highlight are left out.
  static func read(_ text: String) throws(ImportError) -> ImportedFile {
    let rows = try CSV.rows(of: text)
    guard let header = rows.first?.map(\.trimmed), header.contains("Highlight") else {
      throw .malformed("it names no column Highlight", line: 1)
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
      remark.timestamp = field("Highlighted at", "Date").nonEmpty
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
}

/// Comma-separated values (RFC 4180): quoted fields may hold commas, line breaks and doubled quotes.
enum CSV {
  /// Reads the rows; a quote inside a field that does not begin with one is a letter.
  ///
  /// - Throws: `ImportError` where a quote is opened and not closed.
  static func rows(of text: String) throws(ImportError) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var wasQuoted = false
    var opened: Int?
    var line = 1
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "\n" { line += 1 }
      switch character {
      case "\"" where opened != nil && rest.first == "\"":
        field.append("\"")
        rest.removeFirst()
      case "\"" where opened != nil: opened = nil
      case "\"" where field.isEmpty && !wasQuoted: (opened, wasQuoted) = (line, true)
      case "," where opened == nil:
        row.append(field)
        (field, wasQuoted) = ("", false)
      case "\n" where opened == nil:
        rows.append(row + [field])
        (row, field, wasQuoted) = ([], "", false)
      default: field.append(character)
      }
    }
    if let opened { throw .malformed("a quote is not closed", line: opened) }
    if !row.isEmpty || !field.isEmpty { rows.append(row + [field]) }
    return rows
  }
}
