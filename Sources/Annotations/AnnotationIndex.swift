import Outline

/// The annotations and drafts of one file by the topic that they are shown with, countable for whole subtrees.
///
/// Building it costs O(n log n) in annotations; nothing grows with the outline.
package struct AnnotationIndex: Hashable, Sendable {
  /// An annotation or a draft with the place at which it is shown.
  package enum Entry: Hashable, Sendable {
    case annotation(Annotation, Placement)
    /// A draft of a new annotation or of a reply; drafts of edits go with their annotation.
    case draft(Draft, Placement)

    /// The id of the annotation or draft.
    package var id: String {
      switch self {
      case .annotation(let annotation, _): annotation.id
      case .draft(let draft, _): draft.id
      }
    }

    /// The topic that it is shown with.
    package var topic: TopicIndex {
      switch self {
      case .annotation(_, let placement): placement.topic
      case .draft(_, let placement): placement.topic
      }
    }

    /// Whether it is counted: all but replies that need no review.
    var isCounted: Bool {
      switch self {
      case .annotation(_, let placement): placement.threadIsResolved == nil || mark == .review
      case .draft: true
      }
    }

    /// The mark by which it is counted.
    package var mark: AnnotationMark {
      switch self {
      case .annotation(let annotation, let placement): AnnotationMark(of: annotation, placement: placement)
      case .draft: .draft
      }
    }
  }

  /// In document order; of one topic, in the order of time.
  package let entries: [Entry]
  /// The number of entries of each mark before each position.
  private let marksBefore: [[Int]]

  /// Sorts the entries by topic; those of one topic keep their order.
  package init(entries: [Entry]) {
    self.entries = entries.enumerated()
      .sorted { ($0.element.topic, $0.offset) < ($1.element.topic, $1.offset) }.map(\.element)
    var counts = Array(repeating: 0, count: AnnotationMark.allCases.count)
    var marksBefore = [counts]
    for entry in self.entries {
      if entry.isCounted { counts[entry.mark.rawValue] += 1 }
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

  /// The most pressing mark among the entries of the topics in `topics`, and how many have it; nil where there is none.
  /// Answers are no matters of their own and are not counted.
  /// - Complexity: O(log n) in entries.
  package func summary(of topics: Range<Int>) -> (count: Int, mark: AnnotationMark)? {
    tally(of: topics).summary
  }

  /// The count of the entries of every mark in `topics`, answers left out.
  /// - Complexity: O(log n) in entries.
  package func tally(of topics: Range<Int>) -> AnnotationTally {
    let slice = entries(in: topics)
    return AnnotationTally(counts: zip(marksBefore[slice.endIndex], marksBefore[slice.startIndex]).map { $0 - $1 })
  }

  /// The count of the entries with `mark`, answers left out.
  package func count(of mark: AnnotationMark) -> Int { marksBefore[entries.count][mark.rawValue] }

  /// The count of the answers to the annotations of `topics`.
  /// - Complexity: O(entries of the topics)
  package func answerCount(of topics: Range<Int>) -> Int { entries(in: topics).count { !$0.isCounted } }

  /// The counts of the entries by mark; of answers, only those that are to be reviewed.
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
