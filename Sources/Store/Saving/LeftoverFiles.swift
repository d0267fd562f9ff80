import Glibc

/// Files of a save that was killed: a version that never got the name, or one that lost it.
///
/// The latter can hold the only copy of what another writer wrote, so its records are merged before it goes.
struct LeftoverFiles {
  let environment: StoreEnvironment

  /// Whether a name is one of ours for a file that is only half a replacement.
  static func isOurs(_ name: String) -> Bool { Array(name.utf8).withUnsafeBytes(isOurs) }

  static func isOurs(_ name: UnsafeRawBufferPointer) -> Bool {
    name.count == 33 && name[0] == UInt8(ascii: ".") && name.suffix(6).elementsEqual(".gloss".utf8)
  }

  /// The names that replacements of a file take in turn, so that the next save finds what a killed one left without
  /// listing the folder. They are given back last to first: where one is free, those behind it are, too.
  static func names(of file: String) -> [String] {
    let stem = "." + SHA1.hexadecimal(Array(file.utf8)).prefix(25)
    return "0123456789abcdef".map { stem + String($0) + ".gloss" }
  }

  /// Returns the names in a folder that replacements of a file take, and those of `others` that are there.
  private func names(
    of file: String, and others: [String], in folder: borrowing OpenFile
  ) throws(SystemError) -> [String] {
    var names: [String] = []
    for name in Self.names(of: file) {
      if try !isThere(name, in: folder) { break }
      names.append(name)
    }
    for name in others where !names.contains(name) {
      if try isThere(name, in: folder) { names.append(name) }
    }
    return names
  }

  private func isThere(_ name: String, in folder: borrowing OpenFile) throws(SystemError) -> Bool {
    do throws(SystemError) {
      _ = try retrying(folder.path) { () throws(SystemError) in
        try environment.fileSystem.status(of: name, in: folder.open, followingLinks: false)
      }
      return true
    } catch {
      if error.code == ENOENT { return false }
      throw error
    }
  }

  /// Removes names that a killed save gave to a file which has its right name as well.
  func removeNames(of status: FileStatus, in folder: borrowing OpenFile) {
    for name in (try? environment.fileSystem.names(in: folder.open, where: Self.isOurs)) ?? [] {
      let other = try? environment.fileSystem.status(of: name, in: folder.open, followingLinks: false)
      if other?.inode == status.inode, other?.device == status.device { folder.discard(name) }
    }
  }

  /// The bytes of a sidecar with what was left behind for it merged, and the names that may go afterwards.
  ///
  /// To be called under the lock: nobody who is alive owns any of it then.
  ///
  /// - Parameter others: Names that were seen in the folder, besides those that a replacement of the file takes.
  /// - Throws: where a file cannot be read or merged; nothing is removed then.
  func merged(
    into document: SidecarDocument, documentName: String, others: [String] = [], in folder: borrowing OpenFile
  ) throws(StoreError) -> (document: SidecarDocument, names: [String]) {
    let history = History(of: document.path, environment)
    var document = document
    var done: [String] = []
    let names: [String]
    do throws(SystemError) {
      names = try self.names(of: split(document.path).name, and: others, in: folder)
    } catch {
      throw .system(error)
    }
    for name in names {
      guard let bytes = try FileContents.read(name, in: folder)?.bytes else { continue }
      let isKnown = bytes.isEmpty || bytes == document.bytes || (try? history.contains(bytes)) == true
      let left = SidecarDocument(bytes, format: document.format, path: document.path)
      if !isKnown, left.isWhole {
        if left.document != documentName { continue }
        let base = SidecarDocument(
          (try? history.newest()) ?? [], format: document.format, path: document.path)
        document = try SidecarMerge.merge(base: base, ours: left, theirs: document, environment: environment)
      } else if !isKnown {
        // Half a file: its reader may want to look at it, but nothing can be done with it.
        do { try history.keep(bytes) } catch { continue }
      }
      done.append(name)
    }
    return (document, done)
  }
}
