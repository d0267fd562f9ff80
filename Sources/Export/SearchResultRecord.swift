import Annotations
import Outline

/// One hit as `gloss search --json` prints it: a line of JSON.
package struct SearchResultRecord: JSONRecord, Hashable, Sendable {
  /// The path of the notes as people gave it.
  package var file: String
  /// Of what was found, 1-based.
  package var line: Int
  /// Of what was found, in Unicode scalars of the line, 1-based; null where it has no place of its own.
  package var column: Int?
  /// `title`, `text` or `annotation`: where it was found.
  package var found: String
  /// The title of the topic that has the hit.
  package var title: String
  /// Titles of the ancestors, from the top.
  package var path: [String]
  /// The whole source line, or the annotation's whole text, that the query matched.
  package var text: String
  /// The matches in `text`, as pairs of Unicode scalars from 0, the end left out.
  package var matches: [[Int]]
  /// Words that stand there in another form than they were asked for.
  package var forms: [String]?
  /// The annotation, when it was found there.
  package var annotation: String?

  /// Creates a record; without `forms` there is no such key.
  package init(
    file: String, line: Int, column: Int?, found: String, title: String, path: [String], text: String,
    matches: [Range<Int>], forms: [String], annotation: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.found = found
    self.title = title
    self.path = path
    self.text = text
    self.matches = matches.map { SearchResultRecord.scalars($0, in: text) }
    self.forms = forms.isEmpty ? nil : forms
    self.annotation = annotation
  }

  /// Writes the fields, in the order of the alphabet.
  package func write(to json: inout JSONObject) {
    json.field("annotation", annotation)
    json.field("column", column)
    json.field("file", file)
    if let forms { json.field("forms", forms) }
    json.field("found", found)
    json.field("line", line)
    json.field("matches", matches)
    json.field("path", path)
    json.field("text", text)
    json.field("title", title)
  }

  /// A range of UTF-8 bytes in Unicode scalars.
  private static func scalars(_ range: Range<Int>, in text: String) -> [Int] {
    var at = 0
    var count = 0
    var ends = [0, 0]
    for scalar in text.unicodeScalars {
      if at <= range.lowerBound { ends[0] = count }
      if at < range.upperBound { ends[1] = count + 1 }
      at += UTF8.width(scalar)
      count += 1
    }
    return ends
  }
}
