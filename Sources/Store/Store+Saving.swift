import Annotations

extension Store {
  /// Carries changes out on the sidecar and returns what it says then, others' changes included.
  ///
  /// Returns only when the bytes and their name are on the disk. Changes that are there already are not made
  /// twice, so a save that failed can be tried again as it was.
  ///
  /// - Throws: nothing was said to be saved, and the file is whole: the old version or the new one.
  package func save(_ changes: [AnnotationChange], to opened: OpenedSidecar) throws(StoreError) -> OpenedSidecar {
    try check(changes)
    var changes = changes
    let files = environment.fileSystem
    if opened.location.placement != .stateFolder {
      // What waited in the state folder goes where it belongs.
      changes = opened.others.map(AnnotationChange.add) + changes
    }
    let (folderPath, name) = split(opened.path)
    try StateFolder.make(folderPath, permissions: opened.location.placement == .stateFolder ? 0o700 : 0o777, files)
    let folder = try OpenFile.folder(folderPath, on: files)
    let lockedFolder = try OpenFile.folder(folderPath, on: files)
    let lock = try FolderLock(lockedFolder, environment: environment)
    let permissions = try newFilePermissions(for: opened.location)
    var saving = Saving(
      replacement: FileReplacement(name, in: folder, newName: environment.newID), opened: opened,
      permissions: permissions, environment: environment)
    let conflicts = try saving.run(changes)
    _ = consume lock
    if opened.location.placement != .stateFolder, !opened.others.isEmpty {
      try? files.remove(opened.location.statePath, in: nil)
    }
    var fresh = try open(at: opened.location)
    fresh.conflicts = conflicts
    return fresh
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

  /// What others wrote too long may stay so.
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
  private func newFilePermissions(for location: SidecarLocation) throws(StoreError) -> UInt32 {
    if location.placement == .stateFolder { return 0o600 }
    let status = try? environment.fileSystem.status(of: location.source, in: nil, followingLinks: true)
    return ((status?.permissions ?? 0o644) & 0o666) | 0o600
  }
}

/// One run of the protocol that replaces a sidecar.
private struct Saving: ~Copyable {
  var replacement: FileReplacement
  let opened: OpenedSidecar
  let permissions: UInt32
  let environment: StoreEnvironment

  private static let rounds = 16

  mutating func run(_ changes: [AnnotationChange]) throws(StoreError) -> [SaveConflict] {
    var old = try current()
    var base = document(old)
    var merge = ChangeMerge(base, environment: environment)
    merge.apply(changes)
    var bytes = try apply(merge.edits(), to: base)
    if let old, bytes == old.bytes {
      try settle()
      return merge.conflicts
    }
    for _ in 0..<Self.rounds {
      switch try replacement.put(bytes, replacing: old, permissions: permissions) {
      case .done:
        try replacement.finish()
        return merge.conflicts
      case .vanished: old = nil
      case .appeared:
        let theirs = try current()
        bytes = try merged(base: base, ours: bytes, theirs: document(theirs))
        (old, base) = (theirs, document(theirs))
      case .displaced(let contents):
        let theirs = document(contents)
        if !theirs.isWhole {
          try replacement.restore()
          throw .unreadableSidecar(theirs.problems)
        }
        let ours = bytes
        bytes = try merged(base: base, ours: ours, theirs: theirs)
        // In the file stands what was written last, unless yet another writer came.
        old = FileContents(bytes: ours, status: contents.status)
        base = document(old)
      }
    }
    throw .busy(path: opened.path)
  }

  private func current() throws(StoreError) -> FileContents? {
    let contents = try FileContents.read(replacement.name, in: replacement.folder)
    if let contents, contents.status.links > 1 {
      throw .hardLinked(path: opened.path, links: contents.status.links)
    }
    let document = document(contents)
    if !document.isWhole { throw .unreadableSidecar(document.problems.filter(\.preventsWriting)) }
    return contents
  }

  private func document(_ contents: FileContents?) -> SidecarDocument {
    SidecarDocument(contents?.bytes ?? [], format: opened.document.format, path: opened.path)
  }

  private func apply(_ edits: [RecordEdit], to document: SidecarDocument) throws(StoreError) -> [UInt8] {
    try SidecarEditor.apply(edits, to: document, documentName: opened.location.documentName)
  }

  private func merged(
    base: SidecarDocument, ours: [UInt8], theirs: SidecarDocument
  ) throws(StoreError) -> [UInt8] {
    try SidecarMerge.merge(
      base: base, ours: SidecarDocument(ours, format: theirs.format, path: theirs.path), theirs: theirs,
      environment: environment)
  }

  /// Nothing has to be written: an earlier try may have written it without making it last.
  private func settle() throws(StoreError) {
    do throws(SystemError) {
      let file = try OpenFile(replacement.name, in: replacement.folder, for: .read)
      try file.synchronize()
      try replacement.folder.synchronize()
    } catch {
      throw .system(error)
    }
  }
}
