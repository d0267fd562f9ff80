import Annotations
import Outline

/// Marks of reading that were set since the start, and those that were taken back, to be taken back and set again in
/// turn
/// with the changes to annotations.
struct ReadMarkUndo: Hashable, Sendable {
  struct Step: Hashable, Sendable {
    /// The topic that they were set at.
    var row: RowID
    /// The marks of the file.
    var before: Marks
    var after: Marks
    /// The words for it.
    var name: String
    /// The last change to an annotation that had been made since the start.
    var follows: UndoStep.ID?
  }

  /// The topics that are read, and those that are to be read again.
  struct Marks: Hashable, Sendable {
    var read: TopicSet
    var again: TopicSet

    init(_ state: ReadingState) { (read, again) = (state.read, state.again) }

    /// The same in another reading of the file.
    func moved(by correspondence: Correspondence) -> Marks {
      var marks = self
      marks.read = TopicSet(read.ranges.flatMap(correspondence.ranges(for:)))
      marks.again = TopicSet(again.ranges.flatMap(correspondence.ranges(for:)))
      return marks
    }
  }

  private var done: [Step] = []
  private var undone: [Step] = []
  private static let most = 100

  /// A step that the reader just made: nothing is left to set again after it.
  mutating func push(_ step: Step) {
    done.append(step)
    if done.count > ReadMarkUndo.most { done.removeFirst() }
    undone = []
  }

  /// Something else was done: what was taken back is not set again.
  mutating func forgetUndone() { undone = [] }

  /// The step that `direction` would go, if its turn comes before that of `annotations`.
  func next(_ direction: UndoStack.Direction, before annotations: UndoStack) -> Step? {
    guard let step = direction == .undo ? done.last : undone.last else { return nil }
    if annotations.next(direction) == nil || step.follows == annotations.lastOwn { return step }
    // What it followed could not be carried out.
    return direction == .undo && step.follows.map { !annotations.isDone($0) } ?? false ? step : nil
  }

  /// Moves over the next step in `direction`.
  mutating func advance(_ direction: UndoStack.Direction) {
    guard let step = direction == .undo ? done.popLast() : undone.popLast() else { return }
    if direction == .undo { undone.append(step) } else { done.append(step) }
  }

  /// Puts the marks on the topics that they were on; those of files that are gone are forgotten.
  mutating func relocate(_ map: Relocation) {
    func relocated(_ step: Step) -> Step? {
      guard let row = map(step.row) else { return nil }
      var step = step
      if let reload = map.reload, reload.file == row.file {
        step.before = step.before.moved(by: reload.correspondence)
        step.after = step.after.moved(by: reload.correspondence)
      }
      step.row = row
      return step
    }
    done = done.compactMap(relocated)
    undone = undone.compactMap(relocated)
  }
}
