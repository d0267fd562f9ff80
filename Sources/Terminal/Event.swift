/// A place on the screen in cells; (0, 0) is the upper left corner.
package struct Position: Hashable, Sendable {
  /// From 0, at the left.
  package var column: Int
  /// From 0, at the top.
  package var row: Int
  /// Creates a position, which may be outside the screen.
  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// The extent of a screen or a part of it, in cells; never negative.
package struct Size: Hashable, Sendable {
  /// The width in cells.
  package var columns: Int
  /// The height in cells.
  package var rows: Int
  /// Creates a size; negative numbers count as 0.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// An action of the mouse in one cell.
package struct MouseEvent: Hashable, Sendable {
  /// The kind of an action.
  package enum Action: Hashable, Sendable {
    /// Button 1 is the left one.
    case press(button: Int)
    case drag(button: Int)
    case release
    case wheelUp, wheelDown
  }

  /// The kind of the action.
  package var action: Action
  /// The cell in which it happened.
  package var position: Position
  /// The modifiers that were held.
  package var modifiers: Key.Modifiers

  /// Creates an event; by default without modifiers.
  package init(_ action: Action, at position: Position, modifiers: Key.Modifiers = []) {
    self.action = action
    self.position = position
    self.modifiers = modifiers
  }
}

/// An answer of the terminal to a question of ours.
package enum TerminalReply: Hashable, Sendable {
  /// DA1, which every terminal answers: whatever was asked before has been answered, or never will be.
  case attributes
  /// The flags of kitty's keyboard protocol that are set.
  case keyboardFlags(Int)
  /// OSC 11: the background, 16 bits a channel.
  case background(red: UInt16, green: UInt16, blue: UInt16)
}

/// One thing that came from the terminal.
package enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  /// Keys that type, which came at once: letters, Enter and Tab.
  case typed([Key])
  /// A key that came within a second behind an Escape that was given out as a key: it may have been pressed together
  /// with Alt, on a slow line.
  case keyAfterEscape(Key)
  /// The last Escape was no key: it was the beginning of what comes next.
  case escapeWithdrawn
  /// A bracketed paste, whole, as it came (line ends included; invalid UTF-8 repaired with U+FFFD).
  case paste(String)
  case mouse(MouseEvent)
  /// True when the terminal window got the focus.
  case focus(Bool)
  case reply(TerminalReply)
  case resize(Size)
}
