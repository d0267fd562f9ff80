import Glibc
import Notebook
import Settings
import Store

/// The files that the arguments of a command mean.
package enum PathArguments {
  /// The notebook that `paths` open: one file, one folder, or several of them under one row; and what could not be
  /// looked into.
  package static func tree(
    of paths: [String], _ environment: StoreEnvironment
  ) throws -> (tree: FileTree, failures: [SystemError]) {
    if let path = paths.first, paths.count == 1 {
      guard try isFolder(path, environment) else { return (FileTree(file: name(of: path), path: path), []) }
      let (files, failures) = try files(under: path, environment)
      return (FileTree(folder: name(of: path), root: path, files: files), failures)
    }
    var files: [(name: String, path: String)] = []
    var failures: [SystemError] = []
    for path in paths {
      if try isFolder(path, environment) {
        let listed = try self.files(under: path, environment)
        files += listed.files.map { (name(of: path) + "/" + $0, path + "/" + $0) }
        failures += listed.failures
      } else {
        files.append((path, path))
      }
    }
    return (FileTree(several: files), failures)
  }

  /// Returns the roots that are to be listed while the notebook is shown; nil where `paths` mean a single file.
  ///
  /// - Throws: `Failure` where there is nothing at a path or it can't be looked at.
  static func folders(of paths: [String], _ environment: StoreEnvironment) throws -> NotebookRoots? {
    try NotebookRoots(paths, environment) { try isFolder($0, environment) }
  }

  static func nothing(in path: String) -> String {
    "no Markdown notes (\(FolderListing.endings.joined(separator: ", "))) in \(path)"
  }

  /// Returns the name of a notebook on its own row.
  package static func name(of path: String) -> String {
    if path == "-" { return "standard input" }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name == "." || name == ".." ? split(normalized(path, from: currentFolder)).name : name
  }

  private static var currentFolder: String { StoreEnvironment.live(variables: [:]).currentDirectory }

  private static func isFolder(_ path: String, _ environment: StoreEnvironment) throws -> Bool {
    if path == "-" { return false }
    do throws(SystemError) {
      let absolute = normalized(path, from: environment.currentDirectory)
      let status = try environment.fileSystem.status(of: absolute, in: nil, followingLinks: true)
      return status.kind == .folder
    } catch {
      throw complaint(about: path, error)
    }
  }

  /// The failure for a path that can't be read.
  private static func complaint(about path: String, _ error: SystemError) -> Failure {
    guard error.code == ENOENT else { return Failure(StoreError.system(error).message) }
    return Failure("no such file or folder: \(path)", missingPath: path)
  }

  private static func files(
    under path: String, _ environment: StoreEnvironment
  ) throws -> (files: [String], failures: [SystemError]) {
    do {
      let listing = try FolderListing.markdownFiles(under: path, environment)
      guard !listing.files.isEmpty else {
        throw Failure(listing.failures.first.map { StoreError.system($0).message } ?? nothing(in: path))
      }
      return (listing.files.map(\.path), listing.failures)
    } catch let error as StoreError {
      throw Failure(error.message)
    }
  }
}
