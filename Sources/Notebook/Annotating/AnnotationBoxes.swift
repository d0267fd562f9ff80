import Annotations
import Layout
import Outline

/// Annotations as the detail pane shows them: threads with their headers, by topic.
struct AnnotationBoxes {
  let index: AnnotationIndex
  let outline: Outline
  let drafts: [Draft]
  /// `YYYY-MM-DD`
  let today: String

  var byTopic: [TopicIndex: [AnnotationBox]] {
    var boxes: [TopicIndex: [AnnotationBox]] = [:]
    var places: [String: (topic: TopicIndex, index: Int)] = [:]
    var replies: [(parent: String, box: AnnotationBox, topic: TopicIndex)] = []
    for entry in index.entries {
      let (box, parent) = box(for: entry)
      if let parent {
        replies.append((parent, box, entry.topic))
      } else {
        places[box.id] = (entry.topic, boxes[entry.topic, default: []].count)
        boxes[entry.topic, default: []].append(box)
      }
    }
    for (parent, reply, topic) in replies {
      if let place = places[parent] {
        boxes[place.topic]?[place.index].replies.append(reply)
        places[reply.id] = place
      } else {
        boxes[topic, default: []].append(reply)
      }
    }
    return boxes.mapValues(AnnotationBoxes.numbered)
  }

  /// The boxes of one topic, numbered where several of them speak of words, in the order of the words.
  private static func numbered(_ boxes: [AnnotationBox]) -> [AnnotationBox] {
    let quoting = boxes.indices.compactMap { index in
      boxes[index].quote?.range.map { (index: index, range: $0) }
    }
    guard quoting.count > 1 else { return boxes }
    var numbered = boxes
    let inOrder = quoting.sorted { a, b in
      (a.range.lowerBound, a.range.upperBound, a.index) < (b.range.lowerBound, b.range.upperBound, b.index)
    }
    for (number, quote) in inOrder.enumerated() { numbered[quote.index].quote?.number = number + 1 }
    return numbered
  }

  /// The words that an annotation speaks of. Of one that has lost its topic, the beginning of that.
  private func quote(of anchor: Anchor, at placement: Placement) -> QuotedWords? {
    var quote = QuotedWords(range: placement.quotation)
    let last = anchor.confirmed.last ?? anchor
    switch (anchor.target, placement.state) {
    case (.quote, .exact), (.quote, .moved):
      if quote.range == nil { quote.then = last.selectedText }
    case (.quote, .edited), (.quote, .confirm), (.quote, .ambiguous), (.quote, .orphan):
      quote.then = last.selectedText
      quote.before = last.evidence?.prefix ?? ""
      quote.after = last.evidence?.suffix ?? ""
      quote.isGone = quote.range == nil && placement.state.isAttached
    case (.topic, .orphan):
      quote.then = last.selectedText?.split(whereSeparator: \.isNewline).first.map(String.init)
    case (.topic, .exact), (.topic, .moved), (.topic, .edited), (.topic, .confirm), (.topic, .ambiguous), (.file, _):
      break
    }
    return quote.then == nil && quote.range == nil ? nil : quote
  }

  private func box(for entry: AnnotationIndex.Entry) -> (AnnotationBox, parent: String?) {
    switch entry {
    case .annotation(let annotation, let placement):
      var text = annotation.text
      var look = look(of: entry.mark, placement.state)
      var header = header(of: annotation, placement)
      for draft in drafts where draft.purpose == .edit(annotation.id) {
        header = "draft, not saved · " + header
        text = draft.text
        look = .draft
      }
      let box = AnnotationBox(
        id: annotation.id, header: header, look: look, text: text, place: placement.quotation?.lowerBound,
        quote: annotation.replyTo == nil ? quote(of: annotation.anchor, at: placement) : nil)
      return (box, annotation.replyTo)
    case .draft(let draft, let placement):
      var parent: String?
      if case .reply(let id) = draft.purpose { parent = id }
      let parts = ["draft, not saved", draft.type?.rawValue ?? "note", draft.severity?.rawValue, time(draft.timestamp)]
      let header = parts.compactMap(\.self).joined(separator: " · ")
      let box = AnnotationBox(
        id: draft.id, header: header, look: .draft, text: draft.text, place: placement.quotation?.lowerBound,
        quote: parent == nil ? quote(of: draft.anchor, at: placement) : nil)
      return (box, parent)
    }
  }

  private func header(of annotation: Annotation, _ placement: Placement) -> String {
    var parts: [String] = []
    if annotation.replyTo == nil {
      parts.append(annotation.type?.rawValue ?? "note")
      if let severity = annotation.severity { parts.append(severity.rawValue) }
      parts.append(annotation.isResolved ? "resolved" : "open")
    } else {
      parts.append("reply")
      if annotation.isConflict { parts.append("! both of you changed it") }
    }
    switch placement.state {
    case .exact, .moved: break
    case .edited:
      parts.append(
        placement.isOnUncertainLine
          ? "~ its place is uncertain"
          : placement.hasWords(of: annotation.anchor, in: outline)
            ? "~ changed around it" : "~ text has changed")
    case .confirm: parts.append("! moved and changed: is it still here?")
    case .ambiguous: parts.append(placement.candidates.count > 1 ? "! several places fit" : "! its place is in doubt")
    case .orphan: parts.append(placement.isKept ? "kept without a topic" : "! its topic is gone")
    }
    return (parts + [time(annotation.timestamp), annotation.author]).joined(separator: " · ")
  }

  /// `today 11:42`, or the day and the time, as the timestamp's own zone has them.
  private func time(_ timestamp: String) -> String {
    let day = String(timestamp.prefix(10))
    let clock = timestamp.dropFirst(11).prefix(5)
    return day == today ? "today \(clock)" : "\(day) \(clock)"
  }

  private func look(of mark: AnnotationMark, _ state: Placement.State) -> AnnotationLook {
    if state == .orphan { return .orphan }
    switch mark {
    case .review: return .review
    case .question: return state == .edited ? .edited : .question
    case .open: return state == .edited ? .edited : .open
    case .draft: return .draft
    case .resolved: return .resolved
    }
  }
}
