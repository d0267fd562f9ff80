import App
import Glibc

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
    let descriptor = open(path, O_WRONLY | O_CREAT | (replacing ? O_TRUNC : O_EXCL) | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("write", path) }
    var code: Int32 = 0
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while code == 0, !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count >= 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        } else if errno != EINTR {
          code = errno
        }
      }
    }
    if close(descriptor) != 0, code == 0 { code = errno }
    guard code == 0 else {
      errno = code
      throw failure("write", path)
    }
  }

  private static func failure(_ action: String, _ target: String) -> Failure {
    Failure("cannot \(action) \(target): \(String(cString: strerror(errno)))")
  }
}
