import Layout
import Outline

/// The state of a notebook that the next start takes up.
package struct SavedView: Hashable, Sendable {
  /// The place of the reader.
  package var selection: PlaceMemory
  /// The topic that filled the outline; nil for the whole.
  package var zoom: PlaceMemory?
  /// By file, relative to the notebook; files that were not opened are left out.
  package var files: [String: FileMemory]
  /// The part of the screen that the outline took.
  package var outlineShare: Double
  /// The arrangement of the panes; nil in what was kept by versions without a choice.
  package var arrangement: String?
  /// The theme that was chosen for it in the program, if any.
  package var theme: String?
  /// The scroll of both panes; nil in what was kept by versions that did not know it.
  package var scroll: Scroll?
  /// Whether short topics are shown among what surrounds them; nil where the configuration says it.
  package var context: Bool?
  /// The rows that wrap; nil where the configuration says it.
  package var wrapping: String?

  /// The scroll of both panes, relative to texts, so that it holds on a screen of another size.
  package struct Scroll: Hashable, Sendable {
    /// Rows of the outline pane above the selected one.
    package var rowsAbove: Int
    /// The first text in the detail pane, in bytes behind the beginning of the topic whose branch it shows; nil where
    /// the pane is not scrolled.
    package var detail: Int?
    /// Rows of the detail pane above that text.
    package var detailRowsAbove = 0
  }

  /// A topic by what it is called and where it was: both may have changed since.
  package struct PlaceMemory: Hashable, Sendable {
    /// The path of the file, relative to the notebook.
    package var file: String
    /// Titles from the top of the file down to the topic; empty for the file itself.
    package var path: [String]
    /// 1-based; tells twins apart.
    package var line: Int
  }

  /// The folds of a file.
  package struct FileMemory: Hashable, Sendable {
    /// Whether the file's own row was folded.
    package var isFolded: Bool
    /// The level beyond which topics were folded; 0 where none was.
    package var level: Int
    /// The topics that were folded by hand, against `level`.
    package var folded: [PlaceMemory]
    /// The topics that were unfolded by hand, against `level`.
    package var unfolded: [PlaceMemory]
  }
}

extension NotebookState {
  /// Exceptions by hand that are remembered in one file at most.
  private static let mostFolds = 2000

  /// The state to keep for the next start.
  package var memory: SavedView {
    var memories: [String: SavedView.FileMemory] = [:]
    for (file, document) in documents { memories[name(of: file)] = folds(of: file, document) }
    var memory = SavedView(
      selection: place(selection), zoom: zoom.map(place), files: memories, outlineShare: screen.outlineShare,
      arrangement: screen.arrangement.rawValue, theme: screen.theme, scroll: scroll, context: detail.contextChoice,
      wrapping: outline.wrappingChoice?.rawValue)
    for (file, document) in documents where document.isPartial { keepUnread(of: file, document, in: &memory) }
    return memory
  }

  private var scroll: SavedView.Scroll {
    let rows = rows(from: top, count: outlineHeight)
    var scroll = SavedView.Scroll(rowsAbove: rows.firstIndex(of: selection) ?? 0)
    guard !showsSource, let layout = detail.layout, let top = detail.top, top != layout.top,
      let outline = selectedDocument?.outline
    else { return scroll }
    let sources = layout.lines(from: top, count: detailHeight).map(\.text.source)
    guard let row = sources.firstIndex(where: { $0 != nil }), let source = sources[row] else { return scroll }
    scroll.detail = source.lowerBound.int - outline.firstSegment(of: layout.content.topic).range.lowerBound.int
    scroll.detailRowsAbove = row
    return scroll
  }

  /// Scrolls both panes as they were left, after the selection was recalled.
  private mutating func recallScroll() {
    guard let scroll = files.savedView?.scroll else { return }
    outline.setTop(row(-min(scroll.rowsAbove, outlineHeight - 1), below: selection))
    guard let detail = scroll.detail, detail >= 0, let outline = selectedDocument?.outline else { return }
    settleDetail()
    guard let layout = self.detail.layout else { return }
    let offset = outline.firstSegment(of: layout.content.topic).range.lowerBound.int + detail
    guard offset < outline.bytes.count,
      let text = layout.position(of: ByteOffset(offset))
    else { return }
    let top = layout.position(text, movedBy: -scroll.detailRowsAbove)
    self.detail.scroll(to: top, keepingCursor: self.detail.mark != nil)
  }

  private func folds(of file: FileID, _ document: Document) -> SavedView.FileMemory {
    let folding = document.rows.folding
    let exceptions = folding.exceptions(in: document.outline, limit: NotebookState.mostFolds)
    func remember(_ folded: Bool) -> [SavedView.PlaceMemory] {
      exceptions.filter { $0.isFolded == folded }.map { place(RowID(file, $0.topic)) }
    }
    return SavedView.FileMemory(
      isFolded: foldedNodes.contains(file), level: folding.level == .max ? 0 : folding.level,
      folded: remember(true), unfolded: remember(false))
  }

  /// Keeps the folds of a file that is closed, for the time when it is opened again.
  mutating func saveFolds(of file: FileID) {
    guard let document = documents[file] else { return }
    // The selection of the start no longer matters; no file is called "/".
    let nowhere = SavedView.PlaceMemory(file: "/", path: [], line: 1)
    var memory = files.savedView ?? SavedView(selection: nowhere, files: [:], outlineShare: screen.outlineShare)
    memory.files[name(of: file)] = folds(of: file, document)
    files.setSavedView(memory)
  }

