import Layout
import Outline
import Search
import Terminal

/// The results of a search as a tree by note and topic, with the sentence around each hit; tasks and broken links are
/// listed alike.
extension NotebookState {
  /// The most hits that are listed; how many there are is said.
  static let mostResults = 1_000

  // MARK: Opening

  /// Lists what the last search has found.
  mutating func beginResults() -> [Effect] {
    guard !searching.text.isEmpty else {
      say(.noSearchYet)
      return []
    }
    guard !searching.hits.isEmpty || searching.isRunning else {
      say(searching.complaint.map { .badQuery($0) } ?? .notFound(searching.text))
      return []
    }
    return openResults(from: snapshot)
  }

  /// Searches for `query` and lists what is found.
  mutating func listResults(of query: String) -> [Effect] {
    finding.modify { $0.remember(query) }
    if filterText != nil { setFilter(nil) }
    return ask(.query, query) + openResults(from: snapshot)
  }

  /// Lists the tasks of all notes that are not done.
  mutating func listTasks() -> [Effect] { listResults(of: "is:todo OR is:doing") }

  /// Looks for links that lead to nothing.
  mutating func listBrokenLinks() -> [Effect] {
    let list = ListOverlay(purpose: .brokenLinks, title: "Broken links", isSearching: true, origin: snapshot)
    overlays.push(.list(list))
    return ask(.brokenLinks, "")
  }

  mutating func openResults(from origin: Snapshot) -> [Effect] {
    pushResults(from: origin)
    return refreshResults()
  }

  /// Opens the list of results, which is empty until it is refreshed.
  mutating func pushResults(from origin: Snapshot) {
    var list = ListOverlay(purpose: .results, title: "", isSearching: searching.isRunning, origin: origin)
    list.order = searching.query?.order ?? .rank
    overlays.push(.list(list))
  }

  /// Whether what was found is worth a list: in a folder, where it lies in several notes.
  var areResultsListed: Bool {
    guard !tree.isSingleFile else { return false }
    guard let first = searching.hits.first, let last = searching.hits.last else { return false }
    return first.place.file != last.place.file
  }

  // MARK: What is listed

  /// Takes what the search has found by now into the list of results; asks for what stands around it when it is
  /// through.
  mutating func refreshResults() -> [Effect] {
    guard case .list(var list)? = overlay, list.purpose == .results else { return [] }
    list.isSearching = searching.isRunning
    if searching.hits.isEmpty, !list.isSearching {
      overlays.pop()
      if let origin = list.origin { restore(origin) }
      say(searching.complaint.map { .badQuery($0) } ?? .notFound(searching.text))
      return []
    }
    let known = Dictionary(
      list.hits.compactMap { hit in hit.description.map { (hit.place, (hit.field, $0)) } }, uniquingKeysWith: { $1 })
    list.total = searching.hits.count
    list.hits = NotebookState.sorted(searching.hits, by: list.order, in: tree, limit: NotebookState.mostResults)
    for index in list.hits.indices {
      guard let (field, description) = known[list.hits[index].place], field == list.hits[index].field else { continue }
      list.hits[index].description = description
    }
    let unknown = list.hits.filter { $0.description == nil }
    show(list)
    guard !searching.isRunning, !unknown.isEmpty, let query = searching.query else { return [] }
    return ask(.describe(unknown, query), "")
  }

  /// Takes what stands around hits into the list.
  mutating func takeDescriptions(_ answer: SearchAnswer) {
    guard case .list(var list)? = overlay, list.purpose == .results else { return }
    let found = Dictionary(answer.hits.map { ($0.place, $0.description) }, uniquingKeysWith: { $1 })
    for index in list.hits.indices {
      if let description = found[list.hits[index].place] { list.hits[index].description = description }
    }
    list.isSearching = searching.isRunning
    if list.order == .title {
      list.hits = NotebookState.sorted(list.hits, by: .title, in: tree, limit: NotebookState.mostResults)
    }
    show(list)
  }

  mutating func takeBrokenLinks(_ answer: SearchAnswer) {
    guard case .list(var list)? = overlay, list.purpose == .brokenLinks else { return }
    list.isSearching = answer.progress != nil
    list.hits = Array(answer.hits.prefix(NotebookState.mostResults))
    list.total = answer.hits.count
    if answer.hits.isEmpty, !list.isSearching {
      overlays.pop()
      say(.noBrokenLink)
      return
    }
    show(list)
  }

  /// The rows of a tree are made for its width: of another one they are made again.
  mutating func layOutTree() {
    guard case .list(let list)? = overlay, list.isTree else { return }
    if list.purpose == .tags { show(tags: list) } else { show(list) }
  }

