import CFileSystem
import Glibc

/// Tells when a folder has to be listed again, by watching it and those below it.
///
/// The kernel lets only so many folders be watched, by all programs of a user together: at most half of them are taken
/// here. The others, and those that cannot be watched (network file systems), are looked at now and then.
package struct FolderWatcher: ~Copyable, Sendable {
  /// The events since it was asked last.
  package struct Changes: Sendable {
    /// Whether the listing may be another than it was.
    package var isStale: Bool
    /// Files and folders that took other names, by the old ones, absolute.
    package var renamed: [String: String] = [:]
    /// Notes whose sidecars beside them were written, have come or gone; absolute.
    package var annotated: Set<String> = []

    /// Creates changes in which nothing was renamed or annotated.
    package init(isStale: Bool = false) { self.isStale = isStale }

    /// Adds what happened after this.
    package mutating func add(_ later: Changes) {
      isStale = isStale || later.isStale
      annotated.formUnion(later.annotated)
      for (old, new) in later.renamed { rename(old, new) }
    }

    fileprivate mutating func rename(_ old: String, _ new: String) {
      // What was renamed twice went from its first name to its last.
      let first = renamed.first { $0.value == old }?.key
      renamed[first ?? old] = first == new ? nil : new
    }
  }

  private var descriptor: Int32?
  private let files: any FileSystem
  private let limit: Int
  private var folders: [Int32: String] = [:]
  private var watches: [String: Int32] = [:]
  /// Folders that are not watched, as they were when they were looked at last.
  private var polled: [String: Look] = [:]

  private struct Look: Equatable {
    var folder: FileStatus?
    var ignored: FileStatus?
  }

  /// - Parameter limit: The most folders to watch; nil for half of what the kernel allows.
  package init(_ environment: StoreEnvironment, limit: Int? = nil) {
    files = environment.fileSystem
    let opened = gloss_watch_open()
    descriptor = opened < 0 ? nil : opened
    self.limit = limit ?? FolderWatcher.share(files)
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  private static func share(_ files: any FileSystem) -> Int {
    let bytes = try? OpenFile("/proc/sys/fs/inotify/max_user_watches", for: .read, on: files).readAll()
    let text = bytes.map { String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self) }
    return min(65_536, (text.flatMap { Int($0) } ?? 8_192) / 2)
  }

  /// Becomes readable when `changes()` has something to tell; nil where nothing can be watched.
  package var pollDescriptor: Int32? { descriptor }

  /// The number of folders that are only looked at now and then.
  package var polledCount: Int { polled.count }

  /// Watches exactly these folders, absolute paths, from now on. Returns whether there was any to begin with: what
  /// happened in it before is not told.
  package mutating func watch(_ wanted: [String]) -> Bool {
    let all = Set(wanted)
    // A folder with another name keeps its watch: the old one has to go first.
    for (folder, watch) in watches where !all.contains(folder) {
      watches[folder] = nil
      folders[watch] = nil
      if let descriptor { _ = gloss_watch_remove(descriptor, watch) }
    }
    for folder in polled.keys where !all.contains(folder) { polled[folder] = nil }
    var hasNew = false
    for folder in wanted where watches[folder] == nil {
      if polled[folder] == nil { hasNew = true }
      watchFolder(folder)
    }
    return hasNew
  }

  private mutating func watchFolder(_ folder: String) {
    guard let descriptor, watches.count < limit, gloss_is_remote(folder) == 0,
      case let watch = gloss_watch_add_listing(descriptor, folder), watch >= 0
    else {
      if polled[folder] == nil { polled[folder] = look(at: folder) }
      return
    }
    // Two paths to one folder share a watch, which is reported under the first.
    if folders[watch] != nil {
      polled[folder] = polled[folder] ?? look(at: folder)
      return
    }
    polled[folder] = nil
    watches[folder] = watch
    folders[watch] = folder
  }

  private func look(at folder: String) -> Look {
    Look(
      folder: try? files.status(of: folder, in: nil, followingLinks: true),
      ignored: try? files.status(of: join(folder, ".gitignore"), in: nil, followingLinks: true))
  }

  /// Looks at the folders that are not watched.
  package mutating func poll() -> Changes {
    var changes = Changes()
    for (folder, was) in polled {
      let now = look(at: folder)
      if now == was { continue }
      polled[folder] = now
      changes.isStale = true
    }
    return changes
  }

  /// The note that a sidecar with this name belongs to; nil for other files.
  private static func note(ofSidecar name: String) -> String? {
    for ending in [".review.yaml", ".review.json"] where name.hasSuffix(ending) {
      let note = String(name.dropLast(ending.count))
      return FolderListing.isMarkdown(note) ? note : nil
    }
    return nil
  }

  /// Returns what the kernel tells of the folders that are watched.
  package mutating func changes() -> Changes {
    var changes = Changes()
    guard let descriptor else { return changes }
    var oldNames: [UInt32: (path: String, isFolder: Bool)] = [:]
    for event in WatchEvent.all(from: descriptor) {
      if event.isOverflow { changes.isStale = true }
      guard let folder = folders[event.watch] else { continue }
      if event.isEnd {
        folders[event.watch] = nil
        watches[folder] = nil
        changes.isStale = true
        continue
      }
      if let note = FolderWatcher.note(ofSidecar: event.name) { changes.annotated.insert(join(folder, note)) }
      let isNote = !event.isFolder && FolderListing.isMarkdown(event.name)
      let isRule = event.name == ".gitignore" || event.name == ".git"
      guard isRule || (isNote || event.isFolder) && event.name.utf8.first != UInt8(ascii: ".") else { continue }
      if !event.isWritten || isRule { changes.isStale = true }
      let path = join(folder, event.name)
      if event.isOldName {
        oldNames[event.cookie] = (path, event.isFolder)
      } else if event.isNewName, let old = oldNames.removeValue(forKey: event.cookie), old.isFolder == event.isFolder {
        changes.rename(old.path, path)
      }
    }
    return changes
  }
}
