import Glibc

/// Puts a new version of a file in the place of the old one: whole or not at all, and on the disk.
///
/// The old and the new file change names in one step, and what came out is looked at: where that is not what the
/// new version was made from, somebody else wrote in between, and their version is handed back to be merged.
struct FileReplacement: ~Copyable {
  let folder: OpenFile
  let name: String
  /// Files of ours that hold displaced versions, removed when everything is on the disk.
  private var displaced: [String] = []

  init(_ name: String, in folder: consuming OpenFile) {
    self.folder = folder
    self.name = name
  }

  enum Outcome {
    case done
    /// Somebody else's version was in the file; ours is there now, and theirs has to be merged into it.
    case displaced(FileContents)
    /// Somebody else made the file in between; ours is not there.
    case appeared
    /// Somebody else removed the file in between; ours is not there.
    case vanished
  }

  /// Writes a version and gives it the name, once.
  ///
  /// - Parameters:
  ///   - old: what is believed to be there; nil for nothing.
  ///   - permissions: for a new file, before the process's mask.
  /// - Throws: `.system` where a call fails; the file has its old content then, or the new one whole.
  mutating func put(_ bytes: [UInt8], replacing old: FileContents?, permissions: UInt32) throws(StoreError) -> Outcome {
    do throws(SystemError) {
      let temporary = try write(bytes, like: old, permissions: permissions)
      return try install(temporary, replacing: old)
    } catch {
      throw .system(error.at(path))
    }
  }

  /// Failures are those of the file, whatever name it has for the moment.
  private var path: String { join(folder.path, name) }

  /// Makes the new name last, and removes what it displaced.
  ///
  /// - Throws: leaves the displaced versions where they are; a later save sweeps them.
  mutating func finish() throws(StoreError) {
    do throws(SystemError) {
      try folder.synchronize()
    } catch {
      throw .system(error.at(path))
    }
    for name in displaced.reversed() { folder.discard(name) }
    displaced = []
  }

  /// Gives back to the file what was displaced last, because it cannot be merged, in place of `ours`.
  ///
  /// If yet another writer has come meanwhile, theirs stays, and what was displaced is left for the next sweep, which
  /// keeps it in the history.
  /// - Throws: `.system` where a call fails; what was displaced stays for the next sweep.
  mutating func restore(over ours: [UInt8]) throws(StoreError) {
    guard let temporary = displaced.popLast() else { return }
    let files = folder.fileSystem
    do throws(SystemError) {
      do throws(SystemError) {
        try files.rename(temporary, to: name, in: folder.open, .exchange)
      } catch  where error.isUnsupported {
        return try files.rename(temporary, to: name, in: folder.open, .replace)
      }
      if let out = (try? FileContents.read(temporary, in: folder)) ?? nil, out.bytes != ours {
        return try files.rename(temporary, to: name, in: folder.open, .exchange)
      }
    } catch {
      throw .system(error)
    }
    folder.discard(temporary)
  }

  /// Writes into the file itself, which keeps all its names; what was in it must have been kept elsewhere.
  /// - Throws: `.system` where a call fails; the file may then be cut off.
  func overwrite(_ bytes: [UInt8]) throws(StoreError) {
    do throws(SystemError) {
      var file = try OpenFile(name, in: folder, for: .update)
      try retrying(file.path) { () throws(SystemError) in try folder.fileSystem.truncate(file.open) }
      try file.writeAll(bytes)
      try file.synchronize()
      try file.close()
    } catch {
      throw .system(error)
    }
  }

  // MARK: - Steps

  private func write(_ bytes: [UInt8], like old: FileContents?, permissions: UInt32) throws(SystemError) -> String {
    var file = try createTemporary(permissions: old == nil ? permissions : 0o600)
    let temporary = split(file.path).name
    do throws(SystemError) {
      try file.writeAll(bytes)
      if let old { try copyMetadata(of: old, to: file) }
      try file.synchronize()
      try file.close()
    } catch {
      folder.discard(temporary)
      throw error
    }
    return temporary
  }

  /// Makes a file with the first of our names that is free.
  private func createTemporary(permissions: UInt32) throws(SystemError) -> OpenFile {
    for other in LeftoverFiles.names(of: name) {
      do throws(SystemError) {
        return try OpenFile(other, in: folder, for: .create, permissions: permissions)
      } catch {
        if error.code != EEXIST { throw error }
      }
    }
    throw SystemError(.open, EBUSY, path)
  }

