import Annotations
import Editor
import Layout
import Outline

/// The detail pane: what it shows, where it is scrolled to, and its line cursor.
extension NotebookState {
  /// Rows of text that the detail pane shows.
  package var detailHeight: Int { max(1, panes.detail.size.rows) }

  mutating func resetDetail() {
    detail.top = nil
    detail.cursor = nil
    detail.selecting = nil
    if let document = selectedDocument {
      detail.sourceTop = SourcePosition(line: document.outline[selection.topic].line.int)
      detail.sourceCursor = detail.sourceTop
    }
  }

  /// Lays the pane out anew when what it shows has changed, and keeps the cursor in it.
  mutating func settleDetail() {
    guard let document = selectedDocument else {
      detail.layout = nil
      detail.key = nil
      return
    }
    let columns = max(1, panes.detail.isEmpty ? size.columns : panes.detail.size.columns)
    var key = DetailView.Key(place: selection, columns: columns, version: document.version, editor: editorBox(rows: 1))
    if let layout = detail.layout, let editor = key.editor, detail.key?.columns == columns {
      key.editor = EditorBox(place: editor.place, header: editor.header, rows: editorRows(in: layout))
    }
    if key != detail.key {
      install(key, document)
      if key.editor != nil, let layout = detail.layout {
        let rows = editorRows(in: layout)
        if rows != key.editor?.rows {
          key.editor?.rows = rows
          install(key, document)
        }
      }
    }
    keepDetailInView()
    keepSourceInView()
  }

  /// Lays out how the details of `places` begin, and keeps that at hand instead of what was.
  mutating func prepareDetails(of places: [RowID]) {
    guard let columns = detail.key?.columns else { return }
    var atHand: [DetailView.Laid] = []
    for place in places where place != selection {
      guard let document = documents[place.file] else { continue }
      let key = DetailView.Key(place: place, columns: columns, version: document.version)
      if let known = detail.atHand.first(where: { $0.isFor(key, of: document.outline) }) {
        atHand.append(known)
      } else {
        let layout = layout(key, document)
        _ = layout.lines(from: layout.top, count: detailHeight)
        atHand.append(DetailView.Laid(key: key, layout: layout))
      }
    }
    detail.atHand = atHand
  }

  private func layout(_ key: DetailView.Key, _ document: Document) -> DetailLayout {
    DetailLayout(
      DetailContent(
        outline: document.outline, topic: key.place.topic, rootTitle: tree[key.place.file].name, columns: key.columns,
        annotations: document.boxes, editor: key.editor, options: layoutOptions),
      after: detail.layout)
  }

  private mutating func install(_ key: DetailView.Key, _ document: Document) {
    let layout = detail.atHand.first { $0.isFor(key, of: document.outline) }?.layout ?? layout(key, document)
    // Another version of the same file makes what was shown useless.
    if let layout = detail.layout, let old = detail.key, old.editor == nil,
      old.place.file != key.place.file || old.version == key.version
    {
      detail.atHand = detail.atHand.suffix(8) + [DetailView.Laid(key: old, layout: layout)]
    }
    detail.layout = layout
    detail.key = key
    detail.top = detail.top.map(layout.nearest(to:))
    detail.cursor = detail.cursor.map(layout.nearest(to:))
    // In another reading of the file the lines may stand elsewhere, or nowhere.
    if let selecting = detail.selecting,
      [selecting.anchor, selecting.head].contains(where: { layout.nearest(to: $0.position) != $0.position })
    {
      detail.selecting = nil
    }
  }

  private mutating func keepDetailInView() {
    guard let layout = detail.layout else { return }
    let height = detailHeight
    var top = detail.top ?? layout.top
    if session != nil, let row = editorCursorPosition(in: layout) {
      detail.cursor = row
      // Back to the topic's title as soon as there is room for it again.
      if layout.distance(from: layout.top, to: row, limit: height - 2) != nil { top = layout.top }
      // The frame below the text belongs to it.
      let below = layout.position(row, movedBy: 1)
      if layout.distance(from: top, to: below, limit: height - 1) == nil {
        top = row < top ? layout.position(row, movedBy: -2) : layout.position(below, movedBy: -(height - 1))
      }
      if layout.distance(from: top, to: row, limit: height - 1) == nil { top = row }
    } else if focus == .detail, let cursor = detail.cursor,
      layout.distance(from: top, to: cursor, limit: height - 1) == nil
    {
      top = cursor < top ? cursor : layout.position(cursor, movedBy: -(height - 1))
    }
    detail.top = withoutBlankEnd(top, layout)
    let cursor = detail.cursor ?? layout.top
    if focus == .outline, layout.distance(from: top, to: cursor, limit: height - 1) == nil {
      detail.cursor = detail.top
    } else {
      detail.cursor = cursor
    }
  }

