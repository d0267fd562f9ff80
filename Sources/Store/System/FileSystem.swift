/// An open file or folder, by its number.
package struct FileDescriptor: Hashable, Sendable {
  /// The kernel's number for it.
  package var number: Int32

  /// Takes the number of an open file; closing it is left to others.
  package init(number: Int32) {
    self.number = number
  }
}

/// The purpose for which a file is opened.
package enum OpenPurpose: Sendable {
  case read, folder
  /// Fails where something of that name exists.
  case create
  /// Creates what is missing; writes go to the end.
  case append
  case update
}

/// The way in which a file takes another name in its folder.
package enum RenameMode: Sendable {
  case replace
  case refuseExisting
  /// Each takes the other's name.
  case exchange
}

/// The metadata of a file.
package struct FileStatus: Hashable, Sendable {
  /// The kind of a file; block devices count as devices, too.
  package enum Kind: Hashable, Sendable { case file, folder, link, pipe, device, socket }

  /// The number of the device that has the file; with `inode` it tells files apart.
  package var device: UInt64
  /// The file's number on its device.
  package var inode: UInt64
  /// The kind of the file; a link only where links are not followed.
  package var kind: Kind
  /// In bytes.
  package var size: UInt64
  /// The names that it has.
  package var links: UInt64
  /// Read, write and execute bits, with those above them.
  package var permissions: UInt32
  /// The number of the user.
  package var owner: UInt32
  /// The number of the group.
  package var group: UInt32
  /// Nanoseconds since 1970; coarse, so equal times do not prove equal contents.
  package var modified: Int64
  /// The time of the last change to the file or its metadata, in nanoseconds since 1970; nobody can set it.
  package var changed: Int64
}

/// The calls of the operating system that the store makes, one to one, so that tests can make each of them fail.
///
/// Nothing here tries again: `EINTR` and short writes come through. A nil folder is the current one.
package protocol FileSystem: Sendable {
  /// Opens a file or folder.
  /// - Throws: where the call fails, as all of these do.
  func open(
    _ name: String, in folder: FileDescriptor?, for purpose: OpenPurpose, followingLinks: Bool, permissions: UInt32
  ) throws(SystemError) -> FileDescriptor
  /// Closes a file.
  /// - Throws: where writes were lost; the descriptor is closed all the same.
  func close(_ file: FileDescriptor) throws(SystemError)
  /// Returns at most `count` bytes from where reading stands; none at the end.
  /// - Throws: where the call fails.
  func read(_ file: FileDescriptor, count: Int) throws(SystemError) -> [UInt8]
  /// Returns the number of bytes written, which may be less than there are.
  /// - Throws: where nothing was written.
  func write(_ bytes: ArraySlice<UInt8>, to file: FileDescriptor) throws(SystemError) -> Int
  /// Empties a file.
  /// - Throws: where the call fails.
  func truncate(_ file: FileDescriptor) throws(SystemError)
  /// Waits until a file is on the disk.
  /// - Throws: where the disk does not take it.
  func synchronize(_ file: FileDescriptor) throws(SystemError)
  /// Returns the metadata of an open file.
  /// - Throws: where the call fails.
  func status(of file: FileDescriptor) throws(SystemError) -> FileStatus
  /// Returns the metadata of a file by its name.
  /// - Throws: where the call fails.
  func status(of name: String, in folder: FileDescriptor?, followingLinks: Bool) throws(SystemError) -> FileStatus
  /// Gives a file another name.
  /// - Throws: where the call fails; names are as they were.
  func rename(_ name: String, to other: String, in folder: FileDescriptor, _ mode: RenameMode) throws(SystemError)
  /// Gives a file a second name.
  /// - Throws: where the call fails.
  func link(_ name: String, as other: String, in folder: FileDescriptor) throws(SystemError)
  /// Makes a symbolic link.
  /// - Throws: where something of that name exists, or the call fails.
  func makeLink(_ path: String, to target: String) throws(SystemError)
  /// Removes a name.
  /// - Throws: where the call fails.
  func remove(_ name: String, in folder: FileDescriptor?) throws(SystemError)
  /// Sets read, write and execute bits.
  /// - Throws: where the call fails.
  func setPermissions(_ permissions: UInt32, of file: FileDescriptor) throws(SystemError)
  /// Gives a file to another user and group.
  /// - Throws: where the call fails.
  func setOwner(_ owner: UInt32, group: UInt32, of file: FileDescriptor) throws(SystemError)
  /// Copies access control list and user attributes; says nothing of what could not be copied.
  func copyAttributes(from file: FileDescriptor, to other: FileDescriptor)
  /// Makes a folder.
  /// - Throws: where something of that name exists, or the call fails.
  func makeFolder(_ path: String, permissions: UInt32) throws(SystemError)
  /// Returns the names in a folder.
  /// - Throws: where the call fails.
  func names(in folder: FileDescriptor) throws(SystemError) -> [String]
  /// Returns the names in a folder that `isWanted` says yes to; it is given their bytes.
  /// - Throws: where the call fails.
  func names(
    in folder: FileDescriptor, where isWanted: (UnsafeRawBufferPointer) -> Bool
  ) throws(SystemError) -> [String]
  /// Returns the entries of a folder; the kind is nil where only `status` tells.
  /// - Throws: where the call fails.
  func entries(in folder: FileDescriptor) throws(SystemError) -> [FolderEntry]
  /// Returns the text of a symbolic link.
  /// - Throws: where it is none, or the call fails.
  func target(ofLink name: String, in folder: FileDescriptor?) throws(SystemError) -> String
  /// Whether this process may make, replace and remove files in a folder.
  func canChange(folder path: String) -> Bool
  /// Takes a lock; false where somebody else holds it. It is released when the descriptor is closed.
  /// - Throws: where the file system has no locks, or the call fails.
  func lock(_ file: FileDescriptor) throws(SystemError) -> Bool
  /// Sleeps.
  func pause(milliseconds: Int)
}

