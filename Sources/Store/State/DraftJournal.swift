import Annotations
import Glibc
import Synchronization

/// Keeps drafts in the state folder while they are being written.
///
/// Each draft is a file of its own, replaced in one step, so a kill at any moment leaves the version before or the
/// one after. A journal holds a lock for as long as its process lives: drafts of others that are being written
/// right now are not offered, those that a dead process left are.
package final class DraftJournal: Sendable {
  private let environment: StoreEnvironment
  private let folder: String
  private let state = Mutex(State())

  private struct State: ~Copyable {
    var session: DraftSession?
    /// Folders, and the files in them with what they say, that are not on the disk yet.
    var unsynchronized: [String: [String: [UInt8]]] = [:]
    /// Files that could not be brought there.
    var failed: Set<String> = []
  }

  /// Creates a journal that has written nothing; its folder is made and its lock taken with the first draft.
  package init(_ environment: StoreEnvironment) {
    self.environment = environment
    folder = join(environment.stateDirectory, "drafts")
  }

  /// A draft and the source that it was begun on, which may be gone by now.
  package struct Entry: Hashable, Sendable {
    /// The source's path, absolute.
    package var source: String
    /// The draft as it was stored last.
    package var draft: Draft

    /// Creates an entry from its parts.
    package init(source: String, draft: Draft) {
      self.source = source
      self.draft = draft
    }
  }

  /// Stores a draft's present text; it survives this process at once and the machine after `sync()`.
  /// - Throws: where it cannot be written; the draft has its old text then.
  package func write(_ draft: Draft, source: String) throws(StoreError) {
    let source = try resolved(source)
    let folder = join(self.folder, Self.key(source))
    let name = Self.fileName(draft.id)
    let environment = environment
    let root = self.folder
    let result = state.withLock { state -> Result<Void, StoreError> in
      do throws(StoreError) {
        if state.session == nil { state.session = try DraftSession(in: root, environment) }
        let bytes = DraftCodec.encode(draft, source: source, session: state.session?.name ?? "")
        try StateFolder.write(bytes, to: join(folder, name), environment)
        state.unsynchronized[folder, default: [:]][join(folder, name)] = bytes
        state.failed.remove(join(folder, name))
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// Whether something was written or removed that a loss of power would take back.
  package var needsSync: Bool {
    state.withLock { !$0.unsynchronized.isEmpty }
  }

  /// Puts everything written so far on the disk; to be called at most a second after the first change.
  /// - Throws: where the disk does not take it.
  package func sync() throws(StoreError) {
    let (pending, failed) = state.withLock { state in
      defer { (state.unsynchronized, state.failed) = ([:], []) }
      return (state.unsynchronized, state.failed)
    }
    var failure: StoreError?
    for (folder, files) in pending {
      do throws(StoreError) {
        // After a failed fsync the kernel forgets what was not written: only a fresh file helps.
        for (path, bytes) in files where failed.contains(path) { try StateFolder.write(bytes, to: path, environment) }
        try StateFolder.synchronize(files.keys.sorted(), in: folder, environment.fileSystem)
      } catch {
        failure = error
        state.withLock { state in
          state.unsynchronized[folder, default: [:]].merge(files) { newer, _ in newer }
          state.failed.formUnion(files.keys)
        }
      }
    }
    if let failure { throw failure }
  }

  /// Forgets a draft, because it was saved or discarded.
  /// - Throws: where it cannot be removed.
  package func remove(_ id: Draft.ID, source: String) throws(StoreError) {
    let folder = join(self.folder, Self.key(try resolved(source)))
    let name = Self.fileName(id)
    do throws(SystemError) {
      try environment.fileSystem.remove(join(folder, name), in: nil)
    } catch {
      if error.code != ENOENT { throw .system(error) }
    }
    state.withLock { state in
      state.unsynchronized[folder]?[join(folder, name)] = nil
    }
  }

  /// The drafts of a source that are ours or that nobody is writing any more, oldest first.
  /// - Throws: where the journal cannot be read.
  package func drafts(for source: String) throws(StoreError) -> [Draft] {
    try entries(in: join(folder, Self.key(try resolved(source)))).map(\.draft)
  }

  /// As `drafts(for:)`, without those that were saved before a crash kept them from being removed.
  /// - Throws: where the journal cannot be read.
  package func drafts(for opened: OpenedSidecar) throws(StoreError) -> [Draft] {
    try drafts(for: opened.location.source).filter { draft in
      var (id, isEdit) = (draft.id, false)
      if case .edit(let edited) = draft.purpose { (id, isEdit) = (edited, true) }
      guard let saved = opened.annotations.first(where: { $0.id == id }) else { return true }
      // Saved is a text without white space at its end and empty lines before it.
      return !saved.text.utf8.elementsEqual(Self.trimmed(draft.text))
        || isEdit && (saved.type != draft.type || saved.severity != draft.severity)
    }
  }

  private static func trimmed(_ text: String) -> Substring.UTF8View {
    var text = Substring(text)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    while let first = text.first, first.isNewline { text.removeFirst() }
    return text.utf8
  }

  /// Names for the sources that may have drafts, to be asked about with `name(of:)`.
  /// - Throws: where the journal cannot be listed.
  package func names() throws(StoreError) -> Set<String> { Set(try StateFolder.names(in: folder, environment)) }

  /// The journal's name for a source, absolute and with its links resolved.
  package static func name(of source: String) -> String { key(source) }

  /// The drafts of all sources, also of those that are gone.
  /// - Throws: where the journal cannot be read.
  package func allDrafts() throws(StoreError) -> [Entry] {
    var entries: [Entry] = []
    for name in try StateFolder.names(in: folder, environment) where name != DraftSession.folderName {
      entries += try self.entries(in: join(folder, name))
    }
    return entries
  }

  /// Takes the drafts of a source along when it is renamed; those that somebody is writing right now stay.
  /// - Throws: where some draft cannot be moved; those before it have been.
  package func move(from source: String, to other: String) throws(StoreError) {
    for draft in try drafts(for: source) {
      try write(draft, source: other)
      try remove(draft.id, source: source)
    }
    try sync()
  }

  private func entries(in folder: String) throws(StoreError) -> [Entry] {
    StateFolder.sweep(folder, environment)
    let own = state.withLock { $0.session?.name }
    var entries: [Entry] = []
    var isAlive: [String: Bool] = [:]
    for name in try StateFolder.names(in: folder, environment) {
      guard let bytes = try StateFolder.read(join(folder, name), environment),
        let stored = DraftCodec.decode(bytes, path: join(folder, name))
      else { continue }
      if stored.session != own {
        let lives = isAlive[stored.session] ?? DraftSession.isAlive(stored.session, in: self.folder, environment)
        isAlive[stored.session] = lives
        if lives { continue }
      }
      entries.append(Entry(source: stored.source, draft: stored.draft))
    }
    return entries.sorted { ($0.draft.timestamp, $0.draft.id) < ($1.draft.timestamp, $1.draft.id) }
  }

  private func resolved(_ source: String) throws(StoreError) -> String {
    try SidecarLocation.resolveLinks(
      normalized(source, from: environment.currentDirectory), environment.fileSystem)
  }

  private static func key(_ source: String) -> String {
    SHA1.hexadecimal(Array(source.utf8))
  }

  /// Ids are our own, but a file name must not depend on that.
  private static func fileName(_ id: String) -> String {
    let isSafe = id.utf8.allSatisfy { Emitter.isLetterOrDigit($0) } && !id.isEmpty && id.utf8.count < 64
    return (isSafe ? id : SHA1.hexadecimal(Array(id.utf8))) + ".json"
  }
}
