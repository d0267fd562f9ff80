import Outline

/// Finds the topics that anchors remember in an outline, or say that it cannot.
///
/// Pure: what it knows of older versions of the file is handed in. It guesses nothing silently: what is placed without
/// the reader's being asked has the same text and a witness for the place, or the same parent.
package enum AnchorResolver {
  /// Returns the place of each of `anchors` in `outline`, in the same order; solved for the whole file at once.
  ///
  /// Replies are not looked for; their place is that of the annotation that they answer.
  /// - Parameters:
  ///   - blob: git's blob id of the outline's source, if it is known; spares the look at what cannot have moved.
  ///   - origins: by anchor, what is known of the version that it was made on; may be shorter.
  ///   - oldSources: an older version of the file by its blob id, when it is to be had. Asked once for each blob.
  /// - Complexity: O(anchors) when nothing about them changed; otherwise O(length of the file) and of the older
  ///   versions.
  package static func place(
    _ anchors: [Anchor], origins: [Anchor.Origin?] = [], in outline: Outline, blob: String? = nil,
    oldSources: (String) -> Outline? = { _ in nil }
  ) -> [Placement] {
    withoutActuallyEscaping(oldSources) { oldSources in
      var resolution = AnchorResolution(outline: outline, blob: blob, oldSources: oldSources)
      return resolution.place(anchors, origins: origins)
    }
  }

  /// Returns the match in `new` for each topic of `old`; the roots included, which match each other.
  /// - Complexity: O(length of both) and a bounded number of comparisons for each topic whose text changed
  package static func match(_ old: Outline, _ new: Outline) -> [TopicMatch] {
    TopicMatcher(Fingerprints(of: old), Fingerprints(of: new)).matches
  }

  /// Whether so many places were lost at once that the source was cut short or is another file: then the anchors
  /// should be left as they are.
  /// - Parameter known: Those of `placements` that were without a place before, by position.
  package static func isAnotherFile(_ placements: [Placement], lostBefore known: Set<Int> = []) -> Bool {
    let lost = placements.indices.count { placements[$0].state == .orphan && !known.contains($0) }
    return lost >= 500 || lost >= 20 && lost * 4 > (placements.count - known.count) * 3
  }
}

extension TopicMatcher {
  /// The match of each old topic, in their order.
  var matches: [TopicMatch] {
    (0..<old.count).map { match(of: $0) }
  }

  func match(of topic: Int) -> TopicMatch {
    let offered = (offered[topic] ?? []).prefix(3).map(TopicIndex.init)
    guard newOf[topic] >= 0 else {
      let suggested = offered.isEmpty ? (suggested[topic] ?? []).prefix(3).map(TopicIndex.init) : []
      return TopicMatch(state: offered.isEmpty ? .orphan : .ambiguous, candidates: offered + suggested)
    }
    let place = Int(newOf[topic])
    let state: Placement.State
    switch tier[topic] {
    case .edited: state = .edited
    case .likely: state = .confirm
    case .none, .certain: state = isInPlace(topic, place) ? .exact : .moved
    }
    return TopicMatch(state: state, topic: TopicIndex(place), candidates: state == .confirm ? offered : [])
  }

  private func isInPlace(_ topic: Int, _ place: Int) -> Bool {
    topic == 0 || newParent(topic) == Int(new.parent[place]) || old.path[topic] == new.path[place]
  }

  /// The topic that what is lost is shown with: the nearest ancestor that is still there, or the file.
  func survivingAncestor(of topic: Int) -> TopicIndex {
    var above = Int(old.parent[topic])
    while above > 0 {
      if newOf[above] >= 0 { return TopicIndex(Int(newOf[above])) }
      above = Int(old.parent[above])
    }
    return .root
  }
}
