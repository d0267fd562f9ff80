/// Finding things: the search and its hits, and where the reader is on the way to.
package struct Finding: Sendable {
  package private(set) var search = SearchState()
  /// The hit to go to once the file that it lies in is open.
  private(set) var pendingHit: SearchHit?
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
    isDescribing = if case .describe = kind { true } else { false }
    return .search(search.request(kind, text, number: lastNumber, from: selection, again: again))
  }

  /// Lets go of the search under way; what it has found stays.
  mutating func stop() -> [Effect] { search.stop() ? [.stopSearch] : [] }

  /// Changes the search and returns what `change` does.
  mutating func modify<Result>(_ change: (inout SearchState) -> Result) -> Result { change(&search) }

  /// Goes back to an earlier search.
  mutating func restore(_ search: SearchState) { self.search = search }

  mutating func setTags(_ tags: [String]) { self.tags = tags }

  mutating func setPendingHit(_ hit: SearchHit?) { pendingHit = hit }

  mutating func setPendingAnchor(_ anchor: String?) { pendingAnchor = anchor }

  /// Puts every row where it is now.
  mutating func relocate(_ map: Relocation) {
    search.relocate(map)
    pendingHit = pendingHit.flatMap { $0.relocated(map) }
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
