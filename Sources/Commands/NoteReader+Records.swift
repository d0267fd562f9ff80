import Annotations
import Export

extension NoteReader.Note {
  /// Returns what is printed of each annotation, in the order of the sidecar.
  ///
  /// An answer stands where its thread stands: its lines, and whether it has any, are those of the first annotation.
  func records(path: String) -> [(annotation: Annotation, placement: Placement, record: AnnotationRecord)] {
    let threads = Threads(annotations)
    let places = Dictionary(zip(annotations.map(\.id), placements)) { first, _ in first }
    var answers: [String: [String]] = [:]
    for annotation in annotations {
      if let parent = annotation.replyTo { answers[parent, default: []].append(annotation.id) }
    }
    return zip(annotations, placements).map { annotation, placement in
      var shown = placement
      if threads.isReply(annotation), let first = places[threads.first(of: annotation).id] {
        shown = first
        shown.threadIsResolved = placement.threadIsResolved
        (shown.candidates, shown.quotations, shown.remark) = ([], [], nil)
      }
      let record = AnnotationRecord(
        annotation, placement: shown, outline: outline, file: path, replies: answers[annotation.id] ?? [])
      return (annotation, placement, record)
    }
  }
}
