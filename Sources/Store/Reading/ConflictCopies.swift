/// Copies of a sidecar that other programs left beside it: sync clients, because two machines changed it, editors,
/// merges.
///
/// Their names differ from program to program and from language to language. So a copy is what says the same: a sidecar
/// with some of the same ids that belongs to no other note.
struct ConflictCopies {
  private let document: SidecarDocument
  private let name: String

  /// No more files are looked into, and none that is longer, in bytes.
  private static let most = 16
  private static let maximumSize: UInt64 = 64 << 20

  /// - Parameter name: of the sidecar, in its folder.
  init(of document: SidecarDocument, named name: String) {
    self.document = document
    self.name = name
  }

  /// The names of the copies in a folder.
  ///
  /// - Parameter names: those in it that may be copies of sidecars.
  func names(in folder: String, _ names: [String], _ environment: StoreEnvironment) -> [String] {
    if document.records.isEmpty { return [] }
    return candidates(among: names).prefix(Self.most).filter {
      isCalledConflict($0) || isCopy(join(folder, $0), environment)
    }
  }

  /// The names that a copy of this sidecar may have: with the note's name before `.review`.
  func candidates(among names: [String]) -> [String] {
    let note = Self.note(of: name) ?? name
    let stem = Array(note.utf8.prefix { $0 != UInt8(ascii: ".") })
    return names.filter { other in
      guard other != name, Self.note(of: other) != note, let head = Self.head(of: other) else { return false }
      return stem.isEmpty || other.utf8[..<head].contains(stem)
    }
  }

  /// The note that a name is a sidecar's for; nil for other names.
  private static func note(of name: String) -> String? {
    SidecarListing.endings.first(where: name.hasSuffix).map { String(name.dropLast($0.count)) }
  }

  /// The end of the part before `.review`, in which a copy has the note's name; nil for names of other files.
  private static func head(of name: String) -> String.Index? {
    name.utf8.count > 7 ? name.utf8.firstRange(of: Array(".review".utf8))?.lowerBound : nil
  }

  /// Whether it has the sidecar's name with a word about a conflict in it.
  private func isCalledConflict(_ other: String) -> Bool {
    let stem = name.dropLast(".yaml".count)
    return other.hasPrefix(stem) && other.hasSuffix(name.suffix(5))
      && other.dropFirst(stem.count).lowercased().contains("conflict")
  }

  private func isCopy(_ path: String, _ environment: StoreEnvironment) -> Bool {
    let status = try? environment.fileSystem.status(of: path, in: nil, followingLinks: true)
    guard let status, status.kind == .file, status.size <= Self.maximumSize,
      let contents = (try? FileContents.read(path, on: environment.fileSystem)) ?? nil
    else { return false }
    let copy = SidecarDocument(contents.bytes, format: document.format, path: path)
    return copy.records.contains { document.index(of: $0.id) != nil }
  }
}
