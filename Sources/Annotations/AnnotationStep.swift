/// Changes that the reader made at once, to be taken back and done again at once.
package struct UndoStep: Identifiable, Hashable, Sendable {
  /// Later steps have greater ids: a ULID.
  package var id: String
  /// The name of the action, in a word or two, for the status line.
  package var name: String
  /// The changes to the annotations of one file.
  package var changes: [AnnotationChange]
  /// Whether it was taken back and waits to be done again.
  package var isUndone: Bool
  /// The other file that it changed, by its absolute path: there it has the same id.
  package var counterpart: String?

  /// Creates a step.
  package init(
    id: String, name: String, changes: [AnnotationChange], isUndone: Bool = false, counterpart: String? = nil
  ) {
    self.id = id
    self.name = name
    self.changes = changes
    self.isUndone = isUndone
    self.counterpart = counterpart
  }

  /// Whether it takes annotations away from its file, which its counterpart has.
  package var isRemoval: Bool {
    counterpart != nil && changes.allSatisfy { if case .delete = $0 { true } else { false } }
  }
}

extension AnnotationChange {
  /// Whether nobody has changed since what the step changes, so that it can be reverted.
  ///
  /// - Parameter current: The annotation with its id as it is now, nil where there is none.
  package func appliesCleanly(to current: Annotation?) -> Bool {
    switch self {
    case .add(let annotation): current == nil || current == annotation
    case .delete(let annotation): current.map { $0.saysTheSame(as: annotation) } ?? true
    case .replace(let new, let was):
      current.map { current in
        func isFree<Field: Equatable>(_ field: KeyPath<Annotation, Field>) -> Bool {
          new[keyPath: field] == was[keyPath: field] || current[keyPath: field] == was[keyPath: field]
            || current[keyPath: field] == new[keyPath: field]
        }
        return isFree(\.text) && isFree(\.type) && isFree(\.severity) && isFree(\.isResolved) && isFree(\.replyTo)
          && (new.anchor == was.anchor || isFree(\.anchor.line))
      } ?? false
    }
  }
}

extension Annotation {
  /// Whether both have the same visible content; anchors are not compared.
  package func saysTheSame(as other: Annotation) -> Bool {
    text.utf8.elementsEqual(other.text.utf8) && type == other.type && severity == other.severity
      && isResolved == other.isResolved && author.utf8.elementsEqual(other.author.utf8)
  }
}
