import Glibc

extension Store {
  /// The old and the new path of notes: absolute, links of the old path resolved.
  package struct Renaming: Hashable, Sendable {
    /// The path before.
    package var old: String
    /// The path afterwards.
    package var new: String
  }

  /// Gives a source another name, its sidecar with it, and what the state folder keeps for it.
  ///
  /// The new sidecar is on the disk before the source moves, and the old one goes last: whenever this is interrupted,
  /// the notes have a sidecar beside them.
  ///
  /// - Parameter target: a path that is free, or a folder to move the source into.
  /// - Throws: `.exists` where something has the name already; source and sidecar are where they were.
  package func rename(_ source: String, to target: String) throws(StoreError) -> Renaming {
    let files = environment.fileSystem
    let named = normalized(source, from: environment.currentDirectory)
    let status = try asStoreError { () throws(SystemError) in
      try files.status(of: named, in: nil, followingLinks: false)
    }
    if status.kind != .file { throw .notAFile(path: source, kind: status.kind) }
    let opened = try open(source: named)
    let old = opened.location.source
    let destination = try free(target, for: split(old).name)
    let new = try SidecarLocation.locate(destination, environment)
    let moves = try sidecarMoves(of: opened, to: new)

    let locks = try FolderLocks(of: [old, new.source] + moves.flatMap { [$0.old, $0.new] }, environment)
    var made: [SidecarMove] = []
    do throws(StoreError) {
      for move in moves {
        try make(move)
        made.append(move)
      }
      try put(old, at: new.source)
    } catch {
      for move in made { try? files.remove(move.new, in: nil) }
      throw error
    }
    do throws(StoreError) {
      for move in moves { try asStoreError { () throws(SystemError) in try files.remove(move.old, in: nil) } }
    } catch {
      // Where the way back is barred too, the notes stay with their new name and their new sidecar.
      if (try? put(new.source, at: old)) != nil {
        for move in moves where (try? restore(move)) != nil { try? files.remove(move.new, in: nil) }
      }
      throw error
    }
    for folder in Set([old, new.source] + moves.flatMap { [$0.old, $0.new] }).map({ split($0).folder }) {
      try? StateFolder.synchronize([], in: folder, files)
    }
    if opened.location.link != nil { renameDocument(in: opened.location, to: new.documentName) }
    _ = consume locks
    moveState(of: moves.filter { $0.link == nil }.map { ($0.old, $0.new) }, source: old, named: named, to: new.source)
    return Renaming(old: named, new: new.source)
  }

  // MARK: What is to be done

  private struct SidecarMove {
    var old: String
    var new: String
    var bytes: [UInt8]
    var was: FileContents
    /// The text of a symbolic link that leads to the sidecar, for its new place. The file that it leads to stays.
    var link: String?
    /// The text of the link in its old place.
    var oldLink: String?
  }

  /// The path that the source is to get; a folder takes it with its own name.
  private func free(_ target: String, for name: String) throws(StoreError) -> String {
    var path = normalized(target, from: environment.currentDirectory)
    if kind(of: path, followingLinks: true) == .folder { path = join(path, name) }
    if kind(of: path, followingLinks: false) != nil { throw .exists(path: path) }
    let folder = split(path).folder
    if kind(of: folder, followingLinks: true) != .folder { throw .system(SystemError(.status, ENOENT, folder)) }
    return path
  }

  private func kind(of path: String, followingLinks: Bool) -> FileStatus.Kind? {
    (try? environment.fileSystem.status(of: path, in: nil, followingLinks: followingLinks))?.kind
  }

