import Annotations

/// Keeps annotations, drafts and what else outlives a session on the disk; every call blocks until it is done.
package struct Store: Sendable {
  package let environment: StoreEnvironment

  package init(_ environment: StoreEnvironment) {
    self.environment = environment
  }

  /// Reads the annotations of a source; a missing sidecar has none.
  ///
  /// - Throws: where a file cannot be read at all. A sidecar that makes no sense is not an error here:
  ///   `problems` and `writability` tell.
  package func open(source: String) throws(StoreError) -> OpenedSidecar {
    try open(at: SidecarLocation.locate(source, environment))
  }

  /// Reads the sidecar again if it is not what was read before.
  ///
  /// - Returns: nil where nothing changed.
  package func refresh(_ opened: OpenedSidecar) throws(StoreError) -> OpenedSidecar? {
    let contents = try FileContents.read(opened.path, on: environment.fileSystem)
    let isSame =
      contents?.status.inode == opened.status?.inode && contents?.bytes ?? [] == opened.document.bytes
    if isSame { return nil }
    let fresh = try open(source: opened.location.source)
    let saysTheSame = fresh.document.bytes == opened.document.bytes && fresh.path == opened.path
    return saysTheSame && fresh.annotations == opened.annotations ? nil : fresh
  }

  func open(at location: SidecarLocation) throws(StoreError) -> OpenedSidecar {
    let files = environment.fileSystem
    let beside = try FileContents.read(location.path, on: files)
    let waiting = try FileContents.read(location.statePath, on: files)
    let besideDocument = SidecarDocument(beside?.bytes ?? [], format: location.format, path: location.path)
    let waitingDocument = SidecarDocument(waiting?.bytes ?? [], format: .yaml, path: location.statePath)

    let isElsewhere = location.placement == .stateFolder
    let document = isElsewhere ? waitingDocument : besideDocument
    let other = isElsewhere ? besideDocument : waitingDocument
    var opened = OpenedSidecar(
      location: location, problems: besideDocument.problems + waitingDocument.problems, document: document,
      status: isElsewhere ? waiting?.status : beside?.status)
    opened.others = other.annotations.filter { document.record($0.id) == nil }
    opened.annotations = document.annotations + opened.others
    if let form = location.otherForm {
      opened.problems.append(SidecarProblem(kind: .otherFormatToo(form), path: location.path))
    }
    if !document.isWhole {
      opened.writability = .unreadable
    } else if isElsewhere {
      opened.writability = .elsewhere(path: location.statePath)
    }
    return opened
  }
}
