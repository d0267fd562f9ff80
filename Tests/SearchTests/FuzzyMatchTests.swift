import Testing

@testable import Search

@Suite struct FuzzyMatchTests {
  @Test(arguments: [
    ("cnt", "Counter", "[C]ou[nt]er"),
    ("cnt", "Can Not Talk", "[C]an [N]ot [T]alk"),
    ("bdt", "Basic Data Types", "[B]asic [D]ata [T]ypes"),
    ("data", "date data", "date [data]"),
    ("ot", "no other", "no [ot]her"),
    ("map dict", "Dicts and maps", "[Dict]s and [map]s"),
    ("gM", "getMap", "[g]et[M]ap"),
    ("xyz", "Counter", nil),
    ("tc", "ct", nil),
    ("aa", "a", nil),
    ("Ab", "ab", "[ab]"),
  ])
  func lettersAreMatchedWhereTheyMeanMost(pattern: String, title: String, expected: String?) {
    let match = FuzzyPattern(pattern).match(title)
    #expect(match.map { marked(title, $0.ranges) } == expected)
  }

  @Test func marksAreOptional() {
    #expect(FuzzyPattern("ete").match("l’été").map { marked("l’été", $0.ranges) } == "l’[été]")
    #expect(FuzzyPattern("été").match("ete") != nil)
  }

  @Test(arguments: [
    ("map", ["Map", "Roadmap", "remeasured up"]),
    ("hash", ["Hash", "Why hashed?", "the ash"]),
    ("fs", ["Functions & scopes", "offset"]),
    ("dict", ["Dicts", "did I cut"]),
    ("dict", ["Dictionary", "A dict", "a-dict"]),
    ("tree", ["trees.md", "a/trees.md", "the reed"]),
    ("dir/fi", ["dir/file.md", "dire/of i"]),
    ("Go", ["Go on", "go on"]),
    ("été", ["l’été", "l’ete"]),
  ])
  func betterTitlesScoreHigher(pattern: String, titles: [String]) throws {
    let scores = try titles.map { try #require(FuzzyPattern(pattern).match($0)).score }
    for (better, worse) in zip(scores, scores.dropFirst()) { #expect(better >= worse) }
    #expect(scores.first != scores.last)
  }

  @Test func howeverFarApartTheLettersAreTheyMatch() throws {
    let far = "a" + String(repeating: " filler", count: 60) + "z"
    let further = "a" + String(repeating: " filler", count: 120) + "z"
    #expect(try #require(FuzzyPattern("az").match(far)).score >= 0)
    #expect(FuzzyPattern("az").match(further) != nil)
    #expect(FuzzyPattern("zaz").match(far) == nil)
  }

  @Test func wordsOfThePathAreLeftOut() {
    let pattern = FuzzyPattern("py count")
    #expect(pattern.without(wordsIn: "notes/Python.md").map { $0.match("Counter") != nil } == true)
    #expect(pattern.without(wordsIn: "notes/Python.md")?.match("py") == nil)
    #expect(pattern.without(wordsIn: "notes") == nil && pattern.without(wordsIn: "pycount") == nil)
    #expect(FuzzyPattern("py").without(wordsIn: "python") == nil)
  }

  @Test func theEmptyPatternMatchesEverything() {
    #expect(FuzzyPattern(" ").match("x") == FuzzyMatch(score: 0, ranges: []))
  }

  @Test func theAlignmentIsTheBestThereIs() {
    let letters: [Character] = ["a", "b", " ", "B"]
    for length in 1...5 {
      for number in 0..<Int(pow4(length)) {
        let title = String((0..<length).map { letters[number / Int(pow4($0)) % 4] })
        for pattern in ["a", "ab", "ba", "aba"] {
          let match = FuzzyPattern(pattern).match(title)
          let folded = title.lowercased()
          #expect((match != nil) == isSubsequence(pattern, of: folded), "\(pattern) in \(title)")
          let positions = match?.ranges.flatMap(Array.init) ?? []
          if match != nil { #expect(String(positions.map { Array(folded)[$0] }) == pattern) }
        }
      }
    }
  }

  private func pow4(_ exponent: Int) -> Int { 1 << (2 * exponent) }

  private func isSubsequence(_ pattern: String, of text: String) -> Bool {
    var rest = pattern[...]
    for letter in text where letter == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }

  private func marked(_ title: String, _ ranges: [Range<Int>]) -> String {
    let bytes = Array(title.utf8)
    var text: [UInt8] = []
    for offset in 0...bytes.count {
      if ranges.contains(where: { $0.upperBound == offset }) { text.append(0x5D) }
      if ranges.contains(where: { $0.lowerBound == offset }) { text.append(0x5B) }
      if offset < bytes.count { text.append(bytes[offset]) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
