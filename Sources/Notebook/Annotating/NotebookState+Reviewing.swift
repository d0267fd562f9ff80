import Annotations
import Layout
import Outline

/// Annotations whose place is in doubt: what they were on, where they may belong now, and what the reader says.
extension NotebookState {
  /// Goes to the next annotation to review and offers its places.
  mutating func review(by count: Int) -> [Effect] {
    if let name = annotating.takeDetachedSidecar(of: selection.file) {
      overlays.push(
        .confirmation(
          Confirmation(
            text: "Import the annotations in \(name), which seem to be this file's? (y/n)",
            purpose: .adopt(selection.file))))
      return []
    }
    let stops = reviewStops
    guard !stops.isEmpty else {
      say(.nothingToReview)
      return []
    }
    let target = index(ofReview: count, in: stops)
    let stop = stops[((target % stops.count) + stops.count) % stops.count]
    if !stops.indices.contains(target) { say(.wrapped(forward: count > 0)) }
    let (origin, focusBefore) = (selection, focus)
    rememberPlace()
    if stop.isMissing { select(stop.place) } else { show(SearchHit(place: stop.place, field: .annotation(stop.id))) }
    guard documents[stop.place.file] != nil, selection == stop.place else {
      annotating.deferReview(DeferredReview(id: stop.id, origin: origin, focus: focusBefore))
      return []
    }
    if focusBefore == .outline { arrive(from: origin, focusBefore) }
    return offer(stop, among: stops)
  }

  /// Goes on with a review that waited for its note, now that the note's annotations are there.
  ///
  /// - Parameter isAwaited: Whether the reader is still where they were led.
  mutating func resumeReview(in file: FileID, isAwaited: Bool) -> [Effect] {
    guard let review = annotating.deferredReview, selection.file == file else { return [] }
    let stops = reviewStops
    annotating.deferReview(nil)
    guard isAwaited, isBrowsing, let stop = stops.first(where: { $0.id == review.id }), stop.place.file == file else {
      return []
    }
    if selection != stop.place { select(stop.place) }
    if review.focus == .outline { arrive(from: review.origin, review.focus) }
    return offer(stop, among: stops)
  }

  /// The index in `stops` that is `count` further than where the reader is with them; it may lie beyond their ends.
  private func index(ofReview count: Int, in stops: [ReviewStop]) -> Int {
    // Where its file was not open yet, it could not be offered.
    if let review = annotating.deferredReview, let index = stops.firstIndex(where: { $0.id == review.id }),
      stops[index].place == selection
    {
      return index
    }
    if let last = annotating.lastReviewed {
      if let index = stops.firstIndex(where: { $0.id == last.id }) {
        if stops[index].place == selection { return index + count }
      } else {
        // It is settled, and the selection with it where it belongs now: on from where it was.
        let first = stops.partitioningIndex { !tree.precedes($0.place, last.row) }
        return first + last.before + (count > 0 ? count - 1 : count)
      }
    }
    return count > 0
      ? stops.partitioningIndex { tree.precedes(selection, $0.place) } + count - 1
      : stops.partitioningIndex { !tree.precedes($0.place, selection) } + count
  }

  /// Something that the reader is asked about.
  private struct ReviewStop {
    var place: RowID
    var id: String
    /// Whether another program has left it out.
    var isMissing = false
  }

  /// All of them, in the order of the notes; those at one place one after another.
  private var reviewStops: [ReviewStop] {
    annotatedFiles.flatMap { file in
      (documents[file]?.missing ?? []).map { ReviewStop(place: RowID(file), id: $0.id, isMissing: true) }
        + (annotationIndex(of: file)?.entries ?? []).filter { $0.mark == .review }
        .map { ReviewStop(place: RowID(file, $0.topic), id: $0.id) }
    }.sorted { tree.precedes($0.place, $1.place) }
  }

  /// Offers what may become of it; its file is open.
  private mutating func offer(_ stop: ReviewStop, among stops: [ReviewStop]) -> [Effect] {
    guard let document = documents[stop.place.file] else { return [] }
    let before = stops.prefix { $0.id != stop.id }.filter { $0.place == stop.place }.count
    annotating.setReviewed(stop.id, at: stop.place, behind: before)
    if stop.isMissing {
      offerMissing(stop.id, in: stop.place.file)
      return []
    }
    guard case .annotation(let annotation, let placement)? = document.index.entry(stop.id) else { return [] }
    if placement.needsReview {
      let list = reviewList(of: annotation, placement, in: document)
      overlays.push(.list(list))
      preview(list)
      return findElsewhere(annotation, besides: stop.place.file)
    }
    if let list = conflictList(of: annotation, in: document) { overlays.push(.list(list)) }
    return []
  }

