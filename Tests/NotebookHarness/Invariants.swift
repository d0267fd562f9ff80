import Layout
import Notebook
import Outline

/// Something that must never be so in a notebook, and is.
package struct BrokenInvariant: Error, CustomStringConvertible {
  /// The contradiction, in words.
  package var description: String
}

extension NotebookState {
  /// Throws where the state contradicts itself. Walks over all rows: for small outlines.
  package func checkInvariants() throws(BrokenInvariant) {
    try checkRows()
    try checkDetail()
    try checkMode()
    try demand(keys.count.map { $0 > 0 } ?? true, "a count of \(keys.count ?? 0)")
    try demand(
      keys.pending.isEmpty || keymap.meaning(of: keys.pending, in: keyContext) == .prefix,
      "keys that nothing begins with: \(keys.pending)")
    try demand(
      screen.outlineShare >= 0.2 && screen.outlineShare <= 0.8, "the outline takes \(screen.outlineShare) of the screen"
    )
  }

  private func demand(_ condition: Bool, _ complaint: @autoclosure () -> String) throws(BrokenInvariant) {
    if !condition { throw BrokenInvariant(description: complaint()) }
  }

  private func checkRows() throws(BrokenInvariant) {
    let rows = rows(from: firstRow, count: 100_000)
    try demand(rows.last == lastRow, "the last row is \(rows.last ?? .root), not \(lastRow)")
    for (above, below) in zip(rows, rows.dropFirst()) {
      try demand(tree.precedes(above, below), "\(below) stands under \(above)")
      try demand(
        row(before: below) == above, "above \(below) is \(String(describing: row(before: below))), not \(above)")
    }
    try demand(row(before: firstRow) == nil, "there is a row above the first")
    guard let selected = rows.firstIndex(of: selection) else {
      throw BrokenInvariant(description: "the selection \(selection) is no visible row")
    }
    guard let first = rows.firstIndex(of: top) else {
      throw BrokenInvariant(description: "the top \(top) is no visible row")
    }
    try demand(
      rowsInView.contains(selection), "row \(selected) is selected, \(rowsInView.count) rows from \(first) are shown")
    let most = wrapping == .all ? outlineHeight / 2 : 1
    try demand(
      first == 0 || rows[first...].reduce(0) { $0 + lines(of: $1) } > outlineHeight - max(1, most),
      "\(first) rows are hidden above \(rows.count - first), where there is room for \(outlineHeight) lines")
    if let zoom { try demand(rows.allSatisfy { contains($0, in: zoom) }, "a row outside the zoomed topic") }
  }

  private func lines(of row: RowID) -> Int {
    laidOut(
      outlineRow(at: row), columns: panes.outline.size.columns, lines: mostLines(isSelected: row == selection)
    ).lines.count
  }

  private func checkDetail() throws(BrokenInvariant) {
    guard let document = selectedDocument else { return }
    guard let layout = detail.layout, let top = detail.top, let cursor = detail.cursor else {
      throw BrokenInvariant(description: "an open file without a detail pane")
    }
    try demand(
      document.outline.isInside(selection.topic, layout.content.topic), "the detail pane shows another topic")
    try demand(
      layout.content.topic == (detail.mark == nil ? selection.topic : layout.content.topic),
      "the selected topic is not marked")
    try demand(showsContext || detail.mark == nil, "a mark without context")
    let hasLines = layout.line(at: layout.top) != nil
    if hasLines {
      try demand(layout.line(at: top) != nil, "the detail pane begins nowhere: \(top)")
      try demand(layout.line(at: cursor) != nil, "the line cursor stands nowhere: \(cursor)")
      try demand(
        layout.distance(from: top, to: cursor, limit: detailHeight - 1) != nil,
        "the line cursor \(cursor) is not in view from \(top)")
    }
    if let selecting = detail.selecting {
      for point in [selecting.anchor, selecting.head] {
        try demand(layout.line(at: point.position) != nil, "the selection stands nowhere: \(point)")
      }
    }
    if showsSource {
      guard let layout = sourceLayout else { throw BrokenInvariant(description: "no source of an open file") }
      for place in [detail.source.top, detail.source.cursor] {
        try demand(layout.nearest(to: place) == place, "there is no row of the source at \(place)")
      }
      try demand(
        layout.distance(from: detail.source.top, to: detail.source.cursor, limit: detailHeight - 1) != nil,
        "the source cursor \(detail.source.cursor) is not in view from \(detail.source.top)")
    }
    for entry in document.index.entries {
      try demand(document.outline.indices.contains(entry.topic), "\(entry.id) stands with a topic that is not there")
    }
  }

  private func checkMode() throws(BrokenInvariant) {
    switch overlay {
    case .list(let list):
      try demand(
        list.shown.isEmpty ? list.selected == 0 : list.shown.indices.contains(list.selected),
        "entry \(list.selected) of \(list.shown.count) is selected")
    case .help(let help): try demand(help.top >= 0, "the help begins at \(help.top)")
    case .prompt, .confirmation, nil: break
    }
    if let session {
      try demand(documents[session.file] != nil, "writing about a file that is not open")
      try demand(session.draft.text == session.editor.text, "text that was not journalled")
    }
    if activeSession != nil { try demand(editorLayout != nil, "an editor that is not in view") }
  }
}
