import Annotations
import Foundation
import ProgramHarness
import Store
import Testing

@Suite struct CheckTests {
  let place: TemporaryHome

  init() throws {
    place = try TemporaryHome()
    try place.write("# Maps\n\n- hash tables are fast\n- trees keep an order\n", to: "notes.md")
  }

  @Test func notesInOrderAreNoFinding() throws {
    try place.gloss("annotate", "notes.md", "--line", "3", "--text", "why?")
    let checked = try place.gloss("check", "notes.md")
    #expect(checked.status == 0 && checked.output.isEmpty && checked.errors.isEmpty)
  }

  @Test func lostTopicsAreFindings() throws {
    let id = try place.gloss("annotate", "notes.md", "--line", "3", "--text", "why?").lines.first
    try place.write("# Maps\n\n- something else entirely\n- trees keep an order\n", to: "notes.md")
    let checked = try place.gloss("check", ".")
    #expect(checked.status == 1)
    #expect(checked.lines.count == 1)
    #expect(checked.lines.first?.contains("notes.md:") == true && checked.output.contains("\"why?\""))
    #expect(checked.output.hasPrefix("./notes.md: orphan: ") && checked.output.contains("gone (it was at line 3): "))
    let json = try place.gloss("check", "notes.md", "--format", "json")
    #expect(json.output.contains("\"line\":null"))
    #expect(json.output.contains("\"id\":\"\(id ?? "-")\"") && json.output.hasSuffix("}\n"))
  }

  @Test func linesOfPassagesAreTheirOwn() throws {
    try place.write("Some words.\n\nTwice told.\n\nMore.\n\nTwice told.\n", to: "plain.md")
    try place.write(
      """
      mrsf_version: "1.0"
      document: plain.md
      comments:
        - {id: "a", author: "A", timestamp: "2026-01-01T00:00:00Z", text: "?", resolved: false,
           selected_text: "Twice told."}

      """, to: "plain.md.review.yaml")
    let output = try place.gloss("check", "plain.md").output
    #expect(output.hasPrefix("plain.md:3: ambiguous: this may belong to line 3, 7: "), "\(output)")
  }

  @Test func draftsOfNotesThatAreGoneAreFindings() throws {
    let environment = StoreEnvironment.live(
      variables: ["XDG_STATE_HOME": place.folder + "/state", "HOME": place.folder])
    let draft = Draft(
      id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", purpose: .new, text: "half a thought", type: nil, severity: nil,
      anchor: Anchor(target: .file), timestamp: "2026-01-01T00:00:00Z")
    do {
      let journal = DraftJournal(environment)
      try journal.write(draft, source: place.path("gone.md"))
      // It belongs to somebody who still writes.
      #expect(try place.gloss("check", ".").status == 0)
    }
    let found = try place.gloss("check", ".")
    #expect(found.status == 1 && found.output.contains("gone.md") && found.output.contains("\"half a thought\""))
    #expect(try place.gloss("check", "notes.md").status == 0)
    #expect(try place.gloss("rename", "gone.md", "notes.md").status == 0)
    #expect(try place.gloss("check", ".").status == 0)
    #expect(try DraftJournal(environment).drafts(for: place.path("notes.md")).map(\.text) == ["half a thought"])
  }

  @Test("A command that check advises means the same files in a shell", arguments: ["plain.md", "it's $(x) `y`.md"])
  func advice(name: String) throws {
    try place.gloss("annotate", "notes.md", "--line", "3", "--text", "why?")
    try FileManager.default.moveItem(atPath: place.path("notes.md"), toPath: place.path(name))
    let found = try place.gloss("check", ".").output
    let start = try #require(found.range(of: "gloss rename")?.upperBound)
    let end = try #require(found.range(of: " takes it along", range: start..<found.endIndex)?.lowerBound)
    let words = try place.run(["/bin/sh", "-c", "printf '%s\\n' \(found[start..<end])"])
    #expect(words.lines == [place.path("notes.md"), place.path(name)])
  }

  @Test func sidecarsInTroubleAreFindings() throws {
    try place.write("mrsf_version: \"1.0\"\ndocument: notes.md\ncomments:\n  - id: [\n", to: "notes.md.review.yaml")
    let broken = try place.gloss("check", "notes.md")
    #expect(broken.status == 1 && broken.output.contains("notes.md.review.yaml:5"))
    try place.write("mrsf_version: \"1.0\"\ndocument: notes.md\ncomments: []\n", to: "notes.md.review.yaml")
    try place.write(
      "{\"mrsf_version\": \"1.0\", \"document\": \"notes.md\", \"comments\": []}\n", to: "notes.md.review.json")
    let both = try place.gloss("check", "notes.md")
    #expect(both.status == 1 && both.output.contains("notes.md.review.json as well"))
  }

  @Test func sidecarsWithoutNotesAreFindings() throws {
    try place.write("mrsf_version: \"1.0\"\ndocument: gone.md\ncomments: []\n", to: "sub/gone.md.review.yaml")
    let checked = try place.gloss("check", ".")
    #expect(checked.status == 1 && checked.lines.count == 1)
    #expect(checked.output.contains("sub/gone.md.review.yaml: there is no "))
    #expect(try place.gloss("check", "notes.md").status == 0)
  }

  @Test func sidecarsUnderARootBelongToTheirNotes() throws {
    try place.write("sidecar_root: .reviews\n", to: ".mrsf.yaml")
    try place.gloss("annotate", "notes.md", "--line", "3", "--text", "why?")
    #expect(place.exists(".reviews/notes.md.review.yaml"))
    #expect(try place.gloss("check", ".").status == 0)
    try place.write("mrsf_version: \"1.0\"\ndocument: gone.md\ncomments: []\n", to: ".reviews/gone.md.review.yaml")
    let checked = try place.gloss("check", ".")
    #expect(checked.status == 1 && checked.output.contains("there is no \(place.path("gone.md"))"))
  }

  @Test func missingFileIsAnError() throws {
    let checked = try place.gloss("check", "nothing.md")
    #expect(checked.status == 2 && checked.output.isEmpty && checked.errors.contains("nothing.md"))
  }
}
