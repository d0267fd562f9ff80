import App
import ArgumentParser

struct EditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change the text, type, severity or tags of an annotation.",
    discussion: "Without any of these options, the text is read from standard input.")

  @OptionGroup var record: RecordArguments
  @OptionGroup var written: WrittenOptions

  @Flag(help: "Also what somebody else wrote.")
  var force = false

  /// Changes the annotation and prints its id; the text comes from standard input where nothing is given.
  ///
  /// - Throws: `Failure` where it isn't found, may not be changed or the notes can't be read or saved.
  func run() throws {
    var request = AnnotationRequest(.edit)
    written.fill(&request)
    request.force = force
    let isTextMeant = written.type == nil && written.severity == nil && written.tag.isEmpty
    if written.text != nil || isTextMeant { request.text = try WrittenText.read(written.text) }
    try record.run(request, as: "edit")
  }
}
