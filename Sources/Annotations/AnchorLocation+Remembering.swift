import Outline

extension AnchorLocation {
  /// The place that an anchor was made on, in the very source that it was made on: where its line says, or where a
  /// later line was recorded, the topic that its evidence describes.
  init?(remembering anchor: Anchor, in source: Outline) {
    guard let evidence = anchor.evidence else { return nil }
    if let location = AnchorLocation(of: anchor, in: source), source.isRemembered(location.topic, by: evidence) {
      self = location
      return
    }
    guard let found = source.topic(rememberedBy: evidence) else { return nil }
    topic = found
  }
}

extension Outline {
  /// Whether a topic of the source that evidence was taken from is the one that it was taken of.
  /// - Complexity: O(depth); where there are twins, O(length of the titles), seldom O(length of the file)
  func isRemembered(_ topic: TopicIndex, by evidence: Anchor.Evidence) -> Bool {
    guard topic != .root else { return evidence.path.isEmpty }
    guard hasPath(topic, evidence) else { return false }
    if evidence.samePath == 1 || self.topic(rememberedBy: evidence) == topic { return true }
    // Titles that differ in what does not count are twins, too.
    return Fingerprints(of: self).lookAlikes(of: topic.int).ordinal == evidence.ordinal
  }

  /// The topic that evidence was taken of, in the source that it was taken from.
  /// - Complexity: O(length of the titles)
  func topic(rememberedBy evidence: Anchor.Evidence) -> TopicIndex? {
    guard let title = evidence.path.last else { return .root }
    var rest = evidence.ordinal
    for index in 1..<max(1, count) {
      let topic = TopicIndex(index)
      guard depth(of: topic) == evidence.path.count,
        self.title(of: topic).cut(to: Anchor.maximumSelectedLength) == title,
        hasPath(topic, evidence)
      else {
        continue
      }
      rest -= 1
      if rest == 0 { return topic }
    }
    return nil
  }

  private func hasPath(_ topic: TopicIndex, _ evidence: Anchor.Evidence) -> Bool {
    let length = Anchor.Evidence.titleLength
    return depth(of: topic) == evidence.path.count
      && title(of: topic).cut(to: Anchor.maximumSelectedLength) == evidence.path.last
      && path(of: topic).map { $0.cut(to: length) } == evidence.path.dropLast()
  }
}
