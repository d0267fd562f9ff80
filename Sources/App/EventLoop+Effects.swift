import Annotations
import Notebook
import Outline

/// The effects that the state asks for, carried out.
extension EventLoop {
  mutating func perform(_ effect: Effect) {
    switch effect {
    case .open(let file): runner.open(version(file), path: path(file))
    case .reopen(let file, let was): runner.reopen(version(file), path: path(file), was: was)
    case .save(let number, let file, let changes): runner.save(number, changes, file: file, path: path(file))
    case .adopt(let file): runner.adopt(version(file), path: path(file))
    case .writeDraft(let draft, let file): pendingDrafts[draft.id] = (draft, file)
    case .removeDraft(let id, let file):
      pendingDrafts[id] = nil
      runner.removeDraft(id, path: path(file))
    case .keepSteps(let steps, let known, let file): runner.keep(steps, known: known, path: path(file))
    case .letGo(let ids, let file): runner.letGo(ids, of: version(file), path: path(file))
    case .recallReading(let file):
      guard let document = state.documents[file] else { return }
      runner.recallReading(of: version(file), path: path(file), document.outline, blob: document.blob)
    case .keepReading(let reading, let blob, let file): keep(reading, file, blob: blob)
    case .search(let request): runner.search(request, over: state.searchScope)
    case .stopSearch: runner.stopSearch()
    case .scanAnnotations(let files):
      runner.scanAnnotations(of: files.map { (version($0), path($0)) })
    case .findElsewhere(let id, let anchor, let files):
      runner.findElsewhere(id, anchor, in: files.map { ($0, path($0)) })
    case .findText(let blobs, let file, let files): runner.findText(blobs, of: path(file), in: files.map { path($0) })
    case .readHeads(let files): runner.readHeads(of: files.map { (version($0), path($0)) })
    case .remember(let request):
      guard let document = state.documents[request.file] else { return }
      runner.remember(request, of: document.outline, blob: document.blob)
    case .copy(let text, let copied): take(.copied(copied, copy(text)))
    case .openLink(let link): openLink(link)
    case .lookElsewhere(let path, let anchor, let complaint):
      switch ExternalTarget(path, else: complaint, sources.environment) {
      case .notebook(let path): leave(.open(path: path, anchor: anchor))
      case .file: openLink(path)
      case .nothing(let message): take(.notice(message))
      }
    case .lookForAlias(let name, let anchor, let complaint):
      let files = state.tree.files.map { (version($0), path($0)) }
      runner.lookForAlias(name, anchor: anchor, complaint: complaint, among: files)
    case .goBack:
      if history.origin == nil {
        take(.notice(Message("\(state.files.origin ?? "where you came from") is not there any more", .warning)))
      } else {
        leave(.back)
      }
    case .scheduleHint: hintDue = ContinuousClock.now + EventLoop.hintDelay
    case .cancelHint: hintDue = nil
    case .watch(let file): watch(file)
    case .unwatchMoved: unwatchMoved()
    case .setMouse(let isOn): screen.mouse = isOn
    case .suspend: suspend()
    case .redraw: screen.redraw()
    case .quit: leave()
    case .editSource(let file, let line): editSource(file, line)
    case .editText(let text): editText(text)
    }
  }

  func path(_ file: FileID) -> String { state.tree[file].path }

  func version(_ file: FileID) -> FileVersion { state.tree.version(of: file) }

  func keep(_ reading: ReadingState, _ file: FileID, blob: String?) {
    guard let blob, let outline = state.documents[file]?.outline else { return }
    runner.keep(reading, path: path(file), outline, blob: blob)
  }

  /// Journals what was typed, once the input is drained.
  mutating func writeDrafts() {
    guard !pendingDrafts.isEmpty else { return }
    for (draft, file) in pendingDrafts.values { runner.write(draft, path: path(file)) }
    pendingDrafts = [:]
    if draftsDue == nil { draftsDue = ContinuousClock.now + EventLoop.draftDelay }
  }

  mutating func editSource(_ file: FileID, _ line: LineNumber) {
    guard path(file) != "-" else {
      take(.notice(Message("standard input can't be edited", .warning)))
      return
    }
    let path = path(file)
    let failure = withoutScreen { ExternalEditor.edit(path, line: line.int) }
    if let failure { take(.notice(Message(failure, .error))) }
    reload(file)
  }

  /// Hands a link to the desktop; copies it where there is none.
  mutating func openLink(_ link: String) {
    if Desktop.open(link) {
      take(.notice(Message("opened \(link)", .good)))
    } else {
      take(.copied(.unopenedLink(link), copy(link)))
    }
  }

  /// Copies a text by the first way that there is.
  private mutating func copy(_ text: String) -> Copied.Outcome {
    if ClipboardPrograms.take(text, clipboardCommands) { return .copied }
    if configuration.clipboardCommand != nil { return .commandFailed }
    return switch screen.copyToClipboard(text) {
    case .sent: .sentToTerminal
    case .tooLong(let limit): .tooLong(limit: limit)
    case .unknown: .noClipboard
    }
  }

  mutating func editText(_ text: String) {
    var edited: String?
    let failure = withoutScreen { ExternalEditor.edit(text: text, result: &edited) }
    if let failure { take(.notice(Message(failure, .error))) }
    take(.textEdited(edited))
  }

  /// Gives the terminal to another program while `body` runs.
  mutating func withoutScreen(_ body: () -> String?) -> String? {
    writeDrafts()
    runner.synchronizeDrafts()
    screen.suspend(&input)
    let failure = body()
    screen.resume()
    take(.terminal(.resize(screen.size)))
    return failure
  }

  /// Ends the loop, unless something that was written would be lost and the reader was not told yet.
  mutating func leave(_ step: NotebookHistory.Step? = nil) {
    // Standard input can't be come back to.
    if step != nil, memoryPath == "-" {
      take(.notice(Message("links lead out of files only, not out of standard input", .warning)))
      return
    }
    writeDrafts()
    isLeaving = wasWarned || runner.finishDrafts(patience: EventLoop.draftPatience).isEmpty
    next = isLeaving ? step : nil
    if isLeaving { return }
    wasWarned = true
    take(
      .notice(Message("what you wrote can't be kept: make room, or leave once more and it is printed", .error)))
  }
}
