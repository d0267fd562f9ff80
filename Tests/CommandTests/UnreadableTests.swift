import Foundation
import ProgramHarness
import Testing

/// One of many notes that can't be read.
@Suite struct UnreadableTests {
  let place: TemporaryHome

  init() throws {
    place = try TemporaryHome()
    try place.write("# Maps\n\n- hash tables are fast\n", to: "a.md")
    try place.write("# Trees\n\n- trees keep an order\n", to: "z.md")
    for name in ["a.md", "z.md"] { try place.gloss("annotate", name, "--line", "3", "--text", "why \(name)?") }
    // Too large to be read, whoever reads it; it has no bytes on the disk.
    try place.write("", to: "middle.md")
    #expect(truncate(place.path("middle.md"), 1 << 32) == 0)
    // Where nothing was written about it, those that list annotations need not look at it.
    try place.write(place.read("a.md.review.yaml"), to: "middle.md.review.yaml")
  }

  /// Commands, and what they say of the notes that can be read.
  static let commands: [(words: [String], says: [String])] = [
    (["outline", "."], ["hash tables", "trees keep"]),
    (["outline", ".", "--format", "json"], ["hash tables", "trees keep"]),
    (["outline", ".", "--format", "opml"], ["hash tables", "trees keep"]),
    (["annotations", "."], ["why a.md?", "why z.md?"]),
    (["annotations", "a.md", "middle.md", "z.md"], ["why a.md?", "why z.md?"]),
    (["search", "why", "."], ["why a.md?", "why z.md?"]),
    (["export", "."], ["why a.md?", "why z.md?"]),
    (["export", ".", "--format", "text"], ["why a.md?", "why z.md?"]),
    (["export", ".", "--format", "html"], ["why a.md?", "why z.md?"]),
    (["export", ".", "--format", "w3c"], ["why a.md?", "why z.md?"]),
  ]

  @Test(
    "The other notes are there, what can't be read is said, and the exit status is that of an error",
    arguments: commands)
  func othersAreThere(words: [String], says: [String]) throws {
    let outcome = try place.gloss(arguments: words)
    #expect(outcome.status == 2)
    #expect(outcome.errors.split(separator: "\n").count == 1 && outcome.errors.contains("middle.md"))
    for text in says { #expect(outcome.output.contains(text)) }
    #expect(!outcome.output.contains("middle.md"))
  }

  @Test func otherFindingsAreThere() throws {
    try place.write("# Trees\n\nsomething else entirely\n", to: "z.md")
    let checked = try place.gloss("check", ".")
    #expect(checked.status == 2 && checked.errors.contains("middle.md") && checked.output.contains("why z.md?"))
  }

  @Test func otherPlacesAreRecorded() throws {
    try place.write("# Trees\n\nmore\n\n- trees keep an order\n", to: "z.md")
    #expect(try place.gloss("reanchor", ".", "--write").status == 2)
    #expect(place.read("z.md.review.yaml").contains("line: 5"))
  }

  @Test("Nothing is printed where nothing can be read", arguments: ["markdown", "html", "text", "w3c"])
  func nothingIsThere(format: String) throws {
    let outcome = try place.gloss("export", "middle.md", "--format", format)
    #expect(outcome.status == 2 && outcome.output.isEmpty && outcome.errors.contains("middle.md"))
  }

  @Test(arguments: [["annotations", "a.md"], ["check", "a.md"], ["annotate", "a.md", "--line", "1", "--text", "x"]])
  func folderInThePlaceOfASidecarIsNamed(_ words: [String]) throws {
    let place = try TemporaryHome()
    try place.write("# A\n", to: "a.md")
    try place.write("x", to: "a.md.review.yaml/x")
    let outcome = try place.gloss(arguments: words)
    #expect(outcome.status == 2 && outcome.errors.contains("a.md.review.yaml: this is a folder"))
  }

  @Test func linksInACircleAreCalledThat() throws {
    let place = try TemporaryHome()
    _ = try place.run(["/bin/ln", "-s", "b.md", "a.md"])
    _ = try place.run(["/bin/ln", "-s", "a.md", "b.md"])
    let outcome = try place.gloss("outline", "a.md")
    #expect(outcome.status == 2 && outcome.errors.contains("circle") && !outcome.errors.contains("Try again"))
  }
}
