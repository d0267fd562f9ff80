/// The Markdown files of a folder and of those below it.
package struct FolderListing: Sendable {
  package struct File: Hashable, Sendable {
    package var path: String
    /// Names from the listed folder down to the file's own.
    package var components: [String]
  }

  /// In natural order (`2` before `10`), those of a folder together.
  package private(set) var files: [File] = []
  /// Folders that could not be read.
  package private(set) var failures: [SystemError] = []

  private static let endings = [".md", ".markdown", ".mdown", ".mkd", ".mkdn"]

  /// Lists a folder; hidden files and folders are left out, and links to folders are not followed.
  package static func markdownFiles(
    under path: String, _ environment: StoreEnvironment
  ) throws(StoreError) -> FolderListing {
    var listing = FolderListing()
    let root = normalized(path, from: environment.currentDirectory)
    var pending: [File] = [File(path: root, components: [])]
    // A stack instead of recursion: how deep folders nest is not ours to say.
    while let entry = pending.popLast() {
      if !entry.components.isEmpty, isMarkdown(entry.components.last ?? ""), isFile(entry.path, environment) {
        listing.files.append(entry)
        continue
      }
      do throws(SystemError) {
        let names = try names(in: entry.path, isRoot: entry.components.isEmpty, environment)
        pending += names.reversed().map { File(path: join(entry.path, $0), components: entry.components + [$0]) }
      } catch {
        if entry.components.isEmpty { throw .system(error) }
        listing.failures.append(error)
      }
    }
    return listing
  }

  /// Whether a name ends as Markdown files do.
  package static func isMarkdown(_ name: String) -> Bool {
    let name = name.lowercased()
    return endings.contains { name.hasSuffix($0) }
  }

  private static func isFile(_ path: String, _ environment: StoreEnvironment) -> Bool {
    (try? environment.fileSystem.status(of: path, in: nil, followingLinks: true))?.kind == .file
  }

  /// The names worth looking at; none for what is no folder.
  private static func names(
    in path: String, isRoot: Bool, _ environment: StoreEnvironment
  ) throws(SystemError) -> [String] {
    let files = environment.fileSystem
    if !isRoot {
      let status = try? files.status(of: path, in: nil, followingLinks: false)
      guard status?.kind == .folder else { return [] }
    }
    let folder = try OpenFile(path, for: .folder, on: files)
    let names = try retrying(path) { () throws(SystemError) in try files.names(in: folder.open) }
    return names.filter { $0.utf8.first != UInt8(ascii: ".") }.sorted(by: NaturalOrder.precedes)
  }
}

/// The order in which people expect names: numbers by value, letters regardless of case.
package enum NaturalOrder {
  package static func precedes(_ a: String, _ b: String) -> Bool {
    let (left, right) = (Array(a.lowercased().utf8), Array(b.lowercased().utf8))
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      let (m, n) = (digits(in: left, from: i), digits(in: right, from: j))
      if !m.isEmpty, !n.isEmpty {
        let (x, y) = (left[m].drop { $0 == UInt8(ascii: "0") }, right[n].drop { $0 == UInt8(ascii: "0") })
        if x.count != y.count { return x.count < y.count }
        if !x.elementsEqual(y) { return x.lexicographicallyPrecedes(y) }
        (i, j) = (m.upperBound, n.upperBound)
      } else {
        if left[i] != right[j] { return left[i] < right[j] }
        (i, j) = (i + 1, j + 1)
      }
    }
    if left.count - i != right.count - j { return left.count - i < right.count - j }
    return a.utf8.lexicographicallyPrecedes(b.utf8)
  }

  private static func digits(in bytes: [UInt8], from start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, bytes[end] >= UInt8(ascii: "0"), bytes[end] <= UInt8(ascii: "9") { end += 1 }
    return start..<end
  }
}
