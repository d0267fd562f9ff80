import Glibc
import StoreHarness
import Testing

@testable import Store

struct FolderLockTests {
  private let folder = TemporaryFolder()

  /// Files that know no locks, in the environment of a process, when the lock file there is old.
  private func environment(_ files: FaultyFileSystem, process: Int32) -> StoreEnvironment {
    var environment = folder.environment(files, running: [1, 2])
    environment.now = { Timestamp(milliseconds: Timestamp.now().milliseconds + 60_000) }
    environment.processID = process
    return environment
  }

  private final class Held {
    // Released in this order.
    let lock: FolderLock
    private let folder: OpenFile

    init(_ path: String, _ environment: StoreEnvironment) throws(StoreError) {
      folder = try OpenFile.folder(path, on: environment.fileSystem)
      lock = try FolderLock(folder, environment: environment)
    }
  }

  @Test("Of two that find the lock file of a dead process, one takes it over, whenever the other comes")
  func twoTakers() throws {
    var reached = 0
    for call in 0..<40 {
      for name in folder.names { unlink(folder.path + "/" + name) }
      folder.write("77", to: ".lock.gloss")
      let (first, second) = (
        FaultyFileSystem(unsupported: [.lock], pauses: false), FaultyFileSystem(unsupported: [.lock], pauses: false)
      )
      let other = Protected<Bool>(false)
      let path = folder.path
      let secondEnvironment = environment(second, process: 2)
      first.arm(
        .interruption {
          // It has the lock for good: nothing of it goes when the test's own object does.
          if let held = try? Held(path, secondEnvironment) {
            other.value = true
            _ = Unmanaged.passRetained(held)
          }
        }, at: call)
      let held = try? Held(path, environment(first, process: 1))
      if !first.hasFired { break }
      reached += 1
      #expect(!(held != nil && other.value), "both, at call \(call)")
      #expect(held != nil || other.value, "neither, at call \(call)")
    }
    #expect(reached > 5)
  }

  @Test("A lock is given back with all that dead processes left, however many took it over")
  func release() throws {
    folder.write("77", to: ".lock.gloss")
    folder.write("78", to: ".lock.1.gloss")
    let files = FaultyFileSystem(unsupported: [.lock], pauses: false)
    var held: Held? = try Held(folder.path, environment(files, process: 1))
    #expect(held != nil && folder.names.sorted() == [".lock.1.gloss", ".lock.2.gloss", ".lock.gloss"])
    held = nil
    #expect(folder.names == [])
  }
}
