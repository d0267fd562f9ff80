import App
import Export
import Glibc

/// The folder that the pages of a site are written into.
struct SiteFolder {
  private let path: String

  init(_ path: String) { self.path = path }

  /// Writes a page, and makes the folders that it lies in.
  ///
  /// - Throws: `Failure` with the file's name where it can't be written; what was written before stays.
  func write(_ page: HTMLExport.Page) throws(Failure) {
    var folder = path
    for name in [Substring("")] + page.name.split(separator: "/").dropLast() {
      if !name.isEmpty { folder += "/" + name }
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw failure("make the folder", folder) }
    }
    let target = path + "/" + page.name
    let descriptor = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("write", target) }
    var isWritten = true
    var html = page.html
    html.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while isWritten, !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count >= 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        } else if errno != EINTR {
          isWritten = false
        }
      }
    }
    let reason = errno
    guard close(descriptor) == 0, isWritten else {
      if !isWritten { errno = reason }
      throw failure("write", target)
    }
  }

  private func failure(_ action: String, _ target: String) -> Failure {
    Failure("cannot \(action) \(target): \(String(cString: strerror(errno))); name another folder with --site")
  }
}
