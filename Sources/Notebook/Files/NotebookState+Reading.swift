import Annotations
import Layout
import Outline

/// Reading: topics read and to be read again, and those that are new or changed since they were seen.
extension NotebookState {
  /// Turns the mark of the topic to the next: read, to be read again, none.
  ///
  /// A heading or a file that is whole in view is marked with all below it. With a count, as many rows are marked from
  /// the topic on, and the selection stays; else it goes on to the next row once a topic is read.
  mutating func markReading(count: Int? = nil) -> [Effect] {
    let topic = targetTopic
    guard let before = readingToChange(), let document = selectedDocument else { return [] }
    let mark = before.mark(of: topic).next
    let topics = topicsToMark(at: topic, count: count, in: document)
    files.modify(selection.file) { document in
      for topics in topics { document.reading?.set(mark, topics) }
    }
    let total = topics.reduce(0) { $0 + $1.count }
    let notice: Notice
    let name: String
    if total > 1 {
      notice = mark == .none ? .unmarkedBranch(total) : .markedBranch(total, again: mark == .again)
      name = "\(total) topics " + NotebookState.words(for: mark)
    } else {
      name = NotebookState.words(for: mark)
      notice = .reading(name)
    }
    let effects = keepMarks(of: topic, after: before, name: name)
    if mark == .read, count == nil, options.movesOnAfterMark, let last = topics.last {
      goOn(behind: last.upperBound - 1, in: document)
    }
    say(notice)
    return effects
  }

  private static func words(for mark: ReadingState.Mark) -> String {
    switch mark {
    case .none: "not read any more"
    case .read: "read"
    case .again: "to be read again"
    }
  }

  /// The topics that a mark at `topic` is for.
  private func topicsToMark(at topic: TopicIndex, count: Int?, in document: Document) -> [Range<Int>] {
    if let count, count > 1 {
      var topics: [Range<Int>] = []
      for row in rows(from: RowID(selection.file, topic), count: min(count, 10_000)) where row.file == selection.file {
        topics.append(row.topic.int..<row.topic.int + 1)
      }
      return topics
    }
    let branch = document.outline.subtree(of: topic)
    guard count == nil, branch.count > 1, isWholeInView(topic, in: document) else {
      return [topic.int..<topic.int + 1]
    }
    return [branch]
  }

  /// Whether a file or a heading is in the detail pane with all below it.
  private func isWholeInView(_ topic: TopicIndex, in document: Document) -> Bool {
    switch document.outline.kind(of: topic) {
    case .item: return false
    case .root, .heading: break
    }
    guard !showsSource, !panes.detail.isEmpty, let layout = detail.layout, let top = detail.top,
      let first = layout.position(of: topic)
    else { return false }
    return layout.distance(from: top, to: first, limit: detailHeight - 1) != nil
      && layout.distance(from: top, to: layout.end(of: topic), limit: detailHeight - 1) != nil
  }

  /// Goes on to what comes behind `topic`: the next row, or in the detail pane the next text.
  private mutating func goOn(behind topic: Int, in document: Document) {
    if focus == .detail {
      let next = TopicIndex(topic + 1)
      guard next.int < document.outline.count, let position = detail.layout?.position(of: next) else { return }
      detail.show(DetailPoint(position: position, column: 0), height: detailHeight)
      return
    }
    guard let row = row(after: visibleRow(for: RowID(selection.file, TopicIndex(topic)))) else { return }
    select(row)
  }

  /// Marks the topic with all below it as read, or takes that back.
  mutating func markBranchRead() -> [Effect] {
    guard let before = readingToChange(), let outline = selectedDocument?.outline else { return [] }
    let topics = outline.subtree(of: targetTopic)
    guard let isRead = files.modify(selection.file, { $0.reading?.toggleRead(topics) }) ?? nil else { return [] }
    let after = documents[selection.file]?.reading ?? before
    let again = after.again.count(in: topics)
    let count = abs(after.read.count(in: topics) - before.read.count(in: topics))
    let all = count == 1 ? "one topic" : "\(count) topics"
    let kept = again == 1 ? "; one stays to be read again" : again > 0 ? "; \(again) stay to be read again" : ""
    let name = isRead ? "\(all) read" + kept : "\(all) not read any more"
    say(.reading(name))
    return keepMarks(of: targetTopic, after: before, name: name)
  }