  /// The notes of a file, or what is known of its annotations, have changed: the list that is open offers what there is
  /// now, or goes where nothing is in doubt any more.
  mutating func refreshReview(in file: FileID) {
    guard case .list(let list)? = overlay, case .review(let id) = list.purpose,
      annotating.lastReviewed?.row.file == file
    else { return }
    guard let document = documents[file], case .annotation(let annotation, let placement)? = document.index.entry(id),
      placement.needsReview
    else {
      overlays.pop()
      return
    }
    let chosen = list.shown.indices.contains(list.selected) ? list.shown[list.selected].value : nil
    var fresh = reviewList(of: annotation, placement, in: document)
    fresh.origin = list.origin
    guard fresh.all.map(\.value) != list.all.filter({ !$0.value.isElsewhere }).map(\.value) else { return }
    let elsewhere = list.all.filter(\.value.isElsewhere)
    let at = fresh.all.firstIndex { if case .attach(_?, _) = $0.value { false } else { true } } ?? fresh.all.count
    fresh.all.insert(contentsOf: elsewhere, at: at)
    fresh.shown = fresh.all
    fresh.selected = fresh.shown.firstIndex { $0.value == chosen } ?? 0
    overlays.replaceTop(with: .list(fresh))
    preview(fresh)
  }

  /// Looks for what an annotation was on in the other notes, for the list that is open.
  private func findElsewhere(_ annotation: Annotation, besides file: FileID) -> [Effect] {
    let others = tree.files.filter { $0 != file && tree[$0].path != "-" }
    return others.isEmpty ? [] : [.findElsewhere(annotation.id, annotation.anchor, others)]
  }

  /// Asks for a search for the text that the annotations of a file were made on, where most of them have lost their
  /// place: the file may have been swapped with another.
  func findText(of file: FileID) -> [Effect] {
    guard let document = documents[file], !document.isPartial, !tree.isSingleFile else { return [] }
    var blobs: Set<String> = []
    var (lost, total) = (0, 0)
    for case .annotation(let annotation, let placement) in document.index.entries where annotation.replyTo == nil {
      total += 1
      guard placement.needsReview else { continue }
      lost += 1
      if let blob = annotation.anchor.evidence?.blob, blob != document.blob { blobs.insert(blob) }
    }
    guard lost * 2 > total, !blobs.isEmpty else { return [] }
    return [.findText(blobs, of: file, tree.files.filter { $0 != file && tree[$0].path != "-" })]
  }

  /// Offers places in other notes, below those in its own.
  mutating func offer(_ places: [ElsewhereFinder<FileID>.Place], for id: String) {
    guard case .list(var list)? = overlay, list.purpose == .review(annotation: id) else { return }
    let chosen = list.shown.indices.contains(list.selected) ? list.shown[list.selected].value : nil
    let items = zip(["4", "5", "6"] as [Character], places.filter { tree.contains($0.file) }).map { key, place in
      ListOverlay.Item(
        title: (place.isSame ? "now: " : "like it: ") + (place.path.last ?? NotebookState.oneLine(place.text)),
        note: "\(tree[place.file].name):\(place.anchor.line ?? 1)", value: .attachElsewhere(place), key: key)
    }
    let at = list.all.firstIndex { if case .attach(_?, _) = $0.value { false } else { true } } ?? list.all.count
    list.all.insert(contentsOf: items, at: at)
    list.shown = list.all
    list.selected = list.shown.firstIndex { $0.value == chosen } ?? list.selected
    // Where its own notes had nothing to offer, what was found is what Enter takes.
    if at == 0, !items.isEmpty { list.selected = 0 }
    overlays.replaceTop(with: .list(list))
    preview(list)
  }

  private func reviewList(of annotation: Annotation, _ placement: Placement, in document: Document) -> ListOverlay {
    let outline = document.outline
    var places = zip(
      placement.candidates, placement.quotations + Array(repeating: nil, count: placement.candidates.count)
    ).map { (topic: $0, quotation: $1) }
    if placement.state == .confirm, !places.contains(where: { $0.topic == placement.topic }) {
      places.insert((placement.topic, placement.quotation), at: 0)
    }
    var items = zip(["1", "2", "3"] as [Character], places).map { key, place in
      let words = place.quotation.map { NotebookState.oneLine(outline.sourceText($0)) }
      let line = place.quotation.map { outline.line(at: $0.lowerBound) } ?? outline[place.topic].line
      return ListOverlay.Item(
        title: "now: " + (words ?? outline.title(of: place.topic)), note: "line \(line.int)",
        value: .attach(RowID(selection.file, place.topic), place.quotation), key: key)
    }
    items += [
      ListOverlay.Item(
        title: "place it by walking", note: "\(pasteKey) attaches it there", value: .review(.place), key: "p"),
      ListOverlay.Item(title: "resolve it", note: "it is settled", value: .review(.resolve), key: "x"),
      ListOverlay.Item(title: "delete it", note: "\(undoKey) takes that back", value: .review(.delete), key: "d"),
      ListOverlay.Item(
        title: "keep it as an orphan", note: "until something like it appears", value: .attach(nil, nil), key: "o"),
    ]
    let then = (annotation.anchor.selectedText ?? "the file")
      .split(whereSeparator: \.isNewline).joined(separator: " ").drop { $0.isWhitespace }
    return ListOverlay(
      purpose: .review(annotation: annotation.id), title: "It was on: \(then.prefix(60))", all: items, shown: items,
      origin: snapshot)
  }

