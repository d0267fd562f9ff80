import Editor
import Layout
import Notebook
import Settings
import Terminal

/// Draws what lies over the panes: lists, the help screen, the hint after a key that begins others.
struct Overlays {
  let state: NotebookState
  let options: LayoutOptions

  func draw(on canvas: inout Canvas) {
    switch state.overlay {
    case .list(let list): draw(list, on: &canvas)
    case .help(let help): draw(help, on: &canvas)
    case .prompt, .confirmation, nil:
      if state.keys.showsHint, !state.keys.pending.isEmpty { drawHint(on: &canvas) }
    }
  }

  // MARK: Lists

  private func draw(_ list: ListOverlay, on canvas: inout Canvas) {
    let geometry = state.geometry(of: list)
    let number = list.purpose == .annotations ? "  \(list.shown.count) of \(list.all.count)" : ""
    guard let outer = geometry.box else {
      drawInput(of: list, row: state.size.rows - 1, on: &canvas)
      return
    }
    let tabs = state.tabs(beside: list).map { "   (\($0))" } ?? ""
    draw(outer, title: list.title + number + tabs, on: &canvas)
    let box = geometry.inside
    if geometry.rowsBelow > 0, let preview = state.preview(in: list) {
      draw(preview.header, preview.text, preview.marks, below: box, rows: geometry.rowsBelow, on: &canvas)
    }
    let sign = list.keyHandling == .keys ? "" : list.keyHandling == .commands ? "" : "> "
    let input = canvas.put(sign, column: box.column + 1, row: box.row, .overlayKey, on: .overlayText)
    let cursor = canvas.put(
      Visible.sanitized(list.query), column: input, row: box.row, limit: box.columns.upperBound - 1, .overlayText,
      on: .overlayText)
    if list.keyHandling != .commands { canvas.setCursor(column: cursor, row: box.row) }
    let complaint = list.complaint.map(options.glyphs.spelled)
    let hint =
      switch list.keyHandling {
      case .keys: "a key or Enter takes it, Esc leaves it for later"
      case .commands: options.glyphs.spelled(state.keys(in: list))
      case .text, .keysFirst: list.hint
      }
    if let aside = complaint ?? (list.query.isEmpty ? hint : nil), !aside.isEmpty {
      let column = cursor + (sign.isEmpty ? 0 : 2)
      let limit = box.columns.upperBound - 1
      let shown = canvas.beginning(of: Visible.sanitized(aside), columns: limit - column, sign: options.glyphs.ellipsis)
      canvas.put(
        shown, column: column, row: box.row, limit: limit, list.complaint == nil ? .muted : .statusWarning,
        on: .overlayText)
    }
    let visible = box.size.rows - 1
    guard visible > 0 else { return }
    if list.shown.isEmpty {
      canvas.put(
        list.isSearching ? options.glyphs.spelled("searching…") : list.query.isEmpty ? "none" : "nothing matches",
        column: box.column + 1,
        row: box.row + 1,
        limit: box.columns.upperBound, .muted, on: .overlayText)
    }
    let first = geometry.first
    for (line, item) in list.shown.dropFirst(first).prefix(visible).enumerated() {
      let isSelected =
        first + line == list.selected
        || (item.style == .continuation && first + line == list.selected + 1)
      draw(item, isSelected: isSelected, row: box.row + 1 + line, box: box, on: &canvas)
      if list.keyHandling == .commands, first + line == list.selected {
        canvas.setCursor(column: box.column, row: box.row + 1 + line)
      }
    }
  }

  /// The selected entry whole, under a rule.
  private func draw(
    _ header: String, _ text: String, _ marks: [Range<Int>], below box: Rectangle, rows: Int, on canvas: inout Canvas
  ) {
    let first = box.row + box.size.rows
    let limit = box.columns.upperBound
    let rule = BoxSigns(state.options).horizontal
    canvas.fill(row: first, columns: box.columns, with: Character(rule), .overlayFrame, on: .overlayText)
    canvas.put(
      Visible.sanitized(header), column: box.column + 1, row: first + 1, limit: limit - 1, .overlayTitle,
      on: .overlayText)
    let lines = state.wrapped(text, marks: marks, columns: box.size.columns)
    for (row, line) in lines.prefix(max(0, rows - 2)).enumerated() {
      draw(line.text, line.marked, column: box.column + 1, row: first + 2 + row, limit: limit, on: &canvas)
    }
  }

