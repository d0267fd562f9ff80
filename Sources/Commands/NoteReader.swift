import Annotations
import App
import Layout
import Notebook
import Outline
import Store

/// Notes as the commands without a screen see them: opened one after the other, and not kept. What can't be read is
/// reported at once, and keeps nothing else from being read.
final class NoteReader {
  /// A note that was read.
  struct Note {
    var path: String
    var outline: Outline
    /// The bytes of the file, in whatever encoding.
    var bytes: [UInt8]
    var annotations: [Annotation] = []
    var placements: [Placement] = []
    /// The annotations as the detail pane shows them.
    var boxes: [TopicIndex: [AnnotationBox]] = [:]
    /// Older versions of the source by their blob, as far as they were needed.
    var oldSources: [String: Outline] = [:]
    /// The note's sidecar, as it was read; nil where it has none.
    var sidecar: OpenedSidecar?
    /// The versions that annotations were made on which do not remember that themselves, by annotation.
    var origins: [String: Anchor.Origin] = [:]
    fileprivate(set) var knownBlob: String?

    /// Git's blob id of the source.
    ///
    /// - Complexity: O(bytes) for a note without annotations, of which nobody mostly asks.
    var blob: String { knownBlob ?? blobID(of: bytes) }
  }

  let tree: FileTree
  let environment: StoreEnvironment
  private let store: Store
  private let journal: DraftJournal
  private var annotated: AnnotatedSources
  private let named: Set<String>
  private var troubles: [Message] = []
  private var hasFailed = false

  /// Finds the notes that `paths` mean.
  ///
  /// - Parameter isQuiet: Whether nothing is reported of folders that can't be looked into.
  /// - Throws: `Failure` where one of them is nothing, or a folder without notes.
  init(
    opening paths: [String], in environment: StoreEnvironment = ProgramEnvironment.current.store, isQuiet: Bool = false
  ) throws {
    self.environment = environment
    let listed = try PathArguments.tree(of: paths, environment)
    tree = listed.tree
    store = Store(environment)
    journal = DraftJournal(environment)
    annotated = AnnotatedSources(environment)
    named = Set(paths)
    for failure in listed.failures where !isQuiet { complain(Failure(StoreError.system(failure).message)) }
  }

  var isSingleFile: Bool { tree.isSingleFile }
  var files: [FileID] { tree.files }

  /// Whether a command that is about annotations opens a note: where something may have been written about it, as names
  /// tell, or where it was named itself.
  func concernsAnnotations(_ file: FileID) -> Bool {
    named.contains(tree[file].path) || annotated.contains(tree[file].path)
  }

  /// A note that may be one of many; nil, once that has been reported, where it can't be read.
  func openIfReadable(_ file: FileID) -> Note? {
    do {
      return try open(file)
    } catch {
      complain(error)
      return nil
    }
  }

  /// Returns a note as `openIfReadable` does, without what has been written about it.
  func readIfReadable(_ file: FileID) -> Note? {
    do throws(StoreError) {
      return try unannotated(tree[file].path)
    } catch {
      complain(Failure(error.message))
      return nil
    }
  }

  /// Reads a note with its annotations.
  ///
  /// - Throws: `Failure` where the note or its sidecar can't be read.
  func open(_ file: FileID) throws(Failure) -> Note {
    let path = tree[file].path
    do {
      guard annotated.contains(path) else {
        return try unannotated(path)
      }
      let read = try NoteFile(reading: path, store, journal)
      tellEncoding(of: read.outline, path)
      if let trouble = read.snapshot.trouble { troubles.append(trouble) }
      let annotations = read.snapshot.annotations
      let document = read.document
      return Note(
        path: path, outline: read.outline, bytes: read.bytes, annotations: annotations,
        placements: document.placements(of: annotations),
        boxes: document.boxes, oldSources: read.snapshot.oldSources, sidecar: read.sidecar,
        origins: read.snapshot.origins, knownBlob: read.blob)
    } catch {
      throw Failure(error.message)
    }
  }

  /// The topics of a file that are folded on the screen, where the notebook at `path` was shown before; else none.
  func foldedTopics(of file: FileID, _ outline: Outline, in path: String) -> Set<TopicIndex> {
    let name = isSingleFile ? "" : tree.name(of: file)
    guard let memory = SourceService(environment).savedView(of: path) else { return [] }
    return memory.foldedTopics(of: name, in: outline) ?? memory.foldedTopics(of: tree[file].name, in: outline) ?? []
  }

