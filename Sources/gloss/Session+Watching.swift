import Notebook
import Store

/// Files that change while they are shown.
extension Session {
  /// Watches the files of what was opened, and their sidecars, and looks for what happened to them before.
  mutating func watch(_ file: FileIndex) {
    let count = watched.count
    for absolute in watchedPaths(of: file) {
      if watched.updateValue(file, for: absolute) == nil { watcher.watch(absolute) }
    }
    if watcher.needsPolling, pollDue == nil { pollDue = ContinuousClock.now + Session.pollDelay }
    if watched.count > count { reload(file) }
  }

  /// What is watched for a file: the file, what it is where it is a link, and its sidecar. All absolute.
  func watchedPaths(of file: FileIndex) -> [String] {
    let path = path(file)
    guard path != "-" else { return [] }
    return [path, keeper.resolvedPath(of: path), keeper.sidecarPath(of: path)]
      .compactMap { $0.map { normalized($0, from: keeper.environment.currentDirectory) } }
  }

  /// Has everything read again that may have changed on the disk.
  mutating func reloadChanges() {
    for file in Set(watcher.changes().compactMap { watched[$0] }) { reload(file) }
    pollDue = watcher.needsPolling ? ContinuousClock.now + Session.pollDelay : nil
  }

  /// The files have other numbers now; those with other paths are watched there once they are read.
  mutating func follow(_ move: FileMove) {
    worker.noteListing(state.moves.count)
    beginnings = beginnings.moved(by: move)
    for (absolute, file) in watched.entries {
      let file = move(file)
      if let file, watchedPaths(of: file).contains(absolute) {
        watched[absolute] = file
      } else {
        watched[absolute] = nil
        watcher.unwatch(absolute)
      }
    }
  }

  mutating func reload(_ file: FileIndex) {
    guard let document = state.documents[file], !beginnings.contains(file), path(file) != "-" else { return }
    worker.reload(file, path: path(file), document)
  }
}
