import Glibc

/// What a file held when it was looked at.
struct FileContents: Sendable {
  var bytes: [UInt8]
  var status: FileStatus

  /// Nil where there is no such file.
  static func read(_ name: String, in folder: borrowing OpenFile) throws(StoreError) -> FileContents? {
    let status: FileStatus
    do throws(SystemError) {
      let file = try OpenFile(name, in: folder, for: .read)
      status = try file.status()
      if status.kind == .file {
        return FileContents(bytes: try file.readAll(expecting: Int(clamping: status.size)), status: status)
      }
    } catch {
      if error.code == ENOENT { return nil }
      throw .system(error)
    }
    throw .notAFile(path: join(folder.path, name), kind: status.kind)
  }

  /// Nil where there is no such file, or no folder for it.
  static func read(_ path: String, on files: any FileSystem) throws(StoreError) -> FileContents? {
    let (folderPath, name) = split(path)
    do throws(StoreError) {
      return try read(name, in: OpenFile.folder(folderPath, on: files))
    } catch {
      if case .system(let error) = error, error.code == ENOENT || error.code == ENOTDIR { return nil }
      throw error
    }
  }
}
