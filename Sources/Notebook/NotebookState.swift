import Annotations
import Layout
import Outline
import Terminal
import TextWidth

/// All that the program is doing; only `update` changes it. Each part keeps its own state and says what follows from a
/// change of it; what concerns several of them is here.
package struct NotebookState: Sendable {
  /// The panes that can have the keys.
  package typealias Pane = Screen.Pane

  /// Settings that do not change while the program runs.
  package struct Options: Sendable {
    /// Whether only ASCII glyphs are drawn.
    package var ascii: Bool
    /// The measure of the terminal for the columns of characters.
    package var width: TextWidth
    /// Names of the themes that `T` offers.
    package var themes: [String]
    /// Whether texts are written with vim's keys.
    package var isModal = false
    /// Whether the mouse reports from the start.
    package var mouse = true
    /// Searches by name, and their queries.
    package var searches: [(name: String, query: String)] = []
    /// The reader's own places of characters on a US keyboard.
    package var langmap: [Unicode.Scalar: Unicode.Scalar] = [:]
    /// The longest line of running text, in columns; nil for all that there are.
    package var maxTextColumns: Int?
    /// Whether a topic that is shorter than the detail pane is shown among what surrounds it.
    package var context = true
    /// The rows of the outline whose titles wrap.
    package var wrapping = RowWrapping.selected
    /// The words of the rows of notes.
    package var titles = NoteTitles.both
    /// Whether the next row is selected after a topic was marked as read.
    package var movesOnAfterMark = true
    /// The reader's own types of annotations.
    package var types: [AnnotationType] = []

    /// The options of a terminal; the others have their defaults.
    package init(
      ascii: Bool = false, width: TextWidth = .standard, themes: [String] = [], maxTextColumns: Int? = nil
    ) {
      self.ascii = ascii
      self.width = width
      self.themes = themes
      self.maxTextColumns = maxTextColumns
    }
  }

  /// The settings that the notebook was opened with.
  package let options: Options
  /// The part of the options that layouts need.
  package let layoutOptions: LayoutOptions
  /// The commands of keys. A first frame may be drawn before all of them are known.
  package var keymap: Keymap

  /// The notes: the tree, the documents and what is being read.
  package internal(set) var files: Files
  /// The outline pane.
  package internal(set) var outline: OutlinePane
  /// The detail pane.
  package internal(set) var detail = DetailPane()
  /// The search, and the places that it leads to.
  package internal(set) var finding = Finding()
  /// The text that is being written.
  package internal(set) var writing = Writing()
  /// The changes of annotations.
  package internal(set) var annotating = Annotating()
  /// The lists, prompts and questions above the panes.
  package internal(set) var overlays = OverlayStack()
  /// The keys that were typed and have no command yet.
  package internal(set) var keys = KeyInput()
  /// The size, the panes, the colours and the status line.
  package internal(set) var screen: Screen
  /// The parts before an Escape that may turn out to be no key.
  var beforeEscape: EscapeOrigin?

  /// The state of a notebook that nothing was opened in yet.
  package init(
    tree: FileTree, size: Size, keymap: Keymap, options: Options = Options(),
    theme: String? = nil, outlineShare: Double = 0.5, arrangement: PaneArrangement = .sideBySide,
    isListing: Bool = false
  ) {
    self.keymap = keymap
    self.options = options
    layoutOptions = LayoutOptions(
      glyphs: options.ascii ? .ascii : .unicode, width: options.width, maxTextColumns: options.maxTextColumns)
    files = Files(tree, isListing: isListing)
    screen = Screen(
      size: size, outlineShare: outlineShare, arrangement: arrangement, theme: theme, mouse: options.mouse)
    var folded: Set<FileID> = []
    if !tree.isSingleFile {
      // Files unfold when they are opened; the folders of a large tree too, one by one.
      let isLarge = isListing || tree.nodes.count > NotebookState.mostUnfolded
      folded = isLarge ? Set(tree.nodes.dropFirst().lazy.map(\.id)) : Set(tree.files)
    }
    outline = OutlinePane(folding: folded, layoutOptions)
  }

  /// In a tree with more files and folders, or one that is not known whole, the folders are folded at first.
  package static let mostUnfolded = 200

  /// The keymap that reads the next key.
  package var keyContext: KeyContext {
    switch overlays.top {
    case .prompt, .confirmation: .prompt
    case .list(let list): list.isTree ? .results : .list
    case .help: .help
    case nil where session != nil: .editor
    case nil: focus == .outline ? .outline : (detail.selecting == nil ? .detail : .selecting)
    }
  }

  /// Whether the keys speak to the panes.
  package var isBrowsing: Bool { overlays.isEmpty && session == nil }

  /// The text that is being written, where it has the keys.
  package var activeSession: EditorSession? { overlays.isEmpty ? session : nil }

  /// Whether some work was asked for and has not answered.
  package var isBusy: Bool {
    isListing || !opening.isEmpty || searching.isRunning
      || documents.contains { $1.isPartial && failures[$0] == nil }
  }

  /// Names the theme that is in force where none is chosen.
  package mutating func setDefaultTheme(_ name: String?) { screen.setDefaultTheme(name) }

  /// Says something on the status line.
  mutating func say(_ notice: Notice) { screen.show(message(for: notice)) }

  /// A notice in words, with the keys in force.
  func message(for notice: Notice) -> Message { NoticeWording(keymap: keymap, ascii: options.ascii).message(notice) }
}

/// The parts, by the names that what combines them reads them by.
extension NotebookState {
  /// The files and folders of the notebook.
  package var tree: FileTree { files.tree }
  /// The files that are open.
  package var documents: [FileID: Document] { files.documents }
  /// The files that were asked for and have not come.
  package var opening: Set<FileID> { files.opening }
  /// The reasons why files could not be opened, or read to their end.
  package var failures: [FileID: String] { files.failures }
  /// Whether files are still being found.
  package var isListing: Bool { files.isListing }
  /// The selected row.
  package var selection: RowID { outline.selection }
  /// The first row of the outline in view.
  package var top: RowID { outline.top }
  /// The row that fills the outline; nil for the whole.
  package var zoom: RowID? { outline.zoom }
  /// The folders and files whose contents are folded away.
  package var foldedNodes: Set<FileID> { outline.foldedNodes }
  /// The query of the filter; nil without one.
  package var filterText: String? { outline.filterText }
  var fileFilter: FileFilter? { outline.fileFilter }
  /// The row at the top of the outline: the notebook's own, or the zoomed topic.
  package var firstRow: RowID { outline.firstRow }
  /// Whether the detail pane shows the source as it is.
  package var showsSource: Bool { detail.showsSource }
  /// The last search, or the one under way.
  package var searching: SearchState { finding.search }
  /// The annotation that is being written; nil where none is.
  package var session: EditorSession? { writing.session }
  /// The uppermost overlay; nil where there is none.
  package var overlay: Overlay? { overlays.top }
  /// The size of the screen, in cells.
  package var size: Size { screen.size }
  /// The pane that has the keys.
  package var focus: Pane { screen.focus }
  /// The rectangles of the screen.
  package var panes: PaneLayout { screen.panes }
  /// The message on the status line; nil where there is none.
  package var message: Message? { screen.message }
  /// The rows of the outline pane.
  package var outlineHeight: Int { screen.outlineHeight }
  /// The rows of the detail pane.
  package var detailHeight: Int { screen.detailHeight }

  /// The document that the selected row belongs to, once it is opened.
  package var selectedDocument: Document? { documents[selection.file] }
}
