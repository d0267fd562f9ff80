import Terminal

/// Another command for a sequence of keys, or none.
package struct BindingOverride: Hashable, Sendable {
  /// One of `Configuration.contexts`.
  package var context: String
  /// The keys to be pressed one after the other.
  package var keys: [Key]
  /// The command's name as the reader wrote it; nil takes the binding away.
  package var command: String?
  /// The place of the command, for complaints about it.
  package var place: SettingsPlace

  /// Creates an override; without a command it takes the binding away.
  package init(context: String, keys: [Key], command: String?, place: SettingsPlace) {
    self.context = context
    self.keys = keys
    self.command = command
    self.place = place
  }
}

/// A search that the reader keeps under a name.
package struct SavedSearch: Hashable, Sendable {
  /// The name that the reader chose.
  package var name: String
  /// In the query language.
  package var query: String

  /// Creates a saved search from its name and query.
  package init(name: String, query: String) {
    self.name = name
    self.query = query
  }
}

/// The reader's settings in `config.yaml`. Whatever is not set there is left to the program.
package struct Configuration: Hashable, Sendable {
  /// A set of keys to begin with.
  package enum Preset: String, CaseIterable, Sendable {
    case standard = "default"
    case vim
    case org
  }

  /// The arrangement of the panes at the first start with some notes; later they are as they were left.
  package enum Layout: String, CaseIterable, Sendable {
    case sideBySide = "side-by-side"
    case stacked
    case one
  }

  /// The glyphs for marks and lines; `auto` goes by the locale.
  package enum GlyphSet: String, CaseIterable, Sendable { case auto, unicode, ascii }

  /// The rows of the outline whose titles go on below where they do not fit.
  package enum Wrap: String, CaseIterable, Sendable { case selected, all, none }

  /// The words of the rows of notes: the file's name, its title, or both.
  package enum Titles: String, CaseIterable, Sendable { case name, title, both }

  /// The selection after a topic was marked as read.
  package enum AfterMark: String, CaseIterable, Sendable { case next, stay }

  /// The theme to use whatever the terminal's background is.
  package var theme: String?
  /// The themes for light and dark terminals, where `theme` is nil.
  package var lightTheme: String?
  /// The theme for dark terminals, where `theme` is nil.
  package var darkTheme: String?
  /// The places of the three, for a name that is no theme's.
  package var themePlaces: [String: SettingsPlace] = [:]
  /// The author of new annotations; nil where the program has to find a name.
  package var author: String?
  /// The set of bindings that `keys` change.
  package var preset = Preset.standard
  /// The set of glyphs that the screen is drawn with.
  package var glyphs = GlyphSet.auto
  /// Whether characters of East Asian ambiguous width take two cells.
  package var ambiguousIsWide = false
  /// Whether the mouse reports to the program; nil: as it is best for the terminal.
  package var mouse: Bool?
  /// The outline's share of the width beside the detail pane, in percent: 20 to 80.
  package var outlineShare = 50
  /// The arrangement of the panes at the first start.
  package var layout = Layout.sideBySide
  /// The longest line of running text, in columns, or nil for as many as there are.
  package var textColumns: Int?
  /// Whether a topic that is shorter than the detail pane is shown among what surrounds it.
  package var context = true
  /// The rows of the outline whose titles are wrapped and not cut.
  package var wrap = Wrap.selected
  /// The words of the rows of notes.
  package var titles = Titles.both
  /// The selection after a topic was marked as read.
  package var afterMark = AfterMark.next
  /// Types of annotations that are offered besides those of the program.
  package var types: [String] = []
  /// Whether sidecars go to the state folder even where they could stand beside their source.
  package var keepsSidecarsApart = false
  /// Milliseconds after which an Escape by itself is the key, 0 to 5000; nil: as it is best for the terminal.
  package var escapeDelay: Int?
  /// The shell command that takes what is copied on its standard input; nil: the one that is there.
  package var clipboardCommand: String?
  /// Searches by name, in the order in which they are written.
  package var searches: [SavedSearch] = []
  /// The character of the reader's layout and the one at the same place of a US keyboard, for keys that are commands.
  package var langmap: [Unicode.Scalar: Unicode.Scalar] = [:]
  /// In the order of the file.
  package var bindings: [BindingOverride] = []

  /// The place of each setting that the file has.
  package var places: [Setting: SettingsPlace] = [:]

  /// Creates the settings of an empty file.
  package init() {}

  /// The names under `keys`, each of which has a keymap.
  package static let contexts = ["outline", "detail", "selecting", "editor", "list", "results", "prompt", "help"]
}
