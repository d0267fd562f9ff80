/// The place that an annotation speaks of, as it remembers it: the first evidence is kept for ever.
package struct Anchor: Hashable, Sendable {
  /// The kind of thing that is spoken of: a topic with its own text, words in one, or the file.
  package enum Target: String, Hashable, Sendable { case topic, quote, file }

  /// The kind of the place; tells which of the other properties are used.
  package var target: Target
  /// The first line, 1-based; nil where the record names none.
  package var line: Int?
  /// 1-based, inclusive.
  package var endLine: Int?
  /// 0-based, in Unicode scalars of the line.
  package var startColumn: Int?
  /// The end column, 0-based and exclusive, in Unicode scalars of the last line.
  package var endColumn: Int?
  /// The raw source that was spoken of: the topic's own lines joined by `\n`, or the quoted slice.
  package var selectedText: String?
  /// The source's commit at that time, when it was exactly what was in view.
  package var commit: String?
  /// The evidence that only Gloss remembers; nil for records of other programs.
  package var evidence: Evidence?
  /// The text at the place now, where that differs from `selectedText`.
  package var anchoredText: String?
  /// Later places that the reader accepted, oldest first; these have none of their own.
  package var confirmed: [Anchor] = []

  /// The most that `selectedText` and `anchoredText` may have, in Unicode scalars (MRSF 1.0, section 6.2).
  package static let maximumTextLength = 4096

  /// Creates an anchor that the reader has not confirmed anywhere else.
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

  /// The known facts about the text that a record was made on, where the record itself does not hold them.
  package struct Origin: Hashable, Sendable {
    /// The version that its commit names, or that it was first seen with: git's blob id.
    package var blob: String?
    /// Whether something says that the source was changed since the record was made.
    package var isStale: Bool

    /// Creates an origin; `blob` is nil where the version is not known.
    package init(blob: String?, isStale: Bool = false) {
      self.blob = blob
      self.isStale = isStale
    }
  }

  /// The traits and surroundings that a topic had, for finding it again.
  ///
  /// Everything beyond the path may be missing; what is missing is no witness, and nothing speaks against it.
  package struct Evidence: Hashable, Sendable {
    /// Titles from the top of the file down to the topic, itself included; those above it cut at `titleLength` scalars.
    package var path: [String]
    /// The neighbours' titles, cut likewise; nil where there is none.
    package var previousSibling: String?
    /// The title of the next sibling; nil where there is none.
    package var nextSibling: String?
    /// Among the topics of the same path: which one (from 1), of how many.
    package var ordinal: Int
    /// The number of topics of the same path, itself included.
    package var samePath: Int
    /// Git's blob id of the source, 40 hexadecimal digits.
    package var blob: String?
    /// The titles of its first three children and the last, cut likewise.
    package var children: [String]
    /// The number of its children.
    package var childCount: Int
    /// A hash of the topic with all below it, 16 hexadecimal digits; nil where it is not known.
    package var subtree: String?
    /// The number of topics of the file with the same text, itself included.
    package var sameText: Int
    /// The number of topics of the file with the same path and neighbours, or the same path and subtree, itself
    /// included.
    package var sameContext: Int
    /// Whether it is a heading, and of which level; nil for items.
    package var level: Int?
    /// Whether its text is one link to a place in the document, as an entry of a table of contents is.
    package var isContentsEntry: Bool
    /// For a quotation: what stands before and behind it in its topic, up to 32 scalars each.
    package var prefix: String?
    /// The text right behind the quotation in its topic, cut at `contextLength` scalars; nil where it is not known.
    package var suffix: String?

    /// The longest title of another topic that is remembered, in Unicode scalars.
    package static let titleLength = 160
    /// The longest prefix and suffix of a quotation, in Unicode scalars.
    package static let contextLength = 32

    /// Creates evidence; by default nothing but the path is known and the topic has no look-alikes.
    package init(
      path: [String], previousSibling: String? = nil, nextSibling: String? = nil, ordinal: Int = 1, samePath: Int = 1,
      blob: String? = nil, children: [String] = [], childCount: Int = 0, subtree: String? = nil, sameText: Int = 1,
      sameContext: Int = 1, level: Int? = nil, isContentsEntry: Bool = false, prefix: String? = nil,
      suffix: String? = nil
    ) {
      self.path = path
      self.previousSibling = previousSibling
      self.nextSibling = nextSibling
      self.ordinal = ordinal
      self.samePath = samePath
      self.blob = blob
      self.children = children
      self.childCount = childCount
      self.subtree = subtree
      self.sameText = sameText
      self.sameContext = sameContext
      self.level = level
      self.isContentsEntry = isContentsEntry
      self.prefix = prefix
      self.suffix = suffix
    }
  }
}
