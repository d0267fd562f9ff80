import Outline
import TextWidth

extension TextLine {
  /// Returns the bytes that are drawn in one column: those of its grapheme cluster, or of the whole span where that is
  /// not verbatim. Nil left and right of the text and on what the layout added.
  package func source(atColumn column: Int) -> Range<ByteOffset>? {
    guard let span = span(atColumn: column), let source = span.source else { return nil }
    guard span.isVerbatim else { return source }
    var found: Range<ByteOffset>?
    walk(span) { cluster, columns in
      if columns.contains(column) { found = cluster }
      return found == nil
    }
    return found
  }

  /// The span that covers `column`.
  package func span(atColumn column: Int) -> TextSpan? {
    guard column >= 0, column < columns else { return nil }
    return spans.last { $0.column <= column }
  }

  /// The columns that show bytes of the file in `range`, touching stretches joined; empty for annotation text.
  package func columns(of range: Range<ByteOffset>) -> [Range<Int>] {
    origin == .file ? shownColumns(of: range) : []
  }

  /// The columns that show `range` (UTF-8 bytes) of the text of the annotation `id`.
  package func columns(of range: Range<Int>, inAnnotation id: String) -> [Range<Int>] {
    guard origin == .annotation(id), range.lowerBound >= 0 else { return [] }
    return shownColumns(of: ByteOffset(range.lowerBound)..<ByteOffset(range.upperBound))
  }

  /// Whether the byte of the file at `offset` is shown.
  func shows(_ offset: ByteOffset) -> Bool {
    origin == .file && spans.contains { $0.source?.contains(offset) == true }
  }

  /// From the first to the last byte of the file that the line shows; nil where it shows none.
  package var source: Range<ByteOffset>? {
    guard origin == .file else { return nil }
    var bounds: Range<ByteOffset>?
    for source in spans.lazy.compactMap(\.source) {
      bounds = bounds.map { min($0.lowerBound, source.lowerBound)..<max($0.upperBound, source.upperBound) } ?? source
    }
    return bounds
  }

  private func shownColumns(of range: Range<ByteOffset>) -> [Range<Int>] {
    var shown: [Range<Int>] = []
    func add(_ columns: Range<Int>) {
      if let last = shown.last, last.upperBound == columns.lowerBound {
        shown[shown.count - 1] = last.lowerBound..<columns.upperBound
      } else if !columns.isEmpty {
        shown.append(columns)
      }
    }
    for span in spans {
      guard let source = span.source, source.overlaps(range) else { continue }
      if span.isVerbatim, !(range.lowerBound <= source.lowerBound && source.upperBound <= range.upperBound) {
        walk(span) { cluster, columns in
          if cluster.overlaps(range) { add(columns) }
          return true
        }
      } else {
        add(span.column..<span.column + width.columns(of: span.text))
      }
    }
    return shown
  }

  /// Calls `body` with the source and the columns of each cluster of a verbatim span until it returns false.
  private func walk(_ span: TextSpan, _ body: (Range<ByteOffset>, Range<Int>) -> Bool) {
    guard let source = span.source else { return }
    var offset = source.lowerBound.int
    var column = span.column
    for character in span.text {
      let bytes = character.utf8.count
      let columns = width.columns(of: character)
      guard body(ByteOffset(offset)..<ByteOffset(offset + bytes), column..<column + columns) else { return }
      offset += bytes
      column += columns
    }
  }
}