  /// `top` moved up as far as blank rows would stand below the end.
  private func withoutBlankEnd(_ top: DetailPosition, _ layout: DetailLayout) -> DetailPosition {
    let missing = detailHeight - layout.count(from: top, limit: detailHeight)
    return missing > 0 ? layout.position(top, movedBy: -missing) : top
  }

  mutating func scrollDetail(by lines: Int) {
    if showsSource {
      scrollSource(by: lines)
      return
    }
    guard let layout = detail.layout, let top = detail.top else { return }
    let moved = withoutBlankEnd(layout.position(top, movedBy: lines), layout)
    detail.top = moved
    if focus == .detail, let cursor = detail.cursor {
      let last = layout.position(moved, movedBy: detailHeight - 1)
      detail.cursor = min(max(cursor, moved), last)
    } else {
      detail.cursor = moved
    }
  }

  /// Moves the line cursor; false for what belongs to the outline even here.
  mutating func moveInDetail(_ command: Command, count: Int?) -> Bool {
    if showsSource { return moveInSource(command, count: count) }
    guard let layout = detail.layout, let cursor = detail.cursor else { return false }
    let times = count ?? 1
    let page = max(1, detailHeight - 1)
    switch command {
    case .down: moveCursor(times)
    case .up: moveCursor(-times)
    case .halfPageDown: moveCursor(count ?? max(1, page / 2))
    case .halfPageUp: moveCursor(-(count ?? max(1, page / 2)))
    case .pageDown: turnDetail(page * times)
    case .pageUp: turnDetail(-page * times)
    case .first where count == nil: detail.cursor = layout.top
    case .last where count == nil: detail.cursor = layout.end
    case .left: focus = .outline
    case .placeTop: detail.top = cursor
    case .placeMiddle: detail.top = layout.position(cursor, movedBy: -(detailHeight / 2))
    case .placeBottom: detail.top = layout.position(cursor, movedBy: -(detailHeight - 1))
    default: return false
    }
    return true
  }

  private mutating func moveCursor(_ lines: Int) {
    guard let layout = detail.layout, let cursor = detail.cursor else { return }
    detail.cursor = layout.position(cursor, movedBy: lines)
  }

  private mutating func turnDetail(_ lines: Int) {
    guard let layout = detail.layout, let top = detail.top else { return }
    let turned = withoutBlankEnd(layout.position(top, movedBy: lines), layout)
    // At the end, the page stands still and the cursor goes on to the last line.
    detail.cursor =
      turned == top ? (lines > 0 ? layout.end : layout.top) : detail.cursor.map { layout.position($0, movedBy: lines) }
    detail.top = turned
    if let cursor = detail.cursor {
      detail.cursor = min(max(cursor, turned), layout.position(turned, movedBy: detailHeight - 1))
    }
  }

  // MARK: What is under the cursor

  /// The topic that commands in the pane are for: under the cursor in the detail pane, else the selected one.
  var targetTopic: TopicIndex {
    guard focus == .detail, !showsSource, let cursor = detail.cursor, let line = detail.layout?.line(at: cursor) else {
      return selection.topic
    }
    switch line.owner {
    case .text(let topic), .annotation(_, let topic): return topic
    case .gap, .editor, .editorFrame: return cursor.segment.topic
    }
  }

  /// The annotation or draft that the line cursor stands on.
  var annotationUnderDetailCursor: String? {
    guard let cursor = detail.cursor, case .annotation(let id, _)? = detail.layout?.line(at: cursor)?.owner else {
      return nil
    }
    return id
  }

  /// Scrolls the detail pane to a byte of the selected file, once its lines are laid out.
  mutating func showInDetail(_ offset: ByteOffset) {
    settleDetail()
    show(detail.layout?.position(of: offset))
  }

  mutating func showInDetail(annotation id: String) {
    settleDetail()
    show(detail.layout?.position(ofAnnotation: id))
  }

  private mutating func show(_ position: DetailPosition?) {
    guard let layout = detail.layout, let position else { return }
    detail.cursor = position
    if let top = detail.top, layout.distance(from: top, to: position, limit: detailHeight - 3) == nil {
      detail.top = withoutBlankEnd(layout.position(position, movedBy: -(detailHeight / 3)), layout)
    }
  }
}
