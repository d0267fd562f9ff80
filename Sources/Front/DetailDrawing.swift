import Annotations
import Editor
import Layout
import Notebook
import Outline
import Settings
import Terminal

/// Draws the selected topic, its annotations beside what they speak of, and the editor among them.
struct DetailDrawing {
  let state: NotebookState
  let area: Rectangle
  let breadcrumb: Rectangle
  let options: LayoutOptions

  func draw(on canvas: inout Canvas) {
    drawBreadcrumb(on: &canvas)
    guard !area.isEmpty else { return }
    if let entries = state.folderEntries {
      drawFolder(entries, on: &canvas)
    } else if state.showsSource, state.selectedDocument != nil {
      drawSource(on: &canvas)
    } else if let layout = state.detail.layout, let top = state.detail.top {
      drawLines(of: layout, from: top, on: &canvas)
    } else {
      for (number, line) in state.wrapped(placeholder, columns: area.size.columns + 1).enumerated() {
        guard number < area.size.rows else { break }
        canvas.put(line, column: area.column, row: area.row + number, limit: area.columns.upperBound, .muted)
      }
      if state.focus == .detail { canvas.setCursor(column: area.column, row: area.row) }
    }
  }

  private var placeholder: String {
    if let failure = state.failures[state.selection.file] { return Visible.sanitized(failure) }
    return options.glyphs.spelled("reading…")
  }

  // MARK: The line above

  private func drawBreadcrumb(on canvas: inout Canvas) {
    guard !breadcrumb.isEmpty else { return }
    let row = breadcrumb.row
    let position = positionIndicator
    let room = breadcrumb.size.columns - (position.isEmpty ? 0 : canvas.columns(of: position) + 1)
    var titles = state.path(to: state.selection).map { $0.isEmpty ? "(no title)" : Visible.sanitized($0) }
    // The notebook's name is on the first row of the outline, and the last title below.
    if titles.count > 1 { titles.removeLast() }
    if titles.count > 1 { titles.removeFirst() }
    let text = canvas.breadcrumbs(titles, columns: max(0, room), glyphs: options.glyphs)
    canvas.put(text, column: breadcrumb.column, row: row, limit: breadcrumb.column + max(0, room), .breadcrumb)
    if !position.isEmpty {
      canvas.put(
        position, column: breadcrumb.columns.upperBound - canvas.columns(of: position), row: row,
        limit: breadcrumb.columns.upperBound, .muted)
    }
  }

  /// The place that the pane is scrolled to; empty where all is in view.
  private var positionIndicator: String {
    if state.showsSource { return "source" }
    guard let layout = state.detail.layout, let top = state.detail.top else { return "" }
    if layout.count(from: top, limit: area.size.rows + 1) <= area.size.rows {
      return top == layout.top ? "" : "end"
    }
    if top == layout.top { return "top" }
    // As pagers say it: how much of it lies above the end of what is in view.
    let last = layout.position(top, movedBy: area.size.rows - 1)
    return "\(min(99, max(1, Int(layout.fraction(of: last) * 100))))%"
  }

  // MARK: Folders

  /// Draws what a folder has in it: its name, what it says of itself, and its notes with how far the reader is.
  private func drawFolder(_ entries: [NotebookState.FolderEntry], on canvas: inout Canvas) {
    var lines: [(text: String, role: Role)] = [
      (Visible.sanitized(state.title(of: state.selection)), .detailTitle), ("", .plain),
    ]
    if let paragraph = state.folderParagraph {
      let wrapped = state.wrapped(Visible.sanitized(paragraph), columns: area.size.columns + 1)
      for (number, line) in wrapped.prefix(4).enumerated() {
        let isCut = number == 3 && wrapped.count > 4
        lines.append((isCut ? String(line.trimmingSuffix { $0 == " " }) + options.glyphs.ellipsis : line, .plain))
      }
      lines.append(("", .plain))
    }
    // Of a small pane the entries have the most.
    if lines.count > area.size.rows / 2 { lines = area.size.rows > 4 ? Array(lines.prefix(1)) : [] }
    for (row, line) in lines.enumerated() {
      canvas.put(
        canvas.beginning(of: line.text, columns: area.size.columns, sign: options.glyphs.ellipsis),
        column: area.column, row: area.row + row, limit: area.columns.upperBound, line.role)
    }
    let first = area.row + lines.count
    let height = area.size.rows - lines.count
    let cursor = state.folderCursor
    let top = max(0, min(cursor - height / 2, entries.count - height))
    if entries.isEmpty { canvas.put("no notes in it", column: area.column, row: first, .muted) }
    if state.focus == .detail { canvas.setCursor(column: area.column, row: first + max(0, cursor - top)) }
    for (line, entry) in entries.dropFirst(top).prefix(max(0, height)).enumerated() {
      draw(entry, isSelected: state.focus == .detail && top + line == cursor, row: first + line, on: &canvas)
    }
  }

