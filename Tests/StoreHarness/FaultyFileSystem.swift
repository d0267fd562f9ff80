import Glibc
import Store
import Synchronization

/// The real file system, short of waiting for the disk, of which one call can be made to fail, or everything from one
/// call on.
package final class FaultyFileSystem: FileSystem {
  /// The way in which a call goes wrong.
  package enum Fault: Sendable {
    case error(Int32)
    /// Writes half of what it is given, once.
    case shortWrite
    /// As if the process were killed: nothing happens any more.
    case kill
    /// Somebody else does something just before the call.
    case interruption(@Sendable () -> Void)
  }

  private let real = LinuxFileSystem()
  private let state = Mutex(State())
  /// Whether locking says yes without locking.
  private let locksNothing: Bool
  private let unsupported: Set<SystemError.Call>

  private struct State {
    var calls = 0
    var counts: [SystemError.Call: Int] = [:]
    var listed: [String] = []
    var fault: (call: Int, Fault)?
    var hasFired = false
    var isDead = false
  }

  /// A folder that nobody may change.
  private let readOnly: String?
  /// Whether a pause takes any time.
  private let pauses: Bool

  /// A file system without an armed fault.
  ///
  /// - Parameters:
  ///   - unsupported: Calls that fail as on file systems without them.
  ///   - readOnly: The path of a folder that nobody may change; nil for none.
  package init(
    locksNothing: Bool = false, unsupported: Set<SystemError.Call> = [], readOnly: String? = nil, pauses: Bool = true
  ) {
    self.pauses = pauses
    self.readOnly = readOnly
    self.locksNothing = locksNothing
    self.unsupported = unsupported
  }

  /// Makes the call with this number, counted from 0, go wrong.
  package func arm(_ fault: Fault, at call: Int) {
    state.withLock { $0 = State(fault: (call, fault)) }
  }

  /// Takes the fault away, revives the process, and counts calls from 0 again.
  package func disarm() {
    state.withLock { $0 = State() }
  }

  /// Whether the call that was to go wrong was reached.
  package var hasFired: Bool { state.withLock { $0.hasFired } }

  /// The calls of one kind since the last `arm` or `disarm`.
  package func count(of call: SystemError.Call) -> Int { state.withLock { $0.counts[call] ?? 0 } }

  /// The folders that were listed since then.
  package var listed: [String] { state.withLock { $0.listed } }

  private enum Step {
    case go, short
    case fail(Int32)
    case wait(@Sendable () -> Void)
  }

  private func step(_ call: SystemError.Call) throws(SystemError) -> Bool {
    let step = state.withLock { state -> Step in
      if state.isDead { return .fail(ESHUTDOWN) }
      let number = state.calls
      state.calls += 1
      state.counts[call, default: 0] += 1
      guard let fault = state.fault, fault.call == number else { return .go }
      state.hasFired = true
      switch fault.1 {
      case .error(let code): return .fail(code)
      case .shortWrite: return .short
      case .kill:
        state.isDead = true
        return .fail(ESHUTDOWN)
      case .interruption(let action): return .wait(action)
      }
    }
    switch step {
    case .go: return false
    case .short: return true
    case .fail(let code): throw SystemError(call, code, "")
    case .wait(let action):
      action()
      return false
    }
  }

  /// Opens the file, unless this call is the one to fail.
  package func open(
    _ name: String, in folder: FileDescriptor?, for purpose: OpenPurpose, followingLinks: Bool, permissions: UInt32
  ) throws(SystemError) -> FileDescriptor {
    _ = try step(.open)
    return try real.open(name, in: folder, for: purpose, followingLinks: followingLinks, permissions: permissions)
  }

  /// Closes the file in any case, then fails if this call is the one to fail.
  package func close(_ file: FileDescriptor) throws(SystemError) {
    // The kernel closes what a dead process, or one whose call failed, had open.
    do { _ = try step(.close) } catch {
      try real.close(file)
      throw error
    }
    try real.close(file)
  }

  /// Reads from the file, unless this call is the one to fail.
  package func read(_ file: FileDescriptor, count: Int) throws(SystemError) -> [UInt8] {
    _ = try step(.read)
    return try real.read(file, count: count)
  }

  /// Writes the bytes, or half of them for `shortWrite`, unless this call is the one to fail.
  package func write(_ bytes: ArraySlice<UInt8>, to file: FileDescriptor) throws(SystemError) -> Int {
    let isShort = try step(.write)
    return try real.write(isShort ? bytes.prefix(max(bytes.count / 2, 1)) : bytes, to: file)
  }

  /// Empties the file, unless this call is the one to fail.
  package func truncate(_ file: FileDescriptor) throws(SystemError) {
    _ = try step(.truncate)
    try real.truncate(file)
  }

  /// Fails if this call is the one to fail; never waits for the disk.
  package func synchronize(_ file: FileDescriptor) throws(SystemError) {
    _ = try step(.synchronize)
  }

  /// Returns the open file's status, unless this call is the one to fail.
  package func status(of file: FileDescriptor) throws(SystemError) -> FileStatus {
    _ = try step(.status)
    return try real.status(of: file)
  }

  /// Returns the named file's status, unless this call is the one to fail.
  package func status(of name: String, in folder: FileDescriptor?, followingLinks: Bool) throws(SystemError)
    -> FileStatus
  {
    _ = try step(.status)
    return try real.status(of: name, in: folder, followingLinks: followingLinks)
  }

  /// Renames the file, unless this call is the one to fail; without support for `rename`, only replacing works.
  package func rename(_ name: String, to other: String, in folder: FileDescriptor, _ mode: RenameMode)
    throws(SystemError)
  {
    if mode != .replace, unsupported.contains(.rename) { throw SystemError(.rename, EINVAL, "") }
    _ = try step(.rename)
    try real.rename(name, to: other, in: folder, mode)
  }

  /// Makes a hard link, unless links are unsupported or this call is the one to fail.
  package func link(_ name: String, as other: String, in folder: FileDescriptor) throws(SystemError) {
    if unsupported.contains(.link) { throw SystemError(.link, EPERM, "") }
    _ = try step(.link)
    try real.link(name, as: other, in: folder)
  }

  /// Makes a symbolic link, unless this call is the one to fail; counts as `link`.
  package func makeLink(_ path: String, to target: String) throws(SystemError) {
    _ = try step(.link)
    try real.makeLink(path, to: target)
  }

  /// Removes the file, unless this call is the one to fail.
  package func remove(_ name: String, in folder: FileDescriptor?) throws(SystemError) {
    _ = try step(.remove)
    try real.remove(name, in: folder)
  }

  /// Sets the permissions, unless this call is the one to fail.
  package func setPermissions(_ permissions: UInt32, of file: FileDescriptor) throws(SystemError) {
    _ = try step(.setPermissions)
    try real.setPermissions(permissions, of: file)
  }

  /// Sets the owner, unless this call is the one to fail.
  package func setOwner(_ owner: UInt32, group: UInt32, of file: FileDescriptor) throws(SystemError) {
    _ = try step(.setOwner)
    try real.setOwner(owner, group: group, of: file)
  }

  /// Copies extended attributes; never fails and is not counted.
  package func copyAttributes(from file: FileDescriptor, to other: FileDescriptor) {
    real.copyAttributes(from: file, to: other)
  }

  /// Makes the folder, unless this call is the one to fail.
  package func makeFolder(_ path: String, permissions: UInt32) throws(SystemError) {
    _ = try step(.makeFolder)
    try real.makeFolder(path, permissions: permissions)
  }

  /// Returns the names in the folder, whose path is added to `listed`, unless this call is the one to fail.
  package func names(in folder: FileDescriptor) throws(SystemError) -> [String] {
    _ = try step(.list)
    let path = (try? real.target(ofLink: "/proc/self/fd/\(folder.number)", in: nil)) ?? ""
    state.withLock { $0.listed.append(path) }
    return try real.names(in: folder)
  }

  /// Returns the target of a symbolic link; is not counted.
  package func target(ofLink name: String, in folder: FileDescriptor?) throws(SystemError) -> String {
    try real.target(ofLink: name, in: folder)
  }

  /// Returns whether the folder may be changed: never for the one given as `readOnly`.
  package func canChange(folder path: String) -> Bool { path != readOnly && real.canChange(folder: path) }

  /// Locks the file, unless locks are unsupported or this call is the one to fail; true without a lock for
  /// `locksNothing`.
  package func lock(_ file: FileDescriptor) throws(SystemError) -> Bool {
    if unsupported.contains(.lock) { throw SystemError(.lock, EOPNOTSUPP, "") }
    _ = try step(.lock)
    return locksNothing ? true : try real.lock(file)
  }

  /// Waits one millisecond whatever is asked for, or not at all.
  package func pause(milliseconds: Int) { if pauses { usleep(1000) } }
}
