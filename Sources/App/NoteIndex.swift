import Dispatch
import Glibc
import Outline
import Search
import SearchIndex
import Store
import Synchronization

/// The index of a folder of notes in the cache folder, kept up with the files.
package final class NoteIndex: Sendable {
  /// A notebook of fewer files is searched as quickly without.
  package static let fewestFiles = 200
  /// Files whose signatures are written together.
  private static let batch = 500

  /// The time for which the stamps of files are used again without another look.
  private static let moment = Duration.seconds(1)

  /// The signatures of files as of the last look at them.
  private struct Recent {
    var time: ContinuousClock.Instant
    var paths: [String]
    var signatures: [TextSignature?]
  }

  private let recent = Mutex<Recent?>(nil)
  let index: SearchIndex
  let environment: StoreEnvironment
  private let isRefreshing = Atomic(false)

  /// Opens the index of `folder`.
  /// - Parameter isNeeded: Whether it is begun where there is none; otherwise nil is returned then.
  package init?(of folder: String, isNeeded: Bool, _ environment: StoreEnvironment, variables: [String: String]) {
    let caches = NoteIndex.folder(variables)
    let path = caches + "/" + NoteIndex.name(of: normalized(folder, from: environment.currentDirectory))
    if access(path, R_OK) != 0 {
      guard isNeeded, NoteIndex.make(caches) else { return nil }
    }
    self.environment = environment
    index = SearchIndex(path: path) { unlink($0) }
  }

  /// The signatures of files as they are now, or were less than a moment ago, so that each letter of a query that is
  /// being typed need not look at all of them again; nil where a file is not known as it is.
  package func signatures(of paths: [String]) -> [TextSignature?] {
    let now = ContinuousClock.now
    let known = recent.withLock { recent in
      recent.flatMap { now - $0.time < NoteIndex.moment && $0.paths == paths ? $0.signatures : nil }
    }
    if let known { return known }
    let entries = index.snapshot
    let signatures = stamps(of: paths).map { name, stamp -> TextSignature? in
      guard let stamp, let entry = entries[name], entry.stamp == stamp else { return nil }
      return entry.signature
    }
    recent.withLock { $0 = Recent(time: now, paths: paths, signatures: signatures) }
    return signatures
  }

  /// The absolute paths of files, and the states that they are in; nil for those that are not there.
  func stamps(of paths: [String]) -> [(name: String, stamp: SearchIndex.Stamp?)] {
    let chunks = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let size = (paths.count + chunks - 1) / chunks
    let parts = Mutex([[(name: String, stamp: SearchIndex.Stamp?)]](repeating: [], count: chunks))
    DispatchQueue.concurrentPerform(iterations: chunks) { chunk in
      let start = min(paths.count, chunk * size)
      let stamps = paths[start..<min(paths.count, start + size)].map { path in
        let name = absolute(path)
        return (name: name, stamp: stamp(of: name))
      }
      parts.withLock { $0[chunk] = stamps }
    }
    return parts.withLock { Array($0.joined()) }
  }

  /// Whether the file as it is now is known.
  package func knows(_ path: String) -> Bool {
    let absolute = absolute(path)
    return stamp(of: absolute).map { index.signature(of: absolute, $0) != nil } ?? false
  }

  /// Reads the files that are new or changed, on all processors, and forgets those that are not among `paths`.
  /// - Parameter progress: Told how many files are done; says whether to go on.
  package func refresh(_ paths: [String], progress: @Sendable (Int) -> Bool = { _ in true }) {
    guard isRefreshing.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged else { return }
    defer { isRefreshing.store(false, ordering: .releasing) }
    let known = index.snapshot
    let listed = Set(paths.map(absolute))
    let gone = known.keys.filter { !listed.contains($0) }
    if !gone.isEmpty { index.update([:], gone: gone) }
    let wanted = paths.filter { $0 != "-" && !knows($0) }
    let next = Atomic(0)
    let done = Atomic(paths.count - wanted.count)
    let isWanted = Atomic(true)
    DispatchQueue.concurrentPerform(iterations: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) { _ in
      var batch: [String: SearchIndex.Entry] = [:]
      while isWanted.load(ordering: .relaxed) {
        let file = next.add(1, ordering: .relaxed).oldValue
        guard file < wanted.count else { break }
        // A file that changes while it is read has another stamp afterwards.
        if let source = try? SourceFile.read(wanted[file], environment, isListed: true), source.isSettled,
          let status = source.status
        {
          batch[absolute(wanted[file])] = SearchIndex.Entry(
            stamp: SearchIndex.Stamp(status),
            signature: TextSignature(of: SourceEncoding(of: source.bytes).decode(source.bytes)))
        }
        let count = done.add(1, ordering: .relaxed).newValue
        if !progress(count) { isWanted.store(false, ordering: .relaxed) }
        if batch.count >= NoteIndex.batch {
          index.update(batch)
          batch = [:]
        }
      }
      if !batch.isEmpty { index.update(batch) }
    }
    recent.withLock { $0 = nil }
    if isWanted.load(ordering: .relaxed) { _ = vocabulary(of: paths.filter { $0 != "-" }) }
  }

  /// - Parameter path: Absolute.
  private func stamp(of path: String) -> SearchIndex.Stamp? {
    (try? environment.fileSystem.status(of: path, in: nil, followingLinks: true)).map(SearchIndex.Stamp.init)
  }

  private func absolute(_ path: String) -> String { normalized(path, from: environment.currentDirectory) }

  private static func folder(_ variables: [String: String]) -> String {
    let base = variables["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (base ?? (variables["HOME"] ?? "/") + "/.cache") + "/gloss/search"
  }

  /// Makes a folder and those above it, for the reader's own eyes.
  private static func make(_ folder: String) -> Bool {
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/" + part
      mkdir(path, 0o700)
    }
    return access(folder, W_OK) == 0
  }

  /// A file name for the index of a folder: its last part, and a number for the whole (FNV-1a).
  private static func name(of folder: String) -> String {
    let hash = folder.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    let last = folder.split(separator: "/").last ?? "root"
    return String(last.prefix(40)) + "-" + String(hash, radix: 16) + ".db"
  }
}

extension SearchIndex.Stamp {
  /// The state that a file was found in.
  init(_ status: FileStatus) {
    self.init(size: status.size, modified: status.modified, changed: status.changed, inode: status.inode)
  }
}
