import Glibc

/// The mark of a process that writes drafts: a file that it keeps locked while it lives.
struct DraftSession: ~Copyable, Sendable {
  let name: String
  private let file: OpenFile

  static let folderName = "sessions"

  /// Marks this process as one that writes drafts below `folder`, until the value ends.
  ///
  /// - Throws: `.system` where the folder or the file cannot be made or written; a file that was made stays, and is not
  ///   locked.
  init(in folder: String, _ environment: StoreEnvironment) throws(StoreError) {
    name = environment.newID()
    let path = join(join(folder, Self.folderName), name)
    try StateFolder.make(join(folder, Self.folderName), environment.fileSystem)
    file = try Self.make(path, environment)
  }

  private static func make(_ path: String, _ environment: StoreEnvironment) throws(StoreError) -> OpenFile {
    do throws(SystemError) {
      let file = try OpenFile(path, for: .create, on: environment.fileSystem)
      try file.writeAll(Array(String(environment.processID).utf8))
      // Without locks, others go by the number that was just written.
      _ = try? environment.fileSystem.lock(file.open)
      return file
    } catch {
      throw .system(error)
    }
  }

  /// Whether the process of a session still runs; what a dead one left behind is removed.
  static func isAlive(_ name: String, in folder: String, _ environment: StoreEnvironment) -> Bool {
    let files = environment.fileSystem
    let path = join(join(folder, folderName), name)
    guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")),
      let file = try? OpenFile(path, for: .read, on: files)
    else { return false }
    let isFree: Bool
    do throws(SystemError) {
      isFree = try files.lock(file.open)
    } catch {
      // Without locks, the process's number has to do.
      let bytes = (try? file.readAll()) ?? []
      return Int32(String(decoding: bytes, as: UTF8.self)).map(environment.isRunning) ?? false
    }
    if isFree { try? files.remove(path, in: nil) }
    return !isFree
  }
}
