import App
import Glibc
import Store

/// A file that a command writes where it was asked to.
enum NewFile {
  /// Writes a text, replacing what was there, and makes the folders above it.
  ///
  /// - Throws: `Failure` with the name of the folder or file that can't be written; a file that was there is as it was.
  ///
  /// - Parameter replacing: whether something that is there is replaced.
  static func write(_ text: String, to path: String, replacing: Bool = true) throws(Failure) {
    var folder = path.hasPrefix("/") ? "/" : ""
    for name in path.split(separator: "/").dropLast() {
      folder += (folder.isEmpty || folder == "/" ? "" : "/") + name
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw failure("make the folder", folder) }
    }
    do throws(SystemError) {
      try FileBytes.put(Array(text.utf8), at: path, replacing: replacing)
    } catch {
      throw Failure("cannot write \(path): \(error.reason)")
    }
  }

  private static func failure(_ action: String, _ target: String) -> Failure {
    Failure("cannot \(action) \(target): \(String(cString: strerror(errno)))")
  }
}
