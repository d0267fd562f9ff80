import Annotations
import Editor
import Layout
import Outline
import Settings
import Terminal
import TextWidth

/// All that the program is doing; only `update` changes it.
package struct NotebookState: Sendable {
  package enum Pane: Hashable, Sendable { case outline, detail }

  /// What does not change while the program runs, or only by a command of its own.
  package struct Options: Sendable {
    package var ascii: Bool
    package var width: TextWidth
    /// Names of the themes that `T` offers.
    package var themes: [String]
    /// Whether texts are written with vim's keys.
    package var isModal = false
    /// Whether the mouse reports from the start.
    package var mouse = true
    /// The longest line of running text, in columns; nil for all that there are.
    package var maxTextColumns: Int?
    package init(
      ascii: Bool = false, width: TextWidth = .standard, themes: [String] = [], maxTextColumns: Int? = nil
    ) {
      self.ascii = ascii
      self.width = width
      self.themes = themes
      self.maxTextColumns = maxTextColumns
    }
  }

  package let options: Options
  package let layoutOptions: LayoutOptions
  /// Rows of the outline as they were drawn last.
  var rowCache: RowCache
  /// What keys mean. A first frame may be drawn before all of them are known.
  package var keymap: Keymap
  package internal(set) var size: Size

  // The notebook.
  package internal(set) var tree: FileTree { didSet { links = nil } }
  /// Where links lead in it, once one was followed.
  var links: LinkResolver?
  /// Whether files are still being found in it.
  package internal(set) var isListing = false
  package internal(set) var documents: [FileID: Document] = [:]
  /// Folders and files whose contents are folded away; topics inside a file are its document's affair.
  package internal(set) var foldedNodes: Set<FileID> = []
  /// The annotations of files that are not open, as far as they were looked through.
  var summaries: [FileID: AnnotationSummary] = [:]
  package internal(set) var scanProgress: Progress?
  /// How many annotations each file and folder has.
  var tallies: [FileID: AnnotationTally] = [:]
  /// How far the reader is in each file and folder, as far as it is known.
  var readingProgress: [FileID: ReadingProgress] = [:]
  /// Files that were asked for and have not come.
  package internal(set) var opening: Set<FileID> = []
  /// Files that are there no more and shown as they were last read.
  var missingFiles: Set<FileID> = []
  /// Why a file could not be opened.
  package internal(set) var failures: [FileID: String] = [:]

  // The screen.
  package internal(set) var focus = Pane.outline
  package internal(set) var selection = RowID.root
  /// The first row of the outline pane.
  package internal(set) var top = RowID.root
  /// The topic that fills the outline, when it is zoomed.
  package private(set) var zoom: RowID?
  /// What only shows matches and their ancestors, when it does.
  package internal(set) var filterText: String?
  /// The files and folders that it leaves.
  var fileFilter: FileFilter?
  /// What was folded before it unfolded everything.
  var foldedBeforeFilter: Set<FileID> = []
  package internal(set) var outlineShare: Double = 0.5
  /// How the panes are to stand, where there is room.
  package internal(set) var arrangement = PaneArrangement.sideBySide
  package internal(set) var showsSource = false
  package internal(set) var detail = DetailView()
  /// What lies above the panes and the editor, the uppermost last.
  package internal(set) var overlays: [Overlay] = []
  /// The text that is being written, also while something lies above it.
  package internal(set) var session: EditorSession?
  package internal(set) var theme: String?
  /// The theme that is worn where the reader has chosen none in the program; whoever draws says which.
  package var defaultTheme: String?
  /// What Escape in the list of themes goes back to.
  var themeBeforeList: String?
  package internal(set) var mouseIsOn = true
  var isDraggingDivider = false
  /// Where the mouse was pressed in the detail pane, while it is held down.
  var dragStart: Position?

  // Keys under way.
  package internal(set) var pending: [Key] = []
  package internal(set) var count: Int?
  package internal(set) var showsHint = false
  package internal(set) var message: Message?
  /// What an Escape left that may turn out to be no key; nil when something else was pressed since.
  var beforeEscape: EscapeOrigin?

  // Finding.
  package internal(set) var searching = SearchState()
  package internal(set) var jumpList = JumpList()
  /// The topic that was selected before a change of its file took it away, and what is selected in its place: it may
  /// come back with the next change.
  var lostSelection: LostSelection?
  /// Where to go once the file that it lies in is open.
  var pendingHit: SearchHit?
  /// The anchor to go to in it then.
  var pendingAnchor: String?
  /// What the notebook is called that was left for this one by a link: the way back leads there at last.
  package internal(set) var origin: String?
  /// Places that were marked with a letter.
  var bookmarks: [Unicode.Scalar: RowID] = [:]
  /// A command that waits for a letter.
  var awaitingLetter: Command?
  /// An annotation that was cut, to be pasted at another topic.
  package internal(set) var cut: (annotation: String, file: FileID)?
  /// How the notebook was left the last time, for files that are still to be opened.
  var savedView: SavedView?
  /// The pane that the keys go back to after writing.
  var focusBeforeEditing = Pane.outline
  /// What was cut and copied in the texts written so far.
  var killRing = KillRing()
  /// Vim's registers, macros and the like.
  var modalMemory = ModalMemory()
  /// What was searched for last in a text.
  var lastPattern = ""

  // Changing.
  package internal(set) var undoStack = UndoStack()
  var readMarkUndo = ReadMarkUndo()
  package internal(set) var pendingSaves: [Int: PendingSave] = [:]
  var lastNumber = 0
  /// Drafts whose anchors are not whole yet.
  var unanchored: Set<String> = []
  /// Annotations that are saved as soon as their anchors are, by the draft that they were.
  var savesAwaitingAnchor: [String: Annotation] = [:]
  /// What the reader was asked about last, where it was, and how many at that place came before it: of several the next
  /// comes after it.
  var lastReviewed: (id: String, place: RowID, before: Int)?
  /// What she was led to and not asked about, because its file was not open yet.
  var deferredReview: String?
  /// Sidecars that were left behind when a file was renamed, until the reader was asked.
  var detachedSidecars: [FileID: String] = [:]
  /// When the event that is being taken in happens, with an id for what it makes.
  var context = UpdateContext.none

  package init(
    tree: FileTree, size: Size, keymap: Keymap, options: Options = Options(),
    theme: String? = nil, outlineShare: Double = 0.5, arrangement: PaneArrangement = .sideBySide,
    isListing: Bool = false
  ) {
    self.tree = tree
    self.isListing = isListing
    self.size = size
    self.keymap = keymap
    self.options = options
    layoutOptions = LayoutOptions(
      glyphs: options.ascii ? .ascii : .unicode, width: options.width, maxTextColumns: options.maxTextColumns)
    rowCache = RowCache(options: layoutOptions)
    mouseIsOn = options.mouse
    self.theme = theme
    self.outlineShare = outlineShare
    self.arrangement = arrangement
    guard !tree.isSingleFile else { return }
    // Files unfold when they are opened; the folders of a large tree too, one by one.
    let isLarge = isListing || tree.nodes.count > NotebookState.mostUnfolded
    foldedNodes = isLarge ? Set(tree.nodes.dropFirst().lazy.map(\.id)) : Set(tree.files)
  }

  /// In a tree with more files and folders, or one that is not known whole, the folders are folded at first.
  package static let mostUnfolded = 200

  /// Where the panes lie now.
  package var panes: PaneLayout {
    PaneLayout(
      size: size, arrangement: arrangement, share: outlineShare, focus: focus == .outline ? .outline : .detail)
  }

  /// The document that the selected row belongs to, once it is opened.
  package var selectedDocument: Document? { documents[selection.file] }

  /// Which keymap reads the next key.
  package var keyContext: KeyContext {
    switch overlays.last {
    case .prompt, .confirmation: .prompt
    case .list: .list
    case .help: .help
    case nil where session != nil: .editor
    case nil: focus == .outline ? .outline : (detail.selecting == nil ? .detail : .selecting)
    }
  }

  /// What has the keys, where that is neither a pane nor the editor.
  package var overlay: Overlay? { overlays.last }

  /// Whether the keys speak to the panes.
  package var isBrowsing: Bool { overlays.isEmpty && session == nil }

  /// The text that is being written, where it has the keys.
  package var activeSession: EditorSession? { overlays.isEmpty ? session : nil }

  /// Whether some work was asked for and has not answered.
  package var isBusy: Bool {
    isListing || !opening.isEmpty || searching.isRunning
      || documents.contains { $1.isPartial && failures[$0] == nil }
  }

  /// Makes `place` fill the outline; nil shows the whole again.
  mutating func setZoom(_ place: RowID?) {
    if let old = zoom { documents[old.file]?.rows.hoist = .root }
    zoom = place == .root ? nil : place
    if let zoom { documents[zoom.file]?.rows.hoist = zoom.topic }
  }

  mutating func nextNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }
}