  private func draw(_ entry: NotebookState.FolderEntry, isSelected: Bool, row: Int, on canvas: inout Canvas) {
    let background: Role = isSelected ? .selection : .plain
    let limit = area.columns.upperBound
    if isSelected { canvas.fill(row: row, columns: area.columns, .plain, on: background) }
    var facts: [(text: String, role: Role)] = []
    if entry.isFolder { facts.append((entry.notes == 1 ? "1 note" : "\(entry.notes) notes", .muted)) }
    if let share = entry.readShare {
      facts.append((share == 100 ? options.glyphs.read : "\(share)%", .muted))
    }
    if entry.toReview > 0 { facts.append(("\(options.glyphs.review)\(entry.toReview)", .annotationReview)) }
    if entry.questions > 0 { facts.append(("\(options.glyphs.question)\(entry.questions)", .annotationQuestion)) }
    let columns = facts.reduce(0) { $0 + canvas.columns(of: $1.text) + 1 }
    var column = limit
    if columns + 12 <= area.size.columns {
      column -= columns
      var at = column + 1
      for fact in facts {
        at = canvas.put(fact.text, column: at, row: row, limit: limit, fact.role, on: background) + 1
      }
    }
    let sign = (entry.isFolder ? options.glyphs.folded : options.glyphs.bullet) + " "
    var start = canvas.put(sign, column: area.column, row: row, limit: column, .detailMarker, on: background)
    let title = canvas.beginning(
      of: Visible.sanitized(entry.title), columns: max(0, column - start - 1), sign: options.glyphs.ellipsis)
    start = canvas.put(title, column: start, row: row, limit: column, .plain, on: background)
    if !entry.name.isEmpty, start + 8 < column {
      let name = canvas.beginning(
        of: Visible.sanitized(entry.name), columns: column - start - 3, sign: options.glyphs.ellipsis)
      canvas.put(name, column: start + 2, row: row, limit: column, .muted, on: background)
    }
  }

  // MARK: Text

  private func drawLines(of layout: DetailLayout, from top: DetailPosition, on canvas: inout Canvas) {
    var position: DetailPosition? = top
    let editor = state.editorLayout
    let quotations = quotations(in: layout, from: top)
    let selection = state.selectedQuotation ?? state.quotationInFocus
    for row in 0..<area.size.rows {
      guard let place = position, let line = layout.line(at: place) else { break }
      let isCursor = state.focus == .detail && place == state.detail.cursor && editor == nil
      if isMarked(place, line, in: layout) { drawMark(row: row, on: &canvas) }
      canvas.draw(line.text, row: row, in: area)
      for quotation in quotations {
        for columns in line.text.columns(of: quotation) { canvas.lay(.quotation, row: row, columns: columns, in: area) }
      }
      highlightMatches(in: line, row: row, on: &canvas)
      if let selection {
        for columns in line.text.columns(of: selection) { canvas.lay(.selecting, row: row, columns: columns, in: area) }
      }
      if isCursor { drawCursor(on: line, at: place, row: row, on: &canvas) }
      if case .editor(let editorRow, let columns) = line.owner, let editor {
        draw(editor, row: editorRow, columns: columns, at: row, on: &canvas)
      }
      position = layout.position(after: place)
    }
  }

  private func drawCursor(on line: DetailLine, at place: DetailPosition, row: Int, on canvas: inout Canvas) {
    if state.detail.selecting == nil { canvas.lay(.selection, row: row, columns: 0..<area.size.columns, in: area) }
    canvas.setCursor(column: area.column + (state.detail.cursorPoint?.column ?? 0), row: area.row + row)
  }

