import Annotations
import App
import ArgumentParser
import Export
import Glibc
import Notebook
import Store

struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Print what happens to notes and their annotations, as lines of JSON.",
    discussion: """
      The first line says watching. Then event is added, changed, resolved, reopened, deleted, orphaned, attached (it \
      has a sure place again), note_changed, note_added or note_removed; annotation is what annotations --format json \
      prints. Files are looked at twice a second, so that it works on every file system.
      """)

  @Argument(help: "Markdown files or folders.")
  var paths: [String] = ["."]

  /// Prints events as they happen, a line of JSON each; it never returns.
  ///
  /// - Throws: `Failure` where there are no notes at a path.
  func run() throws {
    // Whoever reads has the lines at once, and ends this by going away.
    var watcher = NoteWatcher(try NoteReader(opening: paths))
    Output.write(JSONLine.encode(WatchEvent(event: "watching", file: nil, annotation: nil)) + "\n")
    while true {
      usleep(500_000)
      // A folder may have other notes by now.
      let reader = (try? NoteReader(opening: paths, isQuiet: true)) ?? watcher.reader
      for event in watcher.events(in: reader) { Output.write(JSONLine.encode(event) + "\n") }
    }
  }
}

/// Something that happened.
struct WatchEvent: JSONRecord {
  var event: String
  var file: String?
  var annotation: AnnotationRecord?

  func write(to json: inout JSONObject) {
    json.field("annotation", object: annotation)
    json.field("event", event)
    json.field("file", file)
  }
}

/// Compares notes and their annotations with how they were at the last look.
struct NoteWatcher {
  private(set) var reader: NoteReader
  private var known: [String: Look] = [:]

  private struct Look {
    var source: FileStatus?
    var sidecar: FileStatus?
    var blob: String?
    var records: [String: AnnotationRecord]
  }

  init(_ reader: NoteReader) {
    self.reader = reader
    for file in reader.files {
      let path = reader.tree[file].path
      if let look = look(at: file, path, before: nil) { known[path] = look }
    }
  }

  /// Returns the events since the last call.
  mutating func events(in reader: NoteReader) -> [WatchEvent] {
    self.reader = reader
    var events: [WatchEvent] = []
    var present: Set<String> = []
    for file in reader.files {
      let path = reader.tree[file].path
      present.insert(path)
      let before = known[path]
      guard let now = look(at: file, path, before: before) else { continue }
      known[path] = now
      guard let before else {
        events.append(WatchEvent(event: "note_added", file: path))
        events += now.records.values.sorted { $0.id < $1.id }.map {
          WatchEvent(event: "added", file: path, annotation: $0)
        }
        continue
      }
      if now.blob != before.blob { events.append(WatchEvent(event: "note_changed", file: path)) }
      events += Self.changes(from: before.records, to: now.records, in: path)
    }
    for path in known.keys.sorted() where !present.contains(path) {
      known[path] = nil
      events.append(WatchEvent(event: "note_removed", file: path))
    }
    return events
  }

  private static func changes(
    from old: [String: AnnotationRecord], to new: [String: AnnotationRecord], in path: String
  ) -> [WatchEvent] {
    var events: [WatchEvent] = []
    for id in Set(old.keys).union(new.keys).sorted() {
      guard let now = new[id] else {
        events.append(WatchEvent(event: "deleted", file: path, annotation: old[id]))
        continue
      }
      guard let before = old[id] else {
        events.append(WatchEvent(event: "added", file: path, annotation: now))
        continue
      }
      if now.resolved != before.resolved {
        events.append(WatchEvent(event: now.resolved ? "resolved" : "reopened", file: path, annotation: now))
      }
      let (wasLost, isLost) = (before.line == nil, now.line == nil)
      if wasLost != isLost {
        events.append(WatchEvent(event: isLost ? "orphaned" : "attached", file: path, annotation: now))
      }
      let isChanged =
        now.text != before.text || now.type != before.type || now.severity != before.severity
        || now.then != before.then || now.author != before.author || now.replyTo != before.replyTo
      if isChanged { events.append(WatchEvent(event: "changed", file: path, annotation: now)) }
    }
    return events
  }

  /// Returns the present state of a file, the earlier one where nothing has touched it or it can't be read.
  private func look(at file: FileID, _ path: String, before: Look?) -> Look? {
    let files = reader.environment.fileSystem
    func status(_ path: String) -> FileStatus? {
      try? files.status(
        of: normalized(path, from: reader.environment.currentDirectory), in: nil, followingLinks: true)
    }
    let source = status(path)
    let sidecar = (try? SidecarLocation.locate(path, reader.environment).path).flatMap(status)
    if let before, before.source == source, before.sidecar == sidecar { return before }
    guard let opened = try? reader.open(file) else { return before }
    var records: [String: AnnotationRecord] = [:]
    for (annotation, _, record) in opened.records(path: path) { records[annotation.id] = record }
    return Look(source: source, sidecar: sidecar, blob: opened.blob, records: records)
  }
}