  private func unannotated(_ path: String) throws(StoreError) -> Note {
    let bytes = try SourceFile.read(path, environment).bytes
    let outline = Outline(decoding: bytes)
    tellEncoding(of: outline, path)
    return Note(path: path, outline: outline, bytes: bytes)
  }

  private func tellEncoding(of outline: Outline, _ path: String) {
    if outline.encoding != .utf8 { Output.printError("\(path) is \(outline.encoding.name), read as such") }
  }

  /// Carries out changes of a note's annotations as a step that can be taken back; when it returns they are on the
  /// disk.
  ///
  /// - Parameter half: The step that this is a half of, and the path of the file that has the other half.
  /// - Throws: `Failure` where they can't be saved; nothing was changed then.
  func save(
    _ changes: [AnnotationChange], to note: Note, as name: String, inPlace: Bool = false,
    half: (step: UndoStep.ID, of: String)? = nil
  ) throws(Failure) {
    guard !changes.isEmpty else { return }
    let saved = try save(changes, to: note, hardLinks: inPlace ? .writeInPlace : .refuse)
    if let words = saved.elsewhereWords { Output.printError(words) }
    annotated = AnnotatedSources(environment)
    // What was taken back before can't be done again after this.
    let step = UndoStep(
      id: half?.step ?? environment.newID(), name: name, changes: changes,
      counterpart: half.map { normalized($0.of, from: environment.currentDirectory) })
    let steps = steps(of: note)
    try? keep(steps.filter { !$0.isUndone } + [step], known: steps, of: note)
  }

  /// Returns the steps that can be undone or redone in the annotations of a note, the oldest first.
  func steps(of note: Note) -> [UndoStep] {
    (try? store.steps(for: normalized(note.path, from: environment.currentDirectory))) ?? []
  }

  /// Keeps what can be taken back in the annotations of a note.
  ///
  /// - Throws: `Failure` where they can't be written; the old ones stay then.
  func keep(_ steps: [UndoStep], known: [UndoStep], of note: Note) throws(Failure) {
    do throws(StoreError) {
      let path = normalized(note.path, from: environment.currentDirectory)
      try store.setSteps(steps, known: Set(known.map(\.id)), for: path)
    } catch {
      throw Failure(error.message)
    }
  }

  /// Returns the sidecar of a note; nil where there is none, or it can't be read.
  func sidecar(of file: FileID) -> OpenedSidecar? {
    let path = tree[file].path
    return path == "-" ? nil : try? store.open(source: path)
  }

  /// Carries out changes of a note's annotations; when it returns they are on the disk.
  ///
  /// - Throws: `Failure` where they can't be saved; nothing was changed then.
  @discardableResult
  func save(
    _ changes: [AnnotationChange], to note: Note, hardLinks: HardLinkPolicy = .refuse
  ) throws(Failure) -> SidecarSnapshot {
    do {
      let service = SourceService(environment)
      // What the annotations are made on is archived with them.
      service.remember(note.outline, bytes: note.bytes, of: note.path)
      return try service.save(changes, to: note.path, hardLinks: hardLinks)
    } catch {
      throw Failure("not saved: " + error.message)
    }
  }

  /// The sources with what they hold; those that can't be read are left out.
  ///
  /// - Complexity: All of them are in memory at once.
  func sources() -> [(path: String, bytes: [UInt8])] {
    files.map { tree[$0].path }.filter { $0 != "-" }.compactMap { path in
      (try? SourceFile.read(path, environment)).map { (normalized(path, from: environment.currentDirectory), $0.bytes) }
    }
  }

  /// Reports a failure with a part of what was asked for; `finish` tells the caller.
  func complain(_ failure: Failure) {
    Output.printError(failure.message)
    hasFailed = true
  }

  /// Prints on standard error what was wrong with the sidecars that were read. Where one could not be read whole, what
  /// was printed is not all that there is, and `finish` fails.
  func reportTroubles(onlyErrors: Bool = false) {
    for trouble in troubles where !onlyErrors || trouble.tone == .error { Output.printError(trouble.text) }
    if troubles.contains(where: { $0.tone == .error }) { hasFailed = true }
  }

  /// Ends a command that has printed what it could.
  ///
  /// - Throws: The failure of the command where something could not be read or done.
  func finish() throws(Failure) {
    if hasFailed { throw Failure.reported }
  }
}
