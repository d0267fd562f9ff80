import TextWidth

/// The glyphs that the layout draws by itself.
package struct Glyphs: Hashable, Sendable {
  package var bullet: String
  package var unfolded: String
  package var folded: String
  package var leaf: String
  package var taskOpen: String
  package var taskDone: String
  /// Beside quotes and annotations and between the columns of a table.
  package var vertical: String
  package var horizontal: String
  package var topLeft: String
  package var bottomLeft: String
  package var cross: String
  /// The glyph where the divider between the panes meets the rule above the status line.
  package var tee: String
  package var ellipsis: String
  /// Before the rest of a line of code that was too long.
  package var continuation: String
  package var image: String
  /// In the margin beside the selected topic, where others are shown around it.
  package var marginBar: String
  package var breadcrumb: String
  /// Between what is said of one thing: its type, its state, its author.
  package var separator: String
  package var review: String
  package var question: String
  package var open: String
  package var draft: String
  package var resolved: String
  package var edited: String
  /// Beside topics: read, to be read again, new or changed.
  package var read: String
  package var again: String
  package var unseen: String
  /// Whether control characters may show as their pictures (U+2400 and on).
  package var hasControlPictures: Bool
  /// Whether there are no other glyphs than those of ASCII.
  package var isASCII: Bool
  /// Whether small raised digits take one column each.
  private var hasRaisedDigits = true

  package static let unicode = Glyphs(
    bullet: "•", unfolded: "▾", folded: "▸", leaf: "•", taskOpen: "☐", taskDone: "☑", vertical: "│", horizontal: "─",
    topLeft: "┌", bottomLeft: "└", cross: "┼", tee: "┴", ellipsis: "…", continuation: "↪", image: "▣", marginBar: "▌",
    breadcrumb: "›", separator: "·", review: "!", question: "?", open: "●", draft: "✎", resolved: "○", edited: "~",
    read: "✓", again: "↻", unseen: "+", hasControlPictures: true, isASCII: false)

  package static let ascii = Glyphs(
    bullet: "*", unfolded: "v", folded: ">", leaf: "*", taskOpen: "[ ]", taskDone: "[x]", vertical: "|",
    horizontal: "-", topLeft: "+", bottomLeft: "+", cross: "+", tee: "+", ellipsis: "~", continuation: "\\",
    image: "#", marginBar: "|", breadcrumb: ">", separator: "-", review: "!", question: "?", open: "*", draft: "%",
    resolved: "o", edited: "~", read: "v", again: "r", unseen: "+", hasControlPictures: false, isASCII: true)

  /// These glyphs, each that takes more than one column replaced by its ASCII form.
  package func fitting(_ width: TextWidth) -> Glyphs {
    // They are of one column each where ambiguous characters are.
    guard width.ambiguousIsWide else { return self }
    var fitted = self
    fitted.hasRaisedDigits = false
    for path in Glyphs.all where self[keyPath: path].reduce(0, { $0 + width.columns(of: $1) }) != 1 {
      fitted[keyPath: path] = Glyphs.ascii[keyPath: path]
    }
    return fitted
  }

  /// The number of a quotation, in its text and in its box: `¹`, or `[1]`.
  package func number(_ number: Int) -> String {
    guard hasRaisedDigits, !isASCII else { return "[\(number)]" }
    let digits = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return String(number).compactMap(\.wholeNumberValue).map { digits[$0] }.joined()
  }

  /// The mark that an annotation of `look` gives its topic.
  package func mark(_ look: AnnotationLook) -> String {
    switch look {
    case .review, .orphan: review
    case .question: question
    case .open: open
    case .draft: draft
    case .resolved: resolved
    case .edited: edited
    }
  }

  private static var all: [WritableKeyPath<Glyphs, String>] {
    [
      \.bullet, \.unfolded, \.folded, \.leaf, \.taskOpen, \.taskDone, \.vertical, \.horizontal, \.topLeft,
      \.bottomLeft, \.cross, \.tee, \.ellipsis, \.continuation, \.image, \.marginBar, \.breadcrumb, \.separator,
      \.review,
      \.question, \.open,
      \.draft, \.resolved, \.edited, \.read, \.again, \.unseen,
    ]
  }
}
