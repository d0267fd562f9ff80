import Glibc

/// A file or folder that is closed exactly once, whatever happens, and with which interrupted calls are tried again.
package struct OpenFile: ~Copyable, Sendable {
  let fileSystem: any FileSystem
  let path: String
  private var descriptor: FileDescriptor?

  /// Opens a file, relative to a folder where one is given.
  /// - Throws: where it cannot be opened.
  init(
    _ name: String, in folder: borrowing OpenFile, for purpose: OpenPurpose, followingLinks: Bool = false,
    permissions: UInt32 = 0o600
  ) throws(SystemError) {
    try self.init(
      name, at: folder.open, for: purpose, on: folder.fileSystem, followingLinks: followingLinks,
      permissions: permissions, path: join(folder.path, name))
  }

  /// Opens a file, relative to the current folder where `path` is relative.
  ///
  /// - Throws: where it cannot be opened.
  init(
    _ path: String, for purpose: OpenPurpose, on fileSystem: any FileSystem, followingLinks: Bool = true,
    permissions: UInt32 = 0o600
  ) throws(SystemError) {
    try self.init(
      path, at: nil, for: purpose, on: fileSystem, followingLinks: followingLinks, permissions: permissions,
      path: path)
  }

  /// Opens a folder, for calls that name what stands in it.
  /// - Throws: where it cannot be opened.
  static func folder(_ path: String, on fileSystem: any FileSystem) throws(StoreError) -> OpenFile {
    do throws(SystemError) {
      return try OpenFile(path, for: .folder, on: fileSystem)
    } catch {
      throw .system(error)
    }
  }

  /// Takes over a descriptor that is open already, such as standard input's.
  init(_ descriptor: FileDescriptor, path: String, on fileSystem: any FileSystem) {
    self.descriptor = descriptor
    self.path = path
    self.fileSystem = fileSystem
  }

  private init(
    _ name: String, at folder: FileDescriptor?, for purpose: OpenPurpose, on fileSystem: any FileSystem,
    followingLinks: Bool, permissions: UInt32, path: String
  ) throws(SystemError) {
    self.fileSystem = fileSystem
    self.path = path
    descriptor = try retrying(path) { () throws(SystemError) in
      try fileSystem.open(
        name, in: folder, for: purpose, followingLinks: followingLinks, permissions: permissions)
    }
  }

  deinit {
    if let descriptor { try? fileSystem.close(descriptor) }
  }

  /// The number of the open descriptor; a closed file is not used again.
  var open: FileDescriptor {
    guard let descriptor else { preconditionFailure("\(path) is used after it was closed") }
    return descriptor
  }

  /// Closes the file, and says so when its last writes failed.
  /// - Throws: where the system reports that writes were lost.
  mutating func close() throws(SystemError) {
    guard let closing = descriptor.take() else { return }
    do {
      try fileSystem.close(closing)
    } catch  where error.code == EINTR {
      // The descriptor is gone all the same, and what was synchronized before is on the disk.
    } catch {
      throw error.at(path)
    }
  }

  /// - Throws: where the system does not tell.
  func status() throws(SystemError) -> FileStatus {
    try retrying(path) { () throws(SystemError) in try fileSystem.status(of: open) }
  }

  /// - Throws: where the disk does not take it; nothing may be tried again on this descriptor.
  func synchronize() throws(SystemError) {
    // EINTR too: after any failed fsync the kernel may have dropped the pages, and a second call would lie.
    do { try fileSystem.synchronize(open) } catch { throw error.at(path) }
  }

  /// Unlinks a name of this folder and ignores errors: what stays is swept later.
  func discard(_ name: String) {
    try? retrying(path) { () throws(SystemError) in try fileSystem.remove(name, in: open) }
  }

  /// Up to `limit` bytes from where reading stands; fewer at the end of the file.
  /// - Throws: where it cannot be read.
  func read(upTo limit: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < limit {
      let count = limit - bytes.count
      let part = try retrying(path) { () throws(SystemError) in try fileSystem.read(open, count: count) }
      if part.isEmpty { break }
      bytes += part
    }
    return bytes
  }

  /// Returns everything from where reading stands to the end.
  /// - Throws: where it cannot be read.
  func readAll(expecting size: Int = 0) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let count = max(65_536, min(size - bytes.count + 1, 1 << 30))
      let part = try retrying(path) { () throws(SystemError) in try fileSystem.read(open, count: count) }
      if part.isEmpty { return bytes }
      // Mostly all of it comes at once, and needs no copying.
      if bytes.isEmpty { bytes = part } else { bytes += part }
    }
  }

  /// Returns whether what is left to read are exactly these bytes, with little memory.
  /// - Throws: where it cannot be read.
  func holds(_ bytes: [UInt8]) throws(SystemError) -> Bool {
    var position = 0
    while true {
      let part = try retrying(path) { () throws(SystemError) in try fileSystem.read(open, count: 65_536) }
      if part.isEmpty { return position == bytes.count }
      guard part.count <= bytes.count - position else { return false }
      let isSame = bytes.withUnsafeBytes { known in
        part.withUnsafeBytes { found in
          guard let one = known.baseAddress, let two = found.baseAddress else { return false }
          return memcmp(one + position, two, part.count) == 0
        }
      }
      if !isSame { return false }
      position += part.count
    }
  }

  /// - Throws: where not all of it can be written.
  func writeAll(_ bytes: [UInt8]) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = try retrying(path) { () throws(SystemError) in try fileSystem.write(rest, to: open) }
      if count == 0 { throw SystemError(.write, EIO, path) }
      rest = rest.dropFirst(count)
    }
  }
}

extension SystemError {
  /// The same failure, naming the file where the call itself could not.
  func at(_ path: String) -> SystemError {
    SystemError(call, code, path)
  }
}

/// Makes a call again for as long as signals interrupt it.
/// - Throws: whatever the call fails with but `EINTR`.
func retrying<Result>(
  _ path: String, _ call: () throws(SystemError) -> Result
) throws(SystemError) -> Result {
  while true {
    do {
      return try call()
    } catch {
      if error.code != EINTR { throw error.at(path) }
    }
  }
}
