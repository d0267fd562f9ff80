import Glibc

/// Whole files and streams, outside the protocol for sidecars.
package enum FileBytes {
  /// Returns the bytes of a file.
  /// - Throws: where it is missing or cannot be read.
  package static func read(_ path: String) throws(SystemError) -> [UInt8] {
    try OpenFile(path, for: .read, on: LinuxFileSystem()).readAll()
  }

  /// Returns what is left of an open stream, such as standard input; it stays open.
  /// - Throws: where it cannot be read.
  package static func readAll(from descriptor: Int32) throws(SystemError) -> [UInt8] {
    let files = LinuxFileSystem()
    var bytes: [UInt8] = []
    while true {
      let part = try retrying("standard input") { () throws(SystemError) in
        try files.read(FileDescriptor(number: descriptor), count: 1 << 16)
      }
      if part.isEmpty { return bytes }
      bytes += part
    }
  }

  /// Writes a file, in place of what it held.
  /// - Throws: where it cannot be written whole; some of it may be.
  package static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw SystemError(.open, errno, path) }
    do throws(SystemError) {
      try write(bytes, to: descriptor)
    } catch {
      close(descriptor)
      throw error.at(path)
    }
    if close(descriptor) != 0, errno != EINTR { throw SystemError(.close, errno, path) }
  }

  /// Writes a file, in one step where it is a plain one: until then it keeps what it held. Its folder must be there;
  /// devices, pipes, files of others, and those with other names or behind links are written in place.
  ///
  /// - Parameter replacing: Whether something that is there is replaced.
  /// - Throws: where it cannot be written whole, or is there and may not be replaced; a plain file is as it was then.
  package static func put(_ bytes: [UInt8], at path: String, replacing: Bool = true) throws(SystemError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return try create(path, bytes, mode: 0o666) }
    if !replacing { throw SystemError(.open, EEXIST, path) }
    if status.st_mode & S_IFMT != S_IFREG || status.st_nlink > 1 || status.st_uid != geteuid() {
      return try write(bytes, to: path)
    }
    if access(path, W_OK) != 0 { throw SystemError(.open, errno, path) }
    let folder = split(path).folder
    // A file may be written in a folder that takes no others.
    if access(folder, W_OK) != 0 { return try write(bytes, to: path) }
    var randomness = SystemRandomNumberGenerator()
    let temporary = join(folder, "." + ULID.make(at: Timestamp.now(), using: &randomness) + ".gloss")
    try create(temporary, bytes, mode: status.st_mode & 0o777)
    if rename(temporary, path) != 0 {
      let code = errno
      unlink(temporary)
      throw SystemError(.rename, code, path)
    }
  }

  /// Writes a file that is not there yet.
  ///
  /// - Throws: where it is there, or can't be written whole; there is none then that was not there before.
  private static func create(_ path: String, _ bytes: [UInt8], mode: mode_t) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    if descriptor < 0 { throw SystemError(.open, errno, path) }
    do throws(SystemError) {
      try write(bytes, to: descriptor)
      if close(descriptor) != 0, errno != EINTR { throw SystemError(.close, errno, path) }
    } catch {
      unlink(path)
      throw error.at(path)
    }
  }

  /// Writes to an open stream, such as standard output; it stays open.
  /// - Throws: where not all of it arrives.
  package static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
    let files = LinuxFileSystem()
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = try retrying("the output") { () throws(SystemError) in
        try files.write(rest, to: FileDescriptor(number: descriptor))
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Writes a new file that nobody else may read, with a name that no other file has, and returns its path.
  /// - Throws: where there is no room for it; then there is no such file.
  package static func writeTemporary(_ bytes: [UInt8], ending: String) throws(SystemError) -> String {
    var randomness = SystemRandomNumberGenerator()
    let path = temporaryFolder + "/gloss-" + ULID.make(at: Timestamp.now(), using: &randomness) + ending
    try create(path, bytes, mode: 0o600)
    return path
  }

  /// Makes a new folder that nobody else may read and returns its path.
  /// - Throws: where it cannot be made.
  package static func makeTemporaryFolder(named name: String) throws(SystemError) -> String {
    var template = Array((temporaryFolder + "/" + name + "-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else { throw SystemError(.makeFolder, errno, temporaryFolder) }
    return String(cString: made)
  }

  /// Returns the names in a folder; none where it is missing or cannot be read.
  package static func names(in folder: String) -> [String] {
    let files = LinuxFileSystem()
    guard let folder = try? OpenFile(folder, for: .folder, on: files) else { return [] }
    return (try? files.names(in: folder.open)) ?? []
  }

  /// `TMPDIR`, else `/tmp`.
  private static var temporaryFolder: String {
    let folder = processVariables()["TMPDIR"] ?? ""
    return folder.utf8.first == UInt8(ascii: "/") ? folder : "/tmp"
  }
}

extension SystemError {
  /// The operating system's own words for the failure.
  package var reason: String { String(cString: strerror(code)) }
}

/// The login name of whoever runs the program, as the system knows it; nil where it does not.
package func loginName() -> String? {
  getpwuid(getuid()).flatMap { String(validatingCString: $0.pointee.pw_name) }
}
