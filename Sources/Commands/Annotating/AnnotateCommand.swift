import Annotations
import App
import ArgumentParser
import Export
import FoundationEssentials

struct AnnotateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotate", abstract: "Add annotations and print their ids.",
    discussion: """
      With --batch, each line of standard input is a JSON object: action (annotate, reply, resolve, reopen, edit, \
      delete, move), path, id, line, topic, quote, whole_file, text, author, type, severity, tags, force, thread, as \
      the commands of these names have them. Nothing is saved unless all of them can be done; each file is saved once. \
      A JSON object is printed for each: action, id, file.
      """)

  @Argument(help: "A Markdown file; with --batch, files and folders.")
  var paths: [String] = []

  @Option(help: "The innermost topic at this source line.")
  var line: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The topic with this path of titles, \"A > B\", or with this end of it.", valueName: "path"))
  var topic: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Exactly this text inside the topic.", valueName: "text"))
  var quote: String?

  @Flag(help: "The whole file.")
  var file = false

  @OptionGroup var written: WrittenOptions

  @Flag(help: "Read requests as lines of JSON from standard input.")
  var batch = false

  @Flag(help: "Write into a sidecar that has several names (hard links), instead of refusing.")
  var inPlace = false

  /// Checks that the options name one place and one file; a batch needs none.
  ///
  /// - Throws: `ValidationError` where they name none or several, standard input, or a quotation of the whole file.
  func validate() throws {
    if batch {
      if let file = paths.first(where: { $0.hasSuffix(".jsonl") || $0.hasSuffix(".json") || $0 == "-" }) {
        throw ValidationError(
          "the requests come from standard input: gloss annotate --batch"
            + (file == "-" ? "" : " < \(file)") + "; files named here are notes")
      }
      return
    }
    let places = [line != nil, topic != nil, file].count { $0 }
    if places != 1 { throw ValidationError("say where: --line N or --topic \"A > B\" or --file, one of them") }
    guard paths.count == 1 else { throw ValidationError("name one Markdown file") }
    if paths == ["-"] { throw ValidationError("standard input has no place for a sidecar beside it: name a file") }
    if file, quote != nil { throw ValidationError("a quotation is of a topic, not of the whole file") }
  }

  /// Adds one annotation and prints its id, or carries out a batch of requests.
  ///
  /// - Throws: `Failure` where the notes or the text can't be read, the place isn't found or the annotations can't be
  ///   saved. Of a batch nothing is saved where one of its requests is faulty.
  func run() throws {
    if batch { return try runBatch() }
    let reader = try NoteReader(opening: paths)
    guard reader.isSingleFile else { throw Failure("\(paths[0]) is a folder: name one of its files") }
    var request = AnnotationRequest(.annotate)
    (request.line, request.topic, request.quote, request.wholeFile) = (line, topic, quote, file)
    written.fill(&request)
    request.text = try WrittenText.read(written.text)
    var writer = AnnotationWriter(reader, inPlace: inPlace)
    let result = try writer.add(request)
    try writer.save(as: "annotation")
    Output.write(result.id + "\n")
  }

  private func runBatch() throws {
    let reader = try NoteReader(opening: paths.isEmpty ? ["."] : paths)
    var writer = AnnotationWriter(reader, inPlace: inPlace)
    var output = Output.Lines()
    var number = 0
    var failures: [String] = []
    var results: [AnnotationResult] = []
    while let line = readLine() {
      number += 1
      if line.allSatisfy(\.isWhitespace) { continue }
      do {
        let request = try JSONDecoder().decode(AnnotationRequest.self, from: Data(line.utf8))
        results.append(try writer.add(request))
      } catch let failure as Failure {
        failures.append("line \(number): \(failure.message)")
      } catch {
        failures.append("line \(number): this is no request: \(Self.reason(error))")
      }
    }
    guard failures.isEmpty else { throw Failure(failures.joined(separator: "\n") + "\nNothing was saved.") }
    if results.isEmpty { Output.printError("there are no requests on standard input: one JSON object a line") }
    try writer.save(as: "\(results.count) annotations")
    for result in results { output.write(JSONLine.encode(result)) }
    output.finish()
  }

  static func reason(_ error: any Error) -> String {
    func field(_ context: DecodingError.Context) -> String? {
      context.codingPath.isEmpty ? nil : context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    switch error as? DecodingError {
    case .typeMismatch(let type, let context)?:
      guard let field = field(context) else { return "it is no JSON object" }
      return "\(field) must be \(words(for: type))"
    case .valueNotFound(_, let context)?, .keyNotFound(_, let context)?:
      return "\(field(context) ?? "a field") is missing"
    case .dataCorrupted(let context)?:
      guard let field = field(context) else { return "it is not whole JSON, or half of a character is escaped in it" }
      let actions = AnnotationRequest.Action.allCases.map(\.rawValue).joined(separator: ", ")
      return field == "action" ? "there is no such action; there are \(actions)" : "\(field) can't be read"
    default: return "\(error)"
    }
  }

  private static func words(for type: Any.Type) -> String {
    if type == Int.self { return "a whole number" }
    if type == Bool.self { return "true or false" }
    return type == String.self ? "a text" : "a list of texts"
  }
}

/// The options for the text, the type, the severity and the tags of an annotation.
struct WrittenOptions: ParsableArguments {
  @Option(
    help: "question, issue, suggestion, clarity, accuracy, style, note, or a word of your own.")
  var type: String?

  @Option(help: "low, medium, high or none.")
  var severity: String?

  @Option(help: "A tag, put behind the text as #tag; may be given several times.")
  var tag: [String] = []

  @Option(parsing: .unconditional, help: "Who writes, where that is not the configured name.")
  var author: String?

  @Option(parsing: .unconditional, help: "The text; without this, or with -, standard input is read.")
  var text: String?

  func fill(_ request: inout AnnotationRequest) {
    (request.type, request.severity, request.tags, request.author) = (type, severity, tag, author)
  }
}
