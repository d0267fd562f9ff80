import Annotations
import Notebook
import Outline
import Store

/// A source with what has been written about it, read once: nothing of it is kept anywhere else.
package struct NoteFile: Sendable {
  /// The outline of the text.
  package let outline: Outline
  /// The bytes of the file, in whatever encoding.
  package let bytes: [UInt8]
  /// Git's blob id of the bytes.
  package let blob: String
  /// Its sidecar; nil for standard input.
  package let sidecar: OpenedSidecar?
  /// The annotations and drafts, and the troubles with them.
  package let snapshot: SidecarSnapshot

  /// Reads a source and its sidecar.
  ///
  /// - Throws: Where either can't be read.
  package init(reading path: String, _ store: Store, _ journal: DraftJournal) throws(StoreError) {
    self.init(
      try SourceFile.read(path, store.environment), try path == "-" ? nil : store.open(source: path), store, journal,
      isNoted: true)
  }

  /// - Parameter isNoted: Whether records that are seen for the first time are noted with the source as it is now.
  init(
    _ file: SourceFile, _ sidecar: OpenedSidecar?, _ store: Store, _ journal: DraftJournal, isNoted: Bool = false
  ) {
    bytes = file.bytes
    outline = Outline(decoding: file.bytes)
    blob = blobID(of: file.bytes)
    self.sidecar = sidecar
    guard let sidecar else {
      snapshot = SidecarSnapshot()
      return
    }
    let origins = store.origins(of: sidecar, bytes: isNoted ? file.bytes : nil, blob: blob)
    let archive = SourceArchive(store.environment)
    var versions: [String: Outline] = [:]
    for blob in OpenSource.wantedVersions(of: sidecar.annotations, origins, besides: blob) {
      let bytes = (try? archive.bytes(ofBlob: blob, near: sidecar.location.source)) ?? nil
      versions[blob] = bytes.map(Outline.init(decoding:))
    }
    var snapshot = SidecarSnapshot(of: sidecar, journal, versions, store.environment)
    snapshot.origins = origins
    self.snapshot = snapshot
  }

  /// The source with its annotations in their places.
  package var document: Document { Document(OpenedSource(outline: outline, blob: blob), snapshot, today: "") }
}

extension SourceService {
  /// The sources that something may have been written about.
  var annotatedSources: AnnotatedSources { AnnotatedSources(environment) }

  /// The annotations of a source that is not to be opened; nil where there are none, or they can't be read.
  func summary(of path: String) -> AnnotationSummary? {
    guard let sidecar = try? store.open(source: path) else { return nil }
    let hasDrafts = (try? journal.drafts(for: sidecar).isEmpty) == false
    guard !sidecar.annotations.isEmpty || hasDrafts, let file = try? SourceFile.read(path, environment) else {
      return nil
    }
    return AnnotationSummary(of: NoteFile(file, sidecar, store, journal).document)
  }
}
