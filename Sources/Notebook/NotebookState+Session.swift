/// What lies above the panes and the editor.
extension NotebookState {
  /// Puts `overlay` above everything.
  mutating func push(_ overlay: Overlay) { overlays.append(overlay) }

  /// Shows `overlay` in the place of the uppermost.
  mutating func replaceOverlay(with overlay: Overlay) {
    if overlays.isEmpty { overlays.append(overlay) } else { overlays[overlays.count - 1] = overlay }
  }

  /// Takes the uppermost overlay away; what lay below it has the keys again.
  mutating func popOverlay() { if !overlays.isEmpty { overlays.removeLast() } }
}
