import Annotations
import Outline

/// One hit as `gloss search --format json` prints it: a line of JSON.
package struct SearchResultRecord: JSONRecord, Hashable, Sendable {
  /// The part of a topic that the query matched.
  package enum Field: Hashable, Sendable {
    case title
    /// Bytes of the file.
    case text(Range<ByteOffset>)
    /// The annotation with this id.
    case annotation(String)
  }

  package var file: String
  package var line: Int
  /// `title`, `text` or `annotation`: where it was found.
  package var found: String
  package var title: String
  /// Titles of the ancestors, from the top.
  package var path: [String]
  /// The source line, or the annotation's text, that the query matched.
  package var text: String
  /// The annotation, when it was found there.
  package var annotation: String?

  package init(_ topic: TopicIndex, _ field: Field, in outline: Outline, annotations: [Annotation], file: String) {
    self.file = file
    title = outline.title(of: topic)
    path = outline.path(of: topic)
    line = outline[topic].line.int
    switch field {
    case .title:
      found = "title"
      text = title
    case .text(let range):
      found = "text"
      let number = outline.line(at: range.lowerBound)
      line = number.int
      text = outline.text(ofLines: number...number)
    case .annotation(let id):
      found = "annotation"
      text = annotations.first { $0.id == id }?.text ?? ""
      annotation = id
    }
  }

  /// `FILE:LINE: A > B: text`
  package var textLine: String {
    let place = (path + [title]).filter { !$0.isEmpty }.joined(separator: " > ")
    let said = found == "title" ? "" : ": " + text
    let line = "\(file):\(self.line): " + place + said
    return String(
      String.UnicodeScalarView(line.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }

  package func write(to json: inout JSONObject) {
    if let annotation { json.field("annotation", annotation) }
    json.field("file", file)
    json.field("found", found)
    json.field("line", line)
    json.field("path", path)
    json.field("text", text)
    json.field("title", title)
  }
}
