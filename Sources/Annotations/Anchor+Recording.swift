import Outline

/// Writing down where an anchor was found, without forgetting what it was made on.
extension Anchor {
  /// The anchor with the lines, columns and text of the place where it stands now; the text that was selected and the
  /// evidence stay. Nil where the place is not sure, or a quotation is not to be found in its topic.
  package func recording(_ placement: Placement, in outline: Outline) -> Anchor? {
    guard target != .file, placement.state.isAttached, placement.state != .confirm else { return nil }
    var anchor = self
    let text: String
    if let quotation = placement.quotation {
      let lines = outline.lines(of: quotation)
      anchor.setLines(lines.lowerBound.int, lines.upperBound.int)
      if startColumn != nil || target == .quote {
        anchor.startColumn = outline.scalarColumn(of: quotation.lowerBound)
        anchor.endColumn = outline.scalarColumn(of: quotation.upperBound)
      }
      text = outline.sourceText(quotation)
    } else {
      guard target == .topic, placement.topic != .root else { return nil }
      let topic = outline[placement.topic]
      if evidence == nil, let line, topic.line.int <= line, line <= topic.lastLine.int { return self }
      anchor.setLines(topic.line.int, topic.endLine.int)
      text = outline.text(ofLines: topic.line...topic.endLine)
    }
    let recorded = text.cut(to: Anchor.maximumTextLength)
    anchor.anchoredText = selectedText == nil || recorded.utf8.elementsEqual((selectedText ?? "").utf8) ? nil : recorded
    return anchor
  }

  /// Records of other programs may name no last line; where that is the first, they go on so.
  private mutating func setLines(_ first: Int, _ last: Int) {
    line = first
    if endLine != nil || last > first || evidence != nil { endLine = last }
  }
}
