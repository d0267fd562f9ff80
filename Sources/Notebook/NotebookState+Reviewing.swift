import Annotations
import Layout
import Outline

/// Annotations whose place is in doubt: what they were on, where they may belong now, and what the reader says.
extension NotebookState {
  /// Goes to the next annotation to review and offers its places.
  mutating func review(by count: Int) {
    if let name = leftBehind.removeValue(forKey: selection.file) {
      mode = .asking(
        Question(text: "Take over (y/n) what was left in \(name)?", purpose: .adopt(selection.file)))
      return
    }
    walkAnnotations(
      by: count, where: { $0 == .review }, also: { !$0.missing.isEmpty }, otherwise: "nothing to review")
    guard let document = selectedDocument else { return }
    if selection.topic == .root, !document.missing.isEmpty { return offerMissing(in: selection.file) }
    for case .annotation(let annotation, let placement) in document.index.entries(of: selection.topic)
    where placement.needsReview {
      let list = reviewList(of: annotation, placement, in: document)
      mode = .list(list)
      preview(list)
      return
    }
    for case .annotation(let annotation, _) in document.index.entries(of: selection.topic)
    where annotation.isConflict && !annotation.isResolved {
      if let list = conflictList(of: annotation, in: document) { mode = .list(list) }
      return
    }
  }

  var reviewKey: String { keymap.label(of: .nextReview, in: .outline, else: "reviewing") }

  private func reviewList(of annotation: Annotation, _ placement: Placement, in document: Document) -> ListOverlay {
    let outline = document.outline
    var places = placement.candidates
    if placement.state == .confirm, !places.contains(placement.topic) { places.insert(placement.topic, at: 0) }
    var items = places.prefix(3).enumerated().map { index, topic in
      ListOverlay.Item(
        title: "\(index + 1) now: " + outline.title(of: topic), note: "line \(outline[topic].line.int)",
        value: .attach(topic))
    }
    items.append(ListOverlay.Item(title: "o keep it as an orphan", note: "until the notes change", value: .attach(nil)))
    let then = (annotation.anchor.selectedText ?? "the file")
      .split(whereSeparator: \.isNewline).joined(separator: " ").drop { $0.isWhitespace }
    return ListOverlay(
      purpose: .review(annotation: annotation.id), title: "It was on: \(then.prefix(60))", all: items, shown: items,
      origin: snapshot, hint: "\(items.count > 1 ? "1-\(items.count - 1) or " : "")o; Escape: later")
  }

  /// Which entry of a list of places a lone key takes: the number of a place, or `o` for none of them.
  static func reviewChoice(_ text: String, in list: ListOverlay) -> Int? {
    if text == "o" { return list.shown.firstIndex { $0.value == .attach(nil) } }
    guard let number = Int(text), (1..<list.shown.count).contains(number) else { return nil }
    return number - 1
  }

  /// What an annotation was on, and what stands at the place under the bar.
  func comparison(of annotation: Annotation, with topic: TopicIndex?) -> (header: String, text: String) {
    let separator = options.ascii ? " > " : " › "
    let anchor = annotation.anchor
    let path = anchor.evidence?.path.filter { !$0.isEmpty }.joined(separator: separator) ?? ""
    var text = NotebookState.trimmedLines(anchor.selectedText ?? "")
    if let topic, let outline = selectedDocument?.outline {
      let row = outline[topic]
      let titles = (outline.path(of: topic) + [outline.title(of: topic)]).filter { !$0.isEmpty }
      text +=
        "\n\nnow · line \(row.line.int) · " + titles.joined(separator: separator) + "\n"
        + NotebookState.trimmedLines(outline.text(ofLines: row.line...row.endLine))
    }
    let line = anchor.line.map { " · line \($0)" } ?? ""
    return ("then\(line)" + (path.isEmpty ? "" : " · " + path), text)
  }

  /// A few lines without their common indentation; the rest is left out.
  private static func trimmedLines(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).prefix(3)
    return lines.map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: "\n")
  }

  /// Attaches an annotation to the topic that the reader chose, or keeps it as an orphan.
  mutating func settle(_ id: String, at topic: TopicIndex?) -> [Effect] {
    guard let document = selectedDocument, let annotation = document.annotation(id) else { return [] }
    if let topic, !exists(Place(selection.file, topic)) {
      message = Message("the notes have changed meanwhile: look again", .warning)
      return []
    }
    var changed = annotation
    if let topic {
      changed.confirm(topic, in: document.outline, blob: document.blob)
    } else {
      changed.keepAsOrphan(blob: document.blob)
    }
    guard changed != annotation else { return [] }
    return save(
      [.replace(changed, was: annotation)], in: selection.file,
      done: topic == nil ? "kept as an orphan" : "attached here")
  }

  // MARK: Cut and paste

  mutating func cutAnnotation() -> [Effect] {
    guard let document = selectedDocument else { return [] }
    let roots = document.index.entries(of: targetTopic).compactMap { entry -> String? in
      guard case .annotation(let annotation, _) = entry, annotation.replyTo == nil else { return nil }
      return annotation.id
    }
    let under = focus == .detail ? annotationUnderDetailCursor.flatMap(document.index.entry) : nil
    let focused = under.map { document.thread(of: $0).id }.flatMap { roots.contains($0) ? $0 : nil }
    guard let id = focused ?? (roots.count == 1 ? roots.first : nil) else {
      message = Message(
        roots.isEmpty ? "no annotation here to cut" : "several annotations: put the cursor on one in the detail pane")
      return []
    }
    cut = (id, selection.file)
    message = Message("cut: it stays here until P pastes it at another topic")
    return []
  }

  mutating func pasteAnnotation() -> [Effect] {
    guard let cut else {
      message = Message("nothing was cut: X cuts an annotation")
      return []
    }
    guard let document = selectedDocument, cut.file == selection.file,
      let annotation = document.annotation(cut.annotation)
    else {
      message = Message("an annotation stays with its file", .warning)
      return []
    }
    self.cut = nil
    var moved = annotation
    moved.anchor = Anchor(of: targetTopic, in: document.outline, blob: document.blob)
    return save([.replace(moved, was: annotation)], in: selection.file, done: "moved here")
  }
}
