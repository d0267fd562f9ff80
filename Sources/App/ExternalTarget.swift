import Glibc
import Notebook
import Store

/// Files that links lead to and that are not in the notebook.
enum ExternalTarget {
  /// Notes, or a folder that has some: a notebook of its own, at this path.
  case notebook(String)
  /// Something for other programs.
  case file
  /// Nothing that can be opened.
  case nothing(Message)

  /// Looks up the target of a link at `path`, or at `path` with one of the endings of notes. Where there is nothing,
  /// the target is `complaint`, if that is given.
  init(_ path: String, else complaint: Message?, _ environment: StoreEnvironment) {
    var status = stat()
    guard let path = ([""] + FolderListing.endings).lazy.map({ path + $0 }).first(where: { stat($0, &status) == 0 })
    else {
      let isMissing = errno == ENOENT || errno == ENOTDIR
      let reason =
        isMissing ? "there is no file \(path)" : "\(path) can't be looked at: \(String(cString: strerror(errno)))"
      self = .nothing(isMissing ? complaint ?? Message(reason, .warning) : Message(reason, .error))
      return
    }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    guard access(path, isFolder ? R_OK | X_OK : R_OK) == 0 else {
      self = .nothing(Message("\(path) can't be read: \(String(cString: strerror(errno)))", .error))
      return
    }
    guard isFolder else {
      self = FolderListing.isMarkdown(path) ? .notebook(path) : .file
      return
    }
    var listing = try? FolderListing(of: path, environment)
    self = listing?.next() != nil ? .notebook(path) : .nothing(Message(PathArguments.nothing(in: path), .warning))
  }
}
