import Outline
import Testing

@testable import Annotations

@Suite struct ResolverTests {
  private func outline(_ text: String) -> Outline { Outline(parsing: Array(text.utf8)) }

  /// Returns a resolver's answer with lines in place of topics, 0 for the root.
  private func found(_ placement: Placement, in outline: Outline) -> Mutation.Expectation {
    func line(_ topic: TopicIndex) -> Int { topic == .root ? 0 : outline[topic].line.int }
    return .init(0, placement.state, line(placement.topic), candidates: placement.candidates.map(line))
  }

  private func check(_ mutation: Mutation, _ placements: [Placement], _ new: Outline) {
    #expect(placements.count == mutation.expected.count)
    for (placement, expected) in zip(placements, mutation.expected) {
      let found = found(placement, in: new)
      #expect(found.state == expected.state, "line \(expected.line) of “\(mutation.name)”: \(found)")
      #expect(found.now == expected.now, "line \(expected.line) of “\(mutation.name)”: \(found)")
      if !expected.candidates.isEmpty { #expect(found.candidates == expected.candidates) }
    }
  }

  @Test(arguments: mutations) func `with the old text at hand`(_ mutation: Mutation) {
    let old = outline(mutation.before)
    let new = outline(mutation.after)
    let topics = mutation.expected.map { old.topic(atLine: LineNumber($0.line)) }
    let anchors = Anchor.remembering(topics, in: old, blob: "old")
    check(mutation, AnchorResolver.place(anchors, in: new, oldSources: { $0 == "old" ? old : nil }), new)
  }

  @Test(arguments: mutations) func `from what annotations remember`(_ mutation: Mutation) {
    let old = outline(mutation.before)
    let new = outline(mutation.after)
    let topics = mutation.expected.map { old.topic(atLine: LineNumber($0.line)) }
    check(mutation, AnchorResolver.place(Anchor.remembering(topics, in: old, blob: "old"), in: new), new)
  }

  @Test(arguments: mutations) func `deleted and restored is as it was`(_ mutation: Mutation) {
    let old = outline(mutation.before)
    let anchors = Anchor.remembering(Array(old.indices), in: old, blob: nil)
    // Nothing is kept from one time to the next, so what the text was in between does not matter.
    _ = AnchorResolver.place(anchors, in: outline(mutation.after))
    #expect(AnchorResolver.place(anchors, in: old).map(\.topic) == Array(old.indices))
    #expect(AnchorResolver.place(anchors, in: old).allSatisfy { $0.state == .exact })
  }

  @Test(arguments: mutations) func `no annotation is without a place to be shown at`(_ mutation: Mutation) {
    let old = outline(mutation.before)
    let new = outline(mutation.after)
    let anchors = Anchor.remembering(Array(old.indices), in: old, blob: "old")
    for placements in [
      AnchorResolver.place(anchors, in: new), AnchorResolver.place(anchors, in: new, oldSources: { _ in old }),
    ] {
      #expect(placements.count == anchors.count)
      #expect(placements.allSatisfy { new.indices.contains($0.topic) })
      #expect(placements.allSatisfy { $0.candidates.count <= 3 })
    }
  }

  @Test func `a confirmed place counts before the first`() {
    let old = outline("# A\n- first words of all\n- quite another matter\n")
    let new = outline("# A\n- nothing like it\n- quite another matter\n")
    var anchors = Anchor.remembering([TopicIndex(2)], in: old, blob: nil)
    anchors[0].confirmed = Anchor.remembering([TopicIndex(3)], in: old, blob: nil)
    let placement = AnchorResolver.place(anchors, in: new)[0]
    #expect(placement.state == .exact)
    #expect(placement.topic == TopicIndex(3))
  }

  @Test func `the first place counts again when the confirmed one is gone`() {
    let old = outline("# A\n- first words of all\n- quite another matter\n")
    let new = outline("# A\n- first words of all\n")
    var anchors = Anchor.remembering([TopicIndex(2)], in: old, blob: nil)
    anchors[0].confirmed = Anchor.remembering([TopicIndex(3)], in: old, blob: nil)
    let placement = AnchorResolver.place(anchors, in: new)[0]
    #expect(placement == Placement(state: .exact, topic: TopicIndex(2)))
  }

  @Test(arguments: mutations) func `what is known is what a search finds`(_ mutation: Mutation) {
    let old = outline(mutation.before)
    let new = outline(mutation.after)
    let topics = mutation.expected.map { old.topic(atLine: LineNumber($0.line)) }
    let anchors = Anchor.remembering(topics, in: old, blob: "old")
    var placementCache = PlacementCache(blob: "new", oldSources: ["old": old])
    // One by one, as they are written, and then at once.
    for count in anchors.indices { _ = placementCache.place(Array(anchors[...count]), in: new) }
    check(mutation, placementCache.place(anchors, in: new), new)
    #expect(placementCache.place(anchors, in: outline("")) == placementCache.place(anchors, in: new))
    #expect(placementCache.isFor(blob: "new", oldVersions: ["old"]))
    #expect(
      !placementCache.isFor(blob: "new", oldVersions: []) && !placementCache.isFor(blob: nil, oldVersions: ["old"]))
  }

  @Test func `losing most at once is told`() {
    let lost = Placement(state: .orphan, topic: .root)
    let kept = Placement(state: .exact, topic: .root)
    func placements(_ lostCount: Int, _ keptCount: Int) -> [Placement] {
      Array(repeating: lost, count: lostCount) + Array(repeating: kept, count: keptCount)
    }
    #expect(!AnchorResolver.isAnotherFile(placements(19, 0)))
    #expect(AnchorResolver.isAnotherFile(placements(20, 6)))
    #expect(!AnchorResolver.isAnotherFile(placements(20, 7)))
    #expect(AnchorResolver.isAnotherFile(placements(500, 10_000)))
    #expect(!AnchorResolver.isAnotherFile(placements(500, 10_000), lostBefore: [3]))
  }

  @Test func `a tree hundreds of topics deep is matched`() {
    let deep = String(repeating: "- ", count: 300) + "the innermost of all"
    let old = outline(deep)
    let new = outline("# Title\n\n" + deep)
    let matches = AnchorResolver.match(old, new)
    #expect(old.maximumDepth >= 300)
    #expect(matches.last?.topic == TopicIndex(new.count - 1))
  }

  @Test func `a path ten thousand topics long is followed`() {
    let path = (0..<10_000).map { "topic \($0)" }
    let anchor = Anchor(
      target: .topic, line: 3, endLine: 3, selectedText: "- topic 9999", evidence: .init(path: path))
    let new = outline("# topic 0\n## topic 1\n")
    let placement = AnchorResolver.place([anchor], in: new)[0]
    #expect(placement.state == .orphan)
    #expect(placement.topic == TopicIndex(2))
  }

  @Test func `everything in its place is exact in both ways of asking`() {
    let old = outline(Mutation.note)
    #expect(AnchorResolver.match(old, old).allSatisfy { $0.state == .exact })
    #expect(AnchorResolver.match(old, old).map(\.topic) == old.indices.map { $0 })
  }
}
