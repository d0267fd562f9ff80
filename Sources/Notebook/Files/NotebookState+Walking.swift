import Annotations
import Outline

/// A walk over the topics of a kind, on its way to the next one.
struct ReadingWalk: Hashable, Sendable {
  var kind: NotebookState.ReadingStop
  var isForward: Bool
  /// The steps that are still to be done.
  var left: Int
  /// The topic that it has come to.
  var place: RowID
  /// The row that was selected when it began: a reader who has gone on since is not called back.
  let start: RowID
  /// Notes that were opened for it.
  var opened = 0

  /// Puts it where it is now; nil where one of its rows is gone.
  func relocated(_ map: Relocation) -> ReadingWalk? {
    guard let place = map(place), let start = map(start) else { return nil }
    return ReadingWalk(kind: kind, isForward: isForward, left: left, place: place, start: start, opened: opened)
  }
}

/// Walking over topics that are new or changed, unread, or to be read again; those of notes that are not open yet, too.
extension NotebookState {
  /// Topics that one walks over by what is said of their reading.
  enum ReadingStop { case changed, unread, again }

  /// The outcome of the search for the next stop of a walk.
  private enum Step {
    case found(RowID)
    /// It depends on this note, which is not open yet.
    case unknown(FileID)
    case nowhere
  }

  /// One walk opens at most so many notes.
  private static let mostOpenedToWalk = 500
  /// Notes that are opened at a time on the way: what comes next is most often in the first of them.
  private static let openedAtOnce = 8

  /// Goes to the next topic of a kind, round the end; back where `count` is negative.
  mutating func walk(_ kind: ReadingStop, by count: Int) -> [Effect] {
    goOn(
      with: ReadingWalk(
        kind: kind, isForward: count > 0, left: min(abs(count), 1_000), place: selection, start: selection))
  }

  /// Goes on with a walk that waited for a note, now that more is known of the notes.
  mutating func resumeWalk() -> [Effect] {
    guard let walk = finding.pendingWalk else { return [] }
    guard walk.start == selection, isBrowsing else {
      finding.setPendingWalk(nil)
      return []
    }
    return goOn(with: walk)
  }

  private mutating func goOn(with walk: ReadingWalk) -> [Effect] {
    if finding.pendingWalk != nil, message == message(for: .othersBeingRead) { screen.show(nil) }
    finding.setPendingWalk(nil)
    var walk = walk
    var isRound = false
    while walk.left > 0 {
      switch step(of: walk) {
      case .found(let row):
        isRound = isRound || row == walk.place || tree.precedes(walk.place, row) != walk.isForward
        walk.place = row
        walk.left -= 1
      case .unknown(let file):
        guard walk.opened < NotebookState.mostOpenedToWalk else {
          say(.nothingIn(notes: walk.opened))
          return []
        }
        let effects = open(from: file, isForward: walk.isForward)
        walk.opened += effects.count
        finding.setPendingWalk(walk)
        say(.othersBeingRead)
        return effects
      case .nowhere:
        switch walk.kind {
        case .changed: say(.nothingUnseen)
        case .unread: say(.nothingUnread)
        case .again: say(.nothingAgain)
        }
        return []
      }
    }
    if isRound { say(.wrapped(forward: walk.isForward)) }
    leaveAndSelect(walk.place)
    return []
  }

  /// The next topic, in the order of the notes, as far as that is known.
  /// - Complexity: O(notes)
  private func step(of walk: ReadingWalk) -> Step {
    let place = walk.place
    if tree[place.file].kind == .file, failures[place.file] == nil {
      guard isReadingKnown(of: place.file) else { return .unknown(place.file) }
      if let found = stop(of: walk, in: place.file, beyond: place.topic.int) { return .found(found) }
    }
    let here = tree.position(of: place.file)
    let files = tree.files
    // Its own file comes last, for the topics on the other side of the place.
    let split = files.partitioningIndex { tree.position(of: $0) > here - (walk.isForward ? 0 : 1) }
    for offset in files.indices {
      let index = walk.isForward ? split + offset : split - 1 - offset + files.count
      let file = files[index % files.count]
      if failures[file] != nil { continue }
      guard isReadingKnown(of: file) else { return .unknown(file) }
      if let found = stop(of: walk, in: file, beyond: nil) { return .found(found) }
    }
    return .nowhere
  }

  private func isReadingKnown(of file: FileID) -> Bool { documents[file]?.reading != nil }

  /// Asks for a note that is not open yet, and for those that come next.
  private mutating func open(from file: FileID, isForward: Bool) -> [Effect] {
    let files = isForward ? tree.files : tree.files.reversed()
    let start = files.firstIndex(of: file) ?? files.startIndex
    var closed: [FileID] = []
    for file in files[start...] where documents[file] == nil && failures[file] == nil {
      closed.append(file)
      if closed.count == NotebookState.openedAtOnce { break }
    }
    return self.files.request(closed).map { .open($0) }
  }

  /// Returns the number of topics of a file that are of a kind; 0 where nothing is known of it.
  func stopCount(of kind: ReadingStop, in file: FileID) -> Int {
    guard let reading = files.reading(of: file) else { return 0 }
    switch kind {
    case .changed: return reading.state.unseen.count
    case .unread: return reading.state.unreadCount(of: reading.topics)
    case .again: return reading.state.again.count
    }
  }

  /// Asks for the notes that are not open and have topics of a kind, so that a list can show them.
  mutating func openNotes(with kind: ReadingStop) -> [Effect] {
    let closed = tree.files.filter { file in
      documents[file] == nil && failures[file] == nil && files.scannedReadings[file] != nil
        && stopCount(of: kind, in: file) > 0
    }
    return files.request(Array(closed.prefix(NotebookState.mostListedNotes))).map { .open($0) }
  }

  /// The notes that a list opens at once at most.
  private static let mostListedNotes = 200

  /// The next topic of a walk in one file; nil where there is none, or the file is not open.
  ///
  /// - Parameter topic: The topic that it is looked for behind, or before where the walk goes back; nil for the file's
  ///   first or last.
  private func stop(of walk: ReadingWalk, in file: FileID, beyond topic: Int?) -> RowID? {
    if walk.isForward { return firstStop(of: walk.kind, in: file, from: topic.map { $0 + 1 } ?? 0) }
    guard let document = documents[file], let reading = document.reading else { return nil }
    let end = topic ?? .max
    let found =
      switch walk.kind {
      case .changed: reading.unseen.last(before: end)
      case .unread: reading.lastUnread(before: end, of: document.outline.count)
      case .again: reading.again.last(before: end)
      }
    return found.map { RowID(file, $0) }
  }

  private func firstStop(of kind: ReadingStop, in file: FileID, from topic: Int) -> RowID? {
    guard let document = documents[file], let reading = document.reading else { return nil }
    let found =
      switch kind {
      case .changed: reading.unseen.first(from: topic)
      case .unread: reading.firstUnread(from: topic, of: document.outline.count)
      case .again: reading.again.first(from: topic)
      }
    return found.map { RowID(file, $0) }
  }

  /// The topics of a kind in the open notes, the first of them where there are very many.
  func stops(of kind: ReadingStop, most: Int) -> [RowID] {
    var stops: [RowID] = []
    for file in tree.sorted(documents.keys) {
      var next = firstStop(of: kind, in: file, from: 0)
      while let row = next, stops.count < most {
        stops.append(row)
        next = firstStop(of: kind, in: file, from: row.topic.int + 1)
      }
    }
    return stops
  }
}
