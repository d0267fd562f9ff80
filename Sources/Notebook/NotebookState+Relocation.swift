import Outline

/// Keeping what remembers rows on these rows when a file is read again, or the folder is listed again.
extension NotebookState {
  /// Puts every remembered row where it is now. A filter does not outlive another reading of a file.
  mutating func relocate(_ map: Relocation) {
    // There is nothing to go back to from what is elsewhere now.
    beforeEscape = nil
    outline.relocate(map)
    screen.setZoomed(zoom != nil)
    if map.reload != nil, filterText != nil { dropFilter() }
    detail.relocate(map)
    finding.relocate(map)
    writing.relocate(map)
    annotating.relocate(map)
    overlays.relocate(map)
  }
}

extension VisibleRows {
  /// These rows in another reading of the file, without a filter.
  func moved(by correspondence: Correspondence) -> VisibleRows {
    VisibleRows(hoist: correspondence.topic(for: hoist), folding: correspondence.folding(withoutFilter.folding))
  }
}
