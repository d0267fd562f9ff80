import Layout
import Outline

/// The outline pane: the selected row, where it is scrolled to, folds of files and folders, zoom, filter, and the ways
/// back. Folds of topics are with the documents.
package struct OutlinePane: Sendable {
  /// The selected row.
  package private(set) var selection = RowID.root
  /// The first row in view.
  package private(set) var top = RowID.root
  /// The topic that fills the outline; nil for the whole.
  package private(set) var zoom: RowID?
  /// Folders and files whose contents are folded away.
  package private(set) var foldedNodes: Set<FileID>
  /// The query whose matches and their ancestors alone are shown.
  package private(set) var filterText: String?
  /// The files and folders that the filter leaves.
  private(set) var fileFilter: FileFilter?
  /// The files and folders that were folded before the filter unfolded everything.
  private(set) var foldedBeforeFilter: Set<FileID> = []
  private(set) var jumpList = JumpList()
  /// Rows that were marked with a letter.
  private(set) var bookmarks: [Unicode.Scalar: RowID] = [:]
  /// The topic that a change of its file took away while it was selected: it may come back with the next change.
  private(set) var lostSelection: LostSelection?
  /// The choice of rows that wrap; nil where the reader has not changed what the configuration says.
  private(set) var wrappingChoice: RowWrapping?
  /// The place that a list has led to, and the way back; nil where none has.
  private(set) var arrival: Arrival?
  /// The row below which everything was unfolded by the last command, if that was one for folding.
  var unfolded: RowID?
  /// Rows as they were drawn last.
  var rowCache: RowCache

  /// A topic that was selected before a change of its file took it away, and the row that is selected in its place.
  struct LostSelection: Sendable {
    var memory: SavedView.PlaceMemory
    var stand: RowID
  }

  /// The selection, scroll and folds that Escape goes back to after a search.
  struct State: Sendable {
    fileprivate(set) var selection: RowID
    fileprivate(set) var top: RowID
    fileprivate(set) var zoom: RowID?
    fileprivate(set) var foldedNodes: Set<FileID>
    fileprivate(set) var filterText: String?
    fileprivate(set) var fileFilter: FileFilter?
    fileprivate(set) var foldedBeforeFilter: Set<FileID>
  }

  init(folding foldedNodes: Set<FileID>, _ options: LayoutOptions) {
    self.foldedNodes = foldedNodes
    rowCache = RowCache(options: options)
  }

  /// The row at the top of the outline: the notebook's own, or the zoomed topic.
  package var firstRow: RowID { zoom ?? .root }

  // MARK: Selection and scroll

  mutating func setSelection(_ row: RowID) { selection = row }

  mutating func setTop(_ row: RowID) { top = row }

  mutating func setZoom(_ row: RowID?) { zoom = row == .root ? nil : row }

  mutating func setArrival(_ arrival: Arrival?) { self.arrival = arrival }

  mutating func setWrapping(_ wrapping: RowWrapping?) { wrappingChoice = wrapping }

  mutating func setLostSelection(_ lost: LostSelection?) { lostSelection = lost }

  // MARK: Ways back

  /// Remembers `place`, where the reader was before they went where they are.
  mutating func leave(_ place: JumpList.Place) { jumpList.leave(place) }

  mutating func goBack(from place: JumpList.Place) -> JumpList.Place? { jumpList.back(from: place) }

  mutating func goForward() -> JumpList.Place? { jumpList.forward() }

  mutating func setBookmark(_ letter: Unicode.Scalar) { bookmarks[letter] = selection }

  // MARK: Folds of files and folders

  mutating func setFolded(_ folded: Bool, _ node: FileID) {
    if folded { foldedNodes.insert(node) } else { foldedNodes.remove(node) }
  }

  mutating func fold(_ nodes: some Sequence<FileID>) { foldedNodes.formUnion(nodes) }

  /// Folds exactly `nodes`.
  mutating func setFolded(_ nodes: Set<FileID>) { foldedNodes = nodes }

  // MARK: Filter

  /// Begins to show only what is put into the filter from now on.
  mutating func beginFilter(by text: String) {
    filterText = text
    foldedBeforeFilter = foldedNodes
    foldedNodes = []
    fileFilter = FileFilter()
  }

  /// Adds a file or folder that comes after all that are in the filter, or is the last of them.
  mutating func addToFilter(_ file: FileID, in tree: FileTree) { fileFilter?.insert(file, in: tree) }

  /// Shows again what the filter had left out, folded as it was.
  mutating func endFilter() {
    filterText = nil
    guard fileFilter != nil else { return }
    fileFilter = nil
    foldedNodes = foldedBeforeFilter
  }

  // MARK: Remembering

  var state: State {
    State(
      selection: selection, top: top, zoom: zoom, foldedNodes: foldedNodes, filterText: filterText,
      fileFilter: fileFilter, foldedBeforeFilter: foldedBeforeFilter)
  }

  /// Goes back to how folds, filter and scroll were, the selection and the zoom aside.
  mutating func restoreFolds(_ state: State) {
    foldedNodes = state.foldedNodes
    filterText = state.filterText
    fileFilter = state.fileFilter
    foldedBeforeFilter = state.foldedBeforeFilter
  }

  /// Puts every row where it is now; what is new in the tree is folded.
  mutating func relocate(_ map: Relocation) {
    selection = map.nearest(selection)
    top = map.nearest(top)
    zoom = zoom.flatMap { zoom in
      map(zoom).flatMap { zoom.topic != .root && $0.topic == .root ? nil : $0 }
    }
    foldedNodes.formUnion(map.added)
    foldedBeforeFilter.formUnion(map.added)
    fileFilter?.relocate(in: map.tree)
    jumpList.relocate(map)
    bookmarks = bookmarks.compactMapValues { map($0) }
    unfolded = unfolded.flatMap { map($0) }
    arrival = arrival.flatMap { $0.relocated(map) }
    if let lost = lostSelection {
      lostSelection = map(lost.stand).map { LostSelection(memory: lost.memory, stand: $0) }
    }
  }
}

extension OutlinePane.State {
  /// Puts every row where it is now. A filter does not outlive another reading of a file.
  mutating func relocate(_ map: Relocation) {
    if map.reload != nil {
      filterText = nil
      if fileFilter != nil {
        fileFilter = nil
        foldedNodes = foldedBeforeFilter
      }
    } else {
      if map(selection) == nil { zoom = nil }
      foldedNodes.formUnion(map.added)
      foldedBeforeFilter.formUnion(map.added)
      fileFilter?.relocate(in: map.tree)
    }
    selection = map.nearest(selection)
    top = map.nearest(top)
    zoom = zoom.flatMap { map($0) }
  }
}
