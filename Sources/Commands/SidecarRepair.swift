import Annotations
import App
import Notebook
import Store

/// The repair of what needs no decision in sidecars: copies that programs for synchronizing left, moves of annotations
/// that were interrupted, and annotations of notes that were swapped.
struct SidecarRepair {
  let paths: [String]
  let mends: Bool

  /// Repairs the sidecars, where `mends` asks for it, and returns the number of interrupted moves that are left.
  ///
  /// - Throws: `Failure` where there are no notes at a path or a change can't be saved; earlier repairs stay.
  ///   `Failure.reported` in the end where a file can't be read.
  func run() throws -> Int {
    let reader = try NoteReader(opening: paths)
    let store = Store(reader.environment)
    let sidecars = reader.files.compactMap { sidecar(of: $0, store, reader) }
    let left = endMoves(sidecars, store, reader)
    if mends { try takeBack(reader) }
    try reader.finish()
    return left
  }

  private func sidecar(of file: FileID, _ store: Store, _ reader: NoteReader) -> OpenedSidecar? {
    guard var sidecar = reader.sidecar(of: file) else { return nil }
    for problem in sidecar.problems where mends && problem.kind == .conflictCopy {
      if sidecar.writability == .unreadable { break }
      sidecar = merged(problem.path, into: sidecar, store, reader)
    }
    return sidecar
  }

  private func merged(
    _ copy: String, into sidecar: OpenedSidecar, _ store: Store, _ reader: NoteReader
  ) -> OpenedSidecar {
    do throws(StoreError) {
      let merged = try store.absorb(copy: copy, into: sidecar)
      Output.write("\(copy): merged into \(sidecar.path)\n")
      return merged
    } catch {
      reader.complain(Failure(error.message))
      return sidecar
    }
  }

  /// Takes annotations to the notes whose very bytes they were made on.
  private func takeBack(_ reader: NoteReader) throws {
    let others = OtherNotes(reader: reader)
    // Of notes that were swapped, each has the other's: all are looked at before any is changed.
    var moves: [(from: FileID, to: FileID, ids: [String])] = []
    for file in reader.files where reader.concernsAnnotations(file) {
      guard let note = reader.openIfReadable(file), let holder = others.holder(of: note, file) else { continue }
      moves.append((file, holder.file, holder.annotations.map(\.id)))
    }
    for move in moves {
      var writer = AnnotationWriter(reader)
      for id in move.ids { try writer.move(id, in: move.from, to: move.to, at: nil) }
      try writer.save(as: "move")
      let (old, new) = (reader.tree[move.from].path, reader.tree[move.to].path)
      Output.write("\(old): \(move.ids.count) taken to \(new), whose text they were made on\n")
    }
  }

  /// Annotations that are in two sidecars since a move of them was interrupted.
  private func endMoves(_ sidecars: [OpenedSidecar], _ store: Store, _ reader: NoteReader) -> Int {
    var left = 0
    for (index, sidecar) in sidecars.enumerated() {
      for annotation in sidecar.annotations where annotation.movedFrom != nil {
        for (other, rest) in sidecars.enumerated() where other != index {
          guard let old = rest.annotations.first(where: { $0.id == annotation.id }) else { continue }
          let isSame = old.text == annotation.text && old.movedFrom == nil
          if mends, isSame, remove(old, from: rest, store, reader) { continue }
          left += 1
          Output.write(
            "\(annotation.id) is in \(sidecar.path) and still in \(rest.path): its move was interrupted"
              + (isSame ? " (--mend ends it)" : ", and they differ now") + "\n")
        }
      }
    }
    return left
  }

  private func remove(_ old: Annotation, from sidecar: OpenedSidecar, _ store: Store, _ reader: NoteReader) -> Bool {
    do throws(StoreError) {
      _ = try store.save([.delete(old)], to: sidecar)
      Output.write("\(sidecar.path): \(old.id) removed, it has moved\n")
      return true
    } catch {
      reader.complain(Failure(error.message))
      return false
    }
  }
}
