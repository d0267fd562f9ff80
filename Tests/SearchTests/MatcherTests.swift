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
    ("Hash", ["Hash maps", "Why hashed?", "Counter", "Rehash on growth"]),
    ("case:yes Hash", ["Hash maps"]),
    ("hashing", ["Hash maps", "Why hashed?", "Counter"]),
    ("\"hashing\"", []),
    ("hash map", ["Hash maps", "Why hashed?", "Counter", "Rehash on growth", "Maps"]),
    ("\"hash map\"", ["Hash maps", "Counter"]),
    ("hash -map", ["Why hashed?", "Rehash on growth"]),
    ("-s", ["Äpfel #todo/later"]),
    ("title:map", ["Hash maps", "Maps"]),
    ("text:map", ["Hash maps", "Counter"]),
    ("text:map -title:map", ["Counter"]),
    ("apfel", ["Äpfel #todo/later"]),
    ("ÄPFEL", ["Äpfel #todo/later"]),
    ("#todo", ["Hash maps", "Äpfel #todo/later"]),
    ("tag:todo/later", ["Äpfel #todo/later"]),
    ("tag:tod", []),
    ("counter growth", ["Rehash on growth"]),
    ("counter tail", ["Counter"]),
    ("tail", ["Counter"]),
    ("counter -tail", []),
    ("apfel OR tail", ["Counter", "Äpfel #todo/later"]),
    ("(apfel OR tail) -counter", ["Äpfel #todo/later"]),
    ("/gr.w/", ["Rehash on growth"]),
    ("/^- M/", ["Maps"]),
    ("/GR.W/", []),
    ("/GR.W/i", ["Rehash on growth"]),
    ("/h\\n/", []),
    ("note:hash", []),
    ("level:1", ["Hash maps"]),
    ("in:counter", ["Counter", "Rehash on growth"]),
    ("in:\"hash > counter\" rehash", ["Rehash on growth"]),
    ("type:question hash", []),
    ("-type:question counter", ["Counter", "Rehash on growth"].filter { $0 == "Counter" }),
    ("is:open", []),
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

  @Test(arguments: [
    "hash", "a", "map", "-map", "counter tail", "e", "\"hash map\"", "#todo", "/a./", "hashing", "a OR -map", "level:1",
  ])
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
    ("heap", "n"), ("HEAP", "n"), ("case:yes HEAP", nil), ("heaps", "n"), ("heap -fast", "n"), ("heap -slow", nil),
    ("#later", "n"), ("#late", nil), ("type:question", "n"), ("type:note", nil), ("-type:note heap", "n"),
    ("is:open", "n"), ("is:resolved", nil), ("state:review", "n"), ("is:orphan", nil), ("-is:orphan", "n"),
    ("note:heap", "n"), ("title:heap", nil), ("text:heap is:open", nil), ("/he.p/", "n"), ("has:code", nil),
    ("after:2024-05-01", "n"), ("before:2024-05-01", nil), ("after:2d", "n"), ("after:1d", nil),
    ("counter heap", "n"), ("counter", nil), ("title:counter is:open", "n"), ("level:1", nil),
  ])
  func annotationsAreFoundByTextAndState(text: String, id: String?) throws {
    var annotation = SearchableAnnotation(
      id: "n", text: "a slow heap? #later", type: .question, needsReview: true)
    annotation.day = Day(year: 2024, month: 5, day: 13)
    var facts = FileFacts()
    facts.today = try #require(Day(year: 2024, month: 5, day: 15))
    let hit = Matcher(try Query(parsing: text)).match(annotation, titles: ["Maps", "Counter"], facts: facts)
    #expect(hit?.id == id)
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
      Rank(field: .path, quality: .wholeWord), Rank(field: .title, quality: .everything, isExact: false),
      Rank(field: .title, quality: .wholeWord, form: .stem), Rank(field: .title, quality: .wholeWord, form: .variant),
      Rank(field: .title, quality: .wholeWord, form: .typo),
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
