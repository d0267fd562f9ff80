import Annotations
import Glibc

/// Keeps annotations, drafts and what else outlives a session on the disk; every call blocks until it is done.
package struct Store: Sendable {
  /// The folders, clock, identifiers and file system that it uses.
  package let environment: StoreEnvironment
  private let neighbours = SidecarNeighbours()

  /// Creates a store; the disk is left alone until the first call.
  package init(_ environment: StoreEnvironment) {
    self.environment = environment
  }

  /// Reads the annotations of a source; a missing sidecar has none.
  ///
  /// What a killed save left behind in the folder is merged and removed first.
  ///
  /// - Throws: where a file cannot be read at all. A sidecar that makes no sense is not an error here:
  ///   `problems` and `writability` tell.
  package func open(source: String) throws(StoreError) -> OpenedSidecar {
    let location = try SidecarLocation.locate(source, environment)
    let opened = try open(at: location)
    if opened.writability == .unreadable { return opened }
    // Whoever is saving there right now holds the lock and sweeps them.
    guard !opened.leftovers.isEmpty,
      (try? run([], on: opened, merging: [], leftovers: opened.leftovers, .refuse)) != nil
    else {
      return opened
    }
    return try open(at: location)
  }

  /// Reads the sidecar again if it is not what was read before.
  ///
  /// - Returns: nil where nothing changed.
  /// - Throws: where the file cannot be read at all.
  package func refresh(_ opened: OpenedSidecar) throws(StoreError) -> OpenedSidecar? {
    let contents: FileContents?
    do throws(StoreError) {
      contents = try FileContents.read(opened.path, on: environment.fileSystem, knowing: opened.bytes)
    } catch {
      // It has become a link since: that is followed.
      guard case .system(let cause) = error, cause.code == ELOOP else { throw error }
      return try open(source: opened.location.source)
    }
    if contents?.status.inode == opened.status?.inode, contents?.bytes ?? [] == opened.bytes { return nil }
    let fresh = try open(source: opened.location.source)
    let isSame = fresh.bytes == opened.bytes && fresh.path == opened.path
    return isSame && fresh.annotations == opened.annotations ? nil : fresh
  }

  /// Reads the sidecar at a place.
  ///
  /// - Parameters:
  ///   - saved: what was just saved there, which is not parsed again where the file still holds it.
  ///   - neighbours: The problems with other files, where they were looked for before.
  /// - Throws: where a file cannot be read at all.
  func open(
    at location: SidecarLocation, after saved: SaveTransaction.Result? = nil, neighbours: [SidecarProblem]? = nil
  ) throws(StoreError) -> OpenedSidecar {
    let files = environment.fileSystem
    let known = saved?.document
    func likely(_ path: String) -> [UInt8]? { known?.path == path ? known?.bytes : nil }
    let beside = try FileContents.read(location.path, on: files, knowing: likely(location.path))
    let waiting = try FileContents.read(location.statePath, on: files, knowing: likely(location.statePath))
    let besideDocument: SidecarDocument
    let waitingDocument: SidecarDocument
    if let known, let beside, known.path == location.path, known.isOf(beside.bytes) {
      besideDocument = known
    } else {
      besideDocument = SidecarDocument.reading(
        beside?.bytes ?? [], format: location.format, path: location.path, environment: environment)
    }
    if let known, let waiting, known.path == location.statePath, known.isOf(waiting.bytes) {
      waitingDocument = known
    } else {
      waitingDocument = SidecarDocument(waiting?.bytes ?? [], format: .yaml, path: location.statePath)
    }

    let isElsewhere = location.placement == .stateFolder
    let document = isElsewhere ? waitingDocument : besideDocument
    let other = isElsewhere ? besideDocument : waitingDocument
    var opened = OpenedSidecar(location: location, document: document)
    opened.bytes = (isElsewhere ? waiting : beside)?.bytes ?? []
    opened.status = (isElsewhere ? waiting : beside)?.status
    if let neighbours {
      opened.neighbours = neighbours
    } else {
      let names = self.neighbours.names(in: split(location.path).folder, environment)
      opened.neighbours = problems(with: names.copies, at: location, besideDocument)
      let stateFolder = split(location.statePath).folder
      opened.leftovers =
        isElsewhere ? self.neighbours.names(in: stateFolder, environment).leftovers : names.leftovers
    }
    opened.problems = besideDocument.problems + waitingDocument.problems + opened.neighbours
    opened.others = other.annotations.filter { document.record($0.id) == nil }
    opened.annotations = document.annotations
    if !opened.others.isEmpty { opened.annotations += opened.others }
    if let saved, saved.document.bytes == document.bytes, opened.others.isEmpty {
      opened.missing = saved.missing.map(\.annotation)
    } else {
      opened.missing = missing(from: document, besides: opened.others).map(\.annotation)
    }
    if !document.isWhole {
      opened.writability = .unreadable
    } else if isElsewhere {
      opened.writability = .elsewhere(path: location.statePath)
    }
    return opened
  }

  /// Other files that should be one with the sidecar.
  private func problems(
    with copies: [String], at location: SidecarLocation, _ document: SidecarDocument
  ) -> [SidecarProblem] {
    var problems: [SidecarProblem] = []
    if let form = location.otherForm {
      problems.append(SidecarProblem(kind: .otherFormatToo(form), path: location.path))
    }
    let (folder, name) = split(location.path)
    for copy in ConflictCopies(of: document, named: name).names(in: folder, copies, environment) {
      problems.append(SidecarProblem(kind: .conflictCopy, path: join(folder, copy)))
    }
    return problems
  }
}
