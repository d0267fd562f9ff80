import Outline

/// Moving the selection over the rows of the outline.
extension NotebookState {
  mutating func move(_ command: Command.Move, count: Int?) {
    let times = count ?? 1
    let page = outlineHeight
    switch command {
    case .down: step(times)
    case .up: step(-times)
    case .halfPageDown: step(count ?? max(1, page / 2))
    case .halfPageUp: step(-(count ?? max(1, page / 2)))
    case .pageDown: turnPages(times)
    case .pageUp: turnPages(-times)
    case .first: if let count { leaveAndSelect(line: count) } else { leaveAndSelect(firstRow) }
    case .last: if let count { leaveAndSelect(line: count) } else { leaveAndSelect(lastRow) }
    case .left: for _ in 0..<min(times, 1_000) { goLeft() }
    case .right: for _ in 0..<min(times, 1_000) { goRight() }
    case .nextSibling: repeatStep(times, else: .noNextSibling) { $0.nextSibling(of: $1) }
    case .previousSibling: repeatStep(times, else: .noPreviousSibling) { $0.previousSibling(of: $1) }
    case .parent: repeatStep(times, else: .noParent) { $1 == $0.firstRow ? nil : $0.parent(of: $1) }
    case .placeMiddle: place(selectionAt: max(0, outlineHeight - lineCount(of: selection)) / 2)
    case .placeTop: place(selectionAt: 0)
    case .placeBottom: place(selectionAt: max(0, outlineHeight - lineCount(of: selection)))
    case .back:
      for _ in 0..<min(times, 1_000) {
        guard goTo(outline.goBack(from: place), else: .nowhereBack) else { break }
      }
    case .forward:
      for _ in 0..<min(times, 1_000) {
        guard goTo(outline.goForward(), else: .nowhereForward) else { break }
      }
    case .mark, .goToMark: break
    }
  }

  /// Moves the selection by `count` visible rows, up where it is negative, as far as there are any.
  private mutating func step(_ count: Int) { select(row(count, below: selection)) }

  /// Scrolls by whole pages with one row of overlap; the selection stays at its height on the screen.
  private mutating func turnPages(_ count: Int) {
    let rows = (count > 0 ? rowsOfPage : rowsOfPageUp) * count
    outline.setTop(row(rows, below: top))
    fillBottom()
    step(rows)
  }

  /// Rows that turning a page moves by: none is left out.
  private var rowsOfPage: Int { max(1, rowsInView.count - 1) }

  /// Rows that turning a page back moves by.
  private var rowsOfPageUp: Int {
    guard wrapping == .all else { return rowsOfPage }
    var left = outlineHeight - lineCount(of: top)
    var rows = 0
    var row = top
    while let above = self.row(before: row) {
      left -= lineCount(of: above)
      if left < 0 { break }
      rows += 1
      row = above
    }
    return max(1, rows)
  }

  /// Lays out the rows and details one step or page away while idle. Has no visible effect.
  ///
  /// - Complexity: O(rows and lines of a page), those that are at hand already only looked up.
  package mutating func prepareSteps() {
    guard focus == .outline, session == nil, !panes.outline.isEmpty else {
      detail.keepAtHand([])
      return
    }
    prepareDetails(of: [1, -1, rowsOfPage, -rowsOfPageUp].map { row($0, below: selection) })
    let most = mostLines(isSelected: false)
    for top in [row(rowsOfPage, below: top), row(-rowsOfPageUp, below: top)] {
      for (_, row) in outlineRows(from: top, count: outlineHeight) {
        _ = laidOut(row, columns: panes.outline.size.columns, lines: most)
      }
    }
  }

  private mutating func goLeft() {
    if !isFolded(selection), hasChildren(selection), selection != firstRow {
      fold(.foldClose)
    } else if selection != firstRow, let parent = parent(of: selection) {
      select(parent)
    }
  }

  private mutating func goRight() {
    guard hasChildren(selection) else { return }
    if isFolded(selection) {
      fold(.foldOpen)
    } else if let child = firstChild(of: selection) {
      select(child)
    }
  }

  private mutating func repeatStep(
    _ times: Int, else complaint: Notice, _ next: (NotebookState, RowID) -> RowID?
  ) {
    var row = selection
    for _ in 0..<times {
      guard let following = next(self, row) else { break }
      row = following
    }
    if row == selection { say(complaint) }
    leaveAndSelect(row)
  }

  /// The innermost topic at a source line of the selected file; lines past its end give the last topic.
  func place(atLine line: Int) -> RowID {
    guard let document = selectedDocument else { return selection }
    let clamped = LineNumber(max(1, min(line, document.outline.lineCount)))
    return RowID(selection.file, document.outline.topic(atLine: clamped))
  }

  /// Jumps to the topic at a source line, 1-based; says so where there is no such line.
  mutating func leaveAndSelect(line: Int) {
    guard let document = selectedDocument else {
      say(.lineNeedsNote)
      return
    }
    let last = document.outline.lineCount
    if line > last {
      say(document.isPartial ? .linesSoFar(last) : .lastLine(last))
    }
    leaveAndSelect(place(atLine: line))
  }

  /// Selects `place` as a jump that `back` takes back.
  mutating func leaveAndSelect(_ place: RowID) {
    if place != selection { rememberPlace() }
    select(place)
  }

  // MARK: Ways back

  /// The reader's place: the row, and the cursor in its text where the detail pane has the keys.
  var place: JumpList.Place {
    guard focus == .detail, !showsSource, let layout = detail.layout, var point = detail.cursorPoint else {
      return JumpList.Place(selection)
    }
    // What shows nothing of the notes counts as what stands above it.
    for _ in 0..<detailHeight {
      if case .text(let offset) = DetailLandmark(point, in: layout) { return JumpList.Place(selection, at: offset) }
      guard let above = layout.position(before: point.position) else { break }
      point.position = above
    }
    return JumpList.Place(selection)
  }

  /// Remembers where the reader is, before a jump away from there.
  mutating func rememberPlace() { outline.leave(place) }

  private mutating func goTo(_ place: JumpList.Place?, else complaint: Notice) -> Bool {
    guard let place else {
      say(complaint)
      return false
    }
    select(place.row)
    guard let offset = place.offset, documents[place.row.file] != nil else { return true }
    screen.setFocus(.detail)
    detail.hideSource()
    showInDetail(offset)
    return true
  }
}
