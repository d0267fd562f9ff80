/// A search that the reader has accepted before its outcome was known.
struct Accepted: Sendable {
  /// The place and the folds before it.
  var origin: Snapshot
  /// The row that was selected when it was accepted: a reader who has gone on since is not called back.
  var selection: RowID

  /// Puts it where it is now; nil where its row is gone.
  func relocated(_ map: Relocation) -> Accepted? {
    guard let row = map(selection) else { return nil }
    var origin = origin
    origin.relocate(map)
    return Accepted(origin: origin, selection: row)
  }
}

/// Finding things: the search and its hits, and where the reader is on the way to.
package struct Finding: Sendable {
  /// The last search, or the one under way.
  package private(set) var search = SearchState()
  /// The hit to go to once the file that it lies in is open.
  private(set) var pendingHit: SearchHit?
  /// The search that was accepted while it was still under way.
  private(set) var accepted: Accepted?
  /// The walk that waits for notes which are not open yet.
  private(set) var pendingWalk: ReadingWalk?
  /// The anchor to go to in the selected file once it is open.
  private(set) var pendingAnchor: String?
  private var lastNumber = 0
  /// The tags of the notes, where they have been listed.
  private(set) var tags: [String]?
  /// Whether what was asked for last is only wanted for a list.
  private(set) var isDescribing = false

  /// Asks for a search; the answer to an earlier one is void.
  mutating func request(
    _ kind: SearchRequest.Kind, _ text: String, from selection: RowID, again: Bool = false
  ) -> Effect {
    lastNumber += 1
    if !again { accepted = nil }
    isDescribing = if case .describe = kind { true } else { false }
    return .search(search.request(kind, text, number: lastNumber, from: selection, again: again))
  }

  /// Lets go of the search under way; what it has found stays.
  mutating func stop() -> [Effect] {
    accepted = nil
    return search.stop() ? [.stopSearch] : []
  }

  /// Changes the search and returns what `change` does.
  mutating func modify<Result>(_ change: (inout SearchState) -> Result) -> Result { change(&search) }

  /// Goes back to an earlier search.
  mutating func restore(_ search: SearchState) { self.search = search }

  mutating func setTags(_ tags: [String]) { self.tags = tags }

  mutating func setAccepted(_ accepted: Accepted?) { self.accepted = accepted }

  mutating func setPendingWalk(_ walk: ReadingWalk?) { pendingWalk = walk }

  mutating func setPendingHit(_ hit: SearchHit?) { pendingHit = hit }

  mutating func setPendingAnchor(_ anchor: String?) { pendingAnchor = anchor }

  /// Puts every row where it is now.
  mutating func relocate(_ map: Relocation) {
    search.relocate(map)
    pendingHit = pendingHit.flatMap { $0.relocated(map) }
    accepted = accepted.flatMap { $0.relocated(map) }
    pendingWalk = pendingWalk.flatMap { $0.relocated(map) }
  }
}

extension SearchHit {
  /// The hit in its row as that is now; nil where its file is gone.
  func relocated(_ map: Relocation) -> SearchHit? {
    guard let place = map(place) else { return nil }
    var hit = self
    hit.place = place
    return hit
  }
}
