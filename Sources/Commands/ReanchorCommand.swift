import Annotations
import App
import ArgumentParser
import Export
import Notebook
import Outline

struct ReanchorCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "reanchor", abstract: "Show which annotations stand elsewhere now than their sidecar says.",
    discussion: """
      With --write, the lines, columns and text of those whose place is sure are recorded (line, end_line, \
      start_column, end_column, anchored_text). What was selected when they were made stays as it is. For what its own \
      file does not have any more, the other notes are looked through: gloss move takes an annotation there.
      """)

  @Argument(help: "Markdown files or folders.")
  var paths: [String]

  @Flag(help: "Record the new places of those that are sure.")
  var write = false

  @Option(help: "text or json (one object a line).")
  var format: Format = .text

  /// Prints the present places of annotations and, with `--write`, records them.
  ///
  /// - Throws: `Failure` where there are no notes at a path; `Failure.reported` in the end where a file can't be read
  ///   or saved, which the others are all the same.
  func run() throws {
    let reader = try NoteReader(opening: paths)
    var output = Output.Lines()
    for file in reader.files {
      guard reader.concernsAnnotations(file), let opened = reader.openIfReadable(file) else { continue }
      let moves = ReanchorPlan(
        of: opened.annotations, opened.placements, in: opened.outline, blob: opened.blob, oldSources: opened.oldSources,
        origins: opened.origins)
      let lost = moves.all.filter { !$0.placement.state.isAttached }
      let places = OtherNotes(reader: reader).places(for: lost.map(\.annotation.anchor), besides: file)
      let others = Dictionary(zip(lost.map(\.annotation.id), places)) { first, _ in first }
      for move in moves.all {
        let elsewhere = (others[move.annotation.id] ?? []).map { "\(reader.tree[$0.file].path):\($0.anchor.line ?? 1)" }
        let record = MoveRecord(move, in: opened.outline, file: opened.path, elsewhere: elsewhere)
        output.write(format == .json ? JSONLine.encode(record) : record.textLine)
      }
      guard write, !moves.changes.isEmpty else { continue }
      if moves.isAnotherFile {
        Output.printError("\(opened.path): most places are gone: is it the same file? Nothing is recorded.")
      } else {
        do {
          try reader.save(moves.changes, to: opened)
        } catch {
          reader.complain(error)
        }
      }
    }
    output.finish()
    reader.reportTroubles()
    try reader.finish()
  }
}
