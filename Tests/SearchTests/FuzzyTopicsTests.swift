import Outline
import Seeding
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

@Suite struct FuzzyScorerTests {
  @Test(arguments: 0..<30 as Range<UInt64>) func plainTitlesScoreAsAllDo(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let letters = Array("abcAB /-._12 ")
    func text(_ length: Int) -> String {
      String((0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
    }
    for _ in 0..<200 {
      let pattern = FuzzyPattern(text(Int.random(in: 1...4, using: &random)).lowercased())
      guard !pattern.isEmpty else { continue }
      var title = text(Int.random(in: 0...14, using: &random))
      var scorer = try #require(pattern.scorer)
      let score = title.withUTF8 { scorer.score($0) }
      #expect(score == pattern.match(title)?.score, "\(pattern.text) in \(title)")
    }
  }

  @Test(arguments: [("cuonter", "Counter"), ("coutner", "Counter"), ("counzter", "Counter"), ("dcit", "Dict")])
  func oneSlipIsForgiven(typed: String, title: String) {
    let pattern = FuzzyPattern(typed)
    #expect(pattern.match(title) == nil)
    #expect(pattern.forgiving.contains { $0.match(title) != nil })
  }
}
