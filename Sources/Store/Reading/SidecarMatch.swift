import Annotations

extension SidecarListing {
  /// A detached sidecar and the source that it seems to speak of: renamed without it.
  package struct SidecarMatch: Hashable, Sendable {
    package var detached: DetachedSidecar
    /// The source as it is called now: absolute.
    package var source: String
    package var evidence: Evidence
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
    let nearby = Self.detached(under: folder, besides: [location], isDeep: false, environment)
    let all = nearby + Self.detached(namedLike: [location], environment).filter { !nearby.contains($0) }
    return matches(of: all, with: [(location.source, bytes)], environment)
  }

  /// For each detached sidecar the source that it most surely belongs to, if any does.
  package static func matches(
    of sidecars: [DetachedSidecar], with sources: [(path: String, bytes: [UInt8])], _ environment: StoreEnvironment
  ) -> [SidecarMatch] {
    guard !sidecars.isEmpty else { return [] }
    let census = sources.map { (path: $0.path, blob: blobID(of: $0.bytes), lines: SourceLines($0.bytes)) }
    var matches: [SidecarMatch] = []
    // git is asked once about each source, and only where no source is the same as it was.
    var formerPaths: [String: [String]] = [:]
    for detached in sidecars {
      guard let document = document(of: detached, environment), document.isWhole, !document.records.isEmpty else {
        continue
      }
      let anchors = document.annotations.flatMap { [$0.anchor] + $0.anchor.confirmed }
      let blobs = Set(anchors.compactMap { $0.evidence?.blob })
      var found = census.filter { blobs.contains($0.blob) }
        .map { SidecarMatch(detached: detached, source: $0.path, evidence: .sameBytes) }
      for source in census where found.first?.evidence != .sameBytes {
        let former = formerPaths[source.path] ?? Git(source: source.path).formerPaths()
        formerPaths[source.path] = former
        let evidence =
          former.contains(detached.source) ? .git : evidence(anchors, blobs, source.path, source.lines, environment)
        if let evidence { found.append(SidecarMatch(detached: detached, source: source.path, evidence: evidence)) }
      }
      // Two that are equally likely: neither.
      guard let best = found.map(\.evidence).min(), case let likely = found.filter({ $0.evidence == best }),
        likely.count == 1
      else { continue }
      matches += likely
    }
    return matches.sorted { ($0.evidence, $0.detached.path) < ($1.evidence, $1.detached.path) }
  }

  /// What the texts say, where neither the bytes nor git tell.
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

  /// How many of another text's lines are here, 0 to 1.
  func share(of other: SourceLines) -> Double {
    other.all.isEmpty ? 0 : Double(other.all.count { all.contains($0) }) / Double(other.all.count)
  }
}
