import Annotations
import Editor
import Layout
import Outline

/// The editor's place among the lines of the detail pane.
extension NotebookState {
  /// The box that the editor writes in, `rows` high, while one is open.
  func editorBox(rows: Int) -> EditorBox? {
    guard let session, session.file == selection.file else { return nil }
    // In the place of the draft that it goes on with, where that is shown.
    let isShown = documents[session.file]?.index.entry(session.draft.id) != nil
    let place: EditorBox.Place
    switch session.draft.purpose {
    case _ where isShown: place = .edit(session.draft.id)
    case .new: place = .new(session.topic, at: session.quotation?.lowerBound)
    case .edit(let id): place = .edit(id)
    case .reply(let id): place = .reply(to: id)
    }
    return EditorBox(place: place, header: header(of: session), rows: rows)
  }

  private func header(of session: EditorSession) -> String {
    var parts = [session.draft.type?.rawValue ?? "note"]
    switch session.draft.purpose {
    case .new: parts.append("new")
    case .edit:
      if session.draft.original?.replyTo != nil { parts = ["reply"] }
      parts.append("editing")
    case .reply: parts = ["reply"]
    }
    if let severity = session.draft.severity { parts.insert(severity.rawValue, at: 1) }
    if session.draft.anchor.target == .quote, let quote = session.draft.anchor.selectedText {
      let line = shortened(quote.prefix(31).split(whereSeparator: \.isNewline).joined(separator: " "))
      parts.append(options.ascii ? "\"" + line + "\"" : "“" + line + "”")
    }
    if let title = documents[session.file]?.outline.title(of: session.topic), !title.isEmpty {
      parts.append(shortened(title))
    }
    return (parts + NotebookState.tags(in: session.editor.text)).joined(separator: between.parts)
  }

  /// The beginning of what is long.
  private func shortened(_ text: String) -> String {
    text.count > 30 ? text.prefix(29) + layoutOptions.glyphs.ellipsis : text
  }

  /// The `#words` at the beginning of a text, as far as one looks there.
  private static func tags(in text: String) -> [String] {
    var tags: [String] = []
    for word in text.prefix(2000).split(whereSeparator: {
      $0.isWhitespace || $0.isPunctuation && $0 != "#" && $0 != "-" && $0 != "_"
    })
    where word.first == "#" && word.count > 1 && word.dropFirst().allSatisfy({ $0 != "#" }) {
      let tag = String(word)
      if !tags.contains(tag), tags.count < 5 { tags.append(tag) }
    }
    return tags
  }

  /// The area that the editor's text goes into.
  package var editorGeometry: EditorGeometry {
    var columns = max(1, (panes.detail.isEmpty ? size.columns : panes.detail.size.columns) - 2)
    if let layout = detail.layout, let position = layout.editorPosition,
      case .editor(_, let range)? = layout.line(at: position)?.owner
    {
      columns = range.count
    }
    return EditorGeometry(columns: columns, width: options.width)
  }

  /// The rows that the editor takes: as many as its text, at least three, at most what leaves its topic in view.
  func editorRows(in layout: DetailLayout) -> Int {
    guard let session else { return 1 }
    let most = max(1, detailHeight - 4)
    return min(most, max(min(3, most), session.editor.rowCount(in: editorGeometry, limit: most)))
  }

  /// The rows of the editor in view; nil while none is open.
  package var editorLayout: EditorLayout? {
    guard let session, let rows = detail.key?.editor?.rows else { return nil }
    return session.editor.layout(in: editorGeometry, rows: rows, top: session.top)
  }

  /// The line of the detail pane that the editor's cursor is on.
  func editorCursorPosition(in layout: DetailLayout) -> DetailPosition? {
    guard let first = layout.editorPosition, let editor = editorLayout else { return nil }
    return layout.position(first, movedBy: editor.cursor.row)
  }

  /// The area of the text that is written.
  var editorViewport: Writing.Viewport {
    Writing.Viewport(geometry: editorGeometry, rows: detail.key?.editor?.rows)
  }
}
