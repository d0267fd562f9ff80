import Outline
import TextWidth

/// Lays out one piece of the detail pane, with the blank line that sets it apart from the next.
struct PieceLayout {
  let content: DetailContent
  let segments: DetailSegments
  let segment: Segment
  let piece: DetailPosition.Piece

  /// - Parameters:
  ///   - isLast: Whether no annotation and no editor follows below the same text.
  ///   - next: The stretch of text below; nil at the end.
  func lines(isLast: Bool, next: Segment?) -> [DetailLine] {
    var lines: [DetailLine]
    let needsGap: Bool
    switch piece {
    case .text:
      let (text, isCutApart) = segments.text(of: segment)
      lines = title() + textLines(of: numbered(text))
      if !isLast {
        needsGap = isHeadingLike || isTail
      } else if let next {
        needsGap = isCut(before: next) ? isCutApart : isApart(from: next) || text.blocks.count > 1 || isTail
      } else {
        needsGap = false
      }
    case .annotation(let number):
      let boxes = segments.boxes(below: segment)
      guard boxes.indices.contains(number) else { return [] }
      lines = annotationLayout.lines(of: boxes[number])
      needsGap = isLast && (next.map { isHeadingLike || startsParagraph($0) } ?? false)
    case .editor:
      lines = annotationLayout.newLines()
      needsGap = next.map { isHeadingLike || startsParagraph($0) } ?? false
    }
    if needsGap, !lines.isEmpty {
      lines.append(DetailLine(text: TextLine(width: content.options.width), owner: .gap))
    }
    return lines
  }

  private var isTitle: Bool { segment.isFirst && segment.topic == content.topic }

  /// Whether the file or a heading begins here, which is set apart from what follows; an item is not.
  private var isHeadingLike: Bool { isTitle && segment.topic == .root || isHeading(segment) }

  /// Whether it is not the beginning of what the topic says: a later piece, or text behind children.
  private var isTail: Bool { !segment.isFirst }

  /// Whether `next` is a piece of the same segment.
  private func isCut(before next: Segment) -> Bool {
    next.topic == segment.topic && !segments.isLast(segment)
  }

  private func isHeading(_ segment: Segment) -> Bool {
    guard segment.isFirst, case .heading = content.outline.kind(of: segment.topic) else { return false }
    return true
  }

  private func startsParagraph(_ next: Segment) -> Bool { !next.isFirst || isHeading(next) }

  /// Whether a blank line belongs between this text and the next, as in the source or because of what they are.
  private func isApart(from next: Segment) -> Bool {
    if isHeadingLike || startsParagraph(next) { return true }
    let between = segment.range.upperBound.int..<max(segment.range.upperBound.int, next.range.lowerBound.int)
    return content.outline.bytes[between].lazy.filter { $0 == 0x0A }.count > 1
  }

  /// The file's name above its text.
  private func title() -> [DetailLine] {
    guard isTitle, segment.topic == .root, !content.rootTitle.isEmpty else { return [] }
    let name = TextSpan(content.rootTitle, .title)
    var lines = LineBreaker.lines([name], columns: content.columns, options: content.options).map { spans in
      var line = TextLine(width: content.options.width)
      line.append(contentsOf: spans)
      return DetailLine(text: line, owner: .text(segment.topic))
    }
    if !segment.range.isEmpty {
      lines.append(DetailLine(text: TextLine(width: content.options.width), owner: .gap))
    }
    return lines
  }

  /// The text with a number behind each of several quotations that end in it.
  private func numbered(_ text: RichText) -> RichText {
    guard let boxes = content.annotations[segment.topic] else { return text }
    var marked = text
    for quote in boxes.compactMap(\.quote) {
      guard let number = quote.number, let range = quote.range, !range.isEmpty,
        segment.range.contains(ByteOffset(range.upperBound.int - 1))
      else { continue }
      marked.insert(content.options.glyphs.number(number), behind: range.upperBound)
    }
    return marked
  }

  private func textLines(of text: RichText) -> [DetailLine] {
    let kind = content.outline.kind(of: segment.topic)
    var start = Gutter.Start.none
    var indent = indentation
    if segment.isFirst {
      switch kind {
      case .root, .heading: if isTitle, kind != .root { start = .title(nil) }
      case .item(let marker, let task): start = .item(marker, task)
      }
    } else {
      indent += markerColumns(of: kind)
    }
    return layOut(text, columns: content.columns, indent: indent, options: content.options, start: start)
      .map { DetailLine(text: $0, owner: .text(segment.topic)) }
  }

  /// The columns of the items from the topic in view down to the one that this one is in.
  /// - Complexity: O(depth)
  private var indentation: Int {
    var indent = 0
    var topic = segment.topic
    while topic != content.topic, let parent = content.outline.parent(of: topic) {
      indent += markerColumns(of: content.outline.kind(of: parent))
      topic = parent
    }
    return indent
  }

  private func markerColumns(of kind: Topic.Kind) -> Int {
    switch kind {
    case .root, .heading: 0
    case .item(.bullet, _): 2
    case .item(.ordered(let number, _), _): number < 10 ? 3 : 4
    }
  }

  private var annotationLayout: AnnotationLayout {
    let own = markerColumns(of: content.outline.kind(of: segment.topic))
    return AnnotationLayout(
      topic: segment.topic, columns: content.columns, indent: indentation + own, options: content.options,
      editor: content.editor, segments: segments)
  }
}
