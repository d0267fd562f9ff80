import Annotations
import Editor
import Outline
import Terminal

/// Writing an annotation: keys into the editor, saving, leaving a draft.
extension NotebookState {
  mutating func editKey(_ key: Key, at moment: Moment) -> [Effect]? {
    if let action = EditorKeys.action(for: key) { return edit(action, at: moment) }
    guard let scalar = key.typed else { return nil }
    return edit(.insert(String(Character(scalar))), at: moment)
  }

  mutating func insertIntoEditor(_ text: String, at moment: Moment) -> [Effect] {
    edit(.insert(text), at: moment)
  }

  /// Performs `action`; a text that changed is journalled at once.
  private mutating func edit(_ action: EditorAction, at moment: Moment) -> [Effect] {
    guard case .editing(var session) = mode else { return [] }
    session.editor.perform(action, in: editorGeometry)
    return keep(&session, at: moment)
  }

  /// Takes over the session, and asks for its text to be journalled where it differs from what was.
  private mutating func keep(_ session: inout EditorSession, at moment: Moment) -> [Effect] {
    defer {
      mode = .editing(session)
      showEditor()
    }
    let text = session.editor.text
    guard !text.utf8.elementsEqual(session.draft.text.utf8) else { return [] }
    session.draft.text = text
    session.draft.timestamp = moment.timestamp
    return [.writeDraft(session.draft, session.file)]
  }

  mutating func runInEditor(_ command: Command, at moment: Moment) -> [Effect] {
    guard case .editing(let session) = mode else { return [] }
    switch command {
    case .save: return save(session, at: moment)
    case .leaveDraft: return leaveDraft(session)
    case .discard:
      guard session.hasText else { return discard(session) }
      mode = .asking(
        Question(text: "Discard this text for good? y/n", purpose: .discardDraft(session), returnsToEditor: true))
      return []
    case .externalEditor: return [.editText(session.editor.text)]
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .help:
      message = Message("^S saves · Esc leaves a draft · ^X^K discards · ^X^E your editor · ^_ undoes")
      return []
    default: return []
    }
  }

  /// What came back from the reader's own editor.
  mutating func takeEdited(_ text: String?, at moment: Moment) -> [Effect] {
    guard case .editing(var session) = mode, let text else { return [] }
    session.editor.perform(.selectObject(.all), in: editorGeometry)
    session.editor.perform(.insert(text), in: editorGeometry)
    return keep(&session, at: moment)
  }

  private mutating func save(_ session: EditorSession, at moment: Moment) -> [Effect] {
    let text = session.trimmedText
    let length = text.unicodeScalars.count
    if text.isEmpty {
      guard session.original != nil else {
        message = Message("empty: nothing saved")
        return discard(session)
      }
      mode = .asking(
        Question(text: "The text is empty. Delete this annotation? y/n", purpose: .deleteEmptied(session)))
      return []
    }
    guard length <= Annotation.maximumTextLength else {
      message = Message(
        "\(length) characters are more than \(Annotation.maximumTextLength): split or shorten; the draft is kept",
        .error)
      return []
    }
    closeEditor()
    documents[session.file]?.put(session.draft)
    if let original = session.original {
      guard text != original.text else {
        message = Message("nothing changed")
        documents[session.file]?.removeDraft(session.draft.id)
        return [.removeDraft(session.draft.id, session.file)]
      }
      var changed = original
      changed.text = text
      return save(
        [.replace(changed, was: original)], in: session.file, done: "saved", clearing: session.draft.id)
    }
    var annotation = Annotation(
      id: session.draft.id, author: moment.author, timestamp: moment.timestamp, text: text, type: session.draft.type,
      severity: session.draft.severity, anchor: session.draft.anchor)
    if case .reply(let parent) = session.draft.purpose { annotation.replyTo = parent }
    return save([.add(annotation)], in: session.file, done: "saved", clearing: session.draft.id)
  }

  private mutating func leaveDraft(_ session: EditorSession) -> [Effect] {
    closeEditor()
    guard session.hasText, session.editor.text != session.original?.text else { return discard(session) }
    documents[session.file]?.put(session.draft)
    message = Message("draft, not saved: a resumes", .warning)
    return [.writeDraft(session.draft, session.file)]
  }

  private mutating func discard(_ session: EditorSession) -> [Effect] {
    closeEditor()
    documents[session.file]?.removeDraft(session.draft.id)
    return [.removeDraft(session.draft.id, session.file)]
  }

  /// The answer to a question: `y` does it, everything else leaves things as they are.
  mutating func answer(_ question: Question, with key: Key, at moment: Moment) -> [Effect] {
    let isYes = key == Key("y") || key == Key("Y")
    switch question.purpose {
    case .discardDraft(let session):
      if isYes {
        message = Message("discarded")
        return discard(session)
      }
      mode = question.returnsToEditor ? .editing(session) : .browsing
    case .deleteEmptied(let session):
      mode = .editing(session)
      guard isYes, let original = session.original else { return [] }
      closeEditor()
      return save([.delete(original)], in: session.file, done: "deleted", clearing: session.draft.id)
    case .adopt(let file):
      mode = .browsing
      if isYes { return [.adopt(file)] }
      message = Message("left where they are; gloss check names them")
    }
    return []
  }
}

extension NotebookState {
  /// Goes back to the pane that the keys were in before writing.
  private mutating func closeEditor() {
    if case .editing = mode { focus = focusBeforeEditing }
    mode = .browsing
  }
}

extension EditorSession {
  var hasText: Bool { !trimmedText.isEmpty }

  /// The text without blank lines and blanks at its ends.
  var trimmedText: String {
    var text = Substring(editor.text)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    while let first = text.first, first.isNewline { text.removeFirst() }
    return String(text)
  }
}
