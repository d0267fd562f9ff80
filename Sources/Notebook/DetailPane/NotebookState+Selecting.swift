import Layout
import Outline

/// Selecting words of the rendered text, to annotate or copy them.
extension NotebookState {
  /// Begins a selection at the cursor, of cells or of whole lines; one that takes the same already ends.
  mutating func select(lines: Bool) {
    if let selecting = detail.selecting {
      if selecting.isOfLines == lines { detail.endSelecting() } else { detail.selectLines(lines) }
      return
    }
    guard let layout = detail.layout, let cursor = detail.cursorPoint, !showsSource else {
      say(.noSourceSelection)
      return
    }
    guard let point = textPoint(near: cursor, in: layout) else {
      say(.nothingToSelect)
      return
    }
    screen.setFocus(.detail)
    detail.select(from: point, to: point, isOfLines: lines)
    say(.selecting)
  }

  /// The beginning of a selection: the cell under the cursor, else the first text of the notes on the nearest line
  /// below or above it on the screen.
  private func textPoint(near cursor: DetailPoint, in layout: DetailLayout) -> DetailPoint? {
    if let line = layout.line(at: cursor.position), case .text = line.owner,
      let column = TextCells(line.text).nearest(to: cursor.column)
    {
      return DetailPoint(position: cursor.position, column: column)
    }
    var (below, above): (DetailPosition?, DetailPosition?) = (cursor.position, cursor.position)
    for _ in 0..<detailHeight {
      for place in [below, above].compactMap({ $0 }) {
        if let line = layout.line(at: place), case .text = line.owner, let first = TextCells(line.text).first {
          return DetailPoint(position: place, column: first)
        }
      }
      below = below.flatMap(layout.position(after:))
      above = above.flatMap(layout.position(before:))
    }
    return nil
  }

  /// The bytes of the source that the selection covers; nil where it covers none.
  package var selectedQuotation: Range<ByteOffset>? {
    guard let selecting = detail.selecting else { return nil }
    return quotation(from: selecting.anchor, to: selecting.head, isOfLines: selecting.isOfLines)
  }

  /// The bytes of the source from one cell of the pane to another, or of all the lines that these are on.
  private func quotation(
    from anchor: DetailPoint, to head: DetailPoint, isOfLines: Bool
  ) -> Range<ByteOffset>? {
    guard let layout = detail.layout else { return nil }
    var first = min(anchor, head)
    var last = max(anchor, head)
    if isOfLines {
      first = end(of: layout.line(around: first.position).lowerBound, in: layout) { $0.first } ?? first
      last = end(of: layout.line(around: last.position).upperBound, in: layout) { $0.last } ?? last
    }
    guard let start = layout.line(at: first.position)?.text.source(atColumn: first.column),
      let end = layout.line(at: last.position)?.text.source(atColumn: last.column)
    else { return nil }
    let lower = min(start.lowerBound, end.lowerBound)
    let range = lower..<max(start.upperBound, end.upperBound, lower)
    guard isOfLines, let outline = selectedDocument?.outline else { return range }
    return outline.withMarkup(around: range)
  }

  private func end(
    of position: DetailPosition, in layout: DetailLayout, _ column: (TextCells) -> Int?
  ) -> DetailPoint? {
    layout.line(at: position).flatMap { column(TextCells($0.text)) }
      .map { DetailPoint(position: position, column: $0) }
  }

  /// Runs a command while a selection is under way; nil leaves it to the pane.
  mutating func runSelecting(_ command: Command, count: Int?, in context: UpdateContext) -> [Effect]? {
    switch command {
    case .choose(.cancel): detail.endSelecting()
    case .annotation(.annotate):
      guard let quotation = selectedQuotation, let document = selectedDocument else { return nil }
      let segment = document.outline.segment(at: quotation.lowerBound)
      guard quotation.upperBound <= segment.range.upperBound else {
        say(.quotationSpansTopics)
        return []
      }
      return annotate(.annotate, in: context)
    case .link(.copyTopic):
      guard let quotation = selectedQuotation, let document = selectedDocument else { return nil }
      detail.endSelecting()
      return [.copy(document.outline.sourceText(quotation), .quotation)]
    case .move(.down): for _ in 0..<min(max(1, count ?? 1), 1_000) { extendLine(by: 1) }
    case .move(.up): for _ in 0..<min(max(1, count ?? 1), 1_000) { extendLine(by: -1) }
    case .move(let move): extend(move, count: count)
    case .fold, .pane, .find, .annotation, .reading, .link, .program, .select, .choose, .write: return nil
    }
    return []
  }

