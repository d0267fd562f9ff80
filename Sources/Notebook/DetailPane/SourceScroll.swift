import Layout

/// Scroll and cursor of the detail pane while it shows the source of a file as it is.
package struct SourceScroll: Sendable {
  /// The first row in view.
  package private(set) var top = SourcePosition(line: 1)
  /// The row under the cursor.
  package private(set) var cursor = SourcePosition(line: 1)

  /// Goes to the beginning of a line, 1-based.
  mutating func reset(toLine line: Int) {
    top = SourcePosition(line: line)
    cursor = top
  }

  mutating func setCursor(_ position: SourcePosition) { cursor = position }

  /// Keeps the cursor in view, and no row empty while there are rows above.
  mutating func keepInView(_ layout: SourceLayout, height: Int) {
    cursor = layout.nearest(to: cursor)
    top = layout.withoutBlankEnd(layout.nearest(to: top), height: height)
    if cursor < top {
      top = cursor
    } else if layout.distance(from: top, to: cursor, limit: height - 1) == nil {
      top = layout.position(cursor, movedBy: 1 - height)
    }
  }

  /// Scrolls by rows, down where `count` is positive; the cursor comes along.
  mutating func scroll(by count: Int, _ layout: SourceLayout, height: Int) {
    top = layout.withoutBlankEnd(layout.position(top, movedBy: count), height: height)
    cursor = min(max(cursor, top), layout.position(top, movedBy: height - 1))
  }

  /// Moves the cursor by rows.
  mutating func move(
    _ command: Command.Move, count: Int?, _ layout: SourceLayout, height: Int
  ) -> DetailPane.Outcome {
    let times = count ?? 1
    let half = max(1, height / 2)
    switch command {
    case .down: cursor = layout.position(cursor, movedBy: times)
    case .up: cursor = layout.position(cursor, movedBy: -times)
    case .halfPageDown: cursor = layout.position(cursor, movedBy: count ?? half)
    case .halfPageUp: cursor = layout.position(cursor, movedBy: -(count ?? half))
    case .pageDown: cursor = layout.position(cursor, movedBy: height * times)
    case .pageUp: cursor = layout.position(cursor, movedBy: -height * times)
    case .first: cursor = count.map(layout.start(ofLine:)) ?? layout.first
    case .last: cursor = count.map(layout.start(ofLine:)) ?? layout.last
    case .left: return .leavesPane
    case .right, .nextSibling, .previousSibling, .parent, .placeMiddle, .placeTop, .placeBottom, .back, .forward, .mark,
      .goToMark:
      return .isForOutline
    }
    return .done
  }
}
