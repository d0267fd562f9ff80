import Annotations
import App
import Notebook
import Outline
import Store

/// Carries out requests on the annotations of a notebook: all of them or none, with one save for each file.
struct AnnotationWriter {
  private let reader: NoteReader
  private let inPlace: Bool
  private var opened: [FileID: NoteReader.Note] = [:]
  private var changes: [(file: FileID, change: AnnotationChange)] = []
  /// Things to say that are no errors.
  private(set) var remarks: [String] = []

  init(_ reader: NoteReader, inPlace: Bool = false) {
    self.reader = reader
    self.inPlace = inPlace
  }

  // MARK: - Working out the changes

  /// Works out what a request changes; nothing is saved yet.
  ///
  /// - Throws: `Failure` where the annotation or the place isn't found, or the change isn't allowed. What was added
  ///   before stays.
  mutating func add(_ request: AnnotationRequest) throws(Failure) -> AnnotationResult {
    switch request.action {
    case .annotate: return try annotate(request)
    case .reply: return try reply(request)
    case .resolve, .reopen:
      return try change(request) { annotation throws(Failure) in
        if annotation.replyTo != nil {
          throw Failure("an answer is as settled as its thread: name \(annotation.replyTo ?? "")")
        }
        annotation.isResolved = request.action == .resolve
      }
    case .edit: return try edit(request)
    case .delete: return try delete(request)
    case .move: return try move(request)
    }
  }

  private mutating func annotate(_ request: AnnotationRequest) throws(Failure) -> AnnotationResult {
    let file = try file(at: request.path)
    let opened = try open(file)
    let anchor = try PlaceFinder(outline: opened.outline, blob: opened.blob, path: opened.path).anchor(for: request)
    var annotation = try annotation(request, anchor: anchor, in: opened.path)
    annotation.type = request.type.flatMap { $0 == "note" ? nil : AnnotationType($0) }
    annotation.severity = try severity(request)
    apply(.add(annotation), in: file)
    return AnnotationResult(action: "annotate", id: annotation.id, file: opened.path)
  }

  private mutating func reply(_ request: AnnotationRequest) throws(Failure) -> AnnotationResult {
    let (file, above) = try find(request)
    let opened = try open(file)
    var anchor = above.anchor
    anchor.confirmed = []
    var annotation = try annotation(request, anchor: anchor, in: opened.path)
    annotation.replyTo = above.id
    apply(.add(annotation), in: file)
    return AnnotationResult(action: "reply", id: annotation.id, file: opened.path)
  }

  private mutating func edit(_ request: AnnotationRequest) throws(Failure) -> AnnotationResult {
    guard request.text != nil || request.type != nil || request.severity != nil || !request.tags.isEmpty else {
      throw Failure("say what to change: the text, the type, the severity or tags")
    }
    let now = reader.environment.now().text
    let severity = try severity(request)
    return try change(request, checksAuthor: true) { annotation throws(Failure) in
      let text = try WrittenText.tagged(request.text.map(WrittenText.trimmed) ?? annotation.text, with: request.tags)
      guard !text.isEmpty else { throw Failure("the text is empty: gloss delete removes an annotation") }
      if text != annotation.text { (annotation.text, annotation.edited) = (text, now) }
      if let type = request.type { annotation.type = type == "note" ? nil : AnnotationType(type) }
      if request.severity != nil { annotation.severity = severity }
    }
  }

  private mutating func delete(_ request: AnnotationRequest) throws(Failure) -> AnnotationResult {
    let (file, annotation) = try find(request)
    try checkAuthor(of: annotation, request, file)
    let path = try open(file).path
    let replies = replies(to: annotation.id, in: file)
    if request.thread {
      for reply in replies.reversed() {
        try checkAuthor(of: reply, request, file)
        apply(.delete(reply), in: file)
      }
    } else if !replies.isEmpty {
      let direct = replies.count { $0.replyTo == annotation.id }
      remarks.append(
        "\(direct == 1 ? "its reply stays" : "its \(direct) replies stay"): --thread deletes the whole thread")
    }
    apply(.delete(annotation), in: file)
    return AnnotationResult(action: "delete", id: annotation.id, file: path)
  }

  private mutating func move(_ request: AnnotationRequest) throws(Failure) -> AnnotationResult {
    let (source, annotation) = try find(request)
    guard annotation.replyTo == nil else {
      throw Failure("an answer moves with its thread: name \(annotation.replyTo ?? "")")
    }
    let target = try file(at: request.path)
    let opened = try open(target)
    let anchor = try PlaceFinder(outline: opened.outline, blob: opened.blob, path: opened.path).anchor(for: request)
    guard target != source else {
      var moved = annotation
      moved.anchor = anchor
      moved.orphanKept = nil
      apply(.replace(moved, was: annotation), in: source)
      return AnnotationResult(action: "move", id: annotation.id, file: opened.path)
    }
    try move(annotation.id, in: source, to: target, at: anchor)
    return AnnotationResult(action: "move", id: annotation.id, file: opened.path)
  }

  /// Works out the move of an annotation, with its replies, into other notes.
  ///
  /// - Parameter anchor: Its place there; nil where what it remembers is of these notes already.
  /// - Throws: `Failure` where one of the two notes can't be read; nothing is added then.
  mutating func move(_ id: String, in source: FileID, to target: FileID, at anchor: Anchor?) throws(Failure) {
    let origin = relativePath(of: try open(source).path, from: try open(target).path)
    guard let annotation = opened[source]?.annotations.first(where: { $0.id == id }) else { return }
    let thread = [annotation] + replies(to: id, in: source)
    for one in thread {
      var moved = one
      if let anchor { moved.anchor = anchor }
      moved.movedFrom = origin
      moved.orphanKept = nil
      // An earlier move may have been interrupted.
      let there = opened[target]?.annotations.first { $0.id == one.id }
      let change = if let there { AnnotationChange.replace(moved, was: there) } else { AnnotationChange.add(moved) }
      apply(change, in: target)
    }
    for one in thread.reversed() { apply(.delete(one), in: source) }
  }

