import Annotations
import Editor
import Outline
import Terminal

/// Writing an annotation: keys into the editor, saving, leaving a draft.
extension NotebookState {
  mutating func editKey(_ key: Key, in context: UpdateContext) -> [Effect]? {
    guard let session else { return nil }
    message = nil
    if session.line != nil { return editLine(key, in: context) }
    if session.keys != nil, let effects = pressModal(key, in: context) ?? pressBehindEscape(key, in: context) {
      return effects
    }
    if let action = EditorKeys.action(for: key) { return edit(action, in: context) }
    guard session.keys == nil, let scalar = key.typed else { return nil }
    return edit(.insert(String(Character(scalar))), in: context)
  }

  mutating func insertIntoEditor(_ text: String, in context: UpdateContext) -> [Effect] {
    guard var session else { return [] }
    if session.line != nil {
      pasteIntoLine(text.split(whereSeparator: \.isNewline).joined(separator: " "))
      return []
    }
    guard var keys = session.keys, keys.mode == .insert else { return edit(.insert(text), in: context) }
    _ = keys.press(.text(text), on: &session.editor, in: editorGeometry)
    session.keys = keys
    return keep(&session, in: context)
  }

  /// Performs `action`; a text that changed is journalled at once.
  private mutating func edit(_ action: EditorAction, in context: UpdateContext) -> [Effect] {
    guard var session else { return [] }
    session.editor.perform(action, in: editorGeometry)
    let effects = keep(&session, in: context)
    switch action {
    case .kill, .killObject, .killSelection, .copySelection, .copyObject:
      guard let latest = session.editor.killRing.latest, latest != killRing.latest else { return effects }
      killRing = session.editor.killRing
      return effects + clipboard(latest)
    default: return effects
    }
  }

  /// Takes over the session, and asks for its text to be journalled where it differs from what was.
  mutating func keep(_ session: inout EditorSession, in context: UpdateContext) -> [Effect] {
    defer {
      self.session = session
      showEditor()
    }
    guard session.editor.revision != session.journalled else { return [] }
    session.journalled = session.editor.revision
    session.draft.text = session.editor.text
    session.draft.timestamp = context.timestamp
    return [.writeDraft(session.draft, session.file)]
  }

  mutating func runInEditor(_ command: Command, in context: UpdateContext) -> [Effect] {
    guard let session else { return [] }
    switch command {
    case .save: return save(session, in: context)
    case .leaveDraft: return escapeInEditor(in: context) ?? leaveDraft(session)
    case .findText, .findNext, .findPrevious: return find(command, in: context)
    case .discard:
      guard session.life.after(.discard(session.state)).consequence == .askToDiscard else { return discard(session) }
      push(.confirmation(Confirmation(text: "Discard this text for good? y/n", purpose: .discardText)))
      return []
    case .externalEditor: return [.editText(session.editor.text)]
    case .setType, .setSeverity: return classify(command, session)
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .help:
      push(.help(helpOnWriting))
      return []
    default: return []
    }
  }

  /// Searching in the text; in vim's keys the same key may mean something else.
  private mutating func find(_ command: Command, in context: UpdateContext) -> [Effect] {
    guard var session else { return [] }
    if command != .findText {
      findAgain(forward: command == .findNext)
    } else if session.line != nil {
      findAgain(forward: false)
    } else if session.keys != nil {
      return pressModal(Key("r", .control), in: context) ?? []
    } else {
      session.beginLine("?")
      self.session = session
    }
    return []
  }

  /// Asks for the type or the severity of what is written.
  private mutating func classify(_ command: Command, _ session: EditorSession) -> [Effect] {
    if case .refuse(let refusal) = session.life.after(.classify).consequence {
      refuse(refusal)
      return []
    }
    push(
      .list(
        command == .setType
          ? typeList(now: session.draft.type, for: nil) : severityList(now: session.draft.severity, for: nil)))
    return []
  }

  /// Gives what is written a type or a severity, which its draft keeps.
  mutating func classify(_ alter: (inout Draft) -> Void) -> [Effect] {
    guard var session else { return [] }
    alter(&session.draft)
    self.session = session
    return session.hasText ? [.writeDraft(session.draft, session.file)] : []
  }

  /// What came back from the reader's own editor.
  mutating func takeEdited(_ text: String?, in context: UpdateContext) -> [Effect] {
    guard var session, let text else { return [] }
    if text.isEmpty {
      session.editor.perform(.deleteObject(.all), in: editorGeometry)
      message = Message("the text was emptied: undo brings it back", .warning)
    } else {
      session.editor.perform(.selectObject(.all), in: editorGeometry)
      session.editor.perform(.insert(text), in: editorGeometry)
    }
    return keep(&session, in: context)
  }

  private mutating func save(_ session: EditorSession, in context: UpdateContext) -> [Effect] {
    let consequence = session.life.after(.save(session.state)).consequence
    switch consequence {
    case .store: break
    case .dropDraft:
      message = Message(session.original == nil ? "empty: nothing saved" : "nothing changed")
      return discard(session)
    default:
      answerUnsaved(session, consequence)
      return []
    }
    closeEditor()
    documents[session.file]?.upsert(session.draft)
    updateTally(of: session.file)
    let change = change(by: session, in: context)
    if case .add(let annotation) = change, unanchored.contains(session.draft.id) {
      savesAwaitingAnchor[session.draft.id] = annotation
      message = Message("saving…")
      return []
    }
    return save([change], in: session.file, done: "saved", clearing: session.draft.id)
  }

