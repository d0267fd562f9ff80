import Annotations
import Outline
import Search

/// The last search and what it found.
package struct SearchState: Hashable, Sendable {
  /// The text of the search as it was typed; empty where there was none.
  package private(set) var text = "" {
    didSet { if text != oldValue { matcher = text.isEmpty ? nil : (try? Query(parsing: text)).map(Matcher.init) } }
  }
  /// Finds `text`, to highlight it; nil where it is no query.
  private var matcher: Matcher?
  /// In the order of the tree, each row once.
  package private(set) var hits: [SearchHit] = []
  /// The mistake in the query, for people to read; nil where there is none.
  package private(set) var complaint: String?
  /// The number of the request whose answer counts; later requests make earlier ones void.
  private(set) var awaited: Int?
  /// The progress of the search under way.
  package private(set) var progress: Progress?
  /// Whether files have come, or have another text, since the last search looked at them.
  private(set) var isIncomplete = false
  /// Whether the awaited answer only brings the hits up to date: the reader stays where they are.
  private(set) var isRepeated = false
  /// Whether the awaited answer is to be all that shows: the filter was accepted before it came.
  package private(set) var becomesFilter = false
  /// The row that was selected when the search was asked for: a reader who has gone on since is not called back.
  private(set) var requestedFrom: RowID?
  /// Earlier searches, the newest last.
  package private(set) var history: [String] = []

  init() {}

  /// Whether an answer is still to come.
  package var isRunning: Bool { awaited != nil }

  /// The query as it was answered; nil where the text is none.
  var query: Query? { matcher?.query }

  // MARK: Asking

  /// Asks for a search of `kind`, whose answer has `number`.
  ///
  /// - Parameter again: Whether it only brings the hits up to date.
  mutating func request(
    _ kind: SearchRequest.Kind, _ text: String, number: Int, from selection: RowID, again: Bool
  ) -> SearchRequest {
    // What was under way is taken up again when this is done.
    if kind != .query, isRunning, !self.text.isEmpty { isIncomplete = true }
    awaited = number
    progress = nil
    isRepeated = again
    if kind == .query {
      self.text = text
      requestedFrom = selection
      if !again { becomesFilter = false }
    }
    return SearchRequest(number: number, kind: kind, text: text)
  }

  /// Lets go of the search under way; what it has found stays. False where none is.
  mutating func stop() -> Bool {
    defer {
      awaited = nil
      progress = nil
    }
    return isRunning
  }

  /// Forgets the text and what was found.
  mutating func clear() {
    text = ""
    hits = []
  }

  /// Forgets everything but what was searched for before.
  mutating func forget() {
    let history = history
    self = SearchState()
    self.history = history
  }

  /// Files have come or have another text: what is found in them may be something else.
  mutating func noteChange() { if !text.isEmpty { isIncomplete = true } }

  /// Whether the search is to be done again because files have changed; asked once, it is as if it were done.
  mutating func takeIncompleteness() -> Bool {
    defer { isIncomplete = false }
    return isIncomplete
  }

  /// Keeps what was typed, as the newest.
  mutating func remember(_ text: String) {
    history.removeAll { $0 == text }
    history.append(text)
  }

  mutating func acceptAsFilter(_ isFilter: Bool) { becomesFilter = isFilter && isRunning }

  // MARK: Answers

  /// Takes how far the search has come; false where another one was asked for since.
  mutating func accept(_ answer: SearchAnswer) -> Bool {
    guard answer.number == awaited else { return false }
    progress = answer.progress
    if answer.progress == nil { awaited = nil }
    return true
  }

  /// Takes hits in the place of those that there are, or behind them. Returns whether there were some before.
  mutating func take(_ answer: SearchAnswer) -> Bool {
    let hadHits = answer.isContinuation && !hits.isEmpty
    if answer.isContinuation { hits += answer.hits } else { hits = answer.hits }
    complaint = answer.complaint
    if let query = answer.query { matcher = Matcher(query) }
    return hadHits
  }

  /// The forms in which the words were found that are nowhere as they were typed; empty where there is none.
  package var otherForms: String {
    var summary = FormSummary()
    for hit in hits where hit.rank.form < .literal { summary.add(hit.forms) }
    return summary.isEmpty && hits.first?.rank.form == .neighbours
      ? "the words stand in neighbouring topics" : summary.text()
  }

  /// The filter shows what was found.
  mutating func finishFilter() { becomesFilter = false }

  /// Puts the hits where they are now. In a file that was read again, the place inside a topic's text is not known.
  mutating func relocate(_ map: Relocation) {
    requestedFrom = requestedFrom.flatMap { map($0) }
    guard let reload = map.reload else {
      hits = map.sorted(hits.compactMap { $0.relocated(map) }) { $0.place }
      return
    }
    guard hits.contains(where: { $0.place.file == reload.file }) else { return }
    var seen: Set<RowID> = []
    let relocated = hits.compactMap { hit in
      var hit = hit.relocated(map)
      if hit?.place.file == reload.file {
        if case .text? = hit?.field { hit?.field = .title }
        hit?.lead = nil
      }
      return hit
    }
    hits = map.sorted(relocated.filter { seen.insert($0.place).inserted }) { $0.place }
  }

  // MARK: What was found

  /// The parts of a title that the search finds, in its UTF-8 bytes.
  package func matches(inTitle title: String) -> [Range<Int>] { matcher?.ranges(in: title) ?? [] }

  /// The parts of a stretch of a file that the search finds.
  package func matches(in outline: Outline, _ range: Range<ByteOffset>) -> [Range<ByteOffset>] {
    hits.isEmpty ? [] : matcher?.ranges(in: outline, range) ?? []
  }

  /// The parts of an annotation's text that the search finds, in its UTF-8 bytes.
  package func matches(inAnnotation text: String) -> [Range<Int>] {
    hits.isEmpty ? [] : matcher?.ranges(in: text) ?? []
  }

  /// The hits in one file.
  func hits(in file: FileID, of tree: FileTree) -> ArraySlice<SearchHit> {
    let position = tree.position(of: file)
    let first = hits.partitioningIndex { tree.position(of: $0.place.file) >= position }
    return hits[first...].prefix { $0.place.file == file }
  }

  /// The number of the hit in row `place`, 0-based, or nil where it is none.
  package func number(of place: RowID, in tree: FileTree) -> Int? {
    let index = hits.partitioningIndex { !tree.precedes($0.place, place) }
    return index < hits.count && hits[index].place == place ? index : nil
  }
}
