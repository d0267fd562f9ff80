import Annotations
import Dispatch
import Notebook
import Outline
import Search
import Store
import Synchronization

/// Does the slow work beside the keys and answers through the queue.
///
/// What touches sources and sidecars goes through one queue, in the order in which it was asked for. Drafts have one of
/// their own: what is typed waits for no lock, no program and no slow disk that something else waits for. Searches go
/// beside both.
final class EffectRunner: Sendable {
  private let sources: SourceService
  private let queue: EventQueue
  private let disk = DispatchQueue(label: "gloss.disk")
  private let journal = DispatchQueue(label: "gloss.drafts", qos: .userInitiated)
  /// The number of the latest search: earlier ones are not worth doing any more.
  private let latestSearch = Atomic<Int>(0)
  /// Files that wait to be read again.
  private let reloads = Mutex(PathTable<Bool>())
  private let views = DispatchQueue(label: "gloss.view", qos: .utility)
  private let searches = DispatchQueue(label: "gloss.search", qos: .userInitiated)
  /// The titles of files that are not open, gathered for a jump while its list is open.
  private let titles = Mutex(PathTable<TitleIndex>())

  /// How long a search goes on before it tells what it has, and between one time and the next.
  private static let firstReportDelay = Duration.milliseconds(20)
  private static let reportDelay = Duration.milliseconds(100)

  /// Drafts that wait for the disk, the latest text of each.
  private let waitingDrafts = Mutex<[Draft.ID: (draft: Draft, ticket: Int)]>([:])
  private let tickets = Atomic<Int>(0)
  /// Drafts whose present text could not be kept.
  private let unkept = Mutex<[Draft.ID: Draft]>([:])

  /// Whether how the notebook is left was kept.
  private let lastViewIsKept = Mutex(false)

  init(sources: SourceService, queue: EventQueue) {
    self.sources = sources
    self.queue = queue
  }

  /// Finds out who writes, which may ask git.
  func findAuthor(_ author: AuthorName, configured: String?, source: String) {
    DispatchQueue.global(qos: .utility).async {
      author.set(ProgramEnvironment.author(configured: configured, source: source))
    }
  }

  /// Reads and parses the whole of a file of which only the beginning, `source`, is in view.
  func openWhole(_ source: SourceFile, as file: FileVersion) {
    DispatchQueue.global(qos: .userInitiated).async { [sources, queue] in
      do throws(StoreError) {
        queue.put(.opened(file, source.isWhole ? sources.parse(source) : try sources.read(source.path)))
      } catch {
        queue.put(.couldNotOpen(file, error.message))
      }
    }
  }

  /// Finds what an annotation that is being written has to remember of its place in `outline`.
  func remember(_ request: AnchorRequest, of outline: Outline, blob: String?) {
    DispatchQueue.global(qos: .userInitiated).async { [queue] in
      queue.put(.remembered(request, request.anchor(in: outline, blob: blob)))
    }
  }

  func open(_ file: FileVersion, path: String) {
    disk.async { [sources, queue] in
      do throws(StoreError) {
        let source = try SourceService.readBeginning(path, sources.environment)
        if let beginning = SourceService.beginning(of: source) { queue.put(.opened(file, beginning)) }
        queue.put(.opened(file, source.isWhole ? sources.parse(source) : try sources.read(path)))
      } catch {
        queue.put(.couldNotOpen(file, error.message))
        return
      }
      do throws(StoreError) {
        queue.put(.annotations(file, try sources.annotations(of: path)))
      } catch {
        // The notes are there to be read, and followed, all the same.
        queue.put(.annotations(file, SidecarSnapshot(trouble: Message(error.message, .error))))
      }
    }
  }

  /// Opens a file that has another path now; its drafts go along.
  func reopen(_ file: FileVersion, path: String, was old: String) {
    journal.async { [self] in
      try? sources.moveDrafts(from: old, to: path)
      open(file, path: path)
    }
  }

  func readAnnotations(of file: FileVersion, path: String) {
    disk.async { [sources, queue] in
      do throws(StoreError) {
        queue.put(.annotations(file, try sources.annotations(of: path)))
      } catch {
        queue.put(.notice(Message(error.message, .error)))
      }
    }
  }

