import Outline

extension Outline {
  /// The depth of the deepest heading; 0 where there is none.
  /// - Complexity: O(topics)
  var deepestHeading: Int {
    indices.reduce(0) { deepest, topic in
      guard case .heading = kind(of: topic) else { return deepest }
      return max(deepest, depth(of: topic))
    }
  }
}
