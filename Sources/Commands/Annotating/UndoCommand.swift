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

  func run() throws {
    let reader = try NoteReader(opening: [path])
    guard reader.isSingleFile, let file = reader.files.first else {
      throw Failure("\(path) is a folder: name one of its files")
    }
    let opened = try reader.open(file)
    let steps = reader.steps(of: opened)
    let step = redo ? steps.first { $0.isUndone } : steps.last { !$0.isUndone }
    guard var step else { throw Failure(redo ? "there is nothing to do again" : "there is nothing to take back") }
    let changes = redo ? step.changes : step.changes.reversed().map(\.inverse)
    let contested = changes.first { change in
      !change.appliesCleanly(to: opened.annotations.first { $0.id == change.id })
    }
    if let contested {
      let current = opened.annotations.first { $0.id == contested.id }
      throw Failure(
        "\(contested.id) was changed since, so this is not taken back. Now: "
          + (current.map { "\"\($0.text)\" by \($0.author)" } ?? "it is gone"))
    }
    try reader.save(changes, to: opened)
    step.isUndone = !redo
    try reader.keep(steps.map { $0.id == step.id ? step : $0 }, known: steps, of: opened)
    Output.write((redo ? "done again: " : "undone: ") + step.name + "\n")
  }
}
