import Annotations
import Outline

/// Searching as one types, walking the hits, and showing only what matches.
extension NotebookState {
  mutating func beginPrompt(_ purpose: Prompt.Purpose) {
    push(.prompt(Prompt(purpose: purpose, origin: snapshot, searched: searching)))
  }

  var snapshot: Snapshot {
    Snapshot(
      selection: selection, top: top, rows: documents.mapValues { ($0.rows, $0.outline.count) },
      foldedNodes: foldedNodes, zoom: zoom, filterText: filterText, fileFilter: fileFilter,
      foldedBeforeFilter: foldedBeforeFilter)
  }

  /// Goes back to where the reader was, folds and all.
  mutating func restore(_ snapshot: Snapshot) {
    setZoom(snapshot.zoom)
    for (file, kept) in snapshot.rows where kept.topics == documents[file]?.outline.count {
      documents[file]?.rows = kept.rows
    }
    foldedNodes = snapshot.foldedNodes
    filterText = snapshot.filterText
    fileFilter = snapshot.fileFilter
    foldedBeforeFilter = snapshot.foldedBeforeFilter
    for file in documents.keys where snapshot.rows[file] == nil {
      if fileFilter == nil { documents[file]?.setFilter(nil) } else { filterTopics(in: file) }
    }
    pendingHit = nil
    if selection != snapshot.selection {
      selection = snapshot.selection
      resetDetail()
    }
    top = snapshot.top
    settle()
  }

  mutating func typeIntoPrompt(_ text: String) -> [Effect] {
    guard case .prompt(var prompt)? = overlay else { return [] }
    prompt.text += text
    prompt.historyIndex = nil
    replaceOverlay(with: .prompt(prompt))
    return searchAsTyped(prompt)
  }

  mutating func runInPrompt(_ command: Command) -> [Effect] {
    guard case .prompt(var prompt)? = overlay else { return [] }
    switch command {
    case .accept:
      popOverlay()
      return accept(prompt)
    case .cancel:
      popOverlay()
      searching = prompt.searched
      restore(prompt.origin)
      return stopSearch()
    case .erase:
      guard !prompt.text.isEmpty else { return runInPrompt(.cancel) }
      prompt.text.removeLast()
    case .eraseAll: prompt.text = ""
    case .up: recall(-1, into: &prompt)
    case .down: recall(1, into: &prompt)
    case .help:
      message = Message("words, \"phrases\", -not, #tag, type:question, state:open, author:ada, in:note")
      return []
    default: return []
    }
    replaceOverlay(with: .prompt(prompt))
    return searchAsTyped(prompt)
  }

  private func recall(_ direction: Int, into prompt: inout Prompt) {
    guard !searching.history.isEmpty else { return }
    let next = (prompt.historyIndex ?? searching.history.count) + direction
    prompt.historyIndex = max(0, min(searching.history.count, next))
    prompt.text = prompt.historyIndex.flatMap { $0 < searching.history.count ? searching.history[$0] : "" } ?? ""
  }

  private mutating func searchAsTyped(_ prompt: Prompt) -> [Effect] {
    guard !prompt.text.isEmpty else {
      searching.hits = []
      searching.text = ""
      restore(prompt.origin)
      if prompt.purpose == .filter { setFilter(nil) }
      return stopSearch()
    }
    return ask(.query, prompt.text)
  }

  mutating func ask(_ kind: SearchRequest.Kind, _ text: String, again: Bool = false) -> [Effect] {
    // What was under way is taken up again when this is done.
    if kind != .query, searching.isRunning, !searching.text.isEmpty { searching.isIncomplete = true }
    let number = nextNumber()
    searching.awaited = number
    searching.progress = nil
    searching.isRepeated = again
    if kind == .query {
      searching.text = text
      searching.requestedFrom = selection
    }
    if kind == .query, !again { searching.becomesFilter = false }
    return [.search(SearchRequest(number: number, kind: kind, text: text))]
  }

  /// Lets go of the search under way; what it has found stays.
  mutating func stopSearch() -> [Effect] {
    guard searching.isRunning else { return [] }
    searching.awaited = nil
    searching.progress = nil
    return [.stopSearch]
  }

