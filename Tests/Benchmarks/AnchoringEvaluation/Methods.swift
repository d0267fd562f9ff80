import Annotations
import Outline

/// A way of finding topics again.
enum Method: String, CaseIterable {
  /// The old source is known.
  case tree
  /// Anchors' own evidence, ten annotations in the file at a time.
  case evidence
  /// The method of many programs: the same titles from the top down, and the same one of those that share them.
  case pathAndOrdinal = "path+ordinal"

  struct Answer {
    var state: Placement.State
    var topic: TopicIndex?
    var candidates: [TopicIndex]
  }

  /// Answers for the topics of `example.truth`, in their order.
  func answers(_ example: Case) -> [Answer] {
    switch self {
    case .tree:
      let matches = AnchorResolver.match(example.old, example.new)
      return example.truth.map {
        let match = matches[$0.old.int]
        return Answer(state: match.state, topic: match.topic, candidates: match.candidates)
      }
    case .evidence: return evidence(example)
    case .pathAndOrdinal: return pathAndOrdinal(example)
    }
  }

  private func evidence(_ example: Case) -> [Answer] {
    let anchors = Anchor.remembering(example.truth.map(\.old), in: example.old, blob: nil)
    let batches = max(1, anchors.count / 10)
    var answers: [Answer?] = Array(repeating: nil, count: anchors.count)
    for batch in 0..<batches {
      let members = Array(stride(from: batch, to: anchors.count, by: batches))
      let placements = AnchorResolver.place(members.map { anchors[$0] }, in: example.new)
      for (member, placement) in zip(members, placements) {
        answers[member] = Answer(
          state: placement.state, topic: placement.state.isAttached ? placement.topic : nil,
          candidates: placement.candidates)
      }
    }
    return answers.map { $0 ?? Answer(state: .orphan, topic: nil, candidates: []) }
  }

  private func pathAndOrdinal(_ example: Case) -> [Answer] {
    let old = keys(example.old)
    let new = keys(example.new)
    let places = Dictionary(uniqueKeysWithValues: new.indices.map { (new[$0], TopicIndex($0)) })
    return example.truth.map {
      let found = places[old[$0.old.int]]
      return Answer(state: found == nil ? .orphan : .exact, topic: found, candidates: [])
    }
  }

  private struct Key: Hashable {
    var parent: Int
    var title: String
    var ordinal: Int
  }

  /// By topic: the same number for the same path with the same ordinals, across outlines.
  private func keys(_ outline: Outline) -> [String] {
    var paths = [""]
    var seen: [Key: Int] = [:]
    for topic in outline.indices.dropFirst() {
      let parent = outline.parent(of: topic)?.int ?? 0
      let title = outline.title(of: topic)
      let ordinal = seen[Key(parent: parent, title: title, ordinal: 0), default: 0]
      seen[Key(parent: parent, title: title, ordinal: 0)] = ordinal + 1
      paths.append(paths[parent] + "\u{1}" + title + "\u{2}\(ordinal)")
    }
    return paths
  }
}
