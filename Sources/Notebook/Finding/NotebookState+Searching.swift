import Annotations
import Outline

/// Searching as one types, walking the hits, and showing only what matches.
extension NotebookState {
  mutating func beginPrompt(_ purpose: Prompt.Purpose) {
    overlays.push(.prompt(Prompt(purpose: purpose, origin: snapshot, searched: searching)))
  }

  /// Whether the reader has pressed Enter and the outcome of the search is still to come.
  package var isAwaitingSearch: Bool { finding.accepted != nil }

  var snapshot: Snapshot {
    Snapshot(
      outline: outline.state, rows: documents.mapValues { ($0.rows, $0.outline.count) }, place: place)
  }

  /// Goes back to where the reader was, folds and all.
  mutating func restore(_ snapshot: Snapshot) {
    setZoom(snapshot.outline.zoom)
    files.modifyAll { file, document in
      if let kept = snapshot.rows[file], kept.topics == document.outline.count { document.rows = kept.rows }
    }
    outline.restoreFolds(snapshot.outline)
    for file in documents.keys where snapshot.rows[file] == nil {
      if fileFilter == nil { files.modify(file) { $0.setFilter(nil) } } else { filterTopics(in: file) }
    }
    finding.setPendingHit(nil)
    if selection != snapshot.outline.selection {
      outline.setSelection(snapshot.outline.selection)
      resetDetail()
    }
    outline.setTop(snapshot.outline.top)
    settle()
    if focus == .detail, place != snapshot.place, let offset = snapshot.place.offset { showInDetail(offset) }
  }

  mutating func typeIntoPrompt(_ text: String) -> [Effect] {
    guard case .prompt(var prompt)? = overlay else { return [] }
    prompt.text += text
    prompt.historyIndex = nil
    prompt.completion = nil
    overlays.replaceTop(with: .prompt(prompt))
    return searchAsTyped(prompt)
  }

  mutating func runInPrompt(_ command: Command) -> [Effect] {
    guard case .prompt(var prompt)? = overlay else { return [] }
    switch command {
    case .choose(.accept):
      overlays.pop()
      return accept(prompt)
    case .choose(.cancel):
      overlays.pop()
      finding.restore(prompt.searched)
      restore(prompt.origin)
      return finding.stop()
    case .choose(.erase):
      guard !prompt.text.isEmpty else { return runInPrompt(.choose(.cancel)) }
      prompt.text.removeLast()
    case .choose(.eraseAll): prompt.text = ""
    case .choose(.complete): return complete(prompt)
    case .choose(.order), .choose(.toggle): return []
    case .move(.up): recall(-1, into: &prompt)
    case .move(.down): recall(1, into: &prompt)
    case .program(.help):
      say(.searchHelp)
      return []
    case .choose(.nextTab), .choose(.previousTab), .move, .fold, .pane, .find, .annotation, .reading, .link, .program,
      .select, .write:
      return []
    }
    prompt.completion = nil
    overlays.replaceTop(with: .prompt(prompt))
    return searchAsTyped(prompt)
  }

  private func recall(_ direction: Int, into prompt: inout Prompt) {
    guard !searching.history.isEmpty else { return }
    let next = (prompt.historyIndex ?? searching.history.count) + direction
    prompt.historyIndex = max(0, min(searching.history.count, next))
    prompt.text = prompt.historyIndex.flatMap { $0 < searching.history.count ? searching.history[$0] : "" } ?? ""
  }

  mutating func searchAsTyped(_ prompt: Prompt) -> [Effect] {
    guard !prompt.text.isEmpty else {
      finding.modify { $0.clear() }
      restore(prompt.origin)
      if prompt.purpose == .filter { setFilter(nil) }
      return finding.stop()
    }
    return ask(.query, prompt.text)
  }

  /// Asks for a search; again, where it only brings the hits up to date.
  mutating func ask(_ kind: SearchRequest.Kind, _ text: String, again: Bool = false) -> [Effect] {
    [finding.request(kind, text, from: selection, again: again)]
  }

  /// Forgets the search, its marks and its filter; of one that is still under way, only the rest.
  mutating func forgetSearch() -> [Effect] {
    if finding.pendingWalk != nil {
      finding.setPendingWalk(nil)
      say(.walkStopped)
      return []
    }
    guard searching.isRunning else {
      if leaveArrival() { return [] }
      if filterText != nil { setFilter(nil) }
      finding.modify { $0.forget() }
      return []
    }
    say(.searchStopped(searching.progress))
    if let accepted = finding.accepted, accepted.selection == selection { restore(accepted.origin) }
    return finding.stop()
  }

