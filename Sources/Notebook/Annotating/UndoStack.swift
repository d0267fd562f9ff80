import Annotations

/// Changes to annotations that were carried out, and those that were taken back, since the start and before it.
package struct UndoStack: Hashable, Sendable {
  /// The direction in which a step is carried out.
  package enum Direction: Hashable, Sendable { case undo, redo }

  /// A step and the file that it changed.
  package struct Step: Hashable, Sendable {
    /// The file whose annotations the step changed.
    package var file: FileID
    /// The step as it is stored.
    package var step: UndoStep
    /// Whether an earlier session made it.
    var isRecalled = false
    /// Whether it was undone or done again since the start.
    fileprivate(set) var isTouched = false

    /// Whether nothing since the start has shown it to the reader.
    fileprivate var isUnseen: Bool { isRecalled && !isTouched }

    /// The changes of the step as they were first carried out.
    package var changes: [AnnotationChange] { step.changes }

    /// The changes that go in `direction`.
    func changes(_ direction: Direction) -> [AnnotationChange] {
      direction == .undo ? changes.reversed().map(\.inverse) : changes
    }
  }

  /// The steps that can be undone, the latest last.
  package private(set) var done: [Step] = []
  /// The steps that can be redone, the next one last.
  package private(set) var undone: [Step] = []
  /// Every step that there ever was, by file: others that are stored belong to another session.
  private var known: [FileID: Set<UndoStep.ID>] = [:]
  /// Files whose steps differ from those that are stored.
  private var changed: Set<FileID> = []

  /// A step that the reader just made: nothing is left to redo after it.
  package mutating func push(_ step: UndoStep, of file: FileID) {
    changed.formUnion(undone.map(\.file) + [file])
    known[file, default: []].insert(step.id)
    // The other half of a step comes right behind the first, whatever was done meanwhile.
    let at = done.lastIndex { $0.step.id == step.id }.map { $0 + 1 } ?? done.count
    done.insert(Step(file: file, step: step), at: at)
    undone = []
  }

  /// Takes over what earlier sessions did to a file, before everything that this one did.
  package mutating func recall(_ steps: [UndoStep], of file: FileID) {
    let new = steps.filter { !(known[file] ?? []).contains($0.id) }
    known[file, default: []].formUnion(new.map(\.id))
    let isFresh = (done + undone).allSatisfy(\.isRecalled)
    let own = done.firstIndex { !$0.isRecalled } ?? done.count
    let earlier = done[..<own] + new.filter { !$0.isUndone }.map { Step(file: file, step: $0, isRecalled: true) }
    done.replaceSubrange(..<own, with: earlier.sorted { $0.step.isBefore($1.step) })
    // What was taken back is there to be done again until something else is done.
    guard isFresh else { return }
    undone += new.filter(\.isUndone).map { Step(file: file, step: $0, isRecalled: true) }
    undone.sort { $1.step.isBefore($0.step) }
  }

  /// Forgets the steps of files that are gone.
  mutating func keepFiles(where isThere: (FileID) -> Bool) {
    done.removeAll { !isThere($0.file) }
    undone.removeAll { !isThere($0.file) }
    known = known.filter { isThere($0.key) }
    changed = changed.filter(isThere)
  }

  /// Forgets the step with `id`, or its part in one file, which could not be carried out.
  package mutating func drop(_ id: UndoStep.ID, of file: FileID? = nil) {
    func isMeant(_ step: Step) -> Bool { step.step.id == id && (file == nil || step.file == file) }
    changed.formUnion((done + undone).filter(isMeant).map(\.file))
    done.removeAll(where: isMeant)
    undone.removeAll(where: isMeant)
  }

  /// The step with `id` is one of its file alone: its other half could not be carried out.
  mutating func forgetCounterpart(of id: UndoStep.ID) {
    for index in done.indices where done[index].step.id == id {
      done[index].step.counterpart = nil
      changed.insert(done[index].file)
    }
  }

  /// Of what earlier sessions did, only the latest step of `file` is undone or done again next: the reader has not seen
  /// the others. Steps made since the start keep their order.
  mutating func preferEarlierSteps(of file: FileID) {
    done = UndoStack.preferring(file, in: done)
    undone = UndoStack.preferring(file, in: undone)
  }

  private static func preferring(_ file: FileID, in steps: [Step]) -> [Step] {
    guard let last = steps.last, last.isUnseen, last.file != file,
      let step = steps.last(where: { $0.isUnseen && $0.file == file })
    else { return steps }
    // The halves of a move stay together.
    return steps.filter { $0.step.id != step.step.id } + steps.filter { $0.step.id == step.step.id }
  }

  /// Whether the next step in `direction` is one of an earlier session, of files other than `file` alone.
  func isOfOthers(_ direction: Direction, than file: FileID) -> Bool {
    let parts = parts(direction)
    return !parts.isEmpty && parts.allSatisfy { $0.isUnseen && $0.file != file }
  }

  /// The step that `direction` would go, if there is one.
  package func next(_ direction: Direction) -> Step? {
    direction == .undo ? done.last : undone.last
  }

  /// The parts of the step that `direction` would go, in that order: one for each file that it changed.
  func parts(_ direction: Direction) -> [Step] {
    let steps: [Step] = direction == .undo ? done.reversed() : undone.reversed()
    guard let id = steps.first?.step.id else { return [] }
    return Array(steps.prefix { $0.step.id == id })
  }

  /// The last step that was made since the start and not taken back.
  var lastOwn: UndoStep.ID? { done.last { !$0.isRecalled }?.step.id }

  /// Whether one part of the step with `id` is done and the other is not.
  func isHalfReverted(_ id: UndoStep.ID) -> Bool {
    done.contains { $0.step.id == id } && undone.contains { $0.step.id == id }
  }

  /// Whether the step with `id` was made and is not taken back.
  func isDone(_ id: UndoStep.ID) -> Bool { done.contains { $0.step.id == id } }

  /// Moves over the next step in `direction`, once it is carried out.
  package mutating func advance(_ direction: Direction) {
    guard var step = direction == .undo ? done.popLast() : undone.popLast() else { return }
    step.isTouched = true
    changed.insert(step.file)
    switch direction {
    case .undo: undone.append(step)
    case .redo: done.append(step)
    }
  }

  /// Puts a step back whose carrying out in `direction` has failed.
  package mutating func putBack(_ id: UndoStep.ID, of file: FileID, after direction: Direction) {
    func isMeant(_ step: Step) -> Bool { step.step.id == id && step.file == file }
    switch direction {
    case .undo:
      guard let index = undone.lastIndex(where: isMeant) else { return }
      done.append(undone.remove(at: index))
    case .redo:
      guard let index = done.lastIndex(where: isMeant) else { return }
      undone.append(done.remove(at: index))
    }
  }

  /// Returns the steps to keep of each file whose steps have changed since this was asked last.
  package mutating func takeChanged() -> [(file: FileID, steps: [UndoStep], known: Set<UndoStep.ID>)] {
    defer { changed = [] }
    return changed.sorted { $0.int < $1.int }.map { file in
      var steps = done.filter { $0.file == file }.map(\.step)
      for index in steps.indices { steps[index].isUndone = false }
      steps += undone.filter { $0.file == file }.map {
        var step = $0.step
        step.isUndone = true
        return step
      }
      return (file, steps, known[file] ?? [])
    }
  }
}

extension UndoStep {
  /// Whether it was done before another one; of the two parts of a move, what is added comes first.
  fileprivate func isBefore(_ other: UndoStep) -> Bool {
    id == other.id ? !isRemoval && other.isRemoval : id < other.id
  }
}
