/// A notebook's folder as it was found to be.
package struct FolderSnapshot: Sendable {
  /// The files and folders that were found.
  package var tree: FileTree
  /// Files and folders that were seen to take another name, by the old one, both as seen from the notebook's folder.
  package var renamed: [String: String]
  /// The words about the listing, if there are any.
  package var trouble: Message?

  /// A snapshot, by default of a folder in which nothing was seen to be renamed.
  package init(tree: FileTree, renamed: [String: String] = [:], trouble: Message? = nil) {
    self.tree = tree
    self.renamed = renamed
    self.trouble = trouble
  }
}

/// The changes that a new listing of a notebook's folder makes.
struct TreeDiff {
  private(set) var tree: FileTree
  /// Files that are there no more and have stayed in the tree.
  let missing: [FileID]
  /// Files and folders of the old tree that the new one does not have.
  let dropped: [FileID]
  /// Files and folders that only the new tree has.
  let new: [FileID]
  /// Files that have another path now.
  let relocated: [FileID]
  /// Names from the notebook's folder; of folders that have come or gone whole, theirs with a slash.
  private(set) var added: [String] = []
  private(set) var removed: [String] = []
  private(set) var renamed: [(old: String, new: String)] = []

  /// - Parameter isKept: Whether a file stays in the tree although it is gone.
  /// - Complexity: O(files)
  init(of old: FileTree, as listed: FolderSnapshot, keeping isKept: (FileID) -> Bool) {
    let names = TreeDiff.names(in: old, renamed: listed.renamed)
    let known = TreeDiff.positions(in: old)
    let found = TreeDiff.positions(in: listed.tree)
    func find(_ name: String, _ kind: FileTree.Node.Kind) -> Int? {
      found[name].flatMap { listed.tree.nodes[$0].kind == kind ? $0 : nil }
    }
    /// The place in the listing of each node of the old tree.
    var targets: [Int?] = []
    targets.reserveCapacity(old.nodes.count)
    var taken: Set<Int> = []
    for (node, name) in zip(old.nodes, names) {
      // A file that still has its old path keeps its identity; a path that belonged to another file is not taken over.
      var target = find(name.was, node.kind)
      if target == nil, known[name.now] == nil, let new = find(name.now, node.kind), taken.insert(new).inserted {
        target = new
        if listed.renamed[name.was] == name.now { renamed.append((name.was, name.now)) }
      }
      targets.append(target)
    }
    let ghosts = old.nodes.indices.filter {
      targets[$0] == nil && old.nodes[$0].kind == .file && isKept(old.nodes[$0].id)
    }
    for (position, node) in old.nodes.enumerated() where targets[position] == nil {
      guard node.parent.map({ targets[old.position(of: $0)] != nil }) ?? true, !ghosts.contains(position) else {
        continue
      }
      removed.append(names[position].was + (node.kind == .folder ? "/" : ""))
    }
    let reached = Set(targets.compactMap(\.self))
    for (position, node) in listed.tree.nodes.enumerated() where !reached.contains(position) {
      guard node.parent.map({ reached.contains(listed.tree.position(of: $0)) }) ?? true else { continue }
      added.append(listed.tree.name(of: node.id) + (node.kind == .folder ? "/" : ""))
    }
    var shape = listed.tree
    if !ghosts.isEmpty { shape = shape.adding(ghosts.map { old.nodes[$0].id }, of: old, known: known) }
    /// The id of what has a name now.
    var identities = PathTable<FileID>()
    for (position, target) in targets.enumerated() {
      let name = target.map { listed.tree.name(of: listed.tree.nodes[$0].id) }
      if let name = name ?? (ghosts.isEmpty ? nil : names[position].was), identities[name] == nil || target != nil {
        identities[name] = old.nodes[position].id
      }
    }
    let tree = shape.identified(after: old) { node in
      identities[shape.name(of: node)].flatMap { old[$0].kind == shape[node].kind ? $0 : nil }
    }
    self.tree = tree
    missing = ghosts.map { old.nodes[$0].id }
    dropped = old.nodes.lazy.map(\.id).filter { !tree.contains($0) }
    new = tree.nodes.lazy.map(\.id).filter { !old.contains($0) }
    relocated = old.nodes.lazy.map(\.id).filter { tree.contains($0) && tree.version(of: $0) != old.version(of: $0) }
  }

  /// The name of each file and folder, and the one that it would have by the renamings alone.
  private static func names(in tree: FileTree, renamed: [String: String]) -> [(was: String, now: String)] {
    var names: [(was: String, now: String)] = []
    names.reserveCapacity(tree.nodes.count)
    for node in tree.nodes {
      let was = tree.name(of: node.id)
      var now = was
      if !renamed.isEmpty, let parent = node.parent {
        let above = names[tree.position(of: parent)].now
        now = renamed[was] ?? (above.isEmpty ? "" : above + "/") + node.name
      }
      names.append((was, now))
    }
    return names
  }

  /// The places of files and folders in `tree.nodes`, by their names from the notebook's folder.
  private static func positions(in tree: FileTree) -> PathTable<Int> {
    var positions = PathTable<Int>()
    for (position, node) in tree.nodes.enumerated() { positions[tree.name(of: node.id)] = position }
    return positions
  }

  var summary: Summary { Summary(renamed: renamed, added: added, removed: removed) }

  /// The names of what has changed.
  struct Summary {
    var renamed: [(old: String, new: String)]
    var added: [String]
    var removed: [String]
    /// Files that are gone and still shown.
    var missing: [String] = []
    /// Whether they are for what is written about the first of them.
    var hasNotes = false

    var isEmpty: Bool { renamed.isEmpty && added.isEmpty && removed.isEmpty && missing.isEmpty }
  }
}

extension FileTree {
  /// The name of a file or folder as seen from the notebook's own folder; empty for that.
  package func name(of index: FileID) -> String {
    guard index != FileTree.root else { return "" }
    let root = nodes[0].path.utf8.count
    let path = self[index].path
    return root == 0 ? path : String(path[path.utf8.index(path.startIndex, offsetBy: root + 1)...])
  }

  /// This tree with some files of an earlier one, each near those that it stood with.
  fileprivate func adding(_ ghosts: [FileID], of old: FileTree, known: PathTable<Int>) -> FileTree {
    var names = files.map { folders(above: $0) + [self[$0].name] }
    for ghost in ghosts {
      let own = old.folders(above: ghost) + [old[ghost].name]
      // The part of the list that is of its folder, as far as that is there.
      var range = names.indices
      var level = 0
      func isBelow(_ name: [String]) -> Bool { name.count > level + 1 && name[level] == own[level] }
      while level < own.count - 1, let start = names[range].firstIndex(where: isBelow) {
        range = start..<(names[start..<range.upperBound].firstIndex { !isBelow($0) } ?? range.upperBound)
        level += 1
      }
      var place = range.lowerBound
      for index in range where known[names[index].joined(separator: "/")].map({ $0 < old.position(of: ghost) }) ?? false
      {
        place = index + 1
      }
      // What stands in one folder stays together.
      while place > range.lowerBound, place < range.upperBound, names[place].count > level + 1,
        names[place - 1].count > level + 1, names[place][level] == names[place - 1][level]
      {
        place += 1
      }
      names.insert(own, at: place)
    }
    var tree = FileTree(folder: nodes[0].name, root: nodes[0].path)
    for name in names { tree.append(name[name.count - 1], in: Array(name.dropLast())) }
    return tree
  }
}
