/// The counts of annotations and drafts by mark, to be added up over files.
package struct AnnotationTally: Hashable, Sendable {
  private var counts: [Int]

  /// Creates a tally of nothing.
  package init() { counts = Array(repeating: 0, count: AnnotationMark.allCases.count) }

  init(counts: [Int]) { self.counts = counts }

  /// Adds the counts of `other`.
  package mutating func add(_ other: AnnotationTally) {
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// Subtracts the counts of `other`, which were added before.
  package mutating func subtract(_ other: AnnotationTally) {
    for index in counts.indices { counts[index] -= other.counts[index] }
  }

  /// The count of those with a mark.
  package subscript(mark: AnnotationMark) -> Int { counts[mark.rawValue] }

  /// The most pressing mark, and how many have it; nil where there is none.
  package var summary: (count: Int, mark: AnnotationMark)? {
    guard let mark = AnnotationMark.allCases.first(where: { counts[$0.rawValue] > 0 }) else { return nil }
    return (counts[mark.rawValue], mark)
  }
}
