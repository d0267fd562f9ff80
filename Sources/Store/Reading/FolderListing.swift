import Outline

/// The Markdown files of a folder and of those below it, one after the other, in the order in which they are shown.
///
/// Hidden files and folders and what `.gitignore` names are left out, but for notes that git tracks all the same; links
/// to folders are not followed, so that none leads round in a circle.
package struct FolderListing: Sendable {
  /// A Markdown file, by its place below the listed folder.
  package struct File: Hashable, Sendable {
    /// Names of the folders from the listed one down to the file's own.
    package var folders: [String]
    /// The file's own name.
    package var name: String

    /// From the listed folder.
    package var path: String { (folders + [name]).joined(separator: "/") }
  }

  /// The folders that were gone into so far, absolute.
  package private(set) var folders: [String] = []
  /// Folders that could not be read.
  package private(set) var failures: [SystemError] = []

  private let environment: StoreEnvironment
  private var files: any FileSystem { environment.fileSystem }
  /// Folders under way, the innermost last: recursion could run out of stack, how deep folders nest is not ours to say.
  private var open: [Folder] = []

  /// The notes that git tracks although a rule leaves them out, by the folder that it was asked in.
  private var trackedNotes: [String: TrackedNotes] = [:]

  private struct Folder: Sendable {
    var path: String
    var names: [String]
    var rules: IgnoreRules
    /// The listed folder, or the nearest work tree of another repository within it.
    var repository: String
    /// Whether a rule leaves it out, so that only what git tracks in it is listed.
    var isIgnored: Bool
    /// The folders that are still to be listed, the next one last.
    var entries: [FolderEntry]
  }

  /// The endings of the names of notes.
  package static let endings = NoteEndings.all

  /// Begins a listing.
  ///
  /// - Throws: where the folder itself can't be read.
  package init(of path: String, _ environment: StoreEnvironment) throws(StoreError) {
    self.environment = environment
    let root = normalized(path, from: environment.currentDirectory)
    let rules = IgnoreRules(above: root, environment)
    do throws(SystemError) {
      open = [try folder(root, names: [], rules, in: root, isIgnored: false)]
      folders = [root]
    } catch {
      throw .system(error)
    }
  }

  /// All at once.
  /// - Throws: where the folder cannot be read.
  package static func markdownFiles(
    under path: String, _ environment: StoreEnvironment
  ) throws(StoreError) -> (files: [File], failures: [SystemError]) {
    var listing = try FolderListing(of: path, environment)
    var files: [File] = []
    while let file = listing.next() { files.append(file) }
    return (files, listing.failures)
  }

  /// The next file; nil at the end.
  package mutating func next() -> File? {
    while let current = open.indices.last {
      guard let entry = open[current].entries.popLast() else {
        open.removeLast()
        continue
      }
      if let file = look(at: entry, in: open[current]) { return file }
    }
    return nil
  }

  /// Goes into `entry` where it is a folder; returns it where it is a file to list.
  private mutating func look(at entry: FolderEntry, in folder: Folder) -> File? {
    let isMarkdown = FolderListing.isMarkdown(entry.name)
    // What is neither called like notes nor a folder needs no further look.
    if let kind = entry.kind, kind != .folder, !isMarkdown || kind != .file && kind != .link { return nil }
    let path = join(folder.path, entry.name)
    let kind = entry.kind ?? (try? files.status(of: path, in: nil, followingLinks: false))?.kind
    let isIgnored = folder.isIgnored || folder.rules.ignore(entry.name, in: folder.path, isFolder: kind == .folder)
    if isIgnored, !isTracked(path, in: folder.repository) { return nil }
    switch kind {
    case .folder:
      do throws(SystemError) {
        let names = folder.names + [entry.name]
        open.append(try self.folder(path, names: names, folder.rules, in: folder.repository, isIgnored: isIgnored))
        folders.append(path)
      } catch {
        failures.append(error)
      }
      return nil
    case .link where isMarkdown:
      let target = try? files.status(of: path, in: nil, followingLinks: true)
      return target?.kind == .file ? File(folders: folder.names, name: entry.name) : nil
    case .file where isMarkdown: return File(folders: folder.names, name: entry.name)
    default: return nil
    }
  }

  /// Whether git tracks a note at `path`, or one below it. Git is asked once, when the first rule leaves something out.
  private mutating func isTracked(_ path: String, in repository: String) -> Bool {
    let notes = trackedNotes[repository] ?? TrackedNotes(in: repository)
    trackedNotes[repository] = notes
    return notes.contains(path)
  }

  private func folder(
    _ path: String, names: [String], _ rules: IgnoreRules, in repository: String, isIgnored: Bool
  ) throws(SystemError) -> Folder {
    let folder = try OpenFile(path, for: .folder, on: files)
    let entries = try retrying(path) { () throws(SystemError) in try files.entries(in: folder.open) }
    let special = Set(entries.lazy.map(\.name).filter { $0 == ".gitignore" || $0 == ".git" })
    let rules = special.isEmpty ? rules : rules.entering(path, names: special, isRoot: names.isEmpty, environment)
    let shown = entries.filter { $0.name.utf8.first != UInt8(ascii: ".") }
    return Folder(
      path: path, names: names, rules: rules, repository: special.contains(".git") ? path : repository,
      isIgnored: isIgnored, entries: NaturalOrder.sorted(shown, by: \.name).reversed())
  }

  /// Whether a name ends as Markdown files do.
  package static func isMarkdown(_ name: String) -> Bool {
    endings.contains { ending in
      name.utf8.count > ending.utf8.count
        && zip(name.utf8.reversed(), ending.utf8.reversed()).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
    }
  }
}
