import Layout
import Terminal

/// The screen: its size, how the panes stand on it and which of them has the keys, its colours, and what it says.
package struct Screen: Sendable {
  /// A pane that can have the keys.
  package enum Pane: Hashable, Sendable { case outline, detail }

  /// The size in cells.
  package private(set) var size: Size
  /// The pane that has the keys.
  package private(set) var focus = Pane.outline
  /// The part of the screen that the outline takes.
  package private(set) var outlineShare: Double
  /// The arrangement of the panes that is wanted, where there is room.
  package private(set) var arrangement: PaneArrangement
  /// The theme that the reader has chosen for the notebook; nil for the default one.
  package private(set) var theme: String?
  /// The theme in force where none is chosen; whoever draws says which.
  package private(set) var defaultTheme: String?
  /// The theme that Escape in the list of themes goes back to.
  private var themeBeforePreview: String?
  /// Whether the terminal reports the mouse.
  package private(set) var mouseIsOn: Bool
  /// The words on the status line.
  package private(set) var message: Message?
  private(set) var isDraggingDivider = false
  /// Whether the outline shows one branch, and says so above it.
  private(set) var isZoomed = false
  /// Whether the reader has pressed nothing since the start.
  private(set) var isGreeting = true
  /// The words about what waits, while they are said.
  private(set) var greeting: Message?

  static let shares = 0.2...0.8

  init(size: Size, outlineShare: Double, arrangement: PaneArrangement, theme: String?, mouse: Bool) {
    self.size = size
    self.outlineShare = outlineShare
    self.arrangement = arrangement
    self.theme = theme
    mouseIsOn = mouse
  }

  /// The places of the panes.
  package var panes: PaneLayout {
    PaneLayout(
      size: size, arrangement: arrangement, share: outlineShare, focus: focus == .outline ? .outline : .detail,
      isZoomed: isZoomed)
  }

  /// Rows that the outline pane shows.
  package var outlineHeight: Int { max(1, panes.outline.size.rows) }

  /// Rows of text that the detail pane shows.
  package var detailHeight: Int { max(1, panes.detail.size.rows) }

  /// Columns of the detail pane, also while it can't be seen.
  var detailColumns: Int { max(1, panes.detail.isEmpty ? size.columns : panes.detail.size.columns) }

  mutating func resize(to size: Size) { self.size = size }

  // MARK: Panes

  mutating func setZoomed(_ isZoomed: Bool) { self.isZoomed = isZoomed }

  mutating func setFocus(_ pane: Pane) { focus = pane }

  mutating func switchFocus() { focus = focus == .outline ? .detail : .outline }

  /// Gives the outline more of the screen by `steps`, less where that is negative.
  mutating func widenOutline(by steps: Int) { setOutlineShare(outlineShare + 0.05 * Double(steps)) }

  mutating func setOutlineShare(_ share: Double) {
    outlineShare = min(Screen.shares.upperBound, max(Screen.shares.lowerBound, share))
  }

  mutating func setArrangement(_ arrangement: PaneArrangement) { self.arrangement = arrangement }

  /// Takes the next of the three ways for the panes to stand.
  mutating func nextArrangement() {
    let all = PaneArrangement.allCases
    arrangement = all[((all.firstIndex(of: arrangement) ?? 0) + 1) % all.count]
  }

  // MARK: The mouse

  mutating func toggleMouse() { mouseIsOn.toggle() }

  /// Holds the divider between the panes if it is at `position`.
  mutating func pressDivider(at position: Position) { isDraggingDivider = panes.divider.contains(position) }

  /// Moves the divider to `position` while it is held.
  mutating func dragDivider(to position: Position) {
    if isDraggingDivider { setOutlineShare(panes.share(forDividerAt: position)) }
  }

  mutating func releaseDivider() { isDraggingDivider = false }

  // MARK: Themes

  /// The theme in force.
  var activeTheme: String? { theme ?? defaultTheme }

  /// Sets the theme in force where the reader has chosen none.
  package mutating func setDefaultTheme(_ name: String?) { defaultTheme = name }

  mutating func setTheme(_ name: String?) { theme = name }

  /// Remembers the theme, which others are to be shown in the place of.
  mutating func beginThemePreview() { themeBeforePreview = theme }

  mutating func cancelThemePreview() { theme = themeBeforePreview }

  /// Chooses a theme. The default one is kept as such: it changes with the configuration.
  mutating func chooseTheme(_ name: String) { theme = name == defaultTheme ? nil : name }

  // MARK: Messages

  mutating func show(_ message: Message?) { self.message = message }

  /// Says what waits.
  mutating func greet(_ message: Message) {
    greeting = message
    self.message = message
  }

  mutating func endGreeting() { isGreeting = false }
}
