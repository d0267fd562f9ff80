import Outline

/// Folding and zooming.
extension NotebookState {
  mutating func fold(_ command: Command, count: Int? = nil) {
    let times = min(max(1, count ?? 1), 100)
    switch command {
    case .foldToggle:
      guard hasChildren(selection) else {
        message = Message("nothing to fold here")
        return
      }
      setFolded(!isFolded(selection), at: selection)
    case .foldOpen: unfold(levels: times)
    case .foldClose:
      for _ in 0..<times {
        let target = hasChildren(selection) && !isFolded(selection) ? selection : parent(of: selection)
        guard let target, contains(target, in: firstRow) else { return }
        setFolded(true, at: target)
        settle()
      }
    case .foldToggleAll: foldSubtree(!isFolded(selection))
    case .foldOpenAll: foldSubtree(false)
    case .foldCloseAll: foldSubtree(true)
    case .closeEverything: setLevel(1)
    case .openEverything: setLevel(nil)
    case .foldMore: changeLevel(by: -times)
    case .foldLess: changeLevel(by: times)
    case .foldLevel1: setLevel(1)
    case .foldLevel2: setLevel(2)
    case .foldLevel3: setLevel(3)
    case .foldLevel4: setLevel(4)
    case .foldLevel5: setLevel(5)
    case .foldLevel6: setLevel(6)
    case .foldLevel7: setLevel(7)
    case .foldLevel8: setLevel(8)
    case .foldLevel9: setLevel(9)
    case .foldCycle: cycle()
    case .foldCycleHere: cycleHere()
    case .foldOthers: foldOthers()
    case .zoomIn: zoomIn()
    case .zoomUp: for _ in 0..<times { zoomUp() }
    case .zoomOut: setZoom(nil)
    default: break
    }
    settle()
  }

  /// Unfolds the selected row and what is less than so many levels below it.
  private mutating func unfold(levels: Int) {
    setFolded(false, at: selection)
    let top = depth(of: selection)
    var row = self.row(after: selection)
    while levels > 1, let current = row, contains(current, in: selection) {
      if depth(of: current) - top < levels { setFolded(false, at: current) }
      row = self.row(after: current)
    }
  }

  /// Folds or unfolds one row.
  private mutating func setFolded(_ folded: Bool, at place: RowID) {
    if place.topic == .root {
      if folded { foldedNodes.insert(place.file) } else { foldedNodes.remove(place.file) }
      return
    }
    documents[place.file]?.setFolded(folded, place.topic)
  }

  private mutating func foldSubtree(_ folded: Bool) {
    for file in files(below: selection) {
      if file != selection.file || selection.topic == .root {
        if folded { foldedNodes.insert(file) } else { foldedNodes.remove(file) }
      }
      documents[file]?.foldSubtree(folded, of: file == selection.file ? selection.topic : .root)
    }
  }

  /// The files and folders whose topics lie in the subtree of `place`.
  private func files(below place: RowID) -> [FileID] {
    tree.nodes[tree.subtree(of: place.file)].map(\.id)
  }

  /// Shows `level` levels of topics in each open file; nil shows them all.
  private mutating func setLevel(_ level: Int?) {
    for file in documents.keys { documents[file]?.setLevel(level) }
    if tree.isSingleFile {
      foldedNodes = []
    } else {
      foldedNodes =
        level == nil
        ? [] : Set(tree.nodes.dropFirst().lazy.filter { $0.depth >= level ?? 0 }.map(\.id))
      // The zoomed topic fills the outline: its file has no row to be folded at.
      if let zoom, zoom.topic != .root { foldedNodes.remove(zoom.file) }
    }
    message = level.map { Message($0 == 1 ? "one level" : "\($0) levels") } ?? Message("all unfolded")
  }

  private mutating func changeLevel(by difference: Int) {
    for file in documents.keys {
      for _ in 0..<abs(difference) {
        if difference < 0 { documents[file]?.foldMore() } else { documents[file]?.foldLess() }
      }
    }
    if let level = selectedDocument?.shownLevel { message = Message(level == 1 ? "one level" : "\(level) levels") }
  }

  /// Overview (one level), contents (headings), everything, in turn, as org-mode does.
  private mutating func cycle() {
    guard let document = selectedDocument else { return }
    switch document.visibility {
    case .overview:
      for file in documents.keys { documents[file]?.showContents() }
      message = Message("contents")
    case .contents: setLevel(nil)
    case .everything:
      setLevel(1)
      message = Message("overview")
    }
  }

  /// The selected topic folded, with its children, with everything below, in turn, as org-mode's Tab does.
  private mutating func cycleHere() {
    guard hasChildren(selection) else {
      message = Message("nothing to fold here")
      return
    }
    if isFolded(selection) {
      foldSubtree(true)
      setFolded(false, at: selection)
      message = Message("children")
    } else if hasFolds(below: selection) {
      foldSubtree(false)
      message = Message("subtree")
    } else {
      foldSubtree(true)
      message = Message("folded")
    }
  }

  /// Whether something visible below `place` is folded.
  private func hasFolds(below place: RowID) -> Bool {
    var row = self.row(after: place)
    while let current = row, contains(current, in: place) {
      if hasChildren(current), isFolded(current) { return true }
      row = self.row(after: current)
    }
    return false
  }

  private mutating func foldOthers() {
    let branch = selection
    for file in documents.keys {
      documents[file]?.foldOthers(keeping: file == branch.file ? branch.topic : .root)
    }
    for file in tree.nodes.lazy.map(\.id) {
      if !contains(branch, in: RowID(file)) { foldedNodes.insert(file) }
    }
  }

  private mutating func zoomIn() {
    guard hasChildren(selection) else {
      message = Message("nothing below this topic to zoom into")
      return
    }
    setFolded(false, at: selection)
    setZoom(selection)
    top = firstRow
  }

  private mutating func zoomUp() {
    guard let zoom else { return }
    setZoom(parent(of: zoom))
  }
}
