import Annotations
import Outline

/// An annotation that stands elsewhere now, as `gloss reanchor --format json` prints it: a line of JSON.
package struct MoveRecord: JSONRecord, Hashable, Sendable {
  /// The annotation's id.
  package var id: String
  /// The path of the notes as people gave it.
  package var file: String
  /// The resolver's word.
  package var state: String
  /// The first line that the sidecar names, 1-based; nil where it names none.
  package var from: Int?
  /// The first line of its place now, 1-based; nil where it is not attached.
  package var line: Int?
  /// The last line of its place now, 1-based, inclusive; nil where it is not attached.
  package var endLine: Int?
  /// For review: the lines of the best places.
  package var candidates: [Int]
  /// For what its own file does not have: places in others that say the same or much the same, as `FILE:LINE`.
  package var elsewhere: [String]
  /// Whether its place is sure enough to be recorded.
  package var isSure: Bool
  /// The annotation's whole text.
  package var text: String

  /// Creates the record of a move in `outline`, the source as it is now.
  package init(_ move: ReanchorPlan.Move, in outline: Outline, file: String, elsewhere: [String] = []) {
    let record = AnnotationRecord(move.annotation, placement: move.placement, outline: outline, file: file)
    id = record.id
    self.file = file
    state = record.state
    from = move.annotation.anchor.line
    line = move.recorded?.line ?? record.line
    endLine = move.recorded.map { $0.endLine ?? $0.line } ?? record.endLine
    candidates = move.placement.candidates.map { outline[$0].line.int }
    self.elsewhere = elsewhere
    isSure = move.recorded != nil
    text = record.text
  }

  /// `FILE: 12 -> 15: moved: text`; a `?` behind a line that somebody should look at first.
  package var textLine: String {
    let old = from.map(String.init) ?? "-"
    let places = line.map { [$0] } ?? candidates
    let new = places.isEmpty ? "-" : places.map(String.init).joined(separator: ", ")
    let mark = isSure || places.isEmpty ? "" : "?"
    let others = elsewhere.isEmpty ? "" : " (now in " + elsewhere.joined(separator: ", ") + "?)"
    return OneLine.text("\(file): \(old) -> \(new)\(mark): \(state): \(text)") + OneLine.text(others)
  }

  /// Writes the fields, in the order of the alphabet.
  package func write(to json: inout JSONObject) {
    json.field("candidates", candidates)
    json.field("elsewhere", elsewhere)
    json.field("end_line", endLine)
    json.field("file", file)
    json.field("from", from)
    json.field("id", id)
    json.field("line", line)
    json.field("state", state)
    json.field("sure", isSure)
    json.field("text", text)
  }
}
