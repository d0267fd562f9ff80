import Annotations
import Outline

/// The counts of annotations in words, and the work that waits at the start.
extension NotebookState {
  /// Spells out what the marks and numbers of the selected row stand for.
  mutating func sayCounts() {
    let parts = annotationWords(of: selection) + readingWords(of: selection)
    say(parts.isEmpty ? .noAnnotations : .counts(parts.joined(separator: between.parts)))
  }

  private func annotationWords(of row: RowID) -> [String] {
    let document = documents[row.file]
    let topics = document.map { $0.outline.subtree(of: row.topic) }
    let tally =
      row.topic == .root ? annotating.tallies[row.file] : topics.flatMap { document?.index.tally(of: $0) }
    var parts: [String] = []
    for mark in AnnotationMark.allCases {
      guard let count = tally?[mark], count > 0 else { continue }
      let words =
        switch mark {
        case .review: "to review"
        case .question: count == 1 ? "open question" : "open questions"
        case .open: count == 1 ? "open note" : "open notes"
        case .draft: count == 1 ? "draft" : "drafts"
        case .resolved: "resolved"
        }
      parts.append("\(mark.glyph(ascii: options.ascii)) \(count) \(words)")
    }
    if let topics, let answers = document?.index.answerCount(of: topics), answers > 0 {
      parts.append(answers == 1 ? "1 reply, not counted" : "\(answers) replies, not counted")
    }
    return parts
  }

  private func readingWords(of row: RowID) -> [String] {
    guard let document = documents[row.file] else { return [] }
    guard let state = document.reading, !state.isEmpty else { return [] }
    let topics = document.outline.subtree(of: row.topic)
    var parts: [String] = []
    if state.read.count(in: topics) > 0 { parts.append("\(state.read.count(in: topics)) of \(topics.count) read") }
    if state.again.count(in: topics) > 0 { parts.append("\(state.again.count(in: topics)) to be read again") }
    if state.unseen.count(in: topics) > 0 { parts.append("\(state.unseen.count(in: topics)) new or changed") }
    return parts
  }

  /// Says what waits, as long as the reader has pressed nothing yet and nothing else is being said: more becomes known
  /// while the notes are read.
  mutating func sayWaiting() {
    guard screen.isGreeting, message == nil || message == screen.greeting else { return }
    let tally = annotating.tallies[FileTree.root]
    var unread = 0
    for file in tree.files where files.reading(of: file)?.state.read.isEmpty == false {
      unread += stopCount(of: .unread, in: file)
    }
    let (review, drafts) = (tally?[.review] ?? 0, tally?[.draft] ?? 0)
    guard review + drafts + unread > 0 else { return }
    screen.greet(message(for: .waiting(review: review, drafts: drafts, unread: unread)))
  }
}
