import Annotations

extension SidecarListing {
  /// A detached sidecar and the source that it seems to speak of: renamed without it.
  package struct SidecarMatch: Hashable, Sendable {
    /// The sidecar that lost its source.
    package var detached: DetachedSidecar
    /// The source as it is called now: absolute.
    package var source: String
    /// The grounds for the match.
    package var evidence: Evidence

    /// The likeliest match of each; none where two are equally likely.
    fileprivate static func surest(of candidates: [Candidate]) -> [SidecarMatch] {
      candidates.compactMap { candidate in
        let best = candidate.found.map(\.evidence).min()
        let likely = candidate.found.filter { $0.evidence == best }
        return likely.count == 1 ? likely[0] : nil
      }.sorted { ($0.evidence, $0.detached.path) < ($1.evidence, $1.detached.path) }
    }
  }

  /// The reason to believe that a sidecar belongs to a source; the first is the surest.
  package enum Evidence: Int, Comparable, Sendable {
    /// The annotations were made on exactly these bytes.
    case sameBytes
    /// Git says that the one was renamed into the other.
    case git
    /// Most of the text that they were made on is there.
    case sameLines
    /// Most of what they quote is there.
    case quotations

    /// Whether `a` is the stronger evidence.
    package static func < (a: Evidence, b: Evidence) -> Bool { a.rawValue < b.rawValue }
  }

  /// The share of the old lines, or of the quotations, that has to be there.
  private static let share = 0.5
  /// Quotations together have to be longer than this, in bytes: `- one` stands in many files.
  private static let leastQuoted = 40

  /// The detached sidecars where a source's sidecar is kept that seem to be its own, the surest first.
  package static func matches(
    for source: String, bytes: [UInt8], _ environment: StoreEnvironment
  ) -> [SidecarMatch] {
    guard let location = try? SidecarLocation.locate(source, environment) else { return [] }
    let folder = split(location.placement == .stateFolder ? location.source : location.path).folder
    let nearby = Self.detached(under: [folder], sources: [location.source], isDeep: false, environment)
    let all = nearby + Self.detached(namedLike: [location.source], environment).filter { !nearby.contains($0) }
    return matches(of: all, with: [location.source], environment) { _ in bytes }
  }

  /// For each detached sidecar the source that it most surely belongs to, if any does.
  ///
  /// - Parameter read: The bytes of a source; it is called at most twice for each, and never where there is no detached
  ///   sidecar.
  package static func matches(
    of sidecars: [DetachedSidecar], with sources: [String], _ environment: StoreEnvironment,
    reading read: ((String) -> [UInt8]?)? = nil
  ) -> [SidecarMatch] {
    var candidates = sidecars.compactMap { Candidate($0, environment) }
    guard !candidates.isEmpty else { return [] }
    let read = read ?? { try? SourceFile.read($0, environment).bytes }
    let paths = sources.map { normalized($0, from: environment.currentDirectory) }
    for path in paths where candidates.contains(where: { !$0.blobs.isEmpty }) {
      guard let blob = read(path).map({ blobID(of: $0) }) else { continue }
      for index in candidates.indices where candidates[index].blobs.contains(blob) {
        candidates[index].add(path, .sameBytes)
      }
    }
    guard candidates.contains(where: { $0.found.isEmpty }) else { return SidecarMatch.surest(of: candidates) }
    for path in paths {
      // git is asked once about each source, and only where no source is the same as it was.
      let former = Git(source: path).formerPaths()
      var lines: SourceLines?
      for index in candidates.indices where candidates[index].found.first?.evidence != .sameBytes {
        if former.contains(candidates[index].detached.source) {
          candidates[index].add(path, .git)
          continue
        }
        lines = lines ?? read(path).map(SourceLines.init)
        if let lines, let evidence = candidates[index].evidence(in: lines, of: path, environment) {
          candidates[index].add(path, evidence)
        }
      }
    }
    return SidecarMatch.surest(of: candidates)
  }