  /// Reads a source and its annotations again, and answers with what is not as it was; `document` is what is in view.
  func reload(_ file: FileVersion, path: String, _ document: Document) {
    // A file that is being written tells so again and again: one look is enough for all that was said before it.
    guard reloads.withLock({ $0.updateValue(true, for: path) == nil }) else { return }
    disk.async { [self, sources, queue] in
      _ = reloads.withLock { $0.removeValue(for: path) }
      do throws(StoreError) {
        // What was lost and is there again is read even where it is the same.
        if var source = try sources.readAgain(path, blob: document.isMissing ? nil : document.blob) {
          source.rereading = PreparedReload(of: source, after: document)
          queue.put(.opened(file, source))
        }
      } catch {
        queue.put(.couldNotOpen(file, error.messageOfNamedFile))
      }
      do throws(StoreError) {
        if let read = try sources.refreshedAnnotations(of: path) { queue.put(.annotations(file, read)) }
      } catch {
        queue.put(.notice(Message(error.message, .error)))
      }
    }
  }

  func save(_ number: Int, _ changes: [AnnotationChange], file: FileID, path: String) {
    disk.async { [sources, queue] in
      do throws(StoreError) {
        queue.put(.saved(number, file, try sources.save(changes, to: path)))
      } catch {
        queue.put(.notSaved(number, file, error.message))
      }
    }
  }

  /// Keeps how the notebook at `path` stands, in case that the program ends without being asked.
  func keepView(_ state: NotebookState, of path: String) {
    views.async { [self] in
      lastViewIsKept.withLock { isKept in
        if !isKept { sources.keep(state.memory, of: path) }
      }
    }
  }

  /// Keeps how the notebook is left; nothing that was under way comes after it.
  func keepLastView(_ state: NotebookState, of path: String) {
    lastViewIsKept.withLock { isKept in
      isKept = true
      sources.keep(state.memory, of: path)
    }
  }

  func letGo(_ ids: Set<String>, of file: FileVersion, path: String) {
    disk.async { [sources, queue] in
      do throws(StoreError) {
        queue.put(.annotations(file, try sources.letGo(ids, of: path)))
      } catch {
        queue.put(.notice(Message(error.message, .error)))
      }
    }
  }

  /// Takes over the annotations that were left behind when a file was renamed.
  func adopt(_ file: FileVersion, path: String) {
    disk.async { [sources, queue] in
      do throws(StoreError) {
        guard let read = try sources.adopt(for: path) else { return }
        queue.put(.annotations(file, read))
        queue.put(.notice(Message("taken over", .good)))
      } catch {
        queue.put(.notice(Message("not taken over: \(error.message)", .error)))
      }
    }
  }

  /// Journals a draft; of several that wait for the disk, the latest.
  func write(_ draft: Draft, path: String) {
    let ticket = tickets.wrappingAdd(1, ordering: .relaxed).newValue
    let isAwaited = waitingDrafts.withLock { waiting in
      let before = waiting[draft.id]
      waiting[draft.id] = (draft, before?.ticket ?? ticket)
      return before != nil
    }
    if isAwaited { return }
    journal.async { [self] in
      // Between this and the asking the draft may have been removed and written again: that has a turn of its own.
      let latest = waitingDrafts.withLock { waiting in
        waiting[draft.id]?.ticket == ticket ? waiting.removeValue(forKey: draft.id)?.draft : nil
      }
      guard let draft = latest else { return }
      do throws(StoreError) {
        try sources.write(draft, of: path)
        unkept.withLock { $0[draft.id] = nil }
      } catch {
        unkept.withLock { $0[draft.id] = draft }
        queue.put(.notice(Message("the draft can't be kept: \(error.message)", .error)))
      }
    }
  }

  func removeDraft(_ id: String, path: String) {
    waitingDrafts.withLock { $0[id] = nil }
    unkept.withLock { $0[id] = nil }
    journal.async { [sources] in try? sources.removeDraft(id, of: path) }
  }

  func keep(_ steps: [UndoStep], known: Set<UndoStep.ID>, path: String) {
    disk.async { [sources, queue] in
      do throws(StoreError) {
        try sources.keep(steps, known: known, of: path)
      } catch {
        queue.put(.notice(Message("undo ends when you leave: \(error.message)", .warning)))
      }
    }
  }

  /// Finds out how far the reader was in a source: beside the disk's queue, since comparing versions may take a while.
  func recallReading(of file: FileVersion, path: String, _ outline: Outline, blob: String?) {
    DispatchQueue.global(qos: .userInitiated).async { [sources, queue] in
      let state = blob.map { sources.reading(of: path, outline, blob: $0) } ?? ReadingState()
      queue.put(.reading(file, state, blob: blob))
    }
  }

  func keep(_ reading: ReadingState, path: String, bytes: [UInt8], blob: String) {
    disk.async { [sources] in sources.keep(reading, of: path, bytes: bytes, blob: blob) }
  }

