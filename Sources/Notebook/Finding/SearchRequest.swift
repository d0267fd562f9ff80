import Annotations
import Outline
import Search

/// One topic that a search found, and where in it.
package struct SearchHit: Hashable, Sendable {
  /// The part of a topic that matches: its title, a range of the file, or an annotation by its id.
  package enum Field: Hashable, Sendable {
    case title
    case text(Range<ByteOffset>)
    case annotation(String)
  }

  /// The row of the topic.
  package var place: RowID
  /// The part of the topic that matches.
  package var field: Field
  /// Of a hit in a title, the occurrence that the cursor goes to, in the bytes of the file; nil where that is not known.
  package var lead: Range<ByteOffset>?
  /// Its rank in a search by the query language.
  package var rank = Rank(field: .title, quality: .everything)
  /// Words that stand there in another form than they were typed in.
  package var forms: [FormMatch] = []
  /// Its score in a fuzzy search.
  package var score = 0
  /// The parts that a fuzzy search matched, in UTF-8 bytes of the title.
  package var matched: [Range<Int>] = []
  /// Titles from the top of the file down to the topic, where a search by titles is for a list.
  package var titles: [String] = []
  /// The description of the hit in a list; nil where it is not listed.
  package var description: HitDescription?
  /// The day of its file, where the order of the query asks for it.
  package var day: Day?
}

/// A search to be done outside, over the files of the notebook.
package struct SearchRequest: Hashable, Sendable {
  /// The aim of a search, and the way its text is read.
  package enum Kind: Hashable, Sendable {
    /// By the query language, in titles, text and annotations.
    case query
    /// By a few letters of the title.
    case titles
    /// For links that lead to a place.
    case links(RowID)
    /// For what stands around hits of a query, which are listed.
    case describe([SearchHit], Query)
    /// For links that lead to nothing.
    case brokenLinks
    /// For the tags of all notes.
    case tags
  }

  /// The number that its answers carry, which tells them from those of other requests.
  package var number: Int
  /// The aim of the search.
  package var kind: Kind
  /// The text that was typed.
  package var text: String

  /// A request for `text`, numbered by the caller.
  package init(number: Int, kind: Kind, text: String) {
    self.number = number
    self.kind = kind
    self.text = text
  }
}

/// An answer to a request, or the part of it that is known so far.
package struct SearchAnswer: Hashable, Sendable {
  /// The number of the request.
  package var number: Int
  /// The aim of the request.
  package var kind: SearchRequest.Kind
  /// By place, for `titles` the best first.
  package var hits: [SearchHit]
  /// The mistake in the query, if there is one.
  package var complaint: String?
  /// Whether the hits come after those of the answer before; otherwise they take their place.
  package var isContinuation = false
  /// The progress of the search; nil when it is through.
  package var progress: Progress?
  /// The query that was answered, where it is another than the one that was asked.
  package var query: Query?
  /// Of `tags`: those of all notes.
  package var tags: [TagCount] = []

  /// Whether nothing was found, in no part of the answer.
  var isEmpty: Bool { hits.isEmpty && !isContinuation }

  /// An answer that takes the place of earlier ones; it is the last where `progress` is nil.
  package init(
    number: Int, kind: SearchRequest.Kind, hits: [SearchHit], complaint: String? = nil, progress: Progress? = nil
  ) {
    self.number = number
    self.kind = kind
    self.hits = hits
    self.complaint = complaint
    self.progress = progress
  }
}
