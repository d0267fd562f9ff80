/// What an annotation remembers of the place that it speaks of: the first evidence is kept for ever.
package struct Anchor: Hashable, Sendable {
  package enum Target: String, Hashable, Sendable { case topic, quote, file }

  package var target: Target
  /// 1-based; nil where the record names no line.
  package var line: Int?
  /// 1-based, inclusive.
  package var endLine: Int?
  /// 0-based, in Unicode scalars of the line.
  package var startColumn: Int?
  package var endColumn: Int?
  /// The raw source that was spoken of: the topic's own lines joined by `\n`, or the quoted slice.
  package var selectedText: String?
  /// The source's commit at that time, when it was exactly what was in view.
  package var commit: String?
  /// What only Gloss remembers; nil for records of other programs.
  package var evidence: Evidence?
  /// What stands at the place now, where that differs from `selectedText`.
  package var anchoredText: String?
  /// Later places that the reader accepted, oldest first; these have none of their own.
  package var confirmed: [Anchor] = []

  /// Of `selectedText` and `anchoredText`, in Unicode scalars, as MRSF 1.0 section 6.2 demands.
  package static let maximumTextLength = 4096

  package init(
    target: Target, line: Int? = nil, endLine: Int? = nil, startColumn: Int? = nil, endColumn: Int? = nil,
    selectedText: String? = nil, commit: String? = nil, evidence: Evidence? = nil
  ) {
    self.target = target
    self.line = line
    self.endLine = endLine
    self.startColumn = startColumn
    self.endColumn = endColumn
    self.selectedText = selectedText
    self.commit = commit
    self.evidence = evidence
  }

  /// What a topic looked like and stood among, for finding it again.
  package struct Evidence: Hashable, Sendable {
    /// Titles from the top of the file down to the topic, itself included.
    package var path: [String]
    package var previousSibling: String?
    package var nextSibling: String?
    /// Among siblings of the same title: which one (from 1), of how many.
    package var ordinal: Int
    package var twins: Int
    /// Git's blob id of the source, 40 hexadecimal digits.
    package var blob: String?

    package init(
      path: [String], previousSibling: String? = nil, nextSibling: String? = nil, ordinal: Int = 1, twins: Int = 1,
      blob: String? = nil
    ) {
      self.path = path
      self.previousSibling = previousSibling
      self.nextSibling = nextSibling
      self.ordinal = ordinal
      self.twins = twins
      self.blob = blob
    }
  }
}
