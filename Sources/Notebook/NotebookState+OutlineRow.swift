import Annotations
import Layout
import Outline

/// What the outline pane shows of one row.
extension NotebookState {
  package func outlineRow(at place: Place) -> OutlineRow {
    let summary = annotationSummary(of: place)
    let base = zoom.map(depth(of:)) ?? 0
    // The notebook's own row and the topics at the top share the left edge.
    let depth = max(0, depth(of: place) - base - 1)
    var row = OutlineRow(
      kind: kind(of: place), depth: depth,
      fold: !hasChildren(place) ? .leaf : (isFolded(place) ? .folded : .unfolded),
      title: title(of: place), mark: summary?.mark.look, count: summary?.count ?? 0, reading: reading(at: place))
    row.isLost = place.topic == .root && documents[place.file]?.isLost == true
    return row
  }

  private func kind(of place: Place) -> OutlineRow.Kind {
    if place == .root { return .root }
    guard place.topic != .root, let document = documents[place.file] else {
      return tree[place.file].kind == .folder ? .folder : .file
    }
    switch document.outline.kind(of: place.topic) {
    case .root: return .file
    case .heading(let level): return .heading(level: level)
    case .item(_, let task): return .item(task)
    }
  }
}

extension AnnotationMark {
  var look: AnnotationLook {
    switch self {
    case .review: .review
    case .question: .question
    case .open: .open
    case .draft: .draft
    case .resolved: .resolved
    }
  }
}
