/// A sparse tree of files: some of them, and the folders above these.
struct FileFilter: Hashable, Sendable {
  /// In the order of the tree; the notebook's own row always.
  private(set) var rows: [FileID] = [FileTree.root]

  /// Adds a file that comes after all that are there, or is the last of them.
  mutating func insert(_ file: FileID, in tree: FileTree) {
    var branch: [FileID] = []
    var above: FileID? = file
    while let node = above, let last = rows.last, node > last {
      branch.append(node)
      above = tree[node].parent
    }
    rows += branch.reversed()
  }

  /// - Complexity: O(log rows)
  func contains(_ node: FileID) -> Bool { first(from: node.int) == node }

  /// The first row at `index` or behind it.
  func first(from index: Int) -> FileID? {
    let place = rows.partitioningIndex { $0.int >= index }
    return place < rows.count ? rows[place] : nil
  }

  /// The last row before `index`.
  func last(before index: Int) -> FileID? {
    let place = rows.partitioningIndex { $0.int >= index }
    return place > 0 ? rows[place - 1] : nil
  }
}
