import Notebook
import Store

/// The roots of a notebook that is more than one file: a folder, or several files and folders under one row.
struct NotebookRoots: Sendable {
  private struct Part: Sendable {
    /// The path as it was given.
    var path: String
    var isFolder: Bool
    /// The absolute path.
    var place: String

    /// Whether `path`, absolute, is this or in it.
    func holds(_ path: String) -> Bool {
      path.utf8.elementsEqual(place.utf8) || isFolder && path.utf8.starts(with: (place == "/" ? "/" : place + "/").utf8)
    }
  }

  private let parts: [Part]
  private let environment: StoreEnvironment

  /// - Parameter isFolder: Whether a path is one of a folder; throws where there is nothing.
  /// - Returns: nil for a single file.
  init?(_ paths: [String], _ environment: StoreEnvironment, isFolder: (String) throws -> Bool) rethrows {
    if paths.count == 1, try !isFolder(paths[0]) { return nil }
    let all = try paths.map { path in
      // Names are put together with slashes.
      let slashes = path.reversed().prefix { $0 == "/" }.count
      var given = slashes < path.count ? String(path.dropLast(slashes)) : "/"
      let place = normalized(given, from: environment.currentDirectory)
      // Files below the current folder get names relative to it, however they were given.
      let here = environment.currentDirectory + "/"
      if paths.count > 1, path != "-", place.utf8.starts(with: here.utf8) {
        given = String(decoding: place.utf8.dropFirst(here.utf8.count), as: UTF8.self)
      }
      return Part(path: given, isFolder: try isFolder(path), place: place)
    }
    // What is in another of them is there already.
    var parts: [Part] = []
    for (number, part) in all.enumerated() {
      let isIn = all.enumerated().contains { other, whole in
        other != number && (whole.place != part.place || other < number) && whole.holds(part.place)
      }
      if !isIn { parts.append(part) }
    }
    guard let first = parts.first, first.isFolder || parts.count > 1 else { return nil }
    self.parts = parts
    self.environment = environment
  }

  /// The folders themselves, absolute.
  var roots: [String] { parts.filter(\.isFolder).map(\.place) }

  private var isSeveral: Bool { parts.count > 1 }

  /// The notebook's own row, with nothing in it yet.
  var tree: FileTree {
    guard isSeveral else { return FileTree(folder: PathArguments.name(of: parts[0].path), root: parts[0].path) }
    let names = parts.prefix(3).map { PathArguments.name(of: $0.path) }.joined(separator: ", ")
    return FileTree(folder: names + (parts.count > 3 ? " and \(parts.count - 3) more" : ""), root: "")
  }

  /// The name by which the state of the notebook is stored: several paths are separated by colons, with backslashes
  /// before those inside.
  var memoryPath: String {
    guard isSeveral else { return parts[0].path }
    return parts.map { $0.place.replacing("\\", with: "\\\\").replacing(":", with: "\\:") }.joined(separator: ":")
  }

  /// The name of all roots together, for messages.
  var name: String { parts.map(\.path).joined(separator: ", ") }

  /// Returns the name that an absolute path has in the notebook; nil for one that is not in it.
  func name(ofPath path: String) -> String? {
    guard let part = parts.first(where: { $0.holds(path) }) else { return nil }
    let inside = path.utf8.dropFirst(part.place == "/" ? 1 : part.place.utf8.count + 1)
    let name = String(decoding: inside, as: UTF8.self)
    if !isSeveral { return name }
    return name.isEmpty ? part.path : part.path + "/" + name
  }

  /// Begins to list all of it.
  ///
  /// - Throws: where one of the folders can't be read.
  func listing() throws(StoreError) -> Listing { try Listing(of: self) }

  /// The notes one after the other, in the order in which they are shown.
  struct Listing: Sendable {
    private enum Source: Sendable {
      case file(String)
      case folder(FolderListing, above: [String])
    }

    /// The next one last.
    private var waiting: [Source] = []
    private var current: FolderListing?
    private var above: [String] = []
    private var finished: [FolderListing] = []

    fileprivate init(of notebook: NotebookRoots) throws(StoreError) {
      for part in notebook.parts.reversed() {
        if part.isFolder {
          let listing = try FolderListing(of: part.path, notebook.environment)
          waiting.append(.folder(listing, above: notebook.isSeveral ? [part.path] : []))
        } else if part.path == "-"
          || (try? notebook.environment.fileSystem.status(of: part.place, in: nil, followingLinks: true)) != nil
        {
          waiting.append(.file(part.path))
        }
      }
    }

    mutating func next() -> ListedFile? {
      while true {
        if let file = current?.next() { return ListedFile(folders: above + file.folders, name: file.name) }
        if let current { finished.append(current) }
        current = nil
        switch waiting.popLast() {
        case nil: return nil
        case .file(let path): return ListedFile(folders: [], name: path)
        case .folder(let listing, let names):
          current = listing
          above = names
        }
      }
    }

    /// The folders that were gone into until the end, absolute.
    var folders: [String] { finished.flatMap(\.folders) }
    /// Folders that could not be read.
    var failures: [SystemError] { finished.flatMap(\.failures) }
  }
}
