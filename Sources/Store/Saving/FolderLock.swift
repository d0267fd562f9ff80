import Glibc

/// Keeps other instances of the program from saving into the same folder at the same time.
///
/// Where the file system knows no locks, a lock file stands in; one that a dead process left is taken over.
struct FolderLock: ~Copyable {
  private let folder: FileDescriptor
  private let fileSystem: any FileSystem
  private let hasLockFile: Bool

  static let fileName = ".lock.gloss"
  private static let waiting = 20
  private static let attempts = 150

  init(_ folder: borrowing OpenFile, environment: StoreEnvironment) throws(StoreError) {
    self.folder = folder.open
    fileSystem = environment.fileSystem
    for _ in 0..<Self.attempts {
      do throws(SystemError) {
        if try fileSystem.lock(folder.open) {
          hasLockFile = false
          return
        }
      } catch {
        switch error.code {
        case EINTR: continue
        case ENOLCK, EOPNOTSUPP, EINVAL, EBADF, ENOSYS:
          try Self.takeLockFile(folder, environment)
          hasLockFile = true
          return
        default: throw .system(error.at(folder.path))
        }
      }
      fileSystem.pause(milliseconds: Self.waiting)
    }
    throw .locked(path: folder.path)
  }

  deinit {
    // A lock on the folder itself ends when the folder is closed.
    if hasLockFile { try? fileSystem.remove(Self.fileName, in: folder) }
  }

  private static func takeLockFile(
    _ folder: borrowing OpenFile, _ environment: StoreEnvironment
  ) throws(StoreError) {
    for _ in 0..<attempts {
      do throws(SystemError) {
        var file = try OpenFile(fileName, in: folder, for: .create)
        try file.writeAll(Array(String(environment.processID).utf8))
        try file.close()
        return
      } catch {
        if error.code != EEXIST { throw .system(error) }
      }
      if isLeftOver(folder, environment) {
        try? environment.fileSystem.remove(fileName, in: folder.open)
      } else {
        environment.fileSystem.pause(milliseconds: waiting)
      }
    }
    throw .locked(path: folder.path)
  }

  private static func isLeftOver(_ folder: borrowing OpenFile, _ environment: StoreEnvironment) -> Bool {
    guard let file = try? OpenFile(fileName, in: folder, for: .read), let status = try? file.status(),
      let bytes = try? file.readAll()
    else { return false }
    // Another machine's process is not known here: only a lock that is old as well is taken over.
    let age = environment.now().milliseconds - status.modified / 1_000_000
    let owner = Int32(String(decoding: bytes, as: UTF8.self))
    return age > 10_000 && (owner.map { !environment.isRunning($0) } ?? true)
  }
}