  /// A line of prose, with some columns of it marked.
  private func draw(
    _ line: String, _ marked: [Range<Int>], column: Int, row: Int, limit: Int, on canvas: inout Canvas
  ) {
    guard !marked.isEmpty else {
      canvas.put(line, column: column, row: row, limit: limit, .overlayText, on: .overlayText)
      return
    }
    var at = column
    for character in line {
      let isMarked = marked.contains { $0.contains(at - column) }
      at = canvas.put(
        String(character), column: at, row: row, limit: limit, isMarked ? .overlayTitle : .overlayText,
        on: .overlayText, isMarked ? [.bold, .underline] : [])
    }
  }

  /// Draws what was typed, and the selected entry behind it, where there is no room for a box.
  private func drawInput(of list: ListOverlay, row: Int, on canvas: inout Canvas) {
    canvas.fill(row: row, columns: 0..<state.size.columns, .overlayText, on: .overlayText)
    let column = canvas.put("> " + Visible.sanitized(list.query), column: 0, row: row, .overlayKey, on: .overlayText)
    canvas.setCursor(column: column, row: row)
    if list.shown.indices.contains(list.selected) {
      let title = Visible.sanitized(list.shown[list.selected].title)
      canvas.put(title, column: column + 1, row: row, .overlayText, on: .overlaySelection)
    }
  }

  private func draw(
    _ item: ListOverlay.Item, isSelected: Bool, row: Int, box: Rectangle, on canvas: inout Canvas
  ) {
    let background: Role = isSelected ? .overlaySelection : .overlayText
    canvas.fill(row: row, columns: box.columns, .overlayText, on: background)
    let text: Role =
      switch item.style {
      case .entry: .overlayText
      case .heading: .overlayTitle
      case .continuation: .muted
      }
    let note = canvas.withoutMiddle(
      Visible.sanitized(item.note), columns: max(0, box.size.columns / 2 - 2), sign: options.glyphs.ellipsis)
    let noteColumns = canvas.columns(of: note)
    let showsNote = !note.isEmpty && noteColumns + 16 < box.size.columns
    let limit = box.columns.upperBound - (showsNote ? noteColumns + 2 : 1)
    var column = box.column + 1
    if let key = item.key {
      column = canvas.put("\(key)  ", column: column, row: row, limit: limit, .overlayKey, on: background)
    }
    var byte = 0
    let sign = options.glyphs.ellipsis
    let isWhole = canvas.columns(of: Visible.sanitized(item.title)) <= limit - column
    let end = isWhole ? limit : limit - canvas.columns(of: sign)
    for character in item.title {
      guard column + canvas.width.columns(of: character) <= end else { break }
      let isMatched = item.matched.contains { $0.contains(byte) }
      column = canvas.put(
        Visible.sanitized(String(character)), column: column, row: row, limit: limit,
        isMatched ? .overlayTitle : text, on: background, isMatched ? .bold : [])
      byte += character.utf8.count
    }
    if !isWhole { canvas.put(sign, column: column, row: row, limit: limit, text, on: background) }
    if showsNote {
      canvas.put(note, column: box.columns.upperBound - noteColumns - 1, row: row, .overlayKey, on: background)
    }
  }

  // MARK: Help

  private func draw(_ help: HelpView, on canvas: inout Canvas) {
    let text = state.helpRows
    let starts = text.starts + [text.rows.count]
    let found = help.found.flatMap { starts.indices.contains($0 + 1) ? starts[$0]..<starts[$0 + 1] : nil }
    let keys: (Command) -> String = { [state] in
      state.keymap.label(of: $0, in: .help, ascii: state.options.ascii, else: "")
    }
    guard
      let box = frame(
        columns: state.helpColumns, rows: state.size.rows - 1,
        title: "Keys  (\(keys(.find(.search))) finds one, \(keys(.choose(.cancel))) closes; gloss manual has it all)",
        on: &canvas)
    else { return }
    canvas.setCursor(column: box.column, row: box.row)
    let limit = box.columns.upperBound
    for (number, line) in text.rows.enumerated().dropFirst(help.top).prefix(box.size.rows) {
      let row = box.row + number - help.top
      let background: Role = found?.contains(number) == true ? .overlaySelection : .overlayText
      if background == .overlaySelection {
        canvas.fill(row: row, columns: box.columns, .overlayText, on: background)
        if number == found?.lowerBound { canvas.setCursor(column: box.column, row: row) }
      }
      switch line {
      case .blank: break
      case .section(let name):
        canvas.put(name, column: box.column + 1, row: row, limit: limit, .overlayTitle, on: .overlayText)
      case .command(let keys, let help, _):
        let column = canvas.put(keys, column: box.column + 3, row: row, limit: limit, .overlayKey, on: background)
        canvas.put(
          help, column: max(column + 2, box.column + 5 + text.keyColumns), row: row, limit: limit, .overlayText,
          on: background)
      }
    }
  }

