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
/// What is not private is for the extensions beside this file only.
struct Session: ~Copyable {
  var state: NotebookState
  /// What the next event takes time and id from; kept until one needed them.
  private var moment: Moment
  var screen: CursesScreen
  private var input: TerminalInput
  private let signals: SignalPipe
  private let inbox: Inbox
  let worker: Worker
  let keeper: Keeper
  private let author: AuthorName
  private let configuration: Configuration
  /// What is wrong with the settings, keys aside.
  private let problems: [SettingsProblem]
  private let look: Wardrobe
  /// What finds the rest of the notebook; nil where all of it is there.
  private let lister: Lister?
  /// What the notebook is remembered by.
  let memoryPath: String
  private let folders: NotebookFolders?
  private let folder: FolderWatch?
  var watcher: FileWatcher
  /// The files that are watched, with the notes that they belong to.
  var watched = PathTable<FileIndex>()
  /// Files of which the beginning is in view and the whole on its way.
  var beginnings: Set<FileIndex> = []
  var pollDue: ContinuousClock.Instant?
  /// Drafts that changed since the input was last drained, the newest text of each.
  var unwritten: [String: (draft: Draft, file: FileIndex)] = [:]
  var draftsDue: ContinuousClock.Instant?
  private var hintDue: ContinuousClock.Instant?
  private var viewDue: ContinuousClock.Instant?
  var isLeaving = false
  /// How the reader came here.
  let way: Way
  /// Where the reader goes on to, if she does.
  var next: Way.Step?
  /// Whether nobody waits for a long goodbye: a signal asked for the end, or the terminal is gone.
  private var isHurried = false
  /// Whether the reader was told that something she wrote can't be kept, and may leave all the same.
  var wasWarned = false
  /// What was asked for before there was a picture; nil from then on.
  private var postponed: [Effect]?
  /// The picture of what is there at first.
  private var firstFrame: Frame?
  private var backgroundIsLight: Bool?
  /// Whether there is nothing wrong with the terminal and the settings that the reader has to be told.
  private var isQuiet = true

  /// How often files are looked at that nothing tells us about.
  static let pollDelay = Duration.seconds(2)
  /// How long a key that begins others waits before the hint.
  private static let hintDelay = Duration.milliseconds(500)
  /// Drafts are on the disk at most this long after they changed.
  static let draftDelay = Duration.milliseconds(900)
  /// Where the reader is, what is folded, and the like are on the disk at most this long after they changed.
  private static let viewDelay = Duration.seconds(5)

  /// Takes the terminal over for `tree`; `terminal` is where the keys come from.
  ///
  /// - Parameters:
  ///   - folders: What comes and goes in them is followed.
  ///   - lister: What finds the notes in them.
  ///   - source: The notebook's file, if it is one that has been read already.
  ///   - way: How the reader came here.
  static func open(
    _ tree: FileTree, of folders: NotebookFolders? = nil, listedBy lister: Lister? = nil,
    showing source: SourceFile? = nil, by way: Way, surroundings: Surroundings, terminal: CInt
  ) throws(TerminalError) -> Session {
    var terminalOptions = TerminalOptions(environment: surroundings.variables, mouse: surroundings.configuration.mouse)
    terminalOptions.ambiguousIsWide = surroundings.configuration.ambiguousIsWide
    let keeper = Keeper(surroundings.store)
    let look = Wardrobe(surroundings)
    let memoryPath = folders?.memoryPath ?? tree[FileTree.root].path
    let memory = keeper.memory(of: memoryPath)
    let plan = FirstView.Plan(
      tree: tree, lister: lister, source: source, way: way, memoryPath: memoryPath, memory: memory,
      size: CursesScreen.size(of: STDOUT_FILENO),
      options: NotebookState.Options(terminalOptions, surroundings.configuration, themes: look.names),
      configuration: surroundings.configuration, keeper: keeper)
    let first = Prepared { FirstView(plan) }
    let signals = try SignalPipe()
    let inbox = try Inbox()
    let screen = try CursesScreen(input: terminal, output: STDOUT_FILENO, options: terminalOptions)
    // Whatever the locale says, terminals send UTF-8; what is none shows as such.
    let input = TerminalInput(descriptor: terminal, term: screen.term)
    // By then the view is mostly not ready yet.
    look.prepare(memory?.theme)
    return Session(
      plan, first: first.value, folders: folders, look: look, surroundings: surroundings, signals: signals,
      inbox: inbox, screen: screen, input: input)
  }

