import Annotations
import Editor
import Outline
import Terminal

/// Writing an annotation: keys into the editor, saving, leaving a draft.
extension NotebookState {
  /// Carries out what is left to do after the text has taken something.
  mutating func carryOut(_ outcome: Writing.Outcome, in context: UpdateContext) -> [Effect] {
    if let notice = outcome.notice { say(notice) }
    switch outcome.next {
    case nil: return outcome.effects
    case .save: return outcome.effects + runInEditor(.write(.save), in: context)
    case .saveAndStay: return outcome.effects + saveAndStay(in: context)
    case .leave: return outcome.effects + leaveDraft()
    case .discard: return outcome.effects + runInEditor(.write(.discard), in: context)
    case .editElsewhere: return outcome.effects + runInEditor(.write(.externalEditor), in: context)
    }
  }

  mutating func editKey(_ key: Key, in context: UpdateContext) -> [Effect]? {
    screen.show(nil)
    return writing.handle(key, in: editorViewport, context).map { carryOut($0, in: context) }
  }

  mutating func runInEditor(_ command: Command, in context: UpdateContext) -> [Effect] {
    guard let session else { return [] }
    switch command {
    case .write(.save): return save(session, in: context)
    case .write(.leaveDraft):
      return writing.escape(in: editorViewport, context).map { carryOut($0, in: context) } ?? leaveDraft()
    case .write(.findText), .write(.findNext), .write(.findPrevious):
      return carryOut(writing.find(command, in: editorViewport, context), in: context)
    case .write(.discard):
      guard session.life.after(.discard(session.state)).consequence == .askToDiscard else { return discard(session) }
      overlays.push(.confirmation(Confirmation(text: "Discard this text for good? y/n", purpose: .discardText)))
      return []
    case .write(.externalEditor): return [.editText(session.editor.text)]
    case .annotation(.setType), .annotation(.setSeverity):
      if case .refuse(let refusal) = session.life.after(.classify).consequence {
        refuse(refusal)
        return []
      }
      overlays.push(
        .list(
          command == .annotation(.setType)
            ? typeList(now: session.draft.type, for: nil) : severityList(now: session.draft.severity, for: nil)))
      return []
    case .program(.help):
      overlays.push(.help(helpOnWriting))
      return []
    case .move, .fold, .pane, .find, .annotation, .reading, .link, .program, .select, .choose: return []
    }
  }

  /// Gives what is written a type or a severity, which its draft keeps.
  mutating func classify(_ alter: (inout Draft) -> Void) -> [Effect] {
    writing.changeDraft(alter)
    return keepDraft()
  }

  /// Asks for the draft of the text that is written to be journalled, where there is a text.
  private func keepDraft() -> [Effect] {
    guard let session, session.hasText else { return [] }
    return [.writeDraft(session.draft, session.file)]
  }

  /// The reader's own editor has closed; without a text where it did not change it.
  mutating func replaceText(with text: String?, in context: UpdateContext) -> [Effect] {
    guard let text, session != nil else { return [] }
    return carryOut(writing.replaceText(with: text, in: editorViewport, context), in: context)
  }

  private mutating func save(_ session: EditorSession, in context: UpdateContext) -> [Effect] {
    let consequence = session.life.after(.save(session.state)).consequence
    guard consequence == .store else {
      return explain(consequence, of: session) ? discard(session) : []
    }
    closeEditor()
    returnToText(after: session)
    files.modify(session.file) { $0.upsert(session.draft) }
    updateTally(of: session.file)
    let change = session.change(in: context)
    if case .add(let annotation) = change, annotating.unanchored.contains(session.draft.id) {
      annotating.saveWithAnchor(annotation, of: session.draft.id)
      say(.saving)
      return []
    }
    return save([change], in: session.file, done: "saved", clearing: session.draft.id, context)
  }

  /// Says or asks what there is to where a text is not saved. Returns whether its draft is of no use.
  private mutating func explain(_ consequence: AnnotationLifecycle.Consequence, of session: EditorSession) -> Bool {
    switch consequence {
    case .dropDraft:
      say(.nothingSaved(isNew: session.original == nil))
      return true
    case .askToDelete:
      overlays.push(
        .confirmation(Confirmation(text: "The text is empty. Delete this annotation? y/n", purpose: .deleteEmptied)))
    case .refuse(.tooLong): say(.tooLong(session.trimmedText.unicodeScalars.count))
    case .refuse(let refusal): refuse(refusal)
    case .write, .resume, .store, .change, .remove, .attach, .keepDraft, .askToDiscard, .report, .takeBack: break
    }
    return false
  }

  /// Saves and goes on writing: what is written from now on is an edit of what was saved.
  private mutating func saveAndStay(in context: UpdateContext) -> [Effect] {
    guard let session else { return [] }
    let consequence = session.life.after(.save(session.state)).consequence
    guard consequence == .store else {
      _ = explain(consequence, of: session)
      return []
    }
    guard !annotating.unanchored.contains(session.draft.id) else {
      say(.anchorPending)
      return []
    }
    let change = session.change(in: context)
    let effects = save([change], in: session.file, done: "saved", clearing: session.draft.id, context)
    annotating.continueLatestSave(as: session.draft, of: session.original)
    switch change {
    case .add(let annotation), .replace(let annotation, _):
      writing.continueAsEdit(of: annotation, draft: context.freshID)
    case .delete: break
    }
    return effects
  }

