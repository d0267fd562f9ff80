import Glibc

extension Store {
  /// Gives a folder another name, and takes along what the state folder keeps for the sources in it. Their sidecars go
  /// with the folder.
  ///
  /// - Parameters:
  ///   - target: a path that is free, or a folder to move it into.
  ///   - sources: the Markdown files in it.
  /// - Throws: `.exists` where something has the name already. Everything is where it was then.
  package func renameFolder(_ folder: String, to target: String, sources: [String]) throws(StoreError) -> Renaming {
    let files = environment.fileSystem
    let old = try SidecarLocation.resolveLinks(normalized(folder, from: environment.currentDirectory), files)
    var new = normalized(target, from: environment.currentDirectory)
    if status(of: new)?.kind == .folder { new = join(new, split(old).name) }
    if (try? files.status(of: new, in: nil, followingLinks: false)) != nil { throw .exists(path: new) }
    guard !new.hasPrefix(old + "/") else { throw .exists(path: old) }
    var moves: [(source: String, sidecars: [String])] = []
    for source in sources {
      let path = normalized(source, from: environment.currentDirectory)
      guard let opened = try? open(source: path) else { continue }
      let location = opened.location
      // A sidecar that is kept somewhere else would stay behind without a word.
      if status(of: location.path) != nil, !location.path.hasPrefix(old + "/") {
        throw .sidecarElsewhere(source: path, sidecar: location.path)
      }
      moves.append((location.source, [location.path]))
    }
    do throws(SystemError) {
      let parent = try OpenFile(split(old).folder, for: .folder, on: files)
      try files.rename(old, to: new, in: parent.open, .refuseExisting)
    } catch {
      throw error.code == EEXIST ? .exists(path: new) : .system(error)
    }
    for move in moves {
      func moved(_ path: String) -> String { new + path.dropFirst(old.count) }
      moveState(
        of: move.sidecars.map { ($0, moved($0)) }, source: move.source, named: move.source, to: moved(move.source))
    }
    return Renaming(old: old, new: new)
  }

  private func status(of path: String) -> FileStatus? {
    try? environment.fileSystem.status(of: path, in: nil, followingLinks: true)
  }
}
