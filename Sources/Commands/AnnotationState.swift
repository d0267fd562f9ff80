import Annotations
import App

/// A state of annotations that commands are asked for.
enum AnnotationState: String, CaseIterable {
  case open
  case resolved
  case review

  /// - Throws: `Failure` for a name that no state has.
  init(named name: String) throws(Failure) {
    guard let state = AnnotationState(rawValue: name) else {
      throw Failure("no state \(name): \(AnnotationState.names.joined(separator: ", "))")
    }
    self = state
  }

  /// The names of all states.
  static var names: [String] { allCases.map(\.rawValue) }

  /// Whether an annotation that stands at `placement` is in this state.
  func isState(of annotation: Annotation, _ placement: Placement) -> Bool {
    switch self {
    case .open: !placement.isResolved(annotation)
    case .resolved: placement.isResolved(annotation)
    case .review: AnnotationMark(of: annotation, placement: placement) == .review
    }
  }
}
