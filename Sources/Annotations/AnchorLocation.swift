import Outline

/// The place in an outline where an anchor's line and text say the same.
struct AnchorLocation {
  var topic: TopicIndex
  var quotation: Range<ByteOffset>?

  /// Nil where the text is not at the remembered place any more.
  init?(of anchor: Anchor, in outline: Outline) {
    guard let line = anchor.line, line >= 1, line <= outline.lineCount, let text = anchor.selectedText else {
      return nil
    }
    if anchor.target == .quote {
      guard let column = anchor.startColumn else { return nil }
      let start = outline.offset(ofScalarColumn: column, line: LineNumber(line))
      let needle = ByteSearch.needle(text)
      guard let end = ByteSearch.end(of: needle, in: outline.bytes, at: start.int, limit: outline.bytes.count) else {
        return nil
      }
      topic = outline.topic(at: start)
      quotation = start..<ByteOffset(end)
      return
    }
    let title = anchor.evidence?.path.last
    var found = outline.topic(atLine: LineNumber(line))
    // Several items may begin on one line, each inside the one before.
    while true {
      let row = outline[found]
      guard found != .root, row.line.int == line else { return nil }
      if outline.text(ofLines: row.line...row.endLine).cut(to: Anchor.maximumSelectedLength) == text,
        title == nil || title == outline.title(of: found).cut(to: Anchor.maximumSelectedLength)
      {
        topic = found
        return
      }
      guard let parent = row.parent else { return nil }
      found = parent
    }
  }
}
