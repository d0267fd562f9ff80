import Synchronization

/// The files beside sidecars that opening one looks at: copies of sidecars that other programs left, and what killed
/// saves left behind.
///
/// Their names are not known, so the folder has to be listed: once for all the sidecars in it, for as long as the file
/// system says that the folder is as it was.
final class SidecarNeighbours: Sendable {
  struct Names: Sendable {
    /// Those that may be copies of sidecars: they are called alike, and belong to no note.
    var copies: [String] = []
    var leftovers: [String] = []
  }

  private struct Look: Sendable {
    var folder: String
    var status: FileStatus
    var names: Names
  }

  private let latest = Mutex<Look?>(nil)
  /// A folder that was changed this shortly before it was listed may change again without another time stamp, in
  /// nanoseconds.
  private static let resolution: Int64 = 100_000_000

  /// The names in `folder`; none where it can't be read.
  func names(in folder: String, _ environment: StoreEnvironment) -> Names {
    let files = environment.fileSystem
    guard let status = try? files.status(of: folder, in: nil, followingLinks: true) else { return Names() }
    if let known = latest.withLock({ $0 }), known.folder == folder, known.status == status { return known.names }
    guard let open = try? OpenFile(folder, for: .folder, on: files),
      let found = try? files.names(in: open.open, where: { Self.isLikeSidecar($0) || LeftoverFiles.isOurs($0) })
    else { return Names() }
    let isOurs = Dictionary(grouping: found.sorted(), by: { LeftoverFiles.isOurs($0) })
    let copies = (isOurs[false] ?? []).filter { name in
      guard let ending = SidecarListing.endings.first(where: name.hasSuffix) else { return true }
      let note = String(name.dropLast(ending.count))
      return (try? files.status(of: note, in: open.open, followingLinks: false)) == nil
    }
    let names = Names(copies: copies, leftovers: isOurs[true] ?? [])
    let age = environment.now().milliseconds * 1_000_000 - status.changed
    if age > Self.resolution { latest.withLock { $0 = Look(folder: folder, status: status, names: names) } }
    return names
  }

  static func isLikeSidecar(_ name: UnsafeRawBufferPointer) -> Bool {
    let word = ".review".utf8
    guard name.count > word.count else { return false }
    return (0...(name.count - word.count)).contains { start in zip(name[start...], word).allSatisfy(==) }
  }
}
