extension Folding {
  /// The topics that are folded or open although the rule by depth says otherwise, at most `limit` of them.
  /// - Complexity: O(topics that were folded or unfolded by hand, alone or with those above them)
  package func exceptions(in outline: Outline, limit: Int) -> [(topic: TopicIndex, isFolded: Bool)] {
    var exceptions: [(topic: TopicIndex, isFolded: Bool)] = []
    for topics in changed {
      for topic in topics.lazy.map(TopicIndex.init) where outline.hasChildren(topic) {
        guard exceptions.count < limit else { return exceptions }
        let isFolded = isFolded(topic, in: outline)
        if isFolded != (outline.depth(of: topic) >= level) { exceptions.append((topic, isFolded)) }
      }
    }
    return exceptions
  }
}
