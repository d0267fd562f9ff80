import CFileSystem
import Glibc

/// The real file system.
package struct LinuxFileSystem: FileSystem {
  /// Creates the file system, which has no state of its own.
  package init() {}

  /// Calls `openat`.
  ///
  /// - Throws: where the call fails.
  package func open(
    _ name: String, in folder: FileDescriptor?, for purpose: OpenPurpose, followingLinks: Bool, permissions: UInt32
  ) throws(SystemError) -> FileDescriptor {
    let code =
      switch purpose {
      case .read: GLOSS_OPEN_READ
      case .folder: GLOSS_OPEN_FOLDER
      case .create: GLOSS_OPEN_CREATE
      case .append: GLOSS_OPEN_APPEND
      case .update: GLOSS_OPEN_UPDATE
      }
    let flags = gloss_open_flags(Int32(code), followingLinks ? 1 : 0)
    let number = gloss_openat(folder?.number ?? -1, name, flags, permissions)
    try check(number, .open, name)
    return FileDescriptor(number: number)
  }

  /// Calls `close`, once even where it is interrupted.
  ///
  /// - Throws: where writes were lost; the descriptor is closed all the same.
  package func close(_ file: FileDescriptor) throws(SystemError) {
    try checkErrno(Glibc.close(file.number), .close)
  }

  /// Calls `read`.
  ///
  /// - Throws: where the call fails.
  package func read(_ file: FileDescriptor, count: Int) throws(SystemError) -> [UInt8] {
    var got = 0
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      got = Glibc.read(file.number, buffer.baseAddress, count)
      code = errno
      initialized = max(got, 0)
    }
    if got < 0 { throw SystemError(.read, code, "") }
    return bytes
  }

  /// Calls `write`.
  ///
  /// - Throws: where nothing was written.
  package func write(_ bytes: ArraySlice<UInt8>, to file: FileDescriptor) throws(SystemError) -> Int {
    let count = bytes.withUnsafeBytes { Glibc.write(file.number, $0.baseAddress, $0.count) }
    if count < 0 { throw SystemError(.write, errno, "") }
    return count
  }

  /// Calls `ftruncate` with a length of 0.
  ///
  /// - Throws: where the call fails; the file is as it was then.
  package func truncate(_ file: FileDescriptor) throws(SystemError) {
    try checkErrno(ftruncate(file.number, 0), .truncate)
  }

  /// Calls `fsync`.
  ///
  /// - Throws: where the content may not be on the disk.
  package func synchronize(_ file: FileDescriptor) throws(SystemError) {
    try checkErrno(fsync(file.number), .synchronize)
  }

  /// Calls `fstat`.
  ///
  /// - Throws: where the call fails.
  package func status(of file: FileDescriptor) throws(SystemError) -> FileStatus {
    var status = gloss_status()
    try check(gloss_fstat(file.number, &status), .status, "")
    return FileStatus(status)
  }

  /// Calls `fstatat`.
  ///
  /// - Throws: where the call fails.
  package func status(
    of name: String, in folder: FileDescriptor?, followingLinks: Bool
  ) throws(SystemError) -> FileStatus {
    var status = gloss_status()
    try check(gloss_fstatat(folder?.number ?? -1, name, followingLinks ? 1 : 0, &status), .status, name)
    return FileStatus(status)
  }

  /// Calls `renameat2`.
  ///
  /// - Throws: where the call fails; names are as they were.
  package func rename(
    _ name: String, to other: String, in folder: FileDescriptor, _ mode: RenameMode
  ) throws(SystemError) {
    let how =
      switch mode {
      case .replace: GLOSS_RENAME_REPLACE
      case .refuseExisting: GLOSS_RENAME_REFUSE_EXISTING
      case .exchange: GLOSS_RENAME_EXCHANGE
      }
    try check(gloss_renameat2(folder.number, name, other, Int32(how)), .rename, other)
  }

  /// Calls `linkat`.
  ///
  /// - Throws: where the call fails, as where `other` exists.
  package func link(_ name: String, as other: String, in folder: FileDescriptor) throws(SystemError) {
    try checkErrno(linkat(folder.number, name, folder.number, other, 0), .link, other)
  }

  /// Calls `symlink`.
  ///
  /// - Throws: where the call fails, as where `path` exists.
  package func makeLink(_ path: String, to target: String) throws(SystemError) {
    try checkErrno(symlink(target, path), .link, path)
  }

  /// Calls `unlinkat`.
  ///
  /// - Throws: where the call fails; the name is still there then.
  package func remove(_ name: String, in folder: FileDescriptor?) throws(SystemError) {
    try checkErrno(unlinkat(folder?.number ?? AT_FDCWD, name, 0), .remove, name)
  }

  /// Calls `fchmod`.
  ///
  /// - Throws: where the call fails; the bits are as they were then.
  package func setPermissions(_ permissions: UInt32, of file: FileDescriptor) throws(SystemError) {
    try checkErrno(fchmod(file.number, permissions), .setPermissions)
  }

  /// Calls `fchown`.
  ///
  /// - Throws: where the call fails, as it does for most users.
  package func setOwner(_ owner: UInt32, group: UInt32, of file: FileDescriptor) throws(SystemError) {
    try checkErrno(fchown(file.number, owner, group), .setOwner)
  }

  /// Copies user attributes and the access control list; failures are ignored.
  package func copyAttributes(from file: FileDescriptor, to other: FileDescriptor) {
    gloss_copy_attributes(file.number, other.number)
  }

  /// Calls `mkdir`.
  ///
  /// - Throws: where the call fails, as where something has the name.
  package func makeFolder(_ path: String, permissions: UInt32) throws(SystemError) {
    try checkErrno(mkdir(path, permissions), .makeFolder, path)
  }

  /// Returns the names in a folder that are UTF-8, without `.` and `..`.
  ///
  /// - Throws: where the folder cannot be listed.
  package func names(in folder: FileDescriptor) throws(SystemError) -> [String] {
    try entries(in: folder).map(\.name)
  }

  /// Returns the names that `isWanted` accepts by their bytes, without making a string of the others.
  ///
  /// - Throws: where the folder cannot be listed.
  package func names(
    in folder: FileDescriptor, where isWanted: (UnsafeRawBufferPointer) -> Bool
  ) throws(SystemError) -> [String] {
    var names: [String] = []
    try forEachEntry(of: folder) { bytes, _ in
      if isWanted(bytes) { names.append(String(decoding: bytes, as: UTF8.self)) }
    }
    return names
  }

  /// Returns the entries of a folder whose names are UTF-8, without `.` and `..`.
  ///
  /// - Throws: where the folder cannot be listed.
  package func entries(in folder: FileDescriptor) throws(SystemError) -> [FolderEntry] {
    var entries: [FolderEntry] = []
    try forEachEntry(of: folder) { bytes, type in
      guard let name = String(validating: bytes, as: UTF8.self) else { return }
      entries.append(FolderEntry(name: name, kind: kind(ofEntry: type)))
    }
    return entries
  }

  /// Calls `body` with the bytes of each name in a folder, `.` and `..` left out, and what kind of entry it is.
  private func forEachEntry(
    of folder: FileDescriptor, _ body: (UnsafeRawBufferPointer, UInt8) -> Void
  ) throws(SystemError) {
    let copy = gloss_openat(folder.number, ".", gloss_open_flags(Int32(GLOSS_OPEN_FOLDER), 1), 0)
    try check(copy, .list, "")
    guard let stream = fdopendir(copy) else {
      let code = errno
      _ = Glibc.close(copy)
      throw SystemError(.list, code, "")
    }
    defer { closedir(stream) }
    errno = 0
    while let entry = readdir(stream) {
      let type = entry.pointee.d_type
      withUnsafeBytes(of: &entry.pointee.d_name) { field in
        let name = UnsafeRawBufferPointer(rebasing: field.prefix { $0 != 0 })
        let isDots = name.count <= 2 && name.allSatisfy { $0 == UInt8(ascii: ".") }
        if !isDots { body(name, type) }
      }
      errno = 0
    }
    if errno != 0 { throw SystemError(.list, errno, "") }
  }

  private func kind(ofEntry type: UInt8) -> FileStatus.Kind? {
    switch Int(type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    case Int(DT_FIFO): .pipe
    case Int(DT_SOCK): .socket
    case Int(DT_CHR), Int(DT_BLK): .device
    default: nil
    }
  }

  /// Calls `readlinkat`.
  ///
  /// - Throws: where the call fails, as for what is no link.
  package func target(ofLink name: String, in folder: FileDescriptor?) throws(SystemError) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlinkat(folder?.number ?? AT_FDCWD, name, &buffer, buffer.count - 1)
    if count < 0 { throw SystemError(.readLink, errno, name) }
    return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Calls `access` for writing and searching.
  package func canChange(folder path: String) -> Bool {
    access(path, W_OK | X_OK) == 0
  }

  /// Calls `flock` without waiting; false where somebody else has the lock.
  ///
  /// - Throws: where the file system has no locks.
  package func lock(_ file: FileDescriptor) throws(SystemError) -> Bool {
    if flock(file.number, LOCK_EX | LOCK_NB) == 0 { return true }
    if errno == EWOULDBLOCK { return false }
    throw SystemError(.lock, errno, "")
  }

  /// Calls `usleep`.
  package func pause(milliseconds: Int) {
    usleep(UInt32(clamping: milliseconds * 1000))
  }

  private func check(_ result: Int32, _ call: SystemError.Call, _ path: String) throws(SystemError) {
    if result < 0 { throw SystemError(call, -result, path) }
  }

  private func checkErrno(
    _ result: Int32, _ call: SystemError.Call, _ path: String = ""
  ) throws(SystemError) {
    if result < 0 { throw SystemError(call, errno, path) }
  }
}

extension FileStatus {
  fileprivate init(_ status: gloss_status) {
    let kind: Kind =
      switch status.mode & UInt32(S_IFMT) {
      case UInt32(S_IFREG): .file
      case UInt32(S_IFDIR): .folder
      case UInt32(S_IFLNK): .link
      case UInt32(S_IFIFO): .pipe
      case UInt32(S_IFSOCK): .socket
      default: .device
      }
    self.init(
      device: status.device, inode: status.inode, kind: kind, size: status.size, links: status.links,
      permissions: status.mode & 0o7777, owner: status.owner, group: status.group,
      modified: status.modified_seconds &* 1_000_000_000 &+ status.modified_nanoseconds,
      changed: status.changed_seconds &* 1_000_000_000 &+ status.changed_nanoseconds)
  }
}
