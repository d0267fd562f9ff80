import Annotations
import CursesTerminal
import Dispatch
import Front
import Glibc
import Layout
import Notebook
import Outline
import Settings
import Store
import Terminal

/// A notebook on the screen: waits for what happens, hands it to the state, does what that asks for, draws.
///
/// Members that are not private serve its extensions only.
struct EventLoop: ~Copyable {
  var state: NotebookState
  /// The time and the id for the next event; replaced once an event has used them.
  private var context: UpdateContext
  var screen: CursesScreen
  var input: TerminalInput
  private let signals: SignalPipe
  private let queue: EventQueue
  let runner: EffectRunner
  let sources: SourceService
  private let author: AuthorName
  let configuration: Configuration
  /// The commands that may copy a text, the best first.
  let clipboardCommands: [[String]]
  /// The problems of the settings, those of keys aside.
  private let problems: [SettingsProblem]
  private let themes: ThemeCatalog
  /// The scanner that finds the rest of the notebook; nil where all of it is known.
  private let scanner: FolderScanner?
  /// The name by which the state of the notebook is stored.
  let memoryPath: String
  private let folders: NotebookRoots?
  private let folder: FolderMonitor?
  var watcher: FileWatcher
  /// The files that are watched, with the notes that they belong to.
  var watched = PathTable<FileID>()
  /// Files of which the beginning is in view and the whole on its way.
  var partialFiles: Set<FileID> = []
  var pollDue: ContinuousClock.Instant?
  /// Drafts that changed since the input was last drained, the newest text of each.
  var pendingDrafts: [String: (draft: Draft, file: FileID)] = [:]
  var draftsDue: ContinuousClock.Instant?
  var hintDue: ContinuousClock.Instant?
  private var viewDue: ContinuousClock.Instant?
  var isLeaving = false
  /// The notebooks that the reader came through to this one.
  let history: NotebookHistory
  /// The step to another notebook that the reader takes; nil where they quit.
  var next: NotebookHistory.Step?
  /// Whether to exit without waiting for saves: true after a signal to end, or when the terminal is lost.
  private var isAborting = false
  /// Whether the reader was told that something they wrote can't be kept, and may leave all the same.
  var wasWarned = false
  /// The effects that were asked for before the first frame was shown; nil from then on.
  private var postponed: [Effect]?
  /// The picture of what is there at first.
  private var firstFrame: Frame?
  private var backgroundIsLight: Bool?
  /// Whether there is nothing wrong with the terminal and the settings that the reader has to be told.
  private var isQuiet = true

  /// The time that the reader waits for the disk before a notice says so.
  static let patience = Duration.milliseconds(700)
  /// The time that a draft may take to reach the disk before a notice says that it can't be kept.
  static let draftPatience = Duration.seconds(3)
  /// The time between two looks at files for which the system reports no changes.
  static let pollDelay = Duration.seconds(2)
  /// The time that a key that begins others waits before the hint is shown.
  static let hintDelay = Duration.milliseconds(500)
  /// Drafts are on the disk at most this long after they changed.
  static let draftDelay = Duration.milliseconds(900)
  /// The longest time until a change of the selection, the folds and the rest of the view is on the disk.
  private static let viewDelay = Duration.seconds(5)

