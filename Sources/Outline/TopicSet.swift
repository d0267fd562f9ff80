/// Some of the topics of an outline, countable for whole subtrees.
///
/// Kept as disjoint ranges of the preorder table: a branch is one range, however many topics it has. With k ranges,
/// asking is O(log k) and changing O(k).
package struct TopicSet: Hashable, Sendable {
  /// In order, none empty, none touching the next.
  package private(set) var ranges: [Range<Int>] = []
  /// The number of topics in the ranges before each, and in all.
  private var countsBefore = [0]

  /// The empty set.
  package init() {}

  /// The topics in `ranges`, in any order; what overlaps is joined.
  package init(_ ranges: some Sequence<Range<Int>>) {
    for range in ranges.filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound {
        self.ranges[self.ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
    count(from: 0)
  }

  /// Whether no topic is in the set.
  package var isEmpty: Bool { ranges.isEmpty }
  /// The number of topics, not of ranges.
  package var count: Int { countsBefore[ranges.count] }

  /// Returns whether a topic is in the set, in O(log k).
  package func contains(_ topic: TopicIndex) -> Bool {
    let index = firstRange(endingAfter: topic.int)
    return index < ranges.count && ranges[index].contains(topic.int)
  }

  /// Returns the number of `topics` that are in the set.
  /// - Complexity: O(log k)
  package func count(in topics: Range<Int>) -> Int { countBelow(topics.upperBound) - countBelow(topics.lowerBound) }

  private func countBelow(_ topic: Int) -> Int {
    let index = firstRange(endingAfter: topic)
    let inside = index < ranges.count ? max(0, topic - ranges[index].lowerBound) : 0
    return countsBefore[index] + inside
  }

  /// The stretch of topics of the set that `topic` is in.
  /// - Complexity: O(log k)
  package func range(with topic: Int) -> Range<Int>? {
    let index = firstRange(endingAfter: topic)
    return index < ranges.count && ranges[index].contains(topic) ? ranges[index] : nil
  }

  /// The first topic of the set at or after `topic`.
  /// - Complexity: O(log k)
  package func first(from topic: Int) -> TopicIndex? {
    let index = firstRange(endingAfter: topic)
    return index < ranges.count ? TopicIndex(max(topic, ranges[index].lowerBound)) : nil
  }

  /// The last topic of the set before `topic`.
  /// - Complexity: O(log k)
  package func last(before topic: Int) -> TopicIndex? {
    let index = firstRange(endingAfter: topic)
    if index < ranges.count, ranges[index].lowerBound < topic { return TopicIndex(topic - 1) }
    return index > 0 ? TopicIndex(ranges[index - 1].upperBound - 1) : nil
  }

  /// - Complexity: O(k)
  package mutating func insert(_ topics: Range<Int>) {
    guard !topics.isEmpty, count(in: topics) < topics.count else { return }
    let first = firstRange(endingAfter: topics.lowerBound - 1)
    var last = first
    var joined = topics
    while last < ranges.count, ranges[last].lowerBound <= topics.upperBound {
      joined = min(joined.lowerBound, ranges[last].lowerBound)..<max(joined.upperBound, ranges[last].upperBound)
      last += 1
    }
    ranges.replaceSubrange(first..<last, with: [joined])
    count(from: first)
  }

  /// - Complexity: O(k)
  package mutating func remove(_ topics: Range<Int>) {
    guard count(in: topics) > 0 else { return }
    let first = firstRange(endingAfter: topics.lowerBound)
    var last = first
    var rest: [Range<Int>] = []
    while last < ranges.count, ranges[last].lowerBound < topics.upperBound {
      let range = ranges[last]
      if range.lowerBound < topics.lowerBound { rest.append(range.lowerBound..<topics.lowerBound) }
      if topics.upperBound < range.upperBound { rest.append(topics.upperBound..<range.upperBound) }
      last += 1
    }
    ranges.replaceSubrange(first..<last, with: rest)
    count(from: first)
  }

  private func firstRange(endingAfter topic: Int) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= topic { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func count(from index: Int) {
    countsBefore.removeSubrange((index + 1)...)
    countsBefore.reserveCapacity(ranges.count + 1)
    for range in ranges[index...] { countsBefore.append(countsBefore[countsBefore.count - 1] + range.count) }
  }
}