  /// Forgets the search, its marks and its filter; of one that is still under way, only the rest.
  mutating func forgetSearch() -> [Effect] {
    guard searching.isRunning else {
      if filterText != nil { setFilter(nil) }
      searching = SearchState(history: searching.history)
      return []
    }
    let seen = searching.progress.map { " after \($0.done) of \($0.total) notes" } ?? ""
    message = Message("search stopped\(seen)", .warning)
    return stopSearch()
  }

  /// A file has another text now: what is found in it may be something else.
  mutating func noteChangedText() {
    if !searching.text.isEmpty { searching.isIncomplete = true }
  }

  /// Searches again where files have come, or have another text, since the search saw them.
  mutating func searchAgain() -> [Effect] {
    guard searching.isIncomplete, !isListing else { return [] }
    searching.isIncomplete = false
    switch overlay {
    case .prompt(let prompt) where !prompt.text.isEmpty: return ask(.query, prompt.text)
    case .list(let list) where list.purpose == .jump: return ask(.titles, list.query)
    case nil where session == nil && !searching.text.isEmpty: return ask(.query, searching.text, again: true)
    case .prompt, .list, .help, .confirmation, nil: return []
    }
  }

  private mutating func accept(_ prompt: Prompt) -> [Effect] {
    if prompt.text.isEmpty {
      if prompt.purpose == .filter { setFilter(nil) }
      guard prompt.purpose == .search, let last = searching.history.last else { return [] }
      let effects = ask(.query, last)
      if !searching.hits.isEmpty { walkHits(by: 1) }
      return effects
    }
    searching.history.removeAll { $0 == prompt.text }
    searching.history.append(prompt.text)
    if prompt.origin.selection != selection { jumpList.leave(prompt.origin.selection) }
    searching.becomesFilter = prompt.purpose == .filter && searching.isRunning
    if searching.hits.isEmpty, !searching.isRunning {
      message = Message(searching.complaint ?? "nothing found: \(prompt.text)", .warning)
    }
    return []
  }

  /// Takes the answer of a search, unless a later one has been asked for.
  mutating func take(_ answer: SearchAnswer) {
    guard answer.number == searching.awaited else { return }
    searching.progress = answer.progress
    if answer.progress == nil { searching.awaited = nil }
    var answer = answer
    // The search may have seen an earlier text of a file, which had more topics.
    answer.hits.removeAll {
      !tree.contains($0.place.file) || documents[$0.place.file] != nil && !exists($0.place)
    }
    switch answer.kind {
    case .query: takeHits(answer)
    case .titles: takeTitles(answer)
    case .links: takeBacklinks(answer)
    }
  }

  private mutating func takeHits(_ answer: SearchAnswer) {
    let hadHits = answer.isContinuation && !searching.hits.isEmpty
    if answer.isContinuation { searching.hits += answer.hits } else { searching.hits = answer.hits }
    searching.complaint = answer.complaint
    switch overlay {
    case .prompt(let prompt):
      if prompt.purpose == .filter { filter(by: answer) }
      showHit(from: prompt.origin)
    case nil where session == nil:
      // Asked before the filter moves the selection to what is still shown.
      let hasGoneOn = selection != searching.requestedFrom
      if filterText == searching.text || searching.becomesFilter { filter(by: answer) }
      searching.becomesFilter = false
      if searching.isRepeated || hadHits { return }
      if searching.hits.isEmpty {
        if answer.progress == nil {
          message = Message(answer.complaint ?? "nothing found: \(searching.text)", .warning)
        }
      } else if hasGoneOn {
        // The status line may say something else that she is reading.
        if searching.number(of: selection, in: tree) == nil, message == nil {
          message = Message("found: \(searching.text)")
        }
      } else if searching.number(of: selection, in: tree) == nil || searching.hits.count > 1 {
        walkHits(by: 1)
      }
    case .list, .help, .confirmation, nil: break
    }
  }

  /// The first hit at or after where the search began, else the first of all; without hits, back to there.
  private mutating func showHit(from origin: Snapshot) {
    guard !searching.hits.isEmpty else {
      if filterText == nil { restore(origin) }
      return
    }
    let index = searching.hits.partitioningIndex { !tree.precedes($0.place, origin.selection) }
    let hit = searching.hits[index < searching.hits.count ? index : 0]
    // What comes later need not be shown again.
    if hit.place != selection || searching.progress == nil { show(hit) }
  }

