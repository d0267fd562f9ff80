import TextWidth

/// The properties of the terminal and the preferences of the reader that every layout needs. They never change, and are
/// passed around so much that copies of them have to be cheap.
package final class LayoutOptions: Sendable {
  /// Glyphs that the layout draws; see `Glyphs.fitting`.
  package let glyphs: Glyphs
  /// The measure for the columns of characters.
  package let width: TextWidth
  /// Columns between two tab stops.
  package let tabColumns: Int
  /// The longest line of running text that the reader wants, or nil for all the columns there are.
  package let maxTextColumns: Int?

  /// Options whose glyphs are each replaced by plain ASCII where `width` makes them too wide for their place.
  package init(
    glyphs: Glyphs = .unicode, width: TextWidth = .standard, tabColumns: Int = 4, maxTextColumns: Int? = nil
  ) {
    self.glyphs = glyphs.fitting(width)
    self.width = width
    self.tabColumns = max(1, tabColumns)
    self.maxTextColumns = maxTextColumns.map { max(1, $0) }
  }

  /// The options of a terminal that shows Unicode, with 4 columns a tab and lines of any length.
  package static let standard = LayoutOptions()
}