  /// Moves the head over pages, or to the ends of the topic's text.
  private mutating func extend(_ move: Command.Move, count: Int?) {
    guard let layout = detail.layout, let selecting = detail.selecting else { return }
    let before = detail
    guard detail.move(move, count: count, height: detailHeight) == .done, let cursor = detail.cursor else { return }
    let top = detail.top
    detail = before
    if cursor != before.cursor {
      let column = layout.line(at: cursor).flatMap { TextCells($0.text).nearest(to: before.wantedColumn) }
      setHead(
        DetailPoint(position: cursor, column: column ?? 0), wanted: before.wantedColumn,
        clamps: true, isBackwards: cursor < selecting.head.position)
    }
    if let top { detail.setTop(top) }
  }

  /// Moves the head to the next or the previous line with text, to the column that the cursor keeps to.
  private mutating func extendLine(by direction: Int) {
    guard let layout = detail.layout, let head = detail.selecting?.head else { return }
    let wanted = detail.wantedColumn
    var position = head.position
    while let next = direction > 0 ? layout.position(after: position) : layout.position(before: position) {
      position = next
      guard let line = layout.line(at: next), case .text = line.owner else { continue }
      if let column = TextCells(line.text).nearest(to: wanted) {
        setHead(DetailPoint(position: next, column: column), wanted: wanted)
        return
      }
    }
  }

  /// Puts the head of the selection where it is asked for, unless that is in another topic's text.
  ///
  /// - Parameters:
  ///   - clamps: Whether it goes as far as the topic's text does then.
  ///   - isBackwards: The direction where the cell shows nothing; else it is seen from the place.
  mutating func setHead(
    _ head: DetailPoint, wanted: Int? = nil, clamps: Bool = false, isBackwards: Bool? = nil
  ) {
    guard let selecting = detail.selecting, let layout = detail.layout, let outline = selectedDocument?.outline,
      let anchor = layout.line(at: selecting.anchor.position)?.text.source(atColumn: selecting.anchor.column)
    else { return }
    let topic = outline.segment(at: anchor.lowerBound)
    if let quotation = quotation(from: selecting.anchor, to: head, isOfLines: selecting.isOfLines),
      topic.range.lowerBound <= quotation.lowerBound, quotation.upperBound <= topic.range.upperBound
    {
      detail.setCursor(head, wanted: wanted)
      return
    }
    let isBackwards = isBackwards ?? (head < selecting.head)
    guard clamps, let end = lastCell(of: topic, isBackwards: isBackwards, towards: head) else {
      say(.quotationSpansTopics)
      return
    }
    detail.setCursor(end)
  }

  /// The last cell of a topic's text on the way to `target`.
  private func lastCell(of topic: Segment, isBackwards: Bool, towards target: DetailPoint) -> DetailPoint? {
    guard let layout = detail.layout, var place = detail.selecting?.head else { return nil }
    var found: DetailPoint?
    var position: DetailPosition? = place.position
    while let here = position, isBackwards ? here >= target.position : here <= target.position {
      if let line = layout.line(at: here), case .text = line.owner {
        let cells = TextCells(line.text)
        if let column = isBackwards ? cells.first : cells.last, let source = line.text.source(atColumn: column) {
          guard topic.range.contains(source.lowerBound) else { break }
          place = DetailPoint(position: here, column: column)
          found = place
        }
      }
      position = isBackwards ? layout.position(before: here) : layout.position(after: here)
    }
    return found
  }
}

extension Outline {
  /// `range` with the markup that begins and ends right where it does, so that a whole line has both ends of its bold
  /// words and its links.
  fileprivate func withMarkup(around range: Range<ByteOffset>) -> Range<ByteOffset> {
    let topic = segment(at: range.lowerBound).range.ints
    var (lower, upper) = (range.lowerBound.int, range.upperBound.int)
    while lower > topic.lowerBound, "*_~`=[<!".utf8.contains(bytes[lower - 1]) { lower -= 1 }
    while upper < topic.upperBound, "*_~`=>]".utf8.contains(bytes[upper]) {
      upper += 1
      guard bytes[upper - 1] == UInt8(ascii: "]"), upper < topic.upperBound else { continue }
      let closing: UInt8
      switch bytes[upper] {
      case UInt8(ascii: "("): closing = UInt8(ascii: ")")
      case UInt8(ascii: "["): closing = UInt8(ascii: "]")
      default: continue
      }
      guard let end = bytes[upper..<topic.upperBound].firstIndex(where: { $0 == closing || $0 == 0x0A }),
        bytes[end] == closing
      else { continue }
      upper = end + 1
    }
    return ByteOffset(lower)..<ByteOffset(max(lower, upper))
  }
}
