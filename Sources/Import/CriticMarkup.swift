/// Text with CriticMarkup in it: `{++add++} {--delete--} {~~old~>new~~} {==mark==} {>>comment<<}`.
///
/// What stands in code and behind a backslash is text; the rest is matched as its own tools do, from left to right, the
/// shortest first, over lines.
enum CriticMarkup {
  private static let forms: [(open: String, close: String)] = [
    ("{++", "++}"), ("{--", "--}"), ("{~~", "~~}"), ("{==", "==}"), ("{>>", "<<}"),
  ]

  /// Something that was found, by its place in the text without markup.
  private struct Mark {
    var form: String
    var body: String
    var replacement: String
    /// In the text with what was suggested, and without.
    var accepted: Range<Int>
    var rejected: Range<Int>
  }

  static func read(_ text: String) -> ImportedFile {
    var file = ImportedFile(.criticMarkup)
    var (accepted, rejected) = ("", "")
    var marks: [Mark] = []
    var comments: [(mark: Int?, text: String, accepted: Int, rejected: Int)] = []
    var isBehindMark = false
    var rest = text[...]
    while !rest.isEmpty {
      if let (form, body, end) = mark(at: rest) {
        let starts = (accepted.unicodeScalars.count, rejected.unicodeScalars.count)
        rest = rest[end...]
        if form == "{>>" {
          comments.append((isBehindMark ? marks.count - 1 : nil, body.trimmed, starts.0, starts.1))
          continue
        }
        let parts = form == "{~~" ? split(body) : (body, body)
        if form != "{--" { accepted += form == "{~~" ? parts.1 : body }
        if form != "{++" { rejected += form == "{~~" ? parts.0 : body }
        marks.append(
          Mark(
            form: form, body: parts.0, replacement: parts.1, accepted: starts.0..<accepted.unicodeScalars.count,
            rejected: starts.1..<rejected.unicodeScalars.count))
        isBehindMark = true
        continue
      }
      let count = plainLength(rest)
      (accepted, rejected) = (accepted + rest.prefix(count), rejected + rest.prefix(count))
      rest = rest.dropFirst(count)
      isBehindMark = false
    }
    file.text = (accepted, rejected)
    addRemarks(marks, comments, accepted, to: &file)
    return file
  }

  private static func mark(at rest: Substring) -> (form: String, body: String, end: Substring.Index)? {
    guard let form = forms.first(where: { rest.hasPrefix($0.open) }) else { return nil }
    let start = rest.index(rest.startIndex, offsetBy: 3)
    guard let close = rest[start...].firstRange(of: form.close) else { return nil }
    return (form.open, String(rest[start..<close.lowerBound]), close.upperBound)
  }

  /// Returns the number of characters that are text in any case: an escape, a span or block of code, else one.
  private static func plainLength(_ rest: Substring) -> Int {
    if rest.first == "\\", rest.count > 1 { return 2 }
    guard rest.first == "`" else { return 1 }
    let ticks = rest.prefix { $0 == "`" }
    guard let close = rest.dropFirst(ticks.count).firstRange(of: ticks) else { return ticks.count }
    return rest.distance(from: rest.startIndex, to: close.upperBound)
  }

  private static func split(_ body: String) -> (String, String) {
    guard let arrow = body.firstRange(of: "~>") else { return (body, body) }
    return (String(body[..<arrow.lowerBound]), String(body[arrow.upperBound...]))
  }

  private static func addRemarks(
    _ marks: [Mark], _ comments: [(mark: Int?, text: String, accepted: Int, rejected: Int)], _ text: String,
    to file: inout ImportedFile
  ) {
    for (index, mark) in marks.enumerated() {
      let words = comments.filter { $0.mark == index }.map(\.text).filter { !$0.isEmpty }
      let suggestion: String? =
        switch mark.form {
        case "{++": "added: \(mark.body.trimmed)"
        case "{--": "deleted: \(mark.body.trimmed)"
        case "{~~": "replaced: \(mark.body.trimmed) -> \(mark.replacement.trimmed)"
        default: nil
        }
      let text = ([suggestion].compactMap { $0 } + words).joined(separator: "\n\n")
      var remark = ImportedRemark(
        key: "\(mark.accepted.lowerBound)\n\(mark.form)\n\(mark.body)\n\(text)",
        quote: mark.form == "{--" ? nil : (mark.form == "{==" ? mark.body : mark.replacement).trimmed.nonEmpty,
        text: text)
      remark.position = mark.accepted
      remark.type = suggestion == nil ? nil : "suggestion"
      file.remarks.append(remark)
    }
    for comment in comments where comment.mark == nil && !comment.text.isEmpty {
      var remark = ImportedRemark(key: "\(comment.accepted)\n\(comment.text)", text: comment.text)
      remark.position = comment.accepted..<comment.accepted
      file.remarks.append(remark)
    }
    file.remarks.sort { $0.position?.lowerBound ?? 0 < $1.position?.lowerBound ?? 0 }
  }
}
