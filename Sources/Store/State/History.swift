import Annotations

/// Earlier versions of a sidecar, in the state folder, and what this machine saved in it last.
package struct History: Sendable {
  private let environment: StoreEnvironment
  private let path: String
  private let folder: String

  private static let maximumCount = 100
  private static let maximumSize = 16 << 20
  /// The name of what was saved last, with the records that others' writes left out since.
  private static let savedName = "saved"

  /// - Parameter path: the sidecar.
  package init(of path: String, _ environment: StoreEnvironment) {
    self.environment = environment
    self.path = path
    folder = join(environment.stateDirectory, "history/" + SHA1.hexadecimal(Array(path.utf8)))
  }

  /// The names of the versions, oldest first.
  /// - Throws: where the folder cannot be listed.
  package func versions() throws(StoreError) -> [String] {
    try StateFolder.names(in: folder, environment).filter { $0 != Self.savedName }
  }

  /// The bytes of a version.
  /// - Throws: where it cannot be read.
  package func version(_ name: String) throws(StoreError) -> [UInt8]? {
    try StateFolder.read(join(folder, split(name).name), environment)
  }

  /// Keeps a version, unless it is the newest already.
  ///
  /// - Parameters:
  ///   - synchronized: not to return before it is on the disk.
  ///   - isSaved: whether these are the bytes that `saved` has.
  /// - Throws: where it cannot be written; then there is no such version.
  func keep(_ bytes: [UInt8], synchronized: Bool = false, isSaved: Bool = false) throws(StoreError) {
    if bytes.isEmpty { return }
    let versions = try versions()
    if !synchronized, let last = versions.last, try isVersion(last, bytes) { return }
    let name = environment.newID()
    // What was saved last is a version as it is: it takes another name as well.
    if synchronized || !isSaved || (try? link(Self.savedName, as: name)) == nil {
      try StateFolder.write(bytes, to: join(folder, name), environment)
    }
    if synchronized { try StateFolder.synchronize([join(folder, name)], in: folder, environment.fileSystem) }
    try prune(versions, adding: bytes.count)
  }

  /// The newest version; nil where there is none.
  /// - Throws: where it cannot be read.
  func newest() throws(StoreError) -> [UInt8]? {
    try versions().last.flatMap { (name) throws(StoreError) in try version(name) }
  }

  /// - Throws: where a version cannot be read.
  func contains(_ bytes: [UInt8]) throws(StoreError) -> Bool {
    for name in try versions().reversed() where try isVersion(name, bytes) { return true }
    return false
  }

  /// The bytes that were saved last; nil where nothing was.
  ///
  /// - Parameter known: what they probably are: where they are, these very bytes come back.
  /// - Throws: where they cannot be read.
  func saved(knowing known: [UInt8]? = nil) throws(StoreError) -> [UInt8]? {
    try FileContents.read(join(folder, Self.savedName), on: environment.fileSystem, knowing: known)?.bytes
  }

  private func isVersion(_ name: String, _ bytes: [UInt8]) throws(StoreError) -> Bool {
    let path = join(folder, name)
    let size = (try? environment.fileSystem.status(of: path, in: nil, followingLinks: false))?.size
    guard size == UInt64(bytes.count) else { return false }
    return try FileContents.read(path, on: environment.fileSystem, knowing: bytes)?.bytes == bytes
  }

  private func link(_ name: String, as other: String) throws(SystemError) {
    let folder = try OpenFile(folder, for: .folder, on: environment.fileSystem)
    try environment.fileSystem.link(name, as: other, in: folder.open)
  }

  /// - Throws: where it cannot be written; what was saved before stays noted.
  func setSaved(_ bytes: [UInt8]) throws(StoreError) {
    try StateFolder.write(bytes, to: join(folder, Self.savedName), environment)
  }

  private func prune(_ versions: [String], adding count: Int) throws(StoreError) {
    StateFolder.sweep(folder, environment)
    var size = count
    var number = 1
    for name in versions.reversed() {
      let path = join(folder, name)
      size += Int(clamping: (try? environment.fileSystem.status(of: path, in: nil, followingLinks: false))?.size ?? 0)
      number += 1
      if number > Self.maximumCount || size > Self.maximumSize { try? environment.fileSystem.remove(path, in: nil) }
    }
  }
}

extension Store {
  /// The changes that lead from what a sidecar says now back to one of its earlier versions.
  /// - Throws: where the version cannot be read.
  package func changes(
    backTo version: String, of opened: OpenedSidecar
  ) throws(StoreError) -> [AnnotationChange] {
    guard let bytes = try History(of: opened.path, environment).version(version) else { return [] }
    let document = SidecarDocument(bytes, format: opened.document.format, path: opened.path)
    var changes: [AnnotationChange] = []
    for annotation in document.annotations {
      guard let now = opened.annotations.first(where: { $0.id == annotation.id }) else {
        changes.append(.add(annotation))
        continue
      }
      if now != annotation { changes.append(.replace(annotation, was: now)) }
    }
    for now in opened.annotations where document.record(now.id) == nil { changes.append(.delete(now)) }
    return changes
  }

  /// Forgets records that somebody else's write left out, so that they are not offered again.
  /// - Throws: where that cannot be noted; they are offered again then.
  package func letGo(_ ids: Set<Annotation.ID>, of opened: OpenedSidecar) throws(StoreError) -> OpenedSidecar {
    let history = History(of: opened.path, environment)
    guard let bytes = try history.saved() else { return opened }
    let document = SidecarDocument(bytes, format: opened.document.format, path: opened.path)
    let edits = document.records.filter { ids.contains($0.id) }.map { RecordEdit.delete(id: $0.id) }
    try history.keep(bytes)
    try history.setSaved(SidecarEditor.apply(edits, to: document, documentName: opened.location.documentName).bytes)
    var opened = opened
    opened.missing.removeAll { ids.contains($0.id) }
    return opened
  }

  /// Records that were saved here, and that are gone without our having deleted them, and without a commit's.
  func missing(from document: SidecarDocument, besides others: [Annotation]) -> [SidecarDocument.Record] {
    let history = History(of: document.path, environment)
    guard document.isWhole, let bytes = try? history.saved(knowing: document.bytes), bytes != document.bytes else {
      return []
    }
    let saved = SidecarDocument(bytes, format: document.format, path: document.path)
    let elsewhere = Set(others.map(\.id))
    let gone = saved.records.filter { document.record($0.id) == nil && !elsewhere.contains($0.id) }
    return withoutCommitted(gone, of: document.path)
  }

  /// The records that are gone from a sidecar without a commit having taken them out.
  func withoutCommitted(_ gone: [SidecarDocument.Record], of path: String) -> [SidecarDocument.Record] {
    // Each question to git takes milliseconds, and so many were hardly removed one by one: only the first are asked about.
    let git = Git(source: path)
    return gone.enumerated().filter { index, record in
      index >= 20 || !git.hasCommittedDeletion(of: record.id, in: path)
    }.map(\.element)
  }
}
