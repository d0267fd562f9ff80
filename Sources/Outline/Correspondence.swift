/// Where the topics of one reading of a file are in a later one, for what the reader sees: selection, folds, place.
///
/// Lines that are the same at the top and at the bottom settle most topics at once. Between them a topic goes where the
/// same line is unique on both sides, else where the path of titles leads, else to the place of its parent. This is a
/// convenience for the eye; what must not err is anchored by its evidence instead.
package struct Correspondence: Sendable {
  private let old: Outline
  private let new: Outline
  /// Topics below this index are the same.
  private let prefix: Int
  /// This many topics at the end are the same, as they stand.
  private let suffix: Int

  /// - Complexity: O(length of what is the same at the ends); topics are looked up when they are asked for.
  package init(from old: Outline, to new: Outline) {
    self.old = old
    self.new = new
    let count = min(old.bytes.count, new.bytes.count)
    let (head, tail) = old.bytes.withUnsafeBufferPointer { old in
      new.bytes.withUnsafeBufferPointer { new in
        var head = 0
        while head < count, old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < count - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
        return (head, tail)
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
        Int(old.storage.records[old.count - 1 - suffix].marker) >= old.bytes.count - tail
      {
        suffix += 1
      }
    }
    self.prefix = prefix
    self.suffix = suffix
  }

  /// The topic that stands for an old one: itself if it is still there, else the nearest above it that is.
  /// - Complexity: O(1) outside of what was changed; O(changed topics + depth) inside
  package func topic(for topic: TopicIndex) -> TopicIndex {
    var topic = topic
    while true {
      if let same = exactTopic(for: topic) { return same }
      guard let parent = old.parent(of: topic) else { return .root }
      topic = parent
    }
  }

  /// The same topic in the new outline; nil where there is none, or several and none of them at the same path.
  /// - Complexity: as `topic(for:)`
  package func exactTopic(for topic: TopicIndex) -> TopicIndex? {
    if topic.int < prefix { return topic }
    if topic.int >= old.count - suffix { return TopicIndex(topic.int - old.count + new.count) }
    let title = old.title(of: topic)
    let candidates = (prefix..<new.count - suffix).lazy.map(TopicIndex.init).filter {
      new.isAlike(old, topic, $0) && new.title(of: $0) == title
    }
    let found = Array(candidates)
    if found.count == 1, !title.isEmpty { return found.first }
    let path = old.path(of: topic)
    let onPath = found.filter { new.path(of: $0) == path }
    let before = (prefix..<topic.int).lazy.map(TopicIndex.init).filter {
      old.isAlike(old, topic, $0) && old.title(of: $0) == title && old.path(of: $0) == path
    }
    return onPath.dropFirst(onPath.count > 1 ? before.reduce(0) { count, _ in count + 1 } : 0).first
  }

  /// The folds of the old outline on the topics of the new.
  /// - Complexity: O(k (changed topics + depth)) for k spans of folds
  package func folding(_ folding: Folding) -> Folding {
    folding.moved(to: new.count) { index in
      if index < prefix { return index }
      if index >= old.count - suffix { return index - old.count + new.count }
      return exactTopic(for: TopicIndex(index))?.int
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

  /// Whether a topic of this outline is of the same kind as one of `other`.
  fileprivate func isAlike(_ other: Outline, _ topic: TopicIndex, _ mine: TopicIndex) -> Bool {
    let record = storage.records[mine.int]
    let theirs = other.storage.records[topic.int]
    return record.isItem == theirs.isItem
  }
}
