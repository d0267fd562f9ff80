/// A file or folder's place in the preorder table of a `FileTree`.
package struct FileIndex: Hashable, Comparable, Sendable {
  package var int: Int
  package init(_ int: Int) { self.int = int }
  package static func < (a: FileIndex, b: FileIndex) -> Bool { a.int < b.int }
}

/// The files and folders of a notebook, flat, in preorder; a notebook of one file has just that one.
package struct FileTree: Hashable, Sendable {
  package struct Node: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case file, folder }
    package var kind: Kind
    /// As the outline shows it.
    package var name: String
    /// As it is opened.
    package var path: String
    /// Folders above it within the notebook.
    package var depth: Int
    /// Nodes in its subtree, itself included.
    package var subtreeCount: Int
    package var parent: FileIndex?

    package init(
      kind: Kind, name: String, path: String, depth: Int = 0, subtreeCount: Int = 1, parent: FileIndex? = nil
    ) {
      self.kind = kind
      self.name = name
      self.path = path
      self.depth = depth
      self.subtreeCount = subtreeCount
      self.parent = parent
    }
  }

  /// At least one; the first is the notebook's own row.
  package private(set) var nodes: [Node]

  /// A notebook of one file.
  package init(file name: String, path: String) {
    nodes = [Node(kind: .file, name: name, path: path)]
  }

  /// A folder and the files in it, `paths` being relative to `root`, their folders' names apart by `/`, in the order in
  /// which they are shown.
  package init(folder name: String, root: String, files paths: [String]) {
    nodes = [Node(kind: .folder, name: name, path: root)]
    var open: [(name: String, index: Int)] = [("", 0)]
    for path in paths {
      let parts = path.split(separator: "/").map(String.init)
      guard let file = parts.last else { continue }
      let folders = parts.dropLast()
      var shared = 0
      while shared < folders.count, shared + 1 < open.count, open[shared + 1].name == folders[shared] { shared += 1 }
      close(&open, to: shared + 1)
      for folder in folders.dropFirst(shared) {
        let parent = open[open.count - 1].index
        open.append((folder, nodes.count))
        append(.folder, folder, under: parent)
      }
      append(.file, file, under: open[open.count - 1].index)
    }
    close(&open, to: 0)
  }

  /// Several files under one row that stands for all of them.
  package init(several files: [(name: String, path: String)]) {
    nodes = [Node(kind: .folder, name: "\(files.count) notes", path: "", subtreeCount: files.count + 1)]
    nodes += files.map { Node(kind: .file, name: $0.name, path: $0.path, depth: 1, parent: FileTree.root) }
  }

  private mutating func append(_ kind: Node.Kind, _ name: String, under parent: Int) {
    nodes.append(
      Node(
        kind: kind, name: name, path: nodes[parent].path + "/" + name, depth: nodes[parent].depth + 1,
        parent: FileIndex(parent)))
  }

  private mutating func close(_ open: inout [(name: String, index: Int)], to count: Int) {
    while open.count > count {
      let folder = open.removeLast()
      nodes[folder.index].subtreeCount = nodes.count - folder.index
    }
  }

  package subscript(index: FileIndex) -> Node { nodes[index.int] }

  package static let root = FileIndex(0)

  /// Whether there is only one file and no folder.
  package var isSingleFile: Bool { nodes[0].kind == .file }

  /// All files, folders left out.
  package var files: [FileIndex] { nodes.indices.filter { nodes[$0].kind == .file }.map(FileIndex.init) }

  /// The file with this path, if it belongs to the notebook.
  package func file(path: String) -> FileIndex? {
    nodes.firstIndex { $0.kind == .file && $0.path == path }.map(FileIndex.init)
  }
}
