import Glibc

/// A source as it was read: whole, into memory, and never written.
package struct SourceFile: Sendable {
  /// As it was asked for; `-` is standard input.
  package var path: String
  /// The content, unchanged and in whatever encoding it has.
  package var bytes: [UInt8]
  /// The metadata of the file; nil for standard input.
  package var status: FileStatus?
  /// Whether it stayed the same while it was read; else it may be a mixture.
  package var isSettled: Bool
  /// Whether all of it was read, and not only the beginning.
  package var isWhole = true

  /// Offsets of the parser are 32 bits wide: files of this size and more are refused.
  package static let sizeLimit: UInt64 = 1 << 32
  private static let attempts = 4

  /// Reads a file, or standard input for `-`.
  ///
  /// - Parameter isListed: Whether a listing of its folder has just said that it is a file.
  /// - Throws: `.notAFile` for folders, pipes and devices, `.tooLarge` from 4 GiB on.
  package static func read(
    _ path: String, _ environment: StoreEnvironment, isListed: Bool = false
  ) throws(StoreError) -> SourceFile {
    let files = environment.fileSystem
    if path == "-" { return try readStandardInput(files) }
    let absolute = normalized(path, from: environment.currentDirectory)
    if !isListed {
      // Looked at before it is opened: opening a device or a pipe may do something.
      try check(
        asStoreError { () throws(SystemError) in try files.status(of: absolute, in: nil, followingLinks: true) }, path)
    }
    var read = try readOnce(absolute, as: path, files)
    for _ in 1..<attempts where !read.isSettled {
      files.pause(milliseconds: 20)
      read = try readOnce(absolute, as: path, files)
    }
    return read
  }

  /// Reads a file, but only its first `length` bytes where it has more than `limit`; standard input always whole.
  ///
  /// - Throws: as `read`.
  package static func readBeginning(
    _ path: String, _ environment: StoreEnvironment, limit: UInt64, length: Int
  ) throws(StoreError) -> SourceFile {
    let files = environment.fileSystem
    let absolute = normalized(path, from: environment.currentDirectory)
    guard path != "-", let status = try? files.status(of: absolute, in: nil, followingLinks: true),
      status.kind == .file, status.size > limit
    else { return try read(path, environment) }
    try check(status, path)
    let file = try asStoreError { () throws(SystemError) in try OpenFile(absolute, for: .read, on: files) }
    let bytes = try asStoreError { () throws(SystemError) in try file.read(upTo: length) }
    return SourceFile(path: path, bytes: bytes, status: nil, isSettled: true, isWhole: false)
  }

  private static func readOnce(
    _ absolute: String, as path: String, _ files: any FileSystem
  ) throws(StoreError) -> SourceFile {
    let file = try asStoreError { () throws(SystemError) in try OpenFile(absolute, for: .read, on: files) }
    let before = try status(of: file)
    try check(before, path)
    let bytes = try contents(of: file, expecting: Int(clamping: before.size))
    let after = try status(of: file)
    if UInt64(bytes.count) >= sizeLimit { throw .tooLarge(path: path, size: UInt64(bytes.count)) }
    let isSettled = before == after && UInt64(bytes.count) == after.size
    return SourceFile(path: path, bytes: bytes, status: after, isSettled: isSettled)
  }

  private static func readStandardInput(_ files: any FileSystem) throws(StoreError) -> SourceFile {
    // Closing this descriptor closes the copy, not standard input itself.
    let copy = dup(STDIN_FILENO)
    if copy < 0 { throw .system(SystemError(.open, errno, "-")) }
    let input = OpenFile(FileDescriptor(number: copy), path: "-", on: files)
    if try status(of: input).kind == .folder { throw .notAFile(path: "-", kind: .folder) }
    let bytes = try contents(of: input, expecting: 0)
    if UInt64(bytes.count) >= sizeLimit { throw .tooLarge(path: "-", size: UInt64(bytes.count)) }
    return SourceFile(path: "-", bytes: bytes, status: nil, isSettled: true)
  }

  private static func check(_ status: FileStatus, _ path: String) throws(StoreError) {
    if status.kind != .file { throw .notAFile(path: path, kind: status.kind) }
    if status.size >= sizeLimit { throw .tooLarge(path: path, size: status.size) }
  }

  private static func status(of file: borrowing OpenFile) throws(StoreError) -> FileStatus {
    do throws(SystemError) { return try file.status() } catch { throw .system(error) }
  }

  private static func contents(of file: borrowing OpenFile, expecting size: Int) throws(StoreError) -> [UInt8] {
    do throws(SystemError) { return try file.readAll(expecting: size) } catch { throw .system(error) }
  }
}

/// Hands on a failed call as the store's own error.
/// - Throws: `.system` with the failure.
func asStoreError<Result: ~Copyable>(
  _ body: () throws(SystemError) -> Result
) throws(StoreError) -> Result {
  do throws(SystemError) { return try body() } catch { throw .system(error) }
}
