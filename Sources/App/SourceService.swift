import Annotations
import Notebook
import Outline
import Store
import Synchronization

extension SaveConflict {
  /// What became of a change that met somebody else's.
  fileprivate var message: String {
    switch self {
    case .bothChanged: "somebody else changed this annotation too: theirs stays, yours is a reply to it"
    case .kept: "somebody else changed this annotation too: theirs stays"
    case .restored: "somebody else had deleted this annotation: it is there again, with your change"
    case .notDeleted: "somebody else changed this annotation: it was not deleted"
    }
  }
}

/// Does what a notebook asks of the disk: reads sources, keeps sidecars and drafts. Any thread may call it; calls block.
package final class SourceService: Sendable {
  package let environment: StoreEnvironment
  private let store: Store
  private let journal: DraftJournal
  private let copies: SourceArchive
  /// Sources as the reader saw them last.
  private let readings: SourceArchive
  private let keptReadings = Mutex(PathTable<KeptReading>())
  private let sidecars = Mutex(PathTable<OpenedSidecar>())
  /// Sidecars without their notes that were offered to the notes at a path: each once.
  private let detached = Mutex(PathTable<SidecarListing.DetachedSidecar>())
  /// The bytes of each source as they were read last, which annotations are made on.
  private let sources = Mutex(PathTable<(bytes: [UInt8], blob: String)>())
  /// What each source said when it was read last, and where its annotations stand in that.
  private let outlines = Mutex(PathTable<(outline: Outline, blob: String)>())
  /// The versions that records of other programs were made on, by annotation.
  private let origins = Mutex(PathTable<[String: Anchor.Origin]>())
  private let places = Mutex(PathTable<PlacementCache>())
  /// What the system told of each source when it was read last.
  private let statuses = Mutex(PathTable<FileStatus>())
  /// Older versions that were asked for already, by blob id; nil for those that are not to be had.
  private let oldSources = Mutex<[String: Outline?]>([:])

  /// Larger sources are not copied: finding places in them again has to do with what the annotations remember.
  private static let mostCopied = 8 << 20

  /// Of larger sources it is not kept what they said when they were read: what is new in them is not told then, unless
  /// the reader marked something.
  private static let mostReread = 64 << 20

  private static let unfinishedDelay = 60

  package init(_ environment: StoreEnvironment) {
    self.environment = environment
    store = Store(environment)
    journal = DraftJournal(environment)
    copies = SourceArchive(environment)
    readings = SourceArchive(environment, named: "read", maximumSize: 256 << 20)
  }

  /// Reads and parses a source.
  package func read(_ path: String) throws(StoreError) -> OpenedSource { parse(try SourceFile.read(path, environment)) }

  /// Reads and parses a source again; nil where it is as it was, with what `blob` names. What is large is taken for
  /// unchanged where the system says that nobody touched it.
  func readAgain(_ path: String, blob: String?) throws(StoreError) -> OpenedSource? {
    if let known = statuses.withLock({ $0[path] }), known.size > SourceService.mostCopied, known == status(of: path) {
      return nil
    }
    var file = try SourceFile.read(path, environment)
    if looksUnfinished(file) {
      // Somebody may be writing it anew from its beginning.
      environment.fileSystem.pause(milliseconds: SourceService.unfinishedDelay)
      file = try SourceFile.read(path, environment)
    }
    if file.bytes.isEmpty, statuses.withLock({ ($0[path]?.size ?? 0) > 0 }) { throw .emptied(path: path) }
    if blobID(of: file.bytes) == blob {
      statuses.withLock { $0[path] = file.status }
      return nil
    }
    return parse(file)
  }

  /// Whether a source is only the beginning of what it was.
  private func looksUnfinished(_ file: SourceFile) -> Bool {
    if file.bytes.isEmpty { return true }
    guard let known = sources.withLock({ $0[file.path]?.bytes }), file.bytes.count < known.count else { return false }
    return known.starts(with: file.bytes)
  }

  private func status(of path: String) -> FileStatus? {
    try? environment.fileSystem.status(of: absolute(path), in: nil, followingLinks: true)
  }

  private func remember(_ file: SourceFile, blob: String) {
    guard file.bytes.count <= SourceService.mostCopied else { return }
    sources.withLock { $0[file.path] = (file.bytes, blob) }
  }

  func parse(_ file: SourceFile) -> OpenedSource {
    let blob = blobID(of: file.bytes)
    statuses.withLock { $0[file.path] = file.status }
    var source = OpenedSource(outline: Outline(decoding: file.bytes), blob: blob, trouble: Self.trouble(of: file))
    remember(file, blob: blob)
    let outline = source.outline
    let before = outlines.withLock { $0.updateValue((outline, blob), for: file.path) }
    guard let opened = sidecars.withLock({ $0[file.path] }) else { return source }
    let origins = origins.withLock { $0[file.path] } ?? [:]
    if let before, wantedBlobs(of: opened, origins, besides: blob).contains(before.blob) {
      oldSources.withLock { $0[before.blob] = .some(before.outline) }
    }
    source.placementCache = placementCache(of: opened, at: file.path, oldSources(of: opened, at: file.path))
    return source
  }

  /// Where the annotations of a source stand in it; nil where it was not read yet. Found out here, beside the keys.
  private func placementCache(
    of opened: OpenedSidecar, at path: String, _ oldSources: [String: Outline]
  ) -> PlacementCache? {
    guard let (outline, blob) = outlines.withLock({ $0[path] }) else { return nil }
    var placementCache = PlacementCache(blob: blob, oldSources: oldSources)
    let known = places.withLock { $0[path] }
    if let known, known.isFor(blob: blob, oldVersions: oldSources.keys) { placementCache = known }
    let origins = origins.withLock { $0[path] } ?? [:]
    _ = placementCache.place(
      opened.annotations.map(\.anchor), origins: opened.annotations.map { origins[$0.id] }, in: outline)
    places.withLock { [placementCache] in $0[path] = placementCache }
    return placementCache
  }

  /// Files up to this many bytes are read and parsed before the first frame; of larger ones, the beginning is.
  private static let wholeAtOnce = 1 << 20
  /// How many bytes are enough for the first screens.
  private static let beginning = 1 << 18

  /// Whether `file` is parsed in two steps, its beginning first.
  static func isLarge(_ file: SourceFile) -> Bool { !file.isWhole || file.bytes.count > wholeAtOnce }

  /// Reads a file, or the beginning of a large one.
  static func readBeginning(_ path: String, _ environment: StoreEnvironment) throws(StoreError) -> SourceFile {
    try SourceFile.readBeginning(path, environment, limit: UInt64(wholeAtOnce), length: beginning + 1)
  }

  /// Only the beginning of a large file.
  func parseBeginning(of file: SourceFile) -> OpenedSource {
    Self.beginning(of: file, limit: Self.beginning)
  }

  /// In a folder, files longer than this show their beginning first, so many bytes of it: a screen or two is enough to
  /// unfold one.
  private static let unfoldedAtOnce = 1 << 17
  private static let unfolded = 1 << 16

  /// The beginning of a file of a folder that takes longer to parse than the reader is to wait; nil for others.
  static func beginning(of file: SourceFile) -> OpenedSource? {
    guard file.bytes.count > unfoldedAtOnce else { return nil }
    return beginning(of: file, limit: unfolded)
  }

  private static func beginning(of file: SourceFile, limit: Int) -> OpenedSource {
    let text = SourceEncoding(of: file.bytes).decode(file.bytes)
    return OpenedSource(outline: Outline(parsingPrefix: Outline.prefix(of: text, limit: limit)), isPartial: true)
  }

  private static func trouble(of file: SourceFile) -> Message? {
    if !file.isSettled { return Message("\(file.path) changes while it is read", .warning) }
    let encoding = SourceEncoding(of: file.bytes)
    guard encoding == .utf8 else { return Message("\(file.path) is \(encoding.name), shown as such") }
    if file.bytes.prefix(4096).contains(0) {
      return Message("\(file.path) has NUL bytes: is it a text file?", .warning)
    }
    guard String(validating: file.bytes, as: UTF8.self) == nil else { return nil }
    return Message("\(file.path) is not UTF-8: what can't be read shows as \u{FFFD}", .warning)
  }

  /// Reads what has been written about a source.
  package func annotations(of path: String) throws(StoreError) -> SidecarSnapshot {
    guard path != "-" else { return SidecarSnapshot(annotations: [], drafts: []) }
    let opened = try store.open(source: path)
    sidecars.withLock { $0[path] = opened }
    var read = read(opened, at: path)
    read.steps = (try? store.steps(for: absolute(path))) ?? []
    if opened.annotations.isEmpty, detached.withLock({ $0[path] }) == nil, let match = match(for: path) {
      detached.withLock { $0[path] = match.detached }
      let isNamedAlike = split(match.detached.source).name == split(match.source).name
      read.detachedSidecar = isNamedAlike ? match.detached.source : match.detached.name
    } else if let copy = conflictCopy(in: opened) {
      read.detachedSidecar = split(copy).name
    }
    return read
  }

  /// The sidecar that was left behind when the file was renamed; nil where none is beside it that is surely its own.
  private func match(for path: String) -> SidecarListing.SidecarMatch? {
    guard let bytes = sources.withLock({ $0[path]?.bytes }) else { return nil }
    return SidecarListing.matches(for: path, bytes: bytes, environment).first
  }

  /// A copy of a sidecar that a program for synchronizing left beside it.
  private func conflictCopy(in opened: OpenedSidecar) -> String? {
    opened.writability == .unreadable ? nil : opened.problems.first { $0.kind == .conflictCopy }?.path
  }

  /// Merges a copy that a program for synchronizing left; nil where there is none.
  private func absorbCopy(for path: String) throws(StoreError) -> SidecarSnapshot? {
    let opened = try store.open(source: path)
    guard let copy = conflictCopy(in: opened) else { return nil }
    let merged = try store.absorb(copy: copy, into: opened)
    sidecars.withLock { $0[path] = merged }
    var read = read(merged, at: path)
    read.detachedSidecar = conflictCopy(in: merged).map { split($0).name }
    return read
  }

  /// Takes over the sidecar that was offered, or what a copy of it has; nil where none was.
  func adopt(for path: String) throws(StoreError) -> SidecarSnapshot? {
    guard let sidecar = detached.withLock({ $0.removeValue(for: path) }) else { return try absorbCopy(for: path) }
    let opened = try store.adopt(sidecar, for: path)
    sidecars.withLock { $0[path] = opened }
    renamed(sidecar.source, to: absolute(path))
    return read(opened, at: path)
  }

  /// Which sources something may have been written about.
  var annotatedSources: AnnotatedSources { AnnotatedSources(environment) }

  /// The annotations of a source that is not to be opened; nil where there are none, or they can't be read. Nothing of
  /// what is read is kept.
  func digest(of path: String) -> AnnotationSummary? {
    guard let opened = try? store.open(source: path) else { return nil }
    var read = SidecarSnapshot(
      annotations: opened.annotations, drafts: (try? journal.drafts(for: opened)) ?? [])
    guard !read.annotations.isEmpty || !read.drafts.isEmpty, let file = try? SourceFile.read(path, environment)
    else { return nil }
    let source = OpenedSource(outline: Outline(decoding: file.bytes), blob: blobID(of: file.bytes))
    read.origins = store.origins(of: opened, bytes: nil, blob: blobID(of: file.bytes))
    for blob in wantedBlobs(of: opened, read.origins, besides: source.blob) {
      read.oldSources[blob] = outline(ofBlob: blob, near: opened.location.source)
    }
    return AnnotationSummary(of: Document(source, read, today: ""))
  }

  /// The text of a source that is not to be opened, as UTF-8; nil where it can't be read.
  func bytes(of path: String) -> [UInt8]? {
    guard let bytes = try? SourceFile.read(path, environment).bytes else { return nil }
    return SourceEncoding(of: bytes).decode(bytes)
  }

  /// Reads again what has been written about a source, if it is not what was read before; nil where it is.
  func refreshedAnnotations(of path: String) throws(StoreError) -> SidecarSnapshot? {
    let known = sidecars.withLock { $0[path] }
    // What could not be read before may be mended.
    guard let known else { return try annotations(of: path) }
    guard let fresh = try store.refresh(known) else { return nil }
    sidecars.withLock { $0[path] = fresh }
    return read(fresh, at: path)
  }

  /// Forgets annotations that another program left out, so that they are not offered again.
  func letGo(_ ids: Set<String>, of path: String) throws(StoreError) -> SidecarSnapshot {
    let known = sidecars.withLock { $0[path] }
    let opened = if let known { known } else { try store.open(source: path) }
    let fresh = try store.letGo(ids, of: opened)
    sidecars.withLock { $0[path] = fresh }
    return read(fresh, at: path)
  }

  /// The file that annotations of a source are kept in, once they were read.
  func sidecarPath(of path: String) -> String? { sidecars.withLock { $0[path]?.path } }

  /// A file with its links followed, once its annotations were read.
  func resolvedPath(of path: String) -> String? { sidecars.withLock { $0[path]?.location.source } }

  // MARK: Memory

  /// How the notebook at `path` was left; nil where nothing is known or it makes no sense.
  package func memory(of path: String) -> SavedView? {
    (try? store.state(named: "view", for: absolute(path))).flatMap { $0 }.flatMap(SavedView.init)
  }

  /// Keeps how a notebook was left. What can't be kept is not worth a word.
  func keep(_ memory: SavedView, of path: String) {
    try? store.setState(memory.rows, named: "view", for: absolute(path))
    try? store.setState(AppState(lastNotebook: absolute(path)).rows, named: "program")
  }

  /// What is remembered of the program as a whole.
  var appState: AppState? { (try? store.state(named: "program")).flatMap { $0 }.flatMap(AppState.init) }

  /// Notes have another name now: what the program remembers as a whole is to know it.
  package func renamed(_ old: String, to new: String) {
    guard var memory = appState, memory.lastNotebook == old else { return }
    memory.lastNotebook = new
    try? store.setState(memory.rows, named: "program")
  }

  private func absolute(_ path: String) -> String { normalized(path, from: environment.currentDirectory) }

  /// Carries out `changes`; when it returns they are on the disk.
  package func save(
    _ changes: [AnnotationChange], to path: String, hardLinks: HardLinkPolicy = .refuse
  ) throws(StoreError) -> SidecarSnapshot {
    let known = sidecars.withLock { $0[path] }
    let opened = if let known { known } else { try store.open(source: path) }
    let saved = try store.save(changes, to: opened, hardLinks: hardLinks)
    // For finding places again; nothing that was saved depends on it.
    if let bytes = sources.withLock({ $0[path]?.bytes }) { _ = try? copies.keep(bytes) }
    sidecars.withLock { $0[path] = saved }
    return read(saved, at: path)
  }

  /// What was read, with all that belongs to it. Nothing of that keeps the annotations from being shown.
  private func read(_ opened: OpenedSidecar, at path: String) -> SidecarSnapshot {
    var read = SidecarSnapshot(annotations: opened.annotations, trouble: trouble(of: opened))
    if case .elsewhere(let path) = opened.writability, !environment.keepsSidecarsApart { read.elsewhere = path }
    do throws(StoreError) {
      read.drafts = try journal.drafts(for: opened)
    } catch {
      read.trouble = read.trouble ?? Message("drafts can't be read: \(error.message)", .warning)
    }
    if let blob = outlines.withLock({ $0[path]?.blob }) {
      let bytes = sources.withLock { $0[path]?.bytes }
      read.origins = store.origins(of: opened, bytes: bytes, blob: blob)
      origins.withLock { [origins = read.origins] in $0[path] = origins }
    }
    read.oldSources = oldSources(of: opened, at: path)
    read.placementCache = placementCache(of: opened, at: path, read.oldSources)
    read.missing = opened.missing
    return read
  }

  /// The older versions of a source that its annotations were made on, without the one that is there now.
  private func oldSources(of opened: OpenedSidecar, at path: String) -> [String: Outline] {
    let wanted = wantedBlobs(
      of: opened, origins.withLock { $0[path] } ?? [:], besides: outlines.withLock { $0[path]?.blob })
    for blob in wanted where oldSources.withLock({ $0[blob] == nil }) {
      let outline = outline(ofBlob: blob, near: opened.location.source)
      oldSources.withLock { $0[blob] = .some(outline) }
    }
    return oldSources.withLock { known in known.filter { wanted.contains($0.key) }.compactMapValues { $0 } }
  }

  /// The versions that the latest annotations were made on, a few: beyond them what the annotations remember themselves
  /// has to do.
  private static let mostVersions = 12

  private func wantedBlobs(
    of opened: OpenedSidecar, _ origins: [String: Anchor.Origin], besides current: String?
  ) -> [String] {
    var wanted: [String] = []
    for annotation in opened.annotations.reversed() {
      let anchors = [annotation.anchor] + annotation.anchor.confirmed
      for blob in anchors.map({ $0.evidence?.blob }) + [origins[annotation.id]?.blob] {
        guard let blob, !wanted.contains(blob), blob != current else { continue }
        wanted.append(blob)
        if wanted.count == Self.mostVersions { return wanted }
      }
    }
    return wanted
  }

  private func outline(ofBlob blob: String, near source: String) -> Outline? {
    let bytes = (try? copies.bytes(ofBlob: blob, near: source)) ?? nil
    return bytes.map(Outline.init(decoding:))
  }

  private func trouble(of opened: OpenedSidecar) -> Message? {
    if let conflict = opened.conflicts.first {
      return Message(conflict.message, .warning)
    }
    switch opened.writability {
    case .unreadable:
      let problem = opened.problems.first { $0.preventsWriting } ?? opened.problems.first
      return Message(problem?.message ?? "\(opened.path) can't be read whole", .error)
    case .elsewhere, .writable: return opened.problems.first.map { Message($0.message, .warning) }
    }
  }

  /// Keeps what can be taken back in the annotations of a source.
  func keep(
    _ steps: [UndoStep], known: Set<UndoStep.ID>, of path: String
  ) throws(StoreError) {
    guard path != "-" else { return }
    try store.setSteps(steps, known: known, for: absolute(path))
  }

  // MARK: Reading

  /// How far the reader was in a source when it was left, in the version that is in view now; what has come or changed
  /// since is unseen. Of one that was never read, nothing is.
  func reading(of path: String, _ outline: Outline, blob: String) -> ReadingState {
    let kept = (try? store.reading(for: absolute(path))) ?? nil
    guard path != "-", let kept else { return ReadingState() }
    keptReadings.withLock { $0[path] = kept }
    if kept.blob == blob { return kept.state.clamped(to: outline.count) }
    guard let bytes = (try? readings.bytes(ofBlob: kept.blob, near: path)) ?? nil else { return ReadingState() }
    let old = Outline(decoding: bytes)
    return kept.state.clamped(to: old.count).moved(from: old, to: outline)
  }

  /// Keeps how far the reader is. Of a large source that nothing is marked in, nothing is kept.
  func keep(_ reading: ReadingState, of path: String, bytes: [UInt8], blob: String) {
    let kept = KeptReading(reading, blob: blob)
    guard path != "-", bytes.count <= SourceService.mostReread || !reading.isEmpty,
      keptReadings.withLock({ $0.updateValue(kept, for: path) }) != kept
    else { return }
    _ = try? readings.keep(bytes)
    try? store.setReading(kept, for: absolute(path))
  }

  // MARK: Drafts

  func write(_ draft: Draft, of path: String) throws(StoreError) { try journal.write(draft, source: path) }
  func moveDrafts(from old: String, to path: String) throws(StoreError) { try journal.move(from: old, to: path) }
  func removeDraft(_ id: String, of path: String) throws(StoreError) { try journal.remove(id, source: path) }
  func synchronizeDrafts() throws(StoreError) { try journal.sync() }
}
