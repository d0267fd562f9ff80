import Annotations
import YAML

/// Steps to take back as they are stored: JSON, with the annotations as MRSF records.
enum StepCodec {
  static func encode(_ steps: [UndoStep]) -> [UInt8] {
    let emitter = Emitter(format: .json, lineBreak: "\n")
    // One step a line.
    let lines = steps.map { step in
      var members: [Value.Member] = [
        .init("id", .string(step.id)), .init("name", .string(step.name)), .init("undone", .flag(step.isUndone)),
      ]
      if let counterpart = step.counterpart { members.append(.init("counterpart", .string(counterpart))) }
      return emitter.flow(.mapping(members + [.init("changes", .sequence(step.changes.map(value)))]))
    }
    return Array(("{\"gloss_steps\": 1, \"steps\": [\n" + lines.joined(separator: ",\n") + "\n]}\n").utf8)
  }

  /// Reads steps; nil for what are none of ours. A step that makes no sense is left out with those before it.
  static func decode(_ bytes: [UInt8], path: String) -> [UndoStep]? {
    guard let value = try? YAMLText(bytes, as: .json).root, value["gloss_steps"]?.number == 1
    else { return nil }
    var steps: [UndoStep] = []
    for item in value["steps"]?.list ?? [] {
      let values = item["changes"]?.list ?? []
      let changes = values.compactMap(change)
      guard let id = item["id"]?.text, changes.count == values.count, !changes.isEmpty else {
        steps = []
        continue
      }
      steps.append(
        UndoStep(
          id: id, name: item["name"]?.text ?? "", changes: changes, isUndone: item["undone"]?.flag ?? false,
          counterpart: item["counterpart"]?.text))
    }
    return steps
  }

  private static func value(_ change: AnnotationChange) -> Value {
    func record(_ annotation: Annotation) -> Value { .mapping(RecordCodec.record(from: annotation)) }
    switch change {
    case .add(let annotation): return .mapping([.init("add", record(annotation))])
    case .delete(let annotation): return .mapping([.init("delete", record(annotation))])
    case .replace(let annotation, let was):
      return .mapping([.init("replace", record(annotation)), .init("was", record(was))])
    }
  }

  private static func change(_ value: SourceNode) -> AnnotationChange? {
    func annotation(_ key: String) -> Annotation? {
      guard let record = value[key], let id = record["id"]?.text else { return nil }
      return RecordCodec.annotation(from: record, id: id)
    }
    if let added = annotation("add") { return .add(added) }
    if let deleted = annotation("delete") { return .delete(deleted) }
    guard let replaced = annotation("replace"), let was = annotation("was") else { return nil }
    return .replace(replaced, was: was)
  }
}

extension Store {
  /// The most steps that are kept for a source, and the most bytes that they take.
  private static let mostSteps = 200
  private static let mostStepBytes = 2 << 20

  /// The steps that earlier sessions made in the annotations of a source, oldest first; none where they cannot be read.
  ///
  /// - Parameter source: absolute, as it was named.
  /// - Throws: where they cannot be read.
  package func steps(for source: String) throws(StoreError) -> [UndoStep] {
    let path = stepsPath(source)
    return try StateFolder.read(path, environment).flatMap { StepCodec.decode($0, path: path) } ?? []
  }

  /// Keeps the steps that can be taken back and done again at the next start; the oldest go where they are too many.
  ///
  /// - Parameter known: the ids of all steps that the caller has ever seen: others are of a session beside this one,
  ///   and stay.
  /// - Throws: where they cannot be written; the old ones stay then.
  package func setSteps(
    _ steps: [UndoStep], known: Set<UndoStep.ID>, for source: String
  ) throws(StoreError) {
    let others = try self.steps(for: source).filter { !known.contains($0.id) }
    var kept = (others + steps).sorted { $0.id < $1.id }.suffix(Store.mostSteps)
    var bytes = StepCodec.encode(Array(kept))
    while bytes.count > Store.mostStepBytes, !kept.isEmpty {
      kept = kept.dropFirst(max(1, kept.count / 4))
      bytes = StepCodec.encode(Array(kept))
    }
    try StateFolder.write(bytes, to: stepsPath(source), environment)
  }

  private func stepsPath(_ source: String) -> String { notebookPath(source, "steps.json") }
}
