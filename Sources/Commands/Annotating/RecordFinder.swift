import Annotations
import App
import Notebook

/// Finds the notes that an annotation belongs to, by its id or the beginning of that.
struct RecordFinder {
  let reader: NoteReader

  struct Found {
    var file: FileID
    var annotation: Annotation
  }

  /// - Throws: `Failure` where none or several begin so; it names them.
  func find(_ id: String) throws(Failure) -> Found {
    guard !id.isEmpty else { throw Failure("the id is empty: gloss annotations --format json shows the ids") }
    var found: [Found] = []
    for file in reader.files where reader.concernsAnnotations(file) {
      guard let sidecar = reader.sidecar(of: file) else { continue }
      for annotation in sidecar.annotations {
        if annotation.id == id { return Found(file: file, annotation: annotation) }
        if annotation.id.lowercased().hasPrefix(id.lowercased()) {
          found.append(Found(file: file, annotation: annotation))
        }
      }
    }
    if let only = found.first, found.count == 1 { return only }
    guard !found.isEmpty else { throw Failure("no annotation has an id that begins with \(id)") }
    let names = found.prefix(5).map { "\($0.annotation.id) in \(reader.tree[$0.file].path)" }
    throw Failure(
      "\(found.count) annotations begin with \(id): " + names.joined(separator: ", ") + (found.count > 5 ? ", …" : ""))
  }
}
