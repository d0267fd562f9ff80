import Outline
import TextWidth

/// The content of a row of the outline.
package struct OutlineRow: Hashable, Sendable {
  /// The thing that a row is for.
  package enum Kind: Hashable, Sendable {
    case root
    case folder
    case file
    case heading(level: Int)
    case item(Topic.TaskState?)
  }

  /// The state of a row's fold; a leaf has nothing to fold.
  package enum Fold: Hashable, Sendable { case leaf, folded, unfolded }

  /// The thing that the row is for.
  package var kind: Kind
  /// 0 for the root and for the topics at the top, as far as the view goes.
  package var depth: Int
  /// The state of the fold.
  package var fold: Fold
  /// The title of the topic, or the name of the file or folder.
  package var title: String
  /// The title that a note gives itself, beside its name; nil where there is none, or it is not to be shown.
  package var subtitle: String?
  /// The most pressing of the annotations that are counted.
  package var mark: AnnotationLook?
  /// The count of the annotations with that mark in the topic's whole subtree.
  package var count: Int
  /// The reader's progress; nil where it is not shown.
  package var reading: Reading?
  /// The number of an ordered item with its delimiter, as the source has it.
  package var number: String?
  /// Whether its file is gone, or can't be read, and this is how it was last.
  package var isMissing = false

  /// The reader's progress with a topic and all below it.
  package struct Reading: Hashable, Sendable {
    /// A marker that the reader may give a topic.
    package enum Sign: Hashable, Sendable { case none, read, again }

    /// The marker that the reader gave the topic itself.
    package var sign: Sign
    /// The number of topics that are read; 0 where only `sign` says it.
    package var read: Int
    /// The number of the topic and all below it.
    package var topics: Int
    /// The number of topics that are new or changed.
    package var unseen: Int

    /// The progress with `read` of `topics` topics read.
    package init(sign: Sign, read: Int, topics: Int, unseen: Int) {
      (self.sign, self.read, self.topics, self.unseen) = (sign, read, topics, unseen)
    }
  }

  /// A row without subtitle and number, which are set where there are any.
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
  /// One line or more: what does not fit into the first goes on below.
  package var lines: [TextLine]
  /// The columns of the first line, 0-based, where a click folds; nil where there is no fold mark.
  package var foldMark: Range<Int>?
  /// The columns of the first line, 0-based, that hold the title.
  package var title: Range<Int>
  /// The place of the counts at the right; empty where there are none.
  package var counts: Range<Int>
  /// The parts of the title that the lines show.
  private var shown: [TextLine]

  fileprivate init(
    lines: [TextLine], foldMark: Range<Int>?, title: Range<Int>, counts: Range<Int>, shown: [TextLine]
  ) {
    self.counts = counts
    self.lines = lines
    self.foldMark = foldMark
    self.title = title
    self.shown = shown
  }

  /// The first line.
  package var line: TextLine { lines[0] }

  /// The columns of the first line that show `range`, in UTF-8 bytes of the title.
  package func columns(ofTitle range: Range<Int>) -> [Range<Int>] {
    cells(ofTitle: range).filter { $0.line == 0 }.map(\.columns)
  }

  /// The lines and their columns that show `range`, in UTF-8 bytes of the title.
  package func cells(ofTitle range: Range<Int>) -> [(line: Int, columns: Range<Int>)] {
    guard range.lowerBound >= 0 else { return [] }
    let range = ByteOffset(range.lowerBound)..<ByteOffset(range.upperBound)
    return shown.enumerated().flatMap { number, line in
      line.columns(of: range).map {
        (number, $0.lowerBound + title.lowerBound..<$0.upperBound + title.lowerBound)
      }
    }
  }

  /// Whether some of the title is left out.
  package var isCut: Bool { shown.last?.spans.contains { $0.source == nil && $0.style != .muted } == true }
}

extension OutlineRow {
  /// Lays the row out in exactly `columns` columns: indentation, fold mark, title, and the count at the right. A title
  /// that does not fit goes on below, in at most `most` lines.
  ///
  /// Indentation shrinks with depth so that half of a narrow pane stays for the title; the depth of what is deeper than
  /// that shows as a number. The count goes where it would leave the title less than four columns.
  package func laidOut(columns: Int, lines most: Int = 1, options: LayoutOptions = .standard) -> OutlineLine {
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
    let shown = titleLines(columns: columns - badgeColumns - line.columns, most: most, options)
    line.append(contentsOf: shown[0].spans)
    let title = start..<min(line.columns, columns)
    line.pad(to: columns - badgeColumns)
    line.append(contentsOf: badge)
    let rest = shown.dropFirst().map { part in
      var line = TextLine(width: options.width)
      line.pad(to: start)
      line.append(contentsOf: part.spans)
      line.pad(to: columns)
      return line
    }
    let counts = line.columns - badgeColumns..<line.columns
    return OutlineLine(lines: [line] + rest, foldMark: foldMark, title: title, counts: counts, shown: shown)
  }

  /// Returns the indentation of a topic of `depth` in a pane of `columns`: two columns a level, then one, then no more.
  package static func indent(depth: Int, columns: Int) -> (columns: Int, isCapped: Bool) {
    let room = max(0, columns - 8) / 2
    let wide = room / 4
    if depth <= wide { return (depth * 2, false) }
    let narrow = wide * 2 + depth - wide
    return narrow <= room ? (narrow, false) : (room, true)
  }

  /// The least room for what a note calls itself, beside its name.
  private static let leastSubtitle = 8

  /// Narrower titles do not wrap.
  private static let leastWrapped = 8

  /// The title in at most `most` lines of `columns`; what does not fit into the last one is cut off.
  private func titleLines(columns: Int, most: Int, _ options: LayoutOptions) -> [TextLine] {
    func cut(from offset: Int) -> TextLine {
      let utf8 = title.utf8
      let rest = title[utf8.index(utf8.startIndex, offsetBy: offset)...]
      let span = TextSpan(
        String(rest), style, source: ByteOffset(offset)..<ByteOffset(utf8.count), isVerbatim: true)
      var line = TextLine(width: options.width)
      line.append(contentsOf: clipped(span, columns: columns, options: options))
      if let subtitle, line.columns + OutlineRow.leastSubtitle <= columns {
        line.append("  ", .muted)
        let room = columns - line.columns
        line.append(contentsOf: clipped(TextSpan(subtitle, .muted), columns: room, options: options))
      }
      return line
    }
    guard subtitle == nil, most > 1, columns >= OutlineRow.leastWrapped, title.utf8.count > columns / 2 else {
      return [cut(from: 0)]
    }
    // Of a title that is longer than all of the screen, no more is looked at than there is room for.
    let beginning = title.prefix((most + 1) * columns)
    let span = TextSpan(
      String(beginning), style, source: ByteOffset(0)..<ByteOffset(beginning.utf8.count), isVerbatim: true)
    let broken = LineBreaker.lines([span], columns: columns, options: options)
    var lines: [TextLine] = []
    for spans in broken.prefix(most) {
      guard broken.count > most, lines.count == most - 1, let start = spans.first?.source?.lowerBound else {
        var line = TextLine(width: options.width)
        line.append(contentsOf: spans)
        lines.append(line)
        continue
      }
      lines.append(cut(from: start.int))
    }
    return lines.isEmpty ? [cut(from: 0)] : lines
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
    let text = " " + options.glyphs.mark(mark) + (count > 999 ? "999+" : "\(count)")
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
