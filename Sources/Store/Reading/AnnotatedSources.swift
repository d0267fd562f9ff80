/// Tells of many sources, one after the other, whether there may be annotations or drafts of them: by names alone, and
/// with one look at each folder.
package struct AnnotatedSources: Sendable {
  private let environment: StoreEnvironment
  /// What the draft journal has names for.
  private let drafts: Set<String>
  /// The names of the sidecars in the state folder.
  private let apart: Set<String>
  /// The folder of the source that was asked about last.
  private var folder: Folder?

  private struct Folder: Sendable {
    var path: String
    /// With its links resolved.
    var resolved: String
    var entries: [String: FolderEntry]
    /// Whether sidecars stand beside their sources.
    var isPlain: Bool
  }

  package init(_ environment: StoreEnvironment) {
    self.environment = environment
    drafts = (try? DraftJournal(environment).names()) ?? []
    apart = Set((try? StateFolder.names(in: SidecarLocation.stateFolder(environment), environment)) ?? [])
  }

  /// Whether there may be something about `source`; it is quickest where the sources of a folder come together.
  package mutating func contains(_ source: String) -> Bool {
    let (path, name) = split(normalized(source, from: environment.currentDirectory))
    if folder?.path != path { folder = look(at: path) }
    guard let folder, folder.isPlain, folder.entries[name]?.kind == .file else { return isThere(source) }
    if SidecarListing.endings.contains(where: { folder.entries[name + $0] != nil }) { return true }
    if drafts.isEmpty, apart.isEmpty { return false }
    let resolved = join(folder.resolved, name)
    return drafts.contains(DraftJournal.name(of: resolved))
      || apart.contains(split(SidecarLocation.statePath(of: resolved, environment)).name)
  }

  private func look(at path: String) -> Folder? {
    let files = environment.fileSystem
    guard let open = try? OpenFile(path, for: .folder, on: files), let entries = try? files.entries(in: open.open),
      let resolved = try? SidecarLocation.resolveLinks(path, files)
    else { return nil }
    return Folder(
      path: path, resolved: resolved,
      entries: Dictionary(entries.map { ($0.name, $0) }) { first, _ in first },
      isPlain: !SidecarLocation.isConfigured(resolved, files))
  }

  /// As `contains`, of a source that is a link, or whose sidecar is kept as the configuration says.
  private func isThere(_ source: String) -> Bool {
    guard let location = try? SidecarLocation.locate(source, environment) else { return true }
    return [location.path, location.statePath].contains { path in
      (try? environment.fileSystem.status(of: path, in: nil, followingLinks: false)) != nil
    } || drafts.contains(DraftJournal.name(of: location.source))
  }
}
