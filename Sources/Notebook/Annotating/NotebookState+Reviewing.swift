import Annotations
import Layout
import Outline

/// Annotations whose place is in doubt: what they were on, where they may belong now, and what the reader says.
extension NotebookState {
  /// Goes to the next annotation to review and offers its places.
  mutating func review(by count: Int) {
    if let name = annotating.takeDetachedSidecar(of: selection.file) {
      overlays.push(
        .confirmation(
          Confirmation(
            text: "Import the annotations in \(name), which seem to be this file's? (y/n)",
            purpose: .adopt(selection.file))))
      return
    }
    let stops = reviewStops
    guard !stops.isEmpty else {
      say(.nothingToReview)
      return
    }
    let target = index(ofReview: count, in: stops)
    let stop = stops[((target % stops.count) + stops.count) % stops.count]
    if !stops.indices.contains(target) { say(.wrapped(forward: count > 0)) }
    outline.leaveSelection()
    if stop.isMissing { select(stop.place) } else { show(SearchHit(place: stop.place, field: .annotation(stop.id))) }
    offer(stop, behind: stops.prefix { $0.id != stop.id }.filter { $0.place == stop.place }.count)
  }

  /// The index in `stops` that is `count` further than where the reader is with them; it may lie beyond their ends.
  private func index(ofReview count: Int, in stops: [ReviewStop]) -> Int {
    // Where its file was not open yet, it could not be offered.
    if let id = annotating.deferredReview, let index = stops.firstIndex(where: { $0.id == id }),
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

  /// Offers what may become of it, where its file is open. So many stops at its place come `before` it.
  private mutating func offer(_ stop: ReviewStop, behind before: Int) {
    guard let document = documents[stop.place.file], selection == stop.place else {
      annotating.deferReview(of: stop.id)
      return
    }
    annotating.setReviewed(stop.id, at: stop.place, behind: before)
    if stop.isMissing { return offerMissing(stop.id, in: stop.place.file) }
    guard case .annotation(let annotation, let placement)? = document.index.entry(stop.id) else { return }
    if placement.needsReview {
      let list = reviewList(of: annotation, placement, in: document)
      overlays.push(.list(list))
      preview(list)
    } else if let list = conflictList(of: annotation, in: document) {
      overlays.push(.list(list))
    }
  }

  private func reviewList(of annotation: Annotation, _ placement: Placement, in document: Document) -> ListOverlay {
    let outline = document.outline
    var places = placement.candidates
    if placement.state == .confirm, !places.contains(placement.topic) { places.insert(placement.topic, at: 0) }
    var items = zip(["1", "2", "3"] as [Character], places).map { key, topic in
      ListOverlay.Item(
        title: "now: " + outline.title(of: topic), note: "line \(outline[topic].line.int)",
        value: .attach(RowID(selection.file, topic)),
        key: key)
    }
    items.append(
      ListOverlay.Item(
        title: "keep it as an orphan", note: "until the notes change", value: .attach(nil), key: "o"))
    let then = (annotation.anchor.selectedText ?? "the file")
      .split(whereSeparator: \.isNewline).joined(separator: " ").drop { $0.isWhitespace }
    return ListOverlay(
      purpose: .review(annotation: annotation.id), title: "It was on: \(then.prefix(60))", all: items, shown: items,
      origin: snapshot)
  }

  /// Compares an annotation, what it was on, and what stands at the place under the bar.
  func comparison(of annotation: Annotation, with topic: TopicIndex?) -> (header: String, text: String) {
    let anchor = annotation.anchor
    let path = anchor.evidence?.path.filter { !$0.isEmpty }.joined(separator: between.titles) ?? ""
    let line = anchor.line.map { between.parts + "line \($0)" } ?? ""
    var text =
      firstLines(of: annotation.text) + "\n\nthen\(line)" + (path.isEmpty ? "" : between.parts + path) + "\n"
      + NotebookState.trimmedLines(anchor.selectedText ?? "")
    if let topic, let outline = selectedDocument?.outline {
      let row = outline[topic]
      let titles = (outline.path(of: topic) + [outline.title(of: topic)]).filter { !$0.isEmpty }
      text +=
        "\n\nnow" + between.parts + "line \(row.line.int)" + between.parts + titles.joined(separator: between.titles)
        + "\n"
        + NotebookState.trimmedLines(outline.text(ofLines: row.line...row.endLine))
    }
    let parts = ["it says", annotation.type?.rawValue, String(annotation.timestamp.prefix(10)), annotation.author]
    return (parts.compactMap(\.self).joined(separator: between.parts), text)
  }

  /// As much of an annotation's text as tells which one it is.
  private func firstLines(of text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.prefix(200) }
    return lines.prefix(3).joined(separator: "\n") + (lines.count > 3 ? " " + layoutOptions.glyphs.ellipsis : "")
  }

  /// A few lines without their common indentation; the rest is left out.
  private static func trimmedLines(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).prefix(3)
    return lines.map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: "\n")
  }

  /// Attaches an annotation to the topic that the reader chose, or keeps it as an orphan.
  mutating func settle(_ id: String, at row: RowID?, _ context: UpdateContext) -> [Effect] {
    guard let document = selectedDocument, let annotation = document.annotation(id) else { return [] }
    if let row, row.file != selection.file || !exists(row) {
      say(.notesChanged)
      return []
    }
    var changed = annotation
    if let row {
      changed.confirm(row.topic, in: document.outline, blob: document.blob)
    } else {
      changed.keepAsOrphan(blob: document.blob)
    }
    guard changed != annotation else { return [] }
    return save(
      [.replace(changed, was: annotation)], in: selection.file,
      done: row == nil ? "kept as an orphan" : "attached here", context)
  }

  // MARK: Cut and paste

  mutating func pasteAnnotation(_ context: UpdateContext) -> [Effect] {
    guard let cut = annotating.cut else {
      say(.nothingCut)
      return []
    }
    guard let document = selectedDocument, cut.file == selection.file,
      let entry = document.index.entry(cut.annotation), let annotation = expected(cut.annotation, in: cut.file)
    else {
      say(.cutStaysWithFile)
      return []
    }
    annotating.forgetCut()
    if case .refuse(let refusal) = life(of: entry, in: document).after(.move).consequence {
      refuse(refusal)
      return []
    }
    var moved = annotation
    moved.anchor = Anchor(of: targetTopic, in: document.outline, blob: document.blob)
    moved.orphanKept = nil
    return save([.replace(moved, was: annotation)], in: selection.file, done: "moved here", context)
  }
}
