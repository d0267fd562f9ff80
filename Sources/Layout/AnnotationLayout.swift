import Outline
import TextWidth

/// Lays out the annotations of one topic in frames that are open on the right.
struct AnnotationLayout {
  let topic: TopicIndex
  let columns: Int
  let indent: Int
  let options: LayoutOptions
  let editor: EditorBox?
  let segments: DetailSegments

  /// Replies further in than this share the frame of the last level that has one.
  private static let deepest = 6

  /// The lines of a thread, the editor among them where its place is inside.
  func lines(of box: AnnotationBox) -> [DetailLine] {
    var lines: [DetailLine] = []
    var steps: [Step] = [.box(box, depth: 0)]
    while let step = steps.popLast() {
      switch step {
      case .close(let look, let depth, let owner):
        lines.append(DetailLine(text: bottom(depth: depth, .annotationFrame(look)), owner: owner))
      case .editor(let depth): lines += editorLines(depth: depth)
      case .box(let box, let depth):
        steps += open(box, depth: depth, &lines).reversed()
      }
    }
    return lines
  }

  /// The lines of an editor for a new annotation.
  func newLines() -> [DetailLine] { editorLines(depth: 0) }

  private enum Step {
    case box(AnnotationBox, depth: Int)
    case editor(depth: Int)
    case close(AnnotationLook, depth: Int, DetailLine.Owner)
  }

  /// Puts down the head and the text of `box` and returns what is to follow.
  private func open(_ box: AnnotationBox, depth: Int, _ lines: inout [DetailLine]) -> [Step] {
    let owner = DetailLine.Owner.annotation(box.id, topic)
    let next = min(depth + 1, deepestLevel)
    var steps: [Step] = box.replies.map { .box($0, depth: next) }
    if editor?.place == .edit(box.id) { return [.editor(depth: depth)] + steps }
    if editor?.place == .reply(to: box.id) { steps.append(.editor(depth: next)) }
    lines.append(
      DetailLine(
        text: top(box.header, depth: depth, .annotationHeader(box.look), .annotationFrame(box.look)), owner: owner))
    let bars = bars(depth + 1, .annotationFrame(box.look))
    let room = columns - start(depth: depth + 1)
    for words in quoteLines(of: box, columns: room) {
      var line = TextLine(width: options.width)
      line.append(contentsOf: bars + words)
      lines.append(DetailLine(text: line, owner: owner))
    }
    let text = TextSpan(
      box.text, .annotationText(box.look), source: ByteOffset(0)..<ByteOffset(box.text.utf8.count), isVerbatim: true)
    for row in LineBreaker.rows([text], columns: room, options: options, keepsIndentation: true) {
      var line = TextLine(origin: .annotation(box.id), width: options.width)
      line.isContinuation = row.isContinuation
      line.append(contentsOf: bars + row.spans)
      lines.append(DetailLine(text: line, owner: owner))
    }
    return steps + [.close(box.look, depth: depth, owner)]
  }

  /// The words that it speaks of, as they were and as they are.
  private func quoteLines(of box: AnnotationBox, columns: Int) -> [[TextSpan]] {
    guard let quote = box.quote else { return [] }
    return QuoteLines(columns: columns, options: options)
      .lines(of: quote, then: quote.shownThen, now: quote.range.map(segments.words(in:)))
  }

  private func editorLines(depth: Int) -> [DetailLine] {
    guard let editor else { return [] }
    let frame = TextStyle.annotationFrame(.draft)
    var lines = [
      DetailLine(text: top(editor.header, depth: depth, .annotationHeader(.draft), frame), owner: .editorFrame)
    ]
    for row in 0..<editor.rows {
      var line = TextLine(width: options.width)
      line.append(contentsOf: bars(depth + 1, frame))
      let start = min(line.columns, max(0, columns - 1))
      lines.append(
        DetailLine(text: line, owner: .editor(row: row, columns: start..<max(start + 1, columns))))
    }
    lines.append(DetailLine(text: bottom(depth: depth, frame), owner: .editorFrame))
    return lines
  }

  /// The deepest nesting of frames here: each takes two columns, and half of the room stays for text.
  private var deepestLevel: Int {
    max(0, min(AnnotationLayout.deepest, (columns - indent) / (2 * barColumns) - 1))
  }

  private var barColumns: Int { options.width.columns(of: options.glyphs.vertical) + 1 }

  /// The column where the content of frames that are nested `depth` deep begins.
  private func start(depth: Int) -> Int { margin + (columns - margin > 2 * barColumns ? depth * barColumns : 0) }

  private var margin: Int { min(indent, columns / 2) }

  private func bars(_ count: Int, _ style: TextStyle) -> [TextSpan] {
    let blank = TextSpan(String(repeating: " ", count: margin), .text)
    guard columns - margin > 2 * barColumns else { return [blank] }
    return [blank] + Array(repeating: TextSpan(options.glyphs.vertical + " ", style), count: count)
  }

  private func top(_ header: String, depth: Int, _ style: TextStyle, _ frame: TextStyle) -> TextLine {
    var line = TextLine(width: options.width)
    line.append(contentsOf: bars(depth, frame))
    line.append(options.glyphs.topLeft + " ", frame)
    let room = columns - line.columns
    let shown = clipped(TextSpan(options.glyphs.spelled(header), style), columns: max(1, room), options: options)
    line.append(contentsOf: shown)
    if line.columns < columns { line.append(" ", frame) }
    fill(&line, frame)
    return line
  }

  private func bottom(depth: Int, _ frame: TextStyle) -> TextLine {
    var line = TextLine(width: options.width)
    line.append(contentsOf: bars(depth, frame))
    line.append(options.glyphs.bottomLeft, frame)
    fill(&line, frame)
    return line
  }

  private func fill(_ line: inout TextLine, _ style: TextStyle) {
    let step = max(1, options.width.columns(of: options.glyphs.horizontal))
    line.append(String(repeating: options.glyphs.horizontal, count: max(0, columns - line.columns) / step), style)
  }
}

/// `span` on one line of at most `columns` columns: controls made visible, line ends and tabs as blanks, and an
/// ellipsis where something is left out.
package func clipped(_ span: TextSpan, columns: Int, options: LayoutOptions) -> [TextSpan] {
  guard columns > 0 else { return [] }
  var shown: [TextSpan] = []
  var taken = 0
  let ellipsis = options.glyphs.ellipsis
  let ellipsisColumns = options.width.columns(of: ellipsis)
  for var part in span.splitAtControls(options.glyphs) {
    if part.text == "\n" || part.text == "\t" { part.text = " " }
    let partColumns = options.width.columns(of: part.text)
    if taken + partColumns <= columns {
      shown.append(part)
      taken += partColumns
      continue
    }
    shown.append(part)
    return cut(shown, to: columns - ellipsisColumns, options) + [TextSpan(ellipsis, span.style)]
  }
  return shown
}

/// The beginning of `spans`, at most `columns` columns of it.
private func cut(_ spans: [TextSpan], to columns: Int, _ options: LayoutOptions) -> [TextSpan] {
  var kept: [TextSpan] = []
  var taken = 0
  for span in spans {
    var index = span.text.startIndex
    while index < span.text.endIndex {
      let next = options.width.columns(of: span.text[index])
      guard taken + next <= columns else { break }
      taken += next
      index = span.text.index(after: index)
    }
    if index > span.text.startIndex { kept.append(span.slice(span.text.startIndex..<index)) }
    guard index == span.text.endIndex else { break }
  }
  return kept
}