  /// Changes the order of the results: the best first, or as in the notes; of tags, by name.
  mutating func turnOrder(of list: ListOverlay) -> [Effect] {
    var list = list
    switch list.purpose {
    case .results:
      list.order = list.order == .rank ? .place : .rank
      list.shown = []
      overlays.replaceTop(with: .list(list))
      say(list.order == .rank ? .bestFirst : .inOrder)
      return refreshResults()
    case .tags:
      list.order = list.order == .rank ? .title : .rank
      show(tags: list)
    case .brokenLinks, .backlinks, .palette, .jump, .themes, .annotations, .links, .help, .review, .candidates, .types,
      .severities, .comparison, .missing, .conflict:
      break
    }
    return []
  }

  /// Hits in an order, those that are alike in it as in the notes.
  private static func sorted(
    _ hits: [SearchHit], by order: Query.Order, in tree: FileTree, limit: Int
  ) -> [SearchHit] {
    func first(by precedes: (SearchHit, SearchHit) -> Bool) -> [SearchHit] {
      var best: [SearchHit] = []
      for hit in hits {
        if best.count >= limit, let last = best.last, best.count < 2 * limit, !precedes(hit, last) { continue }
        best.append(hit)
        guard best.count >= 2 * limit else { continue }
        best.sort(by: precedes)
        best.removeLast(best.count - limit)
      }
      best.sort(by: precedes)
      return Array(best.prefix(limit))
    }
    switch order {
    case .place, .path: return Array(hits.prefix(limit))
    case .rank:
      return first { a, b in a.rank != b.rank ? a.rank > b.rank : tree.precedes(a.place, b.place) }
    case .date:
      return first { a, b in
        a.day != b.day ? (a.day ?? Day(number: .min)) > (b.day ?? Day(number: .min)) : tree.precedes(a.place, b.place)
      }
    case .title:
      return first { a, b in
        let (mine, other) = (a.description?.titles.last ?? "", b.description?.titles.last ?? "")
        return mine != other ? mine < other : tree.precedes(a.place, b.place)
      }
    }
  }

  // MARK: Rows

  /// Shows the hits of a list, narrowed by what was typed; the bar stays on its entry where the reader has moved it.
  mutating func show(_ list: ListOverlay) {
    var list = list
    let chosen = list.shown.indices.contains(list.selected) ? list.shown[list.selected].value : nil
    let hasMoved = list.selected != list.firstEntry
    list.title = title(of: list)
    let hits = list.query.isEmpty ? list.hits : list.hits.filter { isMeant($0, by: list.query) }
    if list.purpose == .backlinks {
      list.shown = backlinkRows(of: hits, columns: treeColumns)
    } else {
      list.shown = rows(of: hits, columns: treeColumns, isSearch: list.purpose == .results)
    }
    list.selected =
      (hasMoved
        ? chosen.flatMap { value in list.shown.firstIndex { $0.style == .entry && $0.value.isAlike(value) } } : nil)
      ?? list.firstEntry
    overlays.replaceTop(with: .list(list))
    preview(list)
  }

  /// Narrows a tree by what was typed.
  mutating func narrowTree(_ list: ListOverlay) {
    var list = list
    list.shown = []
    if list.purpose == .tags { show(tags: list) } else { show(list) }
  }

  /// The columns that a row of a tree has.
  var treeColumns: Int { max(8, treeBox.size.columns - 3) }

  /// The box of a tree: the outline pane where the detail pane stands beside or below it, else all but the status line.
  var treeBox: Rectangle {
    let panes = panes
    guard panes.detail.isEmpty || panes.outline.isEmpty else {
      return Rectangle(column: panes.outline.column, row: panes.outline.row, size: panes.outline.size)
    }
    return Rectangle(column: 0, row: 0, size: Size(columns: size.columns, rows: max(0, size.rows - 1)))
  }

  private func title(of list: ListOverlay) -> String {
    if list.purpose == .backlinks, let origin = list.origin {
      let links = list.hits.count { $0.description?.isMention != true }
      return backlinksTitle(origin.outline.selection, count: links)
    }
    guard list.purpose == .results else {
      return "Broken links" + (list.hits.isEmpty ? "" : ": \(list.total)")
    }
    let order =
      switch list.order {
      case .rank: "best first"
      case .place, .path: "in order"
      case .date: "newest first"
      case .title: "by title"
      }
    let number = list.total > list.hits.count ? "\(list.hits.count) of \(list.total)" : "\(list.total)"
    return "\(searching.text): \(number), \(order)"
  }

