import Annotations
import Editor
import Outline

/// Commands on annotations: which one is meant, and what becomes of it.
extension NotebookState {
  mutating func annotate(_ command: Command.Annotation, in context: UpdateContext) -> [Effect] {
    guard let document = selectedDocument else {
      say(failures[selection.file].map { .unreadable($0) } ?? .folderNotAnnotatable)
      return []
    }
    guard !document.isPartial || command != .annotate && command != .annotateFile else {
      say(.restBeingRead)
      return []
    }
    guard tree[selection.file].path != "-" || command != .annotate && command != .annotateFile else {
      say(.inputNotAnnotatable)
      return []
    }
    switch command {
    case .annotate: return beginAnnotation(of: document, in: context)
    case .annotateFile: return begin(.new, Anchor(ofFile: document.outline, blob: document.blob), .root, in: context)
    case .editAnnotation, .reply, .resolve, .setType, .setSeverity, .delete, .cut, .paste, .undo, .redo,
      .nextAnnotation, .previousAnnotation, .listAnnotations, .nextReview, .previousReview, .nextDraft,
      .previousDraft, .counts:
      break
    }
    let candidates = candidates(for: command, in: document)
    guard let first = candidates.first else {
      refuse(document.index.entries(of: targetTopic).isEmpty ? .nothingThere : .isDraft)
      return []
    }
    if candidates.count == 1 { return apply(command, to: first.id, in: selection.file, in: context) }
    let items = candidates.map { item(for: $0, in: selection.file) }
    overlays.push(
      .list(ListOverlay(purpose: .candidates(command), title: "Which annotation?", all: items, shown: items)))
    return []
  }

  /// The annotations that `command` may mean: the one under the cursor, else those of the selected topic.
  private func candidates(for command: Command.Annotation, in document: Document) -> [AnnotationIndex.Entry] {
    if focus == .detail, let id = annotationUnderDetailCursor, let entry = document.index.entry(id) {
      return [command.isOfThread ? document.thread(of: entry) : entry]
    }
    return document.index.entries(of: targetTopic).filter { entry in
      guard case .annotation(let annotation, _) = entry else { return command == .delete || command == .editAnnotation }
      return !command.isOfThread || document.thread(of: entry).id == annotation.id
    }
  }

  private mutating func beginAnnotation(of document: Document, in context: UpdateContext) -> [Effect] {
    if let quotation = selectedQuotation {
      let topic = document.outline.topic(at: quotation.lowerBound)
      return begin(on: topic, quoting: quotation, of: document, in: context)
    }
    let topic = targetTopic
    let (life, draft) = lifeOfNew(at: topic, in: document)
    if life.after(.annotate).consequence == .resume, let draft { return resume(draft, at: topic, original: nil) }
    // A change or an answer that was begun here and left is as much of a draft.
    for entry in document.index.entries(of: topic) {
      switch entry {
      case .draft(let draft, _) where !annotating.isBeingSaved(draft.id): return resume(draft, at: topic, original: nil)
      case .annotation(let annotation, _)
      where document.drafts.contains { $0.purpose == .edit(annotation.id) && !annotating.isBeingSaved($0.id) }:
        return apply(.editAnnotation, to: annotation.id, in: selection.file, in: context)
      case .draft, .annotation: continue
      }
    }
    return begin(on: topic, quoting: nil, of: document, in: context)
  }

  private mutating func begin(
    on topic: TopicIndex, quoting quotation: Range<ByteOffset>?, of document: Document, in context: UpdateContext
  ) -> [Effect] {
    let (anchor, effects) = anchor(for: context.freshID, on: topic, quoting: quotation, in: document)
    if !effects.isEmpty { annotating.awaitAnchor(of: context.freshID) }
    return begin(.new, anchor, topic, quoting: quotation, in: context) + effects
  }

  private mutating func begin(
    _ purpose: Draft.Purpose, _ anchor: Anchor, _ topic: TopicIndex, quoting quotation: Range<ByteOffset>? = nil,
    in context: UpdateContext
  ) -> [Effect] {
    let draft = Draft(id: context.freshID, purpose: purpose, anchor: anchor, timestamp: context.timestamp)
    return resume(draft, at: topic, quoting: quotation, original: nil)
  }

