import YAML

/// The place of the annotations of a source (MRSF 1.0 section 3, and the state folder where nothing else can be).
package struct SidecarLocation: Hashable, Sendable {
  /// The rule by which a sidecar has its place.
  package enum Placement: Hashable, Sendable {
    case beside
    /// Under the `sidecar_root` of a `.mrsf.yaml`.
    case root(String)
    /// The folder of the source cannot be written, or the reader wants nothing there.
    case stateFolder
  }

  /// The source: absolute, with its links resolved.
  package var source: String
  /// The sidecar: absolute, with its links resolved; it need not exist.
  package var path: String
  /// The symbolic link that leads to the sidecar, absolute; nil where there is none.
  package var link: String?
  /// The form that the sidecar's name promises.
  package var format: SidecarDocument.Format
  /// The value of the sidecar's `document` field: where it is kept beside its source, the file's name; under a root,
  /// the path from there; in the state folder, the whole path.
  package var documentName: String
  /// The rule by which the sidecar has its place.
  package var placement: Placement
  /// A sidecar of the other form that is there, too; only read.
  package var otherForm: String?
  /// The file in which annotations may wait from the time when the folder could not be written.
  package var statePath: String
}

extension SidecarLocation {
  /// Finds the place of the annotations of a source.
  /// - Throws: `.linkLoop` where links lead in a ring, `.configuration` where a `.mrsf.yaml` makes no sense.
  package static func locate(_ source: String, _ environment: StoreEnvironment) throws(StoreError) -> SidecarLocation {
    let files = environment.fileSystem
    let noted = normalized(source, from: environment.currentDirectory)
    let resolved = try resolveLinks(noted, files)
    let statePath = statePath(of: resolved, environment)
    let root = try configuredRoot(for: resolved, files)
    let besides = [resolved, noted]
    let base = root.map { join(join($0.workspace, $0.root), $0.document) } ?? resolved
    var location = SidecarLocation(
      source: resolved, path: base + ".review.yaml", format: .yaml,
      documentName: root?.document ?? split(resolved).name,
      placement: root.map { .root(join($0.workspace, $0.root)) } ?? .beside, statePath: statePath)
    let candidates = root == nil ? besides : [base]
    for candidate in candidates + candidates.prefix(1).compactMap({ inOtherForm($0, files) }) {
      let (yaml, json) = (candidate + ".review.yaml", candidate + ".review.json")
      let (hasYAML, hasJSON) = (exists(yaml, files), exists(json, files))
      if !hasYAML, !hasJSON { continue }
      location.path = hasYAML ? yaml : json
      location.format = hasYAML ? .yaml : .json
      location.otherForm = hasYAML && hasJSON ? json : nil
      break
    }
    let named = location.path
    location.path = try resolveLinks(named, files)
    let status = try? files.status(of: named, in: nil, followingLinks: false)
    if status?.kind == .link { location.link = named }
    let isApart = environment.keepsSidecarsApart && !exists(location.path, files)
    if isApart || !files.canChange(folder: nearestFolder(split(location.path).folder, files)) {
      location.placement = .stateFolder
      location.documentName = resolved
    }
    return location
  }

  /// The path of a note as the sidecar that is there calls it, in another Unicode form (`é` as one character or two),
  /// as other systems write names; nil where there is none. Where there is a note of that name, too, the sidecar is its
  /// own.
  private static func inOtherForm(_ path: String, _ files: any FileSystem) -> String? {
    let (folder, name) = split(path)
    if name.utf8.allSatisfy({ $0 < 0x80 }) || SidecarListing.endings.contains(where: { exists(path + $0, files) }) {
      return nil
    }
    guard let open = try? OpenFile(folder, for: .folder, on: files), let names = try? files.names(in: open.open) else {
      return nil
    }
    for ending in SidecarListing.endings {
      // Strings are equal where they are canonically equivalent.
      for other in names where other == name + ending && !other.utf8.elementsEqual((name + ending).utf8) {
        let note = String(other.dropLast(ending.count))
        if !names.contains(where: { $0.utf8.elementsEqual(note.utf8) }) { return join(folder, note) }
      }
    }
    return nil
  }

