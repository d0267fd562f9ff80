import Editor
import Layout
import Outline
import Terminal

/// The detail pane: what it shows of the selected topic, how far it is scrolled, its cursor, and what is selected in
/// it.
package struct DetailPane: Sendable {
  /// The input that a layout was made from: another value makes another layout.
  struct Key: Hashable, Sendable {
    /// The topic whose branch is laid out: the selected one, or one above it.
    var row: RowID
    var columns: Int
    var version: Int
    var editor: EditorBox?
  }

  /// A layout that was made, and what from.
  struct Laid: Sendable {
    var key: Key
    var layout: DetailLayout

    /// Whether it is what `key` makes of `outline`: versions of documents may begin again at 0.
    func isFor(_ key: Key, of outline: Outline) -> Bool { self.key == key && layout.shows(outline) }
  }

  /// A quotation that is being selected, from where it was begun to where the reader has come.
  package struct Selecting: Hashable, Sendable {
    /// The cell where the selection was begun.
    package var anchor: DetailPoint
    /// The cell that the reader has moved the end to, before or behind `anchor`.
    package var head: DetailPoint
    /// Whether whole lines are taken.
    package var isOfLines = false
  }

  /// The landmarks that have to be found again among other lines.
  private struct Places: Sendable {
    var top: DetailLandmark?
    var cursor: DetailLandmark?
    var ends: (anchor: DetailLandmark, head: DetailLandmark)?
  }

  /// The meaning of a command for the pane.
  enum Outcome { case done, leavesPane, isForOutline }

  /// Layouts of other rows than the selected one, to have them when the reader goes there.
  private(set) var atHand: [Laid] = []
  /// The lines, made as they are asked for; nil while there is nothing to show.
  package private(set) var layout: DetailLayout?
  private(set) var key: Key?
  /// The first line in view; nil while there is nothing to show.
  package private(set) var top: DetailPosition?
  /// The line that the cursor is on; nil while there is nothing to show.
  package private(set) var cursor: DetailPosition?
  /// The column that the cursor keeps to when it moves over lines, from the left edge of the pane; `.max` for their
  /// ends.
  package private(set) var wantedColumn = 0
  /// The quotation that is being selected; nil where none is.
  package private(set) var selecting: Selecting?
  /// The cursor's motions, which know what was looked for last.
  var motions = ReadingMotions()
  /// The landmarks of the old lines, brought to a version of the file that is not laid out yet; nil where there is
  /// none.
  private var relocated: Places?
  /// Whether the pane shows the source as it is.
  package private(set) var showsSource = false
  /// Scroll and cursor of the source.
  package internal(set) var source = SourceScroll()
  /// The cell where the mouse was pressed, while it is held down.
  private(set) var dragStart: Position?
  /// The file or folder under the cursor, where the pane shows what a folder has in it.
  private(set) var folderCursor: FileID?
  /// The choice of branches that the pane shows; nil where the reader has not changed what the configuration says.
  private(set) var contextChoice: Bool?
  /// The branch in view, and what it was chosen for.
  private(set) var scope: Scope?
  /// The branches that were found to fill the pane, or not to.
  private(set) var fills = BranchFills()
  /// Whether another topic was selected than the one that scroll and cursor are for.
  private(set) var isUnplaced = true

  // MARK: What is shown

  /// Goes to the beginning of a topic, whose first line of the source is `line`; nil where it is not open.
  mutating func reset(toLine line: Int?) {
    isUnplaced = true
    cursor = nil
    selecting = nil
    relocated = nil
    wantedColumn = 0
    if let line { source.reset(toLine: line) }
  }

  /// Removes all lines, where there is nothing to show.
  mutating func clear() {
    layout = nil
    key = nil
    scope = nil
    top = nil
  }

  /// The layout for `key`, where it was made already.
  func known(_ key: Key, of outline: Outline) -> DetailLayout? { atHand.first { $0.isFor(key, of: outline) }?.layout }

  /// Shows another layout; the cursor and the scroll stay on the lines that they were on.
  mutating func install(_ new: DetailLayout, for newKey: Key) {
    // Another version of the same file makes what was shown useless.
    if let layout, let key, key.editor == nil, key.row.file != newKey.row.file || key.version == newKey.version {
      atHand = atHand.suffix(8) + [Laid(key: key, layout: layout)]
    }
    var places = relocated ?? self.places
    // Nothing of another file is to be found again.
    if relocated == nil, let key, key.row.file != newKey.row.file { places = Places() }
    relocated = nil
    layout = new
    key = newKey
    find(places)
  }

  /// The landmarks at the top, under the cursor and at the ends of the selection.
  private var places: Places {
    guard let layout else { return Places() }
    func landmark(_ position: DetailPosition?, _ column: Int) -> DetailLandmark? {
      position.map { DetailLandmark(DetailPoint(position: $0, column: column), in: layout) }
    }
    return Places(
      top: landmark(top, 0), cursor: landmark(cursor, cursorPoint?.column ?? 0),
      ends: selecting.map { (DetailLandmark($0.anchor, in: layout), DetailLandmark($0.head, in: layout)) })
  }

  /// Puts top, cursor and selection where `places` are in the layout.
  private mutating func find(_ places: Places) {
    guard let layout else { return }
    top = places.top.map { $0.point(in: layout).position }
    if let landmark = places.cursor {
      let point = landmark.point(in: layout)
      if point.position != cursor || wantedColumn != .max && point.column != cursorPoint?.column {
        wantedColumn = point.column
      }
      cursor = point.position
    } else {
      cursor = nil
    }
    // In another reading of the file the words may be others, or nowhere.
    guard var selecting else { return }
    guard let ends = places.ends, case .text = ends.anchor, case .text = ends.head else {
      self.selecting = nil
      return
    }
    (selecting.anchor, selecting.head) = (ends.anchor.point(in: layout), ends.head.point(in: layout))
    self.selecting = selecting
  }

  /// Keeps exactly these layouts for later.
  mutating func keepAtHand(_ layouts: [Laid]) { atHand = layouts }

  /// Keeps one more layout for later.
  mutating func addAtHand(_ laid: Laid) { atHand = atHand.suffix(8) + [laid] }

  mutating func toggleSource() { showsSource.toggle() }

  mutating func hideSource() { showsSource = false }

  /// Forgets layouts of a file that was read again, or of files that may have other names.
  mutating func relocate(_ map: Relocation) {
    guard let reload = map.reload else {
      atHand = []
      return
    }
    atHand.removeAll { $0.key.row.file == reload.file }
    if scope?.selection.file == reload.file { scope = nil }
    guard let key, key.row.file == reload.file, let layout else { return }
    var places = places
    // A title that is not in the source stays the first line.
    if case .line = places.top, top == layout.top { places.top = nil }
    places.top = places.top?.relocated(by: reload.correspondence)
    places.cursor = places.cursor?.relocated(by: reload.correspondence)
    places.ends = places.ends.flatMap { ends in
      guard case .text(let anchor) = ends.anchor, case .text(let head) = ends.head,
        reload.correspondence.hasSameText(min(anchor, head)...max(anchor, head))
      else { return nil }
      return (ends.anchor.relocated(by: reload.correspondence), ends.head.relocated(by: reload.correspondence))
    }
    relocated = places
  }

  mutating func setFolderCursor(_ file: FileID?) { folderCursor = file }

  // MARK: Context

  mutating func setContext(_ isOn: Bool?) { contextChoice = isOn }

  mutating func setScope(_ new: Scope) { scope = new }

  mutating func noteFill(_ isFull: Bool, of topic: TopicIndex, for base: BranchFills.Base) {
    fills.insert(isFull, topic, for: base)
  }

  /// After another topic was selected: scrolls as little as there is need for, and not by single lines, so that the
  /// next steps move the mark and not the text.
  mutating func place(height: Int) {
    guard isUnplaced, let layout else { return }
    isUnplaced = false
    guard let mark = scope?.mark, let first = layout.position(of: mark) else {
      top = nil
      cursor = nil
      return
    }
    cursor = first
    let last = layout.end(of: mark)
    let isFitting = layout.distance(from: first, to: last, limit: height - 1) != nil
    func shows(_ top: DetailPosition) -> Bool {
      layout.distance(from: top, to: first, limit: height - 1) != nil
        && (!isFitting || layout.distance(from: top, to: last, limit: height - 1) != nil)
    }
    let top = top.map(layout.nearest(to:)) ?? layout.top
    if shows(top) {
      self.top = top
    } else if shows(layout.top) {
      self.top = layout.top
    } else {
      let rows = isFitting ? layout.distance(from: first, to: last, limit: height - 1) ?? 0 : height - 1
      let room = height - 1 - rows
      self.top = layout.position(first, movedBy: first < top ? -(room * 2 / 3) : -(room / 3))
    }
  }

  // MARK: Scroll and cursor

  /// Keeps the cursor, or the cursor of the text that is written, in view; no row stays empty while there are lines
  /// above.
  mutating func keepInView(height: Int, hasKeys: Bool, isWriting: Bool, at row: DetailPosition?) {
    guard let layout else { return }
    var top = self.top ?? layout.top
    if isWriting, let row {
      cursor = row
      // Back to the topic's title as soon as there is room for it again.
      let home = scope?.mark.flatMap(layout.position(of:)) ?? layout.top
      if home == layout.top || home < top, layout.distance(from: home, to: row, limit: height - 2) != nil { top = home }
      // The frame below the text belongs to it.
      let below = layout.position(row, movedBy: 1)
      if layout.distance(from: top, to: below, limit: height - 1) == nil {
        top = row < top ? layout.position(row, movedBy: -2) : layout.position(below, movedBy: -(height - 1))
      }
      if layout.distance(from: top, to: row, limit: height - 1) == nil { top = row }
    } else if hasKeys, let cursor, layout.distance(from: top, to: cursor, limit: height - 1) == nil {
      top = cursor < top ? cursor : layout.position(cursor, movedBy: -(height - 1))
    }
    self.top = layout.withoutBlankEnd(top, height: height)
    let cursor = cursor ?? layout.top
    let isHidden = !hasKeys && layout.distance(from: top, to: cursor, limit: height - 1) == nil
    self.cursor = isHidden ? self.top : cursor
  }

  /// Scrolls by lines, down where `lines` is positive; the cursor stays in view.
  mutating func scroll(by lines: Int, height: Int, hasKeys: Bool) {
    guard let layout, let top else { return }
    let moved = layout.withoutBlankEnd(layout.position(top, movedBy: lines), height: height)
    self.top = moved
    if hasKeys, let cursor {
      self.cursor = min(max(cursor, moved), layout.position(moved, movedBy: height - 1))
    } else {
      cursor = moved
    }
  }

  /// Puts the cursor on a cell, which is scrolled to where it is not in view.
  mutating func show(_ point: DetailPoint, height: Int) {
    guard let layout else { return }
    let position = point.position
    cursor = position
    wantedColumn = point.column
    if let top, layout.distance(from: top, to: position, limit: height - 3) == nil {
      self.top = layout.withoutBlankEnd(layout.position(position, movedBy: -(height / 3)), height: height)
    }
  }

  /// Scrolls so that a line is the first, with the cursor on it, unless that is to stay.
  mutating func scroll(to position: DetailPosition, keepingCursor: Bool = false) {
    top = position
    if !keepingCursor { cursor = position }
  }

  mutating func setCursor(_ position: DetailPosition) { cursor = position }

  mutating func setTop(_ position: DetailPosition) { top = position }

  /// Puts the cursor on a cell, and the end of the selection with it, where there is one.
  ///
  /// - Parameter wanted: The column that it keeps to from now on, where that is not the cell's.
  mutating func setCursor(_ point: DetailPoint, wanted: Int? = nil) {
    cursor = point.position
    wantedColumn = wanted ?? point.column
    selecting?.head = point
  }

  /// The cell under the cursor: where its line shows text, one of those that do.
  package var cursorPoint: DetailPoint? {
    guard let cursor else { return nil }
    guard let line = layout?.line(at: cursor) else { return DetailPoint(position: cursor, column: 0) }
    let column = TextCells(line.text).nearest(to: wantedColumn)
    let start = line.text.spans.first { !$0.text.allSatisfy { $0 == " " } }?.column ?? 0
    return DetailPoint(position: cursor, column: column ?? start)
  }

  /// Moves the cursor over lines.
  mutating func move(_ command: Command.Move, count: Int?, height: Int) -> Outcome {
    guard let layout, let cursor else { return .isForOutline }
    let times = count ?? 1
    let page = max(1, height - 1)
    switch command {
    case .down: self.cursor = layout.position(cursor, movedBy: times)
    case .up: self.cursor = layout.position(cursor, movedBy: -times)
    case .halfPageDown: self.cursor = layout.position(cursor, movedBy: count ?? max(1, page / 2))
    case .halfPageUp: self.cursor = layout.position(cursor, movedBy: -(count ?? max(1, page / 2)))
    case .pageDown: turnPage(page * times, height: height)
    case .pageUp: turnPage(-page * times, height: height)
    case .first where count == nil: (self.cursor, wantedColumn) = (layout.top, 0)
    case .last where count == nil: (self.cursor, wantedColumn) = (layout.end, 0)
    case .left: return .leavesPane
    case .placeTop: top = cursor
    case .placeMiddle: top = layout.position(cursor, movedBy: -(height / 2))
    case .placeBottom: top = layout.position(cursor, movedBy: -(height - 1))
    case .first, .last, .right, .nextSibling, .previousSibling, .parent, .back, .forward, .mark, .goToMark:
      return .isForOutline
    }
    return .done
  }

  private mutating func turnPage(_ lines: Int, height: Int) {
    guard let layout, let top else { return }
    let turned = layout.withoutBlankEnd(layout.position(top, movedBy: lines), height: height)
    // At the end, the page stands still and the cursor goes on to the last line.
    let moved =
      turned == top ? (lines > 0 ? layout.end : layout.top) : cursor.map { layout.position($0, movedBy: lines) }
    self.top = turned
    cursor = moved.map { min(max($0, turned), layout.position(turned, movedBy: height - 1)) }
  }

  // MARK: Selecting

  mutating func select(from anchor: DetailPoint, to head: DetailPoint, isOfLines: Bool = false) {
    selecting = Selecting(anchor: anchor, head: head, isOfLines: isOfLines)
    setCursor(head)
  }

  /// Takes whole lines, or just the cells between both ends.
  mutating func selectLines(_ isOfLines: Bool) { selecting?.isOfLines = isOfLines }

  /// Goes on at the other end of the selection.
  mutating func swapEnds() {
    guard let selecting else { return }
    select(from: selecting.head, to: selecting.anchor, isOfLines: selecting.isOfLines)
  }

  mutating func endSelecting() { selecting = nil }

  mutating func beginDrag(at position: Position?) { dragStart = position }
}
