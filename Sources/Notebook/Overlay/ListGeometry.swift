import Editor
import Layout
import Terminal

/// The place of a list over the panes: drawing and the mouse have to agree on it.
package struct ListGeometry: Hashable, Sendable {
  /// The whole box, its border included; nil where there is no room for one.
  package var box: Rectangle?
  /// Inside the border: the row of what was typed, then the entries.
  package var inside: Rectangle
  /// The rows below the entries for the selected one.
  package var rowsBelow: Int
  /// The entry that is the first in view, counted from 0.
  package var first: Int

  /// The entry at a place of the screen; nil where there is none.
  func entry(at position: Position, of list: ListOverlay) -> Int? {
    guard box != nil, inside.contains(position) else { return nil }
    let entry = first + position.row - inside.row - 1
    return position.row > inside.row && list.shown.indices.contains(entry) ? entry : nil
  }
}

extension NotebookState {
  /// The place of `list` on the screen as it is now.
  package func geometry(of list: ListOverlay) -> ListGeometry {
    if list.isTree { return geometry(ofTree: list) }
    let rows = min(max(1, size.rows - 4), max(1, list.shown.count)) + 2
    let hasPreview = preview(in: list) != nil
    let columns = hasPreview ? min(size.columns, max(columns(of: list), 76)) : columns(of: list)
    let below = hasPreview ? rowsBelow(list, of: rows, columns: columns - 2) : 0
    guard let box = overlayBox(columns: columns, rows: min(rows + 1 + below, size.rows - 1)) else {
      return ListGeometry(
        inside: Rectangle(column: 0, row: 0, size: Size(columns: 0, rows: 0)), rowsBelow: 0, first: 0)
    }
    var inside = Rectangle(
      column: box.column + 1, row: box.row + 1, size: Size(columns: box.size.columns - 2, rows: box.size.rows - 2))
    let shown = below > 0 && inside.size.rows >= below + 2 ? below : 0
    inside.size.rows -= shown
    let visible = inside.size.rows - 1
    return ListGeometry(
      box: box, inside: inside, rowsBelow: shown,
      first: max(0, min(list.selected - visible / 2, list.shown.count - visible)))
  }

  private func geometry(ofTree list: ListOverlay) -> ListGeometry {
    let box = treeBox
    guard box.size.columns >= 4, box.size.rows >= 3 else {
      return ListGeometry(
        inside: Rectangle(column: 0, row: 0, size: Size(columns: 0, rows: 0)), rowsBelow: 0, first: 0)
    }
    let inside = Rectangle(
      column: box.column + 1, row: box.row + 1, size: Size(columns: box.size.columns - 2, rows: box.size.rows - 2))
    let visible = inside.size.rows - 1
    // Of the first entry its note is in view, too.
    let first = list.selected - visible / 2
    return ListGeometry(
      box: box, inside: inside, rowsBelow: 0, first: max(0, min(first, list.shown.count - visible)))
  }

  /// A box over the panes, a little above the middle; nil where there is no room for one with a border.
  package func overlayBox(columns: Int, rows: Int) -> Rectangle? {
    let box = Size(columns: min(columns, size.columns), rows: min(rows, size.rows - 1))
    guard box.columns >= 4, box.rows >= 3 else { return nil }
    return Rectangle(
      column: (size.columns - box.columns) / 2, row: max(0, (size.rows - 1 - box.rows) / 3), size: box)
  }

  /// A text of the reader's, as rows of a box.
  package func wrapped(_ text: String, columns: Int) -> [String] {
    let geometry = EditorGeometry(columns: max(1, columns - 2), width: options.width)
    return TextEditor(text: String(text.prefix(4000))).layout(in: geometry, rows: .max / 2).rows.map(\.text)
  }

  /// A text as rows of a box, with the columns of each that are marked.
  ///
  /// - Parameter marks: in bytes of the text.
  package func wrapped(
    _ text: String, marks: [Range<Int>], columns: Int
  ) -> [(text: String, marked: [Range<Int>])] {
    let geometry = EditorGeometry(columns: max(1, columns - 2), width: options.width)
    let rows = TextEditor(text: String(text.prefix(4000))).layout(in: geometry, rows: .max / 2).rows
    return rows.map { row in
      let marked = row.stops.filter { stop in marks.contains { $0.contains(stop.offset.rawValue) } }
      return (row.text, marked.map(\.columns))
    }
  }

  /// The rows for the selected entry, below a list of so many `rows`; as many whichever entry that is.
  private func rowsBelow(_ list: ListOverlay, of rows: Int, columns: Int) -> Int {
    guard case .review = list.purpose else { return min(8, max(0, size.rows - 12)) }
    let texts = list.shown.indices.compactMap { index in
      var list = list
      list.selected = index
      return preview(in: list)?.text
    }
    let longest = texts.map { wrapped($0, columns: columns).count }.max() ?? 0
    return min(longest + 2, 16, max(0, size.rows - rows - 2))
  }

  /// Returns the columns that the list takes for all of its items, whatever is shown of them now.
  private func columns(of list: ListOverlay) -> Int {
    let width = options.width
    let items = list.all.isEmpty ? list.shown : list.all
    let widest = items.prefix(200).map { item in
      width.columns(of: item.title) + width.columns(of: item.note) + (item.key == nil ? 6 : 9)
    }.max()
    // What there is to say beside what is typed, and the title, are seen whole.
    let hints = max(
      width.columns(of: list.hint) + 8,
      width.columns(of: list.title) + 18 + (tabs(beside: list).map { width.columns(of: $0) } ?? 0))
    let typed = list.complaint.map { width.columns(of: list.query) + width.columns(of: $0) + 8 } ?? 0
    let wanted = max(widest ?? 0, typed, hints)
    return min(size.columns, max(40, list.showsProse ? wanted : min(wanted, 100)))
  }
}