  /// Waits until all drafts are written, and tells of which the present text could not be kept.
  func finishDrafts() -> [Draft] {
    journal.sync { unkept.withLock { $0.values.sorted { $0.timestamp < $1.timestamp } } }
  }

  func synchronizeDrafts() {
    journal.async { [sources, queue] in
      do throws(StoreError) {
        try sources.synchronizeDrafts()
      } catch {
        queue.put(.notice(Message("the draft is not on the disk: \(error.message)", .error)))
      }
    }
  }

  // MARK: Searching

  func search(_ request: SearchRequest, over scope: SearchScope) {
    latestSearch.store(request.number, ordering: .relaxed)
    searches.async { [self, queue] in
      guard latestSearch.load(ordering: .relaxed) == request.number else { return }
      if request.kind != .titles { titles.withLock { $0 = PathTable() } }
      request.run(over: scope, for: SearchRun(runner: self, number: request.number, queue: queue))
    }
  }

  /// Lets go of the search under way, and of the titles that it gathered.
  func stopSearch() {
    latestSearch.store(0, ordering: .relaxed)
    titles.withLock { $0 = PathTable() }
  }

  /// Looks through the annotations of files that are not open.
  func scanAnnotations(of files: [(file: FileVersion, path: String)]) {
    DispatchQueue.global(qos: .utility).async { [sources, queue] in
      var annotated = sources.annotatedSources
      var scan = AnnotationScan(summaries: [:])
      var due = ContinuousClock.now + EffectRunner.reportDelay
      for (done, entry) in files.enumerated() {
        if annotated.contains(entry.path), let summary = sources.digest(of: entry.path) {
          scan.summaries[entry.file] = summary
        } else {
          scan.without.append(entry.file)
        }
        guard ContinuousClock.now > due else { continue }
        scan.progress = Progress(done: done + 1, total: files.count)
        queue.put(.scanned(scan))
        scan = AnnotationScan(summaries: [:])
        due = ContinuousClock.now + EffectRunner.reportDelay
      }
      queue.put(.scanned(scan))
    }
  }

  /// Looks for annotations in the notebook whose notes are gone, and says where they are.
  func findStrays(in folders: NotebookRoots, besides notes: [String]) {
    DispatchQueue.global(qos: .utility).async { [sources, queue] in
      let environment = sources.environment
      // Where the sidecars of a folder are kept is the same for all of its notes.
      let places = Dictionary(
        notes.map { ($0.split(separator: "/").dropLast(), $0) }, uniquingKeysWith: { first, _ in first })
      let locations = places.values.compactMap { note in
        try? SidecarLocation.locate(normalized(note, from: environment.currentDirectory), environment)
      }
      let detached = folders.roots.flatMap { SidecarListing.detached(under: $0, besides: locations, environment) }
      guard let first = detached.first else { return }
      let more = detached.count > 1 ? " and \(detached.count - 1) more" : ""
      let note = first.source.split(separator: "/").last.map(String.init) ?? first.source
      queue.put(
        .notice(Message("\(note)\(more): annotations without their notes; gloss check says where", .warning)))
    }
  }

  /// Waits until everything that was asked of the disk is done, but no longer than `patience`.
  ///
  /// - Returns: false where something is not done yet.
  func finish(patience: DispatchTimeInterval) -> Bool {
    journal.sync {}
    let isDone = DispatchSemaphore(value: 0)
    disk.async { isDone.signal() }
    return isDone.wait(timeout: .now() + patience) == .success
  }

  /// One search: where its notes come from and where its answers go.
  private final class SearchRun: SearchHost {
    let runner: EffectRunner
    let number: Int
    private let queue: EventQueue
    private var due = ContinuousClock.now + EffectRunner.firstReportDelay

    init(runner: EffectRunner, number: Int, queue: EventQueue) {
      self.queue = queue
      self.runner = runner
      self.number = number
    }

    var isWanted: Bool { runner.latestSearch.load(ordering: .relaxed) == number }

    var isReportDue: Bool { ContinuousClock.now > due }

    func bytes(of path: String) -> [UInt8]? { runner.sources.bytes(of: path) }

    func titles(of file: FileID, path: String) -> TitleIndex? {
      if let known = runner.titles.withLock({ $0[path] }) { return known }
      guard let bytes = runner.sources.bytes(of: path) else { return nil }
      let table = TitleIndex(of: Outline(parsing: bytes))
      runner.titles.withLock { if isWanted { $0[path] = table } }
      return table
    }

    func report(_ answer: SearchAnswer) {
      due = ContinuousClock.now + EffectRunner.reportDelay
      queue.put(.found(answer))
    }
  }
}
