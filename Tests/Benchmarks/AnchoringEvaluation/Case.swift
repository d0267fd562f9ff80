import Annotations
import Foundation
import Outline

/// An edit of a real file: before, after, and what became of its topics.
struct Case {
  var name: String
  var old: Outline
  var new: Outline
  /// Old topics of known fate with their new ones; nil where they were deleted.
  var truth: [(old: TopicIndex, new: TopicIndex?)]
  /// By row of `truth`: why it is not to be relied on; nil where it is.
  private(set) var doubts: [Doubt?] = []

  /// The repository that the file is from.
  var repository: String {
    String(name.prefix { $0 != "-" })
  }

  /// The number of commits between the versions, 0 where the name does not say.
  var gap: Int {
    let parts = name.split(separator: "-")
    return parts.count > 1 ? Int(parts[parts.count - 2]) ?? 0 : 0
  }

  /// Reads `old.md`, `new.md` and `truth.tsv` of a folder.
  init(folder: URL) throws {
    name = folder.lastPathComponent
    old = Outline(parsing: Array(try Data(contentsOf: folder.appendingPathComponent("old.md"))))
    new = Outline(parsing: Array(try Data(contentsOf: folder.appendingPathComponent("new.md"))))
    let table = try String(contentsOf: folder.appendingPathComponent("truth.tsv"), encoding: .utf8)
    truth = []
    for row in table.split(separator: "\n") {
      let fields = row.split(separator: "\t")
      guard fields.count == 2, let line = Int(fields[0]) else { continue }
      guard let topic = Self.topic(startingAt: line, in: old) else { continue }
      guard let newLine = Int(fields[1]) else {
        truth.append((topic, nil))
        continue
      }
      guard let newTopic = Self.topic(startingAt: newLine, in: new) else { continue }
      truth.append((topic, newTopic))
    }
    let (before, after) = (LineCensus(old), LineCensus(new))
    doubts = truth.map { before.doubt(about: $0.old, $0.new, after) }
  }

  private static func topic(startingAt line: Int, in outline: Outline) -> TopicIndex? {
    let topic = outline.topic(atLine: LineNumber(line))
    return topic != .root && outline[topic].line.int == line ? topic : nil
  }

  /// All cases of the corpus, by name.
  static func all(in folder: URL) throws -> [Case] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { FileManager.default.fileExists(atPath: $0.appendingPathComponent("truth.tsv").path) }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map(Case.init(folder:))
  }
}