  /// Keeps what is remembered of the rest of a file whose beginning alone has been seen.
  private func keepUnread(of file: FileID, _ document: Document, in memory: inout SavedView) {
    let name = name(of: file)
    guard let savedView = files.savedView, let kept = savedView.files[name] else { return }
    let known = document.outline.lineCount
    memory.files[name]?.folded += kept.folded.filter { $0.line >= known }
    memory.files[name]?.unfolded += kept.unfolded.filter { $0.line >= known }
    if selection == RowID(file), savedView.selection.file == name {
      memory.selection = savedView.selection
      memory.scroll = savedView.scroll
    }
    if zoom == nil, let place = savedView.zoom, place.file == name, place.line >= known { memory.zoom = place }
  }

  func place(_ place: RowID) -> SavedView.PlaceMemory {
    guard place.topic != .root, let outline = documents[place.file]?.outline else {
      return SavedView.PlaceMemory(file: name(of: place.file), path: [], line: 1)
    }
    return SavedView.PlaceMemory(
      file: name(of: place.file), path: outline.path(of: place.topic) + [outline.title(of: place.topic)],
      line: outline[place.topic].line.int)
  }

  /// The path of a file or folder below the notebook's own.
  func name(of file: FileID) -> String {
    let root = tree[FileTree.root].path
    let path = tree[file].path
    return path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
  }

  /// Takes up where the reader left; files are brought into the remembered shape as they are opened.
  package mutating func recall(_ memory: SavedView) {
    screen.setOutlineShare(memory.outlineShare)
    if let arrangement = memory.arrangement.flatMap(PaneArrangement.init) { screen.setArrangement(arrangement) }
    if let wrapping = memory.wrapping.flatMap(RowWrapping.init) { outline.setWrapping(wrapping) }
    if let context = memory.context { detail.setContext(context) }
    if let theme = memory.theme, options.themes.contains(theme) { screen.setTheme(theme) }
    files.setSavedView(memory)
    for file in tree.sorted(documents.keys) { recallFile(file) }
    recallSelection(from: 0)
  }

  /// Selects the file where the reader was, once it is among the nodes of the tree from `start` on, unless they are
  /// elsewhere by now.
  mutating func recallSelection(from start: Int) {
    guard let savedView = files.savedView, selection == .root, outline.jumpList.isEmpty,
      let file = tree.nodes[start...].lazy.map(\.id).first(where: { name(of: $0) == savedView.selection.file })
    else { return }
    if documents[file] == nil, file != selection.file { select(RowID(file)) }
  }

  /// Brings a file that was just opened into the shape in which it was left.
  ///
  /// Of the beginning of a large file, what stands in it; when the whole has come, what stands behind `known` lines.
  mutating func recallFile(_ file: FileID, behind known: Int = 0) {
    guard let memory = files.savedView, let document = documents[file] else { return }
    let name = name(of: file)
    let outline = document.outline
    // The last line of a beginning may be other than it looks; what was called off then is taken up with the whole.
    let lines = max(known, 1)...(document.isPartial ? max(outline.lineCount - 1, 1) : Int.max)
    func topic(_ place: SavedView.PlaceMemory) -> TopicIndex? {
      guard lines.contains(place.line) else { return nil }
      return outline.topic(rememberedAs: place)
    }
    if let kept = memory.files[name] {
      if known == 0 {
        self.outline.setFolded(kept.isFolded && !tree.isSingleFile, file)
        files.modify(file) { $0.setLevel(kept.level == 0 ? nil : kept.level) }
      }
      for place in kept.folded {
        if let topic = topic(place) { files.modify(file) { $0.setFolded(true, topic) } }
      }
      for place in kept.unfolded {
        if let topic = topic(place) { files.modify(file) { $0.setFolded(false, topic) } }
      }
    }
    if let place = memory.zoom, place.file == name, zoom == nil, let topic = topic(place) {
      setZoom(RowID(file, topic))
    }
    if memory.selection.file == name, selection.file == file, selection.topic == .root,
      let topic = topic(memory.selection)
    {
      select(RowID(file, topic))
      settle()
      recallScroll()
    }
    settle()
    if !document.isPartial { files.forgetSavedView(ofFile: name) }
  }
}

extension Outline {
  /// The topic that was at `place`: at its line if it is called the same there, else the one with its path, else one at
  /// its line that is called much the same: earlier versions of the program read some titles otherwise.
  func topic(rememberedAs place: SavedView.PlaceMemory) -> TopicIndex? {
    guard let name = place.path.last else { return .root }
    var here: TopicIndex?
    if place.line >= 1, place.line <= lineCount {
      let topic = topic(atLine: LineNumber(place.line))
      if title(of: topic) == name, depth(of: topic) == place.path.count { return topic }
      if topic != .root, self[topic].line.int == place.line { here = topic }
    }
    if let found = topic(withPath: place.path) { return found }
    return here.flatMap { Outline.isLike(title(of: $0), name) ? $0 : nil }
  }

  private func topic(withPath path: [String]) -> TopicIndex? {
    var found = TopicIndex.root
    for title in path {
      guard let child = children(of: found).first(where: { self.title(of: $0) == title }) else { return nil }
      found = child
    }
    return found
  }

  /// Whether most words of the shorter title are in the longer one.
  private static func isLike(_ one: String, _ other: String) -> Bool {
    func words(_ title: String) -> Set<Substring> {
      Set(title.split { !$0.isLetter && !$0.isNumber })
    }
    let (first, second) = (words(one), words(other))
    return first.intersection(second).count * 2 > min(first.count, second.count)
  }
}
