import Layout

/// A cell of the detail text.
package struct DetailPoint: Hashable, Comparable, Sendable {
  /// The line of the cell.
  package var position: DetailPosition
  /// The display column of the cell, 0-based from the left edge of the pane.
  package var column: Int

  /// Whether `a` is above `b`, or left of it on the same line.
  package static func < (a: DetailPoint, b: DetailPoint) -> Bool {
    (a.position, a.column) < (b.position, b.column)
  }
}

extension DetailLayout {
  /// `top` moved up as far as blank rows would stand below the end.
  func withoutBlankEnd(_ top: DetailPosition, height: Int) -> DetailPosition {
    let missing = height - count(from: top, limit: height)
    return missing > 0 ? position(top, movedBy: -missing) : top
  }
}

extension SourceLayout {
  /// `top` moved up as far as blank rows would stand below the end.
  func withoutBlankEnd(_ top: SourcePosition, height: Int) -> SourcePosition {
    guard distance(from: top, to: last, limit: height - 2) != nil else { return top }
    return position(last, movedBy: 1 - height)
  }

  /// The beginning of a line, or of the first or last of those in view.
  func start(ofLine line: Int) -> SourcePosition {
    SourcePosition(line: min(max(line, lines.lowerBound), lines.upperBound))
  }
}
