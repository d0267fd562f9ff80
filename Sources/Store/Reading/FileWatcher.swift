import CFileSystem
import Glibc

/// Tells which files were changed by anybody, by watching the folders that they stand in.
///
/// A folder is watched and not the file, because files are replaced by new ones. What it tells is a reason to
/// look, not a proof. Where the kernel cannot watch (network file systems, too many watches) it compares what the
/// file system says of each file whenever it is asked.
package struct FileWatcher: ~Copyable, Sendable {
  private var descriptor: Int32?
  private let environment: StoreEnvironment
  private var folders: [Int32: String] = [:]
  private var watches: [String: Int32] = [:]
  private var files: [String: FileStatus?] = [:]
  private var polled: Set<String> = []

  /// Creates a watcher of no files; without the kernel's help it will poll them.
  package init(_ environment: StoreEnvironment) {
    self.environment = environment
    let opened = gloss_watch_open()
    descriptor = opened < 0 ? nil : opened
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  /// Becomes readable when `changes()` has something to tell; nil where nothing can be watched.
  package var pollDescriptor: Int32? { descriptor }

  /// Whether some files are seen only by asking now and then, say every two seconds.
  package var needsPolling: Bool { !polled.isEmpty }

  /// Begins to watch a file, which need not exist.
  package mutating func watch(_ path: String) {
    let path = normalized(path, from: environment.currentDirectory)
    files[path] = .some(status(path))
    watchFolder(split(path).folder)
  }

  /// Stops watching a file.
  package mutating func unwatch(_ path: String) {
    let path = normalized(path, from: environment.currentDirectory)
    files[path] = nil
    let folder = split(path).folder
    if files.keys.contains(where: { split($0).folder == folder }) { return }
    polled.remove(folder)
    if let watch = watches.removeValue(forKey: folder) {
      folders[watch] = nil
      if let descriptor { _ = gloss_watch_remove(descriptor, watch) }
    }
  }

  /// The watched files that may have changed since the last call, each once.
  package mutating func changes() -> Set<String> {
    var changed = drain()
    for (path, was) in files where polled.contains(split(path).folder) {
      let now = status(path)
      if now == was { continue }
      files[path] = .some(now)
      changed.insert(path)
    }
    for folder in Array(polled) { watchFolder(folder) }
    return changed
  }

  private mutating func drain() -> Set<String> {
    guard let descriptor else { return [] }
    var changed: Set<String> = []
    for event in WatchEvent.all(from: descriptor) { take(event, into: &changed) }
    return changed
  }

  private mutating func take(_ event: WatchEvent, into changed: inout Set<String>) {
    if event.isOverflow {
      // Some were dropped: any file may have changed.
      changed.formUnion(files.keys)
      return
    }
    guard let folder = folders[event.watch] else { return }
    if event.isEnd {
      folders[event.watch] = nil
      watches[folder] = nil
      polled.insert(folder)
      changed.formUnion(files.keys.filter { split($0).folder == folder })
      return
    }
    let path = join(folder, event.name)
    if files[path] != nil {
      files[path] = .some(status(path))
      changed.insert(path)
    }
  }

  private mutating func watchFolder(_ folder: String) {
    if watches[folder] != nil { return }
    guard let descriptor, gloss_is_remote(folder) == 0,
      case let watch = gloss_watch_add(descriptor, folder), watch >= 0
    else {
      polled.insert(folder)
      return
    }
    polled.remove(folder)
    watches[folder] = watch
    folders[watch] = folder
  }

  private func status(_ path: String) -> FileStatus? {
    try? environment.fileSystem.status(of: path, in: nil, followingLinks: true)
  }
}
