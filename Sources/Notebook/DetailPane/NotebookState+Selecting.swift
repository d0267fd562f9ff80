import Layout
import Outline
import TextWidth

/// Selecting words of the rendered text, to annotate or copy them.
extension NotebookState {
  mutating func beginSelecting() {
    guard let layout = detail.layout, let cursor = detail.cursor, !showsSource else {
      say(.noSourceSelection)
      return
    }
    guard let point = textPoint(near: cursor, in: layout) else {
      say(.nothingToSelect)
      return
    }
    screen.setFocus(.detail)
    detail.select(from: point, to: point)
    say(.selecting)
  }

  /// The beginning of a selection: the first text of the notes on the cursor's line, else on the nearest line below or
  /// above
  /// it on the screen.
  private func textPoint(near cursor: DetailPosition, in layout: DetailLayout) -> DetailPoint? {
    var (below, above): (DetailPosition?, DetailPosition?) = (cursor, cursor)
    for _ in 0..<detailHeight {
      for place in [below, above].compactMap({ $0 }) {
        if let line = layout.line(at: place), let first = DetailStops(line.text).first {
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
    detail.selecting.flatMap { quotation(from: $0.anchor, to: $0.head) }
  }

  /// The bytes of the source from one cell of the pane to another.
  private func quotation(from anchor: DetailPoint, to head: DetailPoint) -> Range<ByteOffset>? {
    guard let layout = detail.layout else { return nil }
    let first = min(anchor, head)
    let last = max(anchor, head)
    guard let start = layout.line(at: first.position)?.text.source(atColumn: first.column),
      let end = layout.line(at: last.position)?.text.source(atColumn: last.column)
    else { return nil }
    let lower = min(start.lowerBound, end.lowerBound)
    return lower..<max(start.upperBound, end.upperBound, lower)
  }

  /// Runs a command while a selection is under way; nil leaves it to the pane.
  mutating func runSelecting(_ command: Command, count: Int?, in context: UpdateContext) -> [Effect]? {
    let times = min(max(1, count ?? 1), 1_000)
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
      say(.copied)
      return [.copy(document.outline.sourceText(quotation))]
    case .select(.extendRight): for _ in 0..<times { extend(forward: true) { $0.after($1) } }
    case .select(.extendLeft): for _ in 0..<times { extend(forward: false) { $0.before($1) } }
    // Whole words: half of the next one would be of no use to anybody.
    case .select(.extendWord), .select(.extendWordEnd):
      for _ in 0..<times { extend(forward: true) { $0.wordEnd(after: $1) } }
    case .select(.extendWordBack): for _ in 0..<times { extend(forward: false) { $0.wordStart(before: $1) } }
    case .select(.extendLineStart): extend(forward: false) { stops, _ in stops.first }
    case .select(.extendLineEnd): extend(forward: true) { stops, _ in stops.last }
    case .select(.extendDown): for _ in 0..<times { extendLine(by: 1) }
    case .select(.extendUp): for _ in 0..<times { extendLine(by: -1) }
    case .move, .fold, .pane, .find, .annotation, .reading, .link, .program, .select, .choose, .write: return nil
    }
    return []
  }

  /// Moves the head of the selection on its line; past an end, to the next or the previous line with text.
  private mutating func extend(forward: Bool, _ motion: (DetailStops, Int) -> Int?) {
    guard let head = detail.selecting?.head, let line = detail.layout?.line(at: head.position) else { return }
    let stops = DetailStops(line.text)
    if let column = motion(stops, head.column) {
      setHead(DetailPoint(position: head.position, column: column))
    } else {
      extendLine(by: forward ? 1 : -1) { motion($0, forward ? -1 : .max) }
    }
  }

  /// Moves the head to the next or the previous line with text, to where `landing` says, else to the same column.
  private mutating func extendLine(by direction: Int, landing: (DetailStops) -> Int? = { _ in nil }) {
    guard let layout = detail.layout, let head = detail.selecting?.head else { return }
    var position = head.position
    while let next = direction > 0 ? layout.position(after: position) : layout.position(before: position) {
      position = next
      guard let line = layout.line(at: next), case .text = line.owner else { continue }
      let stops = DetailStops(line.text)
      if let column = landing(stops) ?? stops.nearest(to: head.column) {
        setHead(DetailPoint(position: next, column: column))
        return
      }
    }
  }

  /// Puts the head of the selection where it is asked for, unless that is in another topic's text.
  private mutating func setHead(_ head: DetailPoint) {
    guard let anchor = detail.selecting?.anchor else { return }
    if let quotation = quotation(from: anchor, to: head), let document = selectedDocument,
      quotation.upperBound > document.outline.segment(at: quotation.lowerBound).range.upperBound
    {
      say(.quotationSpansTopics)
      return
    }
    detail.select(from: anchor, to: head)
  }
}

/// The columns of a line that show text of the source, with what stands there.
struct DetailStops {
  private let stops: [(column: Int, character: Character)]

  init(_ line: TextLine) {
    var stops: [(column: Int, character: Character)] = []
    for span in line.spans where span.source != nil && line.origin == .file {
      var column = span.column
      for character in span.text {
        let columns = line.width.columns(of: character)
        if columns > 0 { stops.append((column, character)) }
        column += columns
      }
    }
    self.stops = stops
  }

  var first: Int? { stops.first?.column }
  var last: Int? { stops.last { !$0.character.isWhitespace }?.column ?? stops.last?.column }

  func after(_ column: Int) -> Int? { stops.first { $0.column > column }?.column }
  func before(_ column: Int) -> Int? { stops.last { $0.column < column }?.column }

  func nearest(to column: Int) -> Int? {
    (stops.last { $0.column <= column } ?? stops.first)?.column
  }

  func wordEnd(after column: Int) -> Int? {
    let later = stops.filter { $0.column > column }
    for (index, stop) in later.enumerated() where !stop.character.isWhitespace {
      if index + 1 == later.count || later[index + 1].character.isWhitespace { return stop.column }
    }
    return nil
  }

  func wordStart(before column: Int) -> Int? {
    let earlier = Array(stops.filter { $0.column < column }.reversed())
    for (index, stop) in earlier.enumerated() where !stop.character.isWhitespace {
      if index + 1 == earlier.count || earlier[index + 1].character.isWhitespace { return stop.column }
    }
    return nil
  }
}
