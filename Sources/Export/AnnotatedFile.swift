import Annotations
import Outline

/// A file with what was written about it, ready to be given out in another form.
package struct AnnotatedFile: Sendable {
  /// One annotation of a thread.
  package struct Entry: Hashable, Sendable {
    /// The annotation itself.
    package var annotation: Annotation
    /// The place that it was found at.
    package var placement: Placement
    /// 0 for what begins the thread, 1 for a reply to it.
    package var level: Int
    /// Whether a quotation's own words stand there as they were.
    package var hasItsWords = false
  }

  /// The name of the file in titles and links: its path as people gave it.
  package let name: String
  /// The text of the file by topics.
  package let outline: Outline
  /// Threads by the topic that they are shown with, each with its replies behind what they answer.
  package let threads: [TopicIndex: [[Entry]]]
  /// The part of the file that is shown.
  package let scope: ExportScope
  /// The topics that are folded, where an export can fold.
  package let folded: Set<TopicIndex>

  /// - Parameter placements: The place of each of `annotations`, in their order.
  package init(
    name: String, outline: Outline, annotations: [Annotation], placements: [Placement], scope: ExportScope = .all,
    folded: Set<TopicIndex> = []
  ) {
    self.name = name
    self.outline = outline
    self.scope = scope
    self.folded = folded
    var threads: [TopicIndex: [[Entry]]] = [:]
    for thread in Self.threads(annotations, placements, outline) {
      guard let first = thread.first else { continue }
      threads[first.placement.topic, default: []].append(thread)
    }
    self.threads = threads
  }

  /// The annotated topics in document order.
  package var annotatedTopics: [TopicIndex] { threads.keys.sorted() }

  private static func threads(
    _ annotations: [Annotation], _ placements: [Placement], _ outline: Outline
  ) -> [[Entry]] {
    let ids = Set(annotations.map(\.id))
    var replies: [String: [Int]] = [:]
    var isReply = Array(repeating: false, count: annotations.count)
    for (index, annotation) in annotations.enumerated() {
      guard let parent = annotation.replyTo, parent != annotation.id, ids.contains(parent) else { continue }
      replies[parent, default: []].append(index)
      isReply[index] = true
    }
    var seen = Array(repeating: false, count: annotations.count)
    var threads: [[Entry]] = []
    // Replies that answer each other in a ring are reached from none; the first of them begins a thread then.
    for first in annotations.indices.filter({ !isReply[$0] }) + Array(annotations.indices) where !seen[first] {
      var thread: [Entry] = []
      var pending = [(index: first, level: 0)]
      while let (index, level) = pending.popLast() {
        if seen[index] { continue }
        seen[index] = true
        let (annotation, placement) = (annotations[index], placements[index])
        thread.append(
          Entry(
            annotation: annotation, placement: placement, level: level,
            hasItsWords: placement.hasWords(of: annotation.anchor, in: outline)))
        pending += (replies[annotations[index].id] ?? []).reversed().map { ($0, level + 1) }
      }
      threads.append(thread)
    }
    return threads
  }
}

extension AnnotatedFile.Entry {
  /// `question · high · open · 2026-03-02 18:22 · Ada (ada)`, with the resolver's doubts where it has any.
  package var header: String {
    var parts: [String] = []
    if annotation.replyTo == nil {
      parts.append(annotation.type?.rawValue ?? "note")
      if let severity = annotation.severity { parts.append(severity.rawValue) }
      parts.append(annotation.isResolved ? "resolved" : "open")
    } else {
      parts.append("reply")
    }
    if level == 0, let doubt { parts.append(doubt) }
    parts.append(annotation.timestamp.prefix(10) + " " + annotation.timestamp.dropFirst(11).prefix(5))
    if !annotation.author.isEmpty { parts.append(annotation.author) }
    return OneLine.text(parts.joined(separator: " · "))
  }

  /// The doubt about its place, in words; nil where there is none.
  private var doubt: String? {
    switch placement.state {
    case .exact, .moved: nil
    case .edited:
      placement.isOnUncertainLine
        ? "its place is uncertain" : hasItsWords ? "the text around it has changed" : "the text has changed"
    case .confirm: "moved and changed"
    case .ambiguous: placement.candidates.count > 1 ? "several places fit" : "its place is in doubt"
    case .orphan: "its topic is gone"
    }
  }

  /// The text that it speaks of, where that is not simply the topic that it is shown with: the quotation, or what was
  /// there.
  package var quoted: String? {
    if annotation.anchor.target == .quote { return annotation.anchor.selectedText }
    return level == 0 && !placement.state.isAttached ? annotation.anchor.selectedText : nil
  }
}
