import Annotations
import Outline

/// One annotation as `gloss annotations --format json` prints it: a line of JSON, every key always there.
package struct AnnotationRecord: JSONRecord, Hashable, Sendable {
  package var id: String
  package var file: String
  /// The resolver's word: `exact`, `moved`, `edited`, `confirm`, `ambiguous` or `orphan`.
  package var state: String
  /// Where it is now; nil when it is not attached.
  package var line: Int?
  package var endLine: Int?
  /// Titles from the top of the file down to its topic; empty for the whole file or when it is not attached.
  package var path: [String]
  /// What it quotes, when it is on a quotation.
  package var quote: String?
  package var text: String
  package var type: String?
  package var severity: String?
  /// Whether the matter is settled: for an answer, whether what its thread begins with is.
  package var resolved: Bool
  package var author: String
  package var timestamp: String
  package var replyTo: String?

  package init(_ annotation: Annotation, placement: Placement, outline: Outline, file: String) {
    id = annotation.id
    self.file = file
    state = placement.state.rawValue
    path = []
    if placement.state.isAttached {
      let topic = outline[placement.topic]
      line = topic.line.int
      endLine = topic.endLine.int
      if let quotation = placement.quotation {
        line = outline.line(at: quotation.lowerBound).int
        endLine = outline.line(at: quotation.upperBound).int
      }
      if placement.topic != .root {
        path = outline.path(of: placement.topic) + [outline.title(of: placement.topic)]
      }
    }
    quote = annotation.anchor.target == .quote ? annotation.anchor.selectedText : nil
    text = annotation.text
    type = annotation.type?.rawValue
    severity = annotation.severity?.rawValue
    resolved = placement.isResolved(annotation)
    author = annotation.author
    timestamp = annotation.timestamp
    replyTo = annotation.replyTo
  }

  package func write(to json: inout JSONObject) {
    json.field("author", author)
    json.field("end_line", endLine)
    json.field("file", file)
    json.field("id", id)
    json.field("line", line)
    json.field("path", path)
    json.field("quote", quote)
    json.field("reply_to", replyTo)
    json.field("resolved", resolved)
    json.field("severity", severity)
    json.field("state", state)
    json.field("text", text)
    json.field("timestamp", timestamp)
    json.field("type", type)
  }
}
