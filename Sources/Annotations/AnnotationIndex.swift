import Outline

/// The annotations and drafts of one file by the topic that they are shown with, countable for whole subtrees.
///
/// Building it costs O(n log n) in annotations; nothing grows with the outline.
package struct AnnotationIndex: Hashable, Sendable {
  package enum Entry: Hashable, Sendable {
    case annotation(Annotation, Placement)
    /// A draft of a new annotation or of a reply; drafts of edits go with their annotation.
    case draft(Draft, Placement)

    package var id: String {
      switch self {
      case .annotation(let annotation, _): annotation.id
      case .draft(let draft, _): draft.id
      }
    }

    package var topic: TopicIndex {
      switch self {
      case .annotation(_, let placement): placement.topic
      case .draft(_, let placement): placement.topic
      }
    }

    package var mark: AnnotationMark {
      switch self {
      case .annotation(let annotation, let placement): AnnotationMark(of: annotation, placement: placement)
      case .draft: .draft
      }
    }
  }

  /// In document order; of one topic, in the order of time.
  package let entries: [Entry]
  /// Before each entry, how many of every mark have been.
  private let marksBefore: [[Int]]

  package init(entries: [Entry]) {
    self.entries = entries.enumerated()
      .sorted { ($0.element.topic, $0.offset) < ($1.element.topic, $1.offset) }.map(\.element)
    var counts = Array(repeating: 0, count: AnnotationMark.allCases.count)
    var marksBefore = [counts]
    for entry in self.entries {
      counts[entry.mark.rawValue] += 1
      marksBefore.append(counts)
    }
    self.marksBefore = marksBefore
  }

  /// The entries of the topics with indices in `topics`.
  /// - Complexity: O(log n) in entries.
  package func entries(in topics: Range<Int>) -> ArraySlice<Entry> {
    entries[firstEntry(from: TopicIndex(topics.lowerBound))..<firstEntry(from: TopicIndex(topics.upperBound))]
  }

  /// The entries of one topic, not of those below it.
  package func entries(of topic: TopicIndex) -> ArraySlice<Entry> {
    entries(in: topic.int..<topic.int + 1)
  }

  /// How many entries the topics in `topics` have, and the most pressing mark among them; nil where there is none.
  /// - Complexity: O(log n) in entries.
  package func summary(of topics: Range<Int>) -> (count: Int, mark: AnnotationMark)? {
    let slice = entries(in: topics)
    guard !slice.isEmpty else { return nil }
    let before = marksBefore[slice.startIndex]
    let after = marksBefore[slice.endIndex]
    guard let mark = AnnotationMark.allCases.first(where: { after[$0.rawValue] > before[$0.rawValue] }) else {
      return nil
    }
    return (slice.count, mark)
  }

  /// How many entries there are of every mark.
  package var tally: AnnotationTally { AnnotationTally(counts: marksBefore[entries.count]) }

  /// The entry with `id`, if it is here.
  package func entry(_ id: String) -> Entry? { entries.first { $0.id == id } }

  private func firstEntry(from topic: TopicIndex) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].topic < topic { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
