import Outline

/// Keeping the selected row in the outline pane.
extension NotebookState {
  /// Selects `place`; whatever hides it is unfolded. The detail pane starts at its beginning.
  ///
  /// A place that a file has no more, since it was remembered, is taken for the file itself.
  mutating func select(_ place: RowID) {
    let place = exists(place) ? place : RowID(place.file)
    reveal(place)
    guard place != selection else { return }
    outline.setSelection(place)
    resetDetail()
  }

  /// Whether there is such a row, hidden or not.
  func exists(_ place: RowID) -> Bool {
    guard tree.contains(place.file) else { return false }
    return place.topic == .root || place.topic.int < documents[place.file]?.outline.count ?? 0
  }

  /// Unfolds what hides `place`, and zooms out when it lies outside the zoomed topic.
  mutating func reveal(_ place: RowID) {
    if let zoom, !contains(place, in: zoom) { setZoom(nil) }
    if let fileFilter, !fileFilter.contains(place.file, in: tree) { dropFilter() }
    if place.topic != .root { outline.setFolded(false, place.file) }
    var folder = tree[place.file].parent
    while let current = folder {
      outline.setFolded(false, current)
      folder = tree[current].parent
    }
    files.modify(place.file) { $0.reveal(place.topic) }
    if filterText != nil, let document = documents[place.file], document.rows.filter == nil { dropFilter() }
  }

  /// The nearest row at or above `place` that is not hidden by a fold.
  func visibleRow(for place: RowID) -> RowID {
    var row = place
    if let document = documents[place.file], !foldedNodes.contains(place.file) {
      row.topic = document.row(for: place.topic)
    } else {
      row.topic = .root
    }
    var folder = tree[place.file].parent
    while let current = folder {
      if foldedNodes.contains(current) || fileFilter?.contains(row.file, in: tree) == false { row = RowID(current) }
      folder = tree[current].parent
    }
    if let zoom, !contains(row, in: zoom) { row = zoom }
    return row
  }

  /// After folds have changed: puts the selection and the first row on rows that are still visible.
  mutating func settle() {
    let row = visibleRow(for: selection)
    if row != selection {
      outline.setSelection(row)
      resetDetail()
    }
    outline.setTop(visibleRow(for: top))
  }

  /// Scrolls the outline so that the selected row is in it, with a little of what surrounds it, and no row of the pane
  /// stays empty while there are rows above.
  ///
  /// - Parameter isStep: Whether only the selection has moved. A step past the margin scrolls by a quarter of the pane,
  ///   so that the next ones move the mark and not the text.
  /// - Complexity: O(rows on the screen).
  mutating func scrollToSelection(isStep: Bool) {
    let height = outlineHeight
    let margin = min(2, (height - 1) / 4)
    if tree.precedes(selection, top) || !contains(top, in: firstRow) { outline.setTop(selection) }
    let own = min(height, lineCount(of: selection))
    let ahead = isStep ? min(margin + height / 4, (height - own) / 2) : min(margin, height - own)
    var above = 0
    var row = top
    while row != selection, above <= height * 2, let next = self.row(after: row) {
      above += lineCount(of: row)
      row = next
    }
    if row != selection {
      place(selectionAt: max(0, (height - own) / 2))
    } else if above < min(margin, height - own) {
      place(selectionAt: ahead)
    } else if above + own + margin > height {
      place(selectionAt: height - own - ahead)
    }
    fillBottom()
  }

  /// Makes the first line of the selected row the `line`th of the pane, 0-based, or one above that where rows above it
  /// take several lines, as far as there are rows above it.
  mutating func place(selectionAt line: Int) {
    var row = selection
    var left = line
    while left > 0, let above = self.row(before: row) {
      left -= lineCount(of: above)
      if left < 0 { break }
      row = above
    }
    outline.setTop(row)
  }

  /// Scrolls the outline by `count` rows, down where it is positive, at most to its ends; the selection comes along.
  /// - Complexity: O(rows on the screen + |count|).
  mutating func scrollOutline(by count: Int) {
    for _ in 0..<abs(count) {
      guard let next = count > 0 ? row(after: top) : row(before: top) else { break }
      outline.setTop(next)
    }
    fillBottom()
    let shown = rowsInView
    let margin = min(2, (outlineHeight - 1) / 4)
    guard let first = shown.first, let last = shown.last else { return }
    let isAtStart = row(before: first) == nil
    let isAtEnd = row(after: last) == nil
    let least = shown[isAtStart ? 0 : min(margin, shown.count - 1)]
    var end = isAtEnd ? shown.count - 1 : max(0, shown.count - 1 - margin)
    // Where it takes more lines as soon as it is selected, these have to be in view, too.
    if !isAtEnd { end = max(0, end + 1 - lineCount(of: shown[end], isSelected: true)) }
    let most = shown[end]
    if tree.precedes(selection, least) { select(least) } else if tree.precedes(most, selection) { select(most) }
  }

  /// Takes back what was scrolled past the last row.
  mutating func fillBottom() {
    var missing = outlineHeight
    for row in rows(from: top, count: outlineHeight) where missing > 0 { missing -= lineCount(of: row) }
    while missing > 0, let above = row(before: top) {
      missing -= lineCount(of: above)
      if missing < 0 { break }
      outline.setTop(above)
    }
  }
}
