import Annotations
import Outline

/// One annotation as `gloss annotations --format json` prints it: a line of JSON, every key always there.
package struct AnnotationRecord: JSONRecord, Hashable, Sendable {
  /// The id in the sidecar.
  package var id: String
  /// The path of the notes as people gave it.
  package var file: String
  /// The resolver's word: `exact`, `moved`, `edited`, `confirm`, `ambiguous` or `orphan`.
  package var state: String
  /// The first line of its place now, 1-based; nil when it is not attached.
  package var line: Int?
  /// The last line of its place now, 1-based, inclusive; nil when it is not attached.
  package var endLine: Int?
  /// Titles from the top of the file down to its topic; empty for the whole file or when it is not attached.
  package var path: [String]
  /// The words that it quotes, when it is on a quotation.
  package var quote: String?
  /// The annotation's whole text.
  package var text: String
  /// One of MRSF's words or the reader's own; nil is a note.
  package var type: String?
  /// `low`, `medium` or `high`; nil where none was given.
  package var severity: String?
  /// Whether the matter is settled: for an answer, whether what its thread begins with is.
  package var resolved: Bool
  /// By convention `Name (identifier)`.
  package var author: String
  /// The time of its making, RFC 3339.
  package var timestamp: String
  /// The id of the annotation that it answers; nil where it answers none.
  package var replyTo: String?
  /// The ids of what answers it directly.
  package var replies: [String]
  /// The words with a `#` in its text, without that.
  package var tags: [String]
  /// The passage that it was made on, and the one that is there now; `now` is nil where it is not attached.
  package var then: Passage
  /// The passage at its place now; nil where it is not attached.
  package var now: Passage?
  /// For review: the best places.
  package var candidates: [Passage]
  /// A special circumstance of how it was found, where there is one.
  package var remark: String?
  /// The notes that it was moved from.
  package var movedFrom: String?
  /// The format that it was imported from, and the text that it was about there.
  package var importedFrom: String?

  /// Some lines and what they say.
  package struct Passage: JSONRecord, Hashable, Sendable {
    /// The first line, 1-based; nil where it is not known.
    package var line: Int?
    /// The last line, 1-based, inclusive; nil where it is not known.
    package var endLine: Int?
    /// The source as it is there; nil where it is not known.
    package var text: String?

    /// Writes the fields, in the order of the alphabet.
    package func write(to json: inout JSONObject) {
      json.field("end_line", endLine)
      json.field("line", line)
      json.field("text", text)
    }

    init(line: Int?, endLine: Int?, text: String?) {
      (self.line, self.endLine, self.text) = (line, endLine, text)
    }

    /// A topic's own first lines, or the bytes of a quotation.
    package init(_ topic: TopicIndex, _ quotation: Range<ByteOffset>?, in outline: Outline) {
      if let quotation {
        let lines = outline.lines(of: quotation)
        self.init(
          line: lines.lowerBound.int, endLine: lines.upperBound.int, text: outline.sourceText(quotation))
      } else if topic == .root {
        self.init(line: 1, endLine: nil, text: nil)
      } else {
        let row = outline[topic]
        self.init(line: row.line.int, endLine: row.endLine.int, text: outline.text(ofLines: row.line...row.endLine))
      }
    }
  }

  /// Creates the record of an annotation with the ids of its direct answers.
  package init(_ annotation: Annotation, placement: Placement, outline: Outline, file: String, replies: [String] = []) {
    id = annotation.id
    self.replies = replies
    tags = annotation.tags
    then = Passage(
      line: annotation.anchor.line, endLine: annotation.anchor.endLine, text: annotation.anchor.selectedText)
    candidates = placement.candidates.indices.map { index in
      Passage(
        placement.candidates[index],
        placement.quotations.indices.contains(index) ? placement.quotations[index] : nil, in: outline)
    }
    remark = placement.remark?.rawValue
    movedFrom = annotation.movedFrom
    importedFrom = annotation.importedFrom
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
      if annotation.anchor.target != .file { now = Passage(placement.topic, placement.quotation, in: outline) }
      if placement.topic != .root {
        path = outline.path(of: placement.topic) + [outline.title(of: placement.topic)]
      }
    }
    // Records of other programs do not say whether they are on the whole of a topic: the place does.
    let isForeign = annotation.anchor.evidence == nil && annotation.anchor.target == .topic
    let isPart = isForeign && (placement.quotation != nil || !placement.state.isAttached)
    quote = annotation.anchor.target == .quote || isPart ? annotation.anchor.selectedText : nil
    text = annotation.text
    type = annotation.type?.rawValue
    severity = annotation.severity?.rawValue
    resolved = placement.isResolved(annotation)
    author = annotation.author
    timestamp = annotation.timestamp
    replyTo = annotation.replyTo
  }

  /// Writes the fields, in the order of the alphabet.
  package func write(to json: inout JSONObject) {
    json.field("author", author)
    json.field("candidates", objects: candidates)
    json.field("end_line", endLine)
    json.field("file", file)
    json.field("id", id)
    json.field("imported_from", importedFrom)
    json.field("line", line)
    json.field("moved_from", movedFrom)
    json.field("now", object: now)
    json.field("path", path)
    json.field("quote", quote)
    json.field("remark", remark)
    json.field("replies", replies)
    json.field("reply_to", replyTo)
    json.field("resolved", resolved)
    json.field("severity", severity)
    json.field("state", state)
    json.field("tags", tags)
    json.field("text", text)
    json.field("then", object: then)
    json.field("timestamp", timestamp)
    json.field("type", type)
  }
}
