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
    switch state.mode {
    case .list(let list): draw(list, on: &canvas)
    case .help(let help): draw(help, on: &canvas)
    case .browsing, .editing, .prompt, .asking:
      if state.showsHint, !state.pending.isEmpty { drawHint(on: &canvas) }
    }
  }

  // MARK: Lists

  private func draw(_ list: ListOverlay, on canvas: inout Canvas) {
    let columns = width(of: list, canvas)
    let rows = min(max(1, state.size.rows - 4), max(1, list.shown.count)) + 2
    let preview = state.preview(in: list)
    let number = list.purpose == .annotations ? "  \(list.shown.count) of \(list.all.count)" : ""
    let width = preview == nil ? columns : min(state.size.columns, max(columns, 76))
    let below = preview == nil ? 0 : rowsBelow(list, of: rows, columns: width - 2)
    let height = min(rows + 1 + below, state.size.rows - 1)
    guard var box = frame(columns: width, rows: height, title: list.title + number, on: &canvas) else {
      drawInput(of: list, row: state.size.rows - 1, on: &canvas)
      return
    }
    if let preview, below > 0, box.size.rows >= below + 2 {
      box.size.rows -= below
      draw(preview.header, preview.text, below: box, rows: below, on: &canvas)
    }
    let sign = list.letters == .keys ? "" : "> "
    let input = canvas.put(sign, column: box.column + 1, row: box.row, .overlayKey, on: .overlayText)
    let cursor = canvas.put(
      Visible.text(list.query), column: input, row: box.row, limit: box.columns.upperBound - 1, .overlayText,
      on: .overlayText)
    canvas.setCursor(column: cursor, row: box.row)
    let complaint = list.complaint.map(options.glyphs.spelled)
    let hint = list.letters == .keys ? "a key or Enter takes it, Esc leaves it for later" : list.hint
    if let aside = complaint ?? (list.query.isEmpty ? hint : nil), !aside.isEmpty {
      let column = cursor + (sign.isEmpty ? 0 : 2)
      let limit = box.columns.upperBound - 1
      let shown = canvas.beginning(of: Visible.text(aside), columns: limit - column, sign: options.glyphs.ellipsis)
      canvas.put(
        shown, column: column, row: box.row, limit: limit, list.complaint == nil ? .muted : .statusWarning,
        on: .overlayText)
    }
    let visible = box.size.rows - 1
    guard visible > 0 else { return }
    if list.shown.isEmpty {
      canvas.put(
        list.isSearching ? options.glyphs.spelled("searching…") : "nothing matches", column: box.column + 1,
        row: box.row + 1,
        limit: box.columns.upperBound, .muted, on: .overlayText)
    }
    let first = max(0, min(list.selected - visible / 2, list.shown.count - visible))
    for (line, item) in list.shown.dropFirst(first).prefix(visible).enumerated() {
      let isSelected = first + line == list.selected
      draw(item, isSelected: isSelected, row: box.row + 1 + line, box: box, on: &canvas)
    }
  }

  /// The rows for the selected entry, below a list of so many `rows`; as many whichever entry that is.
  private func rowsBelow(_ list: ListOverlay, of rows: Int, columns: Int) -> Int {
    guard case .review = list.purpose else { return min(8, max(0, state.size.rows - 12)) }
    let texts = list.shown.indices.compactMap { index in
      var list = list
      list.selected = index
      return state.preview(in: list)?.text
    }
    let longest = texts.map { wrapped($0, columns: columns).count }.max() ?? 0
    return min(longest + 2, 16, max(0, state.size.rows - rows - 2))
  }

  /// A text of the reader's, as rows of a box.
  private func wrapped(_ text: String, columns: Int) -> [String] {
    let geometry = EditorGeometry(columns: max(1, columns - 2), width: state.options.width)
    return TextEditor(text: String(text.prefix(4000))).layout(in: geometry, rows: .max / 2).rows.map(\.text)
  }

  /// As wide as what there is to choose from, whatever is shown of it now.
  private func width(of list: ListOverlay, _ canvas: Canvas) -> Int {
    let items = list.all.isEmpty ? list.shown : list.all
    let widest = items.prefix(200).map { item in
      canvas.columns(of: item.title) + canvas.columns(of: item.note) + (item.key == nil ? 6 : 9)
    }.max()
    let typed = list.complaint.map { canvas.columns(of: list.query) + canvas.columns(of: $0) + 8 } ?? 0
    let wanted = max(widest ?? 0, typed)
    return min(state.size.columns, max(40, list.isOfTexts ? wanted : min(wanted, 100)))
  }

  /// The selected entry whole, under a rule.
  private func draw(_ header: String, _ text: String, below box: Rectangle, rows: Int, on canvas: inout Canvas) {
    let first = box.row + box.size.rows
    let limit = box.columns.upperBound
    let rule = BoxSigns(state.options).horizontal
    canvas.fill(row: first, columns: box.columns, with: Character(rule), .overlayFrame, on: .overlayText)
    canvas.put(
      Visible.text(header), column: box.column + 1, row: first + 1, limit: limit - 1, .overlayTitle, on: .overlayText)
    for (row, line) in wrapped(text, columns: box.size.columns).prefix(max(0, rows - 2)).enumerated() {
      canvas.put(line, column: box.column + 1, row: first + 2 + row, limit: limit, .overlayText, on: .overlayText)
    }
  }

  /// Where there is no room for a box: what was typed, and the selected entry behind it.
  private func drawInput(of list: ListOverlay, row: Int, on canvas: inout Canvas) {
    canvas.fill(row: row, columns: 0..<state.size.columns, .overlayText, on: .overlayText)
    let column = canvas.put("> " + Visible.text(list.query), column: 0, row: row, .overlayKey, on: .overlayText)
    canvas.setCursor(column: column, row: row)
    if list.shown.indices.contains(list.selected) {
      let title = Visible.text(list.shown[list.selected].title)
      canvas.put(title, column: column + 1, row: row, .overlayText, on: .overlaySelection)
    }
  }

  private func draw(
    _ item: ListOverlay.Item, isSelected: Bool, row: Int, box: Rectangle, on canvas: inout Canvas
  ) {
    let ground: Role = isSelected ? .overlaySelection : .overlayText
    canvas.fill(row: row, columns: box.columns, .overlayText, on: ground)
    let note = end(of: Visible.text(item.note), columns: max(0, box.size.columns / 2 - 2), canvas)
    let noteColumns = canvas.columns(of: note)
    let showsNote = !note.isEmpty && noteColumns + 16 < box.size.columns
    let limit = box.columns.upperBound - (showsNote ? noteColumns + 2 : 1)
    var column = box.column + 1
    if let key = item.key {
      column = canvas.put("\(key)  ", column: column, row: row, limit: limit, .overlayKey, on: ground)
    }
    var byte = 0
    let sign = options.glyphs.ellipsis
    let isWhole = canvas.columns(of: Visible.text(item.title)) <= limit - column
    let end = isWhole ? limit : limit - canvas.columns(of: sign)
    for character in item.title {
      guard column + canvas.width.columns(of: character) <= end else { break }
      let isMatched = item.matched.contains { $0.contains(byte) }
      column = canvas.put(
        Visible.text(String(character)), column: column, row: row, limit: limit,
        isMatched ? .overlayTitle : .overlayText, on: ground, isMatched ? .bold : [])
      byte += character.utf8.count
    }
    if !isWhole { canvas.put(sign, column: column, row: row, limit: limit, .overlayText, on: ground) }
    if showsNote {
      canvas.put(note, column: box.columns.upperBound - noteColumns - 1, row: row, .overlayKey, on: ground)
    }
  }

  /// `note` where it fits, else its end, which is the nearest to what it speaks of.
  private func end(of note: String, columns: Int, _ canvas: Canvas) -> String {
    guard canvas.columns(of: note) > columns else { return note }
    let sign = state.layoutOptions.glyphs.ellipsis
    var end = note
    while !end.isEmpty, canvas.columns(of: end) + canvas.columns(of: sign) > columns { end.removeFirst() }
    return end.isEmpty ? "" : sign + end
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
        title: "Keys  (\(keys(.search)) finds one, \(keys(.cancel)) closes)", on: &canvas)
    else { return }
    canvas.setCursor(column: box.column, row: box.row)
    let limit = box.columns.upperBound
    for (number, line) in text.rows.enumerated().dropFirst(help.top).prefix(box.size.rows) {
      let row = box.row + number - help.top
      let ground: Role = found?.contains(number) == true ? .overlaySelection : .overlayText
      if ground == .overlaySelection {
        canvas.fill(row: row, columns: box.columns, .overlayText, on: ground)
        if number == found?.lowerBound { canvas.setCursor(column: box.column, row: row) }
      }
      switch line {
      case .blank: break
      case .section(let name):
        canvas.put(name, column: box.column + 1, row: row, limit: limit, .overlayTitle, on: .overlayText)
      case .command(let keys, let help, _):
        let column = canvas.put(keys, column: box.column + 3, row: row, limit: limit, .overlayKey, on: ground)
        canvas.put(
          help, column: max(column + 2, box.column + 5 + text.keyColumns), row: row, limit: limit, .overlayText,
          on: ground)
      }
    }
  }

  // MARK: The hint

  private func drawHint(on canvas: inout Canvas) {
    let entries = state.keymap.continuations(of: state.pending, in: state.context).map { keys, command in
      (KeyLabel.of(keys, ascii: state.options.ascii), command.rawValue)
    }
    let perRow = max(1, (state.size.columns - 4) / 30)
    let rows = (entries.count + perRow - 1) / perRow
    guard
      let box = frame(
        columns: state.size.columns, rows: rows + 2,
        title: KeyLabel.of(state.pending, ascii: state.options.ascii) + options.glyphs.spelled(" …"),
        atBottom: true, on: &canvas)
    else { return }
    for (index, entry) in entries.enumerated() where index / perRow < box.size.rows {
      let column = box.column + 1 + index % perRow * 30
      let row = box.row + index / perRow
      let limit = min(column + 29, box.columns.upperBound)
      let end = canvas.put(entry.0, column: column, row: row, limit: limit, .overlayKey, on: .overlayText)
      canvas.put(entry.1, column: max(end + 1, column + 5), row: row, limit: limit, .overlayText, on: .overlayText)
    }
  }

  // MARK: Boxes

  /// Draws an empty box with a border over the middle (or the bottom) of the screen and returns its inside; nil where
  /// there is no room for one.
  private func frame(
    columns: Int, rows: Int, title: String, atBottom: Bool = false, on canvas: inout Canvas
  ) -> Rectangle? {
    let size = Size(columns: min(columns, state.size.columns), rows: min(rows, state.size.rows - 1))
    guard size.columns >= 4, size.rows >= 3 else { return nil }
    let column = (state.size.columns - size.columns) / 2
    let row = atBottom ? state.size.rows - 1 - size.rows : max(0, (state.size.rows - 1 - size.rows) / 3)
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
      " " + Visible.text(title) + " ", column: column + 2, row: row, limit: column + size.columns - 1, .overlayTitle,
      on: .overlayText)
    return Rectangle(column: column + 1, row: row + 1, size: Size(columns: size.columns - 2, rows: size.rows - 2))
  }
}

/// The signs that boxes are drawn with.
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
