import Annotations
import Outline
import Search

/// One topic that a search found, and where in it.
package struct SearchHit: Hashable, Sendable {
  package enum Field: Hashable, Sendable {
    case title
    case text(Range<ByteOffset>)
    case annotation(String)
  }

  package var place: RowID
  package var field: Field
  /// How good it is, of a search by the query language.
  package var rank = Rank(field: .title, quality: .everything)
  /// How good it is, of a fuzzy search.
  package var score = 0
  /// What a fuzzy search matched, in UTF-8 bytes of the title.
  package var matched: [Range<Int>] = []
  /// Titles from the top of the file down to the topic, where the search is for a list; of a backlink, also where the
  /// link leads as it is written.
  package var titles: [String] = []
}

/// A search to be done outside, over the files of the notebook.
package struct SearchRequest: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// By the query language, in titles, text and annotations.
    case query
    /// By a few letters of the title.
    case titles
    /// For links that lead to a place.
    case links(RowID)
  }

  package var number: Int
  package var kind: Kind
  package var text: String

  package init(number: Int, kind: Kind, text: String) {
    self.number = number
    self.kind = kind
    self.text = text
  }
}

package struct SearchAnswer: Hashable, Sendable {
  package var number: Int
  package var kind: SearchRequest.Kind
  /// By place, for `titles` the best first.
  package var hits: [SearchHit]
  /// What is wrong with the query, if anything is.
  package var complaint: String?
  /// Whether the hits come after those of the answer before; otherwise they take their place.
  package var isContinuation = false
  /// How far the search has come; nil when it is through.
  package var progress: Progress?

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

/// The last search and what it found.
package struct SearchState: Hashable, Sendable {
  /// Whether what is awaited is to be all that shows: the filter was taken before its answer came.
  package var becomesFilter = false
  /// The row that was selected when it was asked for: a reader who has gone on since is not called back.
  var requestedFrom: RowID?
  package internal(set) var text = "" {
    didSet { if text != oldValue { matcher = text.isEmpty ? nil : (try? Query(parsing: text)).map(Matcher.init) } }
  }
  /// What finds `text`, to highlight it; nil where it is no query.
  private var matcher: Matcher?
  package internal(set) var hits: [SearchHit] = []
  package internal(set) var complaint: String?
  /// The request whose answer counts; later ones make earlier ones void.
  var awaited: Int?
  /// How far it has come.
  package internal(set) var progress: Progress?
  /// Whether files have come, or have another text, since the last search looked at them.
  var isIncomplete = false
  /// Whether the awaited answer only brings the hits up to date: the reader stays where she is.
  var isRepeated = false
  package internal(set) var history: [String] = []

  init(history: [String] = []) { self.history = history }

  package var isRunning: Bool { awaited != nil }

  /// What the search finds in a title, in its UTF-8 bytes.
  package func matches(inTitle title: String) -> [Range<Int>] {
    matcher?.ranges(in: title) ?? []
  }

  /// What the search finds in a stretch of a file.
  package func matches(in outline: Outline, _ range: Range<ByteOffset>) -> [Range<ByteOffset>] {
    hits.isEmpty ? [] : matcher?.ranges(in: outline, range) ?? []
  }

  /// The hits in one file.
  func hits(in file: FileID, of tree: FileTree) -> ArraySlice<SearchHit> {
    let position = tree.position(of: file)
    let first = hits.partitioningIndex { tree.position(of: $0.place.file) >= position }
    return hits[first...].prefix { $0.place.file == file }
  }

  /// What the search finds in the text of an annotation, in its UTF-8 bytes.
  package func matches(inAnnotation text: String) -> [Range<Int>] {
    hits.isEmpty ? [] : matcher?.ranges(in: text) ?? []
  }

  /// The number of the hit in row `place`, 0-based, or nil where it is none.
  package func number(of place: RowID, in tree: FileTree) -> Int? {
    let index = hits.partitioningIndex { !tree.precedes($0.place, place) }
    return index < hits.count && hits[index].place == place ? index : nil
  }
}

extension Array {
  /// The first index whose element, and every later one, belongs to the second part.
  func partitioningIndex(_ belongsToSecondPart: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongsToSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
