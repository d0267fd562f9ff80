import App
import ArgumentParser

struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete an annotation; its replies stay.",
    discussion: "gloss undo takes it back.")

  @OptionGroup var record: RecordArguments

  @Flag(help: "The whole thread: replies go too.")
  var thread = false

  @Flag(help: "Also what somebody else wrote.")
  var force = false

  @Option(parsing: .unconditional, help: "Who deletes, where that is not the configured name.")
  var author: String?

  /// Deletes the annotation and prints its id.
  ///
  /// - Throws: `Failure` where it isn't found, may not be deleted or the notes can't be read or saved.
  func run() throws {
    var request = AnnotationRequest(.delete)
    (request.thread, request.force, request.author) = (thread, force, author)
    try record.run(request, as: "delete")
  }
}
