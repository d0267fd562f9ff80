import CursesTerminal
import Glibc
import Notebook
import Store

/// Lists a notebook's folders again whenever something in them has come, gone or taken another name.
///
/// Everything happens on a thread of its own; what it finds goes to the queue.
final class FolderMonitor: Sendable {
  private let folders: NotebookRoots
  private let environment: StoreEnvironment
  private let queue: EventQueue

  /// The time within which changes that belong together mostly happen.
  private static let gathering = Duration.milliseconds(60)
  /// The least time between two listings, and how many times as long as one takes.
  private static let rest = Duration.milliseconds(150)
  private static let restFactor = 8
  /// The least time between two looks at folders that the kernel does not watch, and the least time in multiples of the
  /// duration of a look.
  private static let pollDelay = Duration.seconds(1)
  private static let pollFactor = 50

  init(of folders: NotebookRoots, _ environment: StoreEnvironment, queue: EventQueue) {
    self.folders = folders
    self.environment = environment
    self.queue = queue
  }

  /// Begins; what has happened since the notebook was listed is found, too.
  func begin() {
    // Where there is no thread to be had, the notes stay as they were listed.
    _ = DetachedThread.run { [self] in
      var watcher = FolderWatcher(environment)
      run(&watcher)
    }
  }

  private func run(_ watcher: inout FolderWatcher) {
    var shown: [ListedFile]?
    var isMissing = false
    var changes = FolderWatcher.Changes(isStale: true)
    var polled = ContinuousClock.now
    while true {
      if changes.isStale {
        let begin = ContinuousClock.now
        let found = list(&watcher, &changes)
        if found != shown || isMissing != (found == nil) { report(found, renamed: changes.renamed, wasLost: isMissing) }
        if found != nil { shown = found }
        isMissing = found == nil
        send(changes.annotated)
        changes = FolderWatcher.Changes()
        pause(max(FolderMonitor.rest, (ContinuousClock.now - begin) * FolderMonitor.restFactor))
      }
      var timeout: Duration?
      if watcher.polledCount > 0 || watcher.pollDescriptor == nil || isMissing { timeout = FolderMonitor.pollDelay }
      _ = wait(for: watcher.pollDescriptor.map { [$0] } ?? [], timeout: timeout)
      changes = watcher.changes()
      if changes.isStale || !changes.annotated.isEmpty {
        pause(FolderMonitor.gathering)
        changes.add(watcher.changes())
      }
      send(changes.annotated)
      changes.annotated = []
      if timeout != nil, ContinuousClock.now >= polled {
        let begin = ContinuousClock.now
        changes.add(watcher.poll())
        if isMissing { changes.isStale = true }
        let end = ContinuousClock.now
        polled = end + max(FolderMonitor.pollDelay, (end - begin) * FolderMonitor.pollFactor)
      }
    }
  }

  /// Tells which notes something was written about.
  private func send(_ annotated: Set<String>) {
    if !annotated.isEmpty { queue.put(.annotated(annotated.compactMap { folders.name(ofPath: $0) })) }
  }

  /// The notes that there are; nil where a folder can't be read.
  private func list(_ watcher: inout FolderWatcher, _ changes: inout FolderWatcher.Changes) -> [ListedFile]? {
    while true {
      guard var listing = try? folders.listing() else { return nil }
      var files: [ListedFile] = []
      while let file = listing.next() { files.append(file) }
      // What happened in a new folder before it was watched is only to be seen by another look.
      guard watcher.watch(listing.folders) else { return files }
      changes.add(watcher.changes())
    }
  }

  private func report(_ files: [ListedFile]?, renamed: [String: String], wasLost: Bool) {
    guard let files else {
      queue.put(.notice(Message("\(folders.name) can't be read any more: its notes stay as they were", .warning)))
      return
    }
    if wasLost { queue.put(.notice(Message("\(folders.name) is there again", .good))) }
    var tree = folders.tree
    for file in files { tree.append(file.name, in: file.folders) }
    let names = renamed.compactMap { old, new in
      folders.name(ofPath: old).flatMap { old in folders.name(ofPath: new).map { (old, $0) } }
    }
    queue.put(.relisted(FolderSnapshot(tree: tree, renamed: Dictionary(names) { first, _ in first })))
  }

  private func pause(_ duration: Duration) {
    environment.fileSystem.pause(milliseconds: Int(duration / .milliseconds(1)))
  }
}
