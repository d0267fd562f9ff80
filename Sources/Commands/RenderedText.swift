import App
import Export
import Layout
import Outline

/// Notes as the detail pane shows them, printed.
struct RenderedText: ~Copyable {
  private let columns: Int
  private var output = Output.Lines()
  private var hasWritten = false

  init(columns: Int) { self.columns = columns }

  /// Writes one file, or the part of it that is in `scope`, a blank line before it unless it is the first.
  mutating func write(_ file: NoteReader.Note, called title: String, scope: ExportScope) {
    if scope.isEmpty { return }
    let layout = DetailLayout(
      DetailContent(
        outline: file.outline, topic: .root, rootTitle: title, columns: columns, annotations: file.boxes))
    if hasWritten { output.write("") }
    hasWritten = true
    var position: DetailPosition? = layout.top
    while let place = position, let line = layout.line(at: place) {
      if scope.shows(place.segment, line: place.piece == .text ? place.line : nil) {
        output.write(String(line.text.text.trimmingSuffix(while: { $0 == " " })))
      }
      position = layout.position(after: place)
    }
  }

  /// Writes what is left.
  ///
  /// - Returns: Whether anything was written.
  consuming func finish() -> Bool {
    let hasWritten = hasWritten
    output.finish()
    return hasWritten
  }
}

extension String {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, predicate(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
