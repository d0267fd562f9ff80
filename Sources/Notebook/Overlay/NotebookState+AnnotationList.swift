import Annotations
import Outline
import Search

/// The list of all annotations: narrowed by a query, with the selected one whole below it.
extension NotebookState {
  /// The hint that shows what can be typed into the list.
  private static let filterHint = "j k walk; type words state:open type:question tag:exam author:ada -not"

  mutating func beginAnnotationList() -> [Effect] {
    let items = annotationItems
    let tab = items.isEmpty && !isScanning ? ListOverlay.Tab.allCases.first { isMarked($0) } : .annotations
    guard let tab else {
      say(.noAnnotationsYet)
      return []
    }
    var list = ListOverlay(purpose: .annotations, title: "", origin: snapshot)
    let effects = fill(&list, with: tab)
    overlays.push(.list(list))
    return effects
  }

  /// Whether the reader has marked anything that a tab would be about.
  private func isMarked(_ tab: ListOverlay.Tab) -> Bool {
    switch tab {
    case .annotations: false
    case .unread: tree.files.contains { files.reading(of: $0)?.state.read.isEmpty == false }
    case .again: tree.files.contains { stopCount(of: .again, in: $0) > 0 }
    case .changed: tree.files.contains { stopCount(of: .changed, in: $0) > 0 }
    }
  }

  /// Shows the next of the lists, or the one before; only the list of annotations has others beside it.
  mutating func turnTab(of list: ListOverlay, by step: Int) -> [Effect] {
    guard list.purpose == .annotations else { return [] }
    let tabs = ListOverlay.Tab.allCases
    let index = (tabs.firstIndex(of: list.tab) ?? 0) + step
    var list = list
    let effects = fill(&list, with: tabs[(index + tabs.count) % tabs.count])
    overlays.replaceTop(with: .list(list))
    return effects
  }

  /// Topics that a list of them has at most.
  private static let mostStops = 2_000

  /// Fills a list with what a tab is about; notes that have some of that and are not open are asked for.
  private mutating func fill(_ list: inout ListOverlay, with tab: ListOverlay.Tab) -> [Effect] {
    let effects = tab.stop.map { openNotes(with: $0) } ?? []
    list.tab = tab
    list.query = ""
    list.isTyping = false
    list.complaint = nil
    list.selected = 0
    list.title = tab.title
    list.isSearching = tab == .annotations ? isScanning : !opening.isEmpty
    list.all = items(of: tab)
    list.shown = list.all
    list.hint = tab == .annotations ? NotebookState.filterHint : "Enter goes there, / narrows the list"
    return effects
  }

  private func items(of tab: ListOverlay.Tab) -> [ListOverlay.Item] {
    guard let stop = tab.stop else { return annotationItems }
    return stops(of: stop, most: NotebookState.mostStops).map(item(ofTopic:))
  }

  private func item(ofTopic row: RowID) -> ListOverlay.Item {
    let title = title(of: row)
    let path = path(to: row).dropLast()
    return ListOverlay.Item(
      title: title.isEmpty ? "(no title)" : title,
      note: path.dropFirst(path.count > 1 ? 1 : 0).suffix(3).joined(separator: between.titles), value: .place(row))
  }

  /// The lists beside the one in view, and the key that leads to them; nil where there are none.
  package func tabs(beside list: ListOverlay) -> String? {
    guard list.purpose == .annotations else { return nil }
    let key = keymap.label(of: .choose(.nextTab), in: .list, ascii: options.ascii, else: "")
    let others = ListOverlay.Tab.allCases.filter { $0 != list.tab }.map { $0.title.lowercased() }
    return (key.isEmpty ? "" : key + ": ") + others.joined(separator: ", ")
  }

  /// Whether there are notes whose annotations are not known yet.
  private var isScanning: Bool { isListing || annotating.scanProgress != nil || !opening.isEmpty }

  private var annotationItems: [ListOverlay.Item] {
    var items: [ListOverlay.Item] = []
    for file in annotatedFiles {
      items += (documents[file]?.missing ?? []).map {
        ListOverlay.Item(
          title: "! left out by another program: \(NotebookState.oneLine($0.text))", note: tree[file].name,
          value: .missing($0.id, file))
      }
      items += annotationIndex(of: file)?.entries.map { item(for: $0, in: file) } ?? []
    }
    return items
  }

