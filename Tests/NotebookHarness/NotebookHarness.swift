import Annotations
import Layout
import Notebook
import Outline
import Search
import Terminal

/// A notebook in memory with hands on the keyboard: what `update` asks for is done at once, on a store that is a
/// dictionary.
package struct NotebookHarness {
  /// The state after everything that was pressed so far.
  package var state: NotebookState
  /// The effects that are not carried out here: copying, quitting, editors.
  package private(set) var effects: [Effect] = []
  /// The annotations that are "on the disk".
  package var disk: [FileID: [Annotation]] = [:]
  /// The drafts that are "on the disk".
  package var journal: [FileID: [Draft]] = [:]
  /// The steps of each file that can be undone in a later session.
  package var steps: [FileID: [UndoStep]] = [:]
  /// The annotations that were saved once and that another program left out.
  package var missing: [FileID: [Annotation]] = [:]
  /// The reader's state in each file, when it was opened and since.
  package var readings: [FileID: ReadingState] = [:]
  /// Whether the disk refuses to be written, and with what words.
  package var diskFailure: String?
  /// The file that alone can't be written then; all where it is nil.
  package var failingFile: FileID?
  /// Whether anchors are made as soon as they are asked for.
  package var answersAnchors = true
  /// Whether the disk is slow: saves and searches are carried out when `catchUp` is called.
  package var diskIsSlow = false
  /// The number of bytes of each file that are there when it is opened; `catchUp` brings the rest. All where it is nil.
  package var beginnings: Int?
  private var waiting: [Effect] = []
  private var clock = 0
  private var sources: [FileID: String]

  /// One file of notes.
  package init(
    _ markdown: String, name: String = "notes.md", path: String? = nil, size: Size = Size(columns: 80, rows: 24),
    annotations: [Annotation] = [], drafts: [Draft] = [], options: NotebookState.Options = .init()
  ) throws {
    try self.init(
      tree: FileTree(file: name, path: path ?? "/" + name), sources: [FileTree.root: markdown], size: size,
      options: options)
    disk[FileTree.root] = annotations
    journal[FileTree.root] = drafts
    open()
  }

  /// One large file of which the beginning is in view and the rest still to come.
  package init(beginning markdown: String, memory: SavedView) throws {
    try self.init(
      tree: FileTree(file: "notes.md", path: "/notes.md"), sources: [:], size: Size(columns: 80, rows: 24),
      options: .init())
    take(.opened(.root, OpenedSource(outline: Outline(parsing: Array(markdown.utf8)), isPartial: true)))
    state.recall(memory)
    take(.terminal(.resize(state.size)))
  }

  /// A folder of notes.
  package init(folder: [(path: String, text: String)], size: Size = Size(columns: 80, rows: 24)) throws {
    let tree = FileTree(folder: "folder", root: "/folder", files: folder.map(\.path))
    var sources: [FileID: String] = [:]
    for (path, text) in folder {
      if let file = tree.file(path: "/folder/" + path) { sources[file] = text }
    }
    try self.init(tree: tree, sources: sources, size: size, options: .init())
    open()
  }

  private init(
    tree: FileTree, sources: [FileID: String], size: Size, options: NotebookState.Options
  ) throws {
    state = NotebookState(
      tree: tree, size: size, keymap: try Keymap(entries: CommandTable.entries), options: options)
    self.sources = sources
  }

  private mutating func open() { take(.terminal(.resize(state.size))) }

  /// Presses keys, in the keymap's notation: `5j`, `zM`, `a`, `Hello<Enter><C-s>`.
  package mutating func press(_ notation: String) {
    guard !notation.isEmpty else { return }
    guard let keys = [Key](notation: notation.replacing(" ", with: "<Space>")) else {
      preconditionFailure("these are no keys: \(notation)")
    }
    for key in keys { take(.terminal(.key(key))) }
  }

  /// Lets one event happen, and everything that it asks for.
  package mutating func take(_ event: NotebookEvent) {
    clock += 1
    let context = UpdateContext(
      timestamp: "2026-01-02T03:04:05Z", freshID: "id-\(clock)", author: "Reader")
    for effect in state.update(event, in: context) { perform(effect) }
    if state.hasLeftMissingFile {
      for effect in state.update(.leftMissingFile, in: context) { perform(effect) }
    }
  }

  /// The folder is found to hold these notes now; `renamed` is what was seen to take another name.
  package mutating func relist(_ notes: [(path: String, text: String)], renamed: [String: String] = [:]) {
    clock += 1
    let tree = FileTree(folder: "folder", root: "/folder", files: notes.map(\.path))
    let effects = state.update(
      .relisted(FolderSnapshot(tree: tree, renamed: renamed)),
      in: UpdateContext(timestamp: "2026-01-02T03:04:05Z", freshID: "id-\(clock)", author: "Reader"))
    sources = [:]
    for (path, text) in notes {
      if let file = state.tree.file(path: "/folder/" + path) { sources[file] = text }
    }
    for effect in effects { perform(effect) }
  }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .reopen(let file, _): take(.annotations(state.tree.version(of: file), read(file)))
    case .open(let file):
      if let beginnings {
        let text = Array((sources[file] ?? "").utf8.prefix(beginnings))
        take(.opened(state.tree.version(of: file), OpenedSource(outline: Outline(parsing: text), isPartial: true)))
        waiting.append(effect)
        return
      }
      take(
        .opened(
          state.tree.version(of: file), OpenedSource(outline: Outline(parsing: Array((sources[file] ?? "").utf8)))))
      take(.annotations(state.tree.version(of: file), read(file)))
    case .save where diskIsSlow, .search where diskIsSlow: waiting.append(effect)
    case .save(let number, let file, let changes): save(number, file, changes)
    case .copy(_, let copied):
      effects.append(effect)
      take(.copied(copied, .copied))
    case .writeDraft(let draft, let file):
      journal[file, default: []].removeAll { $0.id == draft.id }
      journal[file, default: []].append(draft)
    case .removeDraft(let id, let file): journal[file, default: []].removeAll { $0.id == id }
    case .keepSteps(let steps, _, let file): self.steps[file] = steps
    case .letGo(let ids, let file):
      missing[file]?.removeAll { ids.contains($0.id) }
      take(.annotations(state.tree.version(of: file), read(file)))
    case .recallReading(let file):
      take(.reading(state.tree.version(of: file), readings[file] ?? ReadingState(), blob: nil))
    case .keepReading(let reading, _, let file): readings[file] = reading
    case .search(let request):
      for answer in HarnessSearch(sources: sources, tree: state.tree).answers(to: request, over: state.searchScope) {
        take(.found(answer))
      }
    case .scanAnnotations(let files): scanAnnotations(files)
    case .findElsewhere(let id, let anchor, let files):
      var finder = ElsewhereFinder<FileID>([anchor])
      for file in files {
        finder.look(in: Outline(parsing: Array((sources[file] ?? "").utf8)), blob: nil, of: file)
      }
      take(.foundElsewhere(id, finder.places(of: 0)))
    case .readHeads(let files):
      var heads: [FileVersion: NoteHead] = [:]
      for file in files {
        heads[state.tree.version(of: file)] = NoteHead(
          of: Outline(parsing: Array((sources[file] ?? "").utf8.prefix(NoteHead.length))))
      }
      take(.heads(heads))
    case .stopSearch, .scheduleHint, .cancelHint, .watch, .unwatchMoved: break
    case .remember(let request):
      guard answersAnchors, let document = state.documents[request.file] else {
        effects.append(effect)
        return
      }
      take(.remembered(request, request.anchor(in: document.outline, blob: document.blob)))
    case .lookForAlias(let name, let anchor, let complaint):
      let found = state.tree.files.first { file in
        Outline.names(of: Array((sources[file] ?? "").utf8)).contains { $0.lowercased() == name.lowercased() }
      }
      take(found.map { .foundAlias(state.tree.version(of: $0), anchor: anchor) } ?? .notice(complaint))
    case .findText, .adopt, .openLink, .lookElsewhere, .goBack, .editSource, .editText, .setMouse, .suspend,
      .redraw, .quit:
      effects.append(effect)
    }
  }

  private mutating func save(_ number: Int, _ file: FileID, _ changes: [AnnotationChange]) {
    if let diskFailure, failingFile == nil || failingFile == file {
      take(.notSaved(number, file, diskFailure))
      return
    }
    for change in changes {
      disk[file, default: []].removeAll { $0.id == change.id }
      switch change {
      case .add(let annotation), .replace(let annotation, _): disk[file, default: []].append(annotation)
      case .delete: break
      }
    }
    take(.saved(number, file, read(file)))
  }

  /// The slow disk carries out the oldest save that it was asked for, and stays slow: what the state asks for then waits
  /// behind the others. Returns whether there was one.
  package mutating func answerOldestSave() -> Bool {
    guard case .save(let number, let file, let changes)? = waiting.first else { return false }
    waiting.removeFirst()
    save(number, file, changes)
    return true
  }

  /// The slow disk carries out what it was asked for, in order.
  package mutating func catchUp() {
    diskIsSlow = false
    beginnings = nil
    let effects = waiting
    waiting = []
    for effect in effects { perform(effect) }
  }

  private mutating func scanAnnotations(_ files: [FileID]) {
    var summaries: [FileVersion: AnnotationSummary] = [:]
    for file in files where state.documents[file] == nil && disk[file] != nil {
      let source = OpenedSource(outline: Outline(parsing: Array((sources[file] ?? "").utf8)))
      summaries[state.tree.version(of: file)] = AnnotationSummary(of: Document(source, read(file), today: ""))
    }
    take(.scanned(AnnotationScan(summaries: summaries)))
  }

  private func read(_ file: FileID) -> SidecarSnapshot {
    var read = SidecarSnapshot(annotations: disk[file] ?? [], drafts: journal[file] ?? [])
    read.steps = steps[file] ?? []
    read.missing = (missing[file] ?? []).filter { missing in !read.annotations.contains { $0.id == missing.id } }
    return read
  }

}