  private func sidecarMoves(of opened: OpenedSidecar, to new: SidecarLocation) throws(StoreError) -> [SidecarMove] {
    let location = opened.location
    let faults = opened.problems.filter { problem in
      if case .otherFormatToo = problem.kind { true } else { problem.preventsWriting || problem.kind == .conflictCopy }
    }
    if !faults.isEmpty { throw .unreadableSidecar(faults) }
    var path = new.path
    if location.format == .json, path.hasSuffix(".yaml") { path = path.dropLast("yaml".count) + "json" }
    var moves: [SidecarMove] = []
    for (old, new) in [(location.link ?? location.path, path), (location.statePath, new.statePath)] {
      if old == location.link {
        moves.append(try linkMove(of: location, old, to: new))
        continue
      }
      guard let contents = try FileContents.read(old, on: environment.fileSystem) else { continue }
      if contents.status.links > 1 { throw .hardLinked(path: old, links: contents.status.links) }
      moves.append(SidecarMove(old: old, new: new, bytes: [], was: contents))
    }
    for index in moves.indices {
      for other in Set([moves[index].new, new.path, new.otherForm ?? new.path])
      where kind(of: other, followingLinks: false) != nil { throw .exists(path: other) }
      if moves[index].link != nil { continue }
      let document = SidecarDocument(moves[index].was.bytes, format: location.format, path: moves[index].old)
      let isApart = moves[index].new == new.statePath
      moves[index].bytes = try document.renamed(to: isApart ? new.source : new.documentName)
    }
    return moves
  }

  private func linkMove(
    of location: SidecarLocation, _ link: String, to new: String
  ) throws(StoreError) -> SidecarMove {
    guard let contents = try FileContents.read(location.path, on: environment.fileSystem) else {
      throw .system(SystemError(.open, ENOENT, location.path))
    }
    let was = try asStoreError { () throws(SystemError) in
      try environment.fileSystem.target(ofLink: link, in: nil)
    }
    var target = was
    // From another folder a relative link would lead elsewhere.
    if target.utf8.first != UInt8(ascii: "/"), split(link).folder != split(new).folder { target = location.path }
    return SidecarMove(old: link, new: new, bytes: [], was: contents, link: target, oldLink: was)
  }

  /// Names the source as it is called now in a sidecar that a link leads to; where that fails, the old name stays in
  /// it.
  private func renameDocument(in location: SidecarLocation, to name: String) {
    guard let contents = (try? FileContents.read(location.path, on: environment.fileSystem)) ?? nil,
      case let document = SidecarDocument(contents.bytes, format: location.format, path: location.path),
      let bytes = try? document.renamed(to: name), bytes != contents.bytes,
      let folder = try? OpenFile.folder(split(location.path).folder, on: environment.fileSystem)
    else { return }
    var replacement = FileReplacement(split(location.path).name, in: folder)
    switch try? replacement.put(bytes, replacing: contents, permissions: 0o600) {
    case .done?: try? replacement.finish()
    case .displaced?: try? replacement.restore(over: bytes)
    case .appeared?, .vanished?, nil: break
    }
  }

  // MARK: Steps

  private func make(_ move: SidecarMove) throws(StoreError) {
    let (folderPath, name) = split(move.new)
    try StateFolder.make(folderPath, permissions: 0o777, environment.fileSystem)
    if let link = move.link {
      return try asStoreError { () throws(SystemError) in try environment.fileSystem.makeLink(move.new, to: link) }
    }
    let folder = try OpenFile.folder(folderPath, on: environment.fileSystem)
    var replacement = FileReplacement(name, in: folder)
    let permissions = move.was.status.permissions & 0o7777
    let outcome = try replacement.put(move.bytes, replacing: nil, permissions: permissions)
    guard case .done = outcome else { throw .exists(path: move.new) }
    do throws(StoreError) {
      try replacement.finish()
    } catch {
      try? environment.fileSystem.remove(move.new, in: nil)
      throw error
    }
  }

  private func restore(_ move: SidecarMove) throws(StoreError) {
    if kind(of: move.old, followingLinks: false) != nil { return }
    try make(SidecarMove(old: move.new, new: move.old, bytes: move.was.bytes, was: move.was, link: move.oldLink))
  }

