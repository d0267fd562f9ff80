import Layout
import Outline

/// The detail pane while it shows the source as it is.
extension NotebookState {
  /// The lines of the selected topic with all below it, 1-based.
  package var sourceLines: ClosedRange<Int>? {
    guard let document = selectedDocument else { return nil }
    let topic = document.outline[selection.topic]
    if selection.topic == .root { return 1...max(1, document.outline.lineCount) }
    return topic.line.int...max(topic.line.int, topic.lastLine.int)
  }

  /// The rows of the source; nil where no file is open.
  package var sourceLayout: SourceLayout? {
    guard let document = selectedDocument, let lines = sourceLines else { return nil }
    let columns = panes.detail.isEmpty ? size.columns : panes.detail.size.columns
    return SourceLayout(document.outline, lines: lines, columns: columns, options: layoutOptions)
  }
}
