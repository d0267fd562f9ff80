import Annotations

/// A sidecar as it was last read: what it says, and what may be done with it.
package struct OpenedSidecar: Sendable {
  /// The notes that it says it is about; nil where it does not say.
  package var namedDocument: String? { document.document }
  /// The place that saves go to, or the reason that there are none.
  package enum Writability: Hashable, Sendable {
    case writable
    /// The folder cannot be written: what is saved goes to the state folder, and the path says where.
    case elsewhere(path: String)
    /// It cannot be read whole; drafts wait until it is mended.
    case unreadable
  }

  /// The sidecar's place, and that of its source.
  package internal(set) var location: SidecarLocation
  /// In the order of the file.
  package internal(set) var annotations: [Annotation] = []
  /// Everything wrong in the sidecar and in other files about the same source.
  package internal(set) var problems: [SidecarProblem] = []
  /// Those of the problems that are about other files beside it.
  var neighbours: [SidecarProblem] = []
  /// The names of what killed saves left in its folder.
  var leftovers: [String] = []
  /// The place that saves go to, or the reason that there are none.
  package internal(set) var writability: Writability = .writable
  /// Records that were saved here once and that somebody else's write left out: to be restored or let go.
  package internal(set) var missing: [Annotation] = []
  /// Changes that met with somebody else's in the last save.
  package internal(set) var conflicts: [SaveConflict] = []
  /// The content of the file that is written.
  var document: SidecarDocument
  /// The bytes of the file, which are others than the document's where git's conflict markers stood in it.
  var bytes: [UInt8] = []
  var status: FileStatus?
  /// Records of the other place: a read-only sidecar beside the source, or those that wait in the state folder.
  var others: [Annotation] = []

  /// The file that is written.
  package var path: String { document.path }

  /// The same sidecar with another content.
  func saying(_ document: SidecarDocument) -> OpenedSidecar {
    var opened = self
    opened.document = document
    opened.bytes = document.bytes
    opened.others = others.filter { document.record($0.id) == nil }
    opened.annotations = document.annotations
    if !opened.others.isEmpty { opened.annotations += opened.others }
    return opened
  }
}
