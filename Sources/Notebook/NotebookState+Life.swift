import Annotations
import Outline

/// Where annotations are in their life, and what is said where something can't happen to them there.
extension NotebookState {
  /// Where in its life an annotation or a draft is.
  func life(of entry: AnnotationIndex.Entry, in document: Document) -> AnnotationLifecycle {
    switch entry {
    case .draft(let draft, _):
      let record: AnnotationLifecycle.Record = if case .reply = draft.purpose { .newReply } else { .new }
      return AnnotationLifecycle(record, isBeingSaved(draft.id) ? .saving : .draft)
    case .annotation(let annotation, _):
      let unsaved: AnnotationLifecycle.Unsaved =
        switch document.draft(editing: annotation.id) {
        case nil: .nothing
        case let draft?: isBeingSaved(draft.id) ? .saving : .draft
        }
      let isReply = document.thread(of: entry).id != entry.id
      return AnnotationLifecycle(isReply ? .reply : annotation.isResolved ? .resolved : .open, unsaved)
    }
  }

  /// Where in its life the annotation with an id is; new, where there is none.
  func life(ofAnnotation id: String, in file: FileID) -> AnnotationLifecycle {
    guard let document = documents[file], let entry = document.index.entry(id) else { return AnnotationLifecycle(.new) }
    return life(of: entry, in: document)
  }

  /// Where in its life the annotation is that would be written at `topic`; with the draft of it that there is.
  func lifeOfNew(at topic: TopicIndex, in document: Document) -> (life: AnnotationLifecycle, draft: Draft?) {
    for case .draft(let draft, _) in document.index.entries(of: topic)
    where draft.purpose == .new && !isBeingSaved(draft.id) {
      return (AnnotationLifecycle(.new, .draft), draft)
    }
    return (AnnotationLifecycle(.new), nil)
  }

  /// Says why nothing happened.
  mutating func refuse(_ refusal: AnnotationLifecycle.Refusal) {
    switch refusal {
    case .nothingThere: message = Message("no annotation here: a writes one", .warning)
    case .isDraft: message = Message("a draft: save it first", .warning)
    case .isBeingSaved: message = Message("this is being saved: once more in a moment", .warning)
    case .isWriting, .isNotWriting: break
    case .belongsToThread: message = Message("an answer goes with its thread: that is what it begins with", .warning)
    case .tooLong:
      message = Message(
        "more than \(Annotation.maximumTextLength) characters: split or shorten; the draft is kept", .error)
    case .changedSince: message = Message("somebody else changed it since", .warning)
    }
  }
}

extension EditorSession {
  /// Where in its life the annotation is that is written.
  package var life: AnnotationLifecycle {
    guard let original else {
      if case .reply = draft.purpose { return AnnotationLifecycle(.newReply, .writing) }
      return AnnotationLifecycle(.new, .writing)
    }
    if original.replyTo != nil { return AnnotationLifecycle(.reply, .writing) }
    return AnnotationLifecycle(original.isResolved ? .resolved : .open, .writing)
  }

  /// What its text is beside what is saved.
  var state: AnnotationLifecycle.Text {
    let text = trimmedText
    if text.isEmpty { return .empty }
    if text.unicodeScalars.count > Annotation.maximumTextLength { return .tooLong }
    guard let original else { return .changed }
    let isSame =
      text.utf8.elementsEqual(original.text.utf8) && draft.type == original.type && draft.severity == original.severity
    return isSame ? .unchanged : .changed
  }
}