  /// The source ranges of the quotations of the topics in view that are found.
  /// - Complexity: O(rows, and annotations of the topics in them)
  private func quotations(in layout: DetailLayout, from top: DetailPosition) -> [Range<ByteOffset>] {
    guard let document = state.selectedDocument, !document.index.entries.isEmpty else { return [] }
    var topics: Set<TopicIndex> = []
    for line in layout.lines(from: top, count: area.size.rows) {
      if case .text(let topic) = line.owner { topics.insert(topic) }
    }
    return topics.sorted().flatMap { topic in
      document.index.entries(of: topic).compactMap(\.quotation)
    }
  }

  // MARK: The mark

  /// Whether a line belongs to the branch of the marked topic; a blank line does where it stands inside it.
  private func isMarked(_ place: DetailPosition, _ line: DetailLine, in layout: DetailLayout) -> Bool {
    guard let mark = state.detail.mark, layout.content.outline.isInside(place.segment.topic, mark) else { return false }
    guard line.owner == .gap else { return true }
    return layout.position(after: place).map { layout.content.outline.isInside($0.segment.topic, mark) } ?? false
  }

  /// Draws the bar in the margin, where there is one.
  private func drawMark(row: Int, on canvas: inout Canvas) {
    guard state.panes.hasMargin else { return }
    canvas.put(options.glyphs.marginBar, column: area.column - 1, row: area.row + row, .detailMark)
  }

  private func highlightMatches(in line: DetailLine, row: Int, on canvas: inout Canvas) {
    guard !state.searching.hits.isEmpty, let document = state.selectedDocument else { return }
    if case .annotation(let id, let topic) = line.owner, let text = document.annotationText(id, with: topic) {
      for match in state.searching.matches(inAnnotation: text) {
        for columns in line.text.columns(of: match, inAnnotation: id) {
          canvas.lay(.searchMatch, row: row, columns: columns, in: area)
        }
      }
    }
    guard let source = line.text.source else { return }
    for match in state.searching.matches(in: document.outline, source) {
      for columns in line.text.columns(of: match) { canvas.lay(.searchMatch, row: row, columns: columns, in: area) }
    }
  }

  // MARK: The editor

  private func draw(
    _ editor: EditorLayout, row editorRow: Int, columns: Range<Int>, at row: Int, on canvas: inout Canvas
  ) {
    guard editor.rows.indices.contains(editorRow) else { return }
    let text = editor.rows[editorRow]
    let left = area.column + columns.lowerBound
    canvas.put(
      text.text, column: left, row: area.row + row, limit: min(area.columns.upperBound, left + columns.count),
      .editorText)
    for controls in text.controls { lay(.annotationReview, controls, from: columns.lowerBound, row: row, on: &canvas) }
    if let selected = text.selected { lay(.selecting, selected, from: columns.lowerBound, row: row, on: &canvas) }
    if editor.cursor.row == editorRow {
      canvas.setCursor(column: left + editor.cursor.column, row: area.row + row)
    }
  }

  private func lay(_ background: Role, _ columns: Range<Int>, from start: Int, row: Int, on canvas: inout Canvas) {
    canvas.lay(background, row: row, columns: columns.lowerBound + start..<columns.upperBound + start, in: area)
  }

  // MARK: The source

  private func drawSource(on canvas: inout Canvas) {
    guard let layout = state.sourceLayout else { return }
    for (row, shown) in layout.rows(from: state.detail.source.top, count: area.size.rows).enumerated() {
      canvas.draw(shown.line, row: row, in: area)
      if state.focus == .detail, shown.position == state.detail.source.cursor {
        canvas.lay(.selection, row: row, columns: 0..<area.size.columns, in: area)
        canvas.setCursor(
          column: min(area.column + layout.textColumn, area.columns.upperBound - 1), row: area.row + row)
      }
    }
  }
}

extension String {
  /// The text without what `isCut` is true of at its end.
  fileprivate func trimmingSuffix(while isCut: (Character) -> Bool) -> Substring {
    self[..<(lastIndex { !isCut($0) }.map(index(after:)) ?? startIndex)]
  }
}