  /// Gives the file the first of our names that is free, besides its own.
  private func linkTemporary() throws(SystemError) -> String {
    for other in LeftoverFiles.names(of: name) {
      do throws(SystemError) {
        try folder.fileSystem.link(name, as: other, in: folder.open)
        return other
      } catch {
        if error.code != EEXIST { throw error }
      }
    }
    throw SystemError(.link, EBUSY, path)
  }

  private func copyMetadata(of old: FileContents, to file: borrowing OpenFile) throws(SystemError) {
    let files = folder.fileSystem
    let status = try file.status()
    if status.owner != old.status.owner || status.group != old.status.group {
      // Only root may give files away; the group alone often works.
      if (try? files.setOwner(old.status.owner, group: old.status.group, of: file.open)) == nil {
        try? files.setOwner(status.owner, group: old.status.group, of: file.open)
      }
    }
    try retrying(file.path) { () throws(SystemError) in
      try files.setPermissions(old.status.permissions, of: file.open)
    }
    if let source = try? OpenFile(name, in: folder, for: .read) {
      files.copyAttributes(from: source.open, to: file.open)
    }
  }

  private mutating func install(_ temporary: String, replacing old: FileContents?) throws(SystemError) -> Outcome {
    do throws(SystemError) {
      if let old { return try exchange(temporary, old) }
      try create(temporary)
      return .done
    } catch {
      let isThere = error.call == .rename || error.call == .link
      if isThere, error.code == EEXIST || error.code == ENOENT {
        folder.discard(temporary)
        return error.code == EEXIST ? .appeared : .vanished
      }
      // After the exchange, the other name may hold the only copy of somebody's change: it stays for the sweep.
      if isThere { folder.discard(temporary) }
      throw error
    }
  }

  private func create(_ temporary: String) throws(SystemError) {
    let files = folder.fileSystem
    do throws(SystemError) {
      try rename(temporary, .refuseExisting)
    } catch  where error.isUnsupported {
      do throws(SystemError) {
        try files.link(temporary, as: name, in: folder.open)
        folder.discard(temporary)
      } catch  where error.isUnsupported {
        if (try? files.status(of: name, in: folder.open, followingLinks: false)) != nil {
          throw SystemError(.rename, EEXIST, folder.path)
        }
        try rename(temporary, .replace)
      }
    }
  }

  private mutating func exchange(_ temporary: String, _ old: FileContents) throws(SystemError) -> Outcome {
    var other = temporary
    do throws(SystemError) {
      try rename(temporary, .exchange)
    } catch  where error.isUnsupported {
      do throws(SystemError) {
        other = try linkTemporary()
      } catch  where error.isUnsupported {
        return try replaceBlindly(temporary, old)
      }
      do throws(SystemError) {
        try rename(temporary, .replace)
      } catch {
        folder.discard(other)
        throw error
      }
    }
    displaced.append(other)
    let file = try OpenFile(other, in: folder, for: .read)
    let status = try file.status()
    if status.size == UInt64(old.bytes.count), try file.holds(old.bytes) { return .done }
    let bytes = try OpenFile(other, in: folder, for: .read).readAll(expecting: Int(clamping: status.size))
    return .displaced(FileContents(bytes: bytes, status: status))
  }

  /// Without exchange and without hard links: a last look, then the rename.
  private func replaceBlindly(_ temporary: String, _ old: FileContents) throws(SystemError) -> Outcome {
    let file = try OpenFile(name, in: folder, for: .read)
    if try !file.holds(old.bytes) { throw SystemError(.rename, EEXIST, folder.path) }
    try rename(temporary, .replace)
    return .done
  }

  private func rename(_ temporary: String, _ mode: RenameMode) throws(SystemError) {
    let files = folder.fileSystem
    try retrying(path) { () throws(SystemError) in
      try files.rename(temporary, to: name, in: folder.open, mode)
    }
  }
}

extension SystemError {
  /// Whether the file system does not know this way, so that another may do.
  fileprivate var isUnsupported: Bool {
    code == EINVAL || code == ENOSYS || code == EOPNOTSUPP || code == ENOTTY
      || (call == .link && (code == EPERM || code == EMLINK))
  }
}
