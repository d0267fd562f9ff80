/// A text being written: the text, the cursor, the selection, what was killed, and what can be undone.
///
/// The cursor is always between grapheme clusters. Lines end in LF; every other control is kept as it came and
/// drawn so that it shows. Two editors are equal when nothing that the reader could do would tell them apart.
package struct TextEditor: Hashable, Sendable {
  var buffer: TextBuffer
  var caret: Caret
  var history = EditHistory()
  /// Whether a mark is set: moving then extends the selection.
  var isMarking = false
  /// The column that moving up and down keeps to.
  var goalColumn: Int?
  /// The kind of the last action, for those that continue it.
  var last = LastAction.other
  /// The texts that were killed or copied; hand it on to the next editor.
  package var killRing: KillRing
  /// The range that is drawn as selected instead of `selection`, for key tables with selections of their own.
  package var highlight: Range<TextOffset>?
  /// Places with a name, which stay before the same text when it changes.
  var marks: [Character: TextOffset] = [:]
  /// Grows with every change of the text, so that a journal knows what is new.
  package internal(set) var revision = 0

  enum LastAction: Hashable, Sendable {
    case kill
    case yank(Range<TextOffset>, age: Int)
    case other
  }

  /// An editor with the cursor at the end of `text`, whose CRLF and CR become LF.
  package init(text: String = "", killRing: KillRing = KillRing()) {
    buffer = TextBuffer(text)
    caret = Caret(cursor: buffer.end, anchor: nil)
    self.killRing = killRing
  }

  /// The whole text.
  package var text: String { buffer.string }
  /// Whether the text has no bytes.
  package var isEmpty: Bool { buffer.isEmpty }
  /// The cursor's offset.
  package var cursor: TextOffset { caret.cursor }
  /// The selected range, never empty; nil for none.
  package var selection: Range<TextOffset>? {
    guard let anchor = caret.anchor, anchor != cursor else { return nil }
    return min(anchor, cursor)..<max(anchor, cursor)
  }
  /// The end of the selection that stays where it is when the cursor moves.
  package var anchor: TextOffset? { caret.anchor }
  /// The text of the selection; nil where nothing is selected.
  package var selectedText: String? { selection.map { String(buffer[$0]) } }

  /// Puts the cursor somewhere, with nothing selected.
  mutating func place(_ offset: TextOffset) { setCaret(Caret(cursor: buffer.alignedDown(offset), anchor: nil)) }

  /// Begins a group: all edits up to the next call are undone together.
  mutating func beginGroup() { history.beginGroup() }

  /// The text in `range`, which is brought inside the text first.
  package func text(in range: Range<TextOffset>) -> String {
    String(buffer[buffer.alignedDown(range.lowerBound)..<buffer.alignedUp(range.upperBound)])
  }

  /// The largest count of repetitions; larger ones are clamped to it.
  private static let mostRepeats = 10_000

  /// Does `action`, `count` times where that means something, and returns whether anything came of it.
  @discardableResult
  package mutating func perform(_ action: EditorAction, count: Int = 1, in geometry: EditorGeometry) -> Bool {
    let count = min(count, TextEditor.mostRepeats)
    let before = (caret, revision, isMarking)
    let (previous, previousGoal) = (last, goalColumn)
    last = .other
    goalColumn = nil
    switch action {
    case .move(let motion): move(motion, count: count, extending: isMarking, goal: previousGoal, in: geometry)
    case .select(let motion): move(motion, count: count, extending: true, goal: previousGoal, in: geometry)
    case .selectObject(let object): setCaret(object, count: count)
    case .place(let offset): setCaret(Caret(cursor: buffer.alignedDown(offset), anchor: nil))
    case .extend(let offset): setCaret(Caret(cursor: buffer.alignedDown(offset), anchor: caret.anchor ?? cursor))
    case .toggleMark: toggleMark()
    case .swapEnds: setCaret(Caret(cursor: caret.anchor ?? cursor, anchor: caret.anchor.map { _ in cursor }))
    case .deselect: setCaret(Caret(cursor: cursor, anchor: nil))
    case .find(let needle, let forward): moveToOccurrence(of: needle, forward: forward, count: count)

    case .insert(let text): insert(text, count: count)
    case .newline: newline()
    case .delete(let motion): erase(motion, count: count, in: geometry)
    case .deleteObject(let object): replace(range(of: object, count: count), with: "")
    case .indent: indent()
    case .outdent: outdent()
    case .transposeCharacters: transposeCharacters()
    case .transposeWords: transposeWords()
    case .changeCase(let letters, let motion): changeCase(letters, motion, count: count, in: geometry)
    case .moveLinesUp: moveLines(up: true)
    case .moveLinesDown: moveLines(up: false)
    case .joinLines: joinLines(count: count)
    case .fillParagraph(let columns): fill(columns: columns, width: geometry.width)

    case .kill(let motion): kill(motion, count: count, joining: previous == .kill, in: geometry)
    case .killObject(let object): kill(range(of: object, count: count))
    case .killSelection: if let selection { kill(selection) }
    case .copySelection:
      if let selection { copy(selection) }
      // It has done what it was for: what is put back next must not replace it.
      place(cursor)
      isMarking = false
    case .copyObject(let object): copy(range(of: object, count: count))
    case .yank: yank(count: count)
    case .yankPop: if case .yank(let range, let age) = previous { yankPop(range, age: age + 1) }

    case .undo: for _ in 0..<max(1, count) where !undo() { break }
    case .redo: for _ in 0..<max(1, count) where !redo() { break }
    }
    return before != (caret, revision, isMarking)
  }

  private mutating func toggleMark() {
    isMarking.toggle()
    setCaret(Caret(cursor: cursor, anchor: isMarking ? cursor : nil), keepingMark: true)
  }

  /// Puts the cursor and the selection somewhere, which ends a run of typing.
  mutating func setCaret(_ caret: Caret, keepingMark: Bool = false) {
    if caret != self.caret { history.breakRun() }
    self.caret = caret
    if caret.anchor == nil, !keepingMark { isMarking = false }
  }

  private mutating func setCaret(_ object: EditorObject, count: Int) {
    let range = range(of: object, count: count)
    setCaret(Caret(cursor: range.upperBound, anchor: range.lowerBound))
  }
}

