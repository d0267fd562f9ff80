import Annotations
import Outline

/// The part of a file that an export shows.
package struct ExportScope: Sendable {
  /// The share that a topic has in an export.
  enum Share: Sendable {
    /// Its own text and its annotations.
    case whole
    /// Only its title, above topics that are shown whole.
    case title
    case nothing
  }

  /// By topic; nil where all topics are shown whole.
  private let shares: [Share]?

  /// Everything.
  package static let all = ExportScope(shares: nil)

  private init(shares: [Share]?) { self.shares = shares }

  /// `topics` with the titles above them.
  ///
  /// - Parameter withBranches: Whether everything below the topics is shown as well.
  /// - Complexity: O(topics of the outline)
  package init(_ topics: some Sequence<TopicIndex>, of outline: Outline, withBranches: Bool) {
    var shares = Array(repeating: Share.nothing, count: outline.count)
    for topic in topics {
      let shown = withBranches ? outline.subtree(of: topic) : topic.int..<topic.int + 1
      for index in shown { shares[index] = .whole }
      for ancestor in outline.ancestors(of: topic) where shares[ancestor.int] == .nothing {
        shares[ancestor.int] = .title
      }
    }
    self.shares = shares
  }

  func share(of topic: TopicIndex) -> Share { shares?[topic.int] ?? .whole }

  /// Whether a line of the rendered file is shown: of a topic that is there by its title alone, the first.
  ///
  /// - Parameter line: The number of the line in the segment's text, from 0; nil for annotations below it.
  package func shows(_ segment: Segment, line: Int?) -> Bool {
    switch share(of: segment.topic) {
    case .whole: true
    case .title: segment.isFirst && line == 0
    case .nothing: false
    }
  }

  /// Whether the export shows the whole file.
  package var isAll: Bool { shares == nil }

  /// Whether nothing of the file is shown.
  package var isEmpty: Bool { shares?.allSatisfy { $0 == .nothing } ?? false }
}
