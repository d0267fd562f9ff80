/// Line breaks inside of a paragraph that their writer meant.
enum KeptBreaks {
  /// Whether the break between two lines of a paragraph is kept, in the pane as at the end of a title.
  ///
  /// - Parameters:
  ///   - line: The text of the line before the break, markers, indentation and white space at its end left out.
  ///   - next: The text of the line behind the break, likewise.
  static func isKept(between line: Range<Int>, and next: Range<Int>, in bytes: Bytes) -> Bool { false }
}
