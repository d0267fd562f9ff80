import ProgramHarness
import Testing

/// Annotations of which only some can be read.
@Suite struct BrokenSidecarTests {
  let place: TemporaryHome

  init() throws {
    place = try TemporaryHome()
    try place.write("# Maps\n\n- hash tables are fast\n", to: "notes.md")
    try place.gloss("annotate", "notes.md", "--line", "3", "--text", "why?")
    try place.write(place.read("notes.md.review.yaml") + "  - id: [\n", to: "notes.md.review.yaml")
  }

  @Test(
    "What can be read is printed, and the exit status is that of an error",
    arguments: [
      ["annotations", "notes.md"], ["search", "why", "notes.md"], ["export", "notes.md"],
      ["export", "notes.md", "--format", "w3c"],
    ])
  func isAnError(words: [String]) throws {
    let outcome = try place.gloss(arguments: words)
    #expect(outcome.status == 2 && outcome.output.contains("why?"))
    #expect(outcome.errors.contains("notes.md.review.yaml:"))
  }

  @Test func countOfAnnotationsMayBeWrong() throws {
    let outcome = try place.gloss("outline", "notes.md", "--format", "json")
    #expect(outcome.status == 2 && outcome.output.contains("hash tables") && !outcome.errors.isEmpty)
  }

  @Test func outlineIsWholeWithoutAnnotations() throws {
    let outcome = try place.gloss("outline", "notes.md")
    #expect(outcome.status == 0 && outcome.output.contains("hash tables") && outcome.errors.isEmpty)
  }
}
