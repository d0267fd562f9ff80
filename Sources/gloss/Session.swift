import CursesTerminal
import Dispatch
import Annotations
import Front
import Glibc
import Notebook
import Outline
import Settings
import Store
import Terminal

/// A notebook on the screen: waits for what happens, hands it to the state, does what that asks for, draws.
struct Session: ~Copyable {
  private var state: NotebookState
  private var screen: CursesScreen
  private var input: TerminalInput
  private let signals: SignalPipe
  private let inbox: Inbox
  private let worker: Worker
  private let keeper: Keeper
  private let author: String
  private let look: Wardrobe
  /// Drafts that changed since the input was last drained, the newest text of each.
  private var unwritten: [String: (draft: Draft, file: FileIndex)] = [:]
  private var draftsDue: ContinuousClock.Instant?
  private var hintDue: ContinuousClock.Instant?
  private var isLeaving = false
  private var backgroundIsLight: Bool?

  /// How long a key that begins others waits before the hint.
  private static let hintDelay = Duration.milliseconds(500)
  /// Drafts are on the disk at most this long after they changed.
  private static let draftDelay = Duration.milliseconds(900)

  /// Takes the terminal over for `tree`; `terminal` is where the keys come from.
  static func open(
    _ tree: FileTree, surroundings: Surroundings, terminal: CInt
  ) throws(TerminalError) -> Session {
    let options = TerminalOptions(environment: surroundings.variables, mouse: surroundings.configuration.mouse)
    let signals = try SignalPipe()
    let inbox = try Inbox()
    let screen = try CursesScreen(input: terminal, output: STDOUT_FILENO, options: options)
    return Session(
      tree, surroundings: surroundings, terminal: terminal, isUTF8: options.utf8, signals: signals, inbox: inbox,
      screen: screen)
  }

  private init(
    _ tree: FileTree, surroundings: Surroundings, terminal: CInt, isUTF8: Bool, signals: consuming SignalPipe,
    inbox: Inbox, screen: consuming CursesScreen
  ) {
    let configuration = surroundings.configuration
    keeper = Keeper(surroundings.store)
    worker = Worker(keeper: keeper, inbox: inbox)
    author = Surroundings.author(configured: configuration.author, source: tree[FileTree.root].path)
    look = Wardrobe(surroundings)
    let prepared = Session.keymap(configuration)
    let ascii: Bool =
      switch configuration.glyphs {
      case .ascii: true
      case .unicode: false
      case .auto: !isUTF8
      }
    state = NotebookState(
      tree: tree, size: screen.size, keymap: prepared.keymap,
      options: .init(
        ascii: ascii, width: .init(ambiguousIsWide: configuration.ambiguousIsWide), themes: look.names),
      outlineShare: Double(configuration.outlineShare) / 100)
    let problems = surroundings.problems + prepared.problems + look.problems
    if let notice = screen.notice { inbox.put(.notice(Message(notice.description, .warning))) }
    if let problem = problems.first { inbox.put(.notice(Message(problem.message, .warning))) }
    input = TerminalInput(descriptor: terminal, term: screen.term, utf8: isUTF8)
    self.inbox = inbox
    self.signals = signals
    self.screen = screen
  }

  private static func keymap(_ configuration: Configuration) -> (keymap: Keymap, problems: [SettingsProblem]) {
    do {
      var keymap = try Keymap(entries: CommandTable.entries)
      let problems = keymap.apply(configuration.bindings)
      return (keymap, problems)
    } catch {
      preconditionFailure("the declared keymap contradicts itself: \(error)")
    }
  }

  /// Runs until the reader quits, or the terminal is gone.
  ///
  /// - Parameter source: The notebook's file, if it is one that has been read already.
  consuming func run(showing source: SourceFile?) {
    if let source {
      take(.opened(FileTree.root, keeper.parse(source)))
      worker.readAnnotations(of: FileTree.root, path: source.path)
    }
    take(.terminal(.resize(screen.size)))
    draw()
    screen.askBackground()
    while !isLeaving {
      waitAndTake()
      writeDrafts()
      if !isLeaving { draw() }
    }
    writeDrafts()
    worker.synchronizeDrafts()
    worker.finish()
  }

