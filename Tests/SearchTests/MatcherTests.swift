import Annotations
import Outline
import Testing

@testable import Search

@Suite struct MatcherTests {
  static let notes = """
    # Hash maps

    A hash map is fast. #todo

    - Why *hashed*?
    - Counter
      - Rehash on growth

      A tail about a hash map.
    - Äpfel #todo/later
    - Maps
    """

  @Test(arguments: [
    (
      "hash",
      [
        "Hash maps title wholeWord", "Why hashed? title prefix", "Counter text wholeWord",
        "Rehash on growth title substring",
      ]
    ),
    ("Hash", ["Hash maps"]),
    ("hash map", ["Hash maps", "Counter"]),
    ("\"hash map\"", ["Hash maps", "Counter"]),
    ("hash -map", ["Why hashed?", "Rehash on growth"]),
    ("-s", ["Äpfel #todo/later"]),
    ("in:title map", ["Hash maps", "Maps"]),
    ("in:text map", ["Hash maps", "Counter"]),
    ("apfel", ["Äpfel #todo/later"]),
    ("#todo", ["Hash maps"]),
    ("tag:todo/later", ["Äpfel #todo/later"]),
    ("counter growth", []),
    ("counter tail", ["Counter"]),
    ("tail", ["Counter"]),
    ("counter -tail", []),
    ("in:note hash", []),
    ("type:question hash", []),
    ("-type:question counter", ["Counter"]),
    ("state:open", []),
    ("", []),
    ("absent", []),
  ])
  func topicsAreFoundByTheirTitleAndText(text: String, expected: [String]) throws {
    let outline = Outline(parsing: Array(Self.notes.utf8))
    let hits = Matcher(try Query(parsing: text)).topics(in: outline).hits
    let titles = hits.map { outline.title(of: $0.topic) }
    #expect(Set(titles).count == titles.count)
    #expect(
      titles.sorted()
        == expected.map { String($0.split(separator: " title ")[0].split(separator: " text ")[0]) }.sorted())
    for (hit, title) in zip(hits, titles) {
      let described = "\(title) \(hit.rank.field) \(hit.rank.quality)"
      #expect(!expected.contains { $0.contains(" title ") } || expected.contains(described), "\(described)")
    }
  }

  @Test(arguments: ["hash", "a", "map", "-map", "counter tail", "e", "\"hash map\"", "#todo"])
  func anyBudgetFindsTheSame(text: String) throws {
    let outline = Outline(parsing: Array(Self.notes.utf8))
    let matcher = Matcher(try Query(parsing: text))
    let whole = matcher.topics(in: outline)
    #expect(whole.next == nil)
    #expect(!whole.hits.isEmpty)
    for budget in [1, 2, 3, 7, 20, 100, .max] {
      var hits: [TopicHit] = []
      var place: SearchPlace? = .start
      var steps = 0
      while let start = place, steps < 1_000 {
        let part = matcher.topics(in: outline, from: start, budget: budget)
        hits += part.hits
        place = part.next
        steps += 1
      }
      #expect(place == nil)
      #expect(hits.sorted { $0.topic < $1.topic } == whole.hits.sorted { $0.topic < $1.topic }, "budget \(budget)")
    }
  }

  @Test(arguments: [
    ("heap", "n"), ("HEAP", nil), ("heap -fast", "n"), ("heap -slow", nil), ("#later", "n"), ("#late", nil),
    ("type:question", "n"), ("type:note", nil), ("-type:note heap", "n"), ("state:open", "n"), ("state:resolved", nil),
    ("state:review", "n"), ("state:orphan", nil), ("-state:orphan", "n"), ("in:note heap", "n"), ("in:title heap", nil),
    ("in:text state:open", nil),
  ])
  func annotationsAreFoundByTextAndState(text: String, id: String?) throws {
    let annotation = SearchableAnnotation(
      id: "n", text: "a slow heap? #later", type: .question, needsReview: true)
    #expect(Matcher(try Query(parsing: text)).match(annotation)?.id == id)
  }

  @Test("Annotations are found by how their places were found again; drafts by none of that")
  func annotationsAreFoundByPlacement() throws {
    for state in Placement.State.allCases {
      let annotation = SearchableAnnotation(id: "n", text: "heap", placement: state)
      for other in Placement.State.allCases {
        let matcher = Matcher(try Query(parsing: "state:\(other.rawValue)"))
        #expect((matcher.match(annotation) != nil) == (state == other))
        let outline = Outline(parsing: Array("- a\n".utf8))
        let anchor = Anchor(of: TopicIndex(1), in: outline, blob: nil)
        #expect(
          matcher.match(SearchableAnnotation(Draft(id: "d", purpose: .new, anchor: anchor, timestamp: ""))) == nil)
      }
    }
  }

  @Test func titlesComeBeforeAnnotationsBeforeText() {
    let ranks = [
      Rank(field: .title, quality: .everything), Rank(field: .title, quality: .wholeWord),
      Rank(field: .title, quality: .prefix), Rank(field: .title, quality: .substring),
      Rank(field: .annotation, quality: .wholeWord), Rank(field: .text, quality: .wholeWord),
      Rank(field: .text, quality: .prefix),
    ]
    #expect(ranks.sorted(by: >) == ranks)
  }

  @Test func everyOccurrenceIsHighlightedOnce() throws {
    let matcher = Matcher(try Query(parsing: "ab abc -x #t"))
    #expect(matcher.ranges(in: "ab abc x ABAB #t #tt") == [0..<2, 3..<6, 9..<13, 14..<16])
    let outline = Outline(parsing: Array("# ab\n\nab *abc*".utf8))
    #expect(
      matcher.ranges(in: outline, ByteOffset(4)..<ByteOffset(99)) == [
        ByteOffset(6)..<ByteOffset(8), ByteOffset(10)..<ByteOffset(13),
      ])
  }
}
