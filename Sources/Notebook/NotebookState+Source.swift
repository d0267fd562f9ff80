import Layout
import Outline

/// The detail pane while it shows the source as it is: where it is scrolled to, and its cursor.
extension NotebookState {
  /// The lines of the selected topic with all below it, 1-based.
  package var sourceLines: ClosedRange<Int>? {
    guard let document = selectedDocument else { return nil }
    let topic = document.outline[selection.topic]
    if selection.topic == .root { return 1...max(1, document.outline.lineCount) }
    return topic.line.int...max(topic.line.int, topic.lastLine.int)
  }

  /// The rows of the source; nil where no file is open.
  package var sourceLayout: SourceLayout? {
    guard let document = selectedDocument, let lines = sourceLines else { return nil }
    let columns = panes.detail.isEmpty ? size.columns : panes.detail.size.columns
    return SourceLayout(document.outline, lines: lines, columns: columns, options: layoutOptions)
  }

  /// Keeps the cursor in view, and no row empty while there are rows above.
  mutating func keepSourceInView() {
    guard showsSource, let layout = sourceLayout else { return }
    let cursor = layout.nearest(to: detail.sourceCursor)
    detail.sourceCursor = cursor
    detail.sourceTop = withoutBlankEnd(layout.nearest(to: detail.sourceTop), layout)
    if cursor < detail.sourceTop {
      detail.sourceTop = cursor
    } else if layout.distance(from: detail.sourceTop, to: cursor, limit: detailHeight - 1) == nil {
      detail.sourceTop = layout.position(cursor, movedBy: 1 - detailHeight)
    }
  }

  /// `top` moved up as far as blank rows would stand below the end.
  private func withoutBlankEnd(_ top: SourcePosition, _ layout: SourceLayout) -> SourcePosition {
    guard layout.distance(from: top, to: layout.last, limit: detailHeight - 2) != nil else { return top }
    return layout.position(layout.last, movedBy: 1 - detailHeight)
  }

  /// Scrolls by rows, down where `count` is positive; the cursor comes along.
  mutating func scrollSource(by count: Int) {
    guard let layout = sourceLayout else { return }
    let top = withoutBlankEnd(layout.position(detail.sourceTop, movedBy: count), layout)
    detail.sourceTop = top
    let end = layout.position(top, movedBy: detailHeight - 1)
    detail.sourceCursor = min(max(detail.sourceCursor, top), end)
  }

  /// Moves the cursor by rows; false for what belongs to the outline even here.
  mutating func moveInSource(_ command: Command, count: Int?) -> Bool {
    guard let layout = sourceLayout else { return false }
    let times = count ?? 1
    let half = max(1, detailHeight / 2)
    let cursor = detail.sourceCursor
    switch command {
    case .down: detail.sourceCursor = layout.position(cursor, movedBy: times)
    case .up: detail.sourceCursor = layout.position(cursor, movedBy: -times)
    case .halfPageDown: detail.sourceCursor = layout.position(cursor, movedBy: count ?? half)
    case .halfPageUp: detail.sourceCursor = layout.position(cursor, movedBy: -(count ?? half))
    case .pageDown: detail.sourceCursor = layout.position(cursor, movedBy: detailHeight * times)
    case .pageUp: detail.sourceCursor = layout.position(cursor, movedBy: -detailHeight * times)
    case .first: detail.sourceCursor = count.map { place(ofLine: $0, layout) } ?? layout.first
    case .last: detail.sourceCursor = count.map { place(ofLine: $0, layout) } ?? layout.last
    case .left: focus = .outline
    default: return false
    }
    return true
  }

  /// Where a line begins, or the first or last line of those in view.
  private func place(ofLine line: Int, _ layout: SourceLayout) -> SourcePosition {
    SourcePosition(line: min(max(line, layout.lines.lowerBound), layout.lines.upperBound))
  }
}
