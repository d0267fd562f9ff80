import App
import ArgumentParser

struct ReplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reply", abstract: "Answer an annotation, and print the answer's id.")

  @OptionGroup var record: RecordArguments

  @Option(parsing: .unconditional, help: "The text; without this, or with -, standard input is read.")
  var text: String?

  @Option(help: "A tag, put behind the text as #tag; may be given several times.")
  var tag: [String] = []

  @Option(parsing: .unconditional, help: "Who writes, where that is not the configured name.")
  var author: String?

  /// Adds a reply and prints its id.
  ///
  /// - Throws: `Failure` where the annotation isn't found or the notes can't be read or saved.
  func run() throws {
    var request = AnnotationRequest(.reply)
    request.text = try WrittenText.read(text)
    (request.tags, request.author) = (tag, author)
    try record.run(request, as: "reply")
  }
}
