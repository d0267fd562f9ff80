import Annotations

/// One run of the protocol that replaces a sidecar. Nothing counts as saved before its last step is done.
///
/// 1. Links are resolved, the folder is opened, and all further calls are relative to it. `flock` on the folder keeps
///    other runs away; programs that take no lock are dealt with in step 5.
/// 2. The file is read as it is now, with its metadata. What an earlier, killed run left behind is merged, and the
///    changes are carried out, record by record, on what is there.
/// 3. The new version is written to a file of its own (`.ULID.gloss`, short, whatever the sidecar's name), which gets
///    mode, owner and attributes of the old one; `fsync`, and `close` is asked for its result. After a failed `fsync`
///    nothing is tried again on that descriptor: the kernel may have dropped what was to be written.
/// 4. The two change names (`RENAME_EXCHANGE`); a first version takes the name only where it is free
///    (`RENAME_NOREPLACE`). Where the file system knows neither, a second name keeps the old version.
/// 5. What was displaced is read. Where it is not what step 2 read, somebody else wrote in between: theirs is merged,
///    and the run goes on with step 3. Looking after the exchange loses nothing; looking before it would leave a gap.
/// 6. `fsync` on the folder. Then the displaced version goes.
///
/// Killed anywhere, the file is whole, old or new; killed between 4 and 5, what is left behind holds the only copy of
/// somebody else's change, which is why it is merged before it is swept.
///
/// A run costs what it changes: what is known of the file is compared, not parsed again, and of a large sidecar only
/// the records around a change are read again (`SidecarEditor+Window.swift`).
struct SaveTransaction: ~Copyable {
  var replacement: FileReplacement
  let location: SidecarLocation
  /// The file that is written, and its form.
  let path: String
  let format: SidecarDocument.Format
  let permissions: UInt32
  /// The sidecar as it was read before: where the file still holds it, it is not parsed again.
  let known: SidecarDocument
  /// Names of what killed saves left in the folder, where it was listed.
  let leftovers: [String]
  let environment: StoreEnvironment

  private static let rounds = 16

  /// The outcome of a run.
  struct Result {
    /// The content of the file now.
    var document: SidecarDocument
    var conflicts: [SaveConflict]
    /// Records that others' writes left out, which nobody has decided about.
    var missing: [SidecarDocument.Record]
  }

  /// Whether another version was merged while this one was put in its place.
  private var hasMerged = false

  init(
    replacement: consuming FileReplacement, location: SidecarLocation, known: SidecarDocument, permissions: UInt32,
    leftovers: [String], environment: StoreEnvironment
  ) {
    self.leftovers = leftovers
    self.replacement = replacement
    self.location = location
    self.known = known
    self.permissions = permissions
    self.environment = environment
    path = known.path
    format = known.format
  }

  /// Carries changes out on the file.
  ///
  /// - Parameter copies: sidecars whose records are merged as well.
  /// - Throws: nothing was saved, and the file is whole: the old version or the new one.
  mutating func run(
    _ changes: [AnnotationChange], merging copies: [SidecarDocument] = [], hardLinks: HardLinkPolicy = .refuse
  ) throws(StoreError) -> Result {
    var (old, base) = try current(hardLinks)
    let saved = (try? History(of: path, environment).saved(knowing: base.bytes)) ?? nil
    let first = base
    let swept = try LeftoverFiles(environment: environment).merged(
      into: base, documentName: base.document ?? location.documentName, others: leftovers, in: replacement.folder)
    var start = swept.document
    for copy in copies { start = try merged(base: document(nil), ours: copy, theirs: start) }
    var merge = ChangeMerge(start, environment: environment)
    merge.apply(changes)
    var new = try SidecarEditor.apply(merge.edits(), to: start, documentName: location.documentName)
    try keep(old, base, isSaved: saved == old?.bytes)
    if new.bytes == old?.bytes ?? [] {
      try settle(exists: old != nil)
    } else if let current = old, current.status.links > 1 {
      try replacement.overwrite(new.bytes)
    } else {
      try put(&new, &old, &base)
    }
    for name in swept.names.reversed() { replacement.folder.discard(name) }
    // Where nobody else wrote anything, nothing but what was deleted here can be missing.
    let isOursAlone = !hasMerged && copies.isEmpty && swept.names.isEmpty && saved.map { $0 == first.bytes } ?? true
    let missing = isOursAlone ? [] : leftOut(of: new, among: records(in: saved, first) + start.records, but: changes)
    remember(new, missing)
    return Result(document: new, conflicts: merge.conflicts, missing: missing)
  }

