/// Which topics of one outline are folded: a rule by depth, and what the reader has changed since.
///
/// The changes are kept as disjoint spans of the preorder table, so that folding a subtree or the whole file is one
/// span or one number, however many topics it is about. With k spans, asking is O(log k) and changing O(k).
package struct Folding: Sendable, Equatable {
  /// Topics at this depth and deeper are folded, where nothing else is said. `Int.max` when all is open.
  package private(set) var level: Int
  private let count: Int
  private var spans: [Span] = []

  private enum State: Sendable, Equatable {
    case folded, open
    case level(Int)
  }

  private struct Span: Sendable, Equatable {
    var topics: Range<Int>
    var state: State
  }

  /// All open, for an outline of `count` topics.
  package init(count: Int) {
    self.count = count
    level = .max
  }

  // MARK: Asking

  /// Whether the topics below it are hidden by it; false for one that has none.
  package func isFolded(_ topic: TopicIndex, in outline: Outline) -> Bool {
    guard outline.hasChildren(topic) else { return false }
    switch state(of: topic.int) {
    case .folded: return true
    case .open: return false
    case .level(let level): return outline.depth(of: topic) >= level
    }
  }

  /// Whether no topic above it is folded.
  /// - Complexity: O(depth log k)
  package func isVisible(_ topic: TopicIndex, in outline: Outline) -> Bool {
    !outline.ancestors(of: topic).contains { isFolded($0, in: outline) }
  }

  /// The outermost folded topic above it, behind which it is hidden; itself where it is visible.
  /// - Complexity: O(depth log k)
  package func visibleAncestor(of topic: TopicIndex, in outline: Outline) -> TopicIndex {
    var visible = topic
    for above in outline.ancestors(of: topic) where isFolded(above, in: outline) { visible = above }
    return visible
  }

  /// The visible row below a visible one; nil after the last.
  /// - Complexity: O(log k), however much is folded away between them.
  package func next(after topic: TopicIndex, in outline: Outline) -> TopicIndex? {
    let next = isFolded(topic, in: outline) ? outline.subtree(of: topic).upperBound : topic.int + 1
    return next < outline.count ? TopicIndex(next) : nil
  }

  /// The visible row above a visible one; nil before the root.
  /// - Complexity: O(depth log k)
  package func previous(before topic: TopicIndex, in outline: Outline) -> TopicIndex? {
    topic == .root ? nil : visibleAncestor(of: TopicIndex(topic.int - 1), in: outline)
  }

  /// The rule at work on a topic.
  private func state(of topic: Int) -> State {
    let index = firstSpan(endingAfter: topic)
    return index < spans.count && spans[index].topics.contains(topic) ? spans[index].state : .level(level)
  }

  private func firstSpan(endingAfter topic: Int) -> Int {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].topics.upperBound <= topic { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The ranges of topics for which folding was set apart from the rule by depth, in order.
  var changed: [Range<Int>] { spans.map(\.topics) }

  // MARK: Changing

  /// Hides the topics below it; what is folded inside stays so.
  package mutating func fold(_ topic: TopicIndex, in outline: Outline) {
    set(topic.int..<topic.int + 1, to: .folded)
  }

  /// Shows the topics below it; what is folded inside stays so.
  package mutating func unfold(_ topic: TopicIndex, in outline: Outline) {
    set(topic.int..<topic.int + 1, to: .open)
  }

  /// Unfolds a folded topic and folds any other.
  package mutating func toggle(_ topic: TopicIndex, in outline: Outline) {
    if isFolded(topic, in: outline) { unfold(topic, in: outline) } else { fold(topic, in: outline) }
  }

  /// Folds it and all below it.
  package mutating func foldSubtree(of topic: TopicIndex, in outline: Outline) {
    set(outline.subtree(of: topic), to: .folded)
  }

  /// Unfolds it and all below it.
  package mutating func unfoldSubtree(of topic: TopicIndex, in outline: Outline) {
    set(outline.subtree(of: topic), to: .open)
  }

  /// Shows the topics at the top of the file and nothing below them.
  /// - Complexity: O(1)
  package mutating func closeAll() { setLevel(1) }

  /// - Complexity: O(1)
  package mutating func openAll() { setLevel(.max) }

  /// Hides topics deeper than `level` and shows all others. The root has depth 0 and always shows its children.
  /// - Complexity: O(1)
  package mutating func setLevel(_ level: Int) {
    self.level = max(level, 1)
    spans.removeAll()
  }

  /// One level less to see (`zm`); exceptions are forgotten.
  package mutating func foldMore(in outline: Outline) {
    setLevel(min(level, max(outline.maximumDepth, 1)) - 1)
  }

  /// One level more to see (`zr`); exceptions are forgotten.
  package mutating func foldLess(in outline: Outline) {
    setLevel(level >= outline.maximumDepth ? .max : level + 1)
  }

  /// Folds everything but the way to a topic; what is below it stays as it is.
  package mutating func foldAll(butBranchOf topic: TopicIndex, in outline: Outline) {
    let branch = outline.subtree(of: topic)
    var kept = spans.compactMap { span in
      span.topics.overlaps(branch) ? Span(topics: span.topics.clamped(to: branch), state: span.state) : nil
    }
    if level != 1 {
      // What followed the rule inside the branch goes on following it.
      var rest: [Span] = []
      var at = branch.lowerBound
      for span in kept {
        if at < span.topics.lowerBound { rest.append(Span(topics: at..<span.topics.lowerBound, state: .level(level))) }
        rest.append(span)
        at = span.topics.upperBound
      }
      if at < branch.upperBound { rest.append(Span(topics: at..<branch.upperBound, state: .level(level))) }
      kept = rest
    }
    level = 1
    spans = kept
    reveal(topic, in: outline)
  }

  /// Unfolds what is above a topic, so that it is visible.
  /// - Complexity: O(depth (log k + k))
  package mutating func reveal(_ topic: TopicIndex, in outline: Outline) {
    for above in outline.ancestors(of: topic) where isFolded(above, in: outline) { unfold(above, in: outline) }
  }

  /// Puts one span in place of all that it covers.
  private mutating func set(_ topics: Range<Int>, to state: State) {
    let topics = topics.clamped(to: 0..<count)
    guard !topics.isEmpty else { return }
    let first = firstSpan(endingAfter: topics.lowerBound)
    var last = first
    var replacement: [Span] = []
    while last < spans.count, spans[last].topics.lowerBound < topics.upperBound { last += 1 }
    if first < last, spans[first].topics.lowerBound < topics.lowerBound {
      let before = spans[first].topics.lowerBound..<topics.lowerBound
      replacement.append(Span(topics: before, state: spans[first].state))
    }
    replacement.append(Span(topics: topics, state: state))
    if first < last, spans[last - 1].topics.upperBound > topics.upperBound {
      let after = topics.upperBound..<spans[last - 1].topics.upperBound
      replacement.append(Span(topics: after, state: spans[last - 1].state))
    }
    spans.replaceSubrange(first..<last, with: replacement)
  }

  /// The same folds over another outline, where `place` says where each topic went. A span goes where its first and
  /// its last topic go; one whose topics have parted goes topic by topic if it is short, else onto the subtree of the
  /// topic that its first became.
  func moved(to outline: Outline, _ place: (Int) -> Int?) -> Folding {
    var moved = Folding(count: outline.count)
    moved.level = level
    for span in spans {
      let first = span.topics.lowerBound
      let last = span.topics.upperBound - 1
      let lower = place(first)
      if let lower, let upper = place(last), upper - lower == last - first {
        moved.set(lower..<upper + 1, to: span.state)
      } else if span.topics.count <= 64 {
        for topic in span.topics { if let topic = place(topic) { moved.set(topic..<topic + 1, to: span.state) } }
      } else if let lower {
        moved.set(outline.subtree(of: TopicIndex(lower)), to: span.state)
      }
    }
    return moved
  }
}