  private mutating func waitAndTake() {
    let now = ContinuousClock.now
    var timeout: Duration?
    for due in [hintDue, draftsDue] {
      if let due { timeout = min(timeout ?? .seconds(3600), max(.zero, due - now)) }
    }
    let ready = wait(
      for: [input.descriptor, signals.descriptor, inbox.descriptor], timeout: input.timeout(timeout, now: now))
    if !ready[1].isEmpty { takeSignals() }
    for event in inbox.take() { take(event) }
    for event in input.receive(ready[0]) {
      if case .reply(.background(let red, let green, let blue)) = event {
        backgroundIsLight = 299 * Int(red) + 587 * Int(green) + 114 * Int(blue) > 500 * 0xFFFF
      }
      take(.terminal(event))
    }
    if input.hasEnded { isLeaving = true }
    let later = ContinuousClock.now
    if let due = hintDue, due <= later {
      hintDue = nil
      take(.hintDue)
    }
    if let due = draftsDue, due <= later {
      draftsDue = nil
      worker.synchronizeDrafts()
    }
  }

  private mutating func take(_ event: NotebookEvent) {
    let moment = Moment(
      timestamp: keeper.environment.now().text, freshID: keeper.environment.newID(), author: author)
    let wasPending = state.pending
    let effects = state.update(event, at: moment)
    if state.pending != wasPending {
      hintDue = state.pending.isEmpty ? nil : ContinuousClock.now + Session.hintDelay
    }
    for effect in effects { perform(effect) }
  }

  private mutating func draw() {
    screen.mouse = state.mouseIsOn
    screen.present(
      Front.draw(state), palette: look.palette(state.theme, colors: screen.colors, isLight: backgroundIsLight))
  }

  // MARK: Signals

  private mutating func takeSignals() {
    for signal in signals.take() {
      switch signal {
      case .resize:
        screen.measure()
        take(.terminal(.resize(screen.size)))
      case .terminate, .hangup: isLeaving = true
      case .interrupt: break
      case .stop: suspend()
      case .proceed: break
      }
    }
  }

  private mutating func suspend() {
    writeDrafts()
    worker.synchronizeDrafts()
    screen.suspend()
    signals.stopProcess()
    screen.resume()
    take(.terminal(.resize(screen.size)))
  }

  // MARK: Effects

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .open(let file): worker.open(file, path: path(file))
    case .save(let number, let file, let changes): worker.save(number, changes, file: file, path: path(file))
    case .writeDraft(let draft, let file): unwritten[draft.id] = (draft, file)
    case .removeDraft(let id, let file):
      unwritten[id] = nil
      worker.removeDraft(id, path: path(file))
    case .search(let request): worker.search(request, over: state.searchable)
    case .copy(let text): screen.copyToClipboard(text)
    case .setMouse(let isOn): screen.mouse = isOn
    case .suspend: suspend()
    case .redraw: screen.redraw()
    case .quit: isLeaving = true
    case .editSource(let file, let line): editSource(file, line)
    case .editText(let text): editText(text)
    }
  }

  private func path(_ file: FileIndex) -> String { state.tree[file].path }

  /// Journals what was typed, once the input is drained.
  private mutating func writeDrafts() {
    guard !unwritten.isEmpty else { return }
    for (draft, file) in unwritten.values { worker.write(draft, path: path(file)) }
    unwritten = [:]
    if draftsDue == nil { draftsDue = ContinuousClock.now + Session.draftDelay }
  }

  private mutating func editSource(_ file: FileIndex, _ line: LineNumber) {
    guard path(file) != "-" else {
      take(.notice(Message("standard input can't be edited", .warning)))
      return
    }
    let path = path(file)
    let failure = withoutScreen { ExternalEditor.edit(path, line: line.int) }
    if let failure { take(.notice(Message(failure, .error))) }
    worker.open(file, path: path)
  }

  private mutating func editText(_ text: String) {
    var edited: String?
    let failure = withoutScreen { ExternalEditor.edit(text: text, result: &edited) }
    if let failure { take(.notice(Message(failure, .error))) }
    take(.textEdited(edited))
  }

  /// Gives the terminal to another program while `body` runs.
  private mutating func withoutScreen(_ body: () -> String?) -> String? {
    writeDrafts()
    screen.suspend()
    let failure = body()
    screen.resume()
    take(.terminal(.resize(screen.size)))
    return failure
  }
}
