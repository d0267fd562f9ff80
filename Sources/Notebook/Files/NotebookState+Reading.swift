import Annotations
import Layout
import Outline

/// Reading: topics read and to be read again, and those that are new or changed since they were seen.
extension NotebookState {
  /// Turns the mark of the topic to the next: read, to be read again, none.
  mutating func markReading() -> [Effect] {
    let topic = targetTopic
    guard let before = readingToChange() else { return [] }
    let mark = before.mark(of: topic).next
    files.modify(selection.file) { $0.reading?.set(mark, topic.int..<topic.int + 1) }
    let name =
      switch mark {
      case .none: "not read any more"
      case .read: "read"
      case .again: "to be read again"
      }
    say(.reading(name))
    return keepMarks(of: topic, after: before, name: name)
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

  /// Goes to the next topic that is new or changed, round the end; back where `count` is negative.
  mutating func walkUnseen(by count: Int) -> [Effect] {
    let effects = openOthers()
    let files = tree.sorted(documents.keys).filter { documents[$0]?.reading?.unseen.isEmpty == false }
    let total = files.reduce(0) { $0 + (documents[$1]?.reading?.unseen.count ?? 0) }
    guard total > 0 else {
      say(opening.isEmpty ? .nothingUnseen : .othersBeingRead)
      return effects
    }
    var place = selection
    for _ in 0..<min(abs(count), total) {
      let next = count > 0 ? unseen(after: place, in: files) : unseen(before: place, in: files)
      guard let next else { break }
      if tree.precedes(place, next) != (count > 0) {
        say(.wrapped(forward: count > 0))
      }
      place = next
    }
    leaveAndSelect(place)
    return effects
  }

  /// Asks for the files that are not open yet, the first of them where there are very many.
  private mutating func openOthers() -> [Effect] {
    guard !tree.isSingleFile else { return [] }
    let closed = tree.files.filter { documents[$0] == nil && failures[$0] == nil && !opening.contains($0) }
    return files.request(closed.prefix(max(0, NotebookState.mostOpenedToWalk - opening.count))).map { .open($0) }
  }

  /// Walking over what is new opens at most so many files at once.
  private static let mostOpenedToWalk = 500

  private func unseen(after place: RowID, in files: [FileID]) -> RowID? {
    if let next = documents[place.file]?.reading?.unseen.first(from: place.topic.int + 1) {
      return RowID(place.file, next)
    }
    let here = tree.position(of: place.file)
    let file = files.first { tree.position(of: $0) > here } ?? files.first
    return file.flatMap { file in documents[file]?.reading?.unseen.first(from: 0).map { RowID(file, $0) } }
  }

  private func unseen(before place: RowID, in files: [FileID]) -> RowID? {
    if let last = documents[place.file]?.reading?.unseen.last(before: place.topic.int) {
      return RowID(place.file, last)
    }
    let here = tree.position(of: place.file)
    let file = files.last { tree.position(of: $0) < here } ?? files.last
    return file.flatMap { file in documents[file]?.reading?.unseen.last(before: .max).map { RowID(file, $0) } }
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

  /// The reading badge of the row of a folder.
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
