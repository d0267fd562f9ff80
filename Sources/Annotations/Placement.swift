import Outline

/// The place where the resolver found an annotation, and the certainty of it.
package struct Placement: Hashable, Sendable {
  /// The certainty with which a place was found.
  package enum State: String, CaseIterable, Hashable, Sendable {
    /// Place and text agree.
    case exact
    /// The text is the same, the place another.
    case moved
    /// Under the same parent, the text changed.
    case edited
    /// Moved and changed: right in all likelihood, but the reader should say so.
    case confirm
    /// Several places are as good, or none is good enough: the reader chooses.
    case ambiguous
    /// Nothing is left of it.
    case orphan

    /// Whether the reader is asked about it.
    package var needsReview: Bool {
      switch self {
      case .exact, .moved, .edited: false
      case .confirm, .ambiguous, .orphan: true
      }
    }

    /// Whether it stands on a topic of its own right.
    package var isAttached: Bool {
      switch self {
      case .exact, .moved, .edited, .confirm: true
      case .ambiguous, .orphan: false
      }
    }
  }

  /// A special circumstance of the way in which a place was found.
  package enum Remark: String, CaseIterable, Hashable, Sendable {
    /// Nothing but a line was remembered, and the source has changed since.
    case lineOnly = "line only"
    /// The columns are right when they are counted in UTF-16 units.
    case utf16Columns = "UTF-16 columns"
    /// The words that were quoted are nowhere in the file.
    case wordsGone = "words gone"
    /// The text stands somewhere else as it was, and where it was much like it.
    case copied
    /// One word was remembered, and is found far from where it was: another thing may have that name.
    case oneWord = "one word"
  }

  /// The certainty with which it was found.
  package var state: State
  /// The topic that it is shown with: its own, or for one that is not attached the nearest surviving ancestor.
  package var topic: TopicIndex
  /// The bytes of a quotation now; nil for topics, and for quotations that are no longer found word for word.
  package var quotation: Range<ByteOffset>?
  /// For review: the best places, at most three.
  package var candidates: [TopicIndex]
  /// By candidate: the bytes that are meant, where these are not the whole topic. May be shorter than `candidates`.
  package var quotations: [Range<ByteOffset>?] = []
  /// Something to say about how it was found.
  package var remark: Remark?
  /// Whether the reader has said that it is to stay without a place.
  package var isKept = false
  /// Of an answer, whether what its thread begins with is resolved; nil for what answers nothing that is there.
  package var threadIsResolved: Bool?

  /// Whether the reader is asked about it.
  package var needsReview: Bool { state.needsReview && !isKept }

  /// Whether the matter of `annotation`, which stands here, is settled: a thread's state is that of its beginning.
  package func isResolved(_ annotation: Annotation) -> Bool { threadIsResolved ?? annotation.isResolved }

  /// Creates a placement without a remark, which the reader has not decided about.
  package init(
    state: State, topic: TopicIndex, quotation: Range<ByteOffset>? = nil, candidates: [TopicIndex] = []
  ) {
    self.state = state
    self.topic = topic
    self.quotation = quotation
    self.candidates = candidates
  }
}

extension Placement {
  /// Whether a quotation's own words stand in its place as they were, white space aside: what changed is around them.
  package func hasWords(of anchor: Anchor, in outline: Outline) -> Bool {
    guard let quotation, let text = (anchor.confirmed.last ?? anchor).selectedText else { return false }
    func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }
    return words(outline.sourceText(quotation)) == words(text)
  }

  /// Whether the place was found by next to nothing: by a line, or by one word.
  package var isOnUncertainLine: Bool { remark == .lineOnly || remark == .oneWord }
}
