import Outline

extension Outline {
  /// The topic that `topic` of an earlier reading has become: at the same place if it is called the same there, else
  /// the one with the same path, else the nearest that has the beginning of its path.
  func topic(like topic: TopicIndex, in old: Outline) -> TopicIndex {
    if topic.int < count, depth(of: topic) == old.depth(of: topic), title(of: topic) == old.title(of: topic) {
      return topic
    }
    var found = TopicIndex.root
    for title in old.path(of: topic) + [old.title(of: topic)] {
      guard let child = children(of: found).first(where: { self.title(of: $0) == title }) else { break }
      found = child
    }
    return found
  }

  /// The depth of the deepest heading; 0 where there is none.
  /// - Complexity: O(topics)
  var deepestHeading: Int {
    indices.reduce(0) { deepest, topic in
      guard case .heading = kind(of: topic) else { return deepest }
      return max(deepest, depth(of: topic))
    }
  }
}
