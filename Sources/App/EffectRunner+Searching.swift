import Annotations
import Dispatch
import Glibc
import Notebook
import Outline
import Search
import Store
import Synchronization

/// Searches, and what else goes through many files.
extension EffectRunner {
  /// The time until a search reports what it has found so far, and the time from one report to the next.
  private static let firstReportDelay = Duration.milliseconds(20)
  private static let reportDelay = Duration.milliseconds(100)

  func search(_ request: SearchRequest, over scope: SearchScope) {
    latestSearch.store(request.number, ordering: .relaxed)
    searches.async { [self, queue] in
      guard latestSearch.load(ordering: .relaxed) == request.number else { return }
      if request.kind != .titles { titles.withLock { $0 = PathTable() } }
      let index = request.kind == .query ? noteIndexes.index(of: scope.tree, sources.environment) : nil
      request.run(over: scope, for: SearchRun(runner: self, number: request.number, queue: queue, index: index))
    }
  }

  /// Lets go of the search under way, and of the titles that it gathered.
  func stopSearch() {
    latestSearch.store(0, ordering: .relaxed)
    titles.withLock { $0 = PathTable() }
  }

  /// Looks through the annotations of files that are not open, and through what was marked as read in them.
  func scanAnnotations(of files: [(file: FileVersion, path: String)]) {
    DispatchQueue.global(qos: .utility).async { [sources, queue] in
      var annotated = sources.annotatedSources
      var scan = AnnotationScan(summaries: [:])
      var due = ContinuousClock.now + EffectRunner.reportDelay
      for (done, entry) in files.enumerated() {
        if annotated.contains(entry.path), let summary = sources.summary(of: entry.path) {
          scan.summaries[entry.file] = summary
        } else {
          scan.without.append(entry.file)
        }
        if let reading = sources.storedReading(of: entry.path) { scan.readings[entry.file] = reading }
        guard ContinuousClock.now > due else { continue }
        scan.progress = Progress(done: done + 1, total: files.count)
        queue.put(.scanned(scan))
        scan = AnnotationScan(summaries: [:])
        due = ContinuousClock.now + EffectRunner.reportDelay
      }
      queue.put(.scanned(scan))
    }
  }

  /// Looks for what an annotation was on in files that are not its own.
  func findElsewhere(_ id: String, _ anchor: Anchor, in files: [(file: FileID, path: String)]) {
    DispatchQueue.global(qos: .userInitiated).async { [sources, queue] in
      var finder = ElsewhereFinder<FileID>([anchor])
      for (file, path) in files {
        guard let bytes = sources.bytes(of: path) else { continue }
        finder.look(in: Outline(decoding: bytes), blob: blobID(of: bytes), of: file)
      }
      queue.put(.foundElsewhere(id, finder.places(of: 0)))
    }
  }

  /// Looks for the file that has the text now which annotations of another were made on, and says so.
  func findText(_ blobs: Set<String>, of path: String, in files: [String]) {
    DispatchQueue.global(qos: .utility).async { [sources, queue] in
      for other in files {
        guard let bytes = sources.bytes(of: other), blobs.contains(blobID(of: bytes)) else { continue }
        queue.put(
          .notice(
            Message(
              "annotations made on what is in \(split(other).name) now: "
                + "gloss doctor --mend \(path.shellWord) \(other.shellWord)", .warning)))
        return
      }
    }
  }

  /// Looks for the note that calls itself `name` in its front matter, the first of several.
  func lookForAlias(
    _ name: String, anchor: String, complaint: Message, among files: [(file: FileVersion, path: String)]
  ) {
    let wanted = name.lowercased()
    DispatchQueue.global(qos: .userInitiated).async { [sources, queue] in
      let found = files.first { entry in
        guard let bytes = sources.text(of: entry.path) else { return false }
        return Outline.names(of: bytes).contains { $0.lowercased() == wanted }
      }
      queue.put(found.map { .foundAlias($0.file, anchor: anchor) } ?? .notice(complaint))
    }
  }

  /// Looks for annotations in the notebook whose notes are gone, and says where they are.
  func findStrays(in folders: NotebookRoots, besides notes: [String]) {
    DispatchQueue.global(qos: .utility).async { [sources, queue] in
      let environment = sources.environment
      let detached = SidecarListing.detached(under: folders.roots, sources: notes, environment)
      guard let first = detached.first else { return }
      let more = detached.count > 1 ? " and \(detached.count - 1) more" : ""
      let note = first.source.split(separator: "/").last.map(String.init) ?? first.source
      queue.put(
        .notice(Message("\(note)\(more): annotations without their notes; gloss check says where", .warning)))
    }
  }

  /// One search: where its notes come from and where its answers go.
  private final class SearchRun: SearchHost {
    let runner: EffectRunner
    let number: Int
    private let queue: EventQueue
    private let index: NoteIndex?
    private var due = ContinuousClock.now + EffectRunner.firstReportDelay

    init(runner: EffectRunner, number: Int, queue: EventQueue, index: NoteIndex?) {
      self.queue = queue
      self.index = index
      self.runner = runner
      self.number = number
    }

    var isWanted: Bool { runner.latestSearch.load(ordering: .relaxed) == number }

    var isReportDue: Bool { ContinuousClock.now > due }

    var today: Day { Day(prefix: runner.sources.environment.now().text) ?? Day(number: 0) }

    func day(of path: String) -> Day? {
      let environment = runner.sources.environment
      let status = try? environment.fileSystem.status(
        of: normalized(path, from: environment.currentDirectory), in: nil, followingLinks: true)
      return status.map { Day(seconds: Int($0.modified / 1_000_000_000)) }
    }

    func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    func mayFind(_ matcher: Matcher, in files: [(path: String, facts: FileFacts)]) -> [Bool]? {
      guard let index else { return nil }
      let filter = SignatureFilter(matcher)
      return zip(index.signatures(of: files.map(\.path)), files).map { signature, file in
        signature.map { filter.mayFindTopics($0, facts: file.facts) } ?? true
      }
    }

    func vocabulary(of paths: [String]) -> Vocabulary? {
      let (runner, number) = (runner, number)
      return index?.vocabulary(of: paths) { runner.latestSearch.load(ordering: .relaxed) == number }
    }

    func bytes(of path: String) -> [UInt8]? { runner.sources.text(of: path) }

    func titles(of file: FileID, path: String) -> TitleIndex? {
      if let known = runner.titles.withLock({ $0[path] }) { return known }
      guard let bytes = runner.sources.text(of: path) else { return nil }
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
