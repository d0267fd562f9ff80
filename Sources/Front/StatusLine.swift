import Annotations
import Layout
import Notebook
import Outline
import Settings
import Terminal

/// Draws the last row: what was asked, what was found, what there is, and where help is.
struct StatusLine {
  let state: NotebookState
  let area: Rectangle

  func draw(on canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    canvas.fill(row: area.row, columns: area.columns, .statusText, on: .statusText)
    // What there is to say now counts more than what is always there, and of that the end most.
    let room = area.size.columns - min(wanted(canvas), 72)
    let right = right(columns: room, canvas)
    let columns = canvas.columns(of: right.text) + canvas.columns(of: right.key) + 1
    let showsRight = columns <= room
    let limit = area.columns.upperBound - (showsRight ? columns + 1 : 0)
    if let long = longMessage(limit: limit, canvas) { return draw(long, on: &canvas) }
    drawLeft(on: &canvas, limit: limit)
    guard showsRight else { return }
    let column = canvas.put(
      right.text, column: area.columns.upperBound - columns, row: area.row, .statusText, on: .statusText)
    canvas.put(right.key, column: column, row: area.row, .statusKey, on: .statusText)
  }

  /// The columns that what stands on the left should have.
  private func wanted(_ canvas: Canvas) -> Int {
    if let hint = state.letterHint { return canvas.columns(of: spelled(hint)) + 2 }
    if state.isBrowsing, state.keys.pending.isEmpty, state.keys.count == nil, state.message == nil {
      return state.searching.text.isEmpty ? 1 : 24
    }
    if let session = state.activeSession, state.message == nil, session.line == nil {
      // Where help is counts more than all of the hint.
      let most = area.size.columns - canvas.columns(of: helpKey) - 3
      return max(24, min(most, canvas.columns(of: spelled(editorHint(session))) + 2))
    }
    return max(24, state.message.map { canvas.columns(of: $0.text) + 2 } ?? 24)
  }

  /// The message with its role, where it does not fit into the row before `limit`.
  private func longMessage(limit: Int, _ canvas: Canvas) -> (text: String, role: Role)? {
    let said: (text: String, role: Role)
    switch state.overlay {
    case .confirmation(let confirmation): said = (spelled(confirmation.text), .statusWarning)
    case nil where state.session?.line != nil: return nil
    case nil:
      guard state.keys.pending.isEmpty, state.keys.count == nil, let message = state.message else { return nil }
      said = (spelled(Visible.sanitized(message.text)), role(of: message))
    case .prompt, .list, .help: return nil
    }
    return start + canvas.columns(of: said.text) > limit ? said : nil
  }

  /// Draws what is too long for the row over the rows above it, as far as the cursor does not stand there.
  private func draw(_ long: (text: String, role: Role), on canvas: inout Canvas) {
    let cursor = canvas.frame.cursor?.row ?? -1
    let rows = max(1, min(area.row - cursor, state.size.rows / 3))
    let columns = area.columns.upperBound - start - 1
    let message = LongMessage(
      long.text, rows: rows, columns: columns, ellipsis: state.layoutOptions.glyphs.ellipsis, canvas: canvas)
    for (number, line) in message.lines.enumerated() {
      let row = area.row - message.lines.count + 1 + number
      canvas.fill(row: row, columns: area.columns, .statusText, on: .statusText)
      let end = canvas.put(line, column: start, row: row, limit: area.columns.upperBound, long.role, on: .statusText)
      if case .confirmation? = state.overlay { canvas.setCursor(column: end, row: row) }
    }
  }

  /// The column where the row's text begins.
  private var start: Int { area.column + (area.size.columns >= 20 ? 1 : 0) }