  /// Takes the terminal over for `tree`.
  ///
  /// - Parameters:
  ///   - folders: What comes and goes in them is followed.
  ///   - scanner: What finds the notes in them.
  ///   - source: The notebook's file, if it is one that has been read already.
  ///   - history: How the reader came here.
  static func open(
    _ tree: FileTree, of folders: NotebookRoots? = nil, scannedBy scanner: FolderScanner? = nil,
    showing source: SourceFile? = nil, by history: NotebookHistory, environment: ProgramEnvironment,
    terminal: TerminalSetup
  ) throws(TerminalError) -> EventLoop {
    let sources = SourceService(environment.store)
    let themes = ThemeCatalog(environment)
    let memoryPath = folders?.memoryPath ?? tree[FileTree.root].path
    let memory = sources.savedView(of: memoryPath)
    let startup = Startup.Input(
      tree: tree, scanner: scanner, source: source, history: history, memoryPath: memoryPath, memory: memory,
      size: CursesScreen.size(of: STDOUT_FILENO),
      options: NotebookState.Options(terminal.options, environment.configuration, themes: themes.names),
      configuration: environment.configuration, sources: sources)
    let first = Future { Startup(startup) }
    let signals = try SignalPipe()
    let queue = try EventQueue()
    let keyboard = try terminal.keyboard()
    let screen = try CursesScreen(
      input: keyboard, output: STDOUT_FILENO, options: terminal.options, preparation: try terminal.preparation.get())
    // Whatever the locale says, terminals send UTF-8; invalid bytes show as U+FFFD.
    let input = TerminalInput(descriptor: keyboard, term: screen.term, timing: terminal.timing)
    // By then the view is mostly not ready yet.
    themes.preload(memory?.theme)
    return EventLoop(
      startup, first: first.value, folders: folders, themes: themes, environment: environment, signals: signals,
      queue: queue, screen: screen, input: input)
  }

  private init(
    _ startup: Startup.Input, first: Startup, folders: NotebookRoots?, themes: ThemeCatalog,
    environment: ProgramEnvironment,
    signals: consuming SignalPipe, queue: EventQueue, screen: consuming CursesScreen, input: consuming TerminalInput
  ) {
    sources = startup.sources
    runner = EffectRunner(sources: sources, queue: queue)
    author = AuthorName(environment.variables)
    context = UpdateContext.now(startup.sources, author: "")
    configuration = startup.configuration
    clipboardCommands = ClipboardPrograms.commands(
      configured: startup.configuration.clipboardCommand, environment.variables)
    problems = environment.problems + themes.problems
    self.themes = themes
    watcher = FileWatcher(environment.store)
    state = first.state
    postponed = first.effects
    firstFrame = first.frame
    if state.documents[FileTree.root]?.isPartial == true { partialFiles = [FileTree.root] }
    scanner = first.isListing ? startup.scanner : nil
    self.folders = folders
    folder = folders.map { FolderMonitor(of: $0, environment.store, queue: queue) }
    memoryPath = startup.memoryPath
    history = startup.history
    isQuiet = screen.notice == nil
    if let notice = screen.notice { queue.put(.notice(Message(notice.description, .warning))) }
    self.input = input
    self.queue = queue
    self.signals = signals
    self.screen = screen
  }

  /// Whether there is nothing to show.
  var isEmpty: Bool { !state.tree.isSingleFile && scanner == nil && state.tree.fileCount == 0 }

  /// Runs until the reader quits, or the terminal is gone.
  ///
  /// - Parameter source: The notebook's file, if it is one that has been read already.
  /// - Returns: What is to be said once the terminal is given back: what was not saved, and what could not be kept. And
  ///   where a link leads from the notebook, which goes by the name that is given.
  consuming func run(showing source: SourceFile?) -> (words: [String], next: NotebookHistory.Step?, notebook: String) {
    if screen.size != state.size {
      take(.terminal(.resize(screen.size)))
      firstFrame = nil
    }
    draw()
    // The first frame waits for nothing of the rest.
    loadKeymap()
    announceHistory()
    let effects = postponed ?? []
    postponed = nil
    for effect in effects { perform(effect) }
    if let scanner { scanner.send(to: queue) } else { follow() }
    if let source {
      if partialFiles.contains(FileTree.root) { runner.openWhole(source, as: .root) }
      runner.readAnnotations(of: .root, path: source.path)
    }
    runner.findAuthor(author, configured: configuration.author, source: path(FileTree.root))
    screen.askQuestions()
    while !isLeaving {
      waitAndTake()
      writeDrafts()
      if state.hasLeftMissingFile { take(.leftMissingFile) }
      if !isLeaving { draw() }
    }
    writeDrafts()
    runner.synchronizeDrafts()
    for (file, reading, document) in state.readingToKeep { keep(reading, file, blob: document.blob) }
    if memoryPath != "-" { runner.keepLastView(state, of: memoryPath) }
    let words = shutDown()
    return (words, isAborting ? nil : next, memoryPath)
  }

