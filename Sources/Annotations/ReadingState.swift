import Outline

/// The progress of the reader in one file: topics read, topics to be read again, and those that are new or changed
/// since.
package struct ReadingState: Hashable, Sendable {
  /// The reader's mark on a topic.
  package enum Mark: Hashable, Sendable {
    case none, read, again

    /// The mark that the next press of the key sets.
    package var next: Mark {
      switch self {
      case .none: .read
      case .read: .again
      case .again: .none
      }
    }
  }

  /// The topics that the reader marked as read; never in `again`.
  package private(set) var read = TopicSet()
  /// The topics that the reader marked to be read again; never in `read`.
  package private(set) var again = TopicSet()
  /// New, or changed, and not looked at since.
  package private(set) var unseen = TopicSet()

  /// Creates a state without marks.
  package init() {}

  /// Numbers of topics; what is both read and to be read again is read.
  package init(read: [Range<Int>], again: [Range<Int>], unseen: [Range<Int>]) {
    self.read = TopicSet(read)
    self.again = TopicSet(again)
    self.unseen = TopicSet(unseen)
    for range in read { self.again.remove(range) }
  }

  /// Whether no topic has a mark and none is unseen.
  package var isEmpty: Bool { read.isEmpty && again.isEmpty && unseen.isEmpty }

  /// Returns the reader's mark on one topic, without those below it.
  package func mark(of topic: TopicIndex) -> Mark {
    read.contains(topic) ? .read : again.contains(topic) ? .again : .none
  }

  /// - Complexity: O(k) in ranges of marked topics, here and below
  package mutating func set(_ mark: Mark, _ topics: Range<Int>) {
    read.remove(topics)
    again.remove(topics)
    switch mark {
    case .none: break
    case .read: read.insert(topics)
    case .again: again.insert(topics)
    }
    unseen.remove(topics)
  }

  /// Marks what is not marked in `topics` as read; where nothing is left to mark, takes that back. What is to be read
  /// again stays so.
  /// - Returns: whether they are read now.
  package mutating func toggleRead(_ topics: Range<Int>) -> Bool {
    unseen.remove(topics)
    if read.count(in: topics) + again.count(in: topics) == topics.count {
      read.remove(topics)
      return false
    }
    let kept = again
    read.insert(topics)
    for range in kept.ranges where range.overlaps(topics) { read.remove(range) }
    return true
  }

  /// The first topic at or after `topic`, of a file of `count` topics, that is neither read nor to be read again. The
  /// file itself is none.
  /// - Complexity: O(k log k) in ranges of marked topics
  package func firstUnread(from topic: Int, of count: Int) -> TopicIndex? {
    var topic = max(1, topic)
    while topic < count {
      guard let marked = read.range(with: topic) ?? again.range(with: topic) else { return TopicIndex(topic) }
      topic = marked.upperBound
    }
    return nil
  }

  /// The last topic before `topic`, of a file of `count` topics, that is neither read nor to be read again.
  /// - Complexity: O(k log k) in ranges of marked topics
  package func lastUnread(before topic: Int, of count: Int) -> TopicIndex? {
    var topic = min(topic, count) - 1
    while topic > 0 {
      guard let marked = read.range(with: topic) ?? again.range(with: topic) else { return TopicIndex(topic) }
      topic = marked.lowerBound - 1
    }
    return nil
  }

  /// The count of the topics, in a file of `count`, that are neither read nor to be read again.
  /// - Complexity: O(log k)
  package func unreadCount(of count: Int) -> Int {
    let topics = 1..<max(1, count)
    return topics.count - read.count(in: topics) - again.count(in: topics)
  }

  /// Puts marks back as they were; what was looked at meanwhile stays so.
  package mutating func setMarks(read: TopicSet, again: TopicSet) { (self.read, self.again) = (read, again) }

  /// The reader has looked at `topic`.
  package mutating func see(_ topic: TopicIndex) { unseen.remove(topic.int..<topic.int + 1) }

  /// Topics that came or changed.
  package mutating func addUnseen(_ topics: TopicSet) {
    for range in topics.ranges { unseen.insert(range) }
  }
}

extension ReadingState {
  /// The same without topics that a file of `count` topics has not.
  package func clamped(to count: Int) -> ReadingState {
    var state = self
    let beyond = count..<max(count, 1 << 32)
    state.read.remove(beyond)
    state.again.remove(beyond)
    state.unseen.remove(beyond)
    return state
  }

  /// The same in another version of the file. What is new in it, or says something else, is unseen.
  /// - Complexity: that of `AnchorResolver.match`
  package func moved(from old: Outline, to new: Outline) -> ReadingState {
    let matches = AnchorResolver.match(old, new)
    var topics = Array(repeating: -1, count: old.count)
    var isKnown = Array(repeating: false, count: new.count)
    for (index, match) in matches.enumerated() {
      guard let topic = match.topic else { continue }
      topics[index] = topic.int
      isKnown[topic.int] = match.state == .exact || match.state == .moved
      if isKnown[topic.int], !old.hasSameText(TopicIndex(index), as: topic, in: new) { isKnown[topic.int] = false }
    }
    func moved(_ set: TopicSet) -> [Range<Int>] {
      set.ranges.joined().compactMap { $0 < topics.count && topics[$0] >= 0 ? topics[$0]..<topics[$0] + 1 : nil }
    }
    var state = ReadingState(read: moved(read), again: moved(again), unseen: moved(unseen))
    state.addUnseen(TopicSet((1..<max(1, new.count)).lazy.filter { !isKnown[$0] }.map { $0..<$0 + 1 }))
    return state
  }

  /// The same for another reading of the file, by which of its topics are which of the old ones.
  /// - Complexity: O(topics that are marked, and those that changed)
  package func moved(by correspondence: Correspondence, from old: Outline, to new: Outline) -> ReadingState {
    func moved(_ set: TopicSet) -> [Range<Int>] { set.ranges.flatMap(correspondence.ranges(for:)) }
    var state = ReadingState(read: moved(read), again: moved(again), unseen: moved(unseen))
    state.addUnseen(TopicSet(correspondence.changedTopics.map { $0.int..<$0.int + 1 }))
    return state
  }
}
