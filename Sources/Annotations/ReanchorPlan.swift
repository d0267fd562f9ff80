import Outline

/// The changes to be written so that a sidecar names the present places of its annotations.
package struct ReanchorPlan: Sendable {
  /// An annotation whose place is not what its record says, or not sure.
  package struct Move: Hashable, Sendable {
    /// The annotation as it is recorded.
    package var annotation: Annotation
    /// The place that was found for it.
    package var placement: Placement
    /// The anchor that says so; nil where somebody has to look first.
    package var recorded: Anchor?
  }

  /// In the order of the annotations; replies stand with what they answer.
  package private(set) var all: [Move] = []
  /// Whether so much is lost at once that the source is hardly the file that it was.
  package let isAnotherFile: Bool

  /// - Parameters:
  ///   - placements: where each of `annotations` stands, in their order.
  ///   - blob: the source's; an orphan that was kept for it is not looked at again.
  ///   - oldSources: older versions of the source by their blob, as the placements were found with.
  package init(
    of annotations: [Annotation], _ placements: [Placement], in outline: Outline, blob: String?,
    oldSources: [String: Outline] = [:], origins: [String: Anchor.Origin] = [:]
  ) {
    let ids = Set(annotations.map(\.id))
    var kept: Set<Int> = []
    for (index, (annotation, placement)) in zip(annotations, placements).enumerated() {
      if annotation.orphanKept != nil { kept.insert(index) }
      if let parent = annotation.replyTo, ids.contains(parent) { continue }
      if placement.state.needsReview {
        if annotation.isKeptAsOrphan(placement, in: outline, blob: blob) { continue }
        all.append(Move(annotation: annotation, placement: placement))
        continue
      }
      guard let anchor = annotation.anchor.recording(placement, in: outline), anchor != annotation.anchor else {
        continue
      }
      all.append(Move(annotation: annotation, placement: placement, recorded: anchor))
    }
    isAnotherFile = AnchorResolver.isAnotherFile(placements, lostBefore: kept)
    // Nothing is recorded with which the place would not be found again as surely.
    let sure = all.indices.filter { all[$0].recorded != nil }
    let again = AnchorResolver.place(
      sure.compactMap { all[$0].recorded },
      origins: sure.map {
        all[$0].annotation.anchor.evidence == nil ? .init(blob: blob) : origins[all[$0].annotation.id]
      },
      in: outline, blob: blob
    ) { oldSources[$0] }
    for (index, placement) in zip(sure, again) {
      let was = all[index].placement
      if placement.topic != was.topic || placement.quotation != was.quotation || placement.state.needsReview {
        all[index].recorded = nil
      }
    }
  }

  /// The changes that record what is sure.
  package var changes: [AnnotationChange] {
    all.compactMap { move in
      guard let anchor = move.recorded else { return nil }
      var annotation = move.annotation
      annotation.anchor = anchor
      return .replace(annotation, was: move.annotation)
    }
  }
}
