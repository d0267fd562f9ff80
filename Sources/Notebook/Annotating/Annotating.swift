import Annotations
import Outline

/// Changing annotations: what is on its way to the disk, what can be undone, what was cut, what is being reviewed; and
/// the annotations of notes that are not open.
package struct Annotating: Sendable {
  /// The steps that can be undone and redone, of all files.
  package private(set) var undoStack = UndoStack()
  private(set) var readMarkUndo = ReadMarkUndo()
  /// Saves that were asked for and have not been answered, by their numbers.
  package private(set) var pendingSaves: [Int: PendingSave] = [:]
  private var lastNumber = 0
  /// Drafts whose anchors are not whole yet.
  private(set) var unanchored: Set<Draft.ID> = []
  /// Annotations that are saved as soon as their anchors are whole, by the draft that they were.
  private(set) var savesAwaitingAnchor: [Draft.ID: Annotation] = [:]
  /// An annotation that was cut, to be pasted at another topic.
  package private(set) var cut: Cut?
  /// Whether the reader said, since the program started, that they mean to change what somebody else wrote.
  private(set) var mayChangeOthers = false
  /// The review that was offered last: of several, the next one comes after it.
  private(set) var lastReviewed: Reviewed?
  /// An annotation that the reader was led to and could not be offered, because its file was not open yet.
  private(set) var deferredReview: DeferredReview?
  /// Sidecars that seem to belong to files with another name now, until the reader was asked.
  private(set) var detachedSidecars: [FileID: String] = [:]
  /// The annotations of files that are not open, as far as they were scanned.
  private(set) var summaries: [FileID: AnnotationSummary] = [:]
  /// The progress of the scan of files that are not open.
  package private(set) var scanProgress: Progress?
  /// The counts of annotations of each file and folder.
  private(set) var tallies: [FileID: AnnotationTally] = [:]

  /// An annotation with its replies that is to go somewhere else.
  package struct Cut: Hashable, Sendable {
    /// The id of the annotation that was cut, not of one of its replies.
    package var annotation: String
    /// The file that it was cut from.
    package var file: FileID
    /// The annotation and its replies as they were then, the annotation first: its file may be closed when they are
    /// pasted.
    var thread: [Annotation]
    /// Whether it has lost its place: what it was on first is not forgotten.
    var isReview = false
  }

  /// An annotation that was offered for review.
  struct Reviewed: Sendable {
    var id: String
    var row: RowID
    /// The number of reviews of the same row before it.
    var before: Int
  }

  // MARK: Saving

  /// Asks for changes of the reader's own to be saved, which can be undone.
  mutating func save(
    _ changes: [AnnotationChange], in file: FileID, done: String, clearing draft: Draft.ID?, step id: UndoStep.ID,
    counterpart: String? = nil, followedBy next: PendingSave.Next? = nil
  ) -> Effect {
    lastNumber += 1
    pendingSaves[lastNumber] = PendingSave(
      file: file, changes: changes, draft: draft, done: done, step: id, next: next,
      isSecond: counterpart != nil && next == nil)
    undoStack.push(UndoStep(id: id, name: done, changes: changes, counterpart: counterpart), of: file)
    readMarkUndo.forgetUndone()
    return .save(lastNumber, file, changes)
  }

  /// Asks for a step to be undone or done again, which is said with `done` once it is.
  mutating func revert(
    _ step: UndoStack.Step, _ direction: UndoStack.Direction, _ changes: [AnnotationChange], done: String
  ) -> Effect {
    lastNumber += 1
    pendingSaves[lastNumber] = PendingSave(
      file: step.file, changes: changes, done: done, undoing: direction, step: step.step.id)
    undoStack.advance(direction)
    return .save(lastNumber, step.file, changes)
  }

  /// The text of the latest save goes on being written: if the save fails, it is `draft` again.
  mutating func continueLatestSave(as draft: Draft, of original: Annotation?) {
    pendingSaves[lastNumber]?.continuing = draft
    pendingSaves[lastNumber]?.original = original
  }

  /// The save with `number` is on the disk.
  mutating func finishSave(_ number: Int) -> PendingSave? { pendingSaves.removeValue(forKey: number) }

  /// Whether a part of the step with `id` is not on the disk yet.
  func isSaving(_ id: UndoStep.ID) -> Bool { pendingSaves.values.contains { $0.step == id } }

  /// The save with `number` could not be carried out: its step is as if it had not been asked for.
  mutating func failSave(_ number: Int) -> PendingSave? {
    guard let pending = pendingSaves.removeValue(forKey: number) else { return nil }
    if let direction = pending.undoing {
      undoStack.putBack(pending.step, of: pending.file, after: direction)
    } else {
      undoStack.drop(pending.step, of: pending.file)
      if pending.isSecond { undoStack.forgetCounterpart(of: pending.step) }
    }
    return pending
  }

  /// An annotation of `file` as it is once everything that was asked of the disk is done; `now` is how it is.
  func expected(_ id: String, in file: FileID, now: Annotation?) -> Annotation? {
    var annotation = now
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

  /// Whether a draft is on its way into the sidecar: going on with it would change what is then gone.
  func isBeingSaved(_ draft: Draft.ID) -> Bool {
    savesAwaitingAnchor[draft] != nil || pendingSaves.values.contains { $0.draft == draft }
  }

  // MARK: Undo

  mutating func recall(_ steps: [UndoStep], of file: FileID) { undoStack.recall(steps, of: file) }

  mutating func preferEarlierSteps(of file: FileID) { undoStack.preferEarlierSteps(of: file) }

  mutating func drop(_ step: UndoStep.ID) { undoStack.drop(step) }

  /// Whether one part of the step with `id` is done and the other is not.
  func isHalfReverted(_ id: UndoStep.ID) -> Bool { undoStack.isHalfReverted(id) }

  /// Asks for the steps of files to be kept that have changed since this was asked last.
  mutating func keepSteps() -> [Effect] {
    undoStack.takeChanged().map { .keepSteps($0.steps, known: $0.known, $0.file) }
  }

  mutating func push(_ marks: ReadMarkUndo.Step) { readMarkUndo.push(marks) }

  /// The marks of reading that `direction` would change, if their turn comes before that of annotations.
  func nextReadMarks(_ direction: UndoStack.Direction) -> ReadMarkUndo.Step? {
    readMarkUndo.next(direction, before: undoStack)
  }

  mutating func advanceReadMarks(_ direction: UndoStack.Direction) { readMarkUndo.advance(direction) }

  // MARK: Anchors

  /// The anchor of a draft is still being made.
  mutating func awaitAnchor(of draft: Draft.ID) { unanchored.insert(draft) }

  /// Saves an annotation as soon as the anchor of its draft is whole.
  mutating func saveWithAnchor(_ annotation: Annotation, of draft: Draft.ID) { savesAwaitingAnchor[draft] = annotation }

  /// The anchor of a draft is whole; returns the annotation that waited for it to be saved.
  mutating func finishAnchor(of draft: Draft.ID) -> Annotation? {
    unanchored.remove(draft)
    return savesAwaitingAnchor.removeValue(forKey: draft)
  }

  // MARK: Cut and review

  mutating func setCut(_ cut: Cut) { self.cut = cut }

  mutating func allowChangingOthers() { mayChangeOthers = true }

  mutating func forgetCut() { cut = nil }

  mutating func setReviewed(_ id: String, at row: RowID, behind before: Int) {
    deferredReview = nil
    lastReviewed = Reviewed(id: id, row: row, before: before)
  }

  mutating func deferReview(_ review: DeferredReview?) { deferredReview = review }

  mutating func setDetachedSidecar(_ name: String, of file: FileID) { detachedSidecars[file] = name }

  mutating func takeDetachedSidecar(of file: FileID) -> String? { detachedSidecars.removeValue(forKey: file) }

  // MARK: Files that are not open

  mutating func setScanProgress(_ progress: Progress?) { scanProgress = progress }

  /// Takes the annotations of a file that is not open; nil where it has none, or is open now.
  mutating func setSummary(_ summary: AnnotationSummary?, of file: FileID) { summaries[file] = summary }

  /// Brings the counts of `file` and of the folders above it up to date.
  /// - Complexity: O(depth)
  mutating func setTally(_ after: AnnotationTally?, of file: FileID, in tree: FileTree) {
    let before = tallies[file]
    guard before != after else { return }
    tallies[file] = after
    var folder = tree[file].parent
    while let current = folder {
      var tally = tallies[current] ?? AnnotationTally()
      if let before { tally.subtract(before) }
      if let after { tally.add(after) }
      tallies[current] = tally
      folder = tree[current].parent
    }
  }

  /// Forgets what was known of files that are gone, and all counts: folders have other files now.
  mutating func forgetFiles(notIn tree: FileTree) {
    summaries = summaries.filter { tree.contains($0.key) }
    detachedSidecars = detachedSidecars.filter { tree.contains($0.key) }
    undoStack.keepFiles(where: tree.contains)
    if let cut, !tree.contains(cut.file) { self.cut = nil }
    tallies = [:]
  }

  /// Puts every row where it is now.
  mutating func relocate(_ map: Relocation) {
    readMarkUndo.relocate(map)
    if let last = lastReviewed { lastReviewed?.row = map.nearest(last.row) }
  }
}

/// A save that was asked for, and what to do when its answer comes.
package struct PendingSave: Hashable, Sendable {
  /// The file whose sidecar is saved.
  package var file: FileID
  /// The changes to save, in the order in which they are carried out.
  package var changes: [AnnotationChange]
  /// The draft that the save makes superfluous.
  package var draft: Draft.ID?
  /// The words for it once it is on the disk.
  package var done: String
  /// The direction in which the save carries out an earlier step; nil for a new one.
  package var undoing: UndoStack.Direction?
  /// The draft that was saved from an editor that stays open; nil where none does.
  package var continuing: Draft?
  /// The annotation that `continuing` was an edit of; nil for a new one.
  package var original: Annotation?
  /// The step that it carries out.
  package var step: UndoStep.ID
  /// The step that follows once it is on the disk, and not before.
  package var next: Next?
  /// Whether it ends what another save began.
  package var isSecond = false

  /// The other half of a step, in another file.
  package struct Next: Hashable, Sendable {
    /// The file of the other half.
    package var file: FileID
    /// The changes of the other half.
    package var changes: [AnnotationChange]
    /// The path of the file that the first half was in.
    package var counterpart: String
  }
}