  private func drawLeft(on canvas: inout Canvas, limit: Int) {
    if case .prompt(let prompt)? = state.overlay {
      let sign = prompt.purpose == .search ? "/" : "&"
      var column = canvas.put(sign, column: start, row: area.row, limit: limit, .prompt, on: .statusText)
      let room = max(1, limit - column - 14)
      column = draw(prompt, columns: room, from: column, limit: limit, on: &canvas)
      canvas.setCursor(column: column, row: area.row)
      let completions = state.completions(in: prompt).map(\.text)
      // What may become something is not wrong yet.
      if !prompt.text.isEmpty, completions.isEmpty || !state.isUnfinished(prompt) {
        column = canvas.put("  " + hitCount, column: column, row: area.row, limit: limit, .statusText, on: .statusText)
      }
      draw(completions, of: prompt, from: column + 2, limit: limit, on: &canvas)
    } else if let session = state.activeSession, let line = session.line {
      let label = line.sign == ":" || session.keys != nil ? String(line.sign) : "search: "
      var column = canvas.put(label, column: start, row: area.row, limit: limit, .prompt, on: .statusText)
      let room = max(1, limit - column - (state.message == nil ? 1 : 26))
      column = canvas.put(
        tail(of: line.text, columns: room, canvas), column: column, row: area.row, limit: limit, .prompt,
        on: .statusText)
      canvas.setCursor(column: column, row: area.row)
      if let message = state.message {
        canvas.put(
          spelled(Visible.sanitized(message.text)), column: column + 2, row: area.row, limit: limit, role(of: message),
          on: .statusText)
      }
    } else if case .confirmation(let confirmation)? = state.overlay {
      let column = canvas.put(
        spelled(confirmation.text), column: start, row: area.row, limit: limit, .statusWarning, on: .statusText)
      canvas.setCursor(column: column, row: area.row)
    } else if let hint = state.letterHint {
      let text = canvas.beginning(
        of: spelled(hint), columns: limit - start, sign: state.layoutOptions.glyphs.ellipsis)
      canvas.put(text, column: start, row: area.row, limit: limit, .statusKey, on: .statusText)
    } else if !state.keys.pending.isEmpty || state.keys.count != nil {
      let keys = (state.keys.count.map(String.init) ?? "") + KeyLabel.of(state.keys.pending, ascii: state.options.ascii)
      canvas.put(spelled(keys + "…"), column: start, row: area.row, limit: limit, .statusKey, on: .statusText)
    } else if let message = state.message {
      canvas.put(
        spelled(Visible.sanitized(message.text)), column: start, row: area.row, limit: limit, role(of: message),
        on: .statusText)
    } else if let session = state.activeSession {
      let hint = canvas.beginning(
        of: spelled(editorHint(session)), columns: limit - start, sign: state.layoutOptions.glyphs.ellipsis)
      canvas.put(hint, column: start, row: area.row, limit: limit, .statusText, on: .statusText)
    } else if !state.searching.text.isEmpty {
      canvas.put(
        "/\(Visible.sanitized(state.searching.text))  \(hitCount)", column: start, row: area.row, limit: limit,
        .statusText,
        on: .statusText)
    }
  }

  /// Draws what was typed, what is wrong in it in another colour, and returns the column behind it.
  private func draw(_ prompt: Prompt, columns: Int, from start: Int, limit: Int, on canvas: inout Canvas) -> Int {
    let shown = tail(of: prompt.text, columns: columns, canvas)
    guard let mistake = state.mistake(in: prompt), !state.isUnfinished(prompt) else {
      return canvas.put(shown, column: start, row: area.row, limit: limit, .prompt, on: .statusText)
    }
    var column = start
    var index = prompt.text.count - shown.count
    for character in shown {
      let isWrong = mistake.contains(index)
      column = canvas.put(
        String(character), column: column, row: area.row, limit: limit, isWrong ? .statusWarning : .prompt,
        on: .statusText, isWrong ? .underline : [])
      index += 1
    }
    return column
  }

  /// Draws what the word before the cursor may become, as far as there is room.
  private func draw(
    _ choices: [String], of prompt: Prompt, from start: Int, limit: Int, on canvas: inout Canvas
  ) {
    var column = start
    for (index, choice) in choices.prefix(20).enumerated() {
      let text = Visible.sanitized(choice)
      guard column + canvas.columns(of: text) + 2 < limit else { break }
      let isTaken = prompt.completion?.index == index
      column =
        canvas.put(
          text, column: column, row: area.row, limit: limit, isTaken ? .statusKey : .muted, on: .statusText) + 1
    }
  }

