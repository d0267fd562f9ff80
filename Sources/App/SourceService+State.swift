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
    try store.setSteps(steps, known: known, for: absolute(path))
  }

  // MARK: Reading

  /// How far the reader was in a source when it was left, in the version that is in view now; what has come or changed
  /// since is unseen. Of one that was never read, nothing is.
  func reading(of path: String, _ outline: Outline, blob: String) -> ReadingState {
    let kept = (try? store.reading(for: absolute(path))) ?? nil
    guard path != "-", let kept else { return ReadingState() }
    update(path) { $0.keptReading = kept }
    if kept.blob == blob { return kept.state.clamped(to: outline.count) }
    guard let bytes = (try? readings.bytes(ofBlob: kept.blob, near: path)) ?? nil else { return ReadingState() }
    let old = Outline(decoding: bytes)
    return kept.state.clamped(to: old.count).moved(from: old, to: outline)
  }

  /// Stores how far the reader is. Of a large source that nothing is marked in, nothing is stored.
  func setReading(_ reading: ReadingState, of path: String, bytes: [UInt8], blob: String) {
    let kept = KeptReading(reading, blob: blob)
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
