import Annotations
import Notebook
import Outline
import Store
import Synchronization

extension SaveConflict {
  /// What became of a change that met somebody else's.
  fileprivate var message: String {
    switch self {
    case .bothChanged: "somebody else changed this annotation too: theirs stays, yours is a reply to it"
    case .kept: "somebody else changed this annotation too: theirs stays"
    case .restored: "somebody else had deleted this annotation: it is there again, with your change"
    case .notDeleted: "somebody else changed this annotation: it was not deleted"
    }
  }
}

/// Does what a notebook asks of the disk: reads sources, keeps sidecars and drafts. Any thread may call it; calls block.
final class Keeper: Sendable {
  let environment: StoreEnvironment
  private let store: Store
  private let journal: DraftJournal
  private let sidecars = Mutex<[String: OpenedSidecar]>([:])

  init(_ environment: StoreEnvironment) {
    self.environment = environment
    store = Store(environment)
    journal = DraftJournal(environment)
  }

  /// Reads and parses a source.
  func read(_ path: String) throws(StoreError) -> OpenedSource { parse(try SourceFile.read(path, environment)) }

  func parse(_ file: SourceFile) -> OpenedSource {
    OpenedSource(outline: Outline(parsing: file.bytes), blob: blobID(of: file.bytes), trouble: Self.trouble(of: file))
  }

  private static func trouble(of file: SourceFile) -> Message? {
    if !file.isSettled { return Message("\(file.path) changes while it is read", .warning) }
    if file.bytes.prefix(4096).contains(0) {
      return Message("\(file.path) has NUL bytes: is it a text file?", .warning)
    }
    guard String(validating: file.bytes, as: UTF8.self) == nil else { return nil }
    return Message("\(file.path) is not UTF-8: what can't be read shows as \u{FFFD}", .warning)
  }

  /// Reads what has been written about a source.
  func annotations(of path: String) throws(StoreError) -> AnnotationsRead {
    guard path != "-" else { return AnnotationsRead(annotations: [], drafts: []) }
    let opened = try store.open(source: path)
    sidecars.withLock { $0[path] = opened }
    return try read(opened)
  }

  /// Carries out `changes`; when it returns they are on the disk.
  func save(_ changes: [AnnotationChange], to path: String) throws(StoreError) -> AnnotationsRead {
    let known = sidecars.withLock { $0[path] }
    let opened = if let known { known } else { try store.open(source: path) }
    let saved = try store.save(changes, to: opened)
    sidecars.withLock { $0[path] = saved }
    return try read(saved)
  }

  private func read(_ opened: OpenedSidecar) throws(StoreError) -> AnnotationsRead {
    AnnotationsRead(
      annotations: opened.annotations, drafts: try journal.drafts(for: opened), trouble: Self.trouble(of: opened))
  }

  private static func trouble(of opened: OpenedSidecar) -> Message? {
    if let conflict = opened.conflicts.first {
      return Message(conflict.message, .warning)
    }
    switch opened.writability {
    case .unreadable:
      let problem = opened.problems.first { $0.preventsWriting } ?? opened.problems.first
      return Message(problem?.message ?? "\(opened.path) can't be read whole", .error)
    case .elsewhere(let path):
      return Message("the folder can't be written: annotations go to \(path)", .warning)
    case .writable: return opened.problems.first.map { Message($0.message, .warning) }
    }
  }

  // MARK: Drafts

  func write(_ draft: Draft, of path: String) throws(StoreError) { try journal.write(draft, source: path) }
  func removeDraft(_ id: String, of path: String) throws(StoreError) { try journal.remove(id, source: path) }
  func synchronizeDrafts() throws(StoreError) { try journal.sync() }
  var needsSynchronizing: Bool { journal.needsSync }
}