  /// A detached sidecar while its source is looked for.
  fileprivate struct Candidate {
    let detached: DetachedSidecar
    private let anchors: [Anchor]
    /// The blob ids of the source versions that its annotations were made on.
    let blobs: Set<String>
    private(set) var found: [SidecarMatch] = []

    /// Nil where it says nothing.
    init?(_ detached: DetachedSidecar, _ environment: StoreEnvironment) {
      guard let document = SidecarListing.document(of: detached, environment), document.isWhole,
        !document.records.isEmpty
      else { return nil }
      self.detached = detached
      anchors = document.annotations.flatMap { [$0.anchor] + $0.anchor.confirmed }
      blobs = Set(anchors.compactMap { $0.evidence?.blob })
    }

    mutating func add(_ source: String, _ evidence: Evidence) {
      found.append(SidecarMatch(detached: detached, source: source, evidence: evidence))
    }

    func evidence(in lines: SourceLines, of source: String, _ environment: StoreEnvironment) -> Evidence? {
      SidecarListing.evidence(anchors, blobs, source, lines, environment)
    }
  }

  /// The evidence of the texts, where neither the bytes nor git tell.
  private static func evidence(
    _ anchors: [Anchor], _ blobs: Set<String>, _ source: String, _ lines: SourceLines, _ environment: StoreEnvironment
  ) -> Evidence? {
    for blob in blobs.sorted().suffix(4) {
      let old = (try? SourceArchive(environment).bytes(ofBlob: blob, near: source)) ?? nil
      guard let old else { continue }
      return lines.share(of: SourceLines(old)) >= share ? .sameLines : nil
    }
    let quoted = Set(anchors.compactMap(\.selectedText).flatMap { SourceLines(Array($0.utf8)).all })
    let there = quoted.filter(lines.all.contains)
    let size = there.reduce(0) { $0 + $1.count }
    return Double(there.count) >= share * Double(quoted.count) && size >= leastQuoted ? .quotations : nil
  }

  /// The sidecar that a source left behind which is gone; nil where there is none, or the source is there.
  package static func detached(of source: String, _ environment: StoreEnvironment) -> DetachedSidecar? {
    guard let location = try? SidecarLocation.locate(source, environment), !isSource(location.source, environment)
    else { return nil }
    return [location.path, location.statePath].first { isSource($0, environment) }
      .map { DetachedSidecar(path: $0, source: location.source) }
  }

  /// Whether there is a file of this name.
  package static func isSource(_ path: String, _ environment: StoreEnvironment) -> Bool {
    let path = normalized(path, from: environment.currentDirectory)
    return (try? environment.fileSystem.status(of: path, in: nil, followingLinks: true))?.kind == .file
  }

  static func document(of detached: DetachedSidecar, _ environment: StoreEnvironment) -> SidecarDocument? {
    guard let bytes = (try? FileContents.read(detached.path, on: environment.fileSystem))??.bytes else { return nil }
    return SidecarDocument(bytes, format: detached.path.hasSuffix(".json") ? .json : .yaml, path: detached.path)
  }
}

/// The different lines of a text that say something, without white space around them.
private struct SourceLines {
  let all: Set<ArraySlice<UInt8>>

  init(_ bytes: [UInt8]) {
    let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }.compactMap { line -> ArraySlice<UInt8>? in
      let trimmed = line.drop { $0 == 0x20 || $0 == 0x09 }
      let end = trimmed.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? trimmed.startIndex
      return end - trimmed.startIndex >= 3 ? trimmed[..<end] : nil
    }
    all = Set(lines)
  }

  /// The share of another text's lines that are here, 0 to 1.
  func share(of other: SourceLines) -> Double {
    other.all.isEmpty ? 0 : Double(other.all.count { all.contains($0) }) / Double(other.all.count)
  }
}
