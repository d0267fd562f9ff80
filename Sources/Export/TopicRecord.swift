import Annotations
import Outline

/// One topic as `gloss outline --format json` prints it: a line of JSON.
package struct TopicRecord: Encodable, Hashable, Sendable {
  package var line: Int?
  package var endLine: Int?
  /// 0 for a topic at the top of its file; a folder's contents count from the folder.
  package var depth: Int
  /// `heading`, `item`, `file` or `folder`.
  package var kind: String
  /// 1 to 6, of headings.
  package var level: Int?
  /// As the source has it, of items.
  package var marker: String?
  package var title: String
  /// Titles of the ancestors, from the top.
  package var path: [String]
  /// Annotations on the topic itself, those below it not counted.
  package var annotations: Int
  package var file: String?

  private enum CodingKeys: String, CodingKey {
    case line
    case endLine = "end_line"
    case depth, kind, level, marker, title, path, annotations, file
  }

  package init(
    of topic: TopicIndex, in outline: Outline, depth base: Int = 0, annotations: Int = 0, file: String? = nil
  ) {
    let row = outline[topic]
    line = row.line.int
    endLine = row.lastLine.int
    depth = base + row.depth - 1
    title = outline.title(of: topic)
    path = outline.path(of: topic)
    self.annotations = annotations
    self.file = file
    switch row.kind {
    case .root: kind = "file"
    case .heading(let level):
      kind = "heading"
      self.level = level
    case .item(let sign, _):
      kind = "item"
      marker = sign.text
    }
  }

  /// A file or a folder among a folder's contents.
  package init(kind: String, title: String, depth: Int, path: [String], annotations: Int, file: String) {
    self.kind = kind
    self.title = title
    self.depth = depth
    self.path = path
    self.annotations = annotations
    self.file = file
  }
}

extension Topic.Marker {
  /// `*`, `-`, `1.`, `2)`: as the source has it.
  package var text: String {
    switch self {
    case .bullet(let sign): String(Character(sign))
    case .ordered(let number, let delimiter): "\(number)" + String(Character(delimiter))
    }
  }
}
