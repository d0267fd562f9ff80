/// The help screen, as far as the reader has come in it.
package struct HelpView: Sendable {
  /// The row that is the first in view, counted from 0.
  package var top = 0
  /// The line that was looked for, counted from 0 in what `HelpText.lines` gives.
  package var found: Int?

  /// The help, by default from its top and with no line looked for.
  package init(top: Int = 0, found: Int? = nil) {
    self.top = top
    self.found = found
  }
}