  private mutating func change(
    _ request: AnnotationRequest, checksAuthor: Bool = false, _ body: (inout Annotation) throws(Failure) -> Void
  ) throws(Failure) -> AnnotationResult {
    let (file, annotation) = try find(request)
    if checksAuthor { try checkAuthor(of: annotation, request, file) }
    var changed = annotation
    try body(&changed)
    if changed != annotation { apply(.replace(changed, was: annotation), in: file) }
    return AnnotationResult(action: request.action.rawValue, id: annotation.id, file: try open(file).path)
  }

  // MARK: - Parts of a request

  private func annotation(
    _ request: AnnotationRequest, anchor: Anchor, in path: String
  ) throws(Failure) -> Annotation {
    let text = try WrittenText.tagged(WrittenText.trimmed(request.text ?? ""), with: request.tags)
    guard !text.isEmpty else { throw Failure("the annotation is empty: give it a text") }
    return Annotation(
      id: reader.environment.newID(), author: author(request, path), timestamp: reader.environment.now().text,
      text: text, anchor: anchor)
  }

  private func author(_ request: AnnotationRequest, _ path: String) -> String {
    ProgramEnvironment.author(configured: request.author, source: path)
  }

  private func severity(_ request: AnnotationRequest) throws(Failure) -> Severity? {
    guard let word = request.severity, word != "none" else { return nil }
    guard let severity = Severity(rawValue: word) else {
      throw Failure("no severity \(word): low, medium, high, none")
    }
    return severity
  }

  private func checkAuthor(of annotation: Annotation, _ request: AnnotationRequest, _ file: FileID) throws(Failure) {
    let own = author(request, reader.tree[file].path)
    guard annotation.author != own, !annotation.author.isEmpty, !request.force else { return }
    throw Failure("\(annotation.id) is by \(annotation.author), not by \(own): --force does it all the same")
  }

  private mutating func find(_ request: AnnotationRequest) throws(Failure) -> (FileID, Annotation) {
    let found = try RecordFinder(reader: reader).find(request.id ?? "")
    let opened = try open(found.file)
    guard let annotation = opened.annotations.first(where: { $0.id == found.annotation.id }) else {
      throw Failure("\(found.annotation.id) is gone: an earlier request deleted it")
    }
    return (found.file, annotation)
  }

  private func file(at path: String?) throws(Failure) -> FileID {
    guard let path else {
      if let only = reader.files.first, reader.files.count == 1 { return only }
      throw Failure("say which notes: there are \(reader.files.count)")
    }
    if path == "-" { throw Failure("standard input has no place for a sidecar beside it: name a file") }
    let wanted = normalized(path, from: reader.environment.currentDirectory)
    let found = reader.files.first {
      normalized(reader.tree[$0].path, from: reader.environment.currentDirectory) == wanted
    }
    guard let found else { throw Failure("\(path) is none of these notes") }
    return found
  }

  private mutating func open(_ file: FileID) throws(Failure) -> NoteReader.Note {
    if let known = opened[file] { return known }
    let read = try reader.open(file)
    opened[file] = read
    return read
  }

  /// All answers below an annotation.
  private func replies(to id: String, in file: FileID) -> [Annotation] {
    let all = opened[file]?.annotations ?? []
    var found: [Annotation] = []
    var waiting = [id]
    while let next = waiting.popLast() {
      for reply in all where reply.replyTo == next && !found.contains(where: { $0.id == reply.id }) {
        found.append(reply)
        waiting.append(reply.id)
      }
    }
    return found
  }

  private mutating func apply(_ change: AnnotationChange, in file: FileID) {
    changes.append((file, change))
    switch change {
    case .add(let annotation): opened[file]?.annotations.append(annotation)
    case .replace(let annotation, _):
      guard let at = opened[file]?.annotations.firstIndex(where: { $0.id == annotation.id }) else { return }
      opened[file]?.annotations[at] = annotation
    case .delete(let annotation): opened[file]?.annotations.removeAll { $0.id == annotation.id }
    }
  }

  // MARK: - Saving

  /// Saves what was worked out, where something is added first: what moves is in both files for a moment, never in
  /// none.
  ///
  /// - Parameter name: What was done, as it is said when it is undone.
  /// - Throws: `Failure` where a file's annotations can't be saved; those of the files before it are saved.
  func save(as name: String) throws(Failure) {
    var files: [FileID] = []
    func addFile(_ file: FileID) { if !files.contains(file) { files.append(file) } }
    for (file, change) in changes where change.isArrival { addFile(file) }
    for case (let file, .add) in changes { addFile(file) }
    for (file, _) in changes { addFile(file) }
    // A move between files is undone in both.
    let step = reader.environment.newID()
    let isMove = files.count == 2 && changes.contains { $0.change.isArrival }
    for file in files {
      guard let opened = opened[file] else { continue }
      let other = isMove ? files.first { $0 != file }.map { reader.tree[$0].path } : nil
      try reader.save(
        changes.filter { $0.file == file }.map(\.change), to: opened, as: name, inPlace: inPlace,
        half: other.map { (step, $0) })
    }
  }
}

extension AnnotationChange {
  /// Whether something comes from another file.
  fileprivate var isArrival: Bool {
    switch self {
    case .add(let new): new.movedFrom != nil
    case .replace(let new, let was): new.movedFrom != nil && was.movedFrom != new.movedFrom
    case .delete: false
    }
  }
}
