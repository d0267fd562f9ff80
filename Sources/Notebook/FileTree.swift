/// A file or folder's place in the preorder table of a `FileTree`.
package struct FileID: Hashable, Comparable, Sendable {
  package var int: Int
  package init(_ int: Int) { self.int = int }
  package static func < (a: FileID, b: FileID) -> Bool { a.int < b.int }
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
    /// Files in its subtree, itself included.
    package var fileCount: Int
    package var parent: FileID?

    package init(
      kind: Kind, name: String, path: String, depth: Int = 0, subtreeCount: Int = 1, parent: FileID? = nil
    ) {
      self.kind = kind
      self.name = name
      self.path = path
      self.depth = depth
      self.subtreeCount = subtreeCount
      self.parent = parent
      fileCount = kind == .file ? 1 : 0
    }
  }

  /// At least one; the first is the notebook's own row.
  package private(set) var nodes: [Node]
  /// How many of them are files.
  package var fileCount: Int { nodes[0].fileCount }
  /// The folders from the notebook's own down to that of the file appended last.
  private var open: [FileID]

  /// A notebook of one file.
  package init(file name: String, path: String) {
    nodes = [Node(kind: .file, name: name, path: path)]
    open = []
  }

  /// A folder, to which its files are appended as they are found; with an empty `root` a row above several files and
  /// folders, whose names are their paths.
  package init(folder name: String, root: String) {
    nodes = [Node(kind: .folder, name: name, path: root)]
    open = [FileTree.root]
  }

  /// A folder and the files in it, `paths` being relative to `root`, their folders' names apart by `/`, in the order in
  /// which they are shown.
  package init(folder name: String, root: String, files paths: [String]) {
    self.init(folder: name, root: root)
    for path in paths {
      let parts = path.split(separator: "/").map(String.init)
      if let file = parts.last { append(file, in: Array(parts.dropLast())) }
    }
  }

  /// Several files under one row that stands for all of them.
  package init(several files: [(name: String, path: String)]) {
    nodes = [Node(kind: .folder, name: "\(files.count) notes", path: "", subtreeCount: files.count + 1)]
    nodes += files.map { Node(kind: .file, name: $0.name, path: $0.path, depth: 1, parent: FileTree.root) }
    nodes[0].fileCount = files.count
    open = []
  }

  /// Adds the next file, with those of the folders above it that are not there yet. What is there keeps its index.
  ///
  /// - Parameter folders: Their names from the notebook's own down to the file's; those of one folder come together.
  package mutating func append(_ name: String, in folders: [String]) {
    var shared = 0
    while shared < folders.count, shared + 1 < open.count, self[open[shared + 1]].name == folders[shared] {
      shared += 1
    }
    open.removeSubrange((shared + 1)...)
    for folder in folders[shared...] { open.append(append(.folder, folder)) }
    append(.file, name)
  }

  @discardableResult
  private mutating func append(_ kind: Node.Kind, _ name: String) -> FileID {
    let parent = open[open.count - 1]
    let index = FileID(nodes.count)
    nodes.append(
      Node(
        kind: kind, name: name, path: self[parent].path.isEmpty ? name : self[parent].path + "/" + name,
        depth: self[parent].depth + 1, parent: parent))
    for above in open {
      nodes[above.int].subtreeCount += 1
      if kind == .file { nodes[above.int].fileCount += 1 }
    }
    return index
  }

  /// This tree without some of its files, and without the folders that nothing else is in.
  func without(_ left: Set<FileID>) -> FileTree {
    var tree = FileTree(folder: nodes[0].name, root: nodes[0].path)
    for file in files where !left.contains(file) { tree.append(self[file].name, in: folders(above: file)) }
    return tree
  }

  /// The names of the folders between the notebook's own row and `file`.
  package func folders(above file: FileID) -> [String] {
    var names: [String] = []
    var parent = self[file].parent
    while let folder = parent, folder != FileTree.root {
      names.append(self[folder].name)
      parent = self[folder].parent
    }
    return names.reversed()
  }

  package subscript(index: FileID) -> Node { nodes[index.int] }

  package static let root = FileID(0)

  /// Whether there is only one file and no folder.
  package var isSingleFile: Bool { nodes[0].kind == .file }

  /// All files, folders left out.
  package var files: [FileID] { nodes.indices.filter { nodes[$0].kind == .file }.map(FileID.init) }

  /// The file with this path, if it belongs to the notebook.
  package func file(path: String) -> FileID? {
    nodes.firstIndex { $0.kind == .file && $0.path == path }.map(FileID.init)
  }
}
