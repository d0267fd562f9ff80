import Annotations

/// Changes to annotations that were carried out, and those that were taken back.
package struct UndoStack: Hashable, Sendable {
  package enum Direction: Hashable, Sendable { case undo, redo }

  package struct Step: Hashable, Sendable {
    package var file: FileIndex
    package var changes: [AnnotationChange]
    /// What was done, in a word or two, for the status line.
    package var name: String
  }

  package private(set) var done: [Step] = []
  package private(set) var undone: [Step] = []

  /// A step that the reader just made: nothing is left to redo after it.
  package mutating func push(_ step: Step) {
    done.append(step)
    undone = []
  }

  /// Forgets the step that made `changes`, which could not be carried out.
  package mutating func drop(_ changes: [AnnotationChange]) {
    done.removeAll { $0.changes == changes }
  }

  /// The step that `direction` would go, if there is one.
  package func next(_ direction: Direction) -> Step? {
    direction == .undo ? done.last : undone.last
  }

  /// Moves over the next step in `direction`, once it is carried out.
  package mutating func advance(_ direction: Direction) {
    switch direction {
    case .undo: if let step = done.popLast() { undone.append(step) }
    case .redo: if let step = undone.popLast() { done.append(step) }
    }
  }
}
