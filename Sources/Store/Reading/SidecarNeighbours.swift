import Synchronization

/// The files beside sidecars that opening one looks at: copies that programs for synchronizing left in a conflict, and
/// what killed saves left behind.
///
/// Their names are not known, so the folder has to be listed: once for all the sidecars in it, for as long as the file
/// system says that the folder is as it was.
final class SidecarNeighbours: Sendable {
  struct Names: Sendable {
    /// Those that speak of a conflict.
    var conflicts: [String] = []
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
      let found = try? files.names(in: open.open, where: { Self.isConflict($0) || LeftoverFiles.isOurs($0) })
    else { return Names() }
    let isOurs = Dictionary(grouping: found.sorted(), by: { LeftoverFiles.isOurs($0) })
    let names = Names(conflicts: isOurs[false] ?? [], leftovers: isOurs[true] ?? [])
    let age = environment.now().milliseconds * 1_000_000 - status.changed
    if age > Self.resolution { latest.withLock { $0 = Look(folder: folder, status: status, names: names) } }
    return names
  }

  static func isConflict(_ name: UnsafeRawBufferPointer) -> Bool {
    let word = "conflict".utf8
    guard name.count > word.count else { return false }
    return (0...(name.count - word.count)).contains { start in
      zip(name[start...], word).allSatisfy { $0 | 0x20 == $1 }
    }
  }
}