  private init(
    _ plan: FirstView.Plan, first: FirstView, folders: NotebookFolders?, look: Wardrobe, surroundings: Surroundings,
    signals: consuming SignalPipe, inbox: Inbox, screen: consuming CursesScreen, input: consuming TerminalInput
  ) {
    keeper = plan.keeper
    worker = Worker(keeper: keeper, inbox: inbox)
    author = AuthorName(surroundings.variables)
    moment = Moment.now(plan.keeper, author: "")
    configuration = plan.configuration
    problems = surroundings.problems + look.problems
    self.look = look
    watcher = FileWatcher(surroundings.store)
    state = first.state
    postponed = first.effects
    firstFrame = first.frame
    if state.documents[FileTree.root]?.isPartial == true { beginnings = [FileTree.root] }
    lister = first.isListing ? plan.lister : nil
    self.folders = folders
    folder = folders.map { FolderWatch(of: $0, surroundings.store, inbox: inbox) }
    memoryPath = plan.memoryPath
    way = plan.way
    isQuiet = screen.notice == nil
    if let notice = screen.notice { inbox.put(.notice(Message(notice.description, .warning))) }
    self.input = input
    self.inbox = inbox
    self.signals = signals
    self.screen = screen
  }

  /// Whether there is nothing to show.
  var isEmpty: Bool { !state.tree.isSingleFile && lister == nil && state.tree.fileCount == 0 }

  /// Runs until the reader quits, or the terminal is gone.
  ///
  /// - Parameter source: The notebook's file, if it is one that has been read already.
  /// - Returns: What is to be said once the terminal is given back: what was not saved, and what could not be kept. And
  ///   where a link leads from the notebook, which goes by the name that is given.
  consuming func run(showing source: SourceFile?) -> (words: [String], next: Way.Step?, notebook: String) {
    if screen.size != state.size {
      take(.terminal(.resize(screen.size)))
      firstFrame = nil
    }
    draw()
    // The first frame waits for nothing of the rest.
    learnKeys()
    sayWayBack()
    let effects = postponed ?? []
    postponed = nil
    for effect in effects { perform(effect) }
    if let lister { lister.send(to: inbox) } else { follow() }
    if let source {
      if beginnings.contains(FileTree.root) { worker.openWhole(source, as: FileTree.root) }
      worker.readAnnotations(of: FileTree.root, path: source.path)
    }
    worker.findAuthor(author, configured: configuration.author, source: path(FileTree.root))
    screen.askBackground()
    while !isLeaving {
      waitAndTake()
      writeDrafts()
      if state.hasLeftGone { take(.leftGone) }
      if !isLeaving { draw() }
    }
    writeDrafts()
    worker.synchronizeDrafts()
    for (file, reading, document) in state.readingToKeep { keep(reading, file, blob: document.blob) }
    if memoryPath != "-" { worker.keepLastView(state, of: memoryPath) }
    let words = farewell()
    return (words, isHurried ? nil : next, memoryPath)
  }

  /// Waits for what is under way, takes the last answers, and says what went wrong.
  private mutating func farewell() -> [String] {
    screen.suspend()
    var isDone = worker.finish(patience: .milliseconds(700))
    if !isDone, !isHurried {
      Output.complain("still saving, for at most twenty seconds")
      isDone = worker.finish(patience: .seconds(20))
    }
    var words: [String] = []
    for entry in inbox.take() {
      guard let event = state.brought(entry.event, since: entry.listing) else { continue }
      if case .notSaved(_, _, let reason) = event { words.append("not saved, and kept as a draft: \(reason)") }
      take(event)
    }
    if !isDone { words.append("the last change is not saved yet: it is kept as a draft") }
    for draft in worker.finishDrafts() { words.append("this could not be kept:\n\(draft.text)") }
    return words
  }

  /// Takes the keys as they are declared and configured, and says what is wrong with the settings.
  private mutating func learnKeys() {
    let (keymap, keyProblems) = FirstView.keymap(configuration)
    state.keymap = keymap
    let problems = problems + keyProblems
    guard let problem = problems.first else { return }
    isQuiet = false
    let more = problems.count > 1 ? "; \(problems.count - 1) more: gloss keys --configured" : ""
    let text = problem.description + more
    inbox.put(.notice(Message(text, .warning)))
  }

  /// All that there is in the notebook's folders is known: from now on they are followed.
  private func follow() {
    folder?.begin()
    if let folders {
      worker.findStrays(in: folders, besides: state.tree.files.map { state.tree[$0].path })
    }
  }

  /// Says how to get back to where a link came from, where nothing else is to be said.
  private func sayWayBack() {
    guard let origin = state.origin, state.message == nil, isQuiet else { return }
    let key = state.keymap.label(of: .back, in: .outline, ascii: state.options.ascii, else: "")
    if !key.isEmpty { inbox.put(.notice(Message("\(key) leads back to \(origin)"))) }
  }

