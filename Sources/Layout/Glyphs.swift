import TextWidth

/// The glyphs that the layout draws by itself.
package struct Glyphs: Hashable, Sendable {
  /// The marker of list items in the detail pane.
  package var bullet: String
  /// The fold mark of a row whose contents are shown.
  package var unfolded: String
  /// The fold mark of a row whose contents are hidden.
  package var folded: String
  /// The mark of a list item that has nothing below it.
  package var leaf: String
  /// The box of a task that is to be done.
  package var taskOpen: String
  /// The box of a task that is done.
  package var taskDone: String
  /// The glyph of vertical lines: next to quotes and annotations, and between the columns of a table.
  package var vertical: String
  /// The glyph of horizontal lines: frames, rules and borders of tables.
  package var horizontal: String
  /// The upper left corner of the frame of an annotation.
  package var topLeft: String
  /// The lower left corner of the frame of an annotation.
  package var bottomLeft: String
  /// The crossing of the lines of a table.
  package var cross: String
  /// The glyph where the divider between the panes meets the rule above the status line.
  package var tee: String
  /// The glyph for text that is left out.
  package var ellipsis: String
  /// The glyph before the rest of a line of code that was too long.
  package var continuation: String
  /// The glyph before the description of an image.
  package var image: String
  /// The bar in the margin next to the selected topic, where others are shown around it.
  package var marginBar: String
  /// The glyph between the titles on the way to a topic.
  package var breadcrumb: String
  /// The glyph between facts about one thing: its type, its state, its author.
  package var separator: String
  /// The mark of annotations that need a review.
  package var review: String
  /// The mark of open questions.
  package var question: String
  /// The mark of other open annotations.
  package var open: String
  /// The mark of drafts.
  package var draft: String
  /// The mark of resolved annotations.
  package var resolved: String
  /// The mark of annotations that are attached where the text has changed.
  package var edited: String
  /// The marker of topics that are read.
  package var read: String
  /// The marker of topics that are to be read again.
  package var again: String
  /// The marker of topics that are new or changed.
  package var unseen: String
  /// Whether control characters may show as their pictures (U+2400 and on).
  package var hasControlPictures: Bool
  /// Whether there are no other glyphs than those of ASCII.
  package var isASCII: Bool
  /// Whether small raised digits take one column each.
  private var hasRaisedDigits = true

  /// The glyphs of a terminal that shows Unicode.
  package static let unicode = Glyphs(
    bullet: "•", unfolded: "▾", folded: "▸", leaf: "•", taskOpen: "☐", taskDone: "☑", vertical: "│", horizontal: "─",
    topLeft: "┌", bottomLeft: "└", cross: "┼", tee: "┴", ellipsis: "…", continuation: "↪", image: "▣", marginBar: "▌",
    breadcrumb: "›", separator: "·", review: "!", question: "?", open: "●", draft: "✎", resolved: "○", edited: "~",
    read: "✓", again: "↻", unseen: "+", hasControlPictures: true, isASCII: false)

  /// The glyphs of a terminal that shows only ASCII.
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