  /// Moves the source; what stands there already is never replaced.
  private func put(_ old: String, at new: String) throws(StoreError) {
    let files = environment.fileSystem
    let folder = try OpenFile.folder(split(old).folder, on: files)
    do throws(SystemError) {
      try retrying(new) { () throws(SystemError) in try files.rename(old, to: new, in: folder.open, .refuseExisting) }
    } catch  where error.code == EEXIST {
      throw .exists(path: new)
    } catch  where error.code == EINVAL || error.code == ENOSYS || error.code == EOPNOTSUPP {
      // The file system can't refuse by itself: look, then move.
      if kind(of: new, followingLinks: false) != nil { throw .exists(path: new) }
      try asStoreError { () throws(SystemError) in try files.rename(old, to: new, in: folder.open, .replace) }
    } catch {
      throw .system(error)
    }
  }

  // MARK: The state folder

  /// Drafts, histories, folds: what can't be moved stays where it is, for the old path.
  func moveState(of paths: [(old: String, new: String)], source: String, named: String, to new: String) {
    try? DraftJournal(environment).move(from: source, to: new)
    func hash(_ path: String) -> String { SHA1.hexadecimal(Array(path.utf8)) }
    for (before, after) in paths { moveStateFolder("history/" + hash(before), to: "history/" + hash(after)) }
    moveStateFolder("notebooks/" + hash(named), to: "notebooks/" + hash(new))
  }

  private func moveStateFolder(_ name: String, to other: String) {
    guard let folder = try? OpenFile(environment.stateDirectory, for: .folder, on: environment.fileSystem) else {
      return
    }
    try? environment.fileSystem.rename(name, to: other, in: folder.open, .refuseExisting)
  }
}

/// Locks on several folders, each taken once, in an order that is the same for everybody.
private struct FolderLocks: ~Copyable {
  private let locks: LockChain

  /// Takes the locks on the folders of `paths`; folders that do not exist have none.
  ///
  /// - Throws: `.locked` where somebody else holds one of them for too long, `.system` where a folder cannot be opened;
  ///   the locks that were taken are released then.
  init(of paths: [String], _ environment: StoreEnvironment) throws(StoreError) {
    var chain = LockChain.none
    for folder in Set(paths.map { split($0).folder }).sorted() {
      guard (try? environment.fileSystem.status(of: folder, in: nil, followingLinks: true)) != nil else { continue }
      let folder = try OpenFile.folder(folder, on: environment.fileSystem)
      let lock = try FolderLock(folder, environment: environment)
      chain = .lock(HeldLock(lock: lock, folder: folder, next: chain))
    }
    locks = chain
  }
}

/// One lock and those that were taken before it.
private final class HeldLock {
  private let lock: FolderLock
  private let folder: OpenFile
  private let next: LockChain

  init(lock: consuming FolderLock, folder: consuming OpenFile, next: LockChain) {
    self.lock = lock
    self.folder = folder
    self.next = next
  }
}

private enum LockChain {
  case none
  case lock(HeldLock)
}

extension SidecarDocument {
  /// The bytes with another name in the `document` field, everything else as it is.
  /// - Throws: `.unsupportedStyle` where the field is written in a way that cannot be edited safely.
  func renamed(to name: String) throws(StoreError) -> [UInt8] {
    guard document != name, let field = root?.fields.first(where: { $0.key == "document" }) else { return bytes }
    let emitter = Emitter(format: format, lineBreak: "\n")
    let written = format == .json ? emitter.flow(.string(name)) : emitter.plainOrQuoted(name)
    let range = field.content.range
    let changed = Array(bytes[..<range.lowerBound]) + Array(written.utf8) + Array(bytes[range.upperBound...])
    let result = SidecarDocument(changed, format: format, path: path)
    guard result.isWhole, result.document == name, result.records.map(\.value) == records.map(\.value) else {
      throw .unsupportedStyle(path: path, line: lines.position(of: field.keyRange.lowerBound).line)
    }
    return changed
  }
}
