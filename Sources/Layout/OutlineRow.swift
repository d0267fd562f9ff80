import Outline
import TextWidth

/// What a row of the outline shows.
package struct OutlineRow: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case root
    case folder
    case file
    case heading(level: Int)
    case item(Topic.TaskState?)
  }

  package enum Fold: Hashable, Sendable { case leaf, folded, unfolded }

  package var kind: Kind
  /// 0 for the root and for the topics at the top, as far as the view goes.
  package var depth: Int
  package var fold: Fold
  package var title: String
  /// The most pressing of the annotations that are counted.
  package var mark: AnnotationLook?
  /// Annotations of the topic's whole subtree.
  package var count: Int
  package var reading: Reading?
  /// The number of an ordered item with its delimiter, as the source has it.
  package var number: String?
  /// Whether its file is gone, or can't be read, and this is how it was last.
  package var isMissing = false

  /// How far the reader is with a topic and all below it.
  package struct Reading: Hashable, Sendable {
    package enum Sign: Hashable, Sendable { case none, read, again }

    /// What the reader said of the topic itself.
    package var sign: Sign
    /// How many of the topics are read; 0 where only `sign` says it.
    package var read: Int
    package var topics: Int
    /// How many of them are new or changed.
    package var unseen: Int

    package init(sign: Sign, read: Int, topics: Int, unseen: Int) {
      (self.sign, self.read, self.topics, self.unseen) = (sign, read, topics, unseen)
    }
  }

  package init(
    kind: Kind, depth: Int, fold: Fold, title: String, mark: AnnotationLook? = nil, count: Int = 0,
    reading: Reading? = nil
  ) {
    self.reading = reading
    self.kind = kind
    self.depth = depth
    self.fold = fold
    self.title = title
    self.mark = mark
    self.count = count
  }
}

/// A row of the outline as it is drawn.
package struct OutlineLine: Hashable, Sendable {
  package var line: TextLine
  /// Where a click folds; nil where there is no mark.
  package var foldMark: Range<Int>?
  /// Where the title stands.
  package var title: Range<Int>
  private var shown: TextLine

  fileprivate init(line: TextLine, foldMark: Range<Int>?, title: Range<Int>, shown: TextLine) {
    self.line = line
    self.foldMark = foldMark
    self.title = title
    self.shown = shown
  }

  /// The columns that show `range`, in UTF-8 bytes of the title.
  package func columns(ofTitle range: Range<Int>) -> [Range<Int>] {
    guard range.lowerBound >= 0 else { return [] }
    return shown.columns(of: ByteOffset(range.lowerBound)..<ByteOffset(range.upperBound))
      .map { $0.lowerBound + title.lowerBound..<$0.upperBound + title.lowerBound }
  }
}

extension OutlineRow {
  /// Lays the row out in exactly `columns` columns: indentation, fold mark, title, and the count at the right.
  ///
  /// Indentation shrinks with depth so that half of a narrow pane stays for the title; the depth of what is deeper than
  /// that shows as a number. The count goes where it would leave the title less than four columns.
  package func laidOut(columns: Int, options: LayoutOptions = .standard) -> OutlineLine {
    let columns = max(0, columns)
    var line = TextLine(width: options.width)
    if columns >= 4 { line.append(" ", .text) }
    let indent = OutlineRow.indent(depth: depth, columns: columns)
    let level = indent.isCapped ? "\(depth)" + options.glyphs.breadcrumb : ""
    let levelColumns = options.width.columns(of: level)
    if levelColumns <= indent.columns {
      line.pad(to: line.columns + indent.columns - levelColumns)
      line.append(level, .muted)
    } else {
      line.pad(to: line.columns + indent.columns)
    }
    var foldMark: Range<Int>?
    if let glyph = glyph(options.glyphs), columns >= 4 {
      let start = line.columns
      line.append(glyph + " ", .outlineMark)
      if fold != .leaf { foldMark = start..<line.columns }
    }
    if let number, columns >= 4 + number.utf8.count { line.append(number + " ", .outlineMark) }
    switch kind {
    case .item(.open?): line.append(options.glyphs.taskOpen + " ", .taskBox(isDone: false))
    case .item(.done?): line.append(options.glyphs.taskDone + " ", .taskBox(isDone: true))
    case .item(.other(let sign)?): line.append("[\(Character(sign))] ", .taskBox(isDone: false))
    case .root, .folder, .file, .heading, .item: break
    }
    var badge = badge(columns: columns - line.columns, options)
    if isMissing {
      let lost = TextSpan(" gone" + (badge.isEmpty ? " " : ""), .outlineCount(.review))
      if options.width.columns(of: lost.text) + 4 <= columns - line.columns { badge.insert(lost, at: 0) }
    }
    let taken = badge.reduce(0) { $0 + options.width.columns(of: $1.text) }
    badge = readingBadge(columns: columns - line.columns - taken, isLast: badge.isEmpty, options) + badge
    let badgeColumns = badge.reduce(0) { $0 + options.width.columns(of: $1.text) }
    let start = min(line.columns, columns)
    let shown = titleLine(columns: columns - badgeColumns - line.columns, options)
    line.append(contentsOf: shown.spans)
    let title = start..<min(line.columns, columns)
    line.pad(to: columns - badgeColumns)
    line.append(contentsOf: badge)
    return OutlineLine(line: line, foldMark: foldMark, title: title, shown: shown)
  }

