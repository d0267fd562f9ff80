import YAML

/// Sidecars whose source is gone: moved, renamed or removed without them.
package struct SidecarListing: Sendable {
  /// A sidecar whose source is missing.
  package struct DetachedSidecar: Hashable, Sendable {
    /// The sidecar.
    package var path: String
    /// The path that its source would have.
    package var source: String

    /// Creates a detached sidecar; both paths are absolute.
    package init(path: String, source: String) {
      self.path = path
      self.source = source
    }

    /// The name of the sidecar as it would be beside its source.
    package var name: String { path.hasSuffix(".json") ? split(path).name : split(source).name + ".review.yaml" }
  }

  static let endings = [".review.yaml", ".review.json"]

  /// The detached sidecars in folders and in those below them, hidden folders left out, in the folders where the
  /// sidecars of `sources` are kept, and those in the state folder whose sources were there.
  ///
  /// - Parameters:
  ///   - sources: The notes in the folders; where sidecars are kept is looked up once for each folder.
  ///   - isDeep: False for the folders alone.
  package static func detached(
    under paths: [String], sources: [String], isDeep: Bool = true, _ environment: StoreEnvironment
  ) -> [DetachedSidecar] {
    var (locations, folders) = ([SidecarLocation](), Set<String>())
    for source in sources where folders.insert(split(source).folder).inserted {
      if let location = try? SidecarLocation.locate(source, environment) { locations.append(location) }
    }
    var found: [DetachedSidecar] = []
    for path in paths {
      found += detached(under: path, besides: locations, isDeep: isDeep, environment).filter { !found.contains($0) }
    }
    return found
  }

  private static func detached(
    under path: String, besides locations: [SidecarLocation], isDeep: Bool, _ environment: StoreEnvironment
  ) -> [DetachedSidecar] {
    let root = normalized(path, from: environment.currentDirectory)
    var detached = sidecars(under: root, isDeep: isDeep, environment).map {
      DetachedSidecar(path: $0, source: withoutEnding($0))
    }
    var seen: Set<String> = []
    for location in locations {
      guard case .root(let folder) = location.placement, seen.insert(folder).inserted else { continue }
      let workspace = String(location.source.dropLast(location.documentName.utf8.count + 1))
      for sidecar in sidecars(under: folder, isDeep: true, environment) {
        let source = join(workspace, String(withoutEnding(sidecar).dropFirst(folder.count + 1)))
        detached.removeAll { $0.path == sidecar }
        if source.hasPrefix(root + "/") { detached.append(DetachedSidecar(path: sidecar, source: source)) }
      }
    }
    let folders = Set(locations.map { split($0.source).folder })
    detached += inStateFolder(environment).filter { sidecar in
      isDeep && sidecar.source.hasPrefix(root + "/") || folders.contains(split(sidecar.source).folder)
    }
    return detached.filter { isGone($0.source, environment) }.sorted { $0.path < $1.path }
  }

  /// The detached sidecars in the state folder whose sources were called like `sources`, wherever they were: a folder
  /// that is renamed leaves them behind.
  package static func detached(
    namedLike sources: [String], _ environment: StoreEnvironment
  ) -> [DetachedSidecar] {
    let apart = inStateFolder(environment)
    guard !apart.isEmpty else { return [] }
    let names = Set(sources.map { split($0).name })
    return apart.filter { names.contains(split($0.source).name) && isGone($0.source, environment) }
  }

  private static func isGone(_ source: String, _ environment: StoreEnvironment) -> Bool {
    (try? environment.fileSystem.status(of: source, in: nil, followingLinks: true)) == nil
  }

  /// The sidecars that are kept in the state folder, with the sources that they name.
  private static func inStateFolder(_ environment: StoreEnvironment) -> [DetachedSidecar] {
    let folder = SidecarLocation.stateFolder(environment)
    return ((try? names(in: folder, environment)) ?? []).compactMap { name in
      guard name.utf8.first != UInt8(ascii: "."), name.hasSuffix(endings[0]) else { return nil }
      let path = join(folder, name)
      guard let source = document(named: path, environment),
        SidecarLocation.statePath(of: source, environment) == path
      else { return nil }
      return DetachedSidecar(path: path, source: source)
    }
  }

  /// The value of the `document` field among the first lines of a sidecar.
  private static func document(named path: String, _ environment: StoreEnvironment) -> String? {
    guard let file = try? OpenFile(path, for: .read, on: environment.fileSystem),
      let bytes = try? file.read(upTo: beginning)
    else { return nil }
    let key = Array("document:".utf8)
    guard let line = bytes.split(separator: 0x0A).first(where: { $0.starts(with: key) }) else { return nil }
    return (try? YAMLText(Array(line)))?.root?["document"]?.text
  }

  /// The bytes of a sidecar that are read for its source's name; paths are at most this long.
  private static let beginning = 4096 + 256

  private static func withoutEnding(_ path: String) -> String {
    endings.first(where: path.hasSuffix).map { String(path.dropLast($0.count)) } ?? path
  }

  private static func sidecars(under folder: String, isDeep: Bool, _ environment: StoreEnvironment) -> [String] {
    var found: [String] = []
    var pending = [folder]
    let apart = SidecarLocation.stateFolder(environment)
    while let path = pending.popLast() {
      // What is kept there is named by what it says, not by its source.
      if path == apart { continue }
      guard let folder = try? OpenFile(path, for: .folder, on: environment.fileSystem),
        let entries = try? environment.fileSystem.entries(in: folder.open)
      else { continue }
      for entry in entries where entry.name.utf8.first != UInt8(ascii: ".") {
        let isSidecar = entry.kind != .folder && endings.contains(where: entry.name.hasSuffix)
        // What is neither called like a sidecar nor a folder needs no further look.
        if !isSidecar, !isDeep || entry.kind.map({ $0 != .folder }) ?? false { continue }
        let path = join(path, entry.name)
        let kind =
          entry.kind ?? (try? environment.fileSystem.status(of: path, in: nil, followingLinks: false))?.kind
        if kind == .folder {
          if isDeep { pending.append(path) }
        } else if isSidecar {
          found.append(path)
        }
      }
    }
    return found
  }

  private static func names(in path: String, _ environment: StoreEnvironment) throws(SystemError) -> [String] {
    let folder = try OpenFile(path, for: .folder, on: environment.fileSystem)
    return try retrying(path) { () throws(SystemError) in try environment.fileSystem.names(in: folder.open) }
  }
}
