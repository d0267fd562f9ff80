import Annotations
import Outline

/// Stepping over the visible rows. No step costs more than the tree is deep.
extension NotebookState {
  /// The visible row below `place`, or nil at the end.
  package func row(after place: RowID) -> RowID? {
    let node = tree[place.file]
    if node.kind == .folder {
      let isFolded = foldedNodes.contains(place.file)
      return rowWithinZoom(tree.position(of: place.file) + (isFolded ? node.subtreeCount : 1))
    }
    if !foldedNodes.contains(place.file), let document = documents[place.file],
      let topic = document.next(after: place.topic)
    {
      let next = RowID(place.file, topic)
      return zoom.map { contains(next, in: $0) } ?? true ? next : nil
    }
    return rowWithinZoom(tree.position(of: place.file) + 1)
  }

  /// The row of the first file or folder from `position` of the tree on.
  private func rowWithinZoom(_ position: Int) -> RowID? {
    guard let file = node(from: position) else { return nil }
    let next = RowID(file)
    return zoom.map { contains(next, in: $0) } ?? true ? next : nil
  }

  /// The first file or folder from `position` of the tree on, of those that a filter leaves.
  private func node(from position: Int) -> FileID? {
    if let fileFilter { return fileFilter.first(from: position, in: tree) }
    return position < tree.nodes.count ? tree.nodes[position].id : nil
  }

  /// The last file or folder before `position` of the tree, of those that a filter leaves.
  private func node(before position: Int) -> FileID? {
    if let fileFilter { return fileFilter.last(before: position, in: tree) }
    return position > 0 ? tree.nodes[position - 1].id : nil
  }

  /// The visible row above `place`, or nil at the beginning.
  package func row(before place: RowID) -> RowID? {
    guard place != firstRow else { return nil }
    if place.topic != .root {
      guard let topic = documents[place.file]?.previous(before: place.topic) else { return RowID(place.file) }
      return RowID(place.file, topic)
    }
    guard var file = node(before: tree.position(of: place.file)) else { return nil }
    var ancestor = tree[file].parent
    while let folder = ancestor, folder != tree[place.file].parent {
      if foldedNodes.contains(folder) { file = folder }
      ancestor = tree[folder].parent
    }
    return lastRow(of: file)
  }

  /// The visible row `count` rows below `place`, above where it is negative, as far as there are any.
  func row(_ count: Int, below place: RowID) -> RowID {
    var last = place
    var left = abs(count)
    if count > 0 {
      visitRows(below: place) { row in
        last = row
        left -= 1
        return left > 0
      }
    } else {
      while left > 0, let row = row(before: last) {
        last = row
        left -= 1
      }
    }
    return last
  }

  /// The last visible row of a file, or the row of a folder itself.
  private func lastRow(of file: FileID) -> RowID {
    guard !foldedNodes.contains(file), let document = documents[file] else { return RowID(file) }
    return RowID(file, document.lastVisible)
  }

  /// The last visible row of all.
  package var lastRow: RowID {
    if let zoom, tree[zoom.file].kind == .file { return lastRow(of: zoom.file) }
    let end = zoom.map { tree.subtree(of: $0.file).upperBound } ?? tree.nodes.count
    guard var file = node(before: end), tree.position(of: file) > tree.position(of: firstRow.file) else {
      return lastRow(of: firstRow.file)
    }
    var ancestor = tree[file].parent
    while let folder = ancestor {
      if foldedNodes.contains(folder) { file = folder }
      ancestor = tree[folder].parent
    }
    return lastRow(of: file)
  }

  /// Whether `place` lies in the subtree of `root`, itself included.
  package func contains(_ place: RowID, in root: RowID) -> Bool {
    if root.topic == .root {
      return place.file == root.file || tree.subtree(of: root.file).contains(tree.position(of: place.file))
    }
    guard place.file == root.file, let document = documents[root.file] else { return false }
    return document.outline.isInside(place.topic, root.topic)
  }

  /// Whether the contents of a row are folded away; those of a file that is not open are.
  package func isFolded(_ place: RowID) -> Bool {
    if place.topic == .root, foldedNodes.contains(place.file) { return true }
    if tree[place.file].kind == .folder { return false }
    return documents[place.file]?.isFolded(place.topic) ?? true
  }

