import Annotations
import Outline
import Terminal

/// The only place where the state changes.
extension NotebookState {
  /// Takes in one event and says what the outside has to do about it.
  package mutating func update(_ event: NotebookEvent, at moment: Moment) -> [Effect] {
    var effects: [Effect] = []
    freshID = moment.freshID
    switch event {
    case .terminal(let event):
      let place = selection
      effects = take(event, at: moment)
      notice(leaving: place)
    case .opened(let file, let source):
      install(source, as: file)
      effects = searchAgain() + (source.isPartial || documents[file]?.reading != nil ? [] : [.recallReading(file)])
    case .couldNotOpen(let file, let reason):
      refuse(file, because: reason)
      effects = searchAgain()
    case .annotations(let file, let read): take(read, of: file, at: moment)
    case .remembered(let request, let anchor): effects = take(anchor, for: request)
    case .saved(let number, let file, let read): effects = finishSave(number, file, read, at: moment)
    case .notSaved(let number, let file, let reason): effects = failSave(number, file, because: reason)
    case .reading(let file, let reading, let blob): effects = take(reading, blob: blob, of: file)
    case .found(let answer): take(answer)
    case .textEdited(let text): effects = takeEdited(text, at: moment)
    case .notice(let notice): message = notice
    case .hintDue: showsHint = !pending.isEmpty
    }
    scrollToSelection()
    settleDetail()
    return effects + openWhatIsShown()
  }

  private mutating func take(_ event: TerminalEvent, at moment: Moment) -> [Effect] {
    switch event {
    case .key(let key): return press(key, at: moment)
    case .paste(let text): return paste(text, at: moment)
    case .mouse(let event): return take(event)
    case .resize(let size):
      self.size = size
      return []
    case .focus, .reply: return []
    }
  }

  // MARK: Files

  private mutating func install(_ source: OpenedSource, as file: FileIndex) {
    if !source.isPartial { opening.remove(file) }
    failures[file] = nil
    if let trouble = source.trouble { message = trouble }
    guard let before = documents[file] else {
      documents[file] = Document(source)
      recallFile(file)
      if let place = awaitedPlace, place.file == file {
        awaitedPlace = nil
        select(place)
      }
      if let anchor = awaitedAnchor, selection.file == file { _ = followAnchor(anchor, in: file) }
      return
    }
    if let correspondence = documents[file]?.replace(with: source) { follow(correspondence, in: file) }
    noteChangedText()
    settle()
    if before.isPartial {
      recallFile(file, behind: before.outline.lineCount)
    } else {
      message = Message("changed on the disk: \(difference(before.outline.count - 1, source.outline.count - 1))")
    }
  }

  private func difference(_ before: Int, _ after: Int) -> String {
    before == after ? "\(after) topics as before" : "\(after) topics, \(after > before ? "+" : "")\(after - before)"
  }

  /// A file that was open can't be read any more: what was read stays in view, and says so.
  private mutating func lose(_ file: FileIndex, because reason: String) {
    let trouble = Message("\(tree[file].name) can't be read any more, its last text stays: \(reason)", .warning)
    documents[file]?.trouble = trouble
    message = trouble
  }

  private mutating func refuse(_ file: FileIndex, because reason: String) {
    opening.remove(file)
    if documents[file] != nil {
      // The rest of a file does not come any more, unless something happens to it.
      if documents[file]?.isPartial == true { failures[file] = reason }
      lose(file, because: reason)
      return
    }
    failures[file] = reason
    message = Message(reason, .error)
  }

  private mutating func take(_ read: AnnotationsRead, of file: FileIndex, at moment: Moment) {
    documents[file]?.take(read, today: moment.day)
    undoing.recall(read.steps, of: file)
    if let trouble = read.trouble { message = trouble }
  }

  /// Asks for the selected file when it is shown for the first time.
  private mutating func openWhatIsShown() -> [Effect] {
    let file = selection.file
    guard tree[file].kind == .file, documents[file] == nil, failures[file] == nil, !opening.contains(file) else {
      return []
    }
    opening.insert(file)
    return [.open(file)]
  }
}
