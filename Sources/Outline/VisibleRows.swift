/// The rows that an outline shows: the subtree of one topic, without what is folded away or filtered out.
///
/// Every step costs at most the depth of the tree and the logarithms of what was folded and filtered; none grows
/// with the file.
package struct VisibleRows: Sendable, Equatable {
  /// The topic zoomed into, the first row; the root where nothing is.
  package var hoist: TopicIndex
  /// The folds at work; while a filter is set, those of the filtered rows.
  package var folding: Folding
  /// The filter at work; nil where every topic may be shown.
  package private(set) var filter: TopicFilter?
  /// The folds from before the filter unfolded everything.
  private var unfiltered: Folding?

  /// The rows of `hoist` and below; a filter given here is used with the folds as they are.
  package init(hoist: TopicIndex = .root, folding: Folding, filter: TopicFilter? = nil) {
    self.hoist = hoist
    self.folding = folding
    self.filter = filter
  }

  /// Shows only what a filter leaves, unfolded; nil shows everything again, folded as it was.
  package mutating func setFilter(_ filter: TopicFilter?, in outline: Outline) {
    if filter != nil, self.filter == nil {
      unfiltered = folding
      folding = Folding(count: outline.count)
    }
    if let filter { self.filter = filter } else { self = withoutFilter }
  }

  /// These rows with what a filter leaves out.
  package var withoutFilter: VisibleRows { VisibleRows(hoist: hoist, folding: unfiltered ?? folding) }

  /// Whether its children are hidden by it; the topic zoomed into always shows them.
  package func isFolded(_ topic: TopicIndex, in outline: Outline) -> Bool {
    topic != hoist && folding.isFolded(topic, in: outline)
  }

  /// Whether it has rows below it, or would have if it were unfolded.
  package func hasChildren(_ topic: TopicIndex, in outline: Outline) -> Bool {
    guard let filter else { return outline.hasChildren(topic) }
    return filter.next(after: topic).map { outline.isInside($0, topic) } ?? false
  }

  /// Returns whether a topic is a row now: inside the zoom, passed by the filter, and below no fold.
  package func isVisible(_ topic: TopicIndex, in outline: Outline) -> Bool {
    outline.isInside(topic, hoist) && (filter?.isVisible(topic) ?? true)
      && visibleAncestor(of: topic, in: outline) == topic
  }

  /// The row that stands for a topic: itself, or the outermost folded row above it, or where the filter left it out
  /// or it is outside the zoom, the nearest row above.
  package func row(for topic: TopicIndex, in outline: Outline) -> TopicIndex {
    guard outline.isInside(topic, hoist) else { return hoist }
    var topic = topic
    if let filter {
      while !filter.isVisible(topic), topic != hoist, let parent = outline.parent(of: topic) { topic = parent }
    }
    return visibleAncestor(of: topic, in: outline)
  }

  /// The row below a row; nil after the last.
  package func next(after topic: TopicIndex, in outline: Outline) -> TopicIndex? {
    let isFolded = isFolded(topic, in: outline)
    let place = isFolded ? outline.subtree(of: topic).upperBound : topic.int + 1
    let next = filter.map { $0.first(from: place) } ?? (place < outline.count ? TopicIndex(place) : nil)
    return next.flatMap { outline.isInside($0, hoist) ? $0 : nil }
  }

  /// The row above a row; nil before the first.
  package func previous(before topic: TopicIndex, in outline: Outline) -> TopicIndex? {
    guard topic > hoist else { return nil }
    guard let filter else { return visibleAncestor(of: TopicIndex(topic.int - 1), in: outline) }
    return filter.previous(before: topic).map { $0 < hoist ? hoist : visibleAncestor(of: $0, in: outline) }
  }

  /// The first row.
  package var first: TopicIndex { hoist }

  /// The last row.
  package func last(in outline: Outline) -> TopicIndex {
    let end = outline.subtree(of: hoist).upperBound
    let last = filter.map { $0.previous(before: TopicIndex(end)) ?? hoist } ?? TopicIndex(end - 1)
    return visibleAncestor(of: max(last, hoist), in: outline)
  }

  /// The row `steps` further down, or up where negative, stopping at the ends.
  /// - Complexity: O(steps depth)
  package func row(_ steps: Int, from topic: TopicIndex, in outline: Outline) -> TopicIndex {
    var topic = topic
    for _ in 0..<abs(steps) {
      guard let row = steps > 0 ? next(after: topic, in: outline) : previous(before: topic, in: outline) else { break }
      topic = row
    }
    return topic
  }

  private func visibleAncestor(of topic: TopicIndex, in outline: Outline) -> TopicIndex {
    var visible = topic
    guard topic != hoist else { return topic }
    for above in outline.ancestors(of: topic) {
      if above == hoist { break }
      if folding.isFolded(above, in: outline) { visible = above }
    }
    return visible
  }
}
