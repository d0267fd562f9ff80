/// An open file or folder, by its number.
package struct FileDescriptor: Hashable, Sendable {
  package var number: Int32

  package init(number: Int32) {
    self.number = number
  }
}

/// What a file is opened for.
package enum OpenPurpose: Sendable {
  case read, folder
  /// Fails where something of that name exists.
  case create
  /// Creates what is missing; writes go to the end.
  case append
  case update
}

/// How a file takes another name in its folder.
package enum RenameMode: Sendable {
  case replace
  case refuseExisting
  /// Each takes the other's name.
  case exchange
}

/// What the file system says of a file.
package struct FileStatus: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case file, folder, link, pipe, device, socket }

  package var device: UInt64
  package var inode: UInt64
  package var kind: Kind
  /// In bytes.
  package var size: UInt64
  /// The names that it has.
  package var links: UInt64
  /// Read, write and execute bits, with those above them.
  package var permissions: UInt32
  package var owner: UInt32
  package var group: UInt32
  /// Nanoseconds since 1970; equal for different contents more often than one thinks.
  package var modified: Int64
  /// When the file or anything that is said here of it was changed, in nanoseconds since 1970; nobody can set it.
  package var changed: Int64
}

/// The calls of the operating system that the store makes, one to one, so that tests can make each of them fail.
///
/// Nothing here tries again: `EINTR` and short writes come through. A nil folder is the current one.
package protocol FileSystem: Sendable {
  func open(
    _ name: String, in folder: FileDescriptor?, for purpose: OpenPurpose, followingLinks: Bool, permissions: UInt32
  ) throws(SystemError) -> FileDescriptor
  func close(_ file: FileDescriptor) throws(SystemError)
  /// At most `count` bytes from where reading stands; none at the end.
  func read(_ file: FileDescriptor, count: Int) throws(SystemError) -> [UInt8]
  /// The number of bytes written, which may be less than there are.
  func write(_ bytes: ArraySlice<UInt8>, to file: FileDescriptor) throws(SystemError) -> Int
  func truncate(_ file: FileDescriptor) throws(SystemError)
  func synchronize(_ file: FileDescriptor) throws(SystemError)
  func status(of file: FileDescriptor) throws(SystemError) -> FileStatus
  func status(of name: String, in folder: FileDescriptor?, followingLinks: Bool) throws(SystemError) -> FileStatus
  func rename(_ name: String, to other: String, in folder: FileDescriptor, _ mode: RenameMode) throws(SystemError)
  func link(_ name: String, as other: String, in folder: FileDescriptor) throws(SystemError)
  func remove(_ name: String, in folder: FileDescriptor?) throws(SystemError)
  func setPermissions(_ permissions: UInt32, of file: FileDescriptor) throws(SystemError)
  func setOwner(_ owner: UInt32, group: UInt32, of file: FileDescriptor) throws(SystemError)
  /// Access control list and user attributes; says nothing of what could not be copied.
  func copyAttributes(from file: FileDescriptor, to other: FileDescriptor)
  func makeFolder(_ path: String, permissions: UInt32) throws(SystemError)
  func names(in folder: FileDescriptor) throws(SystemError) -> [String]
  /// The names in a folder that `isWanted` says yes to; it is given their bytes.
  func names(
    in folder: FileDescriptor, where isWanted: (UnsafeRawBufferPointer) -> Bool
  ) throws(SystemError) -> [String]
  /// What stands in a folder; the kind is nil where only `status` tells.
  func entries(in folder: FileDescriptor) throws(SystemError) -> [FolderEntry]
  func target(ofLink name: String, in folder: FileDescriptor?) throws(SystemError) -> String
  /// Whether this process may make, replace and remove files in a folder.
  func canChange(folder path: String) -> Bool
  /// False where somebody else holds the lock; released when the descriptor is closed.
  func lock(_ file: FileDescriptor) throws(SystemError) -> Bool
  func pause(milliseconds: Int)
}

extension FileSystem {
  package func names(
    in folder: FileDescriptor, where isWanted: (UnsafeRawBufferPointer) -> Bool
  ) throws(SystemError) -> [String] {
    try names(in: folder).filter { Array($0.utf8).withUnsafeBytes(isWanted) }
  }

  package func entries(in folder: FileDescriptor) throws(SystemError) -> [FolderEntry] {
    try names(in: folder).map { FolderEntry(name: $0) }
  }
}

/// One name in a folder.
package struct FolderEntry: Hashable, Sendable {
  package var name: String
  /// As far as the folder itself tells.
  package var kind: FileStatus.Kind?

  package init(name: String, kind: FileStatus.Kind? = nil) {
    self.name = name
    self.kind = kind
  }
}

/// A call of the operating system that failed.
package struct SystemError: Error, Hashable, Sendable {
  package enum Call: String, CaseIterable, Hashable, Sendable {
    case open, close, read, write, truncate, synchronize, status, rename, link, remove, setPermissions, setOwner
    case makeFolder, list, readLink, lock, watch, run
  }

  package var call: Call
  /// As in `errno.h`.
  package var code: Int32
  package var path: String

  package init(_ call: Call, _ code: Int32, _ path: String) {
    self.call = call
    self.code = code
    self.path = path
  }
}
