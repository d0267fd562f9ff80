import Annotations
import Layout
import Outline

/// What the outline pane shows of one row.
extension NotebookState {
  package func outlineRow(at place: Place) -> OutlineRow { outlineRow(at: place, in: documents[place.file]) }

  /// The visible rows from `place` on, at most `count`, with what each shows.
  package func outlineRows(from place: Place, count: Int) -> [(place: Place, row: OutlineRow)] {
    var open: (file: FileIndex, document: Document?)?
    return rows(from: place, count: count).map { place in
      if open?.file != place.file { open = (place.file, documents[place.file]) }
      return (place, outlineRow(at: place, in: open?.document))
    }
  }

  /// The row of `place` as it is drawn in a pane of `columns`.
  package func laidOut(_ row: OutlineRow, columns: Int) -> OutlineLine { rowCache.line(of: row, columns: columns) }

  private func outlineRow(at place: Place, in document: Document?) -> OutlineRow {
    let summary = annotationSummary(of: place, in: document)
    let base = zoom.map(depth(of:)) ?? 0
    // The notebook's own row and the topics at the top share the left edge.
    let depth = max(0, depth(of: place, in: document) - base - 1)
    let fold: OutlineRow.Fold =
      !hasChildren(place, in: document) ? .leaf : (isFolded(place, in: document) ? .folded : .unfolded)
    var row = OutlineRow(
      kind: kind(of: place, in: document), depth: depth, fold: fold, title: title(of: place, in: document),
      mark: summary?.mark.look, count: summary?.count ?? 0, reading: reading(at: place, in: document))
    row.isLost = place.topic == .root && document?.isLost == true
    return row
  }

  private func kind(of place: Place, in document: Document?) -> OutlineRow.Kind {
    if place == .root { return .root }
    guard place.topic != .root, let document else {
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