/// A search that reports after every file.
private final class HarnessSearch: SearchHost {
  private let sources: [String: String]
  private var reported: [SearchAnswer] = []

  init(sources: [FileID: String], tree: FileTree) {
    self.sources = Dictionary(uniqueKeysWithValues: sources.map { (tree[$0.key].path, $0.value) })
  }

  func answers(to request: SearchRequest, over scope: SearchScope) -> [SearchAnswer] {
    request.run(over: scope, for: self)
    return reported
  }

  let isWanted = true
  let isReportDue = true
  func bytes(of path: String) -> [UInt8]? { sources[path].map { Array($0.utf8) } }
  func titles(of file: FileID, path: String) -> TitleIndex? {
    bytes(of: path).map { TitleIndex(of: Outline(parsing: $0)) }
  }
  func exists(_ path: String) -> Bool { sources[path] != nil }
  func report(_ answer: SearchAnswer) { reported.append(answer) }
}

/// The panes and the status line as the reader sees them.
extension NotebookHarness {
  /// The visible rows of the outline: fold mark, title, mark and count of annotations, indented, the selected one with
  /// `>` before it.
  package var outline: String {
    state.rows(from: state.firstRow, count: 10_000).map { place in
      let mark = !state.hasChildren(place) ? "•" : state.isFolded(place) ? "▸" : "▾"
      let indent = String(repeating: "  ", count: state.depth(of: place))
      let row = state.outlineRow(at: place)
      let summary = row.mark.map { " \(Glyphs.unicode.mark($0))\(row.count)" } ?? ""
      return (place == state.selection ? ">" : " ") + indent + mark + " " + state.title(of: place) + summary
    }.joined(separator: "\n")
  }