  /// Goes `count` hits on from the selected row, round the end.
  mutating func walkHits(by count: Int) {
    guard !searching.hits.isEmpty else {
      message =
        searching.text.isEmpty
        ? Message("no search yet: / begins one") : Message("nothing found: \(searching.text)", .warning)
      return
    }
    let hits = searching.hits
    let after = hits.partitioningIndex { tree.precedes(selection, $0.place) }
    let here = searching.number(of: selection, in: tree)
    let target = count > 0 ? after + count - 1 : (here ?? after) + count
    let wrapped = ((target % hits.count) + hits.count) % hits.count
    if wrapped != target { message = Message(count > 0 ? "round the end" : "round the beginning") }
    jumpList.leave(selection)
    show(hits[wrapped])
  }

  /// Selects the row of `hit`, which may lie in a file that is not open yet, and scrolls to what was found.
  mutating func show(_ hit: SearchHit) {
    pendingHit = nil
    let file = hit.place.file
    guard tree[file].kind == .folder || documents[file] != nil else {
      select(RowID(file))
      pendingHit = hit
      return
    }
    select(hit.place)
    switch hit.field {
    case .title: break
    case .text(let range): showInDetail(range.lowerBound)
    case .annotation(let id): showInDetail(annotation: id)
    }
  }

  /// Selects a row that may lie in a file which is not open yet.
  mutating func jump(to place: RowID) { show(SearchHit(place: place, field: .title)) }

  /// Searches for the title of the selected topic everywhere.
  mutating func searchTitle() -> [Effect] {
    let title = title(of: selection)
    guard !title.isEmpty else {
      message = Message("this topic has no title")
      return []
    }
    return ask(.query, "\"" + title.replacing("\"", with: " ") + "\"")
  }

  /// Shows only the topics of `hits` and their ancestors; nil shows everything again.
  mutating func setFilter(_ hits: [SearchHit]?) {
    dropFilter()
    if let hits {
      filterText = searching.text
      foldedBeforeFilter = foldedNodes
      foldedNodes = []
      fileFilter = FileFilter()
      for file in documents.keys { documents[file]?.setFilter([]) }
      addToFilter(hits)
    } else {
      reveal(selection)
    }
    settle()
  }

  /// Takes into the filter what a search has found, anew or besides what is there.
  private mutating func filter(by answer: SearchAnswer) {
    guard answer.isContinuation, fileFilter != nil else {
      setFilter(searching.hits)
      return
    }
    addToFilter(answer.hits)
  }

  private mutating func addToFilter(_ hits: [SearchHit]) {
    var last: FileID?
    for hit in hits where hit.place.file != last {
      last = hit.place.file
      fileFilter?.insert(hit.place.file, in: tree)
      if tree[hit.place.file].kind == .folder {
        // What is in a folder that was meant by its name is there to be unfolded.
        let below = tree.nodes[tree.subtree(of: hit.place.file)].dropFirst().map(\.id)
        for file in below { fileFilter?.insert(file, in: tree) }
        foldedNodes.formUnion(below)
        foldedNodes.insert(hit.place.file)
        for file in below where documents[file] != nil { filterTopics(in: file) }
      } else {
        filterTopics(in: hit.place.file)
      }
    }
    for hit in hits where hit.place.topic == .root && tree[hit.place.file].kind == .file {
      if isMeantByName(hit.place.file) { foldedNodes.insert(hit.place.file) }
    }
    // A hit shows whatever folders it lies in.
    for hit in hits {
      var above = tree[hit.place.file].parent
      while let folder = above {
        foldedNodes.remove(folder)
        above = tree[folder].parent
      }
      if tree[hit.place.file].kind == .file, !isMeantByName(hit.place.file) { foldedNodes.remove(hit.place.file) }
    }
  }

  /// Whether of a file only its name was found: then all that is in it is there to be unfolded.
  private func isMeantByName(_ file: FileID) -> Bool {
    let hits = searching.hits(in: file, of: tree)
    return hits.count == 1 && hits.first?.place.topic == .root && hits.first?.field == .title
  }

  /// Leaves of an open file only what was found, where there is a filter.
  mutating func filterTopics(in file: FileID) {
    guard fileFilter != nil else { return }
    let hits = searching.hits(in: file, of: tree)
    if hits.isEmpty || isMeantByName(file), let outline = documents[file]?.outline {
      // It shows because of its own name, or of its folder's.
      documents[file]?.setFilter(Array(outline.indices))
    } else {
      documents[file]?.setFilter(hits.map(\.place.topic))
    }
  }
}
