/// The reasons for which the terminal cannot be used.
package enum TerminalError: Error, Hashable, Sendable {
  /// Standard input or output leads elsewhere.
  case notATerminal
  /// The environment does not name the terminal.
  case unnamed
  /// The terminal cannot place the cursor, or its description does not say how.
  case tooPoor(term: String)
  /// Neither the terminal's own description nor a common one is installed.
  case unknown(term: String)
  /// ncurses would not start.
  case notStarted(term: String)
  /// The system refused what waiting for events needs.
  case system(call: String, code: CInt)
}

/// Something that the reader should know although the screen works.
package enum TerminalNotice: Hashable, Sendable {
  /// The terminal's description is not installed; another one stands in for it.
  case unknownTerminal(term: String, used: String)
  /// The locale is not UTF-8, so that glyphs are drawn in ASCII.
  case notUTF8(variable: String, value: String)
}
