/// The identity of a file or folder of a notebook while the program runs: it is handed out once and never used again,
/// whatever comes, goes or takes another name.
package struct FileID: Hashable, Sendable {
  /// The number itself, unique while the program runs; it says nothing about the position in the tree.
  package let int: Int
  /// The id with a number that `FileTree` has handed out.
  package init(_ int: Int) { self.int = int }
}

/// A file or folder under the path that it has: another path is another version.
package struct FileVersion: Hashable, Sendable {
  /// The file or folder, whatever its path is.
  package let file: FileID
  /// The number of times that its path has changed, from 0.
  package let version: Int

  /// A version of `file`, by default the first.
  package init(_ file: FileID, version: Int = 0) {
    self.file = file
    self.version = version
  }

  /// The notebook's own row as it was at first.
  package static let root = FileVersion(FileTree.root)
}

/// The files and folders of a notebook, flat, in preorder; a notebook of one file has just that one.
package struct FileTree: Hashable, Sendable {
  /// A file or folder of the tree.
  package struct Node: Hashable, Sendable {
    /// The difference between notes and folders, which alone have nodes below them.
    package enum Kind: Hashable, Sendable { case file, folder }
    /// The id of the node, the same whatever becomes of its path.
    package fileprivate(set) var id: FileID
    /// The number of times that its path has changed.
    fileprivate var version = 0
    /// The kind of the node; of a notebook of one file, the root is a file.
    package var kind: Kind
    /// The name that the outline shows.
    package var name: String
    /// The path by which it is opened.
    package var path: String
    /// Folders above it within the notebook.
    package var depth: Int
    /// Nodes in its subtree, itself included.
    package var subtreeCount: Int
    /// Files in its subtree, itself included.
    package var fileCount: Int
    /// The folder that it is in; nil for the root.
    package fileprivate(set) var parent: FileID?

    fileprivate init(
      _ id: FileID, kind: Kind, name: String, path: String, depth: Int = 0, subtreeCount: Int = 1,
      parent: FileID? = nil
    ) {
      self.id = id
      self.kind = kind
      self.name = name
      self.path = path
      self.depth = depth
      self.subtreeCount = subtreeCount
      self.parent = parent
      fileCount = kind == .file ? 1 : 0
    }
  }

  /// In preorder, at least one; the first is the notebook's own row.
  package private(set) var nodes: [Node]
  /// The place of each file and folder in `nodes`, by its id; -1 for those that are there no more.
  private var positions: [Int]
  /// The number of files among them.
  package var fileCount: Int { nodes[0].fileCount }
  /// The folders from the notebook's own down to that of the file appended last.
  private var open: [FileID]

  /// A notebook of one file.
  package init(file name: String, path: String) {
    nodes = [Node(FileTree.root, kind: .file, name: name, path: path)]
    positions = [0]
    open = []
  }

  /// A folder, to which its files are appended as they are found; with an empty `root` a row above several files and
  /// folders, whose names are their paths.
  package init(folder name: String, root: String) {
    nodes = [Node(FileTree.root, kind: .folder, name: name, path: root)]
    positions = [0]
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
    nodes = [
      Node(FileTree.root, kind: .folder, name: "\(files.count) notes", path: "", subtreeCount: files.count + 1)
    ]
    for (number, file) in files.enumerated() {
      let id = FileID(number + 1)
      nodes.append(Node(id, kind: .file, name: file.name, path: file.path, depth: 1, parent: FileTree.root))
    }
    nodes[0].fileCount = files.count
    positions = Array(nodes.indices)
    open = []
  }

  /// Adds the next file, with those of the folders above it that are not there yet. What is there keeps its place.
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
    let id = FileID(positions.count)
    positions.append(nodes.count)
    nodes.append(
      Node(
        id, kind: kind, name: name, path: self[parent].path.isEmpty ? name : self[parent].path + "/" + name,
        depth: self[parent].depth + 1, parent: parent))
    for above in open.map(position(of:)) {
      nodes[above].subtreeCount += 1
      if kind == .file { nodes[above].fileCount += 1 }
    }
    return id
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

  /// A file or folder that is in the tree.
  package subscript(file: FileID) -> Node { nodes[positions[file.int]] }

  /// Whether a file or folder is in the tree.
  package func contains(_ file: FileID) -> Bool { positions.indices.contains(file.int) && positions[file.int] >= 0 }

  /// The place of a file or folder in `nodes`; of what is there no more, -1.
  package func position(of file: FileID) -> Int { positions.indices.contains(file.int) ? positions[file.int] : -1 }

  /// The files and folders in the subtree of one, itself included, by their places.
  func subtree(of file: FileID) -> Range<Int> {
    let start = position(of: file)
    return start..<start + nodes[start].subtreeCount
  }

  /// A file or folder under the path that it has now.
  package func version(of file: FileID) -> FileVersion { FileVersion(file, version: self[file].version) }

  /// Whether a file or folder is there and has the path that it had in `version`.
  package func isCurrent(_ version: FileVersion) -> Bool {
    contains(version.file) && self[version.file].version == version.version
  }

  /// Whether the same files and folders stand in the same order here and in `other`.
  func isSame(as other: FileTree) -> Bool {
    nodes.count == other.nodes.count
      && zip(nodes, other.nodes).allSatisfy { $0.kind == $1.kind && $0.path.utf8.elementsEqual($1.path.utf8) }
  }

  /// Whether row `a` stands above row `b`, folded or not.
  package func precedes(_ a: RowID, _ b: RowID) -> Bool {
    a.file == b.file ? a.topic < b.topic : position(of: a.file) < position(of: b.file)
  }

  /// Files and folders in the order of the tree.
  package func sorted(_ files: some Sequence<FileID>) -> [FileID] {
    files.sorted { position(of: $0) < position(of: $1) }
  }

  /// This tree with the ids of `old` for what was in it, and with new ones for the rest.
  ///
  /// - Parameter identity: The id in `old` of a file or folder of this tree; nil for what is new.
  func identified(after old: FileTree, _ identity: (FileID) -> FileID?) -> FileTree {
    var tree = self
    tree.positions = Array(repeating: -1, count: old.positions.count)
    var ids: [FileID] = []
    ids.reserveCapacity(nodes.count)
    for (position, node) in nodes.enumerated() {
      var id = FileID(tree.positions.count)
      var version = 0
      if let known = identity(node.id) {
        id = known
        version = old[known].version + (old[known].path.utf8.elementsEqual(node.path.utf8) ? 0 : 1)
      } else {
        tree.positions.append(-1)
      }
      tree.positions[id.int] = position
      tree.nodes[position].id = id
      tree.nodes[position].version = version
      tree.nodes[position].parent = node.parent.map { ids[self.position(of: $0)] }
      ids.append(id)
    }
    tree.open = open.map { ids[position(of: $0)] }
    return tree
  }

  /// The id of the first node, the notebook's own row.
  package static let root = FileID(0)

  /// Whether there is only one file and no folder.
  package var isSingleFile: Bool { nodes[0].kind == .file }

  /// All files, folders left out.
  package var files: [FileID] { nodes.lazy.filter { $0.kind == .file }.map(\.id) }

  /// The file with this path, if it belongs to the notebook.
  package func file(path: String) -> FileID? {
    nodes.first { $0.kind == .file && $0.path == path }?.id
  }
}
