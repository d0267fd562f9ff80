import Annotations
import App
import ArgumentParser
import Notebook

struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back the last change of the annotations of a file.",
    discussion: "These are the steps that u takes back on the screen; --redo does the last one that was taken back.")

  @Argument(help: "A Markdown file.")
  var path: String

  @Flag(help: "Do again what was taken back last.")
  var redo = false

  /// Undoes or redoes the latest step, in both notes where it was a move between notes.
  ///
  /// - Throws: `Failure` where there is no step, an annotation was changed since or the notes can't be read or saved.
  ///   Of a move, the half that adds may have been done then.
  func run() throws {
    let reader = try NoteReader(opening: [path])
    guard reader.isSingleFile, let file = reader.files.first else {
      throw Failure("\(path) is a folder: name one of its files")
    }
    let opened = try reader.open(file)
    let steps = reader.steps(of: opened)
    guard let step = next(in: steps) else {
      throw Failure(redo ? "there is nothing to do again" : "there is nothing to take back")
    }
    var parts = [Part(reader: reader, note: opened, steps: steps, step: step)]
    if let counterpart = step.counterpart { parts.append(try other(counterpart, step)) }
    for part in parts { try check(part) }
    // What is added comes first: in both files for a moment, never in none.
    parts.sort { isAdding($0.step) && !isAdding($1.step) }
    for part in parts {
      try part.reader.save(changes(part.step), to: part.note)
      var step = part.step
      step.isUndone = !redo
      try part.reader.keep(part.steps.map { $0.id == step.id ? step : $0 }, known: part.steps, of: part.note)
    }
    Output.write((redo ? "done again: " : "undone: ") + step.words(ascii: false) + "\n")
  }

  /// A step as far as it is about one file.
  private struct Part {
    var reader: NoteReader
    var note: NoteReader.Note
    var steps: [UndoStep]
    var step: UndoStep
  }

  private func next(in steps: [UndoStep]) -> UndoStep? {
    redo ? steps.first { $0.isUndone } : steps.last { !$0.isUndone }
  }

  private func changes(_ step: UndoStep) -> [AnnotationChange] {
    redo ? step.changes : step.changes.reversed().map(\.inverse)
  }

  private func isAdding(_ step: UndoStep) -> Bool { step.isRemoval != redo }

  /// The other half of a step that moved something.
  private func other(_ path: String, _ step: UndoStep) throws -> Part {
    let reader = try NoteReader(opening: [path])
    guard let file = reader.files.first else { throw Failure("\(path), where it was moved, is gone") }
    let note = try reader.open(file)
    let steps = reader.steps(of: note)
    guard let half = steps.first(where: { $0.id == step.id && $0.isUndone == redo }), next(in: steps)?.id == step.id
    else {
      throw Failure("\(path) was changed since, so this is not taken back: gloss undo \(path.shellWord) first")
    }
    return Part(reader: reader, note: note, steps: steps, step: half)
  }

  private func check(_ part: Part) throws(Failure) {
    let contested = changes(part.step).first { change in
      !change.appliesCleanly(to: part.note.annotations.first { $0.id == change.id })
    }
    guard let contested else { return }
    let current = part.note.annotations.first { $0.id == contested.id }
    throw Failure(
      "\(contested.id) was changed since, so this is not taken back. Now: "
        + (current.map { "\"\($0.text)\" by \($0.author)" } ?? "it is gone"))
  }
}
