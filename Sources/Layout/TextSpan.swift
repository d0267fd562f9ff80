import Outline

/// Text of one style on one line, and where in the source it comes from.
package struct TextSpan: Hashable, Sendable {
  /// The text that is drawn: no control characters, no tabs, no line ends.
  package var text: String
  /// The role of the text.
  package var style: TextStyle
  /// The emphasis that the markup gives the text.
  package var emphasis: RichText.Emphasis
  /// The link that Enter follows here.
  package var link: RichText.Link?
  /// The bytes that the span stands for: of the file, or of an annotation's text (see `TextLine.origin`). Nil for what
  /// the layout adds: bars, markers, padding.
  package var source: Range<ByteOffset>?
  /// Whether `source` is the UTF-8 of `text`; otherwise the span is taken or left whole.
  package var isVerbatim: Bool
  /// The display column where it begins, 0-based from the left edge of the pane.
  package var column: Int

  /// A span that by default has no source and begins at column 0.
  package init(
    _ text: String, _ style: TextStyle, emphasis: RichText.Emphasis = .plain, link: RichText.Link? = nil,
    source: Range<ByteOffset>? = nil, isVerbatim: Bool = false, column: Int = 0
  ) {
    self.text = text
    self.style = style
    self.emphasis = emphasis
    self.link = link
    self.source = source
    self.isVerbatim = isVerbatim
    self.column = column
  }
}
