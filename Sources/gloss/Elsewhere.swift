import Glibc
import Notebook

/// Files that links lead to and that are not in the notebook.
enum Elsewhere {
  /// What to say of one.
  static func message(about path: String) -> Message {
    if access(path, F_OK) != 0, errno == ENOENT || errno == ENOTDIR {
      return Message("there is no file \(path)", .warning)
    }
    return Message("\(path) is not in this notebook: gloss \(path.pathArgument) opens it", .warning)
  }
}
