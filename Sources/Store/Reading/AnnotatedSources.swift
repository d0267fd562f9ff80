/// Tells of many sources, one after the other, whether there may be annotations or drafts of them: by names alone, and
/// with one look at each folder.
package struct AnnotatedSources: Sendable {
  private let environment: StoreEnvironment
  /// The sources that the draft journal has names for.
  private let drafts: Set<String>
  /// The names of the sidecars in the state folder.
  private let apart: Set<String>
  /// Whether they could not be listed.
  private let isUncertain: Bool
  /// The folder of the source that was asked about last.
  private var folder: Folder?

  private struct Folder: Sendable {
    /// As the source's path begins, with the slash; absolute where it is empty.
    var prefix: Substring
    /// With its links resolved.
    var resolved: String
    /// The names of sidecars and of their copies.
    var sidecars: Set<String> = []
    /// Sidecars that speak of a conflict: copies of others.
    var copies: [String] = []
    /// The names of all that is no plain file, links among them.
    var irregular: Set<String> = []
    /// Whether sidecars are beside their sources, and nothing else is that may become one.
    var isPlain: Bool
  }

  /// Reads the names of drafts and of the sidecars in the state folder; where they cannot be listed, every source may
  /// have some.
  package init(_ environment: StoreEnvironment) {
    self.environment = environment
    let drafts = try? DraftJournal(environment).names()
    let apart = try? StateFolder.names(in: SidecarLocation.stateFolder(environment), environment)
    (self.drafts, self.apart) = (drafts ?? [], Set(apart ?? []))
    isUncertain = drafts == nil || apart == nil
  }

  /// Whether there may be something about `source`; it is quickest where the sources of a folder come together.
  package mutating func contains(_ source: String) -> Bool {
    if source == "-" { return false }
    if isUncertain { return true }
    let slash = source.utf8.lastIndex(of: UInt8(ascii: "/"))
    let prefix = slash.map { source[...$0] } ?? ""
    if folder?.prefix.utf8.elementsEqual(prefix.utf8) != true { folder = look(at: prefix) }
    guard let folder, folder.isPlain else { return isThere(source) }
    if folder.sidecars.isEmpty, folder.copies.isEmpty, folder.irregular.isEmpty, drafts.isEmpty, apart.isEmpty {
      return false
    }
    let name = String(source[prefix.endIndex...])
    if folder.irregular.contains(name) { return isThere(source) }
    if SidecarListing.endings.contains(where: { folder.sidecars.contains(name + $0) }) { return true }
    // A copy may be called anything: it is told by its records, when the sidecar is opened.
    if !folder.copies.isEmpty { return true }
    if drafts.isEmpty, apart.isEmpty { return false }
    let resolved = join(folder.resolved, name)
    return drafts.contains(DraftJournal.name(of: resolved))
      || apart.contains(split(SidecarLocation.statePath(of: resolved, environment)).name)
  }

  private func look(at prefix: Substring) -> Folder? {
    let files = environment.fileSystem
    let path = normalized(prefix.isEmpty ? "." : String(prefix), from: environment.currentDirectory)
    guard let open = try? OpenFile(path, for: .folder, on: files), let entries = try? files.entries(in: open.open),
      let resolved = try? SidecarLocation.resolveLinks(path, files)
    else { return nil }
    var folder = Folder(prefix: prefix, resolved: resolved, isPlain: !SidecarLocation.isConfigured(resolved, files))
    var names: Set<String> = []
    for entry in entries {
      // A folder that is called like a sidecar is in its way: that is to be told.
      let isNamedLikeSidecar = SidecarListing.endings.contains {
        entry.name.utf8.reversed().starts(with: $0.utf8.reversed())
      }
      if let kind = entry.kind, kind == .folder, !isNamedLikeSidecar { continue }
      names.insert(entry.name)
      if entry.kind != .file { folder.irregular.insert(entry.name) }
      if isNamedLikeSidecar {
        folder.sidecars.insert(entry.name)
      } else if Array(entry.name.utf8).withUnsafeBytes(SidecarNeighbours.isLikeSidecar) {
        folder.copies.append(entry.name)
      } else if LeftoverFiles.isOurs(entry.name) {
        folder.isPlain = false
      }
    }
    folder.copies += folder.sidecars.filter { sidecar in
      guard let ending = SidecarListing.endings.first(where: sidecar.hasSuffix) else { return false }
      return !names.contains(String(sidecar.dropLast(ending.count)))
    }
    return folder
  }

  /// As `contains`, of a source that is a link, or whose sidecar is kept as the configuration says.
  private func isThere(_ source: String) -> Bool {
    guard let location = try? SidecarLocation.locate(source, environment) else { return true }
    if folder?.isPlain == false, case .beside = location.placement { return true }
    return [location.path, location.statePath].contains { path in
      (try? environment.fileSystem.status(of: path, in: nil, followingLinks: false)) != nil
    } || drafts.contains(DraftJournal.name(of: location.source))
  }
}
