import Outline

/// The match found in a newer version of a file for a topic of an older one.
package struct TopicMatch: Hashable, Sendable {
  /// The certainty of the match.
  package var state: Placement.State
  /// The topic in the newer version; nil where the reader has to choose, or nothing is left of it.
  package var topic: TopicIndex?
  /// For review: the best places, the best first, at most three.
  package var candidates: [TopicIndex]

  /// Creates a match; by default nothing is left of the topic.
  package init(state: Placement.State, topic: TopicIndex? = nil, candidates: [TopicIndex] = []) {
    self.state = state
    self.topic = topic
    self.candidates = candidates
  }
}
