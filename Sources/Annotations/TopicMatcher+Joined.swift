// MARK: - One that became two, two that became one

extension TopicMatcher {
  /// The share of a text's words that have to be in the other, for it to be a part of that.
  private static let partOf: Float = 0.8
  /// The share of the whole that the parts have to make up together.
  private static let together: Float = 0.7
  /// The share that each part has to bring.
  private static let each: Float = 0.15

  /// More than so many are not one text now, they all have its words.
  private static let mostParts = 16

  /// A topic whose text is now in two that stand side by side, or one below the other, is the reader's to place.
  mutating func offerSplit(_ pairs: [Pair], _ similarity: Similarity) {
    let siblings = similarity.siblings.new
    for pair in pairs {
      let (topic, place) = (Int(pair.topic), Int(pair.place))
      guard tier[topic] != .certain else { continue }
      guard isFree(new: place) || Int(oldOf[place]) == topic else { continue }
      guard newOf[topic] < 0 || Int(newOf[topic]) == place else { continue }
      var others = [Int(siblings.previous[place]), Int(siblings.next[place])]
      if let child = new.children(place).first(where: { _ in true }) { others.append(child) }
      guard
        let other = others.first(where: { other in
          other > 0 && isFree(new: other) && isSplit(topic, place, other, similarity)
        })
      else { continue }
      if newOf[topic] >= 0 { release(topic) }
      offered[topic] = [min(place, other), max(place, other)]
    }
  }

  private func isSplit(_ topic: Int, _ first: Int, _ second: Int, _ similarity: Similarity) -> Bool {
    let (oldWords, newWords) = similarity.words
    let total = oldWords.totals[topic]
    let one = Words.shared(oldWords, topic, newWords, first)
    let two = Words.shared(oldWords, topic, newWords, second)
    return one >= Self.partOf * newWords.totals[first] && two >= Self.partOf * newWords.totals[second]
      && min(one, two) >= Self.each * total && one + two >= Self.together * total
      && one + two <= 1.3 * total
  }

  /// Topics that stood under one parent and whose texts are now one topic's all stand there.
  mutating func joinMerged(_ pairs: [Pair], _ similarity: Similarity) {
    let (oldWords, newWords) = similarity.words
    var parts: [Int32: [Int32]] = [:]
    for pair in pairs {
      let (topic, place) = (Int(pair.topic), Int(pair.place))
      guard tier[topic] != .certain, newOf[topic] < 0 || newOf[topic] == pair.place else { continue }
      guard isFree(new: place) || tier[Int(oldOf[place])] != .certain else { continue }
      let shared = Words.shared(oldWords, topic, newWords, place)
      guard shared >= Self.partOf * oldWords.totals[topic], shared >= Self.each * newWords.totals[place] else {
        continue
      }
      parts[pair.place, default: []].append(pair.topic)
    }
    for (place, found) in parts where 2...Self.mostParts ~= found.count {
      let topics = found.filter { bringsWordsOfItsOwn(Int($0), among: found, oldWords) }
      guard topics.count >= 2 else { continue }
      let parent = old.parent[Int(topics[0])]
      guard topics.allSatisfy({ old.parent[Int($0)] == parent }), newOf[Int(parent)] == new.parent[Int(place)] else {
        continue
      }
      let shared = topics.reduce(0) { $0 + Words.shared(oldWords, Int($1), newWords, Int(place)) }
      let total = newWords.totals[Int(place)]
      guard shared >= Self.together * total, shared <= 1.3 * total else { continue }
      for topic in topics {
        pair(Int(topic), Int(place), .edited)
        offered[Int(topic)] = nil
      }
    }
  }

  /// Whether no other part that says more says most of what `topic` does: "Arrays" is no part of "Dynamic arrays" when
  /// that was there already.
  private func bringsWordsOfItsOwn(_ topic: Int, among parts: [Int32], _ words: Words) -> Bool {
    !parts.contains { other in
      let other = Int(other)
      return other != topic && (words.totals[other], topic) > (words.totals[topic], other)
        && Words.shared(words, topic, words, other) > 0.5 * words.totals[topic]
    }
  }
}