// MARK: - Changing the text

extension TextEditor {
  /// Replaces `range` as one step of undo, with the cursor after it unless told otherwise and nothing selected.
  mutating func replace(
    _ range: Range<TextOffset>, with text: String, kind: EditKind = .other, caret after: Caret? = nil
  ) {
    let before = caret
    guard !range.isEmpty || !text.isEmpty else { return setCaret(after ?? Caret(cursor: cursor, anchor: nil)) }
    let removed = buffer.replace(range, with: text)
    moveMarks(behind: range, insertedBytes: text.utf8.count)
    isMarking = false
    revision += 1
    let moved = after ?? Caret(cursor: range.lowerBound + text.utf8.count, anchor: nil)
    caret = Caret(cursor: buffer.alignedUp(moved.cursor), anchor: moved.anchor.map(buffer.alignedUp))
    let edit = Edit(offset: range.lowerBound, removed: removed, inserted: text)
    history.record(edit, kind: kind, before: before, after: caret)
  }

  private mutating func moveMarks(behind range: Range<TextOffset>, insertedBytes: Int) {
    guard !marks.isEmpty else { return }
    let removedBytes = range.upperBound.rawValue - range.lowerBound.rawValue
    marks = marks.mapValues { mark in
      if mark >= range.upperBound { return mark + (insertedBytes - removedBytes) }
      return mark > range.lowerBound ? range.lowerBound : mark
    }
  }

  private mutating func undo() -> Bool {
    guard let step = history.undo() else { return false }
    apply(step.edit.inverse, caret: step.before)
    while step.group != 0, history.nextGroup(isUndo: true) == step.group, let more = history.undo() {
      apply(more.edit.inverse, caret: more.before)
    }
    return true
  }

  private mutating func redo() -> Bool {
    guard let step = history.redo() else { return false }
    apply(step.edit, caret: step.after)
    while step.group != 0, history.nextGroup(isUndo: false) == step.group, let more = history.redo() {
      apply(more.edit, caret: more.after)
    }
    return true
  }

  private mutating func apply(_ edit: Edit, caret: Caret) {
    _ = buffer.replace(edit.range, with: edit.inserted)
    moveMarks(behind: edit.range, insertedBytes: edit.inserted.utf8.count)
    self.caret = caret
    isMarking = false
    revision += 1
  }
}
