import Foundation
import ProgramHarness
import Testing

/// The output of `gloss search`.
@Suite struct SearchCommandTests {
  let place: TemporaryHome

  static let maps = """
    # Maps

    ## Dicts

    - A **dict** keeps the [order](https://example.org/order "of insertion") of insertion. Sentences follow, long ones, \
    so that the line does not fit into any terminal that people have, and the word zebra comes late in it, after all that.
    - Counters count `things`
      - generator of counts

    ## Sets

    Nothing here about caf&eacute;s.
    """

  init() throws {
    place = try TemporaryHome()
    try place.write(Self.maps, to: "maps.md")
    try place.write("# Other\n\n- A counter\n- Zebras\n", to: "more/other.md")
    try place.gloss("annotate", "maps.md", "--topic", "Maps > Sets", "--text", "is a set a dict?", "--type", "question")
  }

  @Test(
    "Hits are lines of file, line, topics and text",
    arguments: [
      (["things"], ["maps.md:6: Maps > Dicts > Counters count things"]),
      (["cafés"], ["maps.md:11: Maps > Sets: Nothing here about cafés."]),
      (["dict type:question"], ["maps.md:9: Maps > Sets: is a set a dict?"]),
      (["\"order of insertion\"", "--limit", "1"], []),
      (["counter", "-l"], ["maps.md", "more/other.md"]),
      (["counter", "-c"], ["maps.md:1", "more/other.md:1"]),
      (["counter", "-c", "--limit", "1"], ["maps.md:1"]),
      (
        ["counters sort:place"],
        ["maps.md:6: Maps > Dicts > Counters count things", "more/other.md:3: Other > A counter"]
      ),
      (["path:more zebra"], ["more/other.md:4: Other > Zebras"]),
      (["/^- Z/"], ["more/other.md:4: Other > Zebras: Zebras"]),
      (["in:sets nothing"], ["maps.md:11: Maps > Sets: Nothing here about cafés."]),
      (
        ["things", "-C", "1"],
        [
          "maps.md-5-" + String(maps.split(separator: "\n").first { $0.hasPrefix("- A") }!.prefix(400)),
          "maps.md:6: Maps > Dicts > Counters count things", "maps.md-7-  - generator of counts",
        ]
      ),
    ])
  func lines(words: [String], expected: [String]) throws {
    let outcome = try place.gloss(arguments: ["search", words[0], "."] + words.dropFirst())
    let lines = outcome.lines.map { $0.replacing("./", with: "") }
    if words[0].contains("insertion") {
      #expect(lines.count == 1 && lines[0].hasPrefix("maps.md:5: Maps > Dicts > A dict keeps the order of insertion."))
    } else {
      #expect(lines == expected)
    }
  }

  @Test(
    "Other forms are named on standard error, and words that are nowhere",
    arguments: [
      ("generators", 0, "generator · 1, for “generators”"), ("genrator", 0, "generator · 1, for “genrator”"),
      ("1234", 1, "“1234” is nowhere"), ("tittle:maps", 1, "Is it “title:”?"), ("/zz+y/", 1, "nothing matches /zz+y/"),
      ("xylophon", 1, "“xylophon” is nowhere"), ("counter xylophon", 1, "“xylophon” is nowhere"),
      ("things sets", 1, "these words are nowhere together"),
      ("things zebra", 0, "the words stand in neighbouring topics"),
      ("is:opne", 2, "There is no is:opne. Is it is:open? (column 4)"),
      ("(a /b[/", 2, "The regular expression is wrong"),
    ])
  func forms(query: String, status: Int32, message: String) throws {
    let outcome = try place.gloss("search", query, "maps.md")
    #expect(outcome.status == status)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test("JSON has the whole text and the places of the matches") func json() throws {
    let outcome = try place.gloss("search", "zebra", "maps.md", "--json")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let text = try #require(object["text"] as? String)
    #expect(text.hasPrefix("- A **dict**") && text.hasSuffix("after all that."))
    let matches = try #require(object["matches"] as? [[Int]])
    let scalars = Array(text.unicodeScalars)
    #expect(matches.map { String(String.UnicodeScalarView(scalars[$0[0]..<$0[1]])) } == ["zebra"])
    #expect(object["line"] as? Int == 5 && object["column"] as? Int == matches[0][0] + 1)
    #expect(object["path"] as? [String] == ["Maps", "Dicts"])
  }

  @Test("Colours are there where they are asked for, and nowhere else") func colors() throws {
    let escape = "\u{1B}["
    #expect(try !place.gloss("search", "zebra", "maps.md").output.contains(escape))
    let colored = try place.gloss("search", "cafés", "maps.md", "--color", "always").output
    #expect(colored.contains("\(escape)1;31mcafés\(escape)0m") && colored.contains("\(escape)35mmaps.md\(escape)0m"))
  }

  @Test("Control characters reach nobody's terminal") func controls() throws {
    try place.write("# Bad \u{1B}]0;title\u{7}\n\ntext \u{9B}31m here\n", to: "bad.md")
    for query in ["here", "bad"] {
      let output = try place.gloss("search", query, "bad.md").output
      #expect(
        !output.isEmpty && !output.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
    }
  }
}
