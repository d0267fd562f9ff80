import App
import ArgumentParser

struct MoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Attach an annotation elsewhere, in the same notes or in others.",
    discussion: """
      The replies go along. Into other notes, the new record is written before the old one is removed: where that is \
      interrupted, it is in both, and the same command ends it.
      """)

  @Argument(help: "The annotation's id, or a beginning of it that no other has.")
  var id: String

  @Argument(help: "The Markdown file that it is to belong to.")
  var path: String

  @Option(help: ArgumentHelp("The notes that it is in now; the current folder without.", valueName: "path"))
  var from: String?

  @Option(help: "The innermost topic at this source line.")
  var line: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("The topic with this path of titles.", valueName: "path"))
  var topic: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Exactly this text inside the topic.", valueName: "text"))
  var quote: String?

  @Flag(help: "The whole file.")
  var file = false

  /// Checks that the options name one place.
  ///
  /// - Throws: `ValidationError` where they name none or several.
  func validate() throws {
    if [line != nil, topic != nil, file].count(where: { $0 }) != 1 {
      throw ValidationError("say where to: --line N or --topic \"A > B\" or --file, one of them")
    }
  }

  /// Moves the annotation with its replies and prints its id.
  ///
  /// - Throws: `Failure` where the annotation or the place isn't found or the notes can't be read or saved; the
  ///   annotation may be in both notes then, never in none.
  func run() throws {
    var request = AnnotationRequest(.move)
    (request.id, request.path, request.line, request.topic) = (id, path, line, topic)
    (request.quote, request.wholeFile) = (quote, file)
    let places = [path] + [from ?? "."].filter { $0 != path }
    var writer = AnnotationWriter(try NoteReader(opening: places))
    let result = try writer.add(request)
    try writer.save(as: "move")
    Output.write(result.id + "\n")
  }
}
