import Annotations

/// The versions of their sources that records of other programs were made on, or were first seen with.
extension Store {
  /// Sources longer than this are not kept for the sake of a first look, in bytes.
  private static let mostKept = 8 << 20
  /// No more commits are asked for at once.
  private static let mostCommits = 32

  /// Returns the known origins, by the id of each annotation that does not remember itself what it was made on.
  ///
  /// A record that is seen for the first time is noted together with the source as it is now, so that later edits of
  /// that can be followed. What can't be noted is not worth an error.
  ///
  /// - Parameters:
  ///   - bytes: the source as it is now; nil where it is not to be kept.
  ///   - blob: its blob id.
  package func origins(of opened: OpenedSidecar, bytes: [UInt8]?, blob: String) -> [String: Anchor.Origin] {
    let foreign = opened.annotations.filter { $0.anchor.evidence == nil && $0.anchor.target != .file }
    guard !foreign.isEmpty else { return [:] }
    let path = notebookPath(opened.location.source, "sightings")
    let known = FirstSightings(reading: (try? StateFolder.read(path, environment)) ?? nil)
    var next = FirstSightings()
    var origins: [String: Anchor.Origin] = [:]
    var commits: [String: String?] = [:]
    let isNewer = isNewer(opened)
    for annotation in foreign {
      let key = FirstSightings.key(of: annotation.anchor)
      var isStale = isNewer
      if let commit = annotation.anchor.commit {
        if commits[commit] == nil, commits.count < Self.mostCommits {
          commits[commit] = .some(Git(source: opened.location.source).idOfBlob(inCommit: commit))
        }
        if let found = commits[commit] ?? nil {
          origins[annotation.id] = Anchor.Origin(blob: found)
          continue
        }
        isStale = true
      }
      let seen = known.entries[annotation.id].flatMap { $0.key == key ? $0 : nil }
      let entry = seen ?? FirstSightings.Entry(key: key, blob: blob, isStale: isStale)
      next.entries[annotation.id] = entry
      origins[annotation.id] = Anchor.Origin(blob: entry.blob, isStale: entry.isStale)
    }
    if let bytes, bytes.count <= Self.mostKept, next != known {
      let isNoted = next.entries.values.contains { $0.blob == blob }
      if isNoted { _ = try? SourceArchive(environment).keep(bytes) }
      try? StateFolder.write(next.encoded, to: path, environment)
    }
    return origins
  }

  /// Whether the source was changed after the sidecar, as far as the file system knows.
  private func isNewer(_ opened: OpenedSidecar) -> Bool {
    guard let sidecar = opened.status,
      let source = try? environment.fileSystem.status(of: opened.location.source, in: nil, followingLinks: true)
    else { return false }
    return source.modified > sidecar.modified
  }
}

/// The first sightings of records: by their ids, the version of the source at that time.
struct FirstSightings: Equatable {
  struct Entry: Equatable {
    /// Names what the record said of its place: if that changes, it is another record.
    var key: String
    var blob: String
    /// Whether the source had been changed by then, perhaps.
    var isStale: Bool
  }

  var entries: [String: Entry] = [:]

  private static let head = "gloss-sightings 1"

  init() {}

  /// Lines of a blob id, a key, `?` or `-`, and an id; what makes no sense is left out.
  init(reading bytes: [UInt8]?) {
    let lines = String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n")
    guard lines.first == Self.head[...] else { return }
    for line in lines.dropFirst() {
      let fields = line.split(separator: " ", maxSplits: 3)
      guard fields.count == 4 else { continue }
      entries[String(fields[3])] = Entry(
        key: String(fields[1]), blob: String(fields[0]), isStale: fields[2] == "?")
    }
  }

  var encoded: [UInt8] {
    let lines = entries.filter { !$0.key.contains { $0.isNewline } }.sorted { $0.key < $1.key }.map { id, entry in
      "\(entry.blob) \(entry.key) \(entry.isStale ? "?" : "-") \(id)"
    }
    return Array((([Self.head] + lines).joined(separator: "\n") + "\n").utf8)
  }

  static func key(of anchor: Anchor) -> String {
    func word(_ number: Int?) -> String { number.map(String.init) ?? "-" }
    let numbers = [anchor.line, anchor.endLine, anchor.startColumn, anchor.endColumn].map(word)
    let text = numbers.joined(separator: " ") + "\n" + (anchor.selectedText ?? "")
    return String(blobID(of: Array(text.utf8)).prefix(16))
  }
}
