import Dispatch
import Notebook
import Store
import Synchronization

/// Finds the notes of folders in the background.
final class FolderScanner: Sendable {
  private struct Found {
    var files: [ListedFile] = []
    var isComplete = false
    var trouble: Message?
    /// The queue that the rest is sent to, once somebody waits for it there.
    var queue: EventQueue?
  }

  private let found = Mutex(Found())
  private let hasEnough = DispatchSemaphore(value: 0)
  private let isWaitedFor = DispatchSemaphore(value: 0)
  private let folders: NotebookRoots

  /// Files that are handed on together at most, and how long they wait at most.
  private static let batch = 2_000
  private static let delay = Duration.milliseconds(10)

  /// Begins to list; throws where a folder can't be read.
  init(of folders: NotebookRoots) throws(StoreError) {
    self.folders = folders
    let listing = try folders.listing()
    if !DetachedThread.run({ self.run(listing) }) { DispatchQueue.global().async { self.run(listing) } }
  }

  private func run(_ listing: NotebookRoots.Listing) {
    var listing = listing
    var batch: [ListedFile] = []
    var isFirst = true
    var due = ContinuousClock.now + FolderScanner.delay
    var count = 0
    while let file = listing.next() {
      batch.append(file)
      count += 1
      let isEnough = isFirst ? count > NotebookState.mostUnfolded : batch.count >= FolderScanner.batch
      guard isEnough || count % 64 == 0 && ContinuousClock.now > due else { continue }
      put(batch)
      batch = []
      due = ContinuousClock.now + FolderScanner.delay
      if isFirst {
        hasEnough.signal()
        // The first frame has the processors for itself.
        isWaitedFor.wait()
      }
      isFirst = false
    }
    var trouble = listing.failures.first.map { failure in
      let rest = listing.failures.count - 1
      return Message(StoreError.system(failure).message + (rest > 0 ? ", and \(rest) more" : ""), .warning)
    }
    if count == 0 { trouble = Message(PathArguments.nothing(in: folders.name), .warning) }
    put(batch, isComplete: true, trouble)
    if isFirst { hasEnough.signal() }
  }

  private func put(_ files: [ListedFile], isComplete: Bool = false, _ trouble: Message? = nil) {
    found.withLock { found in
      if let queue = found.queue {
        queue.put(.listed(files, isComplete: isComplete, trouble: trouble))
      } else {
        found.files += files
        found.isComplete = isComplete
        found.trouble = trouble
      }
    }
  }

  /// Returns the files that were found within 50 milliseconds: all of a small folder, the beginning of a large one.
  func beginning() -> (files: [ListedFile], isComplete: Bool, trouble: Message?) {
    _ = hasEnough.wait(timeout: .now() + .milliseconds(50))
    return found.withLock { found in
      defer { found.files = [] }
      return (found.files, found.isComplete, found.trouble)
    }
  }

  /// Sends what came since the beginning, and what comes from now on, to `queue`; the rest is looked for from now on.
  func send(to queue: EventQueue) {
    defer { isWaitedFor.signal() }
    found.withLock { found in
      found.queue = queue
      if !found.files.isEmpty || found.isComplete {
        queue.put(.listed(found.files, isComplete: found.isComplete, trouble: found.trouble))
      }
      found.files = []
    }
  }
}