  /// Opens the editor on `draft` under `topic`, or under the words of it that it speaks of.
  mutating func resume(
    _ draft: Draft, at topic: TopicIndex, quoting quotation: Range<ByteOffset>? = nil, original: Annotation?
  ) -> [Effect] {
    detail.endSelecting()
    let place = RowID(selection.file, topic)
    let focusBefore = focus
    let reading = placeOfReading
    if !contains(place, in: selection) { leaveAndSelect(place) }
    screen.setFocus(.detail)
    detail.hideSource()
    writing.begin(
      draft, at: place, quoting: quotation, original: original, isModal: options.isModal, from: focusBefore,
      reading: reading, in: editorViewport)
    settleDetail()
    writing.keepInView(editorViewport)
    if !draft.text.isEmpty, original == nil { say(.draftResumed) }
    return []
  }

  /// Carries out `command` on one annotation or draft, as far as it can happen to it.
  mutating func apply(_ command: Command.Annotation, to id: String, in file: FileID, in context: UpdateContext)
    -> [Effect]
  {
    guard let document = documents[file], let entry = document.index.entry(id),
      let event = AnnotationLifecycle.Event(command)
    else { return [] }
    let life = life(of: entry, in: document)
    let consequence = life.after(event).consequence
    if case .refuse(let refusal) = consequence {
      refuse(refusal)
      return []
    }
    if let author = otherAuthor(of: entry, consequence, context) {
      overlays.push(
        .confirmation(
          Confirmation(
            text: "\(author) wrote this. \(command == .delete ? "Delete" : "Change") it all the same? y/n",
            purpose: .changeOthers(command, annotation: id, file))))
      return []
    }
    switch entry {
    case .draft(let draft, let placement):
      return carryOut(consequence, on: draft, at: placement.topic, of: document, in: file)
    case .annotation(let annotation, let placement):
      let current = expected(id, in: file) ?? annotation
      return carryOut(consequence, command, on: current, at: placement.topic, of: document, in: file, in: context)
    }
  }

  /// Returns the author of an annotation that is to be deleted or overwritten, where that is not the reader and they
  /// have not agreed to it before; else nil.
  private func otherAuthor(
    of entry: AnnotationIndex.Entry, _ consequence: AnnotationLifecycle.Consequence, _ context: UpdateContext
  ) -> String? {
    guard case .annotation(let annotation, _) = entry, !annotating.mayChangeOthers else { return nil }
    switch consequence {
    case .remove, .write(.open), .write(.resolved), .write(.reply): break
    case .write(.new), .write(.newReply), .resume, .store, .change, .attach, .keepDraft, .dropDraft, .askToDelete,
      .askToDiscard, .report, .takeBack, .refuse:
      return nil
    }
    let isOthers = !annotation.author.isEmpty && !annotation.author.utf8.elementsEqual(context.author.utf8)
    return isOthers ? annotation.author : nil
  }

  /// Deletes an annotation with everything that answers it.
  mutating func deleteThread(_ id: String, in file: FileID, _ context: UpdateContext) -> [Effect] {
    guard let annotation = expected(id, in: file) else { return [] }
    let thread = thread(of: annotation, in: file)
    return save(
      thread.reversed().map(AnnotationChange.delete), in: file, done: "deleted: \(undoKey) takes it back", context)
  }

  private mutating func carryOut(
    _ consequence: AnnotationLifecycle.Consequence, on draft: Draft, at topic: TopicIndex, of document: Document,
    in file: FileID
  ) -> [Effect] {
    switch consequence {
    case .resume: return resume(draft, at: topic, original: nil)
    case .askToDiscard:
      let purpose = Confirmation.Purpose.discardDraft(draft.id, RowID(file, topic))
      overlays.push(.confirmation(Confirmation(text: "Discard this draft? y/n", purpose: purpose)))
      return []
    case .write, .store, .change, .remove, .attach, .keepDraft, .dropDraft, .askToDelete, .report, .takeBack, .refuse:
      return []
    }
  }

