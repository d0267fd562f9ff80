import Annotations

/// Lists of what an annotation may be: its type and its severity.
extension NotebookState {
  /// The types to choose from, for the annotation with an id or for what is being written.
  func typeList(now type: AnnotationType?, for annotation: String?) -> ListOverlay {
    var items = [ListOverlay.Item(title: "note", note: type == nil ? "now" : "", value: .type(nil))]
    let offered = AnnotationType.offered
    items += offered.map { ListOverlay.Item(title: $0.rawValue, note: type == $0 ? "now" : "", value: .type($0)) }
    items += ownTypes(with: type).filter { !offered.contains($0) && $0.rawValue != "note" }.map {
      ListOverlay.Item(title: $0.rawValue, note: type == $0 ? "now" : "yours", value: .type($0))
    }
    return ListOverlay(
      purpose: .types(annotation: annotation), title: "Type, or one of your own", all: items, shown: items,
      selected: items.firstIndex { $0.value == .type(type) } ?? 0, hint: "type one, or choose with the arrows")
  }

  /// The reader's own types: those of the configuration, then all that occur in the notebook, and `type`.
  private func ownTypes(with type: AnnotationType?) -> [AnnotationType] {
    var types = options.types
    var found: Set<AnnotationType> = []
    for file in annotatedFiles {
      for case .annotation(let annotation, _) in annotationIndex(of: file)?.entries ?? [] {
        if let type = annotation.type { found.insert(type) }
      }
    }
    if let type { found.insert(type) }
    types += found.subtracting(types).sorted { $0.rawValue < $1.rawValue }
    return types
  }

  func severityList(now severity: Severity?, for annotation: String?) -> ListOverlay {
    var items = [ListOverlay.Item(title: "none", note: severity == nil ? "now" : "", value: .severity(nil))]
    items += Severity.allCases.map {
      ListOverlay.Item(title: $0.rawValue, note: severity == $0 ? "now" : "", value: .severity($0))
    }
    return ListOverlay(
      purpose: .severities(annotation: annotation), title: "Severity", all: items, shown: items,
      selected: items.firstIndex { $0.value == .severity(severity) } ?? 0)
  }
}
