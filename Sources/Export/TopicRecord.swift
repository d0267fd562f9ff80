import Outline

/// A file or folder among a folder's contents, as `gloss outline` prints it.
package struct FileRecord: JSONRecord, Hashable, Sendable {
  /// The kind of an entry.
  package enum Kind: String, Sendable { case file, folder }

  /// A file of notes or a folder of them.
  package var kind: Kind
  /// The name that is shown for it.
  package var title: String
  /// 0 for what is directly in the folder.
  package var depth: Int
  /// Names of the folders above it.
  package var path: [String]
  /// The path as people gave it.
  package var file: String

  /// Creates a record from its parts.
  package init(kind: Kind, title: String, depth: Int, path: [String], file: String) {
    self.kind = kind
    self.title = title
    self.depth = depth
    self.path = path
    self.file = file
  }

  /// Writes the fields, in the order of the alphabet; nothing is counted, so there are 0 annotations.
  package func write(to json: inout JSONObject) {
    json.field("annotations", 0)
    json.field("depth", depth)
    json.field("file", file)
    json.field("kind", kind.rawValue)
    json.field("path", path)
    json.field("title", title)
  }

  /// The name, indented, a slash before that of a folder.
  package var textLine: String {
    String(repeating: "  ", count: max(0, depth)) + (kind == .folder ? "/ " : "") + OneLine.text(title)
  }
}

/// The topics of a note as `gloss outline` prints them, one a line, in their order.
///
/// Lines are written as the topics are reached: the titles above a topic are kept from one to the next, and nothing is
/// found twice.
package struct TopicLines {
  private let outline: Outline
  /// The depth of the topics at the top.
  private let base: Int
  /// Topics deeper than this are left out.
  private let limit: Int
  private let file: String
  private let annotations: [TopicIndex: Int]
  /// The titles above the topic to come, in quotes, with commas between them.
  private var path: [UInt8] = []
  /// The ends of `path` by depth.
  private var ends: [Int]

  /// - Parameters:
  ///   - above: Names above the topics at the top; so many levels deep they are.
  ///   - limit: The number of levels to print.
  ///   - annotations: The number on each topic itself, those below it not counted.
  package init(
    of outline: Outline, above: [String] = [], limit: Int? = nil, annotations: [TopicIndex: Int] = [:], file: String
  ) {
    self.outline = outline
    base = above.count
    self.limit = limit ?? .max
    self.file = file
    self.annotations = annotations
    for (index, name) in above.enumerated() {
      if index > 0 { path.append(UInt8(ascii: ",")) }
      JSONText.append(name, to: &path)
    }
    ends = [path.count]
  }

  /// Calls `body` with what to print for each topic in turn.
  private func forEachTopic(_ body: (TopicIndex, Topic) -> Void) {
    for index in outline.indices where index != .root {
      let topic = outline[index]
      if base + topic.depth <= limit { body(index, topic) }
    }
  }

  /// Titles, indented, with the marker that the source has before them.
  package func writeText(_ write: ((inout [UInt8]) -> Void) -> Void) {
    forEachTopic { index, topic in
      let title = OneLine.text(outline.title(of: index))
      write { line in
        line.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * (base + topic.depth - 1)))
        switch topic.kind {
        case .root: break
        case .heading(let level): line.append(contentsOf: repeatElement(UInt8(ascii: "#"), count: level))
        case .item(let marker, _): line.append(contentsOf: marker.text.utf8)
        }
        line.append(UInt8(ascii: " "))
        line.append(contentsOf: title.utf8)
      }
    }
  }

  /// One object a line: `annotations`, `depth`, `end_line`, `file`, `kind`, `level` of headings, `line`, `marker` of
  /// items, `path` (the titles above), `title`.
  package mutating func writeJSON(_ write: ((inout [UInt8]) -> Void) -> Void) {
    var (path, ends) = (path, ends)
    forEachTopic { index, topic in
      ends.removeSubrange(min(topic.depth, ends.count)...)
      path.removeSubrange((ends.last ?? 0)...)
      let line = Line(
        topic: topic, title: outline.title(of: index), depth: base + topic.depth - 1, path: path,
        annotations: annotations[index] ?? 0, file: file)
      write { JSONLine.append(line, to: &$0) }
      if !path.isEmpty { path.append(UInt8(ascii: ",")) }
      JSONText.append(line.title, to: &path)
      ends.append(path.count)
    }
  }

  private struct Line: JSONRecord {
    var topic: Topic
    var title: String
    var depth: Int
    var path: [UInt8]
    var annotations: Int
    var file: String

    func write(to json: inout JSONObject) {
      json.field("annotations", annotations)
      json.field("depth", depth)
      json.field("end_line", topic.lastLine.int)
      json.field("file", file)
      switch topic.kind {
      case .root: json.field("kind", "file")
      case .heading(let level):
        json.field("kind", "heading")
        json.field("level", level)
      case .item: json.field("kind", "item")
      }
      json.field("line", topic.line.int)
      if case .item(let marker, _) = topic.kind { json.field("marker", marker.text) }
      json.field("path", list: path[...])
      json.field("title", title)
    }
  }
}

extension Topic.Marker {
  /// `*`, `-`, `1.`, `2)`: as the source has it.
  package var text: String {
    switch self {
    case .bullet(let marker): String(Character(marker))
    case .ordered(let number, let delimiter): "\(number)" + String(Character(delimiter))
    }
  }
}
