import Annotations
import Notebook
import Outline
import Store
import Synchronization

/// Does what a notebook asks of the disk: reads sources, keeps sidecars and drafts. Any thread may call it; calls
/// block.
package final class SourceService: Sendable {
  /// The file system, the clock and the folders that are used.
  package let environment: StoreEnvironment
  let store: Store
  let journal: DraftJournal
  /// Sources that annotations were made on.
  let archive: SourceArchive
  /// Sources as the reader saw them last.
  let readings: SourceArchive
  /// The facts about each source that is open. One lock is enough: it is held only to look and to replace.
  private let sources = Mutex(PathTable<OpenSource>())

  /// Larger sources aren't archived: finding places in them again has to do with what the annotations remember.
  static let archiveLimit = 8 << 20

  /// A service that knows of no source yet.
  package init(_ environment: StoreEnvironment) {
    self.environment = environment
    store = Store(environment)
    journal = DraftJournal(environment)
    archive = SourceArchive(environment)
    readings = SourceArchive(environment, named: "read", maximumSize: 256 << 20)
  }

  // MARK: Open sources

  /// Returns the facts about the source at a path, empty ones where it is not open.
  func source(_ path: String) -> OpenSource { sources.withLock { $0[path] ?? OpenSource() } }

  /// Replaces what is known of the source at a path.
  @discardableResult
  func update<Result: Sendable>(_ path: String, _ body: (inout OpenSource) -> Result) -> Result {
    sources.withLock { sources in
      var source = sources[path] ?? OpenSource()
      defer { sources[path] = source }
      return body(&source)
    }
  }

  /// Forgets all sources besides those at `paths`.
  package func close(besides paths: [String]) {
    sources.withLock { sources in
      var kept = PathTable<OpenSource>()
      for path in paths { kept[path] = sources[path] }
      sources = kept
    }
  }

  /// The number of sources of which something is known.
  var openCount: Int { sources.withLock { $0.count } }

  func absolute(_ path: String) -> String { normalized(path, from: environment.currentDirectory) }

  // MARK: Reading

  private static let unfinishedDelay = 60

  /// Reads and parses a source.
  ///
  /// - Throws: `StoreError` where the file can't be read; what was known of it stays.
  package func read(_ path: String) throws(StoreError) -> OpenedSource {
    parse(try SourceFile.read(path, environment))
  }

  /// Reads and parses a source again; nil where it is as it was, with what `blob` names. What is large is taken for
  /// unchanged where the system says that nobody touched it.
  ///
  /// - Throws: `StoreError` where the file can't be read, and `.emptied` where it has lost all of its text; what was
  ///   known of it stays.
  func readAgain(_ path: String, blob: String?) throws(StoreError) -> OpenedSource? {
    let known = source(path)
    if let status = known.reading?.status, status.size > Self.archiveLimit, status == self.status(of: path) {
      return nil
    }
    var file = try SourceFile.read(path, environment)
    if known.looksUnfinished(file) {
      // Somebody may be writing it anew from its beginning.
      environment.fileSystem.pause(milliseconds: Self.unfinishedDelay)
      file = try SourceFile.read(path, environment)
    }
    if file.bytes.isEmpty, (known.reading?.status?.size ?? 0) > 0 { throw .emptied(path: path) }
    if blobID(of: file.bytes) == blob {
      update(path) { [status = file.status] in $0.reading?.status = status }
      return nil
    }
    return parse(file)
  }

  private func status(of path: String) -> FileStatus? {
    try? environment.fileSystem.status(of: absolute(path), in: nil, followingLinks: true)
  }

  /// Parses a source that was read, and finds where its annotations stand in it, as far as they are known.
  func parse(_ file: SourceFile) -> OpenedSource {
    let reading = OpenSource.Reading(
      outline: Outline(decoding: file.bytes), blob: blobID(of: file.bytes), status: file.status,
      bytes: file.bytes.count <= Self.archiveLimit ? file.bytes : nil)
    var opened = OpenedSource(outline: reading.outline, blob: reading.blob, trouble: SourceService.trouble(of: file))
    let known = update(file.path) { source in
      if let before = source.reading { source.oldVersions[before.blob] = .some(before.outline) }
      source.reading = reading
      return source
    }
    guard let sidecar = known.sidecar else { return opened }
    let old = oldVersions(for: sidecar, at: file.path)
    opened.placementCache = place(sidecar, at: file.path, old)
    return opened
  }

  /// Takes a source that was read elsewhere for what it is now.
  package func remember(_ outline: Outline, bytes: [UInt8], of path: String) {
    let reading = OpenSource.Reading(
      outline: outline, blob: blobID(of: bytes), bytes: bytes.count <= Self.archiveLimit ? bytes : nil)
    update(path) { $0.reading = reading }
  }

  /// Returns the places of a source's annotations; nil where the source was not read yet. Computed here, off the main
  /// thread.
  func place(_ sidecar: OpenedSidecar, at path: String, _ oldVersions: [String: Outline]) -> PlacementCache? {
    let known = source(path)
    guard let reading = known.reading else { return nil }
    var placements = PlacementCache(blob: reading.blob, oldSources: oldVersions)
    if let before = known.placements, before.isFor(blob: reading.blob, oldVersions: oldVersions.keys) {
      placements = before
    }
    _ = placements.place(
      sidecar.annotations.map(\.anchor), origins: sidecar.annotations.map { known.origins[$0.id] }, in: reading.outline)
    update(path) { [placements] source in
      if source.reading?.blob == placements.blob { source.placements = placements }
    }
    return placements
  }

  /// The older versions of a source that its annotations were made on, without the one that is there now; others are
  /// forgotten.
  func oldVersions(for sidecar: OpenedSidecar, at path: String) -> [String: Outline] {
    let known = source(path)
    let wanted = OpenSource.wantedVersions(of: sidecar.annotations, known.origins, besides: known.reading?.blob)
    var versions: [String: Outline?] = [:]
    for blob in wanted {
      versions[blob] = .some(known.oldVersions[blob] ?? outline(ofBlob: blob, near: sidecar.location.source))
    }
    update(path) { [versions] in $0.oldVersions = versions }
    return versions.compactMapValues { $0 }
  }

  func outline(ofBlob blob: String, near source: String) -> Outline? {
    let bytes = (try? archive.bytes(ofBlob: blob, near: source)) ?? nil
    return bytes.map(Outline.init(decoding:))
  }

  /// The bytes of a source that is not to be opened; nil where it can't be read or is very large.
  func bytes(of path: String) -> [UInt8]? {
    guard let bytes = try? SourceFile.read(path, environment).bytes else { return nil }
    return bytes.count <= Self.archiveLimit ? bytes : nil
  }

  /// The text of a source that is not to be opened, as UTF-8; nil where it can't be read.
  func text(of path: String) -> [UInt8]? {
    guard let bytes = try? SourceFile.read(path, environment).bytes else { return nil }
    return SourceEncoding(of: bytes).decode(bytes)
  }

  private static func trouble(of file: SourceFile) -> Message? {
    if !file.isSettled { return Message("\(file.path) changes while it is read", .warning) }
    let encoding = SourceEncoding(of: file.bytes)
    guard encoding == .utf8 else { return Message("\(file.path) is \(encoding.name), shown as such") }
    if file.bytes.prefix(4096).contains(0) {
      return Message("\(file.path) has NUL bytes: is it a text file?", .warning)
    }
    if (try? UTF8Span(validating: file.bytes.span)) != nil { return nil }
    return Message("\(file.path) is not UTF-8: what can't be read shows as \u{FFFD}", .warning)
  }
}
