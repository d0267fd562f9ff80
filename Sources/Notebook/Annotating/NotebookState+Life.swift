import Annotations
import Outline

/// The states of annotations in their life, and the refusal of what can't happen to them there.
extension NotebookState {
  /// The state of an annotation or a draft in its life.
  func life(of entry: AnnotationIndex.Entry, in document: Document) -> AnnotationLifecycle {
    switch entry {
    case .draft(let draft, _):
      let record: AnnotationLifecycle.Record = if case .reply = draft.purpose { .newReply } else { .new }
      return AnnotationLifecycle(record, annotating.isBeingSaved(draft.id) ? .saving : .draft)
    case .annotation(let annotation, _):
      let unsaved: AnnotationLifecycle.Unsaved =
        switch document.draft(editing: annotation.id) {
        case nil: .nothing
        case let draft?: annotating.isBeingSaved(draft.id) ? .saving : .draft
        }
      let isReply = document.thread(of: entry).id != entry.id
      return AnnotationLifecycle(isReply ? .reply : annotation.isResolved ? .resolved : .open, unsaved)
    }
  }

  /// The state of the annotation with an id in its life; new, where there is none.
  func life(ofAnnotation id: String, in file: FileID) -> AnnotationLifecycle {
    guard let document = documents[file], let entry = document.index.entry(id) else { return AnnotationLifecycle(.new) }
    return life(of: entry, in: document)
  }

  /// The state of the annotation that would be written at `topic`, with the draft of it that there is.
  func lifeOfNew(at topic: TopicIndex, in document: Document) -> (life: AnnotationLifecycle, draft: Draft?) {
    for case .draft(let draft, _) in document.index.entries(of: topic)
    where draft.purpose == .new && !annotating.isBeingSaved(draft.id) {
      return (AnnotationLifecycle(.new, .draft), draft)
    }
    return (AnnotationLifecycle(.new), nil)
  }

  /// Says why nothing happened.
  mutating func refuse(_ refusal: AnnotationLifecycle.Refusal) {
    switch refusal {
    case .isWriting, .isNotWriting: break
    case .nothingThere, .isDraft, .isBeingSaved, .belongsToThread, .tooLong, .changedSince: say(.refused(refusal))
    }
  }
}
