import Export

/// One thing to do with annotations, as options, a line of JSON or a tool call ask for it.
struct AnnotationRequest: Codable, Sendable {
  enum Action: String, Codable, CaseIterable, Sendable { case annotate, reply, resolve, reopen, edit, delete, move }

  var action: Action = .annotate
  /// The notes; for a move, where to.
  var path: String?
  /// Of the annotation, or the beginning of it that no other has.
  var id: String?
  /// 1-based.
  var line: Int?
  /// Titles joined by ` > `, or the end of such a path.
  var topic: String?
  var quote: String?
  /// Whether the whole file is meant.
  var wholeFile = false
  var text: String?
  var author: String?
  var type: String?
  var severity: String?
  var tags: [String] = []
  /// Whether annotations of other people may be edited or deleted.
  var force = false
  /// Whether deleting takes the answers along.
  var thread = false

  init(_ action: Action) { self.action = action }

  private enum CodingKeys: String, CodingKey {
    case action, path, id, line, topic, quote
    case wholeFile = "whole_file"
    case text, author, type, severity, tags, force, thread
  }

  /// Decodes a request; the action is `annotate` where none is named.
  ///
  /// - Throws: `DecodingError` where a field is of the wrong type or the action is unknown.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    action = try container.decodeIfPresent(Action.self, forKey: .action) ?? .annotate
    path = try container.decodeIfPresent(String.self, forKey: .path)
    id = try container.decodeIfPresent(String.self, forKey: .id)
    line = try container.decodeIfPresent(Int.self, forKey: .line)
    topic = try container.decodeIfPresent(String.self, forKey: .topic)
    quote = try container.decodeIfPresent(String.self, forKey: .quote)
    wholeFile = try container.decodeIfPresent(Bool.self, forKey: .wholeFile) ?? false
    text = try container.decodeIfPresent(String.self, forKey: .text)
    author = try container.decodeIfPresent(String.self, forKey: .author)
    type = try container.decodeIfPresent(String.self, forKey: .type)
    severity = try container.decodeIfPresent(String.self, forKey: .severity)
    tags = try container.decodeIfPresent([String].self, forKey: .tags) ?? []
    force = try container.decodeIfPresent(Bool.self, forKey: .force) ?? false
    thread = try container.decodeIfPresent(Bool.self, forKey: .thread) ?? false
  }
}

/// The result of a request, as it is printed: a line of JSON.
struct AnnotationResult: JSONRecord, Hashable, Sendable {
  var action: String
  var id: String
  var file: String

  func write(to json: inout JSONObject) {
    json.field("action", action)
    json.field("file", file)
    json.field("id", id)
  }
}