  /// Searches again where files have come, or have another text, since the search saw them.
  mutating func searchAgain() -> [Effect] {
    guard !isListing, finding.modify({ $0.takeIncompleteness() }) else { return [] }
    switch overlay {
    case .prompt(let prompt) where !prompt.text.isEmpty: return ask(.query, prompt.text)
    case .list(let list) where list.purpose == .jump: return ask(.titles, list.query)
    case .list(let list) where list.purpose == .results: return ask(.query, searching.text, again: true)
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
    finding.modify { $0.remember(prompt.text) }
    if prompt.purpose == .search, areResultsListed {
      restore(prompt.origin)
      return openResults(from: prompt.origin)
    }
    if prompt.purpose == .search, searching.isRunning {
      finding.setAccepted(Accepted(origin: prompt.origin, selection: selection))
      return []
    }
    if prompt.origin.place != place { outline.leave(prompt.origin.place) }
    finding.modify { $0.acceptAsFilter(prompt.purpose == .filter) }
    if searching.hits.isEmpty, !searching.isRunning {
      say(searching.complaint.map { .badQuery($0) } ?? .notFound(prompt.text))
    }
    return []
  }

  /// Takes the answer of a search, unless a later one has been asked for.
  mutating func take(_ answer: SearchAnswer) -> [Effect] {
    guard finding.modify({ $0.accept(answer) }) else { return [] }
    var answer = answer
    // The search may have seen an earlier text of a file, which had more topics.
    answer.hits.removeAll {
      !tree.contains($0.place.file) || documents[$0.place.file] != nil && !exists($0.place)
    }
    switch answer.kind {
    case .query:
      takeHits(answer)
      return refreshResults()
    case .titles: takeTitles(answer)
    case .links: takeBacklinks(answer)
    case .describe: takeDescriptions(answer)
    case .brokenLinks: takeBrokenLinks(answer)
    case .tags: takeTags(answer)
    }
    return []
  }

  private mutating func takeHits(_ answer: SearchAnswer) {
    let hadHits = finding.modify { $0.take(answer) }
    defer {
      if answer.progress == nil, message == nil, case let forms = searching.otherForms, !forms.isEmpty {
        say(.foundForms(forms))
      }
    }
    switch overlay {
    case .prompt(let prompt):
      if prompt.purpose == .filter { filter(by: answer) }
      showHit(from: prompt.origin)
    case nil where session == nil && finding.accepted != nil: takeAccepted(answer)
    case nil where session == nil:
      // Asked before the filter moves the selection to what is still shown.
      let hasGoneOn = selection != searching.requestedFrom
      if filterText == searching.text || searching.becomesFilter { filter(by: answer) }
      finding.modify { $0.finishFilter() }
      if searching.isRepeated || hadHits { return }
      if searching.hits.isEmpty {
        if answer.progress == nil {
          say(answer.complaint.map { .badQuery($0) } ?? .notFound(searching.text))
        }
      } else if hasGoneOn {
        // The status line may say something else that they are reading.
        if searching.number(of: selection, in: tree) == nil, message == nil {
          say(.found(searching.text))
        }
      } else if searching.number(of: selection, in: tree) == nil || searching.hits.count > 1 {
        walkHits(by: 1)
      }
    case .list, .help, .confirmation, nil: if answer.progress == nil { finding.setAccepted(nil) }
    }
  }

  /// Goes to what an accepted search has found, or lists it, as soon as it is known which: what lies in several notes
  /// is listed, what lies in one is gone to.
  private mutating func takeAccepted(_ answer: SearchAnswer) {
    guard let accepted = finding.accepted else { return }
    let isThrough = answer.progress == nil
    let hasGoneOn = selection != accepted.selection
    if areResultsListed, !hasGoneOn {
      finding.setAccepted(nil)
      restore(accepted.origin)
      pushResults(from: accepted.origin)
      return
    }
    // Hits come in the order of the notes: in one note, those further down change nothing.
    let isReached = searching.hits.last.map { !tree.precedes($0.place, accepted.origin.outline.selection) } ?? false
    guard isThrough || tree.isSingleFile && isReached else { return }
    finding.setAccepted(nil)
    if searching.hits.isEmpty {
      if !hasGoneOn { restore(accepted.origin) }
      say(answer.complaint.map { .badQuery($0) } ?? .notFound(searching.text))
    } else if !hasGoneOn {
      showHit(from: accepted.origin)
      if accepted.origin.place != place { outline.leave(accepted.origin.place) }
    } else if searching.number(of: selection, in: tree) == nil, message == nil {
      say(.found(searching.text))
    }
  }

  /// The first hit at or after where the search began, else the first of all; without hits, back to there.
  private mutating func showHit(from origin: Snapshot) {
    guard !searching.hits.isEmpty else {
      if filterText == nil { restore(origin) }
      return
    }
    let index = searching.hits.partitioningIndex { !tree.precedes($0.place, origin.outline.selection) }
    let hit = searching.hits[index < searching.hits.count ? index : 0]
    // What comes later need not be shown again.
    if hit.place != selection || searching.progress == nil { showFound(hit) }
  }

  /// Shows a hit of the search, with the cursor of the detail pane on what was found in it.
  private mutating func showFound(_ hit: SearchHit) {
    show(hit)
    guard case .title = hit.field, selection == hit.place, let outline = selectedDocument?.outline,
      hit.place.topic != .root
    else { return }
    let title = outline.range(ofLine: outline[hit.place.topic].line)
    let lead = hit.lead.flatMap { outline[hit.place.topic].title.contains($0.lowerBound) ? $0 : nil }
    if let match = lead ?? searching.matches(in: outline, title).first { showInDetail(match.lowerBound) }
  }

  /// Goes `count` hits on from the selected row, round the end.
  mutating func walkHits(by count: Int) {
    guard !searching.hits.isEmpty else {
      say(searching.text.isEmpty ? .noSearchYet : .notFound(searching.text))
      return
    }
    let hits = searching.hits
    let after = hits.partitioningIndex { tree.precedes(selection, $0.place) }
    let here = searching.number(of: selection, in: tree)
    let target = count > 0 ? after + count - 1 : (here ?? after) + count
    let wrapped = ((target % hits.count) + hits.count) % hits.count
    if wrapped != target { say(.wrapped(forward: count > 0)) }
    rememberPlace()
    showFound(hits[wrapped])
  }

  /// Selects the row of `hit`, which may lie in a file that is not open yet, and scrolls to what was found.
  mutating func show(_ hit: SearchHit) {
    finding.setPendingHit(nil)
    let file = hit.place.file
    guard tree[file].kind == .folder || documents[file] != nil else {
      select(RowID(file))
      finding.setPendingHit(hit)
      return
    }
    select(hit.place)
    switch hit.field {
    case .title: sayWhetherTitleIsHidden(hit.place)
    case .text(let range):
      showInDetail(range.lowerBound)
      sayWhetherHidden(range, in: file)
    case .annotation(let id): showInDetail(annotation: id)
    }
  }

  /// Says so where what was found is not to be seen in the detail pane: a link's target, a comment.
  private mutating func sayWhetherHidden(_ range: Range<ByteOffset>, in file: FileID) {
    guard !showsSource, message == nil, let outline = documents[file]?.outline,
      range.upperBound.int <= outline.bytes.count, !outline.isShown(range)
    else { return }
    if let head = outline.frontMatter, head.overlaps(range) { return }
    // What goes over the end of a block, or is a marker, is shown in part.
    let source = outline.bytes[range.ints]
    guard source.contains(where: { $0 > 0x2F }) else { return }
    say(.hitHidden)
  }

  /// The same for what was found in the source of a title, and not in what is shown of it.
  private mutating func sayWhetherTitleIsHidden(_ place: RowID) {
    guard place.topic != .root, let outline = documents[place.file]?.outline, place.topic.int < outline.count,
      searching.matches(inTitle: outline.title(of: place.topic)).isEmpty,
      let first = searching.matches(in: outline, outline[place.topic].title).first
    else { return }
    sayWhetherHidden(first, in: place.file)
  }

  /// Selects a row that may lie in a file which is not open yet.
  mutating func jump(to place: RowID) { show(SearchHit(place: place, field: .title)) }

  /// Searches for the title of the selected topic everywhere.
  mutating func searchTitle() -> [Effect] {
    let title = title(of: selection)
    guard !title.isEmpty else {
      say(.noTitle)
      return []
    }
    return ask(.query, "\"" + title.replacing("\"", with: " ") + "\"")
  }
}
