/// Annotations that Zotero put into a note, as Markdown: the quoted words, a citation, a link to the place in the PDF,
/// and the comment behind it.
enum ZoteroNote {
  /// The part of a link that names an annotation.
  static let mark = "zotero://open-pdf/"

  /// Reads one remark for each paragraph or line with a link to an annotation.
  ///
  /// - Throws: `ImportError` where no paragraph has a link to an annotation; other paragraphs are left out.
  static func read(_ text: String) throws(ImportError) -> ImportedFile {
    // The same annotation has the same key wherever Zotero writes it.
    var file = ImportedFile(.zotero)
    for paragraph in paragraphs(of: text) {
      guard let remark = remark(paragraph) else {
        let words = paragraph.trimmed
        let isHead = words.hasPrefix("#") || words.hasPrefix("(") && words.hasSuffix(")")
        if !isHead, !words.isEmpty { file.leftOut.append("\(words.prefix(60)): no link to an annotation") }
        continue
      }
      file.remarks.append(remark)
    }
    if file.remarks.isEmpty { throw .malformed("there are no annotations in it") }
    return file
  }

  /// Blocks between blank lines; a line that has an annotation of its own is one, too.
  private static func paragraphs(of text: String) -> [String] {
    var found: [String] = []
    var open: [Substring] = []
    func close() {
      if !open.isEmpty { found.append(open.joined(separator: "\n")) }
      open = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        close()
        continue
      }
      if line.contains(mark), open.contains(where: { $0.contains(mark) }) { close() }
      open.append(line)
    }
    close()
    return found
  }

  private static func remark(_ paragraph: String) -> ImportedRemark? {
    guard let link = paragraph.firstMatch(of: /\(\[[^\]]*\]\(zotero:\/\/open-pdf\/[^)\s]*\)\)/) else { return nil }
    let address = String(paragraph[link.range])
    guard let key = address.firstMatch(of: /annotation=([A-Za-z0-9]+)/)?.output.1 else { return nil }
    var before = Markup.plain(String(paragraph[..<link.range.lowerBound]))
    var citation: String?
    if let found = before.firstMatch(of: /\(\[([^\]]*)\]\(zotero:\/\/select\/[^)\s]*\)\)\s*$/) {
      citation = String(found.output.1)
      before = String(before[..<found.range.lowerBound]).trimmed
    }
    before = before.drop { "-*>+ ".contains($0) }.trimmed
    let comment = Markup.plain(String(paragraph[link.range.upperBound...]))
    var remark = ImportedRemark(key: String(key), quote: unquoted(before).nonEmpty, text: comment)
    let page = address.firstMatch(of: /[?&]page=([^&)]+)/).map { "page \($0.output.1)" }
    let item = address.firstMatch(of: /items\/([A-Za-z0-9]+)/).map { "zotero \($0.output.1)" }
    remark.source = [item, citation ?? page].compactMap(\.self).joined(separator: ", ")
    return remark
  }

  /// Without the quotation marks of a language at its ends, which are not part of the text.
  private static func unquoted(_ text: String) -> String {
    let pairs: [(Character, Character)] = [
      ("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"), ("‘", "’"), ("‹", "›"), ("「", "」"), ("\"", "\""),
    ]
    guard text.count > 2, let first = text.first, let last = text.last,
      pairs.contains(where: { $0 == (first, last) })
    else { return text }
    return String(text.dropFirst().dropLast()).trimmed
  }
}
