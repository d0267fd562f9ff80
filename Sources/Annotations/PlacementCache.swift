import Outline

/// The places of anchors in one reading of a file that are known already, so that none is looked for twice.
package struct PlacementCache: Sendable {
  /// Git's blob id of the file's text; nil where it is not known.
  package let blob: String?
  /// The older versions that there are to go by, by their blob ids.
  package let oldSources: [String: Outline]
  private var known: [Key: Placement] = [:]

  private struct Key: Hashable {
    var anchor: Anchor
    var origin: Anchor.Origin?
  }

  /// Creates a cache that knows no places; `blob` is nil where the text's id is not known.
  package init(blob: String?, oldSources: [String: Outline]) {
    self.blob = blob
    self.oldSources = oldSources
  }

  /// Whether what is known here holds for this text and these older versions.
  package func isFor(blob: String?, oldVersions: some Collection<String>) -> Bool {
    blob != nil && blob == self.blob && oldSources.count == oldVersions.count
      && oldVersions.allSatisfy { oldSources[$0] != nil }
  }

  /// Returns the place of each of `anchors` in `outline`, the text that this is for; in the same order.
  ///
  /// New anchors whose place hasn't moved are added to those that are known; else all are looked for together, since
  /// one that is found leaves its topic to no other.
  /// - Complexity: O(anchors) where there is nothing to look for
  package mutating func place(
    _ anchors: [Anchor], origins: [Anchor.Origin?] = [], in outline: Outline
  ) -> [Placement] {
    let search = AnchorResolution(outline: outline, blob: blob) { _ in nil }
    let keys = anchors.indices.map {
      Key(anchor: anchors[$0], origin: origins.indices.contains($0) ? origins[$0] : nil)
    }
    // Each is looked up once: that takes as long as its text is.
    var placements: [Placement] = []
    placements.reserveCapacity(anchors.count)
    for key in keys {
      if let placement = known[key] {
        placements.append(placement)
      } else if let placement = search.unmovedPlace(key.anchor) {
        known[key] = placement
        placements.append(placement)
      } else {
        break
      }
    }
    if placements.count == anchors.count { return placements }
    placements = AnchorResolver.place(anchors, origins: origins, in: outline, blob: blob) { oldSources[$0] }
    for (key, placement) in zip(keys, placements) { known[key] = placement }
    return placements
  }
}
