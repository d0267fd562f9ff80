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
    if state.showsSource, state.selectedDocument != nil {
      drawSource(on: &canvas)
    } else if let layout = state.detail.layout, let top = state.detail.top {
      drawLines(of: layout, from: top, on: &canvas)
    } else {
      canvas.put(
        placeholder, column: area.column, row: area.row, limit: area.columns.upperBound, .muted)
      if state.focus == .detail { canvas.setCursor(column: area.column, row: area.row) }
    }
  }

  private var placeholder: String {
    if let failure = state.failures[state.selection.file] { return Visible.sanitized(failure) }
    let node = state.tree[state.selection.file]
    if node.kind == .folder { return "a folder: unfold it with l, or open one of its notes" }
    return options.glyphs.spelled("reading…")
  }

  // MARK: The line above

  private func drawBreadcrumb(on canvas: inout Canvas) {
    guard !breadcrumb.isEmpty else { return }
    let separator = options.glyphs.breadcrumb
    let row = breadcrumb.row
    let position = positionIndicator
    let room = breadcrumb.size.columns - (position.isEmpty ? 0 : canvas.columns(of: position) + 1)
    var titles = state.path(to: state.selection).map { $0.isEmpty ? "(no title)" : Visible.sanitized($0) }
    if titles.count > 1 { titles.removeFirst() }
    // What is nearest counts most: the beginning is left out first.
    let between = canvas.columns(of: separator) + 2
    var columns = titles.reduce(-between) { $0 + canvas.columns(of: $1) + between }
    var omission = ""
    while canvas.columns(of: omission) + columns > room, titles.count > 1 {
      columns -= canvas.columns(of: titles.removeFirst()) + between
      omission = "\(options.glyphs.ellipsis) \(separator) "
    }
    let text = omission + titles.joined(separator: " \(separator) ")
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

  // MARK: Text

  private func drawLines(of layout: DetailLayout, from top: DetailPosition, on canvas: inout Canvas) {
    var position: DetailPosition? = top
    let editor = state.editorLayout
    let quotations = self.quotations
    for row in 0..<area.size.rows {
      guard let place = position, let line = layout.line(at: place) else { break }
      let isCursor = state.focus == .detail && place == state.detail.cursor && editor == nil
      canvas.draw(line.text, row: row, in: area)
      for quotation in quotations {
        for columns in line.text.columns(of: quotation) { canvas.lay(.quotation, row: row, columns: columns, in: area) }
      }
      highlightMatches(in: line, row: row, on: &canvas)
      if let selection = state.selectedQuotation {
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
    if let head = state.detail.selecting?.head, head.position == place {
      canvas.setCursor(column: area.column + head.column, row: area.row + row)
      return
    }
    canvas.lay(.selection, row: row, columns: 0..<area.size.columns, in: area)
    let start = line.text.spans.first { !$0.text.allSatisfy { $0 == " " } }?.column ?? 0
    canvas.setCursor(column: area.column + start, row: area.row + row)
  }

  /// The source ranges of all quotations in the file that are found.
  private var quotations: [Range<ByteOffset>] {
    guard let document = state.selectedDocument else { return [] }
    return document.index.entries(in: document.outline.subtree(of: state.selection.topic)).compactMap { entry in
      guard case .annotation(_, let placement) = entry else { return nil }
      return placement.quotation
    }
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
    for (row, shown) in layout.rows(from: state.detail.sourceTop, count: area.size.rows).enumerated() {
      canvas.draw(shown.line, row: row, in: area)
      if state.focus == .detail, shown.position == state.detail.sourceCursor {
        canvas.lay(.selection, row: row, columns: 0..<area.size.columns, in: area)
        canvas.setCursor(
          column: min(area.column + layout.textColumn, area.columns.upperBound - 1), row: area.row + row)
      }
    }
  }
}
