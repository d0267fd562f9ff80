import ProgramHarness
import Testing

@Suite struct SiteTests {
  private func notes() throws -> TemporaryHome {
    let place = try TemporaryHome()
    try place.write("# A\n\n[to b](sub/b.md#part) [[b]]\n\n- one\n  - two\n", to: "a.md")
    try place.write("# B\n\n## Part\n\n[back](../a.md)\n", to: "sub/b.md")
    return place
  }

  @Test func linksOfASiteLeadToItsPages() throws {
    let place = try notes()
    let outcome = try place.gloss("export", ".", "--site", "out")
    #expect(outcome.status == 0 && outcome.output == "out/index.html\n")
    let page = place.read("out/a.html")
    #expect(page.contains("<a href=\"sub/b.html#part\">to b</a>"))
    #expect(page.contains("<a class=\"wikilink\" href=\"sub/b.html\">b</a>"))
    #expect(place.read("out/sub/b.html").contains("<a href=\"../a.html\">back</a>"))
    #expect(place.read("out/index.html").contains("<a href=\"a.html#a\">A</a>"))
  }

  @Test func folderThatCannotBeMadeIsNamed() throws {
    let place = try notes()
    let outcome = try place.gloss("export", ".", "--site", "a.md")
    #expect(outcome.status == 2 && outcome.errors.contains("a.md/index.html: Not a directory"))
    #expect(place.read("a.md").hasPrefix("# A"))
  }

  @Test(arguments: [
    (["--topic", "A > one"], "# A\n\n- one\n  - two\n"), (["--query", "two"], "# A\n\n- one\n  - two\n"),
  ])
  func partOfANoteIsExported(options: [String], markdown: String) throws {
    let outcome = try notes().gloss(arguments: ["export", "a.md"] + options)
    #expect(outcome.status == 0 && outcome.output == markdown)
  }

  @Test(arguments: [
    (["export", "a.md", "--query", "nowhere"], 1, "nothing to export"),
    (["export", "a.md", "--questions"], 1, "nothing"),
    (["export", "a.md", "--site", "x", "--format", "text"], 2, "--site makes pages"),
    (["export", "a.md", "--state", "odd"], 2, "no state odd"), (["export", "a.md", "--topic", "X"], 2, "no topic X"),
  ])
  func whatCannotBeIsSaid(arguments: [String], status: Int32, words: String) throws {
    let outcome = try notes().gloss(arguments: arguments)
    #expect(outcome.status == status && outcome.errors.contains(words) && outcome.output.isEmpty)
  }

  @Test func questionsAloneAreExported() throws {
    let place = try notes()
    _ = try place.gloss("annotate", "a.md", "--topic", "two", "--type", "question", "--text", "why?")
    _ = try place.gloss("annotate", "a.md", "--topic", "A", "--text", "a note")
    let outcome = try place.gloss("export", "a.md", "--questions", "--format", "text")
    #expect(outcome.output.contains("why?") && !outcome.output.contains("a note") && !outcome.output.contains("to b"))
  }
}
