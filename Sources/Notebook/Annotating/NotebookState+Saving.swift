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
    annotating.preferEarlierSteps(of: selection.file)
    let parts = annotating.undoStack.parts(direction)
    guard let step = parts.first, !annotating.undoStack.isOfOthers(direction, than: selection.file) else {
      say(.nothingToUndo(direction))
      return []
    }
    if parts.count == 1, let counterpart = step.step.counterpart, !annotating.isHalfReverted(step.step.id) {
      // Its other half is asked for once the first is on the disk.
      if annotating.isSaving(step.step.id) {
        say(.saving)
        return []
      }
      if let effects = openCounterpart(counterpart) { return effects }
      // Of two places at worst, never of none.
      guard step.step.isRemoval == (direction == .undo) else {
        annotating.drop(step.step.id)
        say(.otherHalf(counterpart, isOpening: false))
        return annotating.keepSteps()
      }
    }
    for step in parts {
      let contested = step.changes(direction).first { !$0.appliesCleanly(to: expected($0.id, in: step.file)) }
      if let contested {
        let life = life(ofAnnotation: contested.id, in: step.file)
        if case .refuse = life.after(.takeBack(isClean: false)).consequence {
          refuse(contested, of: step, direction)
          return annotating.keepSteps()
        }
      }
    }
    return carryOut(step, direction)
  }

  /// Asks for the part of a step in one file to be undone or done again.
  private mutating func carryOut(_ step: UndoStack.Step, _ direction: UndoStack.Direction) -> [Effect] {
    let changes = step.changes(direction)
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
    var rest: [Effect] = []
    if let pending { rest = finishRest(of: pending) }
    screen.show(read.toTell ?? pending.map { message(for: rest.isEmpty ? .saved($0.done) : .saving) })
    if let pending, pending.undoing != nil, let id = pending.changes.first?.id { show(id, in: file) }
    // What is not open was looked through before this.
    let scan: [Effect] = documents[file] == nil ? [.scanAnnotations([file])] : []
    return (pending?.draft.map { [.removeDraft($0, file)] } ?? []) + rest + scan + annotating.keepSteps()
  }

  /// Asks for the other half of a step whose first half is on the disk.
  private mutating func finishRest(of pending: PendingSave) -> [Effect] {
    if let direction = pending.undoing {
      // Where the reader has gone back and forth meanwhile, the last word counts.
      guard !annotating.isSaving(pending.step), let other = annotating.undoStack.next(direction),
        other.step.id == pending.step, other.file != pending.file
      else { return [] }
      return carryOut(other, direction)
    }
    guard let next = pending.next, annotating.undoStack.isDone(pending.step) else { return [] }
    return [
      annotating.save(
        next.changes, in: next.file, done: pending.done, clearing: nil, step: pending.step,
        counterpart: next.counterpart)
    ]
  }

  /// Half of a step is in notes that are not open: they are opened for it. Nil where they are open already.
  private mutating func openCounterpart(_ path: String) -> [Effect]? {
    guard let file = tree.files.first(where: { tree[$0].path == path || path.hasSuffix("/" + tree[$0].path) }) else {
      say(.otherHalf(path, isOpening: false))
      return []
    }
    guard documents[file] == nil else { return nil }
    say(.otherHalf(tree[file].name, isOpening: true))
    return [.open(file)]
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
    let isHalf = pending.isSecond || pending.undoing != nil && annotating.isHalfReverted(pending.step)
    say(isHalf ? .inBoth(reason) : .notSaved(reason, isDraft: pending.draft != nil))
    return reverted + annotating.keepSteps()
  }
}
