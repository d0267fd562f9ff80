import Annotations
import Notebook
import Outline
import Store

/// What outlives the program: how notebooks were left, how far the reader is in each source, drafts.
extension SourceService {
  /// Larger sources aren't archived, so changes since the last visit can't be shown for them (unless topics were marked).
  private static let readingLimit = 64 << 20

  /// How the notebook at `path` was left; nil where nothing is known or it makes no sense.
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

  /// How far the reader was in a source when it was left, in the version that is in view now; what has come or changed
  /// since is unseen. Of one that was never read, nothing is.
  func reading(of path: String, _ outline: Outline, blob: String) -> ReadingState {
    let kept = (try? store.reading(for: absolute(path))) ?? nil
    guard path != "-", let kept else { return ReadingState() }
    update(path) { $0.keptReading = kept }
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

  func write(_ draft: Draft, of path: String) throws(StoreError) { try journal.write(draft, source: path) }
  func moveDrafts(from old: String, to path: String) throws(StoreError) { try journal.move(from: old, to: path) }
  func removeDraft(_ id: String, of path: String) throws(StoreError) { try journal.remove(id, source: path) }
  func synchronizeDrafts() throws(StoreError) { try journal.sync() }
}
