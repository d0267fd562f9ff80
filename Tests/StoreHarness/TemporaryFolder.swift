import Annotations
import Glibc
import Store
import Synchronization

/// A folder of its own for one test, removed with everything in it.
package final class TemporaryFolder: Sendable {
  /// The absolute path, without a slash at its end.
  package let path: String

  /// Makes an empty folder in `/tmp`.
  package init() {
    var template = Array("/tmp/gloss-store-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { preconditionFailure("no temporary folder") }
    path = String(cString: made)
  }

  deinit {
    // Not by `rm`: a child holds the locks of all tests that run at the same time, if only for a moment.
    Self.removeAll(path)
  }

  private static func removeAll(_ path: String) {
    for name in list(path) {
      let path = path + "/" + name
      if unlink(path) < 0 { removeAll(path) }
    }
    rmdir(path)
  }

  private static func list(_ path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Writes a text over the file of that name, in UTF-8; failures go unreported.
  package func write(_ text: String, to name: String) {
    write(Array(text.utf8), to: name)
  }

  /// Writes bytes over the file of that name; failures go unreported.
  package func write(_ bytes: [UInt8], to name: String) {
    guard let file = fopen(path + "/" + name, "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  /// Returns the text of a file; nil where it cannot be opened.
  package func read(_ name: String) -> String? {
    bytes(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Returns the bytes of a file; nil where it cannot be opened.
  package func bytes(_ name: String) -> [UInt8]? {
    guard let file = fopen(path + "/" + name, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
  }

  /// The files of the folder, hidden ones included, without the state folder.
  package var names: [String] { Self.list(path).filter { $0 != ".state" } }

  /// Returns an environment for a store in this folder, with a fixed clock and its state below `.state`.
  package func environment(
    _ fileSystem: any FileSystem = FaultyFileSystem(), processID: Int32 = 1, running: Set<Int32> = [1]
  ) -> StoreEnvironment {
    let counter = Counter()
    return StoreEnvironment(
      stateDirectory: path + "/.state", currentDirectory: path,
      now: { Timestamp(milliseconds: 1_780_000_000_000, offset: 3600) },
      newID: { counter.nextID() }, processID: processID, isRunning: { running.contains($0) },
      fileSystem: fileSystem)
  }
}

/// Identifiers that differ, also between tests that run at once.
package final class Counter: Sendable {
  private static let all = Mutex(0)

  /// Returns an id of 26 characters that no test has had yet; later ones sort behind.
  package func nextID() -> String {
    let number = Counter.all.withLock { number in
      number += 1
      return number
    }
    let digits = String(number)
    return "01TEST" + String(repeating: "0", count: 20 - digits.count) + digits
  }
}

/// Runs a program and returns its output, errors included, and its exit status; -1 where it was not started.
package func run(_ arguments: [String], in folder: String = "/") -> (output: String, status: Int32) {
  let words = arguments.map {
    "'" + $0.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
  guard let pipe = popen("cd '\(folder)' && " + words.joined(separator: " ") + " 2>&1", "r") else { return ("", -1) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { bytes += buffer[..<count] }
  return (String(decoding: bytes, as: UTF8.self), pclose(pipe) >> 8)
}

/// Returns an annotation with a fixed author and time, on a 1-based line, or on the file for nil.
package func annotation(_ id: String, _ text: String, line: Int? = nil, replyTo: String? = nil) -> Annotation {
  Annotation(
    id: id, author: "Ada (ada)", timestamp: "2026-03-02T18:22:59+01:00", text: text, replyTo: replyTo,
    anchor: Anchor(target: line == nil ? .file : .topic, line: line, endLine: line))
}

extension TemporaryFolder {
  /// Renames a file of the folder; failures go unreported.
  package func rename(_ name: String, to other: String) {
    _ = Glibc.rename(path + "/" + name, path + "/" + other)
  }

  /// Removes a file of the folder; failures go unreported.
  package func remove(_ name: String) {
    unlink(path + "/" + name)
  }
}

/// A value that several threads may look at.
package final class Protected<Value: Sendable>: Sendable {
  private let mutex: Mutex<Value>

  /// Protects a first value.
  package init(_ value: Value) {
    mutex = Mutex(value)
  }

  /// The value; reading it and setting it take the lock each.
  package var value: Value {
    get { mutex.withLock { $0 } }
    set { mutex.withLock { $0 = newValue } }
  }
}