  private func editorHint(_ session: EditorSession) -> String {
    var commands: [(Command, String)] = [
      (.write(.save), "saves"), (.write(.leaveDraft), "leaves a draft"), (.write(.discard), "discards"),
      (.annotation(.setType), "type"),
    ]
    var mode = ""
    if let keys = session.keys {
      mode =
        (keys.recordingName.map { "recording @\($0) · " } ?? "") + keys.mode.rawValue + " mode"
        + (keys.pending.isEmpty ? "" : " " + keys.pending.map(\.name).joined()) + " · "
      if keys.mode != .normal { commands[1].1 = "ends it" }
    }
    return length(of: session) + mode
      + commands.map { command, does in
        state.keymap.label(of: command, in: .editor, ascii: state.options.ascii, else: "") + " " + does
      }.joined(separator: " · ")
  }

  /// The length of a text that comes near to what an annotation may have.
  private func length(of session: EditorSession) -> String {
    let most = Annotation.maximumTextLength
    let text = session.editor.text
    // Bytes are counted at once, and there are never fewer.
    guard text.utf8.count > most * 9 / 10 else { return "" }
    let count = text.unicodeScalars.count
    guard count > most * 9 / 10 else { return "" }
    return "\(count) of \(most) characters" + (count > most ? ": split or shorten it · " : " · ")
  }

  /// The end of `text` as far as it fits: one types at the end.
  private func tail(of text: String, columns: Int, _ canvas: Canvas) -> String {
    var shown = Visible.sanitized(text)
    while canvas.columns(of: shown) > columns, !shown.isEmpty { shown.removeFirst() }
    return shown
  }

  private func role(of message: Message) -> Role {
    switch message.tone {
    case .plain: .statusText
    case .good: .statusGood
    case .warning: .statusWarning
    case .error: .statusError
    }
  }

  private var hitCount: String {
    if let complaint = state.searching.complaint { return spelled(complaint) }
    // Until the first answer comes, the hits are those of the search before.
    if state.searching.isRunning, state.searching.hits.isEmpty || state.searching.progress == nil {
      return spelled("…")
    }
    guard !state.searching.hits.isEmpty else { return "none" }
    let total = state.searching.hits.count
    return state.searching.number(of: state.selection, in: state.tree).map { "\($0 + 1) of \(total)" } ?? "\(total)"
  }

  /// The right end of the row, with as many of its parts as there is room for.
  private func right(columns: Int, _ canvas: Canvas) -> (text: String, key: String) {
    let key = helpKey
    var parts = self.parts
    while true {
      let text = spelled(parts.isEmpty ? "" : parts.joined(separator: " · ") + "   ")
      if parts.isEmpty || canvas.columns(of: text) + canvas.columns(of: key) < columns { return (text, key) }
      parts.removeLast()
    }
  }

  /// The key for help.
  private var helpKey: String {
    let label = state.keymap.label(of: .program(.help), in: state.keyContext, else: "")
    return label.isEmpty ? "" : label + " help"
  }

  /// The work under way, and the counts of what there is.
  private var parts: [String] {
    var parts: [String] = []
    if state.isListing { parts.append("listing…") }
    if let progress = state.searching.progress {
      parts.append("searching \(progress.done) of \(plural(progress.total, "note"))…")
    }
    if state.isAwaitingSearch, state.searching.progress == nil { parts.append("searching…") }
    if state.opening.count > 1 { parts.append("reading \(plural(state.opening.count, "note"))…") }
    if state.zoom != nil { parts.append("zoomed") }
    if let filter = state.filterText { parts.append("only \(Visible.sanitized(filter))") }
    if let document = state.selectedDocument {
      parts.append(plural(document.outline.count - 1, "topic") + (document.isPartial ? "…" : ""))
      let annotations = document.annotationCount
      if document.isMissing { parts.append("as it was last read") }
      if annotations > 0 { parts.append(plural(annotations, "annotation")) }
      let drafts = document.drafts.count
      if drafts > 0 { parts.append(plural(drafts, "draft")) }
    } else if state.tree[state.selection.file].kind == .folder {
      parts.append(plural(state.tree.fileCount, "note"))
    } else if state.opening.contains(state.selection.file) {
      parts.append("reading…")
    }
    return parts
  }

  /// Returns the program's own words, in the glyphs that the terminal has.
  private func spelled(_ words: String) -> String { state.layoutOptions.glyphs.spelled(words) }

  private func plural(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
}