  /// What there is to say or to ask where a text is not saved.
  private mutating func answerUnsaved(_ session: EditorSession, _ consequence: AnnotationLifecycle.Consequence) {
    switch consequence {
    case .askToDelete:
      push(.confirmation(Confirmation(text: "The text is empty. Delete this annotation? y/n", purpose: .deleteEmptied)))
    case .refuse(.tooLong):
      message = Message(
        "\(session.trimmedText.unicodeScalars.count) characters are more than \(Annotation.maximumTextLength): "
          + "split or shorten; the draft is kept", .error)
    case .refuse(let refusal): refuse(refusal)
    case .write, .resume, .store, .change, .remove, .attach, .keepDraft, .dropDraft, .askToDiscard, .report, .takeBack:
      break
    }
  }

  /// What saving the text changes.
  private func change(by session: EditorSession, in context: UpdateContext) -> AnnotationChange {
    if let original = session.original {
      var changed = original
      changed.text = session.trimmedText
      changed.type = session.draft.type
      changed.severity = session.draft.severity
      return .replace(changed, was: original)
    }
    var annotation = Annotation(
      id: session.draft.id, author: context.author, timestamp: context.timestamp, text: session.trimmedText,
      type: session.draft.type, severity: session.draft.severity, anchor: session.draft.anchor)
    if case .reply(let parent) = session.draft.purpose { annotation.replyTo = parent }
    return .add(annotation)
  }

  /// Saves and goes on writing: what is written from now on is an edit of what was saved.
  mutating func saveAndStay(in context: UpdateContext) -> [Effect] {
    guard var session else { return [] }
    let consequence = session.life.after(.save(session.state)).consequence
    switch consequence {
    case .store: break
    case .dropDraft:
      message = Message(session.original == nil ? "empty: nothing saved" : "nothing changed")
      return []
    default:
      answerUnsaved(session, consequence)
      return []
    }
    guard !unanchored.contains(session.draft.id) else {
      message = Message("not saved yet: its place in a file this large is still being noted, a moment", .warning)
      return []
    }
    let change = change(by: session, in: context)
    let effects = save([change], in: session.file, done: "saved", clearing: session.draft.id)
    pendingSaves[lastNumber]?.continuing = session.draft
    pendingSaves[lastNumber]?.original = session.original
    switch change {
    case .add(let annotation), .replace(let annotation, _):
      session.original = annotation
      session.draft.purpose = .edit(annotation.id)
      session.draft.id = context.freshID
    case .delete: break
    }
    self.session = session
    return effects
  }

  /// What was saved while the editor stayed open is not on the disk: it is a draft again.
  mutating func revertToDraft(_ pending: PendingSave) -> [Effect] {
    guard let draft = pending.continuing else { return [] }
    guard var session, session.draft.purpose == .edit(pending.changes.first?.id ?? "") else {
      documents[pending.file]?.upsert(draft)
      updateTally(of: pending.file)
      return [.writeDraft(draft, pending.file)]
    }
    let newer = session.draft
    session.draft = draft
    session.draft.text = session.editor.text
    session.original = pending.original
    self.session = session
    return [.removeDraft(newer.id, session.file), .writeDraft(session.draft, session.file)]
  }

  mutating func leaveEditor() -> [Effect] {
    guard let session else { return [] }
    return leaveDraft(session)
  }

  private mutating func leaveDraft(_ session: EditorSession) -> [Effect] {
    guard session.life.after(.leave(session.state)).consequence == .keepDraft else { return discard(session) }
    closeEditor()
    documents[session.file]?.upsert(session.draft)
    updateTally(of: session.file)
    message = Message("draft, not saved: a resumes", .warning)
    return [.writeDraft(session.draft, session.file)]
  }

  private mutating func discard(_ session: EditorSession) -> [Effect] {
    closeEditor()
    documents[session.file]?.removeDraft(session.draft.id)
    updateTally(of: session.file)
    return [.removeDraft(session.draft.id, session.file)]
  }

  /// The answer to a question: `y` does it, everything else leaves things as they are.
  mutating func answer(_ confirmation: Confirmation, with key: Key, in context: UpdateContext) -> [Effect] {
    let isYes = key == Key("y") || key == Key("Y")
    popOverlay()
    switch confirmation.purpose {
    case .discardText:
      guard isYes, let session else { return [] }
      message = Message("discarded")
      return discard(session)
    case .discardDraft(let id, let row):
      guard isYes else { return [] }
      message = Message("discarded")
      documents[row.file]?.removeDraft(id)
      updateTally(of: row.file)
      return [.removeDraft(id, row.file)]
    case .deleteEmptied:
      guard isYes, let session, let original = session.original else { return [] }
      closeEditor()
      return save([.delete(original)], in: session.file, done: "deleted", clearing: session.draft.id)
    case .adopt(let file):
      if isYes { return [.adopt(file)] }
      message = Message("left where they are; gloss check names them")
      return []
    }
  }

  /// Goes back to the pane that the keys were in before writing.
  private mutating func closeEditor() {
    guard let session else { return }
    focus = focusBeforeEditing
    killRing = session.editor.killRing
    modalMemory = session.keys?.memory ?? modalMemory
    self.session = nil
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