  /// Whether there is anything below `place` to fold; a file that is not open yet may have.
  package func hasChildren(_ place: RowID) -> Bool {
    if tree[place.file].kind == .folder { return firstChild(of: place) != nil }
    return documents[place.file]?.hasChildren(place.topic) ?? (failures[place.file] == nil)
  }

  /// Folders, files and topics above `place`.
  package func depth(of place: RowID) -> Int {
    tree[place.file].depth + (documents[place.file]?.outline.depth(of: place.topic) ?? 0)
  }

  /// Returns the row above `place` in the hierarchy; nil for the notebook's own.
  package func parent(of place: RowID) -> RowID? {
    if place.topic != .root, let document = documents[place.file] {
      return document.outline.parent(of: place.topic).map { RowID(place.file, $0) }
    }
    return tree[place.file].parent.map { RowID($0) }
  }

  /// The first child of `place`, folded or not.
  package func firstChild(of place: RowID) -> RowID? {
    let node = tree[place.file]
    if node.kind == .folder {
      let inside = tree.subtree(of: place.file)
      let child = self.node(from: inside.lowerBound + 1)
      return child.flatMap { inside.contains(tree.position(of: $0)) ? RowID($0) : nil }
    }
    guard let document = documents[place.file],
      let next = document.rows.folding.isFolded(place.topic, in: document.outline)
        ? document.outline.firstChild(of: place.topic) : document.next(after: place.topic),
      document.outline.isInside(next, place.topic)
    else { return nil }
    return RowID(place.file, next)
  }

  /// Returns the next row with the same parent, visible or not; nil for the last.
  package func nextSibling(of place: RowID) -> RowID? {
    if place.topic != .root {
      return documents[place.file]?.outline.nextSibling(of: place.topic).map { RowID(place.file, $0) }
    }
    guard let next = node(from: tree.subtree(of: place.file).upperBound),
      tree[next].parent == tree[place.file].parent
    else { return nil }
    return RowID(next)
  }

  /// Returns the previous row with the same parent, visible or not; nil for the first.
  package func previousSibling(of place: RowID) -> RowID? {
    if place.topic != .root {
      return documents[place.file]?.outline.previousSibling(of: place.topic).map { RowID(place.file, $0) }
    }
    guard let parent = tree[place.file].parent, var sibling = node(before: tree.position(of: place.file)),
      tree.position(of: sibling) > tree.position(of: parent)
    else { return nil }
    while let above = tree[sibling].parent, above != parent { sibling = above }
    return RowID(sibling)
  }

  /// The title of a row: that of its topic, or the name of its file or folder.
  package func title(of place: RowID) -> String {
    guard place.topic != .root, let document = documents[place.file] else { return tree[place.file].name }
    return document.title(of: place.topic)
  }

  /// Titles from the notebook's row down to `place`.
  package func path(to place: RowID) -> [String] {
    var titles: [String] = []
    var step: RowID? = place
    while let current = step {
      titles.append(title(of: current))
      step = parent(of: current)
    }
    return titles.reversed()
  }

  /// The separators between the titles of a path, and between the parts of what is said of one thing.
  var between: (titles: String, parts: String) {
    (" \(layoutOptions.glyphs.breadcrumb) ", " \(layoutOptions.glyphs.separator) ")
  }

  /// Visible rows from `place` on, at most `count`.
  package func rows(from place: RowID, count: Int) -> [RowID] {
    guard count > 0 else { return [] }
    var rows = [place]
    rows.reserveCapacity(min(count, 1_000))
    visitRows(below: place) { row in
      guard rows.count < count else { return false }
      rows.append(row)
      return true
    }
    return rows
  }

  /// Hands `visit` the visible rows below `place` one after another, as long as it says that it wants more. A file is
  /// looked up once for all of its rows that follow one another.
  private func visitRows(below place: RowID, _ visit: (RowID) -> Bool) {
    var last = place
    while true {
      if !foldedNodes.contains(last.file), let document = documents[last.file] {
        while let topic = document.next(after: last.topic) {
          let row = RowID(last.file, topic)
          if let zoom, !contains(row, in: zoom) { return }
          guard visit(row) else { return }
          last = row
        }
      }
      guard let row = row(after: last), visit(row) else { return }
      last = row
    }
  }
}