  /// How far a topic of `depth` is indented in a pane of `columns`: two columns a level, then one, then no more.
  package static func indent(depth: Int, columns: Int) -> (columns: Int, isCapped: Bool) {
    let room = max(0, columns - 8) / 2
    let wide = room / 4
    if depth <= wide { return (depth * 2, false) }
    let narrow = wide * 2 + depth - wide
    return narrow <= room ? (narrow, false) : (room, true)
  }

  private func titleLine(columns: Int, _ options: LayoutOptions) -> TextLine {
    var line = TextLine(width: options.width)
    let span = TextSpan(
      title, style, source: ByteOffset(0)..<ByteOffset(title.utf8.count), isVerbatim: true)
    line.append(contentsOf: clipped(span, columns: columns, options: options))
    return line
  }

  private var style: TextStyle {
    switch kind {
    case .root, .folder, .file: .outlineRoot
    case .heading(let level): .outlineHeading(level: level)
    case .item: title.isEmpty ? .outlineEmpty : .outlineItem
    }
  }

  private func glyph(_ glyphs: Glyphs) -> String? {
    switch (kind, fold) {
    case (.root, _): nil
    case (_, .folded): glyphs.folded
    case (_, .unfolded): glyphs.unfolded
    case (.item(nil), .leaf): number == nil ? glyphs.leaf : nil
    case (_, .leaf): " "
    }
  }

  private func badge(columns: Int, _ options: LayoutOptions) -> [TextSpan] {
    guard let mark, count > 0 else { return [] }
    let text = " " + options.glyphs.mark(mark) + (count > 999 ? "999+" : "\(count)") + " "
    return options.width.columns(of: text) + 4 <= columns ? [TextSpan(text, .outlineCount(mark))] : []
  }

  /// ` +3 62%`: what is new, and how much of it is read; left of the annotations, where there is room.
  private func readingBadge(columns: Int, isLast: Bool, _ options: LayoutOptions) -> [TextSpan] {
    guard let reading else { return [] }
    var spans: [TextSpan] = []
    if reading.unseen > 0 {
      let number = reading.topics > 1 ? (reading.unseen > 999 ? "999+" : "\(reading.unseen)") : ""
      spans.append(TextSpan(" " + options.glyphs.unseen + number, .outlineCount(.edited)))
    }
    var progress = reading.sign == .again ? " " + options.glyphs.again : ""
    if reading.sign == .read || reading.read > 0 && reading.read == reading.topics {
      progress += " " + options.glyphs.read
    } else if reading.read > 0 {
      progress += " \(max(1, reading.read * 100 / reading.topics))%"
    }
    if !progress.isEmpty { spans.append(TextSpan(progress, .muted)) }
    if isLast, !spans.isEmpty { spans.append(TextSpan(" ", .muted)) }
    let width = spans.reduce(0) { $0 + options.width.columns(of: $1.text) }
    return width + 8 <= columns ? spans : []
  }
}
