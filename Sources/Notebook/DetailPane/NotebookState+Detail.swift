import Annotations
import Editor
import Layout
import Outline

/// The detail pane: laying it out, and finding what is under its cursor.
extension NotebookState {
  /// Goes to the beginning of the selected topic.
  mutating func resetDetail() { detail.reset(toLine: selectedDocument?.outline[selection.topic].line.int) }

  /// Lays the pane out again when what it shows has changed, and keeps the cursor in it.
  mutating func settleDetail() {
    guard let document = selectedDocument else {
      detail.clear()
      return
    }
    let columns = screen.detailColumns
    settleScope(document)
    let shown = RowID(selection.file, detail.scope?.topic ?? selection.topic)
    var key = DetailPane.Key(row: shown, columns: columns, version: document.version, editor: editorBox(rows: 1))
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
    detail.place(height: detailHeight)
    let writing = session == nil ? nil : detail.layout.flatMap(editorCursorPosition(in:))
    detail.keepInView(height: detailHeight, hasKeys: focus == .detail, isWriting: session != nil, at: writing)
    if showsSource, let layout = sourceLayout { detail.source.keepInView(layout, height: detailHeight) }
  }

  /// Lays out how the details of `places` begin, and keeps that at hand instead of what was.
  mutating func prepareDetails(of places: [RowID]) {
    guard let columns = detail.key?.columns else { return }
    var atHand: [DetailPane.Laid] = []
    for place in places where place != selection {
      guard let document = documents[place.file] else { continue }
      let row = RowID(place.file, scopeTopic(of: place, document))
      let key = DetailPane.Key(row: row, columns: columns, version: document.version)
      if key == detail.key, let layout = detail.layout {
        // The same branch: at most the lines around the mark are new.
        if let position = layout.position(of: place.topic) { _ = layout.lines(from: position, count: detailHeight) }
      } else if atHand.contains(where: { $0.key == key }) {
        continue
      } else if let known = detail.known(key, of: document.outline) {
        atHand.append(DetailPane.Laid(key: key, layout: known))
      } else {
        let layout = layout(key, document)
        _ = layout.lines(from: layout.top, count: detailHeight)
        atHand.append(DetailPane.Laid(key: key, layout: layout))
      }
    }
    detail.keepAtHand(atHand)
  }

  func layout(_ key: DetailPane.Key, _ document: Document) -> DetailLayout {
    DetailLayout(
      DetailContent(
        outline: document.outline, topic: key.row.topic, rootTitle: tree[key.row.file].name, columns: key.columns,
        annotations: document.boxes, editor: key.editor, options: layoutOptions),
      after: detail.layout)
  }

  private mutating func install(_ key: DetailPane.Key, _ document: Document) {
    detail.install(detail.known(key, of: document.outline) ?? layout(key, document), for: key)
  }

  mutating func scrollDetail(by lines: Int) {
    if showsSource {
      if let layout = sourceLayout { detail.source.scroll(by: lines, layout, height: detailHeight) }
    } else {
      detail.scroll(by: lines, height: detailHeight, hasKeys: focus == .detail)
    }
  }

  /// Moves the cursor of the pane; false for what belongs to the outline even here.
  mutating func moveInDetail(_ command: Command.Move, count: Int?) -> Bool {
    var outcome = DetailPane.Outcome.isForOutline
    if isFolder(selection) {
      outcome = moveInFolder(command, count: count)
    } else if !showsSource {
      if command == .first || command == .last, count == nil { rememberPlace() }
      outcome = detail.move(command, count: count, height: detailHeight)
    } else if let layout = sourceLayout {
      outcome = detail.source.move(command, count: count, layout, height: detailHeight)
    }
    switch outcome {
    case .done: return true
    case .isForOutline: return false
    case .leavesPane:
      screen.setFocus(.outline)
      return true
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

  /// The byte of the notes that the cursor stands on while the pane has the keys; nil on a box.
  var placeOfReading: ByteOffset? {
    guard focus == .detail, let point = detail.cursorPoint, let layout = detail.layout,
      case .text(let place) = DetailLandmark(point, in: layout)
    else { return nil }
    return place
  }

  /// Whether the cursor stands on an annotation or a draft, not on text of the notes.
  var isOnAnnotationBox: Bool {
    guard let cursor = detail.cursor, case .annotation? = detail.layout?.line(at: cursor)?.owner else { return false }
    return true
  }

  /// The annotation or draft that the cursor stands on, or the one whose words it stands on: of several the one with
  /// the fewest words.
  package var annotationUnderDetailCursor: String? {
    guard let point = detail.cursorPoint, let line = detail.layout?.line(at: point.position) else { return nil }
    if case .annotation(let id, _) = line.owner { return id }
    guard case .text(let topic) = line.owner, let source = line.text.source(atColumn: point.column) else { return nil }
    let quoting = selectedDocument?.index.entries(of: topic).compactMap { entry in
      entry.quotation.flatMap { $0.contains(source.lowerBound) ? (id: entry.id, length: $0.ints.count) : nil }
    }
    return quoting?.min { $0.length < $1.length }?.id
  }

  /// The words of the notes that the annotation under the cursor speaks of, while the cursor is on its box, or those
  /// that the text speaks of that is being written.
  package var quotationInFocus: Range<ByteOffset>? {
    if let session {
      guard session.file == selection.file else { return nil }
      switch session.draft.purpose {
      case .new: return session.quotation
      case .edit(let id), .reply(to: let id): return quotation(ofThreadWith: id, at: session.topic)
      }
    }
    guard focus == .detail, !showsSource, let cursor = detail.cursor,
      case .annotation(let id, let topic)? = detail.layout?.line(at: cursor)?.owner
    else { return nil }
    return quotation(ofThreadWith: id, at: topic)
  }

  private func quotation(ofThreadWith id: String, at topic: TopicIndex) -> Range<ByteOffset>? {
    selectedDocument?.boxes[topic]?.first { $0.contains(id) }?.quote?.range
  }

  /// Scrolls the detail pane to a byte of the selected file, once its lines are laid out.
  mutating func showInDetail(_ offset: ByteOffset) {
    settleDetail()
    if let point = detail.layout?.point(of: offset) { detail.show(point, height: detailHeight) }
  }

  mutating func showInDetail(annotation id: String) {
    settleDetail()
    guard let position = detail.layout?.position(ofAnnotation: id) else { return }
    detail.show(DetailPoint(position: position, column: 0), height: detailHeight)
  }
}

extension AnnotationIndex.Entry {
  /// The words of the file that it speaks of; nil for those of a whole topic and for replies.
  package var quotation: Range<ByteOffset>? {
    switch self {
    case .annotation(let annotation, let placement): annotation.replyTo == nil ? placement.quotation : nil
    case .draft(_, let placement): placement.quotation
    }
  }
}