  /// Keeps the marks that were just set, also to be taken back.
  private mutating func keepMarks(of topic: TopicIndex, after before: ReadingState, name: String) -> [Effect] {
    if let after = documents[selection.file]?.reading {
      annotating.push(
        ReadMarkUndo.Step(
          row: RowID(selection.file, topic), before: ReadMarkUndo.Marks(before), after: ReadMarkUndo.Marks(after),
          name: name,
          follows: annotating.undoStack.lastOwn))
    }
    return keepReading(of: selection.file)
  }

  /// Takes marks back, or sets them again.
  mutating func revert(_ step: ReadMarkUndo.Step, _ direction: UndoStack.Direction) -> [Effect] {
    annotating.advanceReadMarks(direction)
    let marks = direction == .undo ? step.before : step.after
    let place = step.row
    files.modify(place.file) { $0.reading?.setMarks(read: marks.read, again: marks.again) }
    if focus == .outline ? place != selection : !contains(place, in: selection) { leaveAndSelect(place) }
    say(.readUndone(step.name, direction))
    return keepReading(of: place.file)
  }

  private mutating func readingToChange() -> ReadingState? {
    guard let document = selectedDocument else {
      say(.folderNotReadable)
      return nil
    }
    guard let reading = document.reading else {
      say(.noteNotRead)
      return nil
    }
    return reading
  }

  private mutating func keepReading(of file: FileID) -> [Effect] {
    files.updateReadingProgress(of: file)
    guard let document = documents[file], let reading = document.reading else { return [] }
    return [.keepReading(reading, document.blob, file)]
  }

  /// The reading state of every file that the reader looked into; the selected topic counts as seen.
  package var readingToKeep: [(file: FileID, state: ReadingState, document: Document)] {
    tree.sorted(documents.keys).compactMap { file in
      guard let document = documents[file], document.isVisited, var reading = document.reading else { return nil }
      if file == selection.file { reading.see(selection.topic) }
      return (file, reading, document)
    }
  }

  /// Takes the reading state that earlier sessions kept of a file, for its source with this blob id.
  mutating func take(_ reading: ReadingState, blob: String?, of file: FileID) -> [Effect] {
    guard let document = documents[file], document.reading == nil else { return [] }
    // The file has changed meanwhile.
    guard document.blob == blob else { return [.recallReading(file)] }
    files.modify(file) { $0.reading = reading }
    files.updateReadingProgress(of: file)
    return []
  }

  /// After an event: the topic that the reader left was seen.
  mutating func noteSeen(leaving place: RowID) {
    if documents[selection.file]?.isVisited == false { files.modify(selection.file) { $0.isVisited = true } }
    guard place != selection, documents[place.file]?.reading?.unseen.contains(place.topic) == true else { return }
    files.modify(place.file) { $0.reading?.see(place.topic) }
    files.updateReadingProgress(of: place.file)
  }

  /// The reading badge of the row of a topic.
  /// - Complexity: O(log k) in ranges of marked topics
  func reading(of topic: TopicIndex, in document: Document) -> OutlineRow.Reading? {
    guard let state = document.reading, !state.isEmpty else { return nil }
    let topics = document.outline.subtree(of: topic)
    let sign: OutlineRow.Reading.Sign =
      switch state.mark(of: topic) {
      case .again: .again
      case .read where topics.count == 1: .read
      case .read, .none: .none
      }
    return OutlineRow.Reading(
      sign: sign, read: topics.count > 1 ? state.read.count(in: topics) : 0, topics: topics.count,
      unseen: state.unseen.count(in: topics))
  }

  /// The reading badge of the row of a folder, or of a note that is not open.
  func reading(ofFolder file: FileID) -> OutlineRow.Reading {
    guard let sum = files.readingProgress[file] else {
      return OutlineRow.Reading(sign: .none, read: 0, topics: 0, unseen: 0)
    }
    // A part of what is not known is no number.
    let isWhole = sum.files == tree[file].fileCount
    return OutlineRow.Reading(sign: .none, read: isWhole ? sum.read : 0, topics: sum.topics, unseen: sum.unseen)
  }
}

/// The reader's progress in the notes of a folder, or in one, as far as they are open.
struct ReadingProgress: Hashable, Sendable {
  /// Notes of which it is known.
  var files = 0
  var topics = 0
  var read = 0
  var unseen = 0

  mutating func replace(_ before: ReadingProgress, by after: ReadingProgress) {
    files += after.files - before.files
    topics += after.topics - before.topics
    read += after.read - before.read
    unseen += after.unseen - before.unseen
  }
}
