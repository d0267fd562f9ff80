import Annotations
import CursesTerminal
import Front
import Glibc
import Layout
import Notebook
import Settings
import Store
import Terminal

/// The first state and frame of a notebook. It is made on another thread while the terminal is taken over, which takes
/// as long; that changes the environment for a moment, so nothing here may look at that.
package struct Startup: Sendable {
  /// The notebook, as it was left.
  let state: NotebookState
  /// The effects that the state asks for.
  let effects: [Effect]
  let frame: Frame
  /// Whether its files are still being found.
  let isListing: Bool

  /// The values that a startup is made of.
  struct Input: Sendable {
    var tree: FileTree
    /// The scanner that finds the files of `tree`, where they are not known.
    var scanner: FolderScanner?
    /// The file, where the notebook is one that has been read already.
    var source: SourceFile?
    /// The notebooks that the reader came through to this one.
    var history: NotebookHistory
    /// The name by which the state of the notebook is stored.
    var memoryPath: String
    /// The view when the notebook was left; nil where none is stored.
    var memory: SavedView?
    var size: Size
    var options: NotebookState.Options
    var configuration: Configuration
    var sources: SourceService
  }

  init(_ input: Input) {
    let configuration = input.configuration
    // The first frame shows only the key for help; looking up all of them would take a third of the time.
    let (keymap, _) = Startup.keymap(configuration, entries: [CommandTable.help])
    // As late as can be: it is found out beside all this.
    let beginning = input.scanner?.beginning()
    var tree = input.tree
    for file in beginning?.files ?? [] { tree.append(file.name, in: file.folders) }
    isListing = beginning.map { !$0.isComplete } ?? false
    var state = NotebookState(
      tree: tree, size: input.size, keymap: keymap, options: input.options,
      outlineShare: Double(configuration.outlineShare) / 100,
      arrangement: PaneArrangement(rawValue: configuration.layout.rawValue) ?? .sideBySide, isListing: isListing)
    var effects: [Effect] = []
    let context = UpdateContext.now(input.sources, author: "")
    state.arrive(from: input.history.origin, at: tree.isSingleFile ? input.history.anchor : nil)
    // A link leads to its heading, however the note was left; otherwise what is there first is shown first.
    if input.history.anchor != nil, let memory = input.memory { state.recall(memory) }
    if let source = input.source {
      effects += state.update(.opened(.root, input.sources.opened(source)), in: context)
    }
    if input.history.anchor == nil, let memory = input.memory { state.recall(memory) }
    effects += state.update(.terminal(.resize(input.size)), in: context)
    if !isListing, !tree.isSingleFile {
      effects += state.update(.listed([], isComplete: true, trouble: beginning?.trouble), in: context)
    }
    frame = Rendering.draw(state)
    self.state = state
    self.effects = effects
  }

  /// The keys of the configured preset with the reader's own over them, and what is wrong with those.
  package static func keymap(
    _ configuration: Configuration, entries: [CommandEntry] = CommandTable.entries
  ) -> (keymap: Keymap, problems: [SettingsProblem]) {
    do {
      var keymap = try Keymap(preset: configuration.preset, entries: entries)
      let problems = keymap.apply(configuration.bindings)
      return (keymap, problems)
    } catch {
      preconditionFailure("the declared keymap contradicts itself: \(error)")
    }
  }
}

extension UpdateContext {
  /// This moment, with an id for what is made in it.
  static func now(_ sources: SourceService, author: String) -> UpdateContext {
    UpdateContext(author: author) { (sources.environment.now().text, sources.environment.newID()) }
  }
}

extension NotebookState.Options {
  /// Makes the options of the screen from those of the terminal and the reader's configuration.
  init(_ terminal: TerminalOptions, _ configuration: Configuration, themes: [String]) {
    let ascii: Bool =
      switch configuration.glyphs {
      case .ascii: true
      case .unicode: false
      case .auto: !terminal.utf8
      }
    self.init(
      ascii: ascii, width: .init(ambiguousIsWide: configuration.ambiguousIsWide), themes: themes,
      maxTextColumns: configuration.textColumns)
    isModal = configuration.preset == .vim
    langmap = configuration.langmap
    searches = configuration.searches.map { ($0.name, $0.query) }
    context = configuration.context
    wrapping = RowWrapping(rawValue: configuration.wrap.rawValue) ?? wrapping
    titles = NoteTitles(rawValue: configuration.titles.rawValue) ?? titles
    movesOnAfterMark = configuration.afterMark == .next
    types = configuration.types.map { AnnotationType($0) }
    mouse = terminal.mouse
  }
}
