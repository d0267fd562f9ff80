import Glibc

/// The bytes of a file and its metadata when it was looked at.
struct FileContents: Sendable {
  var bytes: [UInt8]
  var status: FileStatus

  /// Reads a file; nil where there is no such file.
  ///
  /// - Parameter known: what it probably holds: where it does, these very bytes come back, and no others are kept.
  /// - Throws: `.system` where it cannot be read, `.notAFile` where it is something else than a file.
  static func read(
    _ name: String, in folder: borrowing OpenFile, knowing known: [UInt8]? = nil
  ) throws(StoreError) -> FileContents? {
    let status: FileStatus
    do throws(SystemError) {
      let file = try OpenFile(name, in: folder, for: .read)
      status = try file.status()
      if status.kind == .file {
        let size = Int(clamping: status.size)
        if let known, known.count == size {
          if try file.holds(known) { return FileContents(bytes: known, status: status) }
          let other = try OpenFile(name, in: folder, for: .read)
          return FileContents(bytes: try other.readAll(expecting: size), status: try other.status())
        }
        return FileContents(bytes: try file.readAll(expecting: size), status: status)
      }
    } catch {
      if error.code == ENOENT { return nil }
      throw .system(error)
    }
    throw .notAFile(path: join(folder.path, name), kind: status.kind)
  }

  /// Reads a file; nil where there is no such file, or no folder for it.
  ///
  /// - Parameter known: as above.
  /// - Throws: as above.
  static func read(
    _ path: String, on files: any FileSystem, knowing known: [UInt8]? = nil
  ) throws(StoreError) -> FileContents? {
    let (folderPath, name) = split(path)
    do throws(StoreError) {
      return try read(name, in: OpenFile.folder(folderPath, on: files), knowing: known)
    } catch {
      if case .system(let error) = error, error.code == ENOENT || error.code == ENOTDIR { return nil }
      throw error
    }
  }
}
