import Outline
import Seeding
import Testing

@testable import Search

@Suite struct RankingTests {
  private static func titles(_ query: String, _ notes: String) throws -> [String] {
    let outline = Outline(parsing: Array(notes.utf8))
    let hits = Matcher(try Query(parsing: query)).topics(in: outline).hits
    return hits.sorted { ($1.rank, $0.topic) < ($0.rank, $1.topic) }.map { outline.title(of: $0.topic) }
  }

  @Test("A form of a word in a title above counts as that form, not as the word itself") func formsAbove() throws {
    let notes = "- Structuring\n  - Sandwich feedback\n- Structurings feedback\n- Structuring feedback\n"
    #expect(
      try RankingTests.titles("structurings feedback", notes) == [
        "Structurings feedback", "Structuring feedback", "Sandwich feedback",
      ])
  }

  @Test("Of titles that have all words, the shorter come first") func brevity() throws {
    let notes = "- When to manage a team and when not to, and what a team needs then\n- Manage a team\n"
    #expect(try RankingTests.titles("manage team", notes).first == "Manage a team")
  }

  @Test("Conditions alone find topics at the very end, in pieces of any size", arguments: [1, 3, 7, 1000])
  func conditionsAlone(budget: Int) throws {
    for (notes, expected) in [("", 0), ("-", 1), ("- a\n-", 2), ("- a\n- b\n", 2), ("# a\n\n- b\n-", 3)] {
      let outline = Outline(parsing: Array(notes.utf8))
      let matcher = Matcher(try Query(parsing: "-zzz"))
      var found: [TopicIndex] = []
      var place: SearchPlace? = .start
      var rounds = 0
      while let start = place, rounds < 1000 {
        let (hits, next) = matcher.topics(in: outline, from: start, budget: budget)
        found += hits.map(\.topic)
        place = next
        rounds += 1
      }
      #expect(place == nil && found.count == expected && Set(found).count == expected, "\(notes)")
    }
  }

  @Test("What the filter passes over holds no needle", arguments: UInt64(1)...200)
  func startFilter(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let letters = Array("abAB &*[-\u{E9}\u{DF}1#")
    func text(_ count: Int) -> String { String((0..<count).map { _ in letters.randomElement(using: &random) ?? "a" }) }
    let needles = (0..<Int.random(in: 1...16, using: &random)).compactMap { _ in
      Needle(text(.random(in: 1...4, using: &random)), mindsCase: Bool.random(using: &random))
    }
    let filter = StartFilter(needles)
    var notes = text(.random(in: 0...120, using: &random))
    notes.withUTF8 { bytes in
      let haystack = Haystack(bytes: bytes)
      let starts = bytes.indices.filter { at in
        needles.contains {
          $0.firstBytes[Int(bytes[at])] && haystack.match($0, at: at, limit: bytes.count) != nil
        }
      }
      var at = 0
      while at < bytes.count {
        let next = filter.next(in: bytes, at..<bytes.count)
        #expect(!starts.contains { (at..<next).contains($0) })
        at = next + 1
      }
    }
  }

  @Test("Tags are words behind a sign, not what is code, a heading, a link or a number") func tags() {
    var scanner = TagScanner()
    let notes = """
      ---
      tags: [front, a/b]
      ---
      # Heading #one
      - two #two, (#three) and #a/b/c `#code` #12 x#no [link](x#anchor) #2024-plan
      - again #TWO

      ```
      #include <a>
      ```
      """
    scanner.add(Outline(parsing: Array(notes.utf8)))
    scanner.add(annotation: "see #two")
    #expect(
      scanner.tags.map { "\($0.name) \($0.count)" } == [
        "two 3", "a 2", "a/b 2", "a/b/c 1", "2024-plan 1", "front 1", "one 1", "three 1",
      ])
  }

  @Test(
    "Pictures that are embedded are pictures",
    arguments: [
      ("has:image", ["![[cat.png]]", "![x](y.jpg)"]), ("has:link", ["![[Note]]", "[a](b)"]),
    ]) func pictures(query: String, expected: [String]) throws
  {
    let rows = ["![[cat.png]]", "![x](y.jpg)", "![[Note]]", "[a](b)"]
    let outline = Outline(parsing: Array(rows.map { "- " + $0 + "\n" }.joined().utf8))
    let hits = Matcher(try Query(parsing: query)).topics(in: outline).hits
    #expect(hits.map { rows[$0.topic.int - 1] } == expected)
  }
}