extension FileSystem {
  /// Returns the names that `isWanted` accepts, by way of all names.
  ///
  /// - Throws: where the folder cannot be listed.
  package func names(
    in folder: FileDescriptor, where isWanted: (UnsafeRawBufferPointer) -> Bool
  ) throws(SystemError) -> [String] {
    try names(in: folder).filter { Array($0.utf8).withUnsafeBytes(isWanted) }
  }

  /// Returns the names in a folder, their kinds unknown.
  ///
  /// - Throws: where the folder cannot be listed.
  package func entries(in folder: FileDescriptor) throws(SystemError) -> [FolderEntry] {
    try names(in: folder).map { FolderEntry(name: $0) }
  }
}

/// One name in a folder.
package struct FolderEntry: Hashable, Sendable {
  /// The name without the folder.
  package var name: String
  /// The kind, where the folder itself tells; else nil.
  package var kind: FileStatus.Kind?

  /// Creates an entry; nil is an unknown kind.
  package init(name: String, kind: FileStatus.Kind? = nil) {
    self.name = name
    self.kind = kind
  }
}

/// A call of the operating system that failed.
package struct SystemError: Error, Hashable, Sendable {
  /// The calls that can fail, for messages.
  package enum Call: String, CaseIterable, Hashable, Sendable {
    case open, close, read, write, truncate, synchronize, status, rename, link, remove, setPermissions, setOwner
    case makeFolder, list, readLink, lock, watch, run
  }

  /// The call that failed.
  package var call: Call
  /// As in `errno.h`.
  package var code: Int32
  /// The file or folder concerned; empty where the call had no path.
  package var path: String

  /// Creates an error from the `errno` of a call.
  package init(_ call: Call, _ code: Int32, _ path: String) {
    self.call = call
    self.code = code
    self.path = path
  }
}
