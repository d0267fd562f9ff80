import Outline

/// Folding and zooming.
extension NotebookState {
  mutating func fold(_ command: Command.Fold, count: Int? = nil) {
    let times = min(max(1, count ?? 1), 100)
    if command != .foldCycleHere { outline.unfolded = nil }
    switch command {
    case .foldToggle:
      guard hasChildren(selection) else {
        say(.nothingToFold)
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
      outline.setFolded(folded, place.file)
      return
    }
    files.modify(place.file) { $0.setFolded(folded, place.topic) }
  }

  private mutating func foldSubtree(_ folded: Bool) {
    for file in files(below: selection) {
      if file != selection.file || selection.topic == .root {
        outline.setFolded(folded, file)
      }
      let topic = file == selection.file ? selection.topic : .root
      files.modify(file) { $0.foldSubtree(folded, of: topic) }
    }
  }

  /// The files and folders whose topics lie in the subtree of `place`.
  private func files(below place: RowID) -> [FileID] {
    tree.nodes[tree.subtree(of: place.file)].map(\.id)
  }

  /// Shows `level` levels of topics in each open file; nil shows them all.
  private mutating func setLevel(_ level: Int?) {
    files.modifyAll { $1.setLevel(level) }
    if tree.isSingleFile {
      outline.setFolded([])
    } else {
      outline.setFolded(
        level == nil
          ? [] : Set(tree.nodes.dropFirst().lazy.filter { $0.depth >= level ?? 0 }.map(\.id)))
      // The zoomed topic fills the outline: its file has no row to be folded at.
      if let zoom, zoom.topic != .root { outline.setFolded(false, zoom.file) }
    }
    say(.levels(level))
  }

  private mutating func changeLevel(by difference: Int) {
    files.modifyAll { _, document in
      for _ in 0..<abs(difference) {
        if difference < 0 { document.foldMore() } else { document.foldLess() }
      }
    }
    if let level = selectedDocument?.shownLevel { say(.levels(level)) }
  }

  /// Overview (one level), contents (headings), everything, in turn, as org-mode does.
  private mutating func cycle() {
    // On a folder's row the notes that are open say how much is shown; where none is, everything may be.
    let document = selectedDocument ?? tree.sorted(documents.keys).first.flatMap { documents[$0] }
    switch document?.visibility ?? (foldedNodes.isEmpty ? .everything : .contents) {
    case .overview:
      files.modifyAll { $1.showContents() }
      say(.contents)
    case .contents: setLevel(nil)
    case .everything:
      setLevel(1)
      say(.overview)
    }
  }

  /// The selected topic folded, with its children, with everything below, in turn, as org-mode's Tab does.
  private mutating func cycleHere() {
    guard hasChildren(selection) else {
      say(.nothingToFold)
      return
    }
    if isFolded(selection) {
      foldSubtree(true)
      setFolded(false, at: selection)
      say(.children)
    } else if hasFolds(below: selection), outline.unfolded != selection {
      foldSubtree(false)
      // Notes that are not open yet may bring folds of their own with them.
      outline.unfolded = selection
      say(.subtree)
      return
    } else {
      foldSubtree(true)
      say(.folded)
    }
    outline.unfolded = nil
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
    files.modifyAll { $1.foldOthers(keeping: $0 == branch.file ? branch.topic : .root) }
    for file in tree.nodes.lazy.map(\.id) {
      if !contains(branch, in: RowID(file)) { outline.setFolded(true, file) }
    }
  }

  private mutating func zoomIn() {
    guard hasChildren(selection) else {
      say(.nothingToZoomInto)
      return
    }
    setFolded(false, at: selection)
    setZoom(selection)
    outline.setTop(firstRow)
  }

  private mutating func zoomUp() {
    guard let zoom else { return }
    setZoom(parent(of: zoom))
  }

  /// Makes `row` fill the outline; nil shows the whole again.
  mutating func setZoom(_ row: RowID?) {
    if let old = zoom { files.modify(old.file) { $0.rows.hoist = .root } }
    outline.setZoom(row)
    screen.setZoomed(zoom != nil)
    if let zoom { files.modify(zoom.file) { $0.rows.hoist = zoom.topic } }
  }
}
