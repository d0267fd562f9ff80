import Outline
import TextWidth

/// What stands before the first block of a topic's own text.
package enum Lead: Hashable, Sendable {
  case none
  /// The text begins with the title of the topic in view.
  case title(Topic.TaskState?)
  /// The text is a list item's.
  case item(Topic.Marker, Topic.TaskState?)
}

/// Lines of at most `columns` columns that show `text`, all of them `indent` columns from the left.
///
/// What is too deep for `columns` loses its outer bars and indentation rather than its text.
/// - Complexity: O(length of `text`).
package func layOut(
  _ text: RichText, columns: Int, indent: Int = 0, options: LayoutOptions = .standard, lead: Lead = .none
) -> [TextLine] {
  var layout = RichTextLayout(text: text, columns: columns, indent: indent, options: options, lead: lead)
  layout.run()
  return layout.lines
}

private struct RichTextLayout {
  let text: RichText
  let columns: Int
  let indent: Int
  let options: LayoutOptions
  let lead: Lead
  private(set) var lines: [TextLine] = []

  init(text: RichText, columns: Int, indent: Int, options: LayoutOptions, lead: Lead) {
    self.text = text
    self.columns = max(1, columns)
    self.indent = self.columns < 4 ? 0 : min(max(0, indent), self.columns / 2)
    self.options = options
    self.lead = lead
  }

  mutating func run() {
    var leading = LineLead(lead, room: columns - indent, options: options)
    var previous: RichText.Block?
    for block in text.blocks {
      let bodies = bodies(of: block, isFirst: previous == nil, after: leading)
      guard !bodies.isEmpty else { continue }
      if let previous, needsGap(previous, block) {
        emit(leading.blank(containers: block.containers, sharing: block.sharedContainers(with: previous)))
      }
      let shared = previous.map { block.sharedContainers(with: $0) } ?? 0
      for line in leading.openings(containers: block.containers, sharing: shared) { emit(line) }
      leading.begin(containers: block.containers)
      for body in bodies { emit(leading.next() + body) }
      previous = block
    }
    if previous == nil, case .item = lead { emit(leading.next()) }
  }

  /// Where a blank line sets two blocks apart.
  private func needsGap(_ previous: RichText.Block, _ block: RichText.Block) -> Bool {
    let apart = block.source.lowerBound.int - previous.source.upperBound.int > 1
    let shared = block.sharedContainers(with: previous)
    guard block.containers.count > shared else { return true }
    switch block.containers[shared] {
    case .item: return apart
    case .footnote:
      if case .footnote? = previous.containers.first { return apart }
      return true
    case .quote, .callout: return true
    }
  }

  private mutating func emit(_ spans: [TextSpan]) {
    var line = TextLine(width: options.width)
    line.pad(to: indent)
    line.append(contentsOf: spans)
    lines.append(line)
  }

  /// The lines of one block without what its containers put before them.
  private func bodies(of block: RichText.Block, isFirst: Bool, after lead: LineLead) -> [[TextSpan]] {
    let all = columns - indent - lead.columns(containers: block.containers)
    let measured = min(all, options.measure ?? all)
    switch block.kind {
    case .paragraph:
      return prose(block.runs, isFirst && isTitle ? .title : block.look, columns: measured)
    case .heading(let level):
      return prose(block.runs, isFirst && isTitle ? .title : .heading(level: level), columns: measured)
    case .html:
      let spans = trimmed(spans(block.runs, .html))
      return spans.isEmpty ? [] : LineBreaker.lines(spans, columns: measured, options: options)
    case .code:
      let margin = all >= 20 ? [TextSpan("  ", .text)] : []
      let room = all - (margin.isEmpty ? 0 : 2)
      return CodeLines.lines(spans(block.runs, .codeBlock), columns: room, options: options)
        .map { margin + $0 }
    case .rule:
      return [[TextSpan(String(repeating: options.glyphs.horizontal, count: max(1, measured)), .rule)]]
    case .table(let table):
      let rows = table.rows.enumerated().map { number, row in
        row.map { spans($0, number == 0 ? .tableHead : block.look) }
      }
      return TableLayout(rows: rows, alignments: table.alignments, columns: all, options: options).lines()
    }
  }

  private var isTitle: Bool {
    if case .title = lead { true } else { false }
  }

  private func prose(_ runs: [RichText.Run], _ base: Look, columns: Int) -> [[TextSpan]] {
    let spans = spans(runs, base)
    return spans.isEmpty ? [] : LineBreaker.lines(spans, columns: columns, options: options)
  }

  /// The runs as spans: what is special about a run wins over the look of the block.
  private func spans(_ runs: [RichText.Run], _ base: Look) -> [TextSpan] {
    var spans: [TextSpan] = []
    var image: Int?
    for run in runs {
      let link = run.link.flatMap { text.links.indices.contains($0) ? text.links[$0] : nil }
      let isImage = link?.kind == .image
      var span = TextSpan(
        run.text, look(of: run, link: link, base), emphasis: run.emphasis, link: link, source: run.source,
        isVerbatim: run.isVerbatim)
      if isImage, run.link != image {
        var sign = span
        sign.text = options.glyphs.image + (run.text.isEmpty ? "" : "\u{A0}")
        sign.isVerbatim = false
        spans.append(sign)
      } else if run.emphasis.contains(.footnoteReference), run.text.hasPrefix("[^") {
        span.text = "[" + run.text.dropFirst(2)
        span.isVerbatim = false
      }
      image = isImage ? run.link : nil
      spans.append(span)
    }
    return spans
  }

  private func look(of run: RichText.Run, link: RichText.Link?, _ base: Look) -> Look {
    if let link { return link.kind == .image ? .image : .link }
    if run.emphasis.contains(.footnoteReference) { return .footnote }
    if run.emphasis.contains(.html) { return .html }
    if run.emphasis.contains(.code) { return .code }
    return base
  }

  /// Without the blank lines at both ends, which HTML blocks leave when their tags are gone.
  private func trimmed(_ spans: [TextSpan]) -> [TextSpan] {
    func isBlank(_ span: TextSpan) -> Bool { span.text.allSatisfy(\.isWhitespace) }
    guard let first = spans.firstIndex(where: { !isBlank($0) }), let last = spans.lastIndex(where: { !isBlank($0) })
    else { return [] }
    var kept = Array(spans[first...last])
    let start = kept[0].text.firstIndex { !$0.isWhitespace } ?? kept[0].text.startIndex
    kept[0] = kept[0].slice(start..<kept[0].text.endIndex)
    if let end = kept[kept.count - 1].text.lastIndex(where: { !$0.isWhitespace }) {
      let tail = kept[kept.count - 1]
      kept[kept.count - 1] = tail.slice(tail.text.startIndex..<tail.text.index(after: end))
    }
    return kept
  }
}

extension RichText.Block {
  /// The look of its text where nothing else says how it looks.
  fileprivate var look: Look {
    containers.contains { container in
      switch container {
      case .quote: true
      case .callout, .item, .footnote: false
      }
    } ? .quote : .text
  }

  /// How many containers, from the outside, hold both this block and the one before it.
  fileprivate func sharedContainers(with previous: RichText.Block) -> Int {
    var shared = 0
    for (ours, theirs) in zip(containers, previous.containers) {
      switch (ours, theirs) {
      case (.quote, .quote): break
      case (.callout(let ours), .callout(let theirs)) where ours == theirs: break
      case (.item(_, _, first: false), .item): break
      case (.footnote(let ours, first: false), .footnote(let theirs, _)) where ours == theirs: break
      default: return shared
      }
      shared += 1
    }
    return shared
  }
}
