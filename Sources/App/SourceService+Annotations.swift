import Annotations
import Notebook
import Outline
import Store

/// The annotations of open sources.
extension SourceService {
  /// Reads what has been written about a source.
  ///
  /// - Throws: Where the sidecar can't be found or read at all; a source that can be read is there all the same.
  package func annotations(of path: String) throws(StoreError) -> SidecarSnapshot {
    guard path != "-" else { return SidecarSnapshot(annotations: [], drafts: []) }
    let sidecar = try openSidecar(of: path)
    update(path) { $0.sidecar = sidecar }
    var snapshot = snapshot(of: sidecar, at: path)
    snapshot.steps = (try? store.steps(for: absolute(path))) ?? []
    if sidecar.annotations.isEmpty, source(path).offered == nil, let match = match(for: path) {
      update(path) { $0.offered = match.detached }
      let isNamedAlike = split(match.detached.source).name == split(match.source).name
      snapshot.detachedSidecar = isNamedAlike ? match.detached.source : match.detached.name
    } else if let copy = conflictCopy(in: sidecar) {
      snapshot.detachedSidecar = split(copy).name
    }
    return snapshot
  }

  private func openSidecar(of path: String) throws(StoreError) -> OpenedSidecar {
    do throws(StoreError) {
      let sidecar = try store.open(source: path)
      update(path) { $0.faultyConfiguration = nil }
      return sidecar
    } catch {
      if case .configuration(let configuration, _, _) = error {
        update(path) { $0.faultyConfiguration = configuration }
      }
      throw error
    }
  }

  /// The sidecar that was left behind when the file was renamed; nil where none is beside it that is surely its own.
  private func match(for path: String) -> SidecarListing.SidecarMatch? {
    guard let bytes = archivable(path) else { return nil }
    return SidecarListing.matches(for: path, bytes: bytes, environment).first
  }

  /// The bytes of a source as they were read last, unless there are too many.
  private func archivable(_ path: String) -> [UInt8]? {
    source(path).reading?.bytes
  }

  /// A copy of a sidecar that a program for synchronizing left beside it.
  private func conflictCopy(in sidecar: OpenedSidecar) -> String? {
    sidecar.writability == .unreadable ? nil : sidecar.problems.first { $0.kind == .conflictCopy }?.path
  }

  /// Merges a copy that a program for synchronizing left; nil where there is none.
  private func absorbCopy(for path: String) throws(StoreError) -> SidecarSnapshot? {
    let sidecar = try openSidecar(of: path)
    guard let copy = conflictCopy(in: sidecar) else { return nil }
    let merged = try store.absorb(copy: copy, into: sidecar)
    update(path) { $0.sidecar = merged }
    var snapshot = snapshot(of: merged, at: path)
    snapshot.detachedSidecar = conflictCopy(in: merged).map { split($0).name }
    return snapshot
  }

  /// Takes over the sidecar that was offered, or what a copy of it has; nil where there is neither.
  ///
  /// - Throws: `StoreError` as `Store.adopt(_:for:)` and `Store.absorb(copy:into:)` throw it; the sidecar is not
  ///   offered again then.
  func adopt(for path: String) throws(StoreError) -> SidecarSnapshot? {
    let offered = update(path) { source in
      defer { source.offered = nil }
      return source.offered
    }
    guard let offered else { return try absorbCopy(for: path) }
    let sidecar = try store.adopt(offered, for: path)
    update(path) { $0.sidecar = sidecar }
    renamed(offered.source, to: absolute(path))
    return snapshot(of: sidecar, at: path)
  }

  /// Reads again what has been written about a source, if it is not what was read before; nil where it is.
  ///
  /// - Throws: `StoreError` where the sidecar can't be found or read; what was known of it stays.
  func refreshedAnnotations(of path: String) throws(StoreError) -> SidecarSnapshot? {
    // What could not be read before may be mended.
    guard let known = source(path).sidecar else { return try annotations(of: path) }
    guard let fresh = try store.refresh(known) else { return nil }
    update(path) { $0.sidecar = fresh }
    return snapshot(of: fresh, at: path)
  }

