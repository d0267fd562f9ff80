import Annotations
import Outline

/// Changing annotations on the disk, and taking that back.
extension NotebookState {
  /// Asks for `changes` to be carried out on the sidecar; the reader can take them back.
  mutating func save(
    _ changes: [AnnotationChange], in file: FileID, done: String, clearing draft: String? = nil,
    _ context: UpdateContext
  ) -> [Effect] {
    say(.saving)
    return [annotating.save(changes, in: file, done: done, clearing: draft, step: context.freshID)]
  }

  /// Undoes what was done last, or does again what was undone last.
  mutating func revert(_ direction: UndoStack.Direction) -> [Effect] {
    if let marks = annotating.nextReadMarks(direction) { return revert(marks, direction) }
    guard let step = annotating.undoStack.next(direction) else {
      say(.nothingToUndo(direction))
      return []
    }
    let changes = direction == .undo ? step.changes.reversed().map(\.inverse) : step.changes
    let contested = changes.first { !$0.appliesCleanly(to: expected($0.id, in: step.file)) }
    if let contested {
      let life = life(ofAnnotation: contested.id, in: step.file)
      if case .refuse = life.after(.takeBack(isClean: false)).consequence {
        refuse(contested, of: step, direction)
        return annotating.keepSteps()
      }
    }
    say(.saving)
    let done = NoticeWording.done(step.step.words(ascii: options.ascii), direction)
    return [annotating.revert(step, direction, changes, done: done)]
  }

  /// An annotation as it is once everything that was asked of the disk is done.
  func expected(_ id: String, in file: FileID) -> Annotation? {
    annotating.expected(id, in: file, now: documents[file]?.annotation(id))
  }

  /// Somebody else has changed since what a step changed: it is left alone, and both are shown.
  private mutating func refuse(
    _ change: AnnotationChange, of step: UndoStack.Step, _ direction: UndoStack.Direction
  ) {
    annotating.drop(step.step.id)
    let would: Annotation?
    switch change {
    case .add(let annotation), .replace(let annotation, _): would = annotation
    case .delete: would = nil
    }
    let now = documents[step.file]?.annotation(change.id)
    let verb = direction == .undo ? "undone" : "done again"
    let items = [(now, "as it is now"), (would, "\(verb), it would be")].map { annotation, note in
      ListOverlay.Item(
        title: annotation.map(line(of:)) ?? "no annotation", note: note, value: .annotation(change.id, step.file),
        text: annotation?.text)
    }
    overlays.push(
      .list(
        ListOverlay(
          purpose: .comparison, title: "Not \(verb): somebody else changed it since", all: items, shown: items)))
  }

  private func line(of annotation: Annotation) -> String {
    let text = annotation.text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let parts = [annotation.isResolved ? "resolved" : nil, annotation.type?.rawValue, text]
    return parts.compactMap(\.self).joined(separator: between.parts)
  }

  mutating func finishSave(
    _ number: Int, _ file: FileID, _ read: SidecarSnapshot, in context: UpdateContext
  ) -> [Effect] {
    let pending = annotating.finishSave(number)
    files.modify(file) { document in
      if let draft = pending?.draft { document.removeDraft(draft) }
      document.apply(read, today: context.day)
    }
    updateTally(of: file)
    screen.show(read.toTell ?? pending.map { message(for: .saved($0.done)) })
    if pending?.undoing != nil, let id = pending?.changes.first?.id { show(id, in: file) }
    return (pending?.draft.map { [.removeDraft($0, file)] } ?? []) + annotating.keepSteps()
  }

  /// Brings what was taken back into view, where it is somewhere else.
  private mutating func show(_ id: String, in file: FileID) {
    guard isBrowsing, let topic = documents[file]?.index.entry(id)?.topic,
      focus == .outline ? RowID(file, topic) != selection : !contains(RowID(file, topic), in: selection)
    else { return }
    leaveAndSelect(RowID(file, topic))
    showInDetail(annotation: id)
  }

  mutating func failSave(_ number: Int, because reason: String) -> [Effect] {
    guard let pending = annotating.failSave(number) else { return [] }
    let reverted = revertToDraft(pending)
    say(.notSaved(reason, isDraft: pending.draft != nil))
    return reverted + annotating.keepSteps()
  }
}
