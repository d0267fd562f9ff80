/// The new places of topics after a file was read again, for the reader's view: selection, folds, position.
///
/// Lines that are the same at the top and at the bottom settle most topics at once. Between them a topic goes where the
/// same line is unique on both sides, else where the path of titles leads, else to what stands in its place between the
/// same neighbours, else to the place of its parent. This is a convenience for the eye; what must not err is anchored by
/// its evidence instead.
package struct Correspondence: Sendable {
  private let old: Outline
  private let new: Outline
  /// Topics below this index are the same.
  private let prefix: Int
  /// The number of topics at the end that are the same.
  private let suffix: Int
  private static let mostChanged = 20_000
  /// The bytes of the new file that differ.
  private let changed: Range<Int>
  /// The topics between them by the hash of their titles' source, in order; of the new ones those that any old one asks
  /// for.
  private let oldTopics: [Int: [Int]]
  private let newTopics: [Int: [Int]]

  /// - Complexity: O(length of both files), most of it the comparison of what is the same at the ends
  package init(from old: Outline, to new: Outline) {
    self.old = old
    self.new = new
    let count = min(old.bytes.count, new.bytes.count)
    let (head, continuation) = old.bytes.withUnsafeBufferPointer { old in
      new.bytes.withUnsafeBufferPointer { new in
        var head = 0
        while head < count, old[head] == new[head] { head += 1 }
        var continuation = 0
        while continuation < count - head, old[old.count - 1 - continuation] == new[new.count - 1 - continuation] {
          continuation += 1
        }
        return (head, continuation)
      }
    }
    // Topics that begin in equal bytes are numbered alike from both ends, unless the change made them something else.
    var prefix = 1
    var suffix = 0
    let shared = min(old.count, new.count)
    if old.bytes.count == new.bytes.count, head == count {
      (prefix, suffix) = (shared, 0)
    } else {
      while prefix < shared, old.isSame(prefix, as: prefix, in: new, shift: 0),
        old.storage.records[prefix].titleEnd == new.storage.records[prefix].titleEnd,
        old.storage.records[prefix].titleEnd < UInt32(head)
      {
        prefix += 1
      }
      let shift = new.bytes.count - old.bytes.count
      while suffix < shared - prefix,
        old.isSame(old.count - 1 - suffix, as: new.count - 1 - suffix, in: new, shift: shift),
        Int(old.storage.records[old.count - 1 - suffix].marker) >= old.bytes.count - continuation
      {
        suffix += 1
      }
    }
    self.prefix = prefix
    self.suffix = suffix
    changed = head..<max(head, new.bytes.count - continuation)
    var oldTopics: [Int: [Int]] = [:]
    for index in prefix..<old.count - suffix { oldTopics[old.titleHash(index), default: []].append(index) }
    var newTopics: [Int: [Int]] = [:]
    // Where the old reading is the beginning of the new one, its topics are not behind that.
    var end = new.count - suffix
    if head == old.bytes.count { end = min(end, max(prefix, new.firstTopic(from: UInt32(head)))) }
    for index in prefix..<(oldTopics.isEmpty ? prefix : end) {
      let hash = new.titleHash(index)
      if oldTopics[hash] != nil { newTopics[hash, default: []].append(index) }
    }
    self.oldTopics = oldTopics
    self.newTopics = newTopics
  }

  /// The byte of the new file that stands for one of the old: itself where it is the same, else as far into its topic.
  /// - Complexity: O(depth + log n)
  package func offset(for offset: ByteOffset) -> ByteOffset {
    let shift = new.bytes.count - old.bytes.count
    if offset.int < changed.lowerBound { return offset }
    if offset.int >= changed.upperBound - shift { return ByteOffset(offset.int + shift) }
    let before = old.firstSegment(of: old.segment(at: offset).topic)
    let after = new.firstSegment(of: topic(for: before.topic))
    let distance = max(0, offset.int - before.range.lowerBound.int)
    let last = max(after.range.lowerBound.int, after.range.upperBound.int - 1)
    return ByteOffset(min(after.range.lowerBound.int + distance, last))
  }

  /// Whether the new file says where `range` is now what the old one said there.
  /// - Complexity: O(length of `range`)
  package func hasSameText(_ range: ClosedRange<ByteOffset>) -> Bool {
    let lower = offset(for: range.lowerBound).int
    let upper = offset(for: range.upperBound).int
    guard upper - lower == range.upperBound.int - range.lowerBound.int, lower >= 0, upper < new.bytes.count else {
      return false
    }
    return old.bytes[range.lowerBound.int...range.upperBound.int].elementsEqual(new.bytes[lower...upper])
  }

  /// The topic that stands for an old one: itself if it is still there, else the nearest above it that is.
  /// - Complexity: O(depth), times the twins of a title that there are several of
  package func topic(for topic: TopicIndex) -> TopicIndex {
    var topic = topic
    while true {
      if let same = exactTopic(for: topic) ?? retitledTopic(for: topic) { return same }
      guard let parent = old.parent(of: topic) else { return .root }
      topic = parent
    }
  }

  /// The same topic in the new outline; nil where there is none, or several and none of them at the same path.
  /// - Complexity: as `topic(for:)`
  package func exactTopic(for topic: TopicIndex) -> TopicIndex? {
    if topic.int < prefix { return topic }
    if topic.int >= old.count - suffix { return TopicIndex(topic.int - old.count + new.count) }
    let hash = old.titleHash(topic.int)
    let found = newTopics[hash] ?? []
    let twins = oldTopics[hash] ?? []
    if found.count == 1, twins.count == 1, old.hasTitle(topic) { return found.first.map(TopicIndex.init) }
    // Twins go in order under the same path. Where very many look alike, none is told from the others.
    guard found.count <= 256, twins.count <= 256 else { return nil }
    let path = old.path(of: topic)
    let place = twins.filter { $0 < topic.int && old.path(of: TopicIndex($0)) == path }.count
    let onPath = found.filter { new.path(of: TopicIndex($0)) == path }
    return onPath.count == 1 ? TopicIndex(onPath[0]) : onPath.dropFirst(place).first.map(TopicIndex.init)
  }

  /// The number of rewritten titles in a row that are looked at.
  private static let mostRetitled = 64

  /// Returns the topic in the place of an old one that is not there any more: between the same neighbours are as many
  /// topics as before, and the one at its place is as deep and of its kind, and no other old one. Nil where that is not
  /// so.
  /// - Complexity: as `topic(for:)`, times the topics around it that are not there any more either
  private func retitledTopic(for topic: TopicIndex) -> TopicIndex? {
    var before = topic.int - 1
    while before >= max(0, topic.int - Correspondence.mostRetitled), exactTopic(for: TopicIndex(before)) == nil {
      before -= 1
    }
    var after = topic.int + 1
    while after < min(old.count, topic.int + Correspondence.mostRetitled),
      exactTopic(for: TopicIndex(after)) == nil
    {
      after += 1
    }
    guard before >= 0, let first = exactTopic(for: TopicIndex(before)) else { return nil }
    let end = after < old.count ? exactTopic(for: TopicIndex(after))?.int : new.count
    let index = first.int + topic.int - before
    guard let end, end - first.int == after - before, index < new.count else { return nil }
    let (mine, theirs) = (old.storage.records[topic.int], new.storage.records[index])
    guard mine.form == theirs.form, mine.depth == theirs.depth, oldTopics[new.titleHash(index)] == nil else {
      return nil
    }
    return TopicIndex(index)
  }

  /// Returns the new ranges of the topics in an old range that are still there, in no order.
  /// - Complexity: O(topics of the range that are not the same at the ends)
  package func ranges(for topics: Range<Int>) -> [Range<Int>] {
    let shift = new.count - old.count
    let middle = topics.clamped(to: prefix..<max(prefix, old.count - suffix))
    let behind = topics.clamped(to: max(prefix, old.count - suffix)..<max(prefix, old.count))
    return [topics.clamped(to: 0..<prefix), behind.lowerBound + shift..<behind.upperBound + shift]
      + middle.compactMap { exactTopic(for: TopicIndex($0)).map { $0.int..<$0.int + 1 } }
  }

  /// The topics of the new file that were not in the old one, or said something else there; in no order.
  ///
  /// None where there are more than `mostChanged` to look at: then it is another text, and the reader waits.
  /// - Complexity: O(topics that are not the same at the ends)
  package var changedTopics: Set<TopicIndex> {
    guard !changed.isEmpty || old.bytes.count != new.bytes.count,
      max(old.count, new.count) - prefix - suffix <= Correspondence.mostChanged
    else { return [] }
    var known: Set<TopicIndex> = []
    for index in prefix..<max(prefix, old.count - suffix) {
      guard let topic = exactTopic(for: TopicIndex(index)), old.hasSameText(TopicIndex(index), as: topic, in: new)
      else { continue }
      known.insert(topic)
    }
    var topics = Set((prefix..<max(prefix, new.count - suffix)).map(TopicIndex.init)).subtracting(known)
    // What a topic says below its title, or behind its children, may have changed though its title has not.
    let ends = [changed.lowerBound, max(changed.lowerBound, changed.upperBound - 1)].map {
      new.segment(at: ByteOffset(min($0, new.bytes.count))).topic
    }
    for topic in ends + [TopicIndex(prefix - 1)] where topic.int < prefix {
      if !old.hasSameText(topic, as: topic, in: new) { topics.insert(topic) }
    }
    return topics
  }

  /// The folds of the old outline on the topics of the new.
  /// - Complexity: O(k depth) for k spans of folds
  package func folding(_ folding: Folding) -> Folding {
    folding.moved(to: new) { index in
      if index < prefix { return index }
      if index >= old.count - suffix { return index - old.count + new.count }
      return (exactTopic(for: TopicIndex(index)) ?? retitledTopic(for: TopicIndex(index)))?.int
    }
  }
}

extension Outline {
  /// Whether a topic has the same place in the tree and, but for `shift`, in the file as one of another outline.
  fileprivate func isSame(_ index: Int, as other: Int, in outline: Outline, shift: Int) -> Bool {
    let mine = storage.records[index]
    let theirs = outline.storage.records[other]
    return mine.form == theirs.form && mine.level == theirs.level && mine.depth == theirs.depth
      && Int(mine.marker) + shift == Int(theirs.marker)
  }

  /// A hash of a topic's kind and its title as it is written.
  fileprivate func titleHash(_ index: Int) -> Int {
    let record = storage.records[index]
    var hasher = Hasher()
    hasher.combine(record.isItem)
    storage.bytes.withUnsafeBytes { bytes in
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: bytes[Int(record.titleStart)..<Int(record.titleEnd)]))
    }
    return hasher.finalize()
  }

  fileprivate func hasTitle(_ topic: TopicIndex) -> Bool {
    storage.records[topic.int].titleStart < storage.records[topic.int].titleEnd
  }
}
