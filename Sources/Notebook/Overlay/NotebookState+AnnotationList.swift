import Annotations
import Outline
import Search

/// The list of all annotations: narrowed by a query, with the selected one whole below it.
extension NotebookState {
  /// The hint that shows what can be typed into the list.
  private static let filterHint = "j k walk; type words state:open type:question tag:exam author:ada -not"

  mutating func beginAnnotationList() {
    let items = annotationItems
    guard !items.isEmpty || isScanning else {
      say(.noAnnotationsYet)
      return
    }
    overlays.push(
      .list(
        ListOverlay(
          purpose: .annotations, title: "Annotations", all: items, shown: items, isSearching: isScanning,
          origin: snapshot, hint: NotebookState.filterHint)))
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
    list.all = annotationItems
    list.isSearching = isScanning
    narrowAnnotations(&list)
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
    guard list.purpose == .annotations else { return nil }
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
