import Glibc
import StoreHarness
import Testing

@testable import Store

/// The changes that make a folder worth listing again.
@Suite struct FolderWatcherTests {
  private let folder = TemporaryFolder()

  private func folders() throws -> [String] {
    var listing = try FolderListing(of: ".", folder.environment())
    while listing.next() != nil {}
    return listing.folders
  }

  @Test(arguments: [nil, 0, 1]) func everythingThatChangesAListingIsSeen(limit: Int?) throws {
    mkdir(folder.path + "/sub", 0o755)
    folder.write("1", to: "a.md")
    var watcher = FolderWatcher(folder.environment(), limit: limit)
    var isNew = watcher.watch(try folders())
    #expect(isNew)
    isNew = watcher.watch(try folders())
    #expect(!isNew)
    let polled = watcher.polledCount
    #expect(polled == 2 - min(2, limit ?? 2))
    var names: [(String, String)] = []
    func isStale(_ watcher: inout FolderWatcher, _ change: () -> Void) -> Bool {
      if limit != nil { waitForNextFileTime() }
      change()
      var changes = watcher.changes()
      changes.add(watcher.poll())
      names = changes.renamed.map { ($0.key, $0.value) }
      return changes.isStale
    }
    var stale: [Bool] = []
    stale.append(isStale(&watcher) { folder.write("1", to: "b.md") })
    stale.append(isStale(&watcher) { folder.remove("a.md") })
    stale.append(isStale(&watcher) { folder.write("1", to: "sub/c.md") })
    stale.append(isStale(&watcher) { folder.rename("b.md", to: "sub/b.md") })
    if limit == nil { #expect(names.map { [$0, $1] } == [[folder.path + "/b.md", folder.path + "/sub/b.md"]]) }
    stale.append(isStale(&watcher) { folder.write("*.md", to: ".gitignore") })
    stale.append(isStale(&watcher) { folder.write("", to: ".gitignore") })
    stale.append(isStale(&watcher) { mkdir(folder.path + "/new", 0o755) })
    #expect(stale == [Bool](repeating: true, count: 7))
    let isQuiet = !isStale(&watcher) {}
    #expect(isQuiet)
    isNew = watcher.watch(try folders())
    #expect(isNew)
    let isSeen = isStale(&watcher) { folder.write("1", to: "new/d.md") }
    #expect(isSeen)
  }

  @Test func whatNoListingShowsIsNoReasonForOne() throws {
    mkdir(folder.path + "/.hidden", 0o755)
    folder.write("1", to: "a.md")
    var watcher = FolderWatcher(folder.environment())
    _ = watcher.watch(try folders())
    folder.write("2", to: "a.md")
    folder.write("2", to: "b.txt")
    folder.write("2", to: "a.md.review.yaml")
    folder.write("2", to: ".hidden/x.md")
    folder.write("2", to: ".a.md.swp")
    let changes = watcher.changes()
    #expect(!changes.isStale)
  }

  @Test func aFolderWithAnotherNameIsWatchedUnderThat() throws {
    mkdir(folder.path + "/sub", 0o755)
    mkdir(folder.path + "/sub/deep", 0o755)
    var watcher = FolderWatcher(folder.environment())
    _ = watcher.watch(try folders())
    folder.rename("sub", to: "x")
    folder.rename("x", to: "other")
    var changes = watcher.changes()
    #expect(changes.isStale && changes.renamed == [folder.path + "/sub": folder.path + "/other"])
    _ = watcher.watch(try folders())
    changes = watcher.changes()
    folder.write("1", to: "other/deep/a.md")
    folder.rename("other/deep/a.md", to: "other/deep/b.md")
    changes = watcher.changes()
    #expect(changes.renamed == [folder.path + "/other/deep/a.md": folder.path + "/other/deep/b.md"])
    let polled = watcher.polledCount
    #expect(polled == 0)
  }
}

/// Waits for the next tick of the clock by which the kernel dates files, which is still for some milliseconds.
private func waitForNextFileTime() {
  func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return time.tv_nsec
  }
  let before = now()
  while now() == before {}
}
