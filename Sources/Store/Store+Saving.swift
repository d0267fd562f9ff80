import Annotations

extension Store {
  /// Carries changes out on the sidecar and returns what it says then, others' changes included.
  ///
  /// Returns only when the bytes and their name are on the disk. Changes that are there already are not made
  /// twice, so a save that failed can be tried again as it was.
  ///
  /// - Throws: nothing was said to be saved, and the file is whole: the old version or the new one.
  package func save(
    _ changes: [AnnotationChange], to opened: OpenedSidecar, hardLinks: HardLinkPolicy = .refuse
  ) throws(StoreError) -> OpenedSidecar {
    try check(changes)
    let opened = try followingLinks(opened)
    return reread(opened, after: try run(changes, on: opened, merging: [], hardLinks), neighbours: opened.neighbours)
  }

  /// Merges the records of a copy that a program for synchronizing left, and removes the copy.
  /// - Throws: `.unreadableSidecar` where the copy cannot be read whole, else as for a save; the copy is there then.
  package func absorb(copy path: String, into opened: OpenedSidecar) throws(StoreError) -> OpenedSidecar {
    let bytes = try FileContents.read(path, on: environment.fileSystem)?.bytes ?? []
    let copy = SidecarDocument(bytes, format: opened.document.format, path: path)
    if !copy.isWhole { throw .unreadableSidecar(copy.problems.filter(\.preventsWriting)) }
    try History(of: opened.path, environment).keep(bytes)
    let result = try run([], on: opened, merging: [copy], .refuse)
    do throws(SystemError) {
      try environment.fileSystem.remove(path, in: nil)
    } catch {
      throw .system(error)
    }
    return reread(opened, after: result)
  }

  /// The sidecar as it is found now where its path has become a link since it was read; the link stays one.
  private func followingLinks(_ opened: OpenedSidecar) throws(StoreError) -> OpenedSidecar {
    let path = opened.path
    guard try SidecarLocation.resolveLinks(path, environment.fileSystem) != path else { return opened }
    return try open(source: opened.location.source)
  }

  /// The sidecar after a save: that cannot fail any more, whatever happens to the file.
  ///
  /// - Parameter neighbours: The problems with other files, where the save changed nothing about them.
  private func reread(
    _ opened: OpenedSidecar, after result: SaveTransaction.Result, neighbours: [SidecarProblem]? = nil
  ) -> OpenedSidecar {
    var fresh =
      (try? open(at: opened.location, after: result, neighbours: neighbours)) ?? opened.saying(result.document)
    fresh.conflicts = result.conflicts
    return fresh
  }

  /// - Throws: as for a save.
  func run(
    _ changes: [AnnotationChange], on opened: OpenedSidecar, merging copies: [SidecarDocument],
    leftovers: [String] = [], _ hardLinks: HardLinkPolicy
  ) throws(StoreError) -> SaveTransaction.Result {
    let files = environment.fileSystem
    let isElsewhere = opened.location.placement == .stateFolder
    let waiting = isElsewhere ? [] : opened.others
    let (folderPath, name) = split(opened.path)
    try StateFolder.make(folderPath, permissions: isElsewhere ? 0o700 : 0o777, files)
    let folder = try OpenFile.folder(folderPath, on: files)
    let lockedFolder = try OpenFile.folder(folderPath, on: files)
    let lock = try FolderLock(lockedFolder, environment: environment)
    var transaction = SaveTransaction(
      replacement: FileReplacement(name, in: folder), location: opened.location, known: opened.document,
      permissions: newFilePermissions(for: opened.location), leftovers: leftovers, environment: environment)
    // What waited in the state folder goes where it belongs.
    let result = try transaction.run(waiting.map(AnnotationChange.add) + changes, merging: copies, hardLinks: hardLinks)
    _ = consume lock
    if !waiting.isEmpty { try? files.remove(opened.location.statePath, in: nil) }
    return result
  }

  private func check(_ changes: [AnnotationChange]) throws(StoreError) {
    for change in changes {
      switch change {
      case .add(let annotation): try check(annotation, was: nil)
      case .replace(let annotation, let was): try check(annotation, was: was)
      case .delete: continue
      }
    }
  }

  /// Checks the lengths of texts; those that others wrote too long may stay so.
  private func check(_ annotation: Annotation, was: Annotation?) throws(StoreError) {
    if annotation.text != was?.text {
      let count = annotation.text.unicodeScalars.count
      let limit = Annotation.maximumTextLength
      if annotation.text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { throw .emptyText }
      if count > limit { throw .textTooLong(count: count, limit: limit) }
    }
    if let text = annotation.anchor.selectedText, text != was?.anchor.selectedText {
      let count = text.unicodeScalars.count
      let limit = Anchor.maximumTextLength
      if count > limit { throw .selectionTooLong(count: count, limit: limit) }
    }
  }

  /// A new sidecar is as private as its source; one in the state folder is nobody else's.
  func newFilePermissions(for location: SidecarLocation) -> UInt32 {
    if location.placement == .stateFolder { return 0o600 }
    let status = try? environment.fileSystem.status(of: location.source, in: nil, followingLinks: true)
    return ((status?.permissions ?? 0o644) & 0o666) | 0o600
  }
}
