import Outline
import TextWidth

/// One line as it is drawn: spans from left to right, which together fill `columns`.
package struct TextLine: Hashable, Sendable {
  /// The text whose bytes the spans' `source` counts.
  package enum Origin: Hashable, Sendable {
    case file
    /// The text of the annotation with this id.
    case annotation(String)
  }

  /// The spans from left to right, none of them empty.
  package private(set) var spans: [TextSpan]
  /// The columns that the spans take.
  package private(set) var columns: Int
  /// The text whose bytes the spans' `source` counts.
  package var origin: Origin
  /// Whether it goes on with the line above, which had no room for more.
  package var isContinuation = false
  /// The measure by which the columns of its characters were counted.
  package let width: TextWidth

  /// An empty line.
  package init(origin: Origin = .file, width: TextWidth = .standard) {
    spans = []
    columns = 0
    self.origin = origin
    self.width = width
  }

  /// The text of the whole line.
  package var text: String { spans.map(\.text).joined() }

  /// Puts `span` at the right end, whatever its `column` was.
  package mutating func append(_ span: TextSpan) {
    guard !span.text.isEmpty else { return }
    var placed = span
    placed.column = columns
    spans.append(placed)
    columns += width.columns(of: span.text)
  }

  /// Puts text that has no source at the right end.
  package mutating func append(_ text: String, _ style: TextStyle) { append(TextSpan(text, style)) }

  /// Puts spans at the right end, one after the other.
  package mutating func append(contentsOf spans: [TextSpan]) {
    for span in spans { append(span) }
  }

  /// Fills with blanks up to `column`; a line that is longer stays as it is.
  package mutating func pad(to column: Int, _ style: TextStyle = .text) {
    if column > columns { append(String(repeating: " ", count: column - columns), style) }
  }
}
