import Outline
import TextWidth

/// Lines of at most `columns` columns that show `text`, all of them `indent` columns from the left.
///
/// What is too deep for `columns` loses its outer bars and indentation rather than its text.
/// - Complexity: O(length of `text`).
package func layOut(
  _ text: RichText, columns: Int, indent: Int = 0, options: LayoutOptions = .standard, start: Gutter.Start = .none
) -> [TextLine] {
  var layout = RichTextLayout(text: text, columns: columns, indent: indent, options: options, start: start)
  layout.run()
  return layout.lines
}

private struct RichTextLayout {
  let text: RichText
  let columns: Int
  let indent: Int
  let options: LayoutOptions
  let start: Gutter.Start
  private(set) var lines: [TextLine] = []

  init(text: RichText, columns: Int, indent: Int, options: LayoutOptions, start: Gutter.Start) {
    self.text = text
    self.columns = max(1, columns)
    self.indent = self.columns < 4 ? 0 : min(max(0, indent), self.columns / 2)
    self.options = options
    self.start = start
  }

  mutating func run() {
    var gutter = Gutter(start, room: columns - indent, options: options)
    var previous: RichText.Block?
    for block in text.blocks {
      let bodies = bodies(of: block, isFirst: previous == nil, in: gutter)
      guard !bodies.isEmpty else { continue }
      if let previous, needsGap(previous, block) {
        emit(gutter.blank(containers: block.containers, sharing: block.sharedContainers(with: previous)))
      }
      gutter.begin(containers: block.containers)
      for body in bodies { emit(gutter.next() + body.spans, isContinuation: body.isContinuation) }
      previous = block
    }
    if previous == nil, case .item = start { emit(gutter.next()) }
  }

  /// Whether a blank line separates two blocks.
  private func needsGap(_ previous: RichText.Block, _ block: RichText.Block) -> Bool {
    let apart = block.source.lowerBound.int - previous.source.upperBound.int > 1
    let shared = block.sharedContainers(with: previous)
    if previous.kind == .html, block.kind == .html, shared == block.containers.count, !apart { return false }
    // What stands behind a fence is on the line of its code.
    if case .code = block.kind, previous.source.lowerBound == block.source.lowerBound { return false }
    if previous.kind == .calloutTitle, shared == previous.containers.count, block.kind != .calloutTitle { return false }
    guard block.containers.count > shared else { return true }
    switch block.containers[shared] {
    case .item: return apart
    case .footnote:
      if case .footnote? = previous.containers.first { return apart }
      return true
    case .quote, .callout: return true
    }
  }

  private mutating func emit(_ spans: [TextSpan], isContinuation: Bool = false) {
    var line = TextLine(width: options.width)
    line.isContinuation = isContinuation
    line.pad(to: indent)
    line.append(contentsOf: spans)
    lines.append(line)
  }

  /// The lines of one block without what its containers put before them.
  private func bodies(of block: RichText.Block, isFirst: Bool, in gutter: Gutter) -> [LineBreaker.Row] {
    let all = columns - indent - gutter.columns(containers: block.containers)
    let measured = min(all, options.maxTextColumns ?? all)
    switch block.kind {
    case .paragraph:
      return prose(block.runs, isFirst && isTitle ? .title : block.style, columns: measured)
    case .heading(let level):
      return prose(block.runs, isFirst && isTitle ? .title : .heading(level: level), columns: measured)
    case .calloutTitle: return prose(titled(block.runs), .callout, columns: measured)
    case .html: return prose(block.runs, block.style, columns: measured)
    case .code:
      let margin = all >= 20 ? [TextSpan("  ", .text)] : []
      let room = all - (margin.isEmpty ? 0 : 2)
      return CodeLines.rows(spans(block.runs, .codeBlock), columns: room, options: options)
        .map { LineBreaker.Row(spans: margin + $0.spans, isContinuation: $0.isContinuation) }
    case .rule:
      return plain([[TextSpan(String(repeating: options.glyphs.horizontal, count: max(1, measured)), .rule)]])
    case .table(let table):
      let rows = table.rows.enumerated().map { number, row in
        row.map { spans($0, number == 0 ? .tableHead : block.style) }
      }
      return plain(TableLayout(rows: rows, alignments: table.alignments, columns: all, options: options).lines())
    }
  }

  /// Lines of which none goes on with another.
  private func plain(_ lines: [[TextSpan]]) -> [LineBreaker.Row] {
    lines.map { LineBreaker.Row(spans: $0, isContinuation: false) }
  }

  /// The word of a callout with a separator between it and a title of its own.
  private func titled(_ runs: [RichText.Run]) -> [RichText.Run] {
    guard runs.count > 1, let word = runs.first else { return runs }
    let separator = RichText.Run(
      text: " " + options.glyphs.separator + " ", source: word.source.upperBound..<word.source.upperBound,
      isVerbatim: false)
    return [word, separator] + runs.dropFirst()
  }

  private var isTitle: Bool {
    if case .title = start { true } else { false }
  }

  private func prose(_ runs: [RichText.Run], _ base: TextStyle, columns: Int) -> [LineBreaker.Row] {
    let spans = spans(runs, base)
    return spans.isEmpty ? [] : LineBreaker.rows(spans, columns: columns, options: options)
  }

  /// The runs as spans: what is special about a run wins over the style of the block.
  private func spans(_ runs: [RichText.Run], _ base: TextStyle) -> [TextSpan] {
    var spans: [TextSpan] = []
    var image: Int?
    for run in runs {
      let link = run.link.flatMap { text.links.indices.contains($0) ? text.links[$0] : nil }
      let isImage = link.map { $0.kind == .image || $0.kind == .embed } ?? false
      guard !run.isQuotationNumber else {
        spans.append(TextSpan(run.text, .quotationNumber))
        continue
      }
      var span = TextSpan(
        run.text, style(of: run, link: link, base), emphasis: run.emphasis, link: link, source: run.source,
        isVerbatim: run.isVerbatim)
      if isImage, run.link != image {
        var mark = span
        mark.text = options.glyphs.image + (run.text.isEmpty ? "" : "\u{A0}")
        mark.isVerbatim = false
        spans.append(mark)
      } else if run.emphasis.contains(.footnoteReference), run.text.hasPrefix("[^") {
        span.text = "[" + run.text.dropFirst(2)
        span.isVerbatim = false
      }
      image = isImage ? run.link : nil
      spans.append(span)
    }
    return spans
  }

  private func style(of run: RichText.Run, link: RichText.Link?, _ base: TextStyle) -> TextStyle {
    if let link { return link.kind == .image || link.kind == .embed ? .image : .link }
    if run.emphasis.contains(.footnoteReference) { return .footnote }
    if run.emphasis.contains(.dimmed) { return .muted }
    // A placeholder that looks like a tag.
    if run.emphasis.contains(.html), run.text.utf8.first == 0x3C { return .html }
    if run.emphasis.contains(.code) { return .code }
    return base
  }
}

extension RichText.Block {
  /// The style of its text where nothing else decides it.
  fileprivate var style: TextStyle {
    containers.contains { container in
      switch container {
      case .quote: true
      case .callout, .item, .footnote: false
      }
    } ? .quote : .text
  }

  /// Returns the number of containers, from the outside, that hold both this block and the one before it.
  fileprivate func sharedContainers(with previous: RichText.Block) -> Int {
    var shared = 0
    for (ours, theirs) in zip(containers, previous.containers) {
      switch (ours, theirs) {
      case (.quote, .quote): break
      case (.callout, .callout) where kind == .calloutTitle && shared + 1 == containers.count: return shared
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
