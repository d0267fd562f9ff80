import Outline

/// One row of the notebook's outline: a folder, a file (its outline's root), or a topic of a file.
package struct Place: Hashable, Comparable, Sendable {
  package var file: FileIndex
  /// `.root` for files and folders themselves.
  package var topic: TopicIndex

  package init(_ file: FileIndex, _ topic: TopicIndex = .root) {
    self.file = file
    self.topic = topic
  }

  /// The notebook's own row.
  package static let root = Place(FileTree.root)

  package static func < (a: Place, b: Place) -> Bool { (a.file, a.topic) < (b.file, b.topic) }
}
