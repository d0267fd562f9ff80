import Annotations
import App
import Notebook
import Outline
import Store

/// The notes of a notebook beside one of them, looked through for what its annotations were made on.
struct OtherNotes {
  let reader: NoteReader

  /// Larger files are left out.
  private static let limit = 8 << 20

  /// By anchor, the places in other notes that are most like what it was made on, the best first.
  func places(for anchors: [Anchor], besides own: FileID) -> [[ElsewhereFinder<FileID>.Place]] {
    var finder = ElsewhereFinder<FileID>(anchors)
    for file in reader.files where file != own && !anchors.isEmpty {
      guard let bytes = bytes(of: file) else { continue }
      finder.look(in: Outline(decoding: bytes), blob: blobID(of: bytes), of: file)
    }
    return anchors.indices.map { finder.places(of: $0) }
  }

  /// The other notes whose bytes are now those that most annotations of a note were made on: the two were swapped, or
  /// one was put in the place of the other.
  func holder(of note: NoteReader.Note, _ own: FileID) -> (file: FileID, annotations: [Annotation])? {
    guard reader.files.count > 1 else { return nil }
    let beginnings = zip(note.annotations, note.placements).filter { $0.0.replyTo == nil }
    let lost = beginnings.filter { $0.1.state.needsReview }.map { $0.0 }
    guard lost.count * 2 > beginnings.count else { return nil }
    let blobs = Dictionary(grouping: lost) { $0.anchor.evidence?.blob ?? "" }
    for file in reader.files where file != own {
      guard let bytes = bytes(of: file), let made = blobs[blobID(of: bytes)] else { continue }
      return (file, made)
    }
    return nil
  }

  private func bytes(of file: FileID) -> [UInt8]? {
    let path = reader.tree[file].path
    guard path != "-", let bytes = try? SourceFile.read(path, reader.environment).bytes else { return nil }
    return bytes.count <= Self.limit ? bytes : nil
  }
}
