/// The cursor and the start of the selection.
struct Caret: Hashable, Sendable {
  var cursor: TextOffset
  /// The fixed end of the selection.
  var anchor: TextOffset?
}

/// One replacement of bytes.
struct Edit: Hashable, Sendable {
  var offset: TextOffset
  var removed: String
  var inserted: String

  var inverse: Edit { Edit(offset: offset, removed: inserted, inserted: removed) }
  /// The bytes of the old text that the edit replaces.
  var range: Range<TextOffset> { Range(at: offset, bytes: removed.utf8.count) }
}

/// The kind of an edit: runs of one kind are undone together.
enum EditKind: Hashable, Sendable {
  case typing, erasingBackward, erasingForward, other
}

/// The edits of a text, to take back and do again, linear: a new edit forgets what was taken back.
///
/// A run of typing is one step up to the next word, a run of erasing one step; moving the cursor ends a run.
struct EditHistory: Hashable, Sendable {
  struct Step: Hashable, Sendable {
    var edit: Edit
    var before: Caret
    var after: Caret
    /// Steps of the same group, other than 0, are taken back together.
    var group = 0
    /// Bytes that it keeps.
    var size: Int { edit.removed.utf8.count + edit.inserted.utf8.count }
  }

  private var done: [Step] = []
  private var undone: [Step] = []
  /// The kind of the run that the last step belongs to, while it goes on.
  private var running: EditKind?
  private var group = 0
  /// The bytes that the steps keep together.
  private var size = 0

  /// The most steps that are kept, and the most bytes: beyond, the oldest are forgotten.
  static let mostSteps = 10_000
  static let mostBytes = 64 << 20

  mutating func record(_ edit: Edit, kind: EditKind, before: Caret, after: Caret) {
    size -= undone.reduce(0) { $0 + $1.size }
    undone.removeAll()
    if kind == running, let last = done.last, last.group == group,
      let joined = EditHistory.join(last.edit, edit, kind: kind)
    {
      done[done.count - 1] = Step(edit: joined, before: last.before, after: after, group: group)
      size += edit.removed.utf8.count + edit.inserted.utf8.count
    } else {
      let step = Step(edit: edit, before: before, after: after, group: group)
      done.append(step)
      size += step.size
    }
    running = kind == .other ? nil : kind
    if done.count > EditHistory.mostSteps || size > EditHistory.mostBytes { forgetOldest() }
  }

  /// Forgets a quarter of the steps, and more where that does not do; the last one stays.
  private mutating func forgetOldest() {
    var count = 0
    while count < done.count - 1, count < done.count / 4 || size > EditHistory.mostBytes {
      size -= done[count].size
      count += 1
    }
    done.removeFirst(count)
  }

  /// Begins a group: what is recorded up to the next call is undone together.
  mutating func beginGroup() {
    group += 1
    running = nil
  }

  /// The group of the next step to take back, or to do again.
  func nextGroup(isUndo: Bool) -> Int { (isUndo ? done.last : undone.last)?.group ?? 0 }

  /// Ends the run of edits that the next one might have joined.
  mutating func breakRun() { running = nil }

  /// Takes the last step off; the caller applies its inverse.
  mutating func undo() -> Step? {
    running = nil
    guard let step = done.popLast() else { return nil }
    undone.append(step)
    return step
  }

  /// Takes the step that was last taken back; the caller applies it.
  mutating func redo() -> Step? {
    running = nil
    guard let step = undone.popLast() else { return nil }
    done.append(step)
    return step
  }

  /// Both edits as one, or nil where a step ends between them.
  private static func join(_ first: Edit, _ second: Edit, kind: EditKind) -> Edit? {
    switch kind {
    case .typing:
      guard second.removed.isEmpty, second.offset == first.offset + first.inserted.utf8.count else { return nil }
      if let last = first.inserted.last, let next = second.inserted.first, last.isWhitespace, !next.isWhitespace {
        return nil
      }
      return Edit(offset: first.offset, removed: first.removed, inserted: first.inserted + second.inserted)
    case .erasingBackward:
      guard first.inserted.isEmpty, second.range.upperBound == first.offset else { return nil }
      return Edit(offset: second.offset, removed: second.removed + first.removed, inserted: "")
    case .erasingForward:
      guard first.inserted.isEmpty, second.offset == first.offset else { return nil }
      return Edit(offset: first.offset, removed: first.removed + second.removed, inserted: "")
    case .other:
      return nil
    }
  }
}