  /// Forgets annotations that another program left out, so that they are not offered again.
  ///
  /// - Throws: `StoreError` where the sidecar can't be read or the choice can't be recorded; they are offered again
  ///   then.
  func letGo(_ ids: Set<String>, of path: String) throws(StoreError) -> SidecarSnapshot {
    let known = source(path).sidecar
    let sidecar = if let known { known } else { try openSidecar(of: path) }
    let fresh = try store.letGo(ids, of: sidecar)
    update(path) { $0.sidecar = fresh }
    return snapshot(of: fresh, at: path)
  }

  /// Carries out `changes`; when it returns they are on the disk.
  ///
  /// - Throws: Nothing was saved, and the sidecar is whole.
  package func save(
    _ changes: [AnnotationChange], to path: String, hardLinks: HardLinkPolicy = .refuse
  ) throws(StoreError) -> SidecarSnapshot {
    let known = source(path).sidecar
    let sidecar = if let known { known } else { try openSidecar(of: path) }
    let saved = try store.save(changes, to: sidecar, hardLinks: hardLinks)
    // For finding places again; nothing that was saved depends on it.
    if let bytes = archivable(path) { _ = try? archive.keep(bytes) }
    update(path) { $0.sidecar = saved }
    return snapshot(of: saved, at: path)
  }

  /// The files besides a source that decide what its annotations are, as far as they are known: absolute paths.
  func filesBehind(_ path: String) -> [String] {
    let known = source(path)
    return [known.sidecar?.location.source, known.sidecar?.path, known.faultyConfiguration].compactMap { $0 }
  }

  /// Returns a snapshot of a sidecar that was read, with all that belongs to it. Failures with the rest do not keep the
  /// annotations from being shown.
  private func snapshot(of sidecar: OpenedSidecar, at path: String) -> SidecarSnapshot {
    if let blob = source(path).reading?.blob {
      let origins = store.origins(of: sidecar, bytes: archivable(path), blob: blob)
      update(path) { $0.origins = origins }
    }
    let old = oldVersions(for: sidecar, at: path)
    var snapshot = SidecarSnapshot(of: sidecar, journal, old, environment)
    snapshot.origins = source(path).origins
    snapshot.placementCache = place(sidecar, at: path, old)
    return snapshot
  }
}

extension SidecarSnapshot {
  /// The annotations and drafts of a source, and what is wrong with them; where they stand is not known yet.
  init(
    of sidecar: OpenedSidecar, _ journal: DraftJournal, _ oldSources: [String: Outline],
    _ environment: StoreEnvironment
  ) {
    self.init(annotations: sidecar.annotations, trouble: sidecar.trouble)
    if case .elsewhere(let path) = sidecar.writability, !environment.keepsSidecarsApart { elsewhere = path }
    do throws(StoreError) {
      drafts = try journal.drafts(for: sidecar)
    } catch {
      trouble = trouble ?? Message("drafts can't be read: \(error.message)", .warning)
    }
    self.oldSources = oldSources
    missing = sidecar.missing
  }
}

extension OpenedSidecar {
  /// The first thing that the reader has to know.
  fileprivate var trouble: Message? {
    if let conflict = conflicts.first {
      return Message(conflict.message, .warning)
    }
    switch writability {
    case .unreadable:
      let problem = problems.first { $0.preventsWriting } ?? problems.first
      return Message(problem?.message ?? "\(path) can't be read whole", .error)
    case .elsewhere, .writable: return problems.first.map { Message($0.message, .warning) }
    }
  }
}

extension SaveConflict {
  /// The message about the outcome of a change that met somebody else's.
  fileprivate var message: String {
    switch self {
    case .bothChanged: "somebody else changed this annotation too: theirs stays, yours is a reply to it"
    case .kept: "somebody else changed this annotation too: theirs stays"
    case .restored: "somebody else had deleted this annotation: it is there again, with your change"
    case .notDeleted: "somebody else changed this annotation: it was not deleted"
    }
  }
}
