import App
import ArgumentParser

/// The annotation that a command is about, and the notes in which it is looked for.
struct RecordArguments: ParsableArguments {
  @Argument(help: "The annotation's id, or a beginning of it that no other has.")
  var id: String

  @Argument(help: "The notes or folders that it is in; the current folder without.")
  var paths: [String] = ["."]

  /// Does what `request` says, and prints the id.
  ///
  /// - Throws: `Failure` where the annotation isn't found, the change isn't allowed or the notes can't be read or
  ///   saved.
  func run(_ request: AnnotationRequest, as name: String) throws {
    var request = request
    request.id = id
    var writer = AnnotationWriter(try NoteReader(opening: paths))
    let result = try writer.add(request)
    try writer.save(as: name)
    for remark in writer.remarks { Output.printError(remark) }
    Output.write(result.id + "\n")
  }
}

struct ResolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Mark an annotation as resolved, with its thread.")
  @OptionGroup var record: RecordArguments
  /// Marks the annotation as resolved and prints its id.
  ///
  /// - Throws: `Failure`, as `RecordArguments.run(_:as:)` does.
  func run() throws { try record.run(AnnotationRequest(.resolve), as: "resolve") }
}

struct ReopenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen", abstract: "Mark a resolved annotation as open again.")
  @OptionGroup var record: RecordArguments
  /// Marks the annotation as open and prints its id.
  ///
  /// - Throws: `Failure`, as `RecordArguments.run(_:as:)` does.
  func run() throws { try record.run(AnnotationRequest(.reopen), as: "reopen") }
}
