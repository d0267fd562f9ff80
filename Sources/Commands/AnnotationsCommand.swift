import Annotations
import App
import ArgumentParser
import Export
import Notebook

struct AnnotationsCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "annotations", abstract: "List the annotations of files and folders.",
    discussion: """
      With --format json, each line is an object with all of these keys, null where there is nothing to say: id, file, \
      state (exact, moved, edited, confirm, ambiguous or orphan), line, end_line and path (its place now; null or \
      empty where it has none), quote (the words that it is on, where these are a part of a topic; those of another \
      program's record as well), text, type, severity, tags, resolved, author, timestamp, reply_to, replies (ids), \
      then and now (line, end_line, text), candidates (the same, for review), remark (line only, UTF-16 columns, \
      words gone, copied, one word), moved_from, imported_from. An answer stands where its thread stands: line, state \
      and resolved are those of the annotation that the thread begins with.
      """)

  @Argument(help: "Markdown files or folders.")
  var paths: [String]

  @Option(help: "Only those: open, resolved, review, or exact, moved, edited, confirm, ambiguous, orphan.")
  var state: String?

  @Option(help: "Only those of this type; note for those that have none.")
  var type: String?

  @Option(help: "text or json (one object a line).")
  var format: Format = .text

  /// Checks the name of the state.
  ///
  /// - Throws: `ValidationError` for an unknown one.
  func validate() throws {
    let states = AnnotationState.names + Placement.State.allCases.map(\.rawValue)
    if let state, !states.contains(state) {
      throw ValidationError("no state \(state): \(states.joined(separator: ", "))")
    }
  }

  /// Prints the annotations that match.
  ///
  /// - Throws: `Failure` where there are no notes at a path; `Failure.reported` in the end where a file can't be read.
  func run() throws {
    let reader = try NoteReader(opening: paths)
    var output = Output.Lines()
    for file in reader.files {
      guard reader.concernsAnnotations(file), let opened = reader.openIfReadable(file) else { continue }
      for (annotation, placement, record) in opened.records(path: reader.tree[file].path) {
        guard matches(annotation, placement, record) else { continue }
        output.write(format == .json ? JSONLine.encode(record) : record.textLine)
      }
    }
    output.finish()
    reader.reportTroubles()
    try reader.finish()
  }

  private func matches(_ annotation: Annotation, _ placement: Placement, _ record: AnnotationRecord) -> Bool {
    if let type, annotation.type?.rawValue ?? "note" != type { return false }
    guard let state else { return true }
    if let state = AnnotationState(rawValue: state) { return state.isState(of: annotation, placement) }
    return record.state == state
  }
}