  /// Waits for what is under way, takes the last answers, and says what went wrong.
  private mutating func shutDown() -> [String] {
    screen.suspend(&input)
    var isDone = runner.finish(patience: EventLoop.patience)
    if !isDone, !isAborting {
      Output.printError("still saving, for at most twenty seconds")
      isDone = runner.finish(patience: .seconds(20))
    }
    var words: [String] = []
    for event in queue.take() {
      if case .notSaved(_, _, let reason) = event { words.append("not saved, and kept as a draft: \(reason)") }
      take(event)
    }
    if !isDone { words.append("the last change is not saved yet: it is kept as a draft") }
    for draft in runner.finishDrafts(patience: .zero) { words.append("this could not be kept:\n\(draft.text)") }
    return words
  }

  /// Takes the keys as they are declared and configured, and says what is wrong with the settings.
  private mutating func loadKeymap() {
    let (keymap, keyProblems) = Startup.keymap(configuration)
    state.keymap = keymap
    let problems = problems + keyProblems
    guard let problem = problems.first else { return }
    isQuiet = false
    let more = problems.count > 1 ? "; \(problems.count - 1) more: gloss keys --configured" : ""
    let text = problem.description + more
    queue.put(.notice(Message(text, .warning)))
  }

  /// All that there is in the notebook's folders is known: from now on they are followed.
  private func follow() {
    folder?.begin()
    if let folders {
      runner.findStrays(in: folders, besides: state.tree.files.map { state.tree[$0].path })
    }
  }

  /// Says how to get back to where a link came from, where nothing else is to be said.
  private func announceHistory() {
    guard let origin = state.files.origin, state.message == nil, isQuiet else { return }
    let key = state.keymap.label(of: .move(.back), in: .outline, ascii: state.options.ascii, else: "")
    if !key.isEmpty { queue.put(.notice(Message("\(key) leads back to \(origin)"))) }
  }

  private mutating func waitAndTake() {
    let now = ContinuousClock.now
    var timeout: Duration?
    for due in [hintDue, draftsDue, viewDue, pollDue] {
      if let due { timeout = min(timeout ?? .seconds(3600), max(.zero, due - now)) }
    }
    var descriptors = [input.descriptor, signals.descriptor, queue.descriptor]
    if let descriptor = watcher.pollDescriptor { descriptors.append(descriptor) }
    input.machine.awaitsReplies = screen.questions.areOpen(at: now)
    input.machine.reportsEscapeKey = screen.reportsEscapeKey
    var ready = wait(for: descriptors, timeout: .zero)
    if ready.allSatisfy({ $0.isEmpty }) {
      // Nothing to do yet: the reader looks at the frame.
      state.prepareSteps()
      ready = wait(for: descriptors, writing: screen.busyDescriptor, timeout: input.timeout(timeout, now: now))
    }
    if !ready[1].isEmpty { takeSignals() }
    if !ready[2].isEmpty {
      for event in queue.take() { take(event) }
    }
    for event in grouped(input.receive(ready[0])) {
      if case .reply(let reply) = event {
        screen.handle(reply)
        if case .background(let red, let green, let blue) = reply {
          backgroundIsLight = 299 * Int(red) + 587 * Int(green) + 114 * Int(blue) > 500 * 0xFFFF
        }
      }
      take(.terminal(event))
      // What was typed behind the key that ends it was meant for somebody else.
      if isLeaving { return }
    }
    if input.hasEnded { (isLeaving, isAborting) = (true, true) }
    if ready.count > 3, !ready[3].isEmpty { reloadChanges() }
    let later = ContinuousClock.now
    if let due = hintDue, due <= later {
      hintDue = nil
      take(.hintDue)
    }
    if let due = draftsDue, due <= later {
      draftsDue = nil
      runner.synchronizeDrafts()
    }
    if let due = viewDue, due <= later {
      viewDue = nil
      runner.keepView(state, of: memoryPath)
    }
    if let due = pollDue, due <= later { reloadChanges() }
  }

