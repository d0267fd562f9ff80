import Glibc

/// Keeps other instances of the program from saving into the same folder at the same time.
///
/// Where the file system knows no locks, a lock file stands in; one that a dead process left is taken over.
struct FolderLock: ~Copyable {
  private let folder: FileDescriptor
  private let fileSystem: any FileSystem
  /// The number of the lock file, where one stands in for a lock.
  private let lockFile: Int?

  /// So many files of dead processes are passed over at most.
  private static let mostDead = 16
  private static let waiting = 20
  private static let attempts = 150

  /// - Throws: `.locked` where somebody holds the lock for too long, `.system` where a call fails.
  init(_ folder: borrowing OpenFile, environment: StoreEnvironment) throws(StoreError) {
    self.folder = folder.open
    fileSystem = environment.fileSystem
    for _ in 0..<Self.attempts {
      do throws(SystemError) {
        if try fileSystem.lock(folder.open) {
          lockFile = nil
          return
        }
      } catch {
        switch error.code {
        case EINTR: continue
        case ENOLCK, EOPNOTSUPP, EINVAL, EBADF, ENOSYS:
          lockFile = try Self.takeLockFile(folder, environment)
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
    for number in 0..<(lockFile.map { $0 + 1 } ?? 0) { try? fileSystem.remove(Self.fileName(number), in: folder) }
  }

  /// Makes a lock file.
  ///
  /// A file that a dead process left can't be removed by whoever finds it: between looking and removing, somebody else
  /// may have removed it and made a new one. So the finder makes a file of the next number instead, which only one can,
  /// and then looks whether everything below is still as it was. Whoever holds the lock removes all of them, the lowest
  /// first; one that is made meanwhile at the bottom finds the higher one, and goes again.
  private static func takeLockFile(
    _ folder: borrowing OpenFile, _ environment: StoreEnvironment
  ) throws(StoreError) -> Int {
    for _ in 0..<attempts {
      do throws(SystemError) {
        if let number = try tryLockFile(folder, environment) { return number }
      } catch {
        throw .system(error)
      }
      environment.fileSystem.pause(milliseconds: waiting)
    }
    throw .locked(path: folder.path)
  }

  /// - Returns: The number of the lock file; nil where somebody else has the lock, or may have it.
  private static func tryLockFile(
    _ folder: borrowing OpenFile, _ environment: StoreEnvironment
  ) throws(SystemError) -> Int? {
    let files = environment.fileSystem
    var dead: [FileStatus] = []
    while let found = try? files.status(of: fileName(dead.count), in: folder.open, followingLinks: false) {
      guard dead.count < mostDead, isLeftOver(fileName(dead.count), found, in: folder, environment) else { return nil }
      dead.append(found)
    }
    let number = dead.count
    do throws(SystemError) {
      var file = try OpenFile(fileName(number), in: folder, for: .create)
      try file.writeAll(Array(String(environment.processID).utf8))
      try file.close()
    } catch {
      if error.code == EEXIST { return nil }
      throw error
    }
    let isSame = dead.indices.allSatisfy { index in
      let now = try? files.status(of: fileName(index), in: folder.open, followingLinks: false)
      return now?.inode == dead[index].inode && now?.changed == dead[index].changed
    }
    let isHighest = (try? files.status(of: fileName(number + 1), in: folder.open, followingLinks: false)) == nil
    if isSame, isHighest { return number }
    try? files.remove(fileName(number), in: folder.open)
    return nil
  }

  static func fileName(_ number: Int) -> String { number == 0 ? ".lock.gloss" : ".lock.\(number).gloss" }

  private static func isLeftOver(
    _ name: String, _ status: FileStatus, in folder: borrowing OpenFile, _ environment: StoreEnvironment
  ) -> Bool {
    guard let file = try? OpenFile(name, in: folder, for: .read), let bytes = try? file.readAll() else { return false }
    // Another machine's process is not known here: only a lock that is old as well is taken over.
    let age = environment.now().milliseconds - status.modified / 1_000_000
    let owner = Int32(String(decoding: bytes, as: UTF8.self))
    return age > 10_000 && (owner.map { !environment.isRunning($0) } ?? true)
  }
}
