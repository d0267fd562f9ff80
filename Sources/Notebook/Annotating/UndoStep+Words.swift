import Annotations

extension UndoStep {
  /// The step and the annotation that it changed: `delete of ‘Since when?’`.
  package func words(ascii: Bool) -> String {
    // What is removed goes from the last reply up to what they answer.
    guard let change = isRemoval ? changes.last : changes.first else { return name }
    let text: String
    switch change {
    case .add(let annotation), .replace(let annotation, _), .delete(let annotation): text = annotation.text
    }
    let line = text.prefix(200).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let shown = line.count > 32 ? line.prefix(31) + (ascii ? "..." : "…") : line[...]
    return (counterpart == nil ? change.actionName : "move") + " of " + (ascii ? "'\(shown)'" : "‘\(shown)’")
  }
}

extension AnnotationChange {
  /// The change as a noun.
  fileprivate var actionName: String {
    switch self {
    case .add(let annotation): return annotation.replyTo == nil ? "writing" : "answer"
    case .delete: return "delete"
    case .replace(let new, let was):
      if !new.text.utf8.elementsEqual(was.text.utf8) { return "edit" }
      if new.isResolved != was.isResolved { return new.isResolved ? "resolving" : "opening" }
      if new.type != was.type { return "type" }
      if new.severity != was.severity { return "severity" }
      if new.isConflict != was.isConflict { return "keeping" }
      if new.orphanKept != was.orphanKept, new.orphanKept != nil { return "keeping" }
      if new.anchor.confirmed != was.anchor.confirmed { return "attaching" }
      return new.anchor == was.anchor ? "change" : "move"
    }
  }
}
