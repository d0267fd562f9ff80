import Foundation
import ProgramHarness
import Testing

@Suite struct ReanchorTests {
  let place: TemporaryHome

  init() throws {
    place = try TemporaryHome()
    try place.write("# Maps\n\n- hash tables are fast\n- trees keep an order\n- lists\n", to: "notes.md")
    try place.gloss("annotate", "notes.md", "--line", "3", "--text", "why?")
    try place.gloss("annotate", "notes.md", "--line", "4", "--quote", "an order", "--text", "which?")
  }

  private func field(_ name: String) -> [String] {
    place.read("notes.md.review.yaml").split(separator: "\n").filter { $0.hasPrefix("    \(name):") }
      .map { $0.dropFirst(name.count + 5).trimmingCharacters(in: .whitespaces) }
  }

  @Test func nothingMovedNothingToSay() throws {
    let before = place.read("notes.md.review.yaml")
    let written = try place.gloss("reanchor", "notes.md", "--write")
    #expect(written.status == 0 && written.output.isEmpty)
    #expect(place.read("notes.md.review.yaml") == before)
  }

  @Test func newPlacesAreShownAndOnlyRecordedWhenAskedFor() throws {
    try place.write("# Maps\n\nNew.\n\n- lists\n- hash tables are fast\n- also, trees keep an order\n", to: "notes.md")
    let before = place.read("notes.md.review.yaml")
    let selected = field("selected_text")
    let shown = try place.gloss("reanchor", "notes.md")
    #expect(shown.status == 0)
    #expect(
      shown.lines.first == "notes.md: 3 -> 6: exact: why?" || shown.lines.first == "notes.md: 3 -> 6: moved: why?")
    #expect(shown.lines.count == 2)
    #expect(place.read("notes.md.review.yaml") == before)

    let written = try place.gloss("reanchor", "notes.md", "--write")
    #expect(written.output == shown.output)
    #expect(field("line") == ["6", "7"])
    #expect(field("start_column") == ["19"] && field("end_column") == ["27"])
    #expect(field("selected_text") == selected)
    #expect(try place.gloss("reanchor", "notes.md", "--write").output.isEmpty)
    #expect(try place.gloss("check", "notes.md").status == 0)
  }

  @Test func changedTextIsRecordedBesideTheOld() throws {
    try place.write("# Maps\n\n- hash tables are very fast\n- trees keep an order\n- lists\n", to: "notes.md")
    try place.gloss("reanchor", "notes.md", "--write")
    #expect(field("anchored_text") == ["|-"] || field("anchored_text") == ["\"- hash tables are very fast\""])
    #expect(place.read("notes.md.review.yaml").contains("\"- hash tables are fast\"\n"))
    try place.write("# Maps\n\n- hash tables are fast\n- trees keep an order\n- lists\n", to: "notes.md")
    try place.gloss("reanchor", "notes.md", "--write")
    #expect(field("anchored_text").isEmpty)
  }

  @Test func whatIsNotSureIsLeftAlone() throws {
    try place.write("# Maps\n\n- something else\n- trees keep an order\n", to: "notes.md")
    let before = place.read("notes.md.review.yaml")
    let written = try place.gloss("reanchor", "notes.md", "--write")
    #expect(
      written.output.contains("orphan") || written.output.contains("ambiguous") || written.output.contains("confirm"))
    #expect(place.read("notes.md.review.yaml") == before)
  }
}
