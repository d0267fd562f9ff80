import Annotations
import App
import Export
import FoundationEssentials
import Import
import Notebook
import Outline
import Search

/// Something that an agent can ask for.
struct MCPTool {
  let name: String
  private let summary: String
  private let properties: [(name: String, type: String, help: String)]
  private let required: [String]
  private let isReading: Bool
  private let body: (JSONValue, NoteReader) throws -> [String]

  /// Returns the tool's output for some arguments, lines joined.
  ///
  /// - Throws: `Failure` where there are no notes at a path, or the tool can't do what the arguments ask.
  func run(_ arguments: JSONValue, in paths: [String]) throws -> String {
    try body(arguments, try NoteReader(opening: paths, isQuiet: true)).joined(separator: "\n")
  }

  /// The description of the tool in the protocol's terms, with a JSON schema of what it takes.
  var description: JSONValue {
    var schema: [String: JSONValue] = [:]
    for property in properties {
      var entry: [String: JSONValue] = ["type": .string(property.type), "description": .string(property.help)]
      if property.type == "array" { entry["items"] = .object(["type": .string("string")]) }
      schema[property.name] = .object(entry)
    }
    return .object([
      "name": .string(name), "description": .string(summary),
      "inputSchema": .object([
        "type": .string("object"), "properties": .object(schema), "required": .list(required.map { .string($0) }),
      ]),
      "annotations": .object(["readOnlyHint": .flag(isReading), "openWorldHint": .flag(false)]),
    ])
  }

  static func all(isWritable: Bool) -> [MCPTool] {
    isWritable ? reading + AnnotationRequest.Action.allCases.map(writing) : reading
  }

  private static let path = (name: "path", type: "string", help: "One of the notes; all of them without.")

  // MARK: - Reading

  private static var reading: [MCPTool] {
    [
      MCPTool(
        name: "outline", summary: "The topics of the notes, one JSON object a line.",
        properties: [path, ("depth", "integer", "Only so many levels.")], required: [], isReading: true
      ) { arguments, reader in
        var lines: [String] = []
        for file in try files(arguments, reader) {
          let opened = try reader.open(file)
          let counts = Dictionary(grouping: opened.placements, by: \.topic).mapValues(\.count)
          var topics = TopicLines(
            of: opened.outline, limit: arguments["depth"].int, annotations: counts, file: opened.path)
          topics.writeJSON { write in
            var bytes: [UInt8] = []
            write(&bytes)
            lines.append(String(decoding: bytes, as: UTF8.self))
          }
        }
        return lines
      },
      MCPTool(
        name: "search", summary: "Topics and annotations that have some words, the best first, one JSON object a line.",
        properties: [("query", "string", "Words, \"phrases\", -without, #tag, type:question, state:open."), path],
        required: ["query"], isReading: true
      ) { arguments, reader in
        guard let query = arguments["query"].string else { throw Failure("query is missing") }
        let wanted = Set(try files(arguments, reader).map { reader.tree[$0].path })
        return try found(query, in: reader).filter { wanted.contains($0.record.file) }.map {
          JSONLine.encode($0.record)
        }
      },
      MCPTool(
        name: "annotations", summary: "The annotations of the notes, one JSON object a line.",
        properties: [path, ("state", "string", "open, resolved or review.")], required: [], isReading: true
      ) { arguments, reader in
        let state = try arguments["state"].string.map(AnnotationState.init(named:))
        var lines: [String] = []
        for file in try files(arguments, reader) {
          let opened = try reader.open(file)
          for (annotation, placement, record) in opened.records(path: opened.path)
          where state?.isState(of: annotation, placement) != false {
            lines.append(JSONLine.encode(record))
          }
        }
        return lines
      },
    ]
  }

  private static func found(_ query: String, in reader: NoteReader) throws(Failure) -> [NoteSearch.Result] {
    let parsed: Query
    do throws(QueryError) {
      parsed = try Query(parsing: query)
    } catch {
      throw Failure("\(error)")
    }
    return NoteSearch(reader, in: nil, .hits).run(parsed).results
      .sorted { $0.hit.rank != $1.hit.rank ? $0.hit.rank > $1.hit.rank : $0.file < $1.file }
  }

  private static func files(_ arguments: JSONValue, _ reader: NoteReader) throws(Failure) -> [FileID] {
    guard let path = arguments["path"].string else { return reader.files }
    let found = reader.files.filter {
      reader.tree[$0].path == path || reader.tree[$0].name == path || "./" + path == reader.tree[$0].path
    }
    guard !found.isEmpty else { throw Failure("\(path) is none of these notes") }
    return found
  }

  // MARK: - Writing

  private static func writing(_ action: AnnotationRequest.Action) -> MCPTool {
    let id = (name: "id", type: "string", help: "The annotation's id, or a beginning of it that no other has.")
    let place: [(name: String, type: String, help: String)] = [
      ("path", "string", "The notes; may be left out where there is one file."),
      ("line", "integer", "The source line."),
      ("topic", "string", "Titles joined by \" > \", or the end of such a path."),
      ("quote", "string", "Exactly these words of the topic."), ("whole_file", "boolean", "The whole file is meant."),
    ]
    let text: [(name: String, type: String, help: String)] = [
      ("text", "string", "The text."), ("author", "string", "Who writes: Name (identifier)."),
    ]
    let kind: [(name: String, type: String, help: String)] = [
      ("type", "string", "question, issue, suggestion, clarity, accuracy, style or note."),
      ("severity", "string", "low, medium or high."), ("tags", "array", "Words to find it by."),
    ]
    let (summary, properties, required) =
      switch action {
      case .annotate:
        ("Write an annotation beside a topic, a quotation or a file.", place + text + kind, ["text", "author"])
      case .reply: ("Answer an annotation.", [id] + text, ["id", "text", "author"])
      case .resolve: ("Mark an annotation as resolved.", [id], ["id"])
      case .reopen: ("Mark a resolved annotation as open.", [id], ["id"])
      case .edit: ("Change what an annotation of one's own says.", [id] + text + kind, ["id", "author"])
      case .delete:
        (
          "Delete an annotation of one's own.",
          [id, ("author", "string", "Who deletes."), ("thread", "boolean", "Its replies, too.")], ["id", "author"]
        )
      case .move: ("Attach an annotation elsewhere.", [id] + place, ["id"])
      }
    return MCPTool(
      name: action.rawValue, summary: summary, properties: properties, required: required, isReading: false
    ) { arguments, reader in
      var request = try JSONDecoder().decode(AnnotationRequest.self, from: try JSONEncoder().encode(arguments))
      request.action = action
      // Only its reader may change what somebody else wrote.
      request.force = false
      var writer = AnnotationWriter(reader)
      let result = try writer.add(request)
      try writer.save(as: action.rawValue)
      return [JSONLine.encode(result)]
    }
  }
}
