import Outline

/// Marks by places in the source: these are the same whatever the program takes for a topic there.
extension ReadingState {
  /// The same with the place of each topic's marker for its number, in bytes of the text and one more; 0 is the file.
  /// - Complexity: O(k) in ranges of marked topics
  package func byPlaces(in outline: Outline) -> ReadingState {
    func places(_ set: TopicSet) -> [Range<Int>] {
      set.ranges.map { $0.clamped(to: 0..<outline.count) }.filter { !$0.isEmpty }.map {
        outline.place(of: $0.lowerBound)..<outline.place(of: $0.upperBound - 1) + 1
      }
    }
    return ReadingState(read: places(read), again: places(again), unseen: places(unseen))
  }

  /// The same with the topics that begin at places, `byPlaces(in:)` of the same text.
  /// - Complexity: O(k log n)
  package func atPlaces(in outline: Outline) -> ReadingState {
    func topics(_ set: TopicSet) -> [Range<Int>] {
      set.ranges.map { outline.firstTopic(at: $0.lowerBound)..<outline.firstTopic(at: $0.upperBound) }
    }
    return ReadingState(read: topics(read), again: topics(again), unseen: topics(unseen))
  }

  /// The same for another way of reading the same text, by the lines on which topics begin.
  /// - Complexity: O(topics that are marked)
  package func read(otherwise old: Outline, _ new: Outline) -> ReadingState {
    func moved(_ set: TopicSet) -> [Range<Int>] {
      set.ranges.flatMap { range in
        range.clamped(to: 0..<old.count).compactMap { index in
          guard index > 0 else { return 0..<1 }
          let place = old.place(of: index)
          let first = new.firstTopic(at: place)
          if first < new.count, new.place(of: first) == place { return first..<first + 1 }
          // What was two topics of one line is one.
          let topic = new.topic(at: ByteOffset(place - 1))
          guard topic != .root, new[topic].line == old[TopicIndex(index)].line else { return nil }
          return topic.int..<topic.int + 1
        }
      }
    }
    return ReadingState(read: moved(read), again: moved(again), unseen: moved(unseen))
  }
}

extension Outline {
  /// The place of a topic's marker, in bytes and one more; 0 for the root.
  fileprivate func place(of topic: Int) -> Int { topic == 0 ? 0 : self[TopicIndex(topic)].marker.int + 1 }

  /// The first topic that begins at a place or behind it.
  fileprivate func firstTopic(at place: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self.place(of: middle) < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