  static func oneLine(_ text: String) -> String {
    text.prefix(400).split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// Another file was read while the list is open: its annotations come in.
  mutating func refreshAnnotationList() {
    guard case .list(var list)? = overlay, list.purpose == .annotations else { return }
    let selected = list.shown.indices.contains(list.selected) ? list.shown[list.selected].value : nil
    if list.tab == .annotations {
      list.all = annotationItems
      list.isSearching = isScanning
      narrowAnnotations(&list)
    } else {
      list.isSearching = !opening.isEmpty
      // What is narrowed stays as it is.
      if list.query.isEmpty {
        list.all = items(of: list.tab)
        list.shown = list.all
      }
    }
    list.selected = list.shown.firstIndex { $0.value == selected } ?? 0
    overlays.replaceTop(with: .list(list))
  }

  /// Shows what the query of the list matches, in the order of the notes; what can't be read as a query says so.
  func narrowAnnotations(_ list: inout ListOverlay) {
    list.complaint = nil
    guard list.query.contains(where: { !$0.isWhitespace }) else {
      list.shown = list.all
      return
    }
    let matcher: Matcher
    do throws(QueryError) {
      matcher = Matcher(try Query(parsing: list.query))
    } catch {
      list.complaint = error.description
      return
    }
    if let typed = Query.misspelledFilter(in: list.query) {
      list.complaint = QueryError.unknownFilter(typed.word, nearest: typed.filter).description
    }
    list.shown = list.all.compactMap { item in
      guard let found = searchable(item.value), matcher.match(found) != nil else { return nil }
      var item = item
      item.matched = matcher.ranges(in: item.title)
      return item
    }
    list.selected = 0
  }

  private func searchable(_ value: ListOverlay.Value) -> SearchableAnnotation? {
    switch value {
    case .missing(let id, let file):
      return documents[file]?.missing.first { $0.id == id }.map(SearchableAnnotation.init(missing:))
    case .annotation(let id, let file):
      switch annotationIndex(of: file)?.entry(id) {
      case .annotation(let annotation, let placement)?: return SearchableAnnotation(annotation, placement)
      case .draft(let draft, _)?: return SearchableAnnotation(draft)
      case nil: return nil
      }
    case .command, .place, .hit, .type, .severity, .theme, .link, .attach, .attachElsewhere, .review, .line, .restore,
      .conflict, .helpLine, .tag, .query:
      return nil
    }
  }

  /// The selected entry of a list as it is shown below the entries: author and place, the whole text, and the parts of
  /// that which stand out, in bytes.
  package func preview(in list: ListOverlay) -> (header: String, text: String, marks: [Range<Int>])? {
    guard list.shown.indices.contains(list.selected) else { return nil }
    if let text = list.shown[list.selected].text { return (list.shown[list.selected].note, text, []) }
    if case .review(let id) = list.purpose {
      return selectedDocument?.annotation(id).map { comparison(of: $0, with: list.shown[list.selected].value) }
    }
    return annotationPreview(in: list).map { ($0.header, $0.text, []) }
  }

  private func annotationPreview(in list: ListOverlay) -> (header: String, text: String)? {
    guard list.purpose == .annotations, list.tab == .annotations else { return nil }
    switch list.shown[list.selected].value {
    case .missing(let id, let file):
      guard let annotation = documents[file]?.missing.first(where: { $0.id == id }) else { return nil }
      return ("saved here, and left out by another program" + between.parts + annotation.author, annotation.text)
    case .annotation(let id, let file):
      guard let entry = annotationIndex(of: file)?.entry(id) else { return nil }
      let place = RowID(file, entry.topic)
      let titles = documents[file] == nil ? path(to: RowID(file)) + [annotatedTitle(place)] : path(to: place)
      let path = titles.dropFirst(titles.count > 1 ? 1 : 0).joined(separator: between.titles)
      switch entry {
      case .annotation(let annotation, _):
        let parts = [
          annotation.replyTo == nil ? annotation.type?.rawValue ?? "note" : "reply", annotation.severity?.rawValue,
          annotation.replyTo == nil ? (annotation.isResolved ? "resolved" : "open") : nil,
          String(annotation.timestamp.prefix(10)), annotation.author, path,
        ]
        return (parts.compactMap(\.self).joined(separator: between.parts), annotation.text)
      case .draft(let draft, _): return ("draft, not saved" + between.parts + path, draft.text)
      }
    case .command, .place, .hit, .type, .severity, .theme, .link, .attach, .attachElsewhere, .review, .line, .restore,
      .conflict, .helpLine, .tag, .query:
      return nil
    }
  }
}

extension ListOverlay.Tab {
  /// The topics that the tab lists; nil for annotations.
  fileprivate var stop: NotebookState.ReadingStop? {
    switch self {
    case .annotations: nil
    case .unread: .unread
    case .again: .again
    case .changed: .changed
    }
  }
}
