import Layout
import Outline

/// Context reading: a topic whose branch is shorter than the pane is shown among what surrounds it, with a mark.
extension DetailPane {
  /// The branch in view, and everything that it was chosen for: as long as that is the same, it stays.
  struct Scope: Hashable, Sendable {
    var selection: RowID
    var zoom: RowID?
    var isContext: Bool
    var columns: Int
    var height: Int
    /// The topic whose branch is shown.
    var topic: TopicIndex

    /// The topic that is marked in it; nil where the branch is its own.
    var mark: TopicIndex? { topic == selection.topic ? nil : selection.topic }

    /// Whether it was chosen for the same as `other`.
    func isFor(_ other: Scope) -> Bool {
      var other = other
      other.topic = topic
      return self == other
    }
  }

  /// The topic that the mark in the margin stands beside; nil where the pane shows the selected topic alone.
  package var mark: TopicIndex? { scope?.mark }
}

/// The branches of one file that were found to fill the pane, or not to: that is asked with every step.
struct BranchFills: Sendable {
  /// The inputs that the known answers depend on.
  struct Base: Hashable, Sendable {
    var file: FileID
    var version: Int
    var columns: Int
    var height: Int
  }

  private var base: Base?
  private var known: [TopicIndex: Bool] = [:]
  private static let most = 500

  subscript(_ topic: TopicIndex, for base: Base) -> Bool? { self.base == base ? known[topic] : nil }

  mutating func insert(_ isFull: Bool, _ topic: TopicIndex, for base: Base) {
    if self.base != base || known.count >= BranchFills.most {
      self.base = base
      known = [:]
    }
    known[topic] = isFull
  }
}
