import Notebook
import Store

/// Files that change while they are shown.
extension EventLoop {
  /// Watches the files of what was opened, and their sidecars, and looks for what happened to them before.
  mutating func watch(_ file: FileID) {
    let count = watched.count
    for absolute in watchedPaths(of: file) {
      if watched.updateValue(file, for: absolute) == nil { watcher.watch(absolute) }
    }
    if watcher.needsPolling, pollDue == nil { pollDue = ContinuousClock.now + EventLoop.pollDelay }
    if watched.count > count { reload(file) }
  }

  /// Returns the paths to watch for a file: the file, the target where it is a symbolic link, and its sidecar. All
  /// absolute; none for standard input.
  func watchedPaths(of file: FileID) -> [String] {
    let path = path(file)
    guard path != "-" else { return [] }
    return ([path] + sources.filesBehind(path)).map { normalized($0, from: sources.environment.currentDirectory) }
  }

  /// Has everything read again that may have changed on the disk.
  mutating func reloadChanges() {
    for file in Set(watcher.changes().compactMap { watched[$0] }) { reload(file) }
    pollDue = watcher.needsPolling ? ContinuousClock.now + EventLoop.pollDelay : nil
  }

  /// Watches paths no longer that no file of the notebook has; files with other paths are watched there once they are
  /// read.
  mutating func unwatchMoved() {
    let tree = state.tree
    sources.close(besides: tree.files.map { tree[$0].path })
    for (absolute, file) in watched.entries
    where !state.tree.contains(file) || !watchedPaths(of: file).contains(absolute) {
      watched[absolute] = nil
      watcher.unwatch(absolute)
    }
  }

  mutating func reload(_ file: FileID) {
    guard let document = state.documents[file], state.tree.contains(file), !partialFiles.contains(file),
      path(file) != "-"
    else { return }
    runner.reload(state.tree.version(of: file), path: path(file), document)
  }
}
