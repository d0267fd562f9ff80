/// A sparse tree of files: some of them, and the folders above these.
struct FileFilter: Hashable, Sendable {
  /// In the order of the tree; the notebook's own row always.
  private(set) var rows: [FileID] = [FileTree.root]

  /// Adds a file that comes after all that are there, or is the last of them.
  mutating func insert(_ file: FileID, in tree: FileTree) {
    var branch: [FileID] = []
    var above: FileID? = file
    while let node = above, let last = rows.last, tree.position(of: node) > tree.position(of: last) {
      branch.append(node)
      above = tree[node].parent
    }
    rows += branch.reversed()
  }

  /// - Complexity: O(log rows)
  func contains(_ node: FileID, in tree: FileTree) -> Bool { first(from: tree.position(of: node), in: tree) == node }

  /// The first row at `position` of the tree or behind it.
  func first(from position: Int, in tree: FileTree) -> FileID? {
    let place = rows.partitioningIndex { tree.position(of: $0) >= position }
    return place < rows.count ? rows[place] : nil
  }

  /// The last row before `position` of the tree.
  func last(before position: Int, in tree: FileTree) -> FileID? {
    let place = rows.partitioningIndex { tree.position(of: $0) >= position }
    return place > 0 ? rows[place - 1] : nil
  }

  /// The rows that are in `tree`, with the folders that they lie in there.
  mutating func relocate(in tree: FileTree) {
    var filter = FileFilter()
    for row in tree.sorted(rows.filter(tree.contains)) { filter.insert(row, in: tree) }
    self = filter
  }
}
