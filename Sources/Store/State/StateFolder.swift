import Glibc

/// Folders and small files of the state folder: only for the reader's own eyes.
enum StateFolder {
  /// Makes a folder and those above it, where they are missing.
  /// - Throws: where one cannot be made.
  static func make(_ path: String, permissions: UInt32 = 0o700, _ files: any FileSystem) throws(StoreError) {
    if (try? files.status(of: path, in: nil, followingLinks: true)) != nil { return }
    let parent = split(path).folder
    if parent != path { try make(parent, permissions: permissions, files) }
    do throws(SystemError) {
      try retrying(path) { () throws(SystemError) in try files.makeFolder(path, permissions: permissions) }
    } catch {
      if error.code != EEXIST { throw .system(error) }
    }
  }

  /// Replaces a file in one step; it is not yet on the disk.
  /// - Throws: where it cannot be written; the old content stays then.
  static func write(_ bytes: [UInt8], to path: String, _ environment: StoreEnvironment) throws(StoreError) {
    let files = environment.fileSystem
    let (folderPath, name) = split(path)
    try make(folderPath, files)
    do throws(SystemError) {
      let folder = try OpenFile(folderPath, for: .folder, on: files)
      let temporary = "." + environment.newID() + ".gloss"
      var file = try OpenFile(temporary, in: folder, for: .create)
      do throws(SystemError) {
        try file.writeAll(bytes)
        try file.close()
        try retrying(path) { () throws(SystemError) in
          try files.rename(temporary, to: name, in: folder.open, .replace)
        }
      } catch {
        folder.discard(temporary)
        throw error
      }
    } catch {
      throw .system(error)
    }
  }

  /// Reads a file; nil where there is no such file.
  /// - Throws: where it is there and cannot be read.
  static func read(_ path: String, _ environment: StoreEnvironment) throws(StoreError) -> [UInt8]? {
    try FileContents.read(path, on: environment.fileSystem)?.bytes
  }

  /// The files of a folder, those that are only half written left out; none where it is missing.
  /// - Throws: where the folder is there and cannot be listed.
  static func names(in path: String, _ environment: StoreEnvironment) throws(StoreError) -> [String] {
    do throws(SystemError) {
      let folder = try OpenFile(path, for: .folder, on: environment.fileSystem)
      return try environment.fileSystem.names(in: folder.open).filter { $0.utf8.first != UInt8(ascii: ".") }.sorted()
    } catch {
      if error.code == ENOENT { return [] }
      throw .system(error)
    }
  }

  /// Removes the old temporary files of killed runs from a folder; young ones may still be written.
  static func sweep(_ path: String, _ environment: StoreEnvironment) {
    let files = environment.fileSystem
    guard let folder = try? OpenFile(path, for: .folder, on: files) else { return }
    for name in (try? files.names(in: folder.open)) ?? [] where LeftoverFiles.isOurs(name) {
      guard let status = try? files.status(of: name, in: folder.open, followingLinks: false) else { continue }
      let age = environment.now().milliseconds - status.modified / 1_000_000
      if age > 600_000 { folder.discard(name) }
    }
  }

  /// Puts files and the folder itself on the disk.
  /// - Throws: where the disk does not take them.
  static func synchronize(_ paths: [String], in path: String, _ files: any FileSystem) throws(StoreError) {
    do throws(SystemError) {
      for path in paths {
        do throws(SystemError) {
          try OpenFile(path, for: .read, on: files).synchronize()
        } catch {
          if error.code != ENOENT { throw error }
        }
      }
      try OpenFile(path, for: .folder, on: files).synchronize()
    } catch {
      throw .system(error)
    }
  }
}
