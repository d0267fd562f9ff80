/// The topics as a tree.
extension Outline {
  /// Nil for the root.
  package func parent(of topic: TopicIndex) -> TopicIndex? {
    topic == .root ? nil : TopicIndex(Int(storage.records[topic.int].parent))
  }

  /// Ancestors above it: 0 for the root.
  package func depth(of topic: TopicIndex) -> Int { Int(storage.records[topic.int].depth) }

  /// The indices of a topic and all below it.
  package func subtree(of topic: TopicIndex) -> Range<Int> {
    topic.int..<topic.int + Int(storage.records[topic.int].subtreeCount)
  }

  /// Whether there are topics below it.
  package func hasChildren(_ topic: TopicIndex) -> Bool { storage.records[topic.int].subtreeCount > 1 }

  /// Nil where there are no topics below it.
  package func firstChild(of topic: TopicIndex) -> TopicIndex? {
    hasChildren(topic) ? TopicIndex(topic.int + 1) : nil
  }

  /// Nil for a last child and for the root.
  package func nextSibling(of topic: TopicIndex) -> TopicIndex? {
    guard let parent = parent(of: topic) else { return nil }
    let next = subtree(of: topic).upperBound
    return next < subtree(of: parent).upperBound ? TopicIndex(next) : nil
  }

  /// Nil for a first child and for the root.
  /// - Complexity: O(depth of what lies between)
  package func previousSibling(of topic: TopicIndex) -> TopicIndex? {
    guard let parent = parent(of: topic), topic.int > parent.int + 1 else { return nil }
    var above = TopicIndex(topic.int - 1)
    while let up = self.parent(of: above), up != parent { above = up }
    return above
  }

  /// The topics below it in order, not those below these.
  package func children(of topic: TopicIndex) -> some Sequence<TopicIndex> {
    sequence(state: firstChild(of: topic)) { next in
      defer { next = next.flatMap(nextSibling(of:)) }
      return next
    }
  }

  /// The topics above it, its parent first, the root last.
  package func ancestors(of topic: TopicIndex) -> some Sequence<TopicIndex> {
    sequence(state: topic) { last in
      guard let up = parent(of: last) else { return nil }
      last = up
      return up
    }
  }

  /// Whether `topic` is `ancestor` or below it.
  package func isInside(_ topic: TopicIndex, _ ancestor: TopicIndex) -> Bool {
    subtree(of: ancestor).contains(topic.int)
  }

  /// The innermost topic that has text on a line or, where the line is blank, above it; the root before the first.
  /// - Complexity: O(log n)
  package func topic(atLine line: LineNumber) -> TopicIndex {
    segment(at: range(ofLine: line).upperBound).topic
  }

  /// The innermost topic at a place in the file; the root before the first.
  /// - Complexity: O(log n)
  package func topic(at offset: ByteOffset) -> TopicIndex { segment(at: offset).topic }

  /// The titles of the topics above it, the outermost first, the root left out.
  package func path(of topic: TopicIndex) -> [String] {
    ancestors(of: topic).filter { $0 != .root }.reversed().map(title(of:))
  }
}
