import Annotations

extension Store {
  /// Gives a sidecar that was left behind when its source was renamed to the source as it is called now.
  ///
  /// Byte for byte but for the name of the source, where there is no sidecar yet; else its records are merged. What the
  /// state folder keeps for the old name comes along.
  ///
  /// - Throws: `.exists` where the sidecar has a source after all; both sidecars are where they were.
  package func adopt(_ detached: SidecarListing.DetachedSidecar, for source: String) throws(StoreError) -> OpenedSidecar
  {
    let files = environment.fileSystem
    if (try? files.status(of: detached.source, in: nil, followingLinks: true)) != nil {
      throw .exists(path: detached.source)
    }
    let named = normalized(source, from: environment.currentDirectory)
    let opened = try open(source: named)
    guard let document = SidecarListing.document(of: detached, environment) else {
      throw .system(SystemError(.open, 2, detached.path))
    }
    let faults = (document.problems + opened.problems).filter(\.preventsWriting)
    if !faults.isEmpty { throw .unreadableSidecar(faults) }
    if opened.status != nil || opened.location.placement == .stateFolder {
      _ = try absorb(copy: detached.path, into: opened)
    } else {
      try moveSidecar(detached.path, document, to: opened.location)
    }
    moveState(of: [(detached.path, opened.path)], source: detached.source, named: detached.source, to: named)
    return try open(source: named)
  }

  /// The new one is on the disk before the old one goes.
  private func moveSidecar(
    _ path: String, _ document: SidecarDocument, to location: SidecarLocation
  ) throws(StoreError) {
    let (folderPath, name) = split(location.path)
    let isJSON = document.format == .json && name.hasSuffix(".yaml")
    let target = isJSON ? String(name.dropLast("yaml".count)) + "json" : name
    try StateFolder.make(folderPath, permissions: 0o777, environment.fileSystem)
    let folder = try OpenFile.folder(folderPath, on: environment.fileSystem)
    let lockedFolder = try OpenFile.folder(folderPath, on: environment.fileSystem)
    let lock = try FolderLock(lockedFolder, environment: environment)
    guard let was = try FileContents.read(path, on: environment.fileSystem), was.bytes == document.bytes else {
      throw .busy(path: path)
    }
    var replacement = FileReplacement(target, in: folder)
    // What was in the state folder was for the reader alone.
    let wasApart = split(path).folder == SidecarLocation.stateFolder(environment)
    let permissions = wasApart ? newFilePermissions(for: location) : was.status.permissions & 0o7777
    let outcome = try replacement.put(
      document.renamed(to: location.documentName), replacing: nil, permissions: permissions)
    guard case .done = outcome else { throw .exists(path: location.path) }
    try replacement.finish()
    try asStoreError { () throws(SystemError) in try environment.fileSystem.remove(path, in: nil) }
    _ = consume lock
  }
}