/// A topic that was selected before a change of its file took it away, and what is selected in its place.
struct LostSelection: Sendable {
  var memory: SavedView.PlaceMemory
  var stand: RowID
}

/// A save that was asked for: what to do when its answer comes.
package struct PendingSave: Hashable, Sendable {
  package var file: FileID
  package var changes: [AnnotationChange]
  /// The draft that the save makes superfluous.
  package var draft: String?
  /// What to say once it is on the disk.
  package var done: String
  package var undoing: UndoStack.Direction?
  /// The draft that was saved from an editor that stays open, and what it was an edit of.
  package var continuing: Draft?
  package var original: Annotation?
  /// The step that it carries out.
  package var step: UndoStep.ID
}

/// Places that were left by a jump, to go back to.
package struct JumpList: Hashable, Sendable {
  private var places: [RowID] = []
  private var position = 0

  /// Remembers `place` before a jump away from it; what lay ahead is forgotten.
  package mutating func leave(_ place: RowID) {
    places.removeSubrange(position...)
    if places.last != place { places.append(place) }
    position = places.count
  }

  /// Whether there is no way back any more.
  var isAtStart: Bool { position == 0 }

  /// Whether nothing was left yet.
  var isEmpty: Bool { places.isEmpty }

  /// The place to go back to from `current`, or nil at the beginning.
  package mutating func back(from current: RowID) -> RowID? {
    guard position > 0 else { return nil }
    if position == places.count { places.append(current) }
    position -= 1
    return places[position]
  }

  package mutating func forward() -> RowID? {
    guard position + 1 < places.count else { return nil }
    position += 1
    return places[position]
  }

  /// Puts the places where they are now, those of files that are gone on what stood before them.
  mutating func relocate(_ map: Relocation) { places = places.map(map.nearest) }
}
