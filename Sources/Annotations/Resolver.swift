import Outline

/// Finds the topics that anchors remember in an outline.
package enum Resolver {
  /// Where each of `anchors` stands in `outline`, in the same order.
  package static func place(_ anchors: [Anchor], in outline: Outline) -> [Placement] {
    anchors.map { place($0, in: outline) }
  }

  private static func place(_ anchor: Anchor, in outline: Outline) -> Placement {
    if anchor.target == .file { return Placement(state: .exact, topic: .root) }
    guard let line = anchor.line, line >= 1, line <= outline.lineCount else {
      return Placement(state: .orphan, topic: .root)
    }
    let topic = outline.topic(atLine: LineNumber(line))
    guard let text = anchor.selectedText else { return Placement(state: .exact, topic: topic) }
    let row = outline[topic]
    let isExact = outline.text(ofLines: row.line...row.endLine) == text
    return Placement(state: isExact ? .exact : .edited, topic: topic)
  }
}