  /// The title of the selected row.
  package var selected: String { state.title(of: state.selection) }

  /// All lines of the detail pane, blanks at their ends left out, the one under the cursor with `>` before it where the
  /// pane has the keys.
  package var detail: String {
    guard let layout = state.detail.layout else { return "" }
    var lines: [String] = []
    var position: DetailPosition? = layout.top
    while let place = position, let line = layout.line(at: place), lines.count < 10_000 {
      let isCursor = state.focus == .detail && place == state.detail.cursor
      var text = (isCursor ? ">" : " ") + line.text.spans.map(\.text).joined()
      while text.last == " " { text.removeLast() }
      lines.append(text)
      position = layout.position(after: place)
    }
    return lines.joined(separator: "\n")
  }

  /// The message in the status line, empty for none.
  package var message: String { state.message?.text ?? "" }

  /// The text being written, nil where nothing is.
  package var writing: String? {
    guard let session = state.activeSession else { return nil }
    return session.editor.text
  }

  /// The text in the prompt or the list that is open, and the rows of the list; nil where there is none.
  package var overlay: String? {
    switch state.overlay {
    case .prompt(let prompt): return (prompt.purpose == .search ? "/" : "&") + prompt.text
    case .list(let list):
      let items = list.shown.enumerated().map { ($0 == list.selected ? ">" : " ") + $1.title }
      return ([list.title + ": " + list.query] + items).joined(separator: "\n")
    case .help: return "help"
    case .confirmation(let confirmation): return confirmation.text
    case nil: return nil
    }
  }

  /// The texts of the annotations on the disk, in the order in which they were written.
  package var saved: [String] { state.tree.sorted(disk.keys).flatMap { disk[$0] ?? [] }.map(\.text) }

  /// The texts of the drafts in the journal.
  package var drafts: [String] { state.tree.sorted(journal.keys).flatMap { journal[$0] ?? [] }.map(\.text) }
}
