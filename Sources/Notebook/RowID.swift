import Outline

/// One row of the notebook's outline: a folder, a file (its outline's root), or a topic of a file.
package struct RowID: Hashable, Sendable {
  /// The file or folder that the row belongs to.
  package var file: FileID
  /// `.root` for files and folders themselves.
  package var topic: TopicIndex

  /// The row of a topic of `file`, by default the file's own.
  package init(_ file: FileID, _ topic: TopicIndex = .root) {
    self.file = file
    self.topic = topic
  }

  /// The notebook's own row.
  package static let root = RowID(FileTree.root)
}