  // MARK: The hint

  /// Draws the keys that may follow, in a box where the selected row is not; what there is no room for is counted.
  private func drawHint(on canvas: inout Canvas) {
    let entries = state.keymap.continuations(of: state.keys.pending, in: state.keyContext).map { keys, command in
      (KeyLabel.of(keys, ascii: state.options.ascii), command.rawValue)
    }
    let perRow = max(1, (state.size.columns - 4) / 30)
    let wanted = (entries.count + perRow - 1) / perRow + 2
    // Above the status line, else at the top, wherever there is more room beside the cursor.
    let bottom = state.size.rows - 1
    let cursor = canvas.frame.cursor?.row ?? 0
    let isBelow = bottom - cursor - 1 >= min(wanted, cursor)
    let rows = min(wanted, isBelow ? bottom - cursor - 1 : cursor)
    let room = min(entries.count, (rows - 2) * perRow)
    guard state.size.columns >= 4, rows >= 3, room > 0 else { return }
    let more = room < entries.count ? " +\(entries.count - room)" : ""
    let box = draw(
      Rectangle(
        column: 0, row: isBelow ? bottom - rows : 0, size: Size(columns: state.size.columns, rows: rows)),
      title: KeyLabel.of(state.keys.pending, ascii: state.options.ascii) + options.glyphs.spelled(" …") + more,
      on: &canvas)
    for (index, entry) in entries.prefix(room).enumerated() {
      let column = box.column + 1 + index % perRow * 30
      let row = box.row + index / perRow
      let limit = min(column + 29, box.columns.upperBound)
      let end = canvas.put(entry.0, column: column, row: row, limit: limit, .overlayKey, on: .overlayText)
      canvas.put(entry.1, column: max(end + 1, column + 5), row: row, limit: limit, .overlayText, on: .overlayText)
    }
  }

  // MARK: Boxes

  /// Draws an empty box with a border over the middle of the screen and returns its inside; nil where there is no room
  /// for one.
  private func frame(columns: Int, rows: Int, title: String, on canvas: inout Canvas) -> Rectangle? {
    guard let box = state.overlayBox(columns: columns, rows: rows) else { return nil }
    return draw(box, title: title, on: &canvas)
  }

  /// Draws an empty box with a border and returns its inside.
  @discardableResult
  private func draw(_ outer: Rectangle, title: String, on canvas: inout Canvas) -> Rectangle {
    let (column, row, size) = (outer.column, outer.row, outer.size)
    let box = BoxSigns(state.options)
    let line = String(repeating: box.horizontal, count: size.columns - 2)
    for inner in 0..<size.rows {
      let isEdge = inner == 0 || inner == size.rows - 1
      canvas.fill(row: row + inner, columns: column..<column + size.columns, .overlayText, on: .overlayText)
      let left = inner == 0 ? box.topLeft : inner == size.rows - 1 ? box.bottomLeft : box.vertical
      let right = inner == 0 ? box.topRight : inner == size.rows - 1 ? box.bottomRight : box.vertical
      canvas.put(
        left + (isEdge ? line : ""), column: column, row: row + inner, .overlayFrame, on: .overlayText)
      canvas.put(right, column: column + size.columns - 1, row: row + inner, .overlayFrame, on: .overlayText)
    }
    canvas.put(
      " " + Visible.sanitized(title) + " ", column: column + 2, row: row, limit: column + size.columns - 1,
      .overlayTitle,
      on: .overlayText)
    return Rectangle(column: column + 1, row: row + 1, size: Size(columns: size.columns - 2, rows: size.rows - 2))
  }
}

/// The glyphs that boxes are drawn with.
struct BoxSigns {
  let horizontal: String
  let vertical: String
  let topLeft: String
  let topRight: String
  let bottomLeft: String
  let bottomRight: String
  /// A horizontal line with one that goes up from it.
  let up: String

  /// In ASCII where the terminal has no others, or makes them two columns wide.
  init(_ options: NotebookState.Options) {
    let ascii = options.ascii || options.width.ambiguousIsWide
    horizontal = ascii ? "-" : "─"
    vertical = ascii ? "|" : "│"
    topLeft = ascii ? "+" : "┌"
    topRight = ascii ? "+" : "┐"
    bottomLeft = ascii ? "+" : "└"
    bottomRight = ascii ? "+" : "┘"
    up = ascii ? "+" : "┴"
  }
}
