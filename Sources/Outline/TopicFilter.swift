/// A sparse outline: some topics, and what is above them.
package struct TopicFilter: Sendable, Equatable {
  /// The topics asked for, in document order.
  package let matches: [TopicIndex]
  /// These and all above them, the root always; in document order.
  package let rows: [TopicIndex]

  /// - Complexity: O(m log m + rows)
  package init(matches: some Sequence<TopicIndex>, in outline: Outline) {
    var sorted: [TopicIndex] = []
    for match in matches.sorted() where sorted.last != match && match.int < outline.count { sorted.append(match) }
    self.matches = sorted
    var rows: [TopicIndex] = [.root]
    var branch: [TopicIndex] = []
    for match in sorted where match != .root {
      branch.removeAll(keepingCapacity: true)
      var above = match
      // In preorder, whatever is above it and not yet a row comes after the last row.
      while let last = rows.last, above > last {
        branch.append(above)
        guard let parent = outline.parent(of: above) else { break }
        above = parent
      }
      rows.append(contentsOf: branch.reversed())
    }
    self.rows = rows
  }

  /// - Complexity: O(log rows)
  package func isVisible(_ topic: TopicIndex) -> Bool {
    let place = Self.firstIndex(in: rows, from: topic)
    return place < rows.count && rows[place] == topic
  }

  /// The row below a place; nil after the last.
  package func next(after topic: TopicIndex) -> TopicIndex? { first(from: topic.int + 1) }

  /// The row above a place; nil before the root.
  package func previous(before topic: TopicIndex) -> TopicIndex? {
    let place = Self.firstIndex(in: rows, from: topic)
    return place > 0 ? rows[place - 1] : nil
  }

  /// The first row that is at `index` or behind it.
  func first(from index: Int) -> TopicIndex? {
    let place = Self.firstIndex(in: rows, from: TopicIndex(index))
    return place < rows.count ? rows[place] : nil
  }

  private static func firstIndex(in sorted: [TopicIndex], from topic: TopicIndex) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < topic { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
