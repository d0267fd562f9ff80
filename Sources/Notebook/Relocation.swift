import Outline

/// The new places of rows after a file was read again, or after the notebook's folder was listed again.
struct Relocation {
  /// The tree from now on, which has the order of the rows.
  let tree: FileTree
  /// The file that was read again.
  let reload: Reload?
  /// The files and folders that a new listing has added.
  let added: [FileID]
  /// The tree that a new listing has replaced.
  private let before: FileTree?

  struct Reload {
    let file: FileID
    let correspondence: Correspondence
    /// The number of topics of the new reading.
    let topics: Int
  }

  /// After a file was read again.
  init(reloading file: FileID, by correspondence: Correspondence, topics: Int, in tree: FileTree) {
    self.tree = tree
    reload = Reload(file: file, correspondence: correspondence, topics: topics)
    added = []
    before = nil
  }

  /// After the folder was listed again.
  init(listing diff: TreeDiff, after before: FileTree) {
    tree = diff.tree
    reload = nil
    added = diff.new
    self.before = before
  }

  /// The place of a row now; nil where its file is gone.
  func callAsFunction(_ row: RowID) -> RowID? {
    guard let reload else { return tree.contains(row.file) ? row : nil }
    return row.file == reload.file ? RowID(row.file, reload.correspondence.topic(for: row.topic)) : row
  }

  /// The place of a row now, else the file or folder before it that is still there.
  func nearest(_ row: RowID) -> RowID {
    if let row = self(row) { return row }
    guard let before else { return .root }
    let above = before.nodes[..<max(0, before.position(of: row.file))]
    return above.last { tree.contains($0.id) }.map { RowID($0.id) } ?? .root
  }

  /// Rows in the order of the tree, each once.
  func sorted<Element>(_ elements: [Element], by row: (Element) -> RowID) -> [Element] {
    elements.sorted { tree.precedes(row($0), row($1)) }
  }
}