  private mutating func put(
    _ new: inout SidecarDocument, _ old: inout FileContents?, _ base: inout SidecarDocument
  ) throws(StoreError) {
    for _ in 0..<Self.rounds {
      switch try replacement.put(new.bytes, replacing: old, permissions: permissions) {
      case .done: return try replacement.finish()
      case .vanished: old = nil
      case .appeared:
        let (contents, theirs) = try current(.refuse)
        new = try merged(base: base, ours: new, theirs: theirs)
        (old, base) = (contents, theirs)
        hasMerged = true
      case .displaced(let contents):
        let theirs = document(contents)
        if !theirs.isWhole {
          try replacement.restore(over: new.bytes)
          throw .unreadableSidecar(theirs.problems.filter(\.preventsWriting))
        }
        let ours = new
        new = try merged(base: base, ours: ours, theirs: theirs)
        hasMerged = true
        // In the file stands what was written last, unless yet another writer came.
        old = FileContents(bytes: ours.bytes, status: contents.status)
        base = ours
      }
    }
    throw .busy(path: path)
  }

  private func current(_ hardLinks: HardLinkPolicy) throws(StoreError) -> (FileContents?, SidecarDocument) {
    let likely = known.isReadFromFile ? known.bytes : nil
    var contents = try FileContents.read(replacement.name, in: replacement.folder, knowing: likely)
    if let status = contents?.status, status.links > 1 {
      LeftoverFiles(environment: environment).removeNames(of: status, in: replacement.folder)
      contents = try FileContents.read(replacement.name, in: replacement.folder)
    }
    if let contents, contents.status.links > 1, hardLinks == .refuse {
      throw .hardLinked(path: path, links: contents.status.links)
    }
    let document = document(contents)
    if !document.isWhole { throw .unreadableSidecar(document.problems.filter(\.preventsWriting)) }
    return (contents, document)
  }

  private func document(_ contents: FileContents?) -> SidecarDocument {
    if let contents, known.isOf(contents.bytes) { return known }
    return SidecarDocument.reading(contents?.bytes ?? [], format: format, path: path, environment: environment)
  }

  private func document(_ bytes: [UInt8]) -> SidecarDocument {
    SidecarDocument(bytes, format: format, path: path)
  }

  private func merged(
    base: SidecarDocument, ours: SidecarDocument, theirs: SidecarDocument
  ) throws(StoreError) -> SidecarDocument {
    try SidecarMerge.merge(base: base, ours: ours, theirs: theirs, environment: environment)
  }

  /// Keeps the version that is about to be replaced.
  private func keep(_ old: FileContents?, _ document: SidecarDocument, isSaved: Bool) throws(StoreError) {
    guard let old else { return }
    // Needed only where the file is overwritten in place, or loses its markers.
    let isNeeded = !document.isReadFromFile || old.status.links > 1
    do throws(StoreError) {
      try History(of: path, environment).keep(old.bytes, synchronized: isNeeded, isSaved: isSaved)
    } catch {
      if isNeeded { throw error }
    }
  }

  /// Nothing has to be written: an earlier try may have written it without making it last.
  private func settle(exists: Bool) throws(StoreError) {
    if !exists { return }
    do throws(SystemError) {
      try OpenFile(replacement.name, in: replacement.folder, for: .read).synchronize()
      try replacement.folder.synchronize()
    } catch {
      throw .system(error)
    }
  }

  /// The records that were saved here last, those that others' writes left out since included.
  private func records(in saved: [UInt8]?, _ base: SidecarDocument) -> [SidecarDocument.Record] {
    guard let saved else { return [] }
    return saved == base.bytes ? base.records : document(saved).records
  }

  /// The records that nobody took out on purpose, and that somebody's write left out: before this run, or during it.
  private func leftOut(
    of new: SidecarDocument, among records: [SidecarDocument.Record], but changes: [AnnotationChange]
  ) -> [SidecarDocument.Record] {
    var known: Set<String> = []
    for case .delete(let annotation) in changes { known.insert(annotation.id) }
    let gone = records.filter { new.record($0.id) == nil && known.insert($0.id).inserted }
    return Store(environment).withoutCommitted(gone, of: path)
  }

  /// Notes what was saved, so that a write that leaves some of it out is noticed.
  private func remember(_ document: SidecarDocument, _ missing: [SidecarDocument.Record]) {
    // A failure here loses a warning, not an annotation.
    if missing.isEmpty {
      try? History(of: path, environment).setSaved(document.bytes)
      return
    }
    let edits = missing.filter { document.record($0.id) == nil }.map {
      RecordEdit.insert(id: $0.id, members: $0.value.members, raw: nil)
    }
    let all = try? SidecarEditor.apply(edits, to: document, documentName: location.documentName)
    try? History(of: path, environment).setSaved((all ?? document).bytes)
  }
}

/// The way to save a file that has several names.
package enum HardLinkPolicy: Hashable, Sendable {
  case refuse
  /// The bytes are replaced in place, after the old ones were kept in the state folder.
  case writeInPlace
}
