/// One change to the annotations of a file, as the reader made it; the store carries it out on the sidecar.
package enum AnnotationChange: Hashable, Sendable {
  case add(Annotation)
  /// `was` is what the reader saw: if the record differs from it on disk by then, somebody else changed it too.
  case replace(Annotation, was: Annotation)
  case delete(Annotation)

  /// The id of the annotation that is changed.
  package var id: String {
    switch self {
    case .add(let annotation), .replace(let annotation, _), .delete(let annotation): annotation.id
    }
  }

  /// The change that takes this one back.
  package var inverse: AnnotationChange {
    switch self {
    case .add(let annotation): .delete(annotation)
    case .replace(let new, let was): .replace(was, was: new)
    case .delete(let annotation): .add(annotation)
    }
  }
}