  /// Groups consecutive typing keys into one event where they go into a text, so that it is laid out once.
  private func grouped(_ events: [TerminalEvent]) -> [TerminalEvent] {
    guard events.count > 8, state.takesTyping else { return events }
    var groups: [TerminalEvent] = []
    var keys: [Key] = []
    for event in events {
      if case .key(let key) = event, key.typed != nil || key == Key(.enter) || key == Key(.tab) {
        keys.append(key)
        continue
      }
      if !keys.isEmpty { groups.append(.typed(keys)) }
      keys = []
      groups.append(event)
    }
    if !keys.isEmpty { groups.append(.typed(keys)) }
    return groups
  }

  mutating func take(_ event: NotebookEvent) {
    let author = author.value
    if context.isUsed || context.author != author { context = UpdateContext.now(sources, author: author) }
    // Pending drafts name their files by the old paths: they are written first.
    if case .relisted = event { writeDrafts() }
    let effects = state.update(event, in: context)
    if postponed == nil {
      for effect in effects { perform(effect) }
    } else {
      postponed?.append(contentsOf: effects)
    }
    switch event {
    case .listed(_, isComplete: true, _) where postponed == nil: follow()
    case .opened(let version, let source) where source.isPartial && state.tree.isCurrent(version):
      partialFiles.insert(version.file)
    // The read began before the watch did: the file is read again.
    case .opened(let version, let source)
    where !source.isPartial && partialFiles.contains(version.file) && state.tree.isCurrent(version):
      partialFiles.remove(version.file)
      reload(version.file)
    // Later changes are watched.
    case .couldNotOpen(let version, _) where state.tree.isCurrent(version): partialFiles.remove(version.file)
    case .terminal(.key), .terminal(.keyAfterEscape), .terminal(.typed), .terminal(.mouse):
      if viewDue == nil, memoryPath != "-" { viewDue = ContinuousClock.now + EventLoop.viewDelay }
    // Whatever happened while the terminal was elsewhere: look.
    case .terminal(.focus(true)): for file in Set(watched.entries.map(\.value)) { reload(file) }
    default: break
    }
  }

  private mutating func draw() {
    // A terminal that has not taken the last frame gets the next one when it has.
    screen.flush()
    guard screen.busyDescriptor == nil else { return }
    screen.mouse = state.screen.mouseIsOn
    state.setDefaultTheme(themes.defaultTheme(isLight: backgroundIsLight))
    let frame = firstFrame ?? Rendering.draw(state)
    firstFrame = nil
    screen.present(
      frame, palette: themes.palette(state.screen.theme, colors: screen.colors, isLight: backgroundIsLight))
  }

  // MARK: Signals

  private mutating func takeSignals() {
    for signal in signals.drain() {
      switch signal {
      case .resize:
        screen.takeResize()
        take(.terminal(.resize(screen.size)))
      case .terminate, .hangup: (isLeaving, isAborting) = (true, true)
      case .interrupt: break
      case .stop: suspend()
      case .proceed: screen.proceed()
      }
    }
  }

  mutating func suspend() {
    writeDrafts()
    runner.synchronizeDrafts()
    _ = runner.finishDrafts(patience: EventLoop.patience)
    screen.suspend(&input)
    signals.stopProcess()
    screen.resume(isFromShell: true)
    take(.terminal(.resize(screen.size)))
  }
}
