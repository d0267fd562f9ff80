/// A text that goes to the clipboard, as messages call it.
package enum Copied: Hashable, Sendable {
  /// Words that were cut or copied in the editor: only a failure is said.
  case editedText
  /// Words that were selected in the detail pane.
  case quotation
  /// A topic with all that is in it.
  case topic(title: String)
  /// A link to a topic; where it leads to a heading above the topic (`isOwn` is false), with the heading's title, nil for
  /// the note.
  case link(String, heading: String?, isOwn: Bool)
  /// A link that should have been opened, and no desktop to open it.
  case unopenedLink(String)

  /// The fate of a text that was to be copied.
  package enum Outcome: Hashable, Sendable {
    /// A program took it.
    case copied
    /// The terminal was asked to take it, and never answers.
    case sentToTerminal
    /// It has more than `limit` bytes, the most that terminals take.
    case tooLong(limit: Int)
    /// There is no clipboard program, and the terminal can't be asked.
    case noClipboard
    /// The command of the configuration failed.
    case commandFailed

    /// Whether the text is where it should be, as far as that is known.
    var isGood: Bool {
      switch self {
      case .copied, .sentToTerminal: true
      case .tooLong, .noClipboard, .commandFailed: false
      }
    }
  }
}
