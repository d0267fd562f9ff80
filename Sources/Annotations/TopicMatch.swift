import Outline

/// What became of a topic of an older version of a file.
package struct TopicMatch: Hashable, Sendable {
  package var state: Placement.State
  /// Where it is now; nil where that is for the reader to say, or nothing is left of it.
  package var topic: TopicIndex?
  /// For review: the best places, the best first, at most three.
  package var candidates: [TopicIndex]

  package init(state: Placement.State, topic: TopicIndex? = nil, candidates: [TopicIndex] = []) {
    self.state = state
    self.topic = topic
    self.candidates = candidates
  }
}