  /// A text was saved while the editor stayed open, and is not on the disk: it is a draft again.
  mutating func revertToDraft(_ pending: PendingSave) -> [Effect] {
    guard let draft = pending.continuing else { return [] }
    guard let session, session.draft.purpose == .edit(pending.changes.first?.id ?? "") else {
      files.modify(pending.file) { $0.upsert(draft) }
      updateTally(of: pending.file)
      return [.writeDraft(draft, pending.file)]
    }
    writing.revert(to: draft, of: pending.original)
    let reverted = self.session?.draft ?? draft
    return [.removeDraft(session.draft.id, session.file), .writeDraft(reverted, session.file)]
  }

  private mutating func leaveDraft() -> [Effect] {
    guard let session else { return [] }
    guard session.life.after(.leave(session.state)).consequence == .keepDraft else { return discard(session) }
    closeEditor()
    files.modify(session.file) { $0.upsert(session.draft) }
    updateTally(of: session.file)
    say(.draftLeft)
    return [.writeDraft(session.draft, session.file)]
  }

  private mutating func discard(_ session: EditorSession) -> [Effect] {
    closeEditor()
    return removeDraft(session.draft.id, of: session.file)
  }

  private mutating func removeDraft(_ id: Draft.ID, of file: FileID) -> [Effect] {
    files.modify(file) { $0.removeDraft(id) }
    updateTally(of: file)
    return [.removeDraft(id, file)]
  }

  /// The answer to a question: `y` does it, everything else leaves things as they are.
  mutating func answer(_ confirmation: Confirmation, with key: Key, in context: UpdateContext) -> [Effect] {
    let isYes = key == Key("y") || key == Key("Y")
    overlays.pop()
    switch confirmation.purpose {
    case .discardText:
      guard isYes, let session else { return [] }
      say(.discarded)
      return discard(session)
    case .discardDraft(let id, let row):
      guard isYes else { return [] }
      say(.discarded)
      return removeDraft(id, of: row.file)
    case .deleteEmptied:
      guard isYes, let session, let original = session.original else { return [] }
      closeEditor()
      return save([.delete(original)], in: session.file, done: "deleted", clearing: session.draft.id, context)
    case .adopt(let file):
      if isYes { return [.adopt(file)] }
      say(.detachedSidecarLeft)
      return []
    case .deleteThread(let id, let file):
      if key == Key("t") || key == Key("T") { return deleteThread(id, in: file, context) }
      guard isYes, let annotation = expected(id, in: file) else { return [] }
      return save([.delete(annotation)], in: file, done: "deleted: \(undoKey) takes it back", context)
    case .changeOthers(let command, let id, let file):
      guard isYes else { return [] }
      annotating.allowChangingOthers()
      return apply(command, to: id, in: file, in: context)
    }
  }

  /// Puts the cursor of the detail pane on the end of the words that were quoted, or where it was before the writing:
  /// reading goes on there.
  private mutating func returnToText(after session: EditorSession) {
    guard focus == .detail else { return }
    let quoted = session.quotation.flatMap { $0.isEmpty ? nil : ByteOffset($0.upperBound.int - 1) }
    guard let place = quoted ?? session.placeOfReading else { return }
    settleDetail()
    if let point = detail.layout?.point(of: place) { detail.setCursor(point) }
  }

  /// Goes back to the pane that the keys were in before writing.
  private mutating func closeEditor() { screen.setFocus(writing.close()) }

  /// The anchor of a draft is whole; what waited for that is saved.
  mutating func apply(_ anchor: Anchor, for request: AnchorRequest, in context: UpdateContext) -> [Effect] {
    if var annotation = annotating.finishAnchor(of: request.draft) {
      annotation.anchor = anchor
      return save([.add(annotation)], in: request.file, done: "saved", clearing: request.draft, context)
    }
    if session?.draft.id == request.draft {
      writing.changeDraft { $0.anchor = anchor }
      return keepDraft()
    }
    guard var draft = documents[request.file]?.drafts.first(where: { $0.id == request.draft }) else { return [] }
    draft.anchor = anchor
    files.modify(request.file) { $0.upsert(draft) }
    return [.writeDraft(draft, request.file)]
  }
}

extension EditorSession {
  /// The change that saving the text makes.
  fileprivate func change(in context: UpdateContext) -> AnnotationChange {
    if let original {
      var changed = original
      changed.text = trimmedText
      changed.type = draft.type
      changed.severity = draft.severity
      return .replace(changed, was: original)
    }
    var annotation = Annotation(
      id: draft.id, author: context.author, timestamp: context.timestamp, text: trimmedText, type: draft.type,
      severity: draft.severity, anchor: draft.anchor)
    if case .reply(let parent) = draft.purpose { annotation.replyTo = parent }
    return .add(annotation)
  }
}