  private var pasteKey: String { keymap.label(of: .annotation(.paste), in: .outline, else: "paste") }

  /// Compares what an annotation was on with what stands at the place under the bar: the words that differ are marked.
  func comparison(
    of annotation: Annotation, with value: ListOverlay.Value
  ) -> (header: String, text: String, marks: [Range<Int>]) {
    let anchor = annotation.anchor
    let path = anchor.evidence?.path.filter { !$0.isEmpty }.joined(separator: between.titles) ?? ""
    let line = anchor.line.map { between.parts + "line \($0)" } ?? ""
    var text =
      firstLines(of: annotation.text) + "\n\nthen\(line)" + (path.isEmpty ? "" : between.parts + path) + "\n"
    let then = NotebookState.trimmedLines(anchor.selectedText ?? "")
    let start = text.utf8.count
    text += then
    var marks: [Range<Int>] = []
    if let place = now(value) {
      let titles = place.path.filter { !$0.isEmpty }.joined(separator: between.titles)
      text += "\n\nnow" + ([place.place] + (titles.isEmpty ? [] : [titles])).map { between.parts + $0 }.joined() + "\n"
      let now = NotebookState.trimmedLines(place.text)
      let differences = WordDifference.between(then, now)
      let other = text.utf8.count
      marks = differences.one.map { $0.lowerBound + start..<$0.upperBound + start }
      marks += differences.other.map { $0.lowerBound + other..<$0.upperBound + other }
      text += now
    }
    let parts = ["it says", annotation.type?.rawValue, String(annotation.timestamp.prefix(10)), annotation.author]
    return (parts.compactMap(\.self).joined(separator: between.parts), text, marks)
  }

  /// The place that a choice stands for: where it is, the titles down to it, and what stands there.
  private func now(_ value: ListOverlay.Value) -> (place: String, path: [String], text: String)? {
    switch value {
    case .attach(let row?, let quotation):
      guard let outline = selectedDocument?.outline, row.topic.int < outline.count else { return nil }
      let topic = outline[row.topic]
      let titles = row.topic == .root ? [] : outline.path(of: row.topic) + [outline.title(of: row.topic)]
      let line = quotation.map { outline.line(at: $0.lowerBound) } ?? topic.line
      let text = quotation.map { outline.sourceText($0) } ?? outline.text(ofLines: topic.line...topic.endLine)
      return ("line \(line.int)", titles, text)
    case .attachElsewhere(let place):
      guard tree.contains(place.file) else { return nil }
      return ("\(tree[place.file].name):\(place.anchor.line ?? 1)", place.path, place.text)
    case .attach(nil, _), .review, .command, .place, .annotation, .type, .severity, .theme, .link, .line, .hit,
      .missing, .restore, .conflict, .helpLine, .tag, .query:
      return nil
    }
  }

  /// Returns as much of an annotation's text as tells which one it is.
  private func firstLines(of text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.prefix(200) }
    return lines.prefix(3).joined(separator: "\n") + (lines.count > 3 ? " " + layoutOptions.glyphs.ellipsis : "")
  }

  /// A few lines without their common indentation; the rest is left out.
  private static func trimmedLines(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).prefix(3)
    return lines.map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: "\n")
  }

  /// Attaches an annotation to the place that the reader chose, or keeps it as an orphan.
  mutating func settle(
    _ id: String, at row: RowID?, _ quotation: Range<ByteOffset>?, _ context: UpdateContext
  ) -> [Effect] {
    guard let document = selectedDocument, let annotation = document.annotation(id) else { return [] }
    if let row, row.file != selection.file || !exists(row) {
      say(.notesChanged)
      return []
    }
    var changed = annotation
    if let row {
      changed.confirm(row.topic, quotation, in: document.outline, blob: document.blob)
    } else {
      var placement: Placement?
      if case .annotation(_, let found)? = document.index.entry(id) { placement = found }
      changed.keepAsOrphan(placement, in: document.outline, blob: document.blob)
    }
    guard changed != annotation else { return [] }
    return save(
      [.replace(changed, was: annotation)], in: selection.file,
      done: row == nil ? "kept as an orphan" : "attached here", context)
  }

  /// Carries out the reader's choice for an annotation that has lost its place: to cut it for another place, to resolve
  /// it or to delete it.
  mutating func settle(_ id: String, _ action: ListOverlay.ReviewAction, _ context: UpdateContext) -> [Effect] {
    switch action {
    case .place:
      guard let annotation = expected(id, in: selection.file) else { return [] }
      cut(annotation, in: selection.file, isReview: true)
      return []
    case .resolve: return apply(.resolve, to: id, in: selection.file, in: context)
    case .delete: return apply(.delete, to: id, in: selection.file, in: context)
    }
  }
}

extension ListOverlay.Value {
  /// Whether it is a place in another note.
  fileprivate var isElsewhere: Bool {
    if case .attachElsewhere = self { return true }
    return false
  }
}
