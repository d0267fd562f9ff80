import Outline

/// The content of the detail pane: a topic and all below it, with annotations and perhaps the editor in between.
package struct DetailContent: Sendable {
  /// The outline of the file that the topic is in.
  package var outline: Outline
  /// The topic whose text comes first, its title as a heading.
  package var topic: TopicIndex
  /// The heading of a root row, which has no title of its own: the name of the file.
  package var rootTitle: String
  /// The columns of the pane, at least 1.
  package var columns: Int
  /// Top-level annotations by topic, in the order in which they are shown; topics outside the view may be there too.
  package var annotations: [TopicIndex: [AnnotationBox]]
  /// The room for the editor; nil where nothing is written.
  package var editor: EditorBox?
  /// The options of the terminal and the reader.
  package var options: LayoutOptions

  /// The content of a pane of `columns` columns, by default without annotations and editor.
  package init(
    outline: Outline, topic: TopicIndex, rootTitle: String = "", columns: Int,
    annotations: [TopicIndex: [AnnotationBox]] = [:], editor: EditorBox? = nil, options: LayoutOptions = .standard
  ) {
    self.outline = outline
    self.topic = topic
    self.rootTitle = rootTitle
    self.columns = max(1, columns)
    self.annotations = annotations
    self.editor = editor
    self.options = options
  }
}

/// A line of the detail pane, named so that no line above it need be known.
///
/// Good for one layout; after a change of the text, the annotations or the width, `DetailLayout.nearest(to:)` gives the
/// closest line that there is.
package struct DetailPosition: Hashable, Comparable, Sendable {
  /// The piece that the line belongs to: the text of a stretch of the file, or something inserted below it.
  package enum Piece: Hashable, Comparable, Sendable {
    case text
    /// The thread of this number, from 0, below the topic's text.
    case annotation(Int)
    case editor
  }

  /// The stretch of the file that the line belongs to, or is inserted below.
  package var segment: Segment
  /// The text of the segment, or the thing below it.
  package var piece: Piece
  /// The number of the line in the piece, from 0.
  package var line: Int

  /// The line `line`, 0-based, of a piece.
  package init(segment: Segment, piece: Piece = .text, line: Int = 0) {
    self.segment = segment
    self.piece = piece
    self.line = line
  }

  /// By place in the pane, from top to bottom.
  package static func < (a: DetailPosition, b: DetailPosition) -> Bool {
    (a.segment.range.lowerBound, a.segment.topic, a.piece, a.line)
      < (b.segment.range.lowerBound, b.segment.topic, b.piece, b.line)
  }
}
