import Layout
import Outline

/// Choosing the branch that the detail pane shows.
extension NotebookState {
  /// Whether a short topic is shown among what surrounds it.
  package var showsContext: Bool { detail.contextChoice ?? options.context }

  mutating func toggleContext() {
    detail.setContext(!showsContext)
    say(.context(isOn: showsContext))
  }

  /// Chooses the branch for the selected topic. While that and the room for it stay the same, so does the branch:
  /// annotations that are written in it do not move the text.
  mutating func settleScope(_ document: Document) {
    var scope = DetailPane.Scope(
      selection: selection, zoom: zoom, isContext: showsContext, columns: screen.detailColumns, height: detailHeight,
      topic: selection.topic)
    if let known = detail.scope, known.isFor(scope), detail.layout?.shows(document.outline) == true,
      document.outline.isInside(selection.topic, known.topic)
    {
      return
    }
    scope.topic = scopeTopic(of: selection, document)
    detail.setScope(scope)
  }

  /// The topic whose branch is shown for `place`: its own where that fills the pane, else the nearest above that does,
  /// else the one above all, which is the zoomed topic or the file.
  ///
  /// - Complexity: O(rows of the pane) lines for each branch that was not asked about before, and these are at most as
  ///   many as the pane has rows.
  mutating func scopeTopic(of place: RowID, _ document: Document) -> TopicIndex {
    guard showsContext else { return place.topic }
    let limit = zoom.flatMap { $0.file == place.file ? $0.topic : nil } ?? .root
    var topic = place.topic
    while topic != limit, !fills(RowID(place.file, topic), document), let parent = document.outline.parent(of: topic) {
      topic = parent
    }
    return topic
  }

  /// Branches of more bytes than this are taken to fill any pane.
  private static let mostBytes = 1 << 17

  private mutating func fills(_ row: RowID, _ document: Document) -> Bool {
    let height = detailHeight
    // Each topic has a line at least.
    guard document.outline.subtree(of: row.topic).count < height else { return true }
    let base = BranchFills.Base(
      file: row.file, version: document.version, columns: screen.detailColumns, height: height)
    if let known = detail.fills[row.topic, for: base], detail.layout?.shows(document.outline) == true { return known }
    let range = document.sourceRange(of: row.topic)
    var isFull = range.upperBound.int - range.lowerBound.int > NotebookState.mostBytes
    if !isFull {
      let laid = laidOut(DetailPane.Key(row: row, columns: base.columns, version: base.version), document)
      isFull = laid.count(from: laid.top, limit: height) >= height
    }
    detail.noteFill(isFull, of: row.topic, for: base)
    return isFull
  }

  /// The layout for `key`, which is kept at hand.
  private mutating func laidOut(_ key: DetailPane.Key, _ document: Document) -> DetailLayout {
    if key == detail.key, let layout = detail.layout, layout.shows(document.outline) { return layout }
    if let known = detail.known(key, of: document.outline) { return known }
    let layout = layout(key, document)
    detail.addAtHand(DetailPane.Laid(key: key, layout: layout))
    return layout
  }
}
