import Annotations
import Outline

/// Changing annotations on the disk, and taking that back.
extension NotebookState {
  /// Asks for `changes` to be carried out on the sidecar; the reader can take them back.
  mutating func save(
    _ changes: [AnnotationChange], in file: FileID, done: String, clearing draft: String? = nil
  ) -> [Effect] {
    let number = nextNumber()
    let step = UndoStep(id: context.freshID, name: done, changes: changes)
    pendingSaves[number] = PendingSave(file: file, changes: changes, draft: draft, done: done, step: step.id)
    undoStack.push(step, of: file)
    readMarkUndo.forgetUndone()
    message = Message("saving…")
    return [.save(number, file, changes)]
  }

  mutating func takeBack(_ direction: UndoStack.Direction) -> [Effect] {
    if let marks = readMarkUndo.next(direction, before: undoStack) { return takeBack(marks, direction) }
    guard let step = undoStack.next(direction) else {
      message = Message(direction == .undo ? "nothing to undo" : "nothing to redo")
      return []
    }
    let changes = direction == .undo ? step.changes.reversed().map(\.inverse) : step.changes
    let contested = changes.first { !$0.appliesCleanly(to: expected($0.id, in: step.file)) }
    if let contested {
      let life = life(ofAnnotation: contested.id, in: step.file)
      if case .refuse = life.after(.takeBack(isClean: false)).consequence {
        refuse(contested, of: step, direction)
        return keepSteps()
      }
    }
    let number = nextNumber()
    pendingSaves[number] = PendingSave(
      file: step.file, changes: changes,
      done: (direction == .undo ? "undone: " : "done again: ") + step.step.words(ascii: options.ascii),
      undoing: direction, step: step.step.id)
    undoStack.advance(direction)
    message = Message("saving…")
    return [.save(number, step.file, changes)]
  }

  /// Whether a draft is on its way into the sidecar: going on with it would change what is then gone.
  func isBeingSaved(_ draft: String) -> Bool {
    savesAwaitingAnchor[draft] != nil || pendingSaves.values.contains { $0.draft == draft }
  }

  /// An annotation as it is once everything that was asked of the disk is done.
  func expected(_ id: String, in file: FileID) -> Annotation? {
    var annotation = documents[file]?.annotation(id)
    for (_, pending) in pendingSaves.sorted(by: { $0.key < $1.key }) where pending.file == file {
      for change in pending.changes where change.id == id {
        switch change {
        case .add(let new), .replace(let new, _): annotation = new
        case .delete: annotation = nil
        }
      }
    }
    return annotation
  }

  /// Somebody else has changed since what a step changed: it is left alone, and both are shown.
  private mutating func refuse(
    _ change: AnnotationChange, of step: UndoStack.Step, _ direction: UndoStack.Direction
  ) {
    undoStack.drop(step.step.id)
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
    push(
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
    let pending = pendingSaves.removeValue(forKey: number)
    if let draft = pending?.draft { documents[file]?.removeDraft(draft) }
    documents[file]?.apply(read, today: context.day)
    updateTally(of: file)
    message = read.toTell ?? pending.map { Message($0.done, .good) }
    if pending?.undoing != nil, let id = pending?.changes.first?.id { show(id, in: file) }
    return (pending?.draft.map { [.removeDraft($0, file)] } ?? []) + keepSteps()
  }

  /// Brings what was taken back into view, where it is somewhere else.
  private mutating func show(_ id: String, in file: FileID) {
    guard isBrowsing, let topic = documents[file]?.index.entry(id)?.topic,
      focus == .outline ? RowID(file, topic) != selection : !contains(RowID(file, topic), in: selection)
    else { return }
    leaveAndSelect(RowID(file, topic))
    showInDetail(annotation: id)
  }

  mutating func failSave(_ number: Int, _ file: FileID, because reason: String) -> [Effect] {
    guard let pending = pendingSaves.removeValue(forKey: number) else { return [] }
    if let direction = pending.undoing {
      undoStack.putBack(pending.step, after: direction)
    } else {
      undoStack.drop(pending.step)
    }
    let continued = revertToDraft(pending)
    message = Message(
      "not saved: \(reason.hasSuffix(".") ? String(reason.dropLast()) : reason)"
        + (pending.draft == nil ? "" : "; the text is kept as a draft"), .error)
    return continued + keepSteps()
  }

  private mutating func keepSteps() -> [Effect] {
    undoStack.takeChanged().map { .keepSteps($0.steps, known: $0.known, $0.file) }
  }
}
