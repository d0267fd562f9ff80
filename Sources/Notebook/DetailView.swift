import Layout
import Outline

/// What the detail pane shows of the selected topic, and where in it the reader is.
package struct DetailView: Sendable {
  /// What the layout was made from: another value makes another layout.
  struct Key: Hashable, Sendable {
    var place: RowID
    var columns: Int
    var version: Int
    var editor: EditorBox?
  }

  /// A layout that was made, and what from.
  struct Laid: Sendable {
    var key: Key
    var layout: DetailLayout

    /// Whether it is what `key` makes of `outline`. Files may have other numbers by now, and begin counting anew.
    func isFor(_ key: Key, of outline: Outline) -> Bool { self.key == key && layout.shows(outline) }
  }

  /// Layouts of other rows than the selected one, to have them at hand when the reader goes there.
  var atHand: [Laid] = []
  /// The lines, made as they are asked for; nil while there is nothing to show.
  package internal(set) var layout: DetailLayout?
  var key: Key?
  /// The first line in view, and the line that the cursor is on.
  package internal(set) var top: DetailPosition?
  package internal(set) var cursor: DetailPosition?
  /// The first row of the source in view, and the one under the cursor, when the pane shows the source.
  package internal(set) var sourceTop = SourcePosition(line: 1)
  package internal(set) var sourceCursor = SourcePosition(line: 1)
  /// A quotation being selected.
  package internal(set) var selecting: Selecting?

  /// Forgets layouts of a file that was read again.
  mutating func relocate(_ map: Relocation) {
    if let reload = map.reload { atHand.removeAll { $0.key.place.file == reload.file } }
  }

  package struct Selecting: Hashable, Sendable {
    package var anchor: DetailPoint
    package var head: DetailPoint
  }
}

/// A cell of the detail text.
package struct DetailPoint: Hashable, Comparable, Sendable {
  package var position: DetailPosition
  package var column: Int

  package static func < (a: DetailPoint, b: DetailPoint) -> Bool {
    (a.position, a.column) < (b.position, b.column)
  }
}