  private mutating func waitAndTake() {
    let now = ContinuousClock.now
    var timeout: Duration?
    for due in [hintDue, draftsDue, viewDue, pollDue] {
      if let due { timeout = min(timeout ?? .seconds(3600), max(.zero, due - now)) }
    }
    var descriptors = [input.descriptor, signals.descriptor, inbox.descriptor]
    if let descriptor = watcher.pollDescriptor { descriptors.append(descriptor) }
    var ready = wait(for: descriptors, timeout: .zero)
    if ready.allSatisfy({ $0.isEmpty }) {
      // Nothing to do yet: the reader looks at the frame.
      state.prepareSteps()
      ready = wait(for: descriptors, timeout: input.timeout(timeout, now: now))
    }
    if !ready[1].isEmpty { takeSignals() }
    if !ready[2].isEmpty {
      for entry in inbox.take() {
        if let event = state.brought(entry.event, since: entry.listing) { take(event) }
      }
    }
    for event in input.receive(ready[0]) {
      if case .reply(.background(let red, let green, let blue)) = event {
        backgroundIsLight = 299 * Int(red) + 587 * Int(green) + 114 * Int(blue) > 500 * 0xFFFF
      }
      take(.terminal(event))
      // What was typed behind the key that ends it was meant for somebody else.
      if isLeaving { return }
    }
    if input.hasEnded { (isLeaving, isHurried) = (true, true) }
    if ready.count > 3, !ready[3].isEmpty { reloadChanges() }
    let later = ContinuousClock.now
    if let due = hintDue, due <= later {
      hintDue = nil
      take(.hintDue)
    }
    if let due = draftsDue, due <= later {
      draftsDue = nil
      worker.synchronizeDrafts()
    }
    if let due = viewDue, due <= later {
      viewDue = nil
      worker.keepView(state, of: memoryPath)
    }
    if let due = pollDue, due <= later { reloadChanges() }
  }

  mutating func take(_ event: NotebookEvent) {
    let author = author.value
    if moment.isSpent || moment.author != author { moment = Moment.now(keeper, author: author) }
    let wasPending = state.pending
    let moves = state.moves.count
    // What is to be written names its file as it was.
    if case .relisted = event { writeDrafts() }
    let effects = state.update(event, at: moment)
    for move in state.moves[moves...] { follow(move) }
    if state.pending != wasPending {
      hintDue = state.pending.isEmpty ? nil : ContinuousClock.now + Session.hintDelay
    }
    if postponed == nil {
      for effect in effects { perform(effect) }
    } else {
      postponed?.append(contentsOf: effects)
    }
    switch event {
    case .annotations(let file, _): watch(file)
    case .listed(_, isComplete: true, _) where postponed == nil: follow()
    case .opened(let file, let source) where source.isPartial: beginnings.insert(file)
    // It was on its way from before the watch began.
    case .opened(let file, let source) where !source.isPartial && beginnings.contains(file):
      beginnings.remove(file)
      reload(file)
    // What happens to it from now on is looked at.
    case .couldNotOpen(let file, _): beginnings.remove(file)
    case .terminal(.key), .terminal(.mouse):
      if viewDue == nil, memoryPath != "-" { viewDue = ContinuousClock.now + Session.viewDelay }
    // Whatever happened while the terminal was elsewhere: look.
    case .terminal(.focus(true)): for file in Set(watched.entries.map(\.value)) { reload(file) }
    default: break
    }
  }

  private mutating func draw() {
    screen.mouse = state.mouseIsOn
    state.standingTheme = look.standing(isLight: backgroundIsLight)
    let frame = firstFrame ?? Front.draw(state)
    firstFrame = nil
    screen.present(
      frame, palette: look.palette(state.theme, colors: screen.colors, isLight: backgroundIsLight))
  }

  // MARK: Signals

  private mutating func takeSignals() {
    for signal in signals.take() {
      switch signal {
      case .resize:
        screen.measure()
        take(.terminal(.resize(screen.size)))
      case .terminate, .hangup: (isLeaving, isHurried) = (true, true)
      case .interrupt: break
      case .stop: suspend()
      case .proceed: screen.proceed()
      }
    }
  }

  mutating func suspend() {
    writeDrafts()
    worker.synchronizeDrafts()
    _ = worker.finishDrafts()
    screen.suspend()
    signals.stopProcess()
    screen.resume()
    take(.terminal(.resize(screen.size)))
  }
}
