import Outline

/// The rows of one file, as the outline pane changes them.
extension Document {
  /// The visible part of the outline, in the steps that S-Tab goes through.
  package enum Visibility: Hashable, Sendable { case overview, contents, everything }

  /// Whether the topics below `topic` are folded away.
  package func isFolded(_ topic: TopicIndex) -> Bool { rows.isFolded(topic, in: outline) }
  /// Whether `topic` has topics below it that can be shown, folded or not.
  package func hasChildren(_ topic: TopicIndex) -> Bool { rows.hasChildren(topic, in: outline) }
  /// Returns the row below that of `topic`; nil for the last.
  package func next(after topic: TopicIndex) -> TopicIndex? { rows.next(after: topic, in: outline) }
  /// Returns the row above that of `topic`; nil for the first.
  package func previous(before topic: TopicIndex) -> TopicIndex? { rows.previous(before: topic, in: outline) }
  /// The last row of the file.
  package var lastVisible: TopicIndex { rows.last(in: outline) }

  /// The row that stands for `topic` where folds or the filter hide it.
  package func row(for topic: TopicIndex) -> TopicIndex { rows.row(for: topic, in: outline) }

  /// Whether `topic` is a row now.
  package func isVisible(_ topic: TopicIndex) -> Bool { rows.isVisible(topic, in: outline) }

  /// Unfolds what hides `topic`; a filter that leaves it out is dropped.
  package mutating func reveal(_ topic: TopicIndex) {
    if !outline.isInside(topic, rows.hoist) { rows.hoist = .root }
    if let filter = rows.filter, !filter.isVisible(topic) { setFilter(nil) }
    rows.folding.reveal(topic, in: outline)
  }

  /// Folds or unfolds `topic`, but not the topics below it.
  package mutating func setFolded(_ folded: Bool, _ topic: TopicIndex) {
    if folded { rows.folding.fold(topic, in: outline) } else { rows.folding.unfold(topic, in: outline) }
  }

  /// Folds or unfolds `topic` and all topics below it.
  package mutating func foldSubtree(_ folded: Bool, of topic: TopicIndex) {
    if folded {
      rows.folding.foldSubtree(of: topic, in: outline)
    } else {
      rows.folding.unfoldSubtree(of: topic, in: outline)
    }
  }

  /// Shows only `topics` and what is above them, unfolded; nil shows everything again, folded as it was.
  package mutating func setFilter(_ topics: [TopicIndex]?) {
    rows.setFilter(topics.map { TopicFilter(matches: $0, in: outline) }, in: outline)
  }

  /// Shows `level` levels; nil shows all.
  package mutating func setLevel(_ level: Int?) {
    if let level { rows.folding.setLevel(level) } else { rows.folding.openAll() }
  }

  /// Shows one level less; folds by hand are forgotten.
  package mutating func foldMore() { rows.folding.foldMore(in: outline) }
  /// Shows one level more; folds by hand are forgotten.
  package mutating func foldLess() { rows.folding.foldLess(in: outline) }

  /// The number of levels that are shown where the reader has folded nothing by hand.
  package var shownLevel: Int { min(rows.folding.level, outline.maximumDepth) }

  /// Folds everything but the way to `topic`; folds below it stay as they are.
  package mutating func foldOthers(keeping topic: TopicIndex) {
    rows.folding.foldAll(butBranchOf: topic, in: outline)
  }

  /// The step of S-Tab that the present level is.
  package var visibility: Visibility {
    if rows.folding.level == 1 { return .overview }
    return rows.folding.level >= outline.maximumDepth ? .everything : .contents
  }

  /// Shows the levels that headings have, or two where there are no headings below the first level.
  package mutating func showContents() {
    rows.folding.setLevel(max(2, outline.deepestHeading))
  }
}
