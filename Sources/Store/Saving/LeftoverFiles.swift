/// What a save that was killed left behind: a version that never got the name, or one that lost it.
///
/// The latter can hold the only copy of what another writer wrote, so its records are merged before it goes.
struct LeftoverFiles {
  let environment: StoreEnvironment

  /// Whether a name is one of ours for a file that is only half a replacement.
  static func isOurs(_ name: String) -> Bool {
    name.utf8.first == UInt8(ascii: ".") && name.hasSuffix(".gloss") && name.utf8.count == 33
  }

  /// The names of what was left behind in a folder.
  func names(in folder: borrowing OpenFile) throws(SystemError) -> [String] {
    try retrying(folder.path) { () throws(SystemError) in
      try environment.fileSystem.names(in: folder.open)
    }.filter(Self.isOurs).sorted()
  }

  /// Removes names that a killed save gave to a file which has its right name as well.
  func removeNames(of status: FileStatus, in folder: borrowing OpenFile) {
    for name in (try? names(in: folder)) ?? [] {
      let other = try? environment.fileSystem.status(of: name, in: folder.open, followingLinks: false)
      if other?.inode == status.inode, other?.device == status.device { folder.discard(name) }
    }
  }

  /// The bytes of a sidecar with what was left behind for it merged, and the names that may go afterwards.
  ///
  /// To be called under the lock: nobody who is alive owns any of it then.
  func merged(
    into document: SidecarDocument, documentName: String, in folder: borrowing OpenFile
  ) throws(StoreError) -> (document: SidecarDocument, names: [String]) {
    let history = History(of: document.path, environment)
    var document = document
    var done: [String] = []
    let names: [String]
    do throws(SystemError) { names = try self.names(in: folder) } catch { throw .system(error) }
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