  private func isMeant(_ hit: SearchHit, by typed: String) -> Bool {
    let text = ([tree.name(of: hit.place.file)] + (hit.description?.titles ?? []) + [hit.description?.text ?? ""])
      .joined(separator: " ").lowercased()
    return typed.lowercased().split(separator: " ").allSatisfy { text.contains($0) }
  }

  /// - Parameter isSearch: Whether they are what the last search has found.
  func rows(of hits: [SearchHit], columns: Int, isSearch: Bool) -> [ListOverlay.Item] {
    var order: [FileID] = []
    var groups: [FileID: [SearchHit]] = [:]
    for hit in hits {
      if groups[hit.place.file] == nil { order.append(hit.place.file) }
      groups[hit.place.file, default: []].append(hit)
    }
    var rows: [ListOverlay.Item] = []
    for file in order {
      let found = groups[file] ?? []
      if !tree.isSingleFile {
        rows.append(
          ListOverlay.Item(
            title: tree.name(of: file), note: found.count > 1 ? "\(found.count)" : "", value: .place(RowID(file)),
            style: .heading))
      }
      for hit in found { rows += self.rows(of: hit, columns: columns, isSearch: isSearch) }
    }
    return rows
  }

  private func rows(of hit: SearchHit, columns: Int, isSearch: Bool) -> [ListOverlay.Item] {
    let indent = tree.isSingleFile ? "" : "  "
    let width = options.width
    let titles = titles(of: hit)
    var shown = titles.map { $0.isEmpty ? "(no title)" : NotebookState.oneLine($0) }
    let own = shown.last ?? ""
    // Of a long way, the end says most.
    let room = columns - width.columns(of: indent)
    var line = shown.joined(separator: between.titles)
    while shown.count > 1, width.columns(of: line) > room {
      shown.removeFirst()
      line = layoutOptions.glyphs.ellipsis + between.titles + shown.joined(separator: between.titles)
    }
    let start = indent.utf8.count + line.utf8.count - own.utf8.count
    let isKnown = if case .text = hit.field, hit.description == nil { false } else { true }
    // Where a title that is whole in view says it all, what was looked for is marked in it.
    let saysAll = hit.description.map { $0.text == own } ?? false && width.columns(of: line) <= room
    let matched =
      saysAll
      ? hit.description?.matches ?? [] : isSearch && isKnown ? searching.matches(inTitle: own) : []
    var rows = [
      ListOverlay.Item(
        title: indent + line, note: hit.day.map { Self.dayNote($0, searching.query?.order) } ?? "",
        value: .hit(hit.bare),
        matched: matched.map { $0.lowerBound + start..<$0.upperBound + start })
    ]
    guard var description = hit.description, !saysAll else { return rows }
    // Of a title that is cut, what was found may not be in view.
    if description.text.isEmpty, !matched.isEmpty, width.columns(of: line) > room {
      (description.text, description.matches) = (own, matched)
    }
    guard !description.text.isEmpty else { return rows }
    let lead = indent + "  " + (description.isHidden ? "(hidden) " : "")
    let snippet = Snippet(
      of: description.text, matches: description.matches, focus: description.focus,
      columns: max(8, columns - width.columns(of: lead)), width: width.columns(of:))
    rows.append(
      ListOverlay.Item(
        title: lead + snippet.text, note: "", value: .hit(hit.bare),
        matched: snippet.matches.map { $0.lowerBound + lead.utf8.count..<$0.upperBound + lead.utf8.count },
        style: .continuation))
    return rows
  }

  private static func dayNote(_ day: Day, _ order: Query.Order?) -> String { order == .date ? day.text : "" }

  /// The titles down to a hit; the name of the note where it is found itself, or not read yet.
  private func titles(of hit: SearchHit) -> [String] {
    if let description = hit.description, !description.titles.isEmpty { return description.titles }
    guard let outline = documents[hit.place.file]?.outline, hit.place.topic != .root,
      hit.place.topic.int < outline.count
    else { return [tree[hit.place.file].name] }
    return outline.path(of: hit.place.topic) + [outline.title(of: hit.place.topic)]
  }
}

extension SearchHit {
  /// The same without what only the list needs.
  fileprivate var bare: SearchHit {
    var hit = self
    hit.description = nil
    return hit
  }
}

extension ListOverlay.Value {
  /// Whether two entries stand for the same, whatever is known of them by now.
  fileprivate func isAlike(_ other: ListOverlay.Value) -> Bool {
    if case .hit(let mine) = self, case .hit(let others) = other {
      return mine.place == others.place && mine.field == others.field
    }
    return self == other
  }
}
