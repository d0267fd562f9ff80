import Annotations
import Outline
import Testing

@testable import Search

@Suite struct NearnessTests {
  /// Notes in which `‹` stands before the place that the cursor is to go to.
  private static func place(_ query: String, _ marked: String) throws -> (found: Int?, wanted: Int) {
    let wanted = marked.prefix { $0 != "‹" }.utf8.count
    let outline = Outline(parsing: Array(marked.replacing("‹", with: "").utf8))
    let hits = Matcher(try Query(parsing: query)).topics(in: outline).hits
    let best = hits.max { ($0.rank, $1.topic) < ($1.rank, $0.topic) }
    return (best?.lead(in: outline)?.range.lowerBound.int, wanted)
  }

  @Test(
    "A hit is where its words stand nearest together",
    arguments: [
      ("noise generators", "- Sound\n  noise is loud, generators too. Noise.\n\n  Some ‹noise generators hum.\n"),
      ("generators noise", "- Sound\n  generators are loud, and so is noise.\n\n  Some ‹noise generators hum.\n"),
      // As they were typed before the other way round, side by side before one sentence, that before one paragraph.
      ("white noise", "- Sound\n  noise white. Then ‹white noise.\n"),
      ("white noise", "- Sound\n  white walls and no noise. Then ‹noise, white as snow.\n"),
      ("white noise", "- Sound\n  All white. No noise there. The ‹white cat makes no noise. White.\n"),
      ("white noise", "- Sound\n  white\n\n  noise\n\n  All is ‹white. No noise.\n\n  white\n"),
      // A line of a table or of code is as good as a sentence.
      ("white noise", "- Sound\n\n  | a | white |\n  | - | - |\n  | noise | b |\n  | ‹white | the noise |\n"),
      // What was typed before other forms, those before nothing.
      ("noise generators", "- Sound\n  noise generator, ‹noise generators\n"),
      ("noise generators", "- Sound\n  noise of roads. All generators. A ‹noise generator.\n"),
      ("Noise Generators", "- Sound\n  noise generators, ‹Noise Generators\n"),
      // Words before parts of words.
      ("cat dog", "- Pets\n  concatenate dog. The ‹cat and a dog.\n"),
      ("cat dog", "- Pets\n  dog. con‹catenate dog.\n"),
      // Across markup, and any number of words.
      ("noise generators", "- Sound\n  noise of roads and generators. **‹Noise** *generators*.\n"),
      ("noise generators", "- Sound\n  noise of roads and generators. [‹noise](http://x.y) [generators][1]\n"),
      ("one two three", "- N\n  one two. three. two three four. three ‹one two three.\n"),
      // After children, and where one of the words is only in the title.
      ("noise generators", "# Sound\n\nnoise\n\n- a\n\ngenerators noisy\n"),
      ("noise generators", "- Noise\n\n  has ‹generators\n"),
      // What is seen before the targets of links and comments.
      ("noise generators", "- Sound\n  [All ‹noise and its generators](http://x.y/noise-generators).\n"),
      ("noise generators", "- Sound\n  <!-- noise generators --> no ‹noise and generators.\n"),
      ("noise generators", "- Sound\n  [a](http://x.y/‹noise-generators).\n"),
      // Of alternatives, the best.
      ("(noise generators) OR roads", "- Sound\n  noise of roads. ‹Noise generators.\n"),
    ]) func places(query: String, notes: String) throws
  {
    let (found, wanted) = try NearnessTests.place(query, notes)
    if notes.contains("‹") { #expect(found == wanted, "\(query) in \(notes)") } else { #expect(found != nil) }
  }

  @Test("Of texts, those come first in which the words stand together") func ranks() throws {
    let notes = ["noise of roads and generators", "generators, noise", "noise generators", "noise\n\n  generators"]
      .enumerated().map { "- \($0)\n\n  \($1)\n" }.joined()
    let outline = Outline(parsing: Array(notes.utf8))
    let hits = Matcher(try Query(parsing: "noise generators")).topics(in: outline).hits
    let sorted = hits.sorted { ($1.rank, $0.topic) < ($0.rank, $1.topic) }
    #expect(sorted.map { outline.title(of: $0.topic) } == ["2", "1", "0", "3"])
  }

  @Test("In annotations and in lines of text too") func annotations() throws {
    let text = "noise of roads. All generators hum. The noise generators are mine."
    let matcher = Matcher(try Query(parsing: "noise generators"))
    let start = text.utf8.count - "noise generators are mine.".utf8.count
    #expect(matcher.match(SearchableAnnotation(id: "1", text: text))?.found.first?.lowerBound == start)
    #expect(matcher.lead(in: text)?.lowerBound == start)
    #expect(matcher.lead(in: "nothing of it") == nil)
  }

  @Test("A long text with very many of the words is gone through once") func many() throws {
    let text = String(repeating: "noise and generators, apart from one another; ", count: 20_000) + "noise generators"
    let outline = Outline(parsing: Array("- a\n  \(text)\n".utf8))
    #expect(Matcher(try Query(parsing: "noise generators")).topics(in: outline).hits.first?.rank.nearness == .sentence)
  }
}
