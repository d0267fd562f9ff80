/// The reasons for which the store fails; `StoreError+Message.swift` has the words.
package enum StoreError: Error, Hashable, Sendable {
  case system(SystemError)
  /// Not a file that can be read: a folder, a pipe, a device.
  case notAFile(path: String, kind: FileStatus.Kind)
  /// Files of 4 GiB and more are not read.
  case tooLarge(path: String, size: UInt64)
  /// A source that had text has none any more.
  case emptied(path: String)
  case linkLoop(path: String)
  /// The sidecar cannot be read whole, so it is not written.
  case unreadableSidecar([SidecarProblem])
  /// The sidecar is written in a way that cannot be edited without touching the rest.
  case unsupportedStyle(path: String, line: Int)
  case textTooLong(count: Int, limit: Int)
  case emptyText
  case selectionTooLong(count: Int, limit: Int)
  /// Somebody else holds the lock on the folder.
  case locked(path: String)
  /// The file has several names, which replacing it would part.
  case hardLinked(path: String, links: UInt64)
  /// Others changed the file again and again while it was being saved.
  case busy(path: String)
  /// Sidecars of a folder are kept outside it, so that it can't be moved with them.
  case sidecarElsewhere(source: String, sidecar: String)
  /// There is something of that name already, which is never replaced.
  case exists(path: String)
  case configuration(path: String, line: Int?, ConfigurationFault)
  /// A file in the state folder makes no sense.
  case damagedState(path: String)

  /// A fault in a `.mrsf.yaml`.
  package enum ConfigurationFault: Hashable, Sendable {
    case unreadable
    case absoluteRoot(String)
    case escapingRoot(String)
  }
}