  private mutating func carryOut(
    _ consequence: AnnotationLifecycle.Consequence, _ command: Command.Annotation, on annotation: Annotation,
    at topic: TopicIndex,
    of document: Document, in file: FileID, in context: UpdateContext
  ) -> [Effect] {
    switch consequence {
    case .resume:
      return document.draft(editing: annotation.id).map { resume($0, at: topic, original: $0.original ?? annotation) }
        ?? []
    case .write(.newReply):
      let thread = annotation.replyTo ?? annotation.id
      for draft in document.drafts where draft.purpose == .reply(to: thread) && !annotating.isBeingSaved(draft.id) {
        return resume(draft, at: topic, original: nil)
      }
      return begin(.reply(to: thread), Anchor(target: annotation.anchor.target), topic, in: context)
    case .write:
      let draft = Draft(
        id: context.freshID, purpose: .edit(annotation.id), text: annotation.text, type: annotation.type,
        severity: annotation.severity, anchor: annotation.anchor, timestamp: context.timestamp, original: annotation)
      return resume(draft, at: topic, original: annotation)
    case .change where command == .setType:
      overlays.push(.list(typeList(now: annotation.type, for: annotation.id)))
      return []
    case .change where command == .setSeverity:
      overlays.push(.list(severityList(now: annotation.severity, for: annotation.id)))
      return []
    case .change:
      var changed = annotation
      changed.isResolved.toggle()
      return save(
        [.replace(changed, was: annotation)], in: file, done: changed.isResolved ? "resolved" : "open again", context)
    case .remove:
      let replies = document.annotations.count { $0.replyTo == annotation.id }
      guard replies > 0 else {
        return save([.delete(annotation)], in: file, done: "deleted: \(undoKey) takes it back", context)
      }
      let stays = replies == 1 ? "its reply stays as a note" : "its \(replies) replies stay as notes"
      overlays.push(
        .confirmation(
          Confirmation(
            text: "Delete it? y: \(stays), t: the whole thread goes, n",
            purpose: .deleteThread(annotation: annotation.id, file))))
      return []
    case .attach:
      cut(annotation, in: file)
      return []
    case .store, .keepDraft, .dropDraft, .askToDelete, .askToDiscard, .report, .takeBack, .refuse: return []
    }
  }

  var undoKey: String {
    keymap.label(of: .annotation(.undo), in: .outline, else: "undo")
  }

  // MARK: Walking

  /// Goes to the next annotated topic, round the end; back where `count` is negative.
  mutating func walkAnnotations(by count: Int) { walk(by: count, else: .noAnnotations) { _ in true } }

  /// Goes to the next topic with a draft: of an annotation, of a reply, or of a change to either.
  mutating func walkDrafts(by count: Int) {
    let edited = Set(
      documents.values.flatMap { document in
        document.drafts.compactMap { if case .edit(let id) = $0.purpose { id } else { nil } }
      })
    walk(by: count, else: .noDrafts) { entry in entry.mark == .draft || edited.contains(entry.id) }
  }

  /// Goes to the next topic with annotations for which `isMeant` is true.
  private mutating func walk(
    by count: Int, else complaint: Notice, where isMeant: (AnnotationIndex.Entry) -> Bool
  ) {
    var stops: [RowID] = []
    var ids: [RowID: String] = [:]
    for file in annotatedFiles {
      for entry in annotationIndex(of: file)?.entries ?? [] where isMeant(entry) {
        let place = RowID(file, entry.topic)
        if stops.last != place {
          stops.append(place)
          ids[place] = entry.id
        }
      }
    }
    guard !stops.isEmpty else {
      say(complaint)
      return
    }
    let after = stops.partitioningIndex { tree.precedes(selection, $0) }
    let before = stops.partitioningIndex { !tree.precedes($0, selection) }
    let target = count > 0 ? after + count - 1 : before + count
    let wrapped = ((target % stops.count) + stops.count) % stops.count
    if wrapped != target { say(.wrapped(forward: count > 0)) }
    let stop = stops[wrapped]
    rememberPlace()
    if let id = ids[stop] {
      show(SearchHit(place: stop, field: .annotation(id)))
    } else {
      select(stop)
    }
  }
}

extension AnnotationLifecycle.Event {
  /// The event that a command is to an annotation; nil for those that do nothing to one.
  init?(_ command: Command.Annotation) {
    switch command {
    case .annotate: self = .annotate
    case .editAnnotation: self = .edit
    case .reply: self = .reply
    case .resolve: self = .resolve
    case .setType, .setSeverity: self = .classify
    case .delete: self = .delete
    case .cut: self = .move
    case .annotateFile, .paste, .undo, .redo, .nextAnnotation, .previousAnnotation, .listAnnotations, .nextReview,
      .previousReview, .nextDraft, .previousDraft, .counts:
      return nil
    }
  }
}

extension Command.Annotation {
  /// Whether it is about a whole thread, whichever of its annotations it is given to.
  fileprivate var isOfThread: Bool {
    switch self {
    case .setType, .setSeverity, .resolve, .cut: true
    case .annotate, .annotateFile, .editAnnotation, .reply, .delete, .paste, .undo, .redo, .nextAnnotation,
      .previousAnnotation, .listAnnotations, .nextReview, .previousReview, .nextDraft, .previousDraft, .counts:
      false
    }
  }
}
