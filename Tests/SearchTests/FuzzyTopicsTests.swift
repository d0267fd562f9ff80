import Outline
import Testing

@testable import Search

@Suite struct FuzzyTopicsTests {
  static let notes = "# Data types\n\n- Dicts\n- *Da*te\n- &Auml;d &amp; t\n- étude d'art\n- Other\n- dt\n-\n"

  @Test(arguments: ["dt", "d", "DT", "ät", "a&", "t d", "zz", ""])
  func theBestTitlesAreFoundWhateverTheBudget(text: String) {
    let outline = Outline(parsing: Array(Self.notes.utf8))
    let pattern = FuzzyPattern(text)
    let all = outline.indices.dropFirst().compactMap { topic -> FuzzyHit? in
      let title = outline.title(of: topic)
      return title.isEmpty ? nil : pattern.match(title).map { FuzzyHit(topic: topic, title: title, match: $0) }
    }.sorted(by: >)
    for limit in [1, 3, 100] {
      #expect(pattern.topics(in: outline, limit: limit).hits == Array(all.prefix(limit)))
      for budget in [1, 2, 100] {
        var hits: [FuzzyHit] = []
        var place: TopicIndex? = .root
        while let start = place {
          let part = pattern.topics(in: outline, from: start, limit: limit, budget: budget)
          hits += part.hits
          place = part.next
        }
        #expect(Array(hits.sorted(by: >).prefix(limit)) == Array(all.prefix(limit)))
      }
    }
  }
}
