/// A notebook's folder as it was found to be.
package struct FolderSnapshot: Sendable {
  package var tree: FileTree
  /// Files and folders that were seen to take another name, by the old one, both as seen from the notebook's folder.
  package var renamed: [String: String]
  /// What there is to say of the listing, if anything is.
  package var trouble: Message?

  package init(tree: FileTree, renamed: [String: String] = [:], trouble: Message? = nil) {
    self.tree = tree
    self.renamed = renamed
    self.trouble = trouble
  }
}

/// What a new listing of a notebook's folder changes in it.
struct TreeDiff {
  private(set) var tree: FileTree
  let move: FileMove
  /// Files that are there no more and have stayed in the tree.
  let kept: [FileID]
  /// Names from the notebook's folder; of folders that have come or gone whole, theirs with a slash.
  private(set) var added: [String] = []
  private(set) var removed: [String] = []
  private(set) var renamed: [(old: String, new: String)] = []

  /// - Parameter isKept: Whether a file stays in the tree although it is gone.
  /// - Complexity: O(files)
  init(of old: FileTree, as listed: FolderSnapshot, keeping isKept: (FileID) -> Bool) {
    let names = TreeDiff.names(in: old, renamed: listed.renamed)
    let known = TreeDiff.indices(of: old)
    let found = TreeDiff.indices(of: listed.tree)
    func find(_ name: String, _ kind: FileTree.Node.Kind) -> FileID? {
      found[name].flatMap { listed.tree[$0].kind == kind ? $0 : nil }
    }
    var targets: [FileID?] = []
    targets.reserveCapacity(old.nodes.count)
    var taken: Set<FileID> = []
    for (node, name) in zip(old.nodes, names) {
      // What has its old name is itself, whatever had that name meanwhile; and a name that was another's stays his.
      var target = find(name.was, node.kind)
      if target == nil, known[name.now] == nil, let new = find(name.now, node.kind), taken.insert(new).inserted {
        target = new
        if listed.renamed[name.was] == name.now { renamed.append((name.was, name.now)) }
      }
      targets.append(target)
    }
    let ghosts = old.nodes.indices.map(FileID.init).filter {
      targets[$0.int] == nil && old[$0].kind == .file && isKept($0)
    }
    for (index, node) in old.nodes.enumerated() where targets[index] == nil {
      guard node.parent.map({ targets[$0.int] != nil }) ?? true, !ghosts.contains(FileID(index)) else { continue }
      removed.append(names[index].was + (node.kind == .folder ? "/" : ""))
    }
    let reached = Set(targets.compactMap(\.self))
    for index in listed.tree.nodes.indices.map(FileID.init) where !reached.contains(index) {
      guard listed.tree[index].parent.map(reached.contains) ?? true else { continue }
      added.append(listed.tree.name(of: index) + (listed.tree[index].kind == .folder ? "/" : ""))
    }
    tree = listed.tree
    if !ghosts.isEmpty {
      tree = listed.tree.adding(ghosts, of: old, known: known)
      let now = TreeDiff.indices(of: tree)
      for (index, target) in targets.enumerated() {
        targets[index] = now[target.map(listed.tree.name(of:)) ?? names[index].was]
      }
    }
    kept = ghosts.compactMap { targets[$0.int] }
    move = FileMove(targets)
  }

  /// What each file and folder is called, and would be by the renamings alone.
  private static func names(in tree: FileTree, renamed: [String: String]) -> [(was: String, now: String)] {
    var names: [(was: String, now: String)] = []
    names.reserveCapacity(tree.nodes.count)
    for index in tree.nodes.indices.map(FileID.init) {
      let was = tree.name(of: index)
      var now = was
      if !renamed.isEmpty, let parent = tree[index].parent {
        let above = names[parent.int].now
        now = renamed[was] ?? (above.isEmpty ? "" : above + "/") + tree[index].name
      }
      names.append((was, now))
    }
    return names
  }

  private static func indices(of tree: FileTree) -> PathTable<FileID> {
    var indices = PathTable<FileID>()
    for index in tree.nodes.indices.map(FileID.init) { indices[tree.name(of: index)] = index }
    return indices
  }

  /// What has changed, in few words; nil where nothing has.
  var summary: String? {
    var parts: [String] = []
    if let first = renamed.first {
      parts.append("\(first.old) is now \(first.new)" + TreeDiff.more(renamed.count))
    }
    if let first = added.first { parts.append("new: \(first)" + TreeDiff.more(added.count)) }
    if let first = removed.first { parts.append("gone: \(first)" + TreeDiff.more(removed.count)) }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }

  private static func more(_ count: Int) -> String { count > 1 ? " and \(count - 1) more" : "" }
}

extension FileTree {
  /// What a file or folder is called as seen from the notebook's own; empty for that.
  package func name(of index: FileID) -> String {
    guard index != FileTree.root else { return "" }
    let root = nodes[0].path.utf8.count
    let path = self[index].path
    return root == 0 ? path : String(path[path.utf8.index(path.startIndex, offsetBy: root + 1)...])
  }

  /// This tree with some files of an earlier one, each near those that it stood with.
  fileprivate func adding(_ ghosts: [FileID], of old: FileTree, known: PathTable<FileID>) -> FileTree {
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
      for index in range where known[names[index].joined(separator: "/")].map({ $0 < ghost }) ?? false {
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
