/// One row of an outline: a heading, a list item, or the root that stands for the file.
package struct Topic: Hashable, Sendable {
  /// The type of a row, with what its marker says.
  package enum Kind: Hashable, Sendable {
    case root
    /// `level` is 1 to 6.
    case heading(level: Int)
    case item(Marker, TaskState?)
  }

  /// The marker before a list item, as the source has it.
  package enum Marker: Hashable, Sendable {
    case bullet(Unicode.Scalar)
    /// `number` as written; `delimiter` is `.` or `)`.
    case ordered(number: Int, delimiter: Unicode.Scalar)
    /// The marker of a definition below its term; no topic has it.
    package static let definition = Marker.bullet(":")
  }

  /// The state of a task, by the character between its brackets.
  package enum TaskState: Hashable, Sendable {
    case open, done
    /// Neither: the character between the brackets, as `/` for half done, `>` for moved, `-` for dropped.
    case other(Unicode.Scalar)
  }

  /// The type of the row.
  package var kind: Kind
  /// Ancestors above it: the root has 0, a topic at the top of the file 1.
  package var depth: Int
  /// Topics in its subtree, itself included.
  package var subtreeCount: Int
  /// Nil for the root.
  package var parent: TopicIndex?
  /// The start of its marker: the `#`, the bullet, or for a setext heading its text. An offset on `lines.lowerBound`.
  package var marker: ByteOffset
  /// The source of its title, markup included; empty at the place after the marker where there is none.
  package var title: Range<ByteOffset>
  /// Its own text before its first child: from the marker to the first child's line, trailing blank lines left out.
  package var content: Range<ByteOffset>
  /// The line that it starts on.
  package var line: LineNumber
  /// The last line of its own first paragraph or heading, where a quotation of the topic ends.
  package var endLine: LineNumber
  /// The last line of its whole subtree that is not blank.
  package var lastLine: LineNumber

  /// A topic with all its places in the file; the outline makes these from its tables.
  package init(
    kind: Kind, depth: Int, subtreeCount: Int, parent: TopicIndex?, marker: ByteOffset, title: Range<ByteOffset>,
    content: Range<ByteOffset>, line: LineNumber, endLine: LineNumber, lastLine: LineNumber
  ) {
    self.kind = kind
    self.depth = depth
    self.subtreeCount = subtreeCount
    self.parent = parent
    self.marker = marker
    self.title = title
    self.content = content
    self.line = line
    self.endLine = endLine
    self.lastLine = lastLine
  }
}
