/// A stretch of one topic's own text, up to where another topic's begins. A topic has one from its marker on, and a
/// further one after each of its children that it goes on behind.
package struct Segment: Hashable, Sendable {
  /// The topic that the text belongs to.
  package var topic: TopicIndex
  /// White space at its end left out; empty for the root of a file that begins with a topic.
  package var range: Range<ByteOffset>
  /// Whether it begins with the topic's marker.
  package var isFirst: Bool
}

/// A file is the sequence of its topics' segments, as it is read from top to bottom.
extension Outline {
  /// The segment that begins with a topic's marker.
  /// - Complexity: O(log continuations)
  package func firstSegment(of topic: TopicIndex) -> Segment {
    let start = storage.records[topic.int].marker
    let continuation = firstContinuation(from: start, inclusive: false)
    return segment(topic.int, from: start, to: end(topic: topic.int + 1, continuation: continuation), isFirst: true)
  }

  /// The segment below `segment` in the file; nil after the last.
  /// - Complexity: O(log n)
  package func segment(after segment: Segment) -> Segment? {
    let start = segment.range.lowerBound.rawValue
    var continuation = firstContinuation(from: start, inclusive: false)
    let topic = segment.isFirst ? segment.topic.int + 1 : firstTopic(from: start)
    let isContinuation = continuation < storage.continuations.count
    guard topic < count || isContinuation else { return nil }
    if isContinuation, topic >= count || storage.continuations[continuation].start < storage.records[topic].marker {
      let found = storage.continuations[continuation]
      continuation += 1
      return self.segment(
        Int(found.topic), from: found.start, to: end(topic: topic, continuation: continuation), isFirst: false)
    }
    return firstSegment(of: TopicIndex(topic))
  }

  /// The segment above `segment` in the file; nil before the first, the root's.
  /// - Complexity: O(log n)
  package func segment(before segment: Segment) -> Segment? {
    let start = segment.range.lowerBound.rawValue
    let continuation = firstContinuation(from: start, inclusive: true) - 1
    let topic = (segment.isFirst ? segment.topic.int : firstTopic(from: start)) - 1
    guard topic >= 0 else { return nil }
    guard continuation >= 0, storage.continuations[continuation].start > storage.records[topic].marker else {
      return firstSegment(of: TopicIndex(topic))
    }
    let found = storage.continuations[continuation]
    return self.segment(Int(found.topic), from: found.start, to: start, isFirst: false)
  }

  /// The segment that `offset` is in; the spaces before a marker belong to the marker.
  /// - Complexity: O(log n)
  package func segment(at offset: ByteOffset) -> Segment {
    let place = withBytes { bytes in
      let end = min(offset.int, bytes.count)
      let line = bytes.lineStart(end)
      return (line..<end).allSatisfy { Bytes.isBlank(bytes[$0]) } ? bytes.skipBlanks(end) : end
    }
    let limit = UInt32(place) &+ 1
    let topic = max(firstTopic(from: limit) - 1, 0)
    let continuation = firstContinuation(from: limit, inclusive: true) - 1
    guard continuation >= 0, storage.continuations[continuation].start > storage.records[topic].marker else {
      return firstSegment(of: TopicIndex(topic))
    }
    let found = storage.continuations[continuation]
    return segment(
      Int(found.topic), from: found.start, to: end(topic: topic + 1, continuation: continuation + 1), isFirst: false)
  }

  /// All that a topic and its subtree say, in document order, found as it is asked for.
  package func segments(of topic: TopicIndex) -> some Sequence<Segment> {
    let subtree = subtree(of: topic)
    return sequence(first: firstSegment(of: topic)) { last in
      segment(after: last).flatMap { subtree.contains($0.topic.int) ? $0 : nil }
    }
  }

  /// Whether a topic says the same itself as one of another outline; white space and what it is marked with don't
  /// count.
  /// - Complexity: O(length of its own text, and the number of texts behind children in its subtree)
  package func hasSameText(_ topic: TopicIndex, as other: TopicIndex, in outline: Outline) -> Bool {
    let mine = ownText(of: topic)
    let theirs = outline.ownText(of: other)
    return mine.count == theirs.count
      && zip(mine, theirs).allSatisfy { mine, theirs in
        bytes[mine].lazy.filter { $0 > 0x20 }.elementsEqual(outline.bytes[theirs].lazy.filter { $0 > 0x20 })
      }
  }

  /// The stretches of a topic's own text, from its title on.
  private func ownText(of topic: TopicIndex) -> [Range<Int>] {
    let record = storage.records[topic.int]
    let first = firstSegment(of: topic).range.ints
    let title = record.titleEnd > record.titleStart ? Int(record.titleStart) : first.upperBound
    var ranges = [min(max(title, first.lowerBound), first.upperBound)..<first.upperBound]
    guard hasChildren(topic) else { return ranges }
    let end = subtreeEnd(of: topic)
    var continuation = firstContinuation(from: record.marker, inclusive: false)
    while continuation < storage.continuations.count, Int(storage.continuations[continuation].start) < end {
      let found = storage.continuations[continuation]
      continuation += 1
      guard Int(found.topic) == topic.int else { continue }
      let next = firstTopic(from: found.start)
      ranges.append(
        segment(topic.int, from: found.start, to: self.end(topic: next, continuation: continuation), isFirst: false)
          .range.ints)
    }
    return ranges
  }

  /// Returns the start of the first segment after a topic's subtree; the end of the file after the last.
  func subtreeEnd(of topic: TopicIndex) -> Int {
    let subtree = subtree(of: topic)
    var continuation = firstContinuation(from: storage.records[subtree.upperBound - 1].marker, inclusive: false)
    let next = subtree.upperBound < count ? Int(storage.records[subtree.upperBound].marker) : bytes.count
    while continuation < storage.continuations.count, Int(storage.continuations[continuation].start) < next {
      if !subtree.contains(Int(storage.continuations[continuation].topic)) {
        return Int(storage.continuations[continuation].start)
      }
      continuation += 1
    }
    return next
  }

  private func segment(_ topic: Int, from start: UInt32, to end: UInt32, isFirst: Bool) -> Segment {
    let last = withBytes { $0.trimmedEnd(Int(end), notBefore: Int(start)) }
    return Segment(topic: TopicIndex(topic), range: ByteOffset(Int(start))..<ByteOffset(last), isFirst: isFirst)
  }

  private func end(topic: Int, continuation: Int) -> UInt32 {
    let next = topic < count ? storage.records[topic].marker : UInt32(bytes.count)
    return continuation < storage.continuations.count ? min(next, storage.continuations[continuation].start) : next
  }

  private func firstContinuation(from start: UInt32, inclusive: Bool) -> Int {
    var low = 0
    var high = storage.continuations.count
    while low < high {
      let middle = (low + high) / 2
      let other = storage.continuations[middle].start
      if other < start || (!inclusive && other == start) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first topic whose marker is at `start` or behind it, the root left out; `count` if there is none.
  func firstTopic(from start: UInt32) -> Int {
    var low = 1
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if storage.records[middle].marker < start { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
