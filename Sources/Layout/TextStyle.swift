/// The role of a span of text, from which a theme derives its look; no colours here.
package enum TextStyle: Hashable, Sendable {
  /// Running text.
  case text
  /// The title of the topic that the detail pane shows.
  case title
  /// `level` is 1 to 6.
  case heading(level: Int)
  /// Code inside a line.
  case code
  /// A line of a code block.
  case codeBlock
  case link
  case image
  /// Text inside a block quote.
  case quote
  case quoteBar
  /// The heading of a callout: `Note`, `Warning`.
  case callout
  /// The bullet or number before a list item.
  case marker
  case taskBox(isDone: Bool)
  case tableHead
  case tableBorder
  case html
  case rule
  /// A reference to a footnote, and the label before its text.
  case footnote
  /// Text that the layout adds by itself, like the glyph that says that a line of code goes on below.
  case muted

  /// The number of a quotation, behind its words and in its box.
  case quotationNumber
  case annotationFrame(AnnotationLook)
  case annotationHeader(AnnotationLook)
  case annotationText(AnnotationLook)

  case outlineRoot
  case outlineHeading(level: Int)
  case outlineItem
  case outlineEmpty
  case outlineMark
  case outlineCount(AnnotationLook)
}

/// The state of an annotation as far as it shows.
package enum AnnotationLook: CaseIterable, Hashable, Sendable {
  case open
  case question
  case draft
  case resolved
  /// Attached where the text has changed.
  case edited
  case review
  case orphan

  /// Of several annotations, the one with the highest urgency gives a topic its mark.
  package var urgency: Int {
    switch self {
    case .resolved: 0
    case .draft: 1
    case .edited: 2
    case .open: 3
    case .question: 4
    case .orphan: 5
    case .review: 6
    }
  }
}