  /// The path in the state folder for the annotations of a source, absolute and with its links resolved.
  static func statePath(of source: String, _ environment: StoreEnvironment) -> String {
    join(stateFolder(environment), SHA1.hexadecimal(Array(source.utf8)) + ".review.yaml")
  }

  static func stateFolder(_ environment: StoreEnvironment) -> String { join(environment.stateDirectory, "sidecars") }

  /// Follows the links of every component; what does not exist stays as it is.
  /// - Throws: `.linkLoop` where links lead in a ring.
  static func resolveLinks(_ path: String, _ files: any FileSystem) throws(StoreError) -> String {
    var pending = path.split(separator: "/").map(String.init)[...]
    var resolved = ""
    var followed = 0
    while let part = pending.popFirst() {
      if part == "." { continue }
      if part == ".." {
        resolved = split(resolved).folder == "/" ? "" : split(resolved).folder
        continue
      }
      let next = resolved + "/" + part
      guard let target = try? files.target(ofLink: next, in: nil) else {
        resolved = next
        continue
      }
      followed += 1
      if followed > 40 { throw .linkLoop(path: path) }
      pending = (target.split(separator: "/").map(String.init) + pending)[...]
      if target.utf8.first == UInt8(ascii: "/") { resolved = "" }
    }
    return resolved.isEmpty ? "/" : resolved
  }

  /// Whether a `.mrsf.yaml` says where the sidecars of the sources in `folder` are kept, or fails to.
  static func isConfigured(_ folder: String, _ files: any FileSystem) -> Bool {
    do { return try configuredRoot(for: join(folder, "note"), files) != nil } catch { return true }
  }

  private struct Root {
    var workspace: String
    var root: String
    var document: String
  }

  private static func configuredRoot(for source: String, _ files: any FileSystem) throws(StoreError) -> Root? {
    var folder = split(source).folder
    while true {
      let configuration = join(folder, ".mrsf.yaml")
      if exists(configuration, files) {
        guard let root = try sidecarRoot(in: configuration, files) else { return nil }
        let document = String(source.dropFirst(folder == "/" ? 1 : folder.count + 1))
        return Root(workspace: folder, root: root, document: document)
      }
      if folder == "/" || exists(join(folder, ".git"), files) { return nil }
      folder = split(folder).folder
    }
  }

  private static func sidecarRoot(in path: String, _ files: any FileSystem) throws(StoreError) -> String? {
    let bytes: [UInt8]
    do { bytes = try OpenFile(path, for: .read, on: files).readAll() } catch { throw .system(error) }
    let root: SourceNode?
    do throws(YAMLError) {
      root = try YAMLText(bytes).root
    } catch {
      throw .configuration(path: path, line: error.line, .unreadable)
    }
    guard let field = root?.fields.first(where: { $0.key == "sidecar_root" }),
      let folder = field.content.presentText
    else { return nil }
    let line = LineLocator(bytes).position(of: field.keyRange.lowerBound).line
    if folder.utf8.first == UInt8(ascii: "/") { throw .configuration(path: path, line: line, .absoluteRoot(folder)) }
    if folder.split(separator: "/").contains("..") {
      throw .configuration(path: path, line: line, .escapingRoot(folder))
    }
    return folder
  }

  private static func exists(_ path: String, _ files: any FileSystem) -> Bool {
    (try? files.status(of: path, in: nil, followingLinks: false)) != nil
  }

  /// The folder itself, or the nearest above it that exists.
  private static func nearestFolder(_ path: String, _ files: any FileSystem) -> String {
    var folder = path
    while folder != "/", !exists(folder, files) { folder = split(folder).folder }
    return folder
  }
}
