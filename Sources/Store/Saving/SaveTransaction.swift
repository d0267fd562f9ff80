import Annotations

/// One run of the protocol that replaces a sidecar.
///
/// 1. Read what is there, under the lock. 2. Merge what an earlier, killed run left behind, and carry the changes
/// out on it. 3. Write the new version beside it, onto the disk. 4. Let the two change names. 5. Look at what came
/// out: if somebody else wrote it in the meantime, merge and go to 3. 6. Bring the folder onto the disk.
struct SaveTransaction: ~Copyable {
  var replacement: FileReplacement
  let location: SidecarLocation
  /// The file that is written, and its form.
  let path: String
  let format: SidecarDocument.Format
  let permissions: UInt32
  /// What was read before: where the file still holds it, it is not parsed again.
  let known: SidecarDocument?
  /// Names of what killed saves left in the folder, where it was listed.
  let leftovers: [String]
  let environment: StoreEnvironment

  private static let rounds = 16

  /// What a run did.
  struct Result {
    /// What the file says now.
    var document: SidecarDocument
    var conflicts: [SaveConflict]
  }

  /// - Parameters:
  ///   - copies: sidecars whose records are merged as well.
  ///   - missing: records that others' writes left out: remembered until somebody decides.
  mutating func run(
    _ changes: [AnnotationChange], merging copies: [SidecarDocument] = [], hardLinks: HardLinkPolicy = .refuse
  ) throws(StoreError) -> Result {
    var (old, base) = try current(hardLinks)
    let known = saved(where: base)
    let swept = try LeftoverFiles(environment: environment).merged(
      into: base, documentName: base.document ?? location.documentName, others: leftovers, in: replacement.folder)
    var start = swept.document
    for copy in copies { start = try merged(base: document(nil), ours: copy, theirs: start) }
    var merge = ChangeMerge(start, environment: environment)
    merge.apply(changes)
    var new = try SidecarEditor.apply(merge.edits(), to: start, documentName: location.documentName)
    try keep(old)
    if new.bytes == old?.bytes ?? [] {
      try settle(exists: old != nil)
    } else if let current = old, current.status.links > 1 {
      try replacement.overwrite(new.bytes)
    } else {
      try put(&new, &old, &base)
    }
    for name in swept.names.reversed() { replacement.folder.discard(name) }
    remember(new, leftOut(of: new, among: known + start.records, but: changes))
    return Result(document: new, conflicts: merge.conflicts)
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
      case .displaced(let contents):
        let theirs = document(contents)
        if !theirs.isWhole {
          try replacement.restore(over: new.bytes)
          throw .unreadableSidecar(theirs.problems.filter(\.preventsWriting))
        }
        let ours = new
        new = try merged(base: base, ours: ours, theirs: theirs)
        // In the file stands what was written last, unless yet another writer came.
        old = FileContents(bytes: ours.bytes, status: contents.status)
        base = ours
      }
    }
    throw .busy(path: path)
  }

  private func current(_ hardLinks: HardLinkPolicy) throws(StoreError) -> (FileContents?, SidecarDocument) {
    var contents = try FileContents.read(replacement.name, in: replacement.folder)
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
    if let known, let contents, known.isOf(contents.bytes) { return known }
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
  private func keep(_ old: FileContents?) throws(StoreError) {
    guard let old else { return }
    // Only here it is more than a second net: the file itself is about to be overwritten, or to lose its markers.
    let isNeeded = ConflictMarkers(old.bytes) != nil || old.status.links > 1
    do throws(StoreError) {
      try History(of: path, environment).keep(old.bytes, synchronized: isNeeded)
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
  private func saved(where base: SidecarDocument) -> [SidecarDocument.Record] {
    guard let bytes = try? History(of: path, environment).saved() else { return [] }
    return bytes == base.bytes ? base.records : document(bytes).records
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
    // That this note could not be written loses a warning, not an annotation.
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

/// What saving does with a file that has several names.
package enum HardLinkPolicy: Hashable, Sendable {
  case refuse
  /// The bytes are replaced in place, after the old ones were kept in the state folder.
  case writeInPlace
}
