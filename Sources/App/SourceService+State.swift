import Annotations
import Notebook
import Outline
import Store

/// The state that outlives the program: the views of notebooks, the reading states of sources, drafts.
extension SourceService {
  /// Larger sources aren't archived, so changes since the last visit can't be shown for them (unless topics were
  /// marked).
  private static let readingLimit = 64 << 20

  /// Returns the view of the notebook at `path` when it was left; nil where none is stored or it can't be decoded.
  package func savedView(of path: String) -> SavedView? {
    (try? store.state(named: "view", for: absolute(path))).flatMap { $0 }.flatMap(SavedView.init)
  }

  /// Stores how a notebook was left. A failure is not reported: the next start shows the notebook as it was before.
  func setSavedView(_ view: SavedView, of path: String) {
    try? store.setState(view.rows, named: "view", for: absolute(path))
    try? store.setState(AppState(lastNotebook: absolute(path)).rows, named: "program")
  }

  /// The state over all notebooks.
  var appState: AppState? { (try? store.state(named: "program")).flatMap { $0 }.flatMap(AppState.init) }

  /// Makes what is remembered over all notebooks follow notes that have another name now.
  package func renamed(_ old: String, to new: String) {
    guard var state = appState, state.lastNotebook == old else { return }
    state.lastNotebook = new
    try? store.setState(state.rows, named: "program")
  }

  /// Stores what can be undone in the annotations of a source.
  ///
  /// - Throws: `StoreError` where they can't be written; the old ones stay then.
  func setSteps(_ steps: [UndoStep], known: Set<UndoStep.ID>, of path: String) throws(StoreError) {
    guard path != "-" else { return }
    let steps = steps.map { step in
      var step = step
      step.counterpart = step.counterpart.map(absolute)
      return step
    }
    try store.setSteps(steps, known: known, for: absolute(path))
  }

  // MARK: Reading

  /// Returns the reading state of a source when it was left, brought to the version that is in view now: topics that
  /// have come or changed since are unseen. Of a source that was never read, no topic is unseen.
  func reading(of path: String, _ outline: Outline, blob: String) -> ReadingState {
    let kept = (try? store.reading(for: absolute(path))) ?? nil
    guard path != "-", let kept else { return ReadingState() }
    update(path) { $0.keptReading = kept }
    return marks(of: kept, near: path, outline, blob: blob)
  }

  /// Returns the marks of reading that were stored for a source that is not open, brought to what the source is now; nil
  /// where there are none, or the source is too large to be read for them.
  func storedReading(of path: String) -> NoteReading? {
    guard path != "-", let kept = (try? store.reading(for: absolute(path))) ?? nil,
      let file = try? SourceFile.read(path, environment), file.bytes.count <= Self.readingLimit
    else { return nil }
    let blob = blobID(of: file.bytes)
    if kept.state.isEmpty, kept.blob == blob { return nil }
    let outline = Outline(decoding: file.bytes)
    return NoteReading(marks(of: kept, near: path, outline, blob: blob), topics: outline.count)
  }

  private func marks(of kept: KeptReading, near path: String, _ outline: Outline, blob: String) -> ReadingState {
    let state = kept.state
    switch kept.numbering {
    case .places:
      if kept.blob == blob { return state.atPlaces(in: outline) }
      guard let old = oldReading(kept.blob, near: path) else { return ReadingState() }
      return state.atPlaces(in: old).moved(from: old, to: outline)
    case .earlierTopics:
      let old = kept.blob == blob ? outline : oldReading(kept.blob, near: path)
      guard let old else { return ReadingState() }
      let known = state.read(otherwise: Outline(parsingWithoutDialects: old.bytes), old)
      return kept.blob == blob ? known : known.moved(from: old, to: outline)
    }
  }

  private func oldReading(_ blob: String, near path: String) -> Outline? {
    ((try? readings.bytes(ofBlob: blob, near: path)) ?? nil).map(Outline.init(decoding:))
  }

  /// Stores how far the reader is. Of a large source that nothing is marked in, nothing is stored.
  func setReading(_ reading: ReadingState, of path: String, in outline: Outline, blob: String) {
    let bytes = outline.bytes
    let kept = KeptReading(reading.byPlaces(in: outline), blob: blob)
    guard path != "-", bytes.count <= Self.readingLimit || !reading.isEmpty else { return }
    let isNew = update(path) { source in
      defer { source.keptReading = kept }
      return source.keptReading != kept
    }
    guard isNew else { return }
    // In view is the text as UTF-8; what is archived is the file.
    let reading = source(path).reading
    _ = try? readings.keep(reading?.blob == blob ? reading?.bytes ?? bytes : bytes)
    try? store.setReading(kept, for: absolute(path))
  }

  // MARK: Drafts

  /// Writes a draft, so that it survives the process; the machine only after `synchronizeDrafts()`.
  ///
  /// - Throws: `StoreError` where it can't be written; the draft on the disk has its old text then.
  func write(_ draft: Draft, of path: String) throws(StoreError) { try journal.write(draft, source: path) }
  /// Moves the drafts of a source to its new path; those that another process is writing stay.
  ///
  /// - Throws: `StoreError` where one can't be moved; those before it have been.
  func moveDrafts(from old: String, to path: String) throws(StoreError) { try journal.move(from: old, to: path) }
  /// Removes a draft that was saved or discarded.
  ///
  /// - Throws: `StoreError` where it can't be removed; it is offered again then.
  func removeDraft(_ id: String, of path: String) throws(StoreError) { try journal.remove(id, source: path) }
  /// Flushes all drafts that were written or removed to the disk.
  ///
  /// - Throws: `StoreError` where the disk does not take one of them; the others are flushed all the same.
  func synchronizeDrafts() throws(StoreError) { try journal.sync() }
}
